"""The home screen before there is a session: how to begin, in three lines."""

from textual.app import ComposeResult
from textual.containers import Center, Middle, Vertical
from textual.content import Content
from textual.widgets import Static

from focusgroup.tui.widgets.style import MUTED

STEPS = (
    ("n", "Choose an agenda, name the session, add your participants."),
    ("F2", "Start. Type what they say, one quote per line; Enter saves it."),
    ("F9", "End. The Word summary is ready before they have left the room."),
)


class Welcome(Middle):
    """The empty home screen."""

    DEFAULT_CSS = """
    Welcome {
        height: 1fr;
        #welcome-box { width: 74; max-width: 100%; height: auto; padding: 0 1; }
        #welcome-head { text-style: bold; color: $text-primary; }
        .welcome-step { margin-top: 1; }
        #welcome-sample { margin-top: 2; }
    }
    """

    def compose(self) -> ComposeResult:
        with Center(), Vertical(id="welcome-box"):
            yield Static(
                Content("Run a customer focus group, and hand over what was said."),
                id="welcome-head",
            )
            for key, text in STEPS:
                line = Content.assemble((f"{key:>3} ", "bold $text-accent"), " ", text)
                yield Static(line, classes="welcome-step")
            sample = Content.assemble(
                ("Just looking? Press ", MUTED),
                ("s", "bold $text-accent"),
                (" for sample sessions. They are kept apart from yours.", MUTED),
            )
            yield Static(sample, id="welcome-sample")
