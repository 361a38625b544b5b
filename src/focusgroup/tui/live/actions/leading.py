"""Commands for the clock, the place in the agenda, the plan, and the end."""

from focusgroup.core.agenda_run.clock import MINUTE_MS, ClockState, Mark, Plan
from focusgroup.core.agenda_run.replanning import lengthened
from focusgroup.services import live_steps
from focusgroup.services.rehearsal import SPEEDS
from focusgroup.system import clock as machine_clock
from focusgroup.tui.live.actions.stage import Stage, number_in
from focusgroup.tui.live.actions.windows import Windows
from focusgroup.tui.live.dialogs.end import EndScreen, KeyField
from focusgroup.tui.live.dialogs.plan import PlanScreen


class LeadActions:
    """Commands that run the session."""

    def __init__(self, stage: Stage, windows: Windows, line: KeyField) -> None:
        self._stage = stage
        self._line = line
        self._windows = windows
        self._live = stage.live
        self._view = stage.view

    def _key(self, name: str) -> str:
        return self._view.keys.shown(f"live.{name}")

    def _movable(self) -> bool:
        """Return whether clock and place can still move; if not, say why."""
        if self._live.clock.state is ClockState.ENDED:
            self._view.say(
                "This session has ended; quotes can still be added and corrected."
                f" {self._key('pause')} resumes it."
            )
            return False
        return True

    def _moved(self, *, to_new_place: bool = True) -> None:
        self._stage.screen.refresh_bindings()
        self._view.moved()
        if to_new_place and not self._live.clock.reading:
            self._view.remind()

    # -- the place ---------------------------------------------------------------------------

    def next(self, text: str = "") -> None:
        """Start the session, or go to the next question."""
        if not self._movable():
            return
        if self._live.clock.state is ClockState.READY:
            self._live.lead.start()
            self._moved()
        else:
            self._went(self._live.lead.next_question(), f"the last question{self._after()}")

    def _after(self) -> str:
        """Return what can be done behind the last question, and about what was jumped over."""
        clock = self._live.clock
        jumped = any(not clock.reached(section) for section in clock.led)
        over = f", {self._key('plan')} shows what was jumped over" if jumped else ""
        return f": {self._key('end')} ends the session{over}"

    def _went(self, there: bool, where: str) -> None:
        """Show the new place, or say that *where* is as far as it goes."""
        if there:
            self._moved()
        else:
            self._view.say(f"This is {where}.")

    def section(self, text: str = "") -> None:
        """Go to the next section, or to the one with the number *text*."""
        if not self._movable():
            return
        wanted = number_in(text, 0)
        if 0 < wanted <= len(self._live.agenda.sections):
            self._live.lead.go_section(wanted - 1)
            self._moved()
        else:
            there = self._live.lead.step_section(1)
            self._went(there, f"the last section{self._after()}")

    def back(self, text: str = "") -> None:
        """Go to the previous question."""
        if self._movable():
            before = self._live.clock.stop
            self._live.lead.previous_question()
            self._went(self._live.clock.stop != before, "the first question")

    def section_back(self, text: str = "") -> None:
        """Go to the previous section."""
        if self._movable():
            self._went(self._live.lead.step_section(-1), "the first section")

    def skip(self, text: str = "") -> None:
        """Skip the open question."""
        self._pass_over(Mark.SKIPPED)

    def later(self, text: str = "") -> None:
        """Park the open question and open the next."""
        self._pass_over(Mark.PARKED)

    def _pass_over(self, mark: Mark) -> None:
        question = self._live.question
        if self._live.clock.reading:
            self._view.say(f"Script is read here, nothing is asked; {self._key('next')} goes on.")
        elif question is None:
            self._view.say(f"No question is open; {self._key('section')} opens the next section.")
        elif self._movable():
            self._live.lead.pass_over(mark)
            self._moved()
            word = "Skipped" if mark is Mark.SKIPPED else "Parked for later"
            if not self._view.said:
                self._view.say(
                    f"{word}: {question.text[:60]}  {self._key('back')} goes back to it."
                )

    # -- the clock and the plan --------------------------------------------------------------

    def pause(self, text: str = "") -> None:
        """Stop the clock, or start it again, also after the end."""
        if self._live.clock.state is ClockState.ENDED:
            self._stage.beside(self._resume())
        else:
            if self._live.clock.running:
                self._live.lead.pause()
            else:
                self._live.lead.start()
            self._moved(to_new_place=False)

    async def _resume(self) -> None:
        await live_steps.resume(self._live)
        self._moved(to_new_place=False)
        self._view.say("The session goes on; the time since its end is not counted.")

    def more(self, text: str = "") -> None:
        """Give the open section one more minute, or as many as *text* says."""
        self._lengthen(number_in(text, 1))

    def less(self, text: str = "") -> None:
        """Take a minute from the open section, or as many as *text* says."""
        self._lengthen(-number_in(text, 1))

    def _lengthen(self, by: int) -> None:
        section = self._live.section
        if section is None or not self._movable():
            return
        clock = self._live.clock
        plan = lengthened(clock.plan, clock.section, by * MINUTE_MS)
        self._stage.beside(self._replan(plan))
        minutes = plan.planned[clock.section] // MINUTE_MS
        self._view.say(f"{section.title[:40]} has {minutes} minutes now.")

    def auto(self, text: str = "") -> None:
        """Switch whether sections move on by themselves when their time is up."""
        automatic = not self._live.clock.automatic
        self._live.lead.by_itself(automatic=automatic)
        self._moved(to_new_place=False)
        self._view.say(
            "Sections move on by themselves when their time is over."
            if automatic
            else "Sections wait for you again."
        )

    def overrun(self) -> None:
        """Go on to the next section if the agenda is automatic and this one's time is up.

        Called at every tick.
        """
        if self._live.lead.overrun() and self._live.lead.step_section(1):
            self._moved()

    def plan(self, text: str = "") -> None:
        """Re-plan the rest of the session."""
        if self._movable() and self._live.agenda.sections:
            self._stage.beside(self._plan())

    async def _plan(self) -> None:
        live = self._live
        screen = PlanScreen(live.clock, live.agenda.sections, live.session.zone)
        plan = await self._stage.screen.app.push_screen_wait(screen)
        if plan is not None:
            await self._replan(plan)
            self._view.say(
                f"The rest has been re-planned; {self._key('undo')} restores the old plan."
            )

    async def _replan(self, plan: Plan) -> None:
        await live_steps.replan(self._live, plan)
        self._moved(to_new_place=False)

    def end(self, text: str = "") -> None:
        """Ask whether to end the session, end it, then write the summary or debrief if chosen."""
        if self._movable():
            self._stage.beside(self._end())

    async def _end(self) -> None:
        if self._live.rehearsal:
            await self._end_rehearsal()
            return
        screen = EndScreen(self._live, self._line)
        wish = await self._stage.screen.app.push_screen_wait(screen)
        if wish is None:
            return
        await live_steps.end(self._live)
        self._moved(to_new_place=False)
        if wish == "word":
            self._windows.summary()
        elif wish == "debrief":
            self._windows.debrief()

    async def _end_rehearsal(self) -> None:
        from focusgroup.tui.live.dialogs.rehearsed import RehearsedScreen

        if await self._stage.screen.app.push_screen_wait(RehearsedScreen(self._live)):
            self._windows.home()

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
