"""The end of a session: its counts, and whether to write the summary at once."""

from collections import Counter
from typing import Literal

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from focusgroup.core.dates.durations import clock_time
from focusgroup.core.model import KIND_LABELS, QUOTE_KINDS
from focusgroup.services.dates_in_words import count
from focusgroup.services.live_session import LiveSession
from focusgroup.system.clock import mono_ms
from focusgroup.tui.commands import bindings
from focusgroup.tui.live.commands import END
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.panel import LinesPanel

Wish = Literal["word", "debrief", "end"]


class EndScreen(ModalScreen[Wish | None]):
    """A dialog that returns how to end the session.

    The result is ``word`` (end, write, debrief), ``debrief``, ``end`` (end only) or None, to
    continue.
    """

    COMMAND_TABLE = END
    BINDINGS = bindings(END)
    DEFAULT_CSS = """
    EndScreen {
        align: center middle;
        #box { width: 68; max-width: 95%; height: auto; padding: 1 2; background: $panel; }
        #ways { height: auto; margin-top: 1; }
    }
    """

    def __init__(self, live: LiveSession) -> None:
        super().__init__()
        self._live = live

    def compose(self) -> ComposeResult:
        """Lay out the counts, then the choices."""
        live = self._live
        counts = Counter(quote.kind for quote in live.quotes.values())
        kinds = Content("   ").join(
            [
                Content.assemble(style.kind_sign(kind), " ", count(counts[kind], KIND_LABELS[kind]))
                for kind in QUOTE_KINDS
            ]
        )
        untagged = sum(not q.themes for q in live.quotes.values() if not q.is_observation)
        stubs = sum(q.stub for q in live.quotes.values())
        lines = [
            Content.styled("End this session?", "bold"),
            Content(""),
            kinds,
            Content.styled(
                f"{clock_time(live.clock.elapsed(mono_ms()))} of"
                f" {clock_time(live.clock.total_ms)} · {len(+live.talk.spoken)} of"
                f" {len(live.participants)} participants spoke",
                style.MUTED,
            ),
        ]
        if untagged or stubs:
            open_ends = f"{untagged} without a theme · {count(stubs, 'unfinished quote')}"
            lines.append(Content.styled(open_ends, style.MUTED))
        waiting = live.callbacks
        if waiting:
            named = "; ".join(note.text for note in waiting)
            words = f"Not come back to yet: {named}"
            lines.append(style.cut(words, 60).stylize("bold $text-warning"))
        with Vertical(id="box"):
            yield Static(Content("\n").join(lines))
            yield LinesPanel(self._picked, id="ways")

    def on_mount(self) -> None:
        """Show the choices, each of which can be clicked."""
        ways = self.query_one("#ways", LinesPanel)
        ways.set_height(len(END))
        shown = [(command.key_display or command.keys.split(",")[0]).title() for command in END]
        ways.show_lines(
            [
                (Content.assemble((f"{key:<7}", "bold $text-accent"), command.help), command.action)
                for key, command in zip(shown, END, strict=True)
            ]
        )

    def _picked(self, action: object) -> None:
        self.run_worker(self.run_action(str(action)))

    def action_choose(self, wish: Wish) -> None:
        """Close with *wish*, the chosen way to end the session."""
        self.dismiss(wish)

    def action_go_on(self) -> None:
        """Go back to the session."""
        self.dismiss(None)
