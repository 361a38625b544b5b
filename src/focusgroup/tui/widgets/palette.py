"""The command palette; a sentence that is typed into it by mistake goes into the capture line."""

from contextlib import suppress

from textual import on, work
from textual.command import CommandList, CommandPalette
from textual.css.query import NoMatches
from textual.widgets import Input

from focusgroup.services.live_steps import reads_as_said
from focusgroup.tui.typed_ahead import KeyField, line_below

MOST_WORDS = 3
"""Words of a search for a command; more are a sentence."""


class Palette(CommandPalette):
    """Textual's palette above a capture line: no search that is a sentence is lost."""

    def _said(self) -> KeyField | None:
        """Close the palette and give the line below a typed sentence; return it if there is one."""
        typed, line = self.query_one(Input).value, line_below(self)
        if line is None or not (reads_as_said(typed) or len(typed.split()) > MOST_WORDS):
            return None
        super()._action_escape()
        line.take_paste(typed)
        return line

    def _action_escape(self) -> None:
        if self._said() is None:
            super()._action_escape()

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP)
    async def _gather_commands(self, search_value: str) -> None:
        """Search, unless the palette was closed before it began.

        Textual 8.2.8 then looks for the list of a palette that has none any more, and fails.
        """
        with suppress(NoMatches):
            await CommandPalette._gather_commands.__wrapped__(self, search_value)  # type: ignore[attr-defined]

    def _is_named(self, typed: str) -> bool:
        """Return whether the chosen command has all the words *typed*.

        The list may still show what was found for the letters before: a sentence must not run that.
        """
        found = self.query_one(CommandList)
        if not found.option_count:
            return False
        chosen = found.get_option_at_index(found.highlighted or 0)
        name = (getattr(getattr(chosen, "hit", None), "text", "") or "").casefold()
        return all(word in name for word in typed.casefold().split())

    @on(Input.Submitted)
    def _no_command(self, event: Input.Submitted) -> None:
        line = None if self._is_named(event.value) else self._said()
        if line:
            event.prevent_default()
            line.take_key("enter", None)
