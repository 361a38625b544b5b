"""Commands for the clock, the place in the agenda and the time of the open section."""

from focusgroup.core.agenda_run.clock import MINUTE_MS, ClockState, Mark
from focusgroup.core.agenda_run.replanning import lengthened
from focusgroup.services import live_steps
from focusgroup.services.capture.listener import CalledBy
from focusgroup.services.live_commands import AskedTwice, Did, number_in
from focusgroup.services.live_commands.team import Team
from focusgroup.services.live_session import LiveSession

STEPPED = Did(moved=True, new_place=True)


class Leading:
    """Runs one live session; *called* names commands as they are called in its front."""

    def __init__(self, live: LiveSession, called: CalledBy) -> None:
        self._live = live
        self._called = called
        self._asked = AskedTwice()
        self.team = Team(live, called)

    def over(self) -> Did | None:
        """Return why clock and place can't move here: another program leads, or it is the end."""
        if follows := self.team.follows():
            return follows
        if self._live.clock.state is not ClockState.ENDED:
            return None
        return Did(
            "This session has ended; quotes can still be added and corrected."
            f" {self._called('pause')} resumes it."
        )

    # -- the place ---------------------------------------------------------------------------

    def next(self) -> Did:
        """Start the session, or open the next question, or script before it."""
        if over := self.over():
            return over
        if self._live.clock.state is ClockState.READY:
            self._live.lead.start()
            return STEPPED
        return self._went(self._live.lead.next_question(), f"the last question{self._after()}")

    def _after(self) -> str:
        """Return what can be done after the last question, and about what was jumped over."""
        clock = self._live.clock
        jumped = any(not clock.reached(section) for section in clock.led)
        over = f", {self._called('plan')} shows what was jumped over" if jumped else ""
        return f": {self._called('end')} ends the session{over}"

    def _went(self, there: bool, where: str) -> Did:
        return STEPPED if there else Did(f"This is {where}.")

    def section(self, text: str) -> Did:
        """Open the next section, or the one with the number *text*."""
        if over := self.over():
            return over
        wanted, there_are = number_in(text, 0), len(self._live.agenda.sections)
        if wanted > there_are:
            return Did(f"There is no section {wanted}: the agenda has {there_are}.")
        if wanted > 0:
            self._live.lead.go_section(wanted - 1)
            return STEPPED
        there = self._live.lead.step_section(1)
        return self._went(there, f"the last section{self._after()}")

    def back(self) -> Did:
        """Open the question or script before."""
        if over := self.over():
            return over
        before = self._live.clock.stop
        self._live.lead.previous_question()
        return self._went(self._live.clock.stop != before, "the first question")

    def section_back(self) -> Did:
        """Open the section before."""
        return self.over() or self._went(self._live.lead.step_section(-1), "the first section")

    def skip(self) -> Did:
        """Skip the open question."""
        return self._pass_over(Mark.SKIPPED)

    def later(self) -> Did:
        """Park the open question and open the next."""
        return self._pass_over(Mark.PARKED)

    def _pass_over(self, mark: Mark) -> Did:
        if follows := self.team.follows():
            return follows
        question = self._live.question
        if self._live.clock.reading:
            return Did(f"Script is read here, nothing is asked; {self._called('next')} goes on.")
        if question is None:
            return Did(f"No question is open; {self._called('section')} opens the next section.")
        if over := self.over():
            return over
        self._live.lead.pass_over(mark)
        word = "Skipped" if mark is Mark.SKIPPED else "Parked for later"
        said = f"{word}: {question.text[:60]}  {self._called('back')} goes back to it."
        return Did(said, moved=True, new_place=True)

    def overrun(self) -> Did:
        """Open the next section if the agenda is automatic and the open one's time is up."""
        if self._live.leads and self._live.lead.overrun() and self._live.lead.step_section(1):
            return STEPPED
        return Did()

    # -- the clock ---------------------------------------------------------------------------

    def pause(self) -> Did:
        """Stop the clock, or start it again; after the end `resume` does."""
        if follows := self.team.follows():
            return follows
        if self._live.clock.running:
            self._live.lead.pause()
        else:
            self._live.lead.start()
        return Did(moved=True)

    async def resume(self) -> Did:
        """Go on with a session that has ended; asked for twice where another program ended it."""
        if follows := self.team.follows():
            return follows
        if self._live.lead.ended_elsewhere and not self._asked.again():
            again = f"{self._called('pause')} again resumes it."
            return Did(f"Another program ended this session. {again}")
        await live_steps.resume(self._live)
        return Did("The session goes on; the time since its end is not counted.", moved=True)

    async def more(self, text: str) -> Did:
        """Give the open section one more minute, or as many as *text* says."""
        return await self._lengthen(number_in(text, 1))

    async def less(self, text: str) -> Did:
        """Take a minute from the open section, or as many as *text* says."""
        return await self._lengthen(-number_in(text, 1))

    async def _lengthen(self, by: int) -> Did:
        section = self._live.section
        if section is None:
            return Did()
        if over := self.over():
            return over
        clock = self._live.clock
        plan = lengthened(clock.plan, clock.section, by * MINUTE_MS)
        await live_steps.replan(self._live, plan)
        minutes = plan.planned[clock.section] // MINUTE_MS
        return Did(f"{section.title[:40]} has {minutes} minutes now.", moved=True)

    def auto(self) -> Did:
        """Switch whether sections move on by themselves when their time is up."""
        if follows := self.team.follows():
            return follows
        automatic = not self._live.clock.automatic
        self._live.lead.by_itself(automatic=automatic)
        said = (
            "Sections move on by themselves when their time is over."
            if automatic
            else "Sections wait for you again."
        )
        return Did(said, moved=True)
