"""The quotes behind a number of a table."""

from textual import on
from textual.app import ComposeResult

from focusgroup.core.search.selection import Selection
from focusgroup.services.edits import Edits
from focusgroup.services.review import ReviewFacts
from focusgroup.tui.commands import bindings
from focusgroup.tui.review.commands import BEHIND
from focusgroup.tui.review.quotes.quotes_pane import QuotesPane
from focusgroup.tui.review.quotes.screen import OF_A_QUOTE, QuotesScreen
from focusgroup.tui.terminal.footer import KeyFooter


class BehindScreen(QuotesScreen):
    """The quotes of a selection, with all that can be done with quotes."""

    COMMAND_TABLE = BEHIND
    BINDINGS = bindings(BEHIND)

    def __init__(self, facts: ReviewFacts, chosen: Selection, called: str, edits: Edits) -> None:
        super().__init__(facts.db, facts.session_id, edits)
        self._chosen = chosen
        self._called = called

    def compose(self) -> ComposeResult:
        yield QuotesPane(self.facts, alone=True)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read the quotes."""
        self._list.focus()
        self.show_stars()
        self.reload()

    @property
    def seen(self) -> Selection:
        """Return the quotes that are shown."""
        return self._chosen

    def reload(self, *, at: int = 0) -> None:
        """Read the quotes again."""
        self.facts.forget()
        self._pane.show(self.seen, self._called, at=at)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether the command is available: edits need a quote, undo needs an edit."""
        if action == "undo":
            return self.edits.can_undo
        needs = self.is_mounted and action in (*OF_A_QUOTE, "open")
        return not needs or bool(self._list.rows.total) or None

    @on(QuotesPane.Read)
    def _read(self) -> None:
        self.refresh_bindings()

    def action_open(self) -> None:
        """Open the session of the chosen quote."""
        if self._list.selected:
            self.open_quote(self._list.selected)

    def action_drop(self, part: str) -> None:
        """Drop a filter that was clicked where nothing matches."""
        self._chosen = self._chosen.without(part)
        self.reload()

    def action_back(self) -> None:
        if self._list.marked:
            self._list.unmark_all()
        elif self.is_current:
            self.dismiss()
