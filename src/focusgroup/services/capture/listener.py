"""The calls that inform the screen of a live session, or a test in its place."""

from collections.abc import Callable
from typing import Protocol

from focusgroup.core.capture import Line
from focusgroup.core.model import Quote
from focusgroup.store.outbox import OutboxState

CalledBy = Callable[[str], str]
"""From a command's name, such as ``pause``, to what a person presses or types for it."""


class Listener(Protocol):
    """Learns at once and in order, by plain calls, what happens to a line and to a quote."""

    def quote_taken(self, quote: Quote) -> None:
        """Show a new or corrected quote that is in the outbox and not yet on disk."""

    def quote_saved(self, entry_id: str, quote: Quote | None) -> None:
        """Tick an entry that is now on disk; *quote* is as stored, None if it wasn't a quote."""

    def quote_to_delete(self, quote: Quote) -> None:
        """Delete a quote whose line was emptied and entered twice."""

    def note_taken(self, said: str) -> None:
        """Show a note that is in the outbox; *said* tells how it was understood."""

    def run_command(self, name: str, text: str) -> None:
        """Run the command of a slash word; *text* is what was typed after it."""

    def say(self, text: str) -> None:
        """Show a message beside the line."""

    def outbox_changed(self, state: OutboxState) -> None:
        """Show that the database refuses to write, or accepts writes again."""


class LineField(Protocol):
    """The field in which the line is typed: the widget, or a test in its place."""

    @property
    def line(self) -> Line:
        """The current text and caret."""

    def set_line(self, line: Line) -> None:
        """Set another text or caret, without a callback."""
