"""The end of a session: what it holds, and whether the summary is written at once."""

from collections import Counter
from typing import Literal

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from focusgroup.core.model import KIND_LABELS, QUOTE_KINDS
from focusgroup.tui import look
from focusgroup.tui.live_session import LiveSession
from focusgroup.tui.now import mono_ms
from focusgroup.tui.when import count

Wish = Literal["word", "debrief", "end"]


class EndScreen(ModalScreen[Wish | None]):
    """Ends in ``word`` (end and write), ``debrief``, ``end`` (end only) or None (go on)."""

    BINDINGS = [
        ("w", "choose('word')", "End and write Word"),
        ("enter", "choose('word')", "End and write Word"),
        ("d", "choose('debrief')", "End and debrief"),
        ("e", "choose('end')", "End"),
        ("escape", "go_on", "Go on"),
    ]
    DEFAULT_CSS = """
    EndScreen {
        align: center middle;
        #box { width: 64; max-width: 95%; height: auto; padding: 1 2; background: $panel; }
    }
    """

    def __init__(self, live: LiveSession) -> None:
        super().__init__()
        self._live = live

    def compose(self) -> ComposeResult:
        """The counts, then the three ways on."""
        live = self._live
        counts = Counter(quote.kind for quote in live.quotes.values())
        kinds = Content("   ").join(
            [
                Content.assemble(look.kind_sign(kind), " ", count(counts[kind], KIND_LABELS[kind]))
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
                f"{look.clock_time(live.clock.elapsed(mono_ms()))} of"
                f" {look.clock_time(live.clock.total_ms)} · {len(+live.talk.spoken)} of"
                f" {len(live.participants)} participants spoke",
                look.MUTED,
            ),
        ]
        if untagged or stubs:
            open_ends = f"{untagged} without a theme · {count(stubs, 'stub')} to finish"
            lines.append(Content.styled(open_ends, look.MUTED))
        lines += [
            Content(""),
            Content.assemble(("Enter ", "bold $text-accent"), "end it and write the Word summary"),
            Content.assemble(("d     ", "bold $text-accent"), "end it and go on to the debrief"),
            Content.assemble(("e     ", "bold $text-accent"), "end it only"),
            Content.assemble(("Esc   ", "bold $text-accent"), "go on with the session"),
        ]
        with Vertical(id="box"):
            yield Static(Content("\n").join(lines))

    def action_choose(self, wish: Wish) -> None:
        """End the session."""
        self.dismiss(wish)

    def action_go_on(self) -> None:
        """Back to the session."""
        self.dismiss(None)
