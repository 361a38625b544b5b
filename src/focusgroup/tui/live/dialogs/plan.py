"""Re-plan the rest of the session: a suggested plan, its end time, and changes by hand."""

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from focusgroup.core.agenda_run.clock import MINUTE_MS, Clock, Plan
from focusgroup.core.agenda_run.replanning import lengthened, moved, proposal, switched
from focusgroup.core.model import Section
from focusgroup.services.dates_in_words import time_of_day
from focusgroup.system.clock import mono_ms, unix_ms
from focusgroup.tui.commands import bindings
from focusgroup.tui.live.commands import PLAN
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.typed_ahead import Window
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.panel import LinesPanel, Panel
from focusgroup.tui.widgets.style import MUTED


class PlanScreen(Window[Plan | None]):
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
        KeyFooter { dock: none; background: $panel; }
    }
    """

    def __init__(self, clock: Clock, sections: tuple[Section, ...], zone: str) -> None:
        super().__init__()
        self._clock = clock
        self._sections = sections
        self._zone = zone
        self._plan = self._proposal()
        self._at = clock.plan.order.index(clock.section)

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

    @property
    def _first(self) -> int:
        """The first place after everything that was ever open."""
        return self._clock.replanned(self._plan).furthest + 1

    def _jumped(self, at: int) -> bool:
        """Return whether a section was jumped over: one after it was open, but not this one."""
        section = self._plan.order[at]
        return at < self._first and not (
            self._clock.reached(section) or section == self._clock.section
        )

    @property
    def _places(self) -> list[int]:
        """The places shown: what was jumped over, the open section, and all after it."""
        here = self._plan.order.index(self._clock.section)
        return [at for at in range(len(self._plan.order)) if at >= here or self._jumped(at)]

    # -- what the keys do --------------------------------------------------------------------

    def action_accept(self) -> None:
        """Use this plan from here on."""
        self.dismiss(self._plan if self._plan != self._clock.plan else None)

    def action_leave(self) -> None:
        """Keep the plan as it was."""
        self.dismiss(None)

    def action_choose(self, by: int) -> None:
        """Choose the section above or below."""
        places = self._places
        self._at = places[min(max(places.index(self._at) + by, 0), len(places) - 1)]
        self._show()

    def action_lengthen(self, minutes: int) -> None:
        """Make the chosen section longer by *minutes*, or shorter if negative."""
        self._change(lengthened(self._plan, self._section, minutes * MINUTE_MS))

    def action_switch(self) -> None:
        """Cut an upcoming section, or restore it; one that was jumped over comes next."""
        if self._jumped(self._at):
            self.action_move(1)
        elif not self._clock.reached(self._section):
            self._change(switched(self._plan, self._section))

    def action_move(self, by: int) -> None:
        """Move an upcoming section earlier or later; one that was jumped over only later."""
        first, before = self._first, self._section
        if self._jumped(self._at) and by > 0:
            plan = moved(self._plan, self._at, first - 1 - self._at, first=self._at)
            self._plan = replace(plan, cut=plan.cut - {before})
        elif self._at >= first:
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
        width, places = rows.size.width, self._places
        lines = [(self._row(at, width), at) for at in places]
        rows.set_height(len(lines))
        rows.show_lines(lines)
        title = "The rest of the session"
        if any(map(self._jumped, places)):
            title += "; x takes in a section that was jumped over"
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
        if self._jumped(at) and i not in self._plan.cut:
            then, move = "jumped over", ""
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
