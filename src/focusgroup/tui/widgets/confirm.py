"""A yes-or-no question, asked before something is lost."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from focusgroup.tui.commands import QUITS
from focusgroup.tui.widgets.style import said


class ConfirmScreen(ModalScreen[bool]):
    """Asks *question*; True for *yes*; False for *no*, escape and anything else."""

    KEYS = ("y", "n")
    """What the buttons show as their keys."""
    BINDINGS = [
        Binding("y", "yes", "Yes", show=False),
        Binding("n,escape", "no", "No", show=False),
        Binding("left,right,up,down", "other", "Other button", show=False),
        *QUITS,
    ]
    DEFAULT_CSS = """
    ConfirmScreen {
        align: center middle;
        #confirm-box {
            width: 60; max-width: 90%; height: auto; padding: 1 2;
            background: $panel; border: round $primary;
        }
        #confirm-question { margin-bottom: 1; }
        #confirm-buttons { height: auto; align-horizontal: right; }
        Button { margin-left: 2; }
    }
    """

    def __init__(self, question: str, *, yes: str = "Yes", no: str = "No") -> None:
        super().__init__()
        self._texts = (question, yes, no)

    def compose(self) -> ComposeResult:
        question, *answers = self._texts
        yes, no = (f"{text} ({key})" for text, key in zip(answers, self.KEYS, strict=True))
        with Vertical(id="confirm-box"):
            yield Static(Content(said(question)), id="confirm-question")
            with Horizontal(id="confirm-buttons"):
                yield Button(Content(yes), id="confirm-yes", variant="warning", compact=True)
                yield Button(Content(no), id="confirm-no", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Focus the safe button, so Enter alone loses nothing."""
        self.query_one("#confirm-no").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self._answer(event.button.id == "confirm-yes")

    def action_yes(self) -> None:
        self._answer(True)

    def action_no(self) -> None:
        """Answer no, which changes nothing."""
        self._answer(False)

    def action_other(self) -> None:
        """Go to the other button."""
        self.focus_next()

    def _answer(self, yes: bool) -> None:
        if self.is_current:
            self.dismiss(yes)
