"""Run a session: its clock and its place in the agenda, for the screens and the commands.

A step acts at once in memory, and a writer stores its result: in the background on the live
screen, everywhere else in order and before the command continues.
"""

import json
from collections.abc import Callable
from dataclasses import replace

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.agenda_run import route
from focusgroup.core.agenda_run.clock import Clock, ClockState, Mark, Plan, Stop
from focusgroup.core.agenda_run.stored_agenda import as_stored
from focusgroup.core.model import Agenda, Question, ScriptText, Section, Session, SessionStatus
from focusgroup.core.themes.codebook import Codebook, with_names_of_today
from focusgroup.services.dates_in_words import minutes
from focusgroup.services.session_time import SessionTime
from focusgroup.store import Db, clocks, sessions
from focusgroup.store.outbox import StepWriter
from focusgroup.store.themes import codebook, codebook_mark
from focusgroup.store.undo import Undone, redo, undo
from focusgroup.store.wall_clock import away_ms, newest_ms, newest_offset_ms, note_moment
from focusgroup.system import clock as machine


class SessionLead:
    """Runs one session; `load` makes it.

    *on_section* is called with each section that is opened. A session run by single commands
    is *unattended* between them: no program runs its clock, so the time of day is kept with it.
    """

    def __init__(
        self,
        db: Db,
        session: Session,
        agenda: Agenda,
        clock: Clock,
        time: SessionTime,
        writer: StepWriter,
        *,
        unattended: bool = False,
    ) -> None:
        self._db = db
        self._writer = writer
        self._unattended = unattended
        self._ahead = False
        self.on_section: Callable[[Section], None] = lambda _: None
        self.session = session
        self.agenda = agenda
        self.codebook = Codebook()
        self.clock = clock
        self.leads = True
        """Whether this program moves the session, or only follows the one that does."""
        self._unsaved: Clock | None = None
        self.refused = False
        """Whether a step was not taken, because another program had moved the session before."""
        self.ended_elsewhere = False
        """Whether it is another program that ended the session."""
        self._followed = 0
        """How often another program's clock was taken over; steps from before don't count then."""
        self.time = time
        if clock.state is ClockState.READY and self.agenda.sections:
            first = route.entered(self.agenda, 0)
            self.clock = clock.moved(first.section, first.question, time.mono_ms())

    @classmethod
    async def load(
        cls,
        db: Db,
        ref: str,
        writer: StepWriter,
        *,
        unattended: bool = False,
        began_ms: int | None = None,
    ) -> "SessionLead":
        """Return the session in its current state; a running clock keeps running.

        *began_ms* (Unix ms) is the start of a session that is entered afterwards. Raises NotFound
        if the session does not exist.
        """
        session = await sessions.find(db, ref)
        sessions.refuse_published(session)
        newest = await newest_ms(db, session.id)
        time = SessionTime(newest, began_ms=began_ms)
        away = 0 if time.afterwards else await away_ms(db, session.id, machine.moment())
        clock = await clocks.load(db, session.id, time.mono_ms() - away)
        time.not_before((session.started_ms or 0) + clock.elapsed(time.mono_ms()))
        agenda = parse_agenda(session.agenda_source, session.title).agenda
        agenda = as_stored(agenda, await clocks.agenda_items(db, session.id))
        lead = cls(db, session, agenda, clock, time, writer, unattended=unattended)
        since = await codebook_mark(db, until_ms=session.created_ms)
        lead.follow_codebook(await codebook(db), since)
        if unattended and not time.afterwards:
            # The machine was started again, and its clock is behind: no quote may come before one.
            lead.move_ahead(await newest_offset_ms(db, session.id))
        return lead

    def follow_codebook(self, book: Codebook, since: int) -> None:
        """Call the agenda's themes as they are called now; their names are of change *since*."""
        self.codebook = book
        self.agenda = with_names_of_today(
            self.agenda, lambda paths: book.all_now_called(paths, since)
        )

    # -- time and place ----------------------------------------------------------------------

    @property
    def section(self) -> Section | None:
        """The open section, None for an agenda without any."""
        sections = self.agenda.sections
        return sections[self.clock.section] if self.clock.section < len(sections) else None

    @property
    def question(self) -> Question | None:
        """The open question, None at a section's opening; it stays so while script is read."""
        section, at = self.section, self.clock.question
        return section.questions[at] if section and 0 <= at < len(section.questions) else None

    @property
    def elapsed_ms(self) -> int:
        """How long the session has run, without pauses."""
        return self.clock.elapsed(self.time.mono_ms())

    @property
    def planned_starts(self) -> tuple[int, ...]:
        """When each section begins by plan, in ms after the start."""
        starts = [0]
        for length in self.clock.planned:
            starts.append(starts[-1] + length)
        return tuple(starts[:-1])

    def wall_ms(self, offset_ms: int) -> int:
        """Return the Unix time of a moment of the session, counted from its start."""
        return (self.session.started_ms or machine.unix_ms()) + offset_ms

    def where(self) -> str:
        """Return the place and time in words: ``2.1 What gets in your way? · 12:04 of 90 min``."""
        section, question = self.section, self.question
        seconds, planned = self.elapsed_ms // 1000, self.agenda.planned_minutes
        time = f"{seconds // 60}:{seconds % 60:02}" + (
            f" of {minutes(planned)} min" if planned else ""
        )
        if section is None:
            return time
        number = f"{self.clock.section + 1}" + (f".{self.clock.question + 1}" if question else "")
        asked = question.text if question else ""
        if question and self.clock.reading:
            after = section.runs[self.clock.question + 1]
            said = next((step.text for step in after if isinstance(step, ScriptText)), "")
            asked = f"read aloud: {said}"
        return " · ".join(part for part in (f"{number} {section.title}", asked, time) if part)

    # -- the clock ---------------------------------------------------------------------------

    def start(self) -> None:
        """Start the session, or resume it after a pause or an early end."""
        self._set(self.clock.started(self.time.mono_ms()))

    def pause(self) -> None:
        """Stop the clock."""
        self._set(self.clock.paused(self.time.mono_ms()))

    def end(self, *, debriefed: bool = False) -> None:
        """End the session now, or at the time that its clock was moved to."""
        self._set(self.clock.ended(self.time.mono_ms()), debriefed=debriefed)

    def _go_to(self, state: str) -> None:
        """End the session, or go on with it: with a stopped clock if it was paused before."""
        if state in (ClockState.ENDED, SessionStatus.DEBRIEFED):
            self.end(debriefed=state == SessionStatus.DEBRIEFED)
        else:
            self.start()
        if state in (ClockState.PAUSED, ClockState.READY):
            self.pause()

    def move_ahead(self, offset_ms: int) -> None:
        """Move a running clock ahead to *offset_ms*, if it is not there yet; see `keep_ahead`."""
        ahead_ms = offset_ms - self.elapsed_ms
        if not self.clock.running or ahead_ms <= 0:
            return
        self.time.move_ahead(ahead_ms, self.wall_ms(offset_ms))
        # Afterwards it is kept with the next place, or at the end: no running time can be lost.
        self._ahead = not self.time.afterwards

    def keep_ahead(self) -> None:
        """Save a clock that was moved ahead since it was saved."""
        if self._ahead:
            self._keep()

    def replan(self, plan: Plan) -> None:
        """Run the rest by another plan; the promised end stays."""
        self._set(self.clock.replanned(plan))

    def by_itself(self, *, automatic: bool) -> None:
        """Set whether a section whose time is over moves on to the next by itself."""
        self._set(replace(self.clock, automatic=automatic))

    def overrun(self) -> bool:
        """Return whether the open section should move on to the next by itself now."""
        clock = self.clock
        if not (clock.automatic and clock.running and self.section):
            return False
        return clock.planned[clock.section] > 0 and clock.section_left(self.time.mono_ms()) <= 0

    # -- the place ---------------------------------------------------------------------------

    def go(self, stop: Stop) -> None:
        """Open another place, or the script after it."""
        before = self.clock.section
        section, question, reading = stop
        self._set(self.clock.moved(section, question, self.time.mono_ms(), reading=reading))
        if self.clock.section != before and self.section:
            self.on_section(self.section)

    def go_section(self, section: int) -> None:
        """Open a section by its place in the agenda."""
        self.go(route.entered(self.agenda, section))

    def next_question(self) -> bool:
        """Open the next step: a question, script or section; return whether there is one."""
        stop = route.following(self.agenda, self.clock.stop, self.clock.led)
        there = stop != self.clock.stop
        self.go(stop)
        return there

    def previous_question(self) -> None:
        """Open the step before, or the end of the section before."""
        self.go(route.preceding(self.agenda, self.clock.stop, self.clock.led))

    def step_section(self, by: int) -> bool:
        """Open another section by its distance in the plan; return whether there is one."""
        target = route.stepped(self.agenda, self.clock.section, by, self.clock.led)
        if target is not None:
            self.go_section(target)
        return target is not None

    def pass_over(self, mark: Mark) -> None:
        """Skip or park the open question and go on to the next."""
        self._set(self.clock.marked(mark))
        self.next_question()

    # -- keeping -----------------------------------------------------------------------------

    def _set(self, clock: Clock, *, debriefed: bool = False) -> None:
        if clock != self.clock:
            self.clock = clock
            self._keep(debriefed=debriefed)

    def _keep(self, *, debriefed: bool = False) -> None:
        """Hand the clock's current state to the writer."""
        clock, at, now = self.clock, self.time.mono_ms(), self.time.unix_ms()
        self._unsaved, followed = clock, self._followed
        self._ahead = self.ended_elsewhere = False

        async def keep() -> None:
            if followed != self._followed:
                return
            try:
                self.session = await clocks.save(
                    self._db,
                    self.session.id,
                    clock,
                    clock_now_ms=at,
                    now_ms=now,
                    known=self.session.clock_rev,
                    debriefed=debriefed,
                )
            except clocks.MovedElsewhere:
                if self._unattended:
                    raise
                await self._take_over()
                self.refused = True
                return
            if self._unsaved is clock:
                self._unsaved = None
            if self._unattended and clock.running and not self.time.afterwards:
                await note_moment(self._db, self.session.id, machine.moment())

        self._writer.put("clock", keep)

    def tick(self) -> None:
        """Save how far the clock has run, so a killed program can resume from there."""
        if self.clock.running and self.leads:
            clock, now = self.clock, self.time.mono_ms()
            # The clock's own revision: that of a clock taken over meanwhile would let it through.
            known = self.session.clock_rev
            self._writer.put(
                "tick", lambda: clocks.tick(self._db, self.session.id, clock, now, known)
            )

    async def follow(self, session: Session) -> None:
        """Take over what another program saved about the session: its clock and place too.

        A step of our own that is still to be saved comes first. Raises StoreError.
        """
        if self._unsaved is None and session.clock_rev != self.session.clock_rev:
            await self._take_over()
        elif self._unsaved is None:
            self.session = session

    async def _take_over(self) -> None:
        session = await sessions.find(self._db, self.session.id)
        clock = await clocks.load(self._db, session.id, self.time.mono_ms())
        before, self._unsaved = self.clock.section, None
        self._followed += 1
        self.session, self.clock = session, clock
        self.ended_elsewhere = clock.state is ClockState.ENDED
        if self.section and clock.section != before:
            self.on_section(self.section)

    async def walk_history(self, *, back: bool) -> Undone | None:
        """Undo or redo this program's last change; return it, None if there is none.

        A plan and the end belong to the clock and go to the writer. Raises StoreError.
        """
        done = await (undo if back else redo)(self._db, self.session.id, machine.unix_ms())
        if done and done.entity == "plan" and not done.left:
            self.replan(Plan.from_data(json.loads(done.state)))
        elif done and done.entity == "clock":
            self._go_to(json.loads(done.state))
        return done
