"""Plan the rest of the session anew: what is proposed, what it means, and every minute by hand."""

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from focusgroup.core.clock import MINUTE_MS, Clock
from focusgroup.core.model import Section
from focusgroup.core.plan import proposal
from focusgroup.tui import look
from focusgroup.tui.look import MUTED
from focusgroup.tui.now import mono_ms, unix_ms
from focusgroup.tui.when import time_of_day
from focusgroup.tui.widgets.panel import LinesPanel, Panel

Plan = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A key of this screen and what it does, for the line at its foot."""

    key: str
    does: str


STEPS = (
    Step("Enter", "accept"),
    Step("Esc", "leave"),
    Step("↑ ↓", "section"),
    Step("+ −", "a minute"),
    Step("x", "cut"),
    Step("p", "proposal"),
    Step("o", "as it was"),
)


class PlanScreen(ModalScreen[Plan | None]):
    """Ends in the new lengths of all sections (ms), or None when the plan stays."""

    DEFAULT_CSS = """
    PlanScreen {
        align: center middle;
        #box { width: 72; max-width: 95%; height: auto; max-height: 90%; padding: 1 2;
               background: $panel; }
        #plan-rows { height: auto; }
        #plan-ends { margin: 1 0; }
        #plan-keys { height: auto; }
    }
    """

    def __init__(self, clock: Clock, sections: tuple[Section, ...], zone: str) -> None:
        super().__init__()
        self._clock = clock
        self._sections = sections
        self._zone = zone
        self._plan = proposal(clock, [section.kind for section in sections], mono_ms())
        self._at = clock.section

    def compose(self) -> ComposeResult:
        """A title, the sections that are left, what it comes to, the keys."""
        with Vertical(id="box"):
            yield Panel(id="plan-title")
            yield LinesPanel(self._pick, id="plan-rows")
            yield Panel(id="plan-ends")
            yield Panel(id="plan-keys")

    def on_mount(self) -> None:
        """Show the proposal."""
        self.set_interval(1, self._show)
        self.call_after_refresh(self._show)

    def on_key(self, event: events.Key) -> None:
        """Every key of this screen."""
        last = len(self._sections) - 1
        event.stop()
        if event.key == "enter":
            changed = self._plan != self._clock.planned
            self.dismiss(self._plan if changed else None)
            return
        if event.key == "escape":
            self.dismiss(None)
            return
        if event.key in ("up", "down"):
            by = -1 if event.key == "up" else 1
            self._at = min(max(self._at + by, self._clock.section), last)
        elif event.character in ("+", "="):
            self._set(self._plan[self._at] + MINUTE_MS)
        elif event.character in ("-", "−"):
            self._set(self._plan[self._at] - MINUTE_MS)
        elif event.character == "x" and self._at > self._clock.furthest:
            self._set(0)
        elif event.character == "p":
            kinds = [section.kind for section in self._sections]
            self._plan = proposal(self._clock, kinds, mono_ms())
        elif event.character == "o":
            self._plan = tuple(round(s.minutes * MINUTE_MS) for s in self._sections)
        self._show()

    def _pick(self, target: object) -> None:
        if isinstance(target, int):
            self._at = target
            self._show()

    def _set(self, ms: int) -> None:
        plan = list(self._plan)
        plan[self._at] = max(ms, 0)
        self._plan = tuple(plan)

    def _show(self) -> None:
        rows = self.query_one("#plan-rows", LinesPanel)
        width = rows.size.width
        lines = [(self._row(i, width), i) for i in range(self._clock.section, len(self._sections))]
        rows.set_height(len(lines))
        rows.show_lines(lines)
        changed = self._plan != self._clock.planned
        title = "The rest of the session"
        if changed:
            late = self._clock.replanned(self._plan).late(mono_ms())
            title = "A plan that still ends late" if late > MINUTE_MS // 2 else "A plan in time"
        self.query_one("#plan-title", Panel).show(Content.styled(title, "bold"))
        self.query_one("#plan-ends", Panel).show(self._ends())
        keys: list[tuple[str, str]] = []
        for step in STEPS:
            keys += [(step.key, "bold $text-accent"), (f"\u00a0{step.does}  ", MUTED)]
        self.query_one("#plan-keys", Panel).show(Content.assemble(*keys))

    def _row(self, i: int, width: int) -> Content:
        section, old, new = self._sections[i], self._clock.planned[i], self._plan[i]
        then = f"{look.minutes(old)} min"
        if new != old:
            word = "cut" if new == 0 else f"{look.minutes(new)} min"
            then = f"{look.minutes(old)} → {word}"
        kind = f"  {section.kind.value}" if section.kind else ""
        title = look.column(section.title, width - len(kind) - 20)
        mark = "▸ " if i == self._at else "  "
        style = "bold $text-warning" if new != old else ""
        line = Content.assemble(mark, title, (kind, MUTED), (f"{then:>16} ", style))
        return line.stylize("reverse") if i == self._at else line

    def _ends(self) -> Content:
        mono = mono_ms()
        clock = self._clock.replanned(self._plan)
        end = unix_ms() + clock.projected(mono) - clock.elapsed(mono)
        late = round(clock.late(mono) / MINUTE_MS)
        word = f"{late} min late" if late > 0 else f"{-late} min early" if late < 0 else "on time"
        style = "bold $text-warning" if late > 0 else "bold $text-success"
        return Content.assemble((f"ends {time_of_day(end, self._zone)}, ", ""), (word, style))
