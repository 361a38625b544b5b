"""The result of a rehearsal: each section's planned and actual time, and the overrun."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from focusgroup.core.agenda_run.clock import MINUTE_MS
from focusgroup.core.dates.durations import clock_time
from focusgroup.services.live_session import LiveSession
from focusgroup.system.clock import mono_ms
from focusgroup.tui.commands import bindings
from focusgroup.tui.live.commands import REHEARSED
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.typed_ahead import Window
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.style import MUTED

WIDTH = 56


class RehearsedScreen(Window[bool | None]):
    """A dialog that returns whether to leave the rehearsal."""

    COMMAND_TABLE = REHEARSED
    BINDINGS = bindings(REHEARSED)
    DEFAULT_CSS = """
    RehearsedScreen {
        align: center middle;
        #box { width: 64; max-width: 96%; height: auto; max-height: 94%; padding: 1 2 0 2;
               background: $panel; overflow-y: auto; }
        KeyFooter { dock: none; background: $panel; margin-top: 1; }
    }
    """

    def __init__(self, live: LiveSession) -> None:
        super().__init__()
        self._live = live

    def compose(self) -> ComposeResult:
        """Lay out the verdict first, then the sections."""
        with Vertical(id="box"):
            yield Static(Content("\n").join([self._verdict(), Content(""), *self._sections()]))
            yield KeyFooter(compact=True, show_command_palette=False)

    def _verdict(self) -> Content:
        late = round(self._live.clock.late(mono_ms()) / MINUTE_MS)
        if late > 0:
            said = (f"As rehearsed it runs {late} min over.", "bold $text-warning")
        elif late < 0:
            said = (f"As rehearsed it ends {-late} min early.", "bold $text-success")
        else:
            said = ("As rehearsed it ends on time.", "bold $text-success")
        return Content.assemble(said, ("  Nothing of it is kept.", MUTED))

    def _sections(self) -> list[Content]:
        clock, mono = self._live.clock, mono_ms()
        head = Content.styled("SECTION".ljust(WIDTH - 14) + "plan   took", f"bold {MUTED}")
        rows = [head]
        for at in clock.plan.order:
            planned, spent = clock.planned[at], clock.section_spent(at, mono)
            over = planned > 0 and spent > planned
            took = clock_time(spent) if clock.reached(at) else "–"
            title = style.column(self._live.agenda.sections[at].title, WIDTH - 16)
            line = Content.assemble(title, f"{style.minutes(planned):>6}", f"{took:>8}")
            rows.append(line.stylize("bold $text-warning") if over else line)
        return rows

    def action_leave(self) -> None:
        """Leave the rehearsal."""
        self.dismiss(True)

    def action_stay(self) -> None:
        """Continue rehearsing."""
        self.dismiss(False)
