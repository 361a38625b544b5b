"""The end of a session: its counts, and whether to write the summary at once.

No letter ends it: what is typed on closes the question and goes into the capture line.
"""

from collections import Counter
from typing import Literal

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from focusgroup.core.dates.durations import clock_time
from focusgroup.core.model import KIND_NOUNS, QUOTE_KINDS, RANKED_KINDS
from focusgroup.services.dates_in_words import count
from focusgroup.services.live_session import LiveSession
from focusgroup.system.clock import mono_ms
from focusgroup.tui.commands import bindings
from focusgroup.tui.live.commands import END
from focusgroup.tui.typed_ahead import Window
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.panel import LinesPanel

Wish = Literal["word", "debrief", "end"]
WAYS: tuple[tuple[Wish | None, str], ...] = (
    ("word", "End it, write the Word summary, then debrief"),
    ("debrief", "End it and open the debrief"),
    ("end", "Only end it"),
    (None, "Continue the session"),
)


class EndScreen(Window[Wish | None]):
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
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out the counts, then the choices."""
        live = self._live
        counts = Counter(quote.kind for quote in live.quotes.values())
        kinds = Content("   ").join(
            [
                Content.assemble(style.kind_sign(kind), " ", count(counts[kind], KIND_NOUNS[kind]))
                for kind in QUOTE_KINDS
                if counts[kind] or kind in RANKED_KINDS
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
        self.query_one("#ways", LinesPanel).set_height(len(WAYS))
        self._show()

    def _show(self) -> None:
        marks = ["F9, Enter" if at == self._at else "" for at in range(len(WAYS))]
        self.query_one("#ways", LinesPanel).show_lines(
            [
                (
                    Content.assemble(
                        (f" {mark:<11}", "bold $text-accent"),
                        (f" {text} ", "bold reverse" if mark else ""),
                    ),
                    at,
                )
                for at, (mark, (_, text)) in enumerate(zip(marks, WAYS, strict=True))
            ]
        )

    def _picked(self, at: object) -> None:
        if isinstance(at, int):
            self.dismiss(WAYS[at][0])

    def action_mark(self, by: int) -> None:
        """Mark another choice."""
        self._at = (self._at + by) % len(WAYS)
        self._show()

    def action_choose(self) -> None:
        """Close with the marked way to end the session."""
        self.dismiss(WAYS[self._at][0])

    def action_go_on(self) -> None:
        """Go back to the session."""
        self.dismiss(None)
