"""Commands for the clock, the place in the agenda, the plan, and the end."""

from collections.abc import Awaitable

from focusgroup.core.agenda_run.clock import ClockState, Plan, Stop
from focusgroup.services import live_steps
from focusgroup.services.live_commands import Did, number_in
from focusgroup.services.live_commands.leading import Leading
from focusgroup.services.rehearsal import SPEEDS
from focusgroup.system import clock as machine_clock
from focusgroup.tui.live.actions.stage import Stage
from focusgroup.tui.live.actions.windows import Windows
from focusgroup.tui.live.dialogs.end import EndScreen, Wish
from focusgroup.tui.live.dialogs.plan import PlanScreen


class LeadActions:
    """Commands that run the session."""

    def __init__(self, stage: Stage, windows: Windows) -> None:
        self._stage = stage
        self._windows = windows
        self._live = stage.live
        self._view = stage.view
        self._leading = Leading(stage.live, stage.key)

    def _movable(self) -> bool:
        """Return whether clock and place can still move; if not, say why."""
        over = self._leading.over()
        if over:
            self._view.say(over.said)
        return over is None

    def _show(self, did: Did) -> None:
        if did.moved:
            self._moved(to_new_place=did.new_place)
        if did.said and not (did.new_place and self._view.said):
            self._view.say(did.said)

    def _show_soon(self, work: Awaitable[Did]) -> None:
        async def shown() -> None:
            self._show(await work)

        self._stage.beside(shown())

    def _moved(self, *, to_new_place: bool = True) -> None:
        self._stage.screen.refresh_bindings()
        self._view.moved()
        if to_new_place and not self._live.clock.reading:
            self._view.remind()

    # -- the place ---------------------------------------------------------------------------

    def next(self, text: str = "") -> None:
        """Start the session, or go to the next question."""
        self._show(self._leading.next())

    def section(self, text: str = "") -> None:
        """Go to the next section, or to the one with the number *text*."""
        self._show(self._leading.section(text))

    def back(self, text: str = "") -> None:
        """Go to the previous question."""
        self._show(self._leading.back())

    def section_back(self, text: str = "") -> None:
        """Go to the previous section."""
        self._show(self._leading.section_back())

    def skip(self, text: str = "") -> None:
        """Skip the open question."""
        self._show(self._leading.skip())

    def later(self, text: str = "") -> None:
        """Park the open question and open the next."""
        self._show(self._leading.later())

    def overrun(self) -> None:
        """Go on to the next section if the agenda is automatic and this one's time is up.

        Called at every tick.
        """
        self._show(self._leading.overrun())

    def open(self, place: int | Stop) -> None:
        """Open a section, or another place, that was clicked."""
        if follows := self._leading.team.follows():
            self._view.say(follows.said)
            return
        if isinstance(place, int):
            self._live.lead.go_section(place)
        else:
            self._live.lead.go(place)
        self._view.moved()

    def lead(self, text: str = "") -> None:
        """Hand the lead over to a note-taker, or take it over where nobody leads any more."""
        self._show_soon(self._leading.team.change(text))

    # -- the clock and the plan --------------------------------------------------------------

    def pause(self, text: str = "") -> None:
        """Stop the clock, or start it again, also after the end."""
        if self._live.clock.state is ClockState.ENDED:
            self._show_soon(self._leading.resume())
        else:
            self._show(self._leading.pause())

    def more(self, text: str = "") -> None:
        """Give the open section one more minute, or as many as *text* says."""
        self._show_soon(self._leading.more(text))

    def less(self, text: str = "") -> None:
        """Take a minute from the open section, or as many as *text* says."""
        self._show_soon(self._leading.less(text))

    def auto(self, text: str = "") -> None:
        """Switch whether sections move on by themselves when their time is up."""
        self._show(self._leading.auto())

    def plan(self, text: str = "") -> None:
        """Re-plan the rest of the session."""
        if self._movable() and self._live.agenda.sections:
            live = self._live
            screen = PlanScreen(live.clock, live.agenda.sections, live.session.zone)
            self._stage.ask(screen, self._planned)

    async def _planned(self, plan: Plan) -> None:
        await self._replan(plan)
        self._view.say(
            f"The rest has been re-planned; {self._stage.key('undo')} restores the old plan."
        )

    async def _replan(self, plan: Plan) -> None:
        await live_steps.replan(self._live, plan)
        self._moved(to_new_place=False)

    def end(self, text: str = "") -> None:
        """Ask whether to end the session, end it, then write the summary or debrief if chosen."""
        if not self._movable():
            return
        if self._live.rehearsal:
            self._end_rehearsal()
        else:
            self._stage.ask(EndScreen(self._live), self._ended)

    async def _ended(self, wish: Wish) -> None:
        await live_steps.end(self._live)
        self._moved(to_new_place=False)
        if wish == "word":
            self._windows.summary()
        elif wish == "debrief":
            self._windows.debrief()

    def _end_rehearsal(self) -> None:
        from focusgroup.tui.live.dialogs.rehearsed import RehearsedScreen

        async def left(_: bool) -> None:
            self._windows.leave()

        self._stage.ask(RehearsedScreen(self._live), left)

    def speed(self, text: str = "") -> None:
        """In a rehearsal, make time pass faster, or as many times as fast as *text* says."""
        if not self._live.rehearsal:
            self._view.say("Only the time of a rehearsal can be sped up.")
            return
        faster = next((each for each in SPEEDS if each > machine_clock.speed()), SPEEDS[0])
        times = min(max(number_in(text, faster), SPEEDS[0]), SPEEDS[-1])
        machine_clock.set_speed(times)
        self._moved(to_new_place=False)
        self._view.say(f"Time passes {times} times as fast.")
