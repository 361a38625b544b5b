"""A session as single commands lead it: agenda and clock, loaded, moved on and kept.

Between two commands no program runs the clock, so that the time of day is kept with it.
"""

from dataclasses import dataclass, replace

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.agenda_run import route
from focusgroup.core.agenda_run.clock import Clock, ClockState, Place, Plan
from focusgroup.core.errors import NotFound
from focusgroup.core.model import Agenda, Section, Session
from focusgroup.core.text import clean_line, fold
from focusgroup.store import Db, clocks, sessions
from focusgroup.store.wall_clock import away_ms, newest_ms, note_moment
from focusgroup.system.clock import Steady, moment, mono_ms, unix_ms


@dataclass(frozen=True, slots=True)
class Led:
    """A session with its agenda and its clock.

    One that is written down *afterwards* has a clock that stands still but for the times
    that it is given; what happens in it happened then, not now.
    """

    session: Session
    agenda: Agenda
    clock: Clock
    time: Steady
    afterwards: bool = False

    @property
    def mono_ms(self) -> int:
        """The monotonic moment that the clock is asked at."""
        return 0 if self.afterwards else mono_ms()

    @property
    def section(self) -> Section | None:
        """The open section, None for an agenda without any."""
        sections = self.agenda.sections
        return sections[self.clock.section] if self.clock.section < len(sections) else None

    @property
    def elapsed_ms(self) -> int:
        """How long the session has run, pauses left out."""
        return self.clock.elapsed(self.mono_ms)

    @property
    def plan(self) -> tuple[int, ...]:
        """Where each section begins by plan, in ms after the start."""
        starts = [0]
        for length in self.clock.planned:
            starts.append(starts[-1] + length)
        return tuple(starts[:-1])

    def wall_ms(self, offset_ms: int) -> int:
        """The Unix time of a moment of the session, counted from its start."""
        return (self.session.started_ms or unix_ms()) + offset_ms

    @property
    def now_ms(self) -> int:
        """The Unix time of what happens now: never before what the clock says, or was said."""
        then = self.wall_ms(self.elapsed_ms)
        return then if self.afterwards else max(self.time.unix_ms(), then)


async def load(db: Db, ref: str, *, afterwards: bool = False) -> Led:
    """The session as it stands now. Raises NotFound when there is none."""
    session = await sessions.find(db, ref)
    agenda = parse_agenda(session.agenda_source, session.title).agenda
    at = 0 if afterwards else mono_ms() - await away_ms(db, session.id, moment())
    clock = await clocks.load(db, session.id, at)
    if clock.state is ClockState.READY and agenda.sections:
        clock = clock.moved(*route.entered(agenda, 0), at)
    time = Steady(await newest_ms(db, session.id))
    return Led(session, agenda, clock, time, afterwards)


async def keep(db: Db, led: Led, clock: Clock, now_ms: int) -> Led:
    """Keep *clock* as the session's clock, right at *now_ms* (Unix ms)."""
    session = await clocks.save(db, led.session.id, clock, clock_now_ms=led.mono_ms, now_ms=now_ms)
    if clock.running and not led.afterwards:
        await note_moment(db, session.id, moment())
    return replace(led, session=session, clock=clock)


async def start(db: Db, led: Led, now_ms: int | None = None) -> Led:
    """With the clock running, from *now_ms* on (Unix ms; now when left out)."""
    return await keep(db, led, led.clock.started(led.mono_ms), now_ms or unix_ms())


async def pause(db: Db, led: Led) -> Led:
    """With the clock standing still."""
    return await keep(db, led, led.clock.paused(led.mono_ms), led.now_ms)


async def forward(db: Db, led: Led, offset_ms: int) -> Led:
    """With a running clock moved on to *offset_ms*, if it is not there yet."""
    mono = led.mono_ms
    ahead = offset_ms - led.clock.elapsed(mono)
    if not led.clock.running or ahead <= 0:
        return led
    clock = replace(led.clock.settled(mono + ahead), anchor_ms=mono)
    if led.afterwards:
        # Kept with the next place, or at the end: nothing runs that could be lost.
        return replace(led, clock=clock)
    return await keep(db, led, clock, led.wall_ms(offset_ms))


async def go(db: Db, led: Led, place: Place) -> Led:
    """With another place of the agenda open, at the moment that the clock shows."""
    return await keep(db, led, led.clock.moved(*place, led.mono_ms), led.now_ms)


async def replan(db: Db, led: Led, plan: Plan) -> Led:
    """With the rest led by another plan."""
    return await keep(db, led, led.clock.replanned(plan), led.now_ms)


async def finish(db: Db, led: Led) -> Led:
    """With the session ended now, or when its clock says if that was moved on."""
    return await keep(db, led, led.clock.ended(led.mono_ms), led.now_ms)


def section_named(agenda: Agenda, text: str) -> int:
    """The place of the section that *text* is the number (from 1) or the title of.

    The beginning of a title will do. Raises NotFound with the titles.
    """
    wanted = fold(clean_line(text))
    titles = [fold(section.title) for section in agenda.sections]
    if wanted.isdecimal() and 1 <= int(wanted[:6]) <= len(titles):
        return int(wanted) - 1
    for matches in (
        [i for i, title in enumerate(titles) if title == wanted],
        [i for i, title in enumerate(titles) if wanted and title.startswith(wanted)],
        [i for i, title in enumerate(titles) if wanted and wanted in title],
    ):
        if len(matches) == 1:
            return matches[0]
    there = ", ".join(f"{i} {section.title}" for i, section in enumerate(agenda.sections, 1))
    raise NotFound(f"there is no section “{clean_line(text)}”; there are {there or 'none'}")


def question_named(section: Section, text: str) -> int:
    """The place of the question with the number *text* (from 1), -1 for 0, the opening.

    Raises NotFound with how many there are.
    """
    wanted = text.strip()
    if wanted.isdecimal() and int(wanted[:6]) <= len(section.questions):
        return int(wanted) - 1
    raise NotFound(
        f"there is no question “{clean_line(text)}”;"
        f" “{section.title}” has {len(section.questions)}, give the number"
    )


def place_named(agenda: Agenda, text: str) -> Place:
    """``2``, ``2.3`` or the beginning of a section's title as a place. Raises NotFound."""
    section, dot, question = text.strip().partition(".")
    if dot and section.isdecimal() and question.strip().isdecimal():
        at = section_named(agenda, section)
        return at, question_named(agenda.sections[at], question)
    return route.entered(agenda, section_named(agenda, text))


def where(led: Led) -> str:
    """The open place and the time in words: ``2.1 What gets in your way? · 12:04 of 90 min``."""
    from focusgroup.services.dates_in_words import minutes

    section, at = led.section, led.clock.question
    seconds = led.elapsed_ms // 1000
    planned = f" of {minutes(led.agenda.planned_minutes)} min" if led.agenda.planned_minutes else ""
    time = f"{seconds // 60}:{seconds % 60:02}{planned}"
    if section is None:
        return time
    asked = section.questions[at].text if 0 <= at < len(section.questions) else ""
    number = f"{led.clock.section + 1}" + (f".{at + 1}" if asked else "")
    return " · ".join(part for part in (f"{number} {section.title}", asked, time) if part)
