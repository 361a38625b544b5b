"""Re-plan the rest of the session: a suggested plan, its end time, and changes by hand."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from focusgroup.core.agenda_run.clock import MINUTE_MS, Clock, Plan
from focusgroup.core.agenda_run.replanning import lengthened, moved, proposal, switched
from focusgroup.core.model import Section
from focusgroup.services.dates_in_words import time_of_day
from focusgroup.system.clock import mono_ms, unix_ms
from focusgroup.tui.commands import bindings
from focusgroup.tui.live.commands import PLAN
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.panel import LinesPanel, Panel
from focusgroup.tui.widgets.style import MUTED


class PlanScreen(ModalScreen[Plan | None]):
    """A dialog that returns the new plan, or None if it stays as it was."""

    COMMAND_TABLE = PLAN
    BINDINGS = bindings(PLAN)
    DEFAULT_CSS = """
    PlanScreen {
        align: center middle;
        #box { width: 76; max-width: 96%; height: auto; max-height: 90%; padding: 1 2 0 2;
               background: $panel; }
        #plan-rows { height: auto; }
        #plan-ends { margin: 1 0; }
        Footer { dock: none; background: $panel; }
    }
    """

    def __init__(self, clock: Clock, sections: tuple[Section, ...], zone: str) -> None:
        super().__init__()
        self._clock = clock
        self._sections = sections
        self._zone = zone
        self._plan = self._proposal()
        self._first = clock.plan.order.index(clock.section)
        self._at = self._first

    def compose(self) -> ComposeResult:
        """Lay out a title, the remaining sections, the projected end, and the keys."""
        with Vertical(id="box"):
            yield Panel(id="plan-title")
            yield LinesPanel(self._pick, id="plan-rows")
            yield Panel(id="plan-ends")
            yield KeyFooter(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show the suggested plan, and update it every second."""
        self.set_interval(1, self._show)
        self.call_after_refresh(self._show)

    def _proposal(self) -> Plan:
        kinds = [section.kind for section in self._sections]
        return proposal(self._clock, kinds, mono_ms())

    @property
    def _section(self) -> int:
        return self._plan.order[self._at]

    # -- what the keys do --------------------------------------------------------------------

    def action_accept(self) -> None:
        """Use this plan from here on."""
        self.dismiss(self._plan if self._plan != self._clock.plan else None)

    def action_leave(self) -> None:
        """Keep the plan as it was."""
        self.dismiss(None)

    def action_choose(self, by: int) -> None:
        """Choose the section above or below."""
        self._at = min(max(self._at + by, self._first), len(self._plan.order) - 1)
        self._show()

    def action_lengthen(self, minutes: int) -> None:
        """Make the chosen section longer by *minutes*, or shorter if negative."""
        self._change(lengthened(self._plan, self._section, minutes * MINUTE_MS))

    def action_switch(self) -> None:
        """Cut an upcoming section, or restore it."""
        if not self._clock.reached(self._section):
            self._change(switched(self._plan, self._section))

    def action_move(self, by: int) -> None:
        """Move an upcoming section earlier or later."""
        first = self._clock.furthest + 1
        if self._at < first:
            return
        before = self._section
        self._plan = moved(self._plan, self._at, by, first=first)
        self._at = self._plan.order.index(before)
        self._show()

    def action_propose(self) -> None:
        """Show the plan that the program suggests."""
        self._change(self._proposal())

    def action_original(self) -> None:
        """Restore the agenda's own times and order."""
        minutes = tuple(round(section.minutes * MINUTE_MS) for section in self._sections)
        past = self._clock.plan.order[: self._clock.furthest + 1]
        rest = sorted(set(range(len(minutes))) - set(past))
        self._change(Plan(minutes, (*past, *rest)))

    def _change(self, plan: Plan) -> None:
        self._plan = plan
        self._show()

    def _pick(self, target: object) -> None:
        if isinstance(target, int):
            self._at = target
            self._show()

    # -- what it shows -----------------------------------------------------------------------

    def _show(self) -> None:
        rows = self.query_one("#plan-rows", LinesPanel)
        width = rows.size.width
        lines = [(self._row(at, width), at) for at in range(self._first, len(self._plan.order))]
        rows.set_height(len(lines))
        rows.show_lines(lines)
        title = "The rest of the session"
        if self._plan != self._clock.plan:
            late = self._clock.replanned(self._plan).late(mono_ms())
            title = "A plan that still ends late" if late > MINUTE_MS // 2 else "A plan in time"
        self.query_one("#plan-title", Panel).show(Content.styled(title, "bold"))
        self.query_one("#plan-ends", Panel).show(self._ends())

    def _row(self, at: int, width: int) -> Content:
        i = self._plan.order[at]
        section = self._sections[i]
        before, new = _length(self._clock.plan, i), _length(self._plan, i)
        then = before if new == before else f"{before} → {new}"
        moved_from = self._clock.plan.order.index(i)
        move = "↑ " if at < moved_from else "↓ " if at > moved_from else ""
        kind = f"  {section.kind.value}" if section.kind else ""
        title = style.column(section.title, width - len(kind) - 22)
        mark = "▸ " if at == self._at else "  "
        text_style = "bold $text-warning" if new != before or move else ""
        line = Content.assemble(mark, title, (kind, MUTED), (f"{move + then:>18} ", text_style))
        return line.stylize("reverse") if at == self._at else line

    def _ends(self) -> Content:
        mono = mono_ms()
        clock = self._clock.replanned(self._plan)
        end = unix_ms() + clock.projected(mono) - clock.elapsed(mono)
        late = round(clock.late(mono) / MINUTE_MS)
        word = f"{late} min late" if late > 0 else f"{-late} min early" if late < 0 else "on time"
        text_style = "bold $text-warning" if late > 0 else "bold $text-success"
        return Content.assemble((f"ends {time_of_day(end, self._zone)}, ", ""), (word, text_style))


def _length(plan: Plan, section: int) -> str:
    return "cut" if section in plan.cut else f"{style.minutes(plan.planned[section])} min"
