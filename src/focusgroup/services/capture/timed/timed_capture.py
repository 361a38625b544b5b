"""Capture lines that nobody watches, each at its time: from a file, a pipe, the sample.

A line without a sign, speaker or theme gets none, since nobody sees what it would get: only a line
without words, such as ``@3``, carries over, and what the open section listens for if that is asked
for. The time of a line decides its section and question. A session time that the clock has not
reached moves the clock there. As long as nobody has opened a section by hand, the session
follows the agenda's planned times; after the first `/section`, `/question` or `/next` only
such commands move it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import zip_longest

from focusgroup.core.agenda_run import route
from focusgroup.core.agenda_run.clock import ClockState, Stop
from focusgroup.core.agenda_run.place_names import place_named, question_named
from focusgroup.core.capture import Parsed, Sticky, command_at_start, on_section, parse_line
from focusgroup.core.errors import FocusgroupError, StoreError
from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind, Note, Participant, Quote, Section, Theme
from focusgroup.core.people.people import NewParticipant, check_name
from focusgroup.services.capture.provisional_quote import provisional
from focusgroup.services.capture.take_down import Begun, TakeDown
from focusgroup.services.capture.timed.captured_before import CapturedBefore
from focusgroup.services.capture.timed.line_times import split_time
from focusgroup.services.capture.timed.opened_places import OpenedPlaces
from focusgroup.services.capture.timed.speaker_headings import (
    SpeakerHeading,
    SpeakerHeadings,
    with_time_in_brackets,
)
from focusgroup.services.lead import SessionLead
from focusgroup.services.seating import seat, seated_words
from focusgroup.store import Db, Together, UndoneAlone, clocks, notes, participants, themes
from focusgroup.store.outbox import WriteInOrder
from focusgroup.store.quotes import NewQuote, store_quote, texts_of_session

PLACES = ("section", "question", "next")
"""Commands in these lines for which the screen has keys."""

STORED_BEFORE = "this line is in the session from an earlier capture; --again stores it once more"

SIGN_ALONE = "there is only a sign, which says nothing about other lines; put one in front of each"


class LineResult(StrEnum):
    """What a line was stored as."""

    QUOTE = "quote"
    NOTE = "note"
    PERSON = "person"
    PLACE = "place"
    STICKY = "sticky"


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A stored line: what it was stored as, and words for it.

    *by_section* says that its section gave it its kind or its themes.
    """

    what: LineResult
    quote: Quote | None = None
    words: str = ""
    removed: int = 0
    by_section: bool = False


