"""Correct a quote in a line, as the live screen does: its words, its speaker, all of it."""

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from focusgroup.core.model import Quote
from focusgroup.services.capture.provisional_quote import as_typed
from focusgroup.tui.commands import bindings
from focusgroup.tui.review.commands import REWRITE
from focusgroup.tui.review.saving_dialog import SavingDialog, WhyNotSaved
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.fields import Field
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import MUTED, cut

HINT = "Enter saves. @2 replaces the speaker, - + ? in front the kind, #theme the themes."


class RewriteScreen(SavingDialog[str, bool]):
    """The line of *quote*; *save* stores it and returns whether that changed anything."""

    KEEPS_TEXT = True

    COMMAND_TABLE = REWRITE
    BINDINGS = bindings(REWRITE, at_once=True)
    DEFAULT_CSS = """
    RewriteScreen {
        align: center bottom;
        background: transparent;
        #rewrite-box { height: auto; padding: 0 1; background: $panel; border-top: solid $primary; }
        KeyFooter { background: $panel; dock: none; }
        WhyNotSaved { margin-top: 0; }
    }
    """

    def __init__(self, quote: Quote, save: Callable[[str], Awaitable[bool]]) -> None:
        super().__init__(save)
        self._quote = quote

    def compose(self) -> ComposeResult:
        """Lay out who said it, the line, and what is wrong with it."""
        with Vertical(id="rewrite-box"):
            yield Panel(id="rewrite-who")
            yield Field(id="rewrite-line")
            yield Panel(id="rewrite-said")
            yield WhyNotSaved()
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
        self.fill(field, as_typed(self._quote))
        field.focus()

    def action_keep(self) -> None:
        """Save the line."""
        self.keep(self.query_one(Field).value)
