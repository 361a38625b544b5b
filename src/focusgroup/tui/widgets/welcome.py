"""What home says before there is a session: how to begin, in three lines."""

from textual.app import ComposeResult
from textual.containers import Center, Middle, Vertical
from textual.content import Content
from textual.widgets import Static

STEPS = (
    ("n", "Choose an agenda and name the session. Six agendas are ready to use."),
    ("F2", "Start. Type what customers say, one line a quote: it is kept at Enter."),
    ("F9", "End, and the Word summary is written before they have left the room."),
)


class Welcome(Middle):
    """The empty home screen."""

    DEFAULT_CSS = """
    Welcome {
        height: 1fr;
        #welcome-box { width: 76; max-width: 100%; height: auto; padding: 0 1; }
        #welcome-head { text-style: bold; color: $text-primary; }
        .welcome-step { margin-top: 1; }
        #welcome-demo { margin-top: 2; color: $text-muted; }
    }
    """

    def compose(self) -> ComposeResult:
        with Center(), Vertical(id="welcome-box"):
            yield Static(
                Content("Lead a customer focus group, and hand over what was said."),
                id="welcome-head",
            )
            for key, text in STEPS:
                line = Content.assemble((f"{key:>3} ", "bold $text-accent"), " ", text)
                yield Static(line, classes="welcome-step")
            demo = Content.assemble(
                "Just looking? Leave with q and run ",
                ("focusgroup demo", "bold $foreground"),
                ": invented sessions to try everything on.",
            )
            yield Static(demo, id="welcome-demo")
