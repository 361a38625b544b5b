"""What whoever shows a live session is told of: its screen, or a test in its place."""

from typing import Protocol

from focusgroup.core.capture import Line
from focusgroup.core.model import Quote
from focusgroup.store.outbox import OutboxState


class Listener(Protocol):
    """Told at once and in order, by plain calls, of what becomes of a line and of a quote."""

    def quote_taken(self, quote: Quote) -> None:
        """Show a quote that the outbox has, new or corrected: it is not on disk yet."""

    def quote_saved(self, entry_id: str, quote: Quote | None) -> None:
        """Tick what is on disk now; *quote* is as stored, None where the entry was no quote."""

    def quote_to_delete(self, quote: Quote) -> None:
        """Delete a quote whose line was emptied and entered twice."""

    def note_taken(self, said: str) -> None:
        """Show a note that the outbox has; *said* tells how it was understood."""

    def run_command(self, name: str, text: str) -> None:
        """Run the command of a slash word, *text* being what was typed after it."""

    def say(self, text: str) -> None:
        """Show a message beside the line."""

    def outbox_changed(self, state: OutboxState) -> None:
        """Show that the database refuses, or takes again."""


class LineField(Protocol):
    """Where the line is typed: the widget, or a test in its place."""

    @property
    def line(self) -> Line:
        """Text and caret as they are."""

    def set_line(self, line: Line) -> None:
        """Put another text or caret in, without a call back."""