class TimedCapture:
    """Stores the lines of one session one after the other; `begin` makes it."""

    def __init__(
        self,
        together: Together,
        lead: SessionLead,
        writer: WriteInOrder,
        *,
        new_themes: bool,
        listen: bool,
    ) -> None:
        self.db = together
        self._db = UndoneAlone(together)
        self.stored: list[NewQuote | Note] = []
        """What this run has stored, for a rescue file."""
        self._writer = writer
        self._many = False
        self._starting = False
        """Whether the session starts with the first line that is stored."""
        self._take_down = TakeDown(self, strict=True, new_themes=new_themes)
        self.lead = lead
        lead.on_section = self._entered
        self._listen = listen
        self.initials = ""
        self.sticky = Sticky(Kind.UNTAGGED)
        self.participants: tuple[Participant, ...] = ()
        self.themes: tuple[Theme, ...] = ()
        self.notes: list[Note] = []
        self._places = OpenedPlaces(lead)
        self._before = CapturedBefore((), self._take_down, lead)
        self._headings = SpeakerHeadings()
        self._below_ms: int | None = None
        """The time that was alone on a line above: that of the lines below it."""

    @classmethod
    async def begin(
        cls,
        db: Db,
        ref: str,
        *,
        new_themes: bool = False,
        listen: bool = False,
        again: bool = False,
        began_ms: int | None = None,
    ) -> "TimedCapture":
        """Return a capture ready for the session's next line.

        A scheduled session starts with the first line that is stored.

        With *listen*, a line that leaves them out gets the kind and themes of its section.
        *began_ms* is when it began (Unix ms), for a session that is entered afterwards, which
        `finish` then ends. A line that an earlier capture stored is refused, unless it is to be
        stored *again*. Raises NotFound for an unknown session, FocusgroupError for
        *began_ms* if the session has begun at another time.
        """
        writer, together = WriteInOrder(), Together(db)
        load = partial(SessionLead.load, UndoneAlone(together), ref, writer, unattended=True)
        lead = await load(began_ms=began_ms)
        if lead.clock.state is not ClockState.READY and began_ms is not None:
            if lead.session.started_ms == began_ms:  # the same notes once more, mended or grown
                return await cls.begin(db, ref, new_themes=new_themes, listen=listen, again=again)
            raise FocusgroupError(
                f"“{lead.session.title}” has already started; leave out --began: times count"
                " from its start"
            )
        capture = cls(together, lead, writer, new_themes=new_themes, listen=listen)
        if lead.clock.state is ClockState.READY:
            capture._starting = True
            lead.start()
        await capture._look_up()
        if not again:
            there = await texts_of_session(db, lead.session.id)
            there += [(note.offset_ms, note.text) for note in capture.notes]
            capture._before = CapturedBefore(there, capture._take_down, lead)
        if lead.section:
            capture._entered(lead.section)
        return capture

    def _entered(self, section: Section) -> None:
        if self._listen:
            self.sticky = on_section(self.sticky, section, Kind.UNTAGGED)

    async def _look_up(self) -> None:
        session = self.lead.session
        self.participants = await participants.of_session(self._db, session.id)
        self.themes = self.lead.codebook.themes
        self.notes = list(await notes.of_session(self._db, session.id))
        started = session.started_ms or 0
        items = await clocks.agenda_items(self._db, session.id)
        entered = [
            (item.entered_ms - started, (item.section, item.question))
            for item in items
            if item.entered_ms is not None
        ]
        if self._starting:
            entered = [(0, self.lead.clock.place)]
        self._places = OpenedPlaces(self.lead, entered)

    def put_quote(self, new: NewQuote) -> None:
        """Write a new quote before the next line is read."""
        self.stored.append(new)
        self._writer.put(new.id, lambda: store_quote(self.db, new, new.at_ms))

    def put_note(self, note: Note) -> None:
        """Write a new note before the next line is read."""
        self.stored.append(note)
        self._writer.put(note.id, lambda: notes.add(self._db, note))

    async def _written(self) -> list[object]:
        """Write what waits; a clock that was moved ahead, too, but of many lines only the last."""
        self._starting = False
        if not self._many:
            self.lead.keep_ahead()
        return await self._writer.written()

    async def take_many(self, lines: Sequence[str]) -> list[StoredLine | FocusgroupError]:
        """Store capture lines in one transaction, each with its time in front, or said now.

        Return for each what was stored, or why it can't be. A StoreError is the last: its line and
        those after it are not stored, and it comes first where none is.
        """

        async def each() -> list[StoredLine | FocusgroupError]:
            results: list[StoredLine | FocusgroupError] = []
            twice = self._before.twice(lines)
            for line, below in zip_longest(lines, lines[1:]):
                try:
                    results.append(await self._take_below(line, below, twice))
                except FocusgroupError as error:
                    results.append(error)
                    if isinstance(error, StoreError):
                        break
            self._many = False
            if not self._starting:
                await self._written()
            return results

        self._many = True
        try:
            return await self.db.as_one(each)
        except StoreError as error:
            return [error]
        finally:
            self._many = False

    async def _take_below(self, line: str, below: str | None, twice: frozenset[str]) -> StoredLine:
        """Store a line with its time, or as its heading says: a speaker's name and a time."""
        above = self._headings.read(line, self.participants, below)
        if isinstance(above, SpeakerHeading):
            return StoredLine(LineResult.STICKY)
        if above is None:
            if line in twice:
                raise FocusgroupError(STORED_BEFORE)
            offset_ms, text = split_time(with_time_in_brackets(line, self.participants))
            if offset_ms is not None:
                alone = not text.strip()
                self._below_ms = offset_ms if alone else None
                if alone:
                    return StoredLine(LineResult.STICKY)
            return await self.take(text, self._below_ms if offset_ms is None else offset_ms)
        self._below_ms = None
        before = self.sticky.participant_id
        self.sticky = replace(self.sticky, participant_id=above.person.id)
        try:
            return await self.take(line, above.offset_ms)
        finally:
            self.sticky = replace(self.sticky, participant_id=before)

    async def take(
        self, line: str, offset_ms: int | None = None, *, agreement: int = 0, dissent: int = 0
    ) -> StoredLine:
        """Store one capture line, said at *offset_ms* of the session, or now.

        Raises FocusgroupError, and stores nothing, if the line can't be used.
        """
        named = command_at_start(line)
        if named and named["name"].lower() in PLACES:
            return await self._go(named["name"].lower(), line, offset_ms)
        if offset_ms is not None and self._before.has(line, offset_ms):
            raise FocusgroupError(STORED_BEFORE)
        if self._starting and (problem := self._take_down.read(line).problem):
            raise FocusgroupError(problem.message)
        begun = await self._begun(offset_ms)
        before = self.sticky
        outcome = self._take_down.read(line)
        if outcome.entry and self._listen and begun.place[0] != self.lead.clock.section:
            said_in = self.lead.agenda.sections[begun.place[0]]
            self.sticky = on_section(before, said_in, Kind.UNTAGGED)
            outcome = self._take_down.read(line)
        if outcome.problem:
            self.sticky = before
            raise FocusgroupError(outcome.problem.message)
        if not outcome.entry and parse_line(line) == Parsed(kind=parse_line(line).kind):
            raise FocusgroupError(SIGN_ALONE)
        new = self._take_down.store(outcome, begun, agreement=agreement, dissent=dissent)
        if outcome.entry:
            self.sticky = before
        await self._written()
        if outcome.new_themes:
            self.lead.codebook = await themes.codebook(self._db)
            self.themes = self.lead.codebook.themes
        if isinstance(new, NewQuote):
            speaker = next((p for p in self.participants if p.id == new.participant_id), None)
            quote = provisional(new, speaker)
            carried = outcome.sticky
            by_section = carried.themes_of_section or (
                carried.kind_of_section and not quote.is_observation
            )
            return StoredLine(
                LineResult.QUOTE, quote, removed=outcome.removed, by_section=by_section
            )
        if isinstance(new, Note):
            words = f"{new.kind.value}: {self._take_down.understood(new)}"
            return StoredLine(LineResult.NOTE, words=words, removed=outcome.removed)
        if isinstance(new, NewParticipant):
            person = await seat(self._db, self.lead.session, check_name(new), begun.at_ms)
            self.participants = await participants.of_session(self._db, self.lead.session.id)
            return StoredLine(
                LineResult.PERSON, words=seated_words(person), removed=outcome.removed
            )
        return StoredLine(LineResult.STICKY, removed=outcome.removed)

    # -- when and where ----------------------------------------------------------------------

    async def _begun(self, offset_ms: int | None) -> Begun:
        """Return the time and place of a line, and move the clock there."""
        lead = self.lead
        if offset_ms is None:
            return Begun.now(lead)
        if offset_ms < lead.elapsed_ms:
            place = self._places.at(offset_ms)
        else:
            await self.wait_until(offset_ms, by_plan=self._places.by_plan)
            place = lead.clock.place
        at_ms = lead.wall_ms(offset_ms)
        return Begun(new_id(at_ms), at_ms, offset_ms, place)

    async def wait_until(self, offset_ms: int, *, by_plan: bool = False) -> None:
        """Run the session until *offset_ms*; *by_plan* opens the sections due by then."""
        if by_plan:
            self._places.open_due(offset_ms)
        self.lead.move_ahead(offset_ms)
        await self._written()

    async def finish(self) -> None:
        """Finish the capture; a session entered afterwards ends with its last line."""
        ended = self.lead.clock.state is ClockState.ENDED
        if self.lead.time.afterwards and not ended and not self._starting:
            self.lead.end()
            await self._writer.written()

    async def _go(self, command: str, line: str, offset_ms: int | None) -> StoredLine:
        """Carry out `/section 2`, `/question 3` or `/next`."""
        wanted = parse_line(line).text
        lead = self.lead
        if lead.section is None:
            raise FocusgroupError("this session has no agenda to move in")
        if command == "next":
            stop = route.following(lead.agenda, lead.clock.stop, lead.clock.led)
        elif command == "section":
            stop = place_named(lead.agenda, wanted)
        else:
            stop = Stop(lead.clock.section, question_named(lead.section, wanted))
        self._places.by_plan = False
        if offset_ms is not None:
            lead.move_ahead(offset_ms)
        self._places.open(stop, lead.elapsed_ms if offset_ms is None else offset_ms)
        await self._written()
        return StoredLine(LineResult.PLACE, words=lead.where())
