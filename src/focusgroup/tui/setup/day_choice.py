"""Ask which day of a guide with several is led in the new session."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from focusgroup.tui.commands import QUITS
from focusgroup.tui.widgets.style import said

QUESTION = (
    "This guide has {many} days. Which one is this session? Enter writes that day as a guide of"
    " its own beside the file and uses it; Esc goes back."
)


class DayChoice(ModalScreen[int | None]):
    """Returns the day, the first is 1; 0 for all of them in one session, None to go back."""

    BINDINGS = [Binding("escape", "back", "Back"), *QUITS]
    AUTO_FOCUS = "#days"
    DEFAULT_CSS = """
    DayChoice {
        align: center middle;
        #days-box {
            width: 64; max-width: 90%; height: auto; max-height: 90%; padding: 1 2;
            background: $panel; border: round $primary;
        }
        #days-question { margin-bottom: 1; }
        #days { height: auto; max-height: 12; border: none; background: transparent; }
    }
    """

    def __init__(self, days: Sequence[str]) -> None:
        super().__init__()
        self._days = days

    def compose(self) -> ComposeResult:
        """Lay out the question and the days."""
        with Vertical(id="days-box"):
            yield Static(Content(QUESTION.format(many=len(self._days))), id="days-question")
            yield OptionList(
                *(Content(said(day)) for day in self._days),
                Content("All days, as one long session"),
                id="days",
            )

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        all_days = event.option_index == len(self._days)
        self.dismiss(0 if all_days else event.option_index + 1)

    def action_back(self) -> None:
        """Choose none."""
        self.dismiss(None)
