"""Leading the session: its clock and its place in the agenda, kept behind every step.

A step acts at once in memory; what it comes to is written behind the keys.
"""

from collections.abc import Callable
from dataclasses import replace

from focusgroup.core.agenda_run import route
from focusgroup.core.agenda_run.clock import Clock, Mark, Place, Plan
from focusgroup.core.model import Agenda, Question, Section, Session
from focusgroup.store import Db, clocks
from focusgroup.store.outbox import WriteBehind
from focusgroup.system.clock import Steady, mono_ms


class SessionLead:
    """The clock of one live session. *on_section* is told of each section that is opened."""

    def __init__(
        self,
        db: Db,
        session: Session,
        agenda: Agenda,
        clock: Clock,
        latest: WriteBehind,
        on_section: Callable[[Section], None],
    ) -> None:
        self._db = db
        self._latest = latest
        self._on_section = on_section
        self.session = session
        self.agenda = agenda
        self.clock = clock
        self.time = Steady()

    @property
    def section(self) -> Section | None:
        """The open section, None for an agenda without any."""
        sections = self.agenda.sections
        return sections[self.clock.section] if self.clock.section < len(sections) else None

    @property
    def question(self) -> Question | None:
        """The open question, None at a section's opening."""
        section, at = self.section, self.clock.question
        return section.questions[at] if section and 0 <= at < len(section.questions) else None

    # -- the clock ---------------------------------------------------------------------------

    def start(self) -> None:
        """Start the session, or let it run on after a pause."""
        self._set(self.clock.started(mono_ms()))

    def pause(self) -> None:
        """Stop the clock."""
        self._set(self.clock.paused(mono_ms()))

    def end(self) -> None:
        """End the session."""
        self._set(self.clock.ended(mono_ms()))

    def replan(self, plan: Plan) -> None:
        """Lead the rest by another plan; the promised end stays."""
        self._set(self.clock.replanned(plan))

    def by_itself(self, *, automatic: bool) -> None:
        """Let sections whose time is over give way to the next by themselves, or not."""
        self._set(replace(self.clock, automatic=automatic))

    def overrun(self) -> bool:
        """Whether the open section should give way to the next by itself now."""
        clock = self.clock
        if not (clock.automatic and clock.running and self.section):
            return False
        return clock.planned[clock.section] > 0 and clock.section_left(mono_ms()) <= 0

    # -- the place ---------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Open another place."""
        before = self.clock.section
        self._set(self.clock.moved(*place, mono_ms()))
        if self.clock.section != before and self.section:
            self._on_section(self.section)

    def go_section(self, section: int) -> None:
        """Open a section by its place in the agenda."""
        self.go(route.entered(self.agenda, section))

    def next_question(self) -> None:
        """The next question, or the next section."""
        self.go(route.following(self.agenda, self.clock.place, self.clock.led))

    def previous_question(self) -> None:
        """The question before, or the end of the section before."""
        self.go(route.preceding(self.agenda, self.clock.place, self.clock.led))

    def step_section(self, by: int) -> bool:
        """Another section by its distance in the plan; whether there is one."""
        target = route.stepped(self.agenda, self.clock.section, by, self.clock.led)
        if target is not None:
            self.go_section(target)
        return target is not None

    def pass_over(self, mark: Mark) -> None:
        """Skip or park the open question and go on to the next."""
        self._set(self.clock.marked(mark))
        self.next_question()

    # -- keeping -----------------------------------------------------------------------------

    def _set(self, clock: Clock) -> None:
        if clock == self.clock:
            return
        self.clock = clock
        at, now = mono_ms(), self.time.unix_ms()

        async def keep() -> None:
            self.session = await clocks.save(
                self._db, self.session.id, clock, clock_now_ms=at, now_ms=now
            )

        self._latest.put("clock", keep)

    def tick(self) -> None:
        """Keep how far the clock has run: what a killed program is resumed from."""
        if self.clock.running:
            clock, now = self.clock, mono_ms()
            self._latest.put("tick", lambda: clocks.tick(self._db, self.session.id, clock, now))
