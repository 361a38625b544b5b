"""Taking down lines without the screen: each line looked up, placed in the agenda, stored.

The moment of a line decides its section and question. A time in the session that the clock
has not reached moves the clock there. While nobody has opened a section by hand, the
session follows the agenda's planned times; from the first `/section`, `/question` or
`/next` on it stays where it was put.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from enum import StrEnum

from focusgroup.core.agenda_run import route
from focusgroup.core.agenda_run.clock import ClockState, Place
from focusgroup.core.capture import Entry, SlashCommand, Sticky, on_section, parse_line, record
from focusgroup.core.dates.commitments import Promise, in_words, read_promise
from focusgroup.core.dates.due_dates import today_in
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.ids import new_id
from focusgroup.core.model import Note, NoteKind, Participant, Quote, Said, Theme
from focusgroup.core.quote_changes import shared_fields
from focusgroup.services import headless_clock as led
from focusgroup.services.headless_clock import Led
from focusgroup.store import Db, clocks, notes, participants, themes
from focusgroup.store.quotes import NewQuote, add_quote

NOTES = {
    "park": NoteKind.PARKED,
    "call": NoteKind.CALLBACK,
    "promise": NoteKind.COMMITMENT,
}
PLACES = ("section", "question", "next")
"""Commands of these lines that the screen has keys for."""

_TIME = re.compile(r"\s*\[(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,]\d+)?\]\s*")
_ON_PLAN_MS = 1_000


def split_time(line: str) -> tuple[int | None, str]:
    """The time in the session in front of *line* in ms, None without one, and the rest.

    ``[HH:MM:SS]`` or ``[MM:SS]``. Raises FocusgroupError for one that no clock shows.
    """
    match = _TIME.match(line)
    if match is None:
        return None, line
    hours, minutes, seconds = int(match[1] or 0), int(match[2]), int(match[3])
    if seconds > 59 or (match[1] and minutes > 59):
        raise FocusgroupError(f"{match[0].strip()} is not a time; write [MM:SS] or [HH:MM:SS]")
    return ((hours * 60 + minutes) * 60 + seconds) * 1000, line[match.end() :]


class What(StrEnum):
    """What became of a line."""

    QUOTE = "quote"
    NOTE = "note"
    PERSON = "person"
    PLACE = "place"
    STICKY = "sticky"


@dataclass(frozen=True, slots=True)
class Taken:
    """A line that was stored: what it came to, and words for it."""

    what: What
    quote: Quote | None = None
    words: str = ""
    removed: int = 0


@dataclass(slots=True)
class Taker:
    """Stores lines in one session; `begin` makes it. *new_themes* makes unknown themes."""

    db: Db
    now: Led
    new_themes: bool = False
    sticky: Sticky = field(default_factory=Sticky)
    people: tuple[Participant, ...] = ()
    themes: tuple[Theme, ...] = ()
    by_plan: bool = False
    opened: list[tuple[int, Place]] = field(default_factory=list)

    @classmethod
    async def begin(
        cls, db: Db, ref: str, *, new_themes: bool = False, began_ms: int | None = None
    ) -> "Taker":
        """Ready for the session's next line; a scheduled session is started.

        *began_ms* is when it began (Unix ms), for a session that is written down
        afterwards, which `finish` then ends. Raises NotFound for an unknown session,
        FocusgroupError when it has begun at another time.
        """
        now = await led.load(db, ref, afterwards=began_ms is not None)
        if now.clock.state is ClockState.READY:
            now = await led.start(db, now, began_ms)
        elif began_ms is not None:
            raise FocusgroupError(
                f"“{now.session.title}” has begun already; leave out --began, its times count"
                " from its start"
            )
        taker = cls(db, now, new_themes)
        await taker._look_up()
        if now.section:
            taker.sticky = on_section(taker.sticky, now.section)
        return taker

    async def _look_up(self) -> None:
        session_id = self.now.session.id
        self.people = await participants.of_session(self.db, session_id)
        self.themes = await themes.all_themes(self.db)
        started = self.now.session.started_ms or 0
        items = await clocks.agenda_items(self.db, session_id)
        entered = [
            (item.entered_ms - started, (item.section, item.question))
            for item in items
            if item.entered_ms is not None
        ]
        # Of a section and its first question, opened together, the question counts.
        self.opened = sorted(entered)
        starts = {place[0]: at for at, place in reversed(self.opened)}
        asked = any(place[1] > 0 for _, place in self.opened)
        plan = self.now.plan
        self.by_plan = (
            bool(sum(self.now.clock.planned))
            and not asked
            and all(abs(at - plan[section]) < _ON_PLAN_MS for section, at in starts.items())
        )

    async def take(
        self, line: str, offset_ms: int | None = None, *, agreement: int = 0, dissent: int = 0
    ) -> Taken:
        """Store one capture line, said at *offset_ms* of the session or now.

        Raises FocusgroupError, with nothing stored, when it says something that can't be.
        """
        command = parse_line(line).command
        if command in PLACES:
            return await self._go(command, line, offset_ms)
        place, offset_ms, at_ms = await self._moment(offset_ms)
        outcome = record(
            line,
            sticky=self.sticky,
            participants=self.people,
            themes=self.themes,
            section=self.now.section,
            strict=True,
            allow_new_themes=self.new_themes,
        )
        if outcome.problem:
            raise FocusgroupError(outcome.problem.message)
        if outcome.command:
            return await self._run(outcome.command, offset_ms, at_ms)
        self.sticky = outcome.sticky
        if outcome.entry is None:
            return Taken(What.STICKY, removed=outcome.removed)
        new = self._new_quote(outcome.entry, place, offset_ms, at_ms)
        new = replace(new, agreement=agreement, dissent=dissent)
        quote = await add_quote(self.db, new, at_ms)
        if outcome.new_themes:
            self.themes = await themes.all_themes(self.db)
        return Taken(What.QUOTE, quote, removed=outcome.removed)

    def _new_quote(self, entry: Entry, place: Place, offset_ms: int, at_ms: int) -> NewQuote:
        return NewQuote(
            id=new_id(at_ms),
            session_id=self.now.session.id,
            **shared_fields(entry, Said),
            at_ms=at_ms,
            offset_ms=offset_ms,
            section=place[0] if self.now.agenda.sections else -1,
            question=place[1],
        )

    # -- when and where ----------------------------------------------------------------------

    async def _moment(self, offset_ms: int | None) -> tuple[Place, int, int]:
        """The place, the time in the session and the Unix time of a line."""
        if offset_ms is None:
            offset_ms = self.now.elapsed_ms
            return self.now.clock.place, offset_ms, self._wall_now()
        if offset_ms < self.now.elapsed_ms:
            return self._place_at(offset_ms), offset_ms, self.now.wall_ms(offset_ms)
        if self.by_plan:
            await self._follow_plan(offset_ms)
        self.now = await led.forward(self.db, self.now, offset_ms)
        return self.now.clock.place, offset_ms, self.now.wall_ms(offset_ms)

    def _wall_now(self) -> int:
        """Now, but not before what the clock says; in a session that is over, its end."""
        if self.now.session.ended_ms is not None:
            return self.now.session.ended_ms
        return self.now.now_ms

    async def wait_until(self, offset_ms: int) -> None:
        """Nothing is said until that moment of the session."""
        self.now = await led.forward(self.db, self.now, offset_ms)

    async def finish(self) -> None:
        """Nothing more comes: what is written down afterwards ended with its last line."""
        if self.now.afterwards and self.now.clock.state is not ClockState.ENDED:
            self.now = await led.finish(self.db, self.now)

    def _place_at(self, offset_ms: int) -> Place:
        """The place that was opened last before a moment that has passed."""
        at = bisect_right([opened for opened, _ in self.opened], offset_ms)
        return self.opened[max(at - 1, 0)][1] if self.opened else self.now.clock.place

    async def _follow_plan(self, offset_ms: int) -> None:
        """Open the sections that were to begin by then, each at its planned time."""
        for section, start in enumerate(self.now.plan):
            if section > self.now.clock.section and start <= offset_ms:
                self.now = await led.forward(self.db, self.now, start)
                await self._open(route.entered(self.now.agenda, section), start)

    async def _open(self, place: Place, offset_ms: int) -> None:
        before = self.now.clock.section
        self.now = await led.go(self.db, self.now, place)
        self.opened.append((offset_ms, self.now.clock.place))
        self.opened.sort(key=lambda each: each[0])
        if self.now.section and self.now.clock.section != before:
            self.sticky = on_section(self.sticky, self.now.section)

    async def _go(self, command: str, line: str, offset_ms: int | None) -> Taken:
        """`/section 2`, `/question 3`, `/next`."""
        wanted = parse_line(line).text
        clock, agenda = self.now.clock, self.now.agenda
        if not agenda.sections or self.now.section is None:
            raise FocusgroupError("this session has no agenda to move in")
        if command == "next":
            place = route.following(agenda, clock.place, clock.led)
        elif command == "section":
            place = led.place_named(agenda, wanted)
        else:
            place = (clock.section, led.question_named(self.now.section, wanted))
        self.by_plan = False
        if offset_ms is not None:
            self.now = await led.forward(self.db, self.now, offset_ms)
        await self._open(place, self.now.elapsed_ms if offset_ms is None else offset_ms)
        return Taken(What.PLACE, words=led.where(self.now))

    # -- what is no quote --------------------------------------------------------------------

    async def _run(self, command: SlashCommand, offset_ms: int, at_ms: int) -> Taken:
        if command.person is not None:
            from focusgroup.cli.session import seat

            person = await seat(self.db, self.now.session.id, command.person)
            self.people = await participants.of_session(self.db, self.now.session.id)
            return Taken(What.PERSON, words=f"@{person.seat} is {person.name} ({person.initials})")
        kind = NOTES[command.name]
        said, words = Promise(command.text), command.text
        if kind is NoteKind.COMMITMENT:
            today = today_in(self.now.session.zone, at_ms)
            known = (self.now.session.facilitator, self.now.session.note_taker)
            said = read_promise(command.text, today, known)
            words = in_words(said, today)
        note = Note(
            id=new_id(at_ms),
            session_id=self.now.session.id,
            kind=kind,
            text=said.text,
            at_ms=at_ms,
            offset_ms=offset_ms,
            participant_id=command.participant_id,
            owner=said.owner,
            due=said.due,
            due_on=said.due_on,
        )
        await notes.add(self.db, note)
        return Taken(What.NOTE, words=f"{kind.value}: {words}")
