"""Correct a quote in a line, as the live screen does: its words, its speaker, all of it."""

from collections.abc import Awaitable, Callable

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Quote
from focusgroup.services.capture.provisional_quote import as_typed
from focusgroup.tui.commands import bindings
from focusgroup.tui.review.commands import REWRITE
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.fields import Field
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import MUTED, cut, said

HINT = "Enter saves. @2 replaces the speaker, - + ? in front the kind, #theme the themes."


class RewriteScreen(ModalScreen[bool]):
    """The line of *quote*; *save* stores it, or raises FocusgroupError that says what is wrong.

    Returns whether it was saved.
    """

    COMMAND_TABLE = REWRITE
    BINDINGS = bindings(REWRITE)
    DEFAULT_CSS = """
    RewriteScreen {
        align: center bottom;
        background: transparent;
        #rewrite-box { height: auto; padding: 0 1; background: $panel; border-top: solid $primary; }
        Footer { background: $panel; dock: none; }
    }
    """

    def __init__(self, quote: Quote, save: Callable[[str], Awaitable[None]]) -> None:
        super().__init__()
        self._quote = quote
        self._save = save

    def compose(self) -> ComposeResult:
        """Lay out who said it, the line, and what is wrong with it."""
        with Vertical(id="rewrite-box"):
            yield Panel(id="rewrite-who")
            yield Field(id="rewrite-line")
            yield Panel(id="rewrite-said")
            yield KeyFooter(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Put the quote into the line."""
        who = self._quote.speaker or "nobody named"
        where = f"  {self._quote.session_title}"
        self.query_one("#rewrite-who", Panel).show(
            Content.assemble(cut(who, 40).stylize("bold"), cut(where, 60).stylize(MUTED))
        )
        self.query_one("#rewrite-said", Panel).show(Content.styled(HINT, MUTED))
        field = self.query_one(Field)
        field.select_on_focus = False
        field.fill(as_typed(self._quote))
        field.focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._keep(event.value)

    def action_keep(self) -> None:
        """Save the line."""
        self._keep(self.query_one(Field).value)

    @work(group="rewrite", exclusive=True, exit_on_error=False)
    async def _keep(self, line: str) -> None:
        try:
            await self._save(line)
        except FocusgroupError as error:
            told = Content.styled(said(str(error)), "$text-warning")
            self.query_one("#rewrite-said", Panel).show(told)
        else:
            self.dismiss(True)

    def action_back(self) -> None:
        """Leave the quote as it was."""
        self.dismiss(False)
