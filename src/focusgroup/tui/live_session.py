"""The running session behind the live screen: what is known of it and what is done to it.

No widgets here. Changes of the clock and the place act at once in memory and are written
behind; quotes go through the outbox, which says when each one is on disk.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from focusgroup.core import agenda as agendas
from focusgroup.core import route
from focusgroup.core.clock import Clock, ClockState, Place
from focusgroup.core.due import today_in
from focusgroup.core.ids import new_id
from focusgroup.core.model import (
    Agenda,
    Kind,
    Note,
    NoteKind,
    Participant,
    Question,
    Quote,
    Section,
    Session,
    Task,
    Theme,
)
from focusgroup.core.promises import Promise, read_promise
from focusgroup.core.recorder import Entry, Sticky, on_section
from focusgroup.store import Db, drafts, notes, participants, quote_pages, sessions, themes
from focusgroup.store.drafts import Draft
from focusgroup.store.entries import QuoteEdit
from focusgroup.store.latest import Latest
from focusgroup.store.outbox import Outbox
from focusgroup.store.quotes import Edit, NewQuote
from focusgroup.store.themes import lineage
from focusgroup.store.wall_clock import newest_ms
from focusgroup.tui.now import Steady, mono_ms, unix_ms
from focusgroup.tui.provisional import mended, provisional


@dataclass(frozen=True, slots=True)
class Begun:
    """The moment and place of a line's first key, and the id that its quote will have."""

    quote_id: str
    at_ms: int
    offset_ms: int
    place: Place


class LiveSession:
    """One session, loaded; `load` makes it."""

    def __init__(self, db: Db, session: Session, agenda: Agenda, clock: Clock) -> None:
        self.db = db
        self.session = session
        self.agenda = agenda
        self.clock = clock
        self.participants: tuple[Participant, ...] = ()
        self.themes: tuple[Theme, ...] = ()
        self.quotes: dict[str, Quote] = {}
        self.notes: list[Note] = []
        self.sticky = Sticky(kind=Kind.PROBLEM, participant_id=None, themes=())
        self.draft = Draft()
        self.latest = Latest()
        self.time = Steady()
        self.outbox: Outbox | None = None

    @classmethod
    async def load(cls, db: Db, session_id: str) -> "LiveSession":
        """Everything of a session as it was left. Raises NotFound when there is none."""
        session = await sessions.find(db, session_id)
        agenda = agendas.parse(session.agenda_source).agenda
        clock = await sessions.load_clock(db, session.id, mono_ms())
        live = cls(db, session, agenda, clock)
        live.participants = await participants.of_session(db, session.id)
        live.themes = await themes.all_themes(db)
        live.quotes = {q.id: q for q in await quote_pages.of_session(db, session.id)}
        live.notes = list(await notes.of_session(db, session.id))
        live.time = Steady(await newest_ms(db, session.id))
        live.draft = await drafts.load(db, session.id)
        kept = json.loads(live.draft.state) if live.draft.state else {}
        if "sticky" in kept:
            live.sticky = Sticky.from_json(kept["sticky"])
        if clock.state is ClockState.READY and agenda.sections:
            live.clock = clock.moved(*route.entered(agenda, 0), mono_ms())
            live._enter_section()
        return live

    # -- where it stands ---------------------------------------------------------------------

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

    @property
    def spoken(self) -> Counter[str]:
        """How many quotes each participant has, by participant id; observations left out."""
        return Counter(
            q.participant_id
            for q in self.quotes.values()
            if q.participant_id and not q.is_observation
        )

    @property
    def last_spoke(self) -> dict[str, int]:
        """When each participant was last heard, ms on the session's clock, by participant id."""
        last: dict[str, int] = {}
        for quote in self.quotes.values():
            if quote.participant_id and not quote.is_observation:
                said = max(quote.offset_ms, last.get(quote.participant_id, 0))
                last[quote.participant_id] = said
        return last

    @property
    def answered(self) -> set[str]:
        """Who has said something on the open question, by participant id."""
        place = self.clock.place
        return {
            quote.participant_id
            for quote in self.quotes.values()
            if quote.participant_id and (quote.section, quote.question) == place
        }

    @property
    def ticked(self) -> set[str]:
        """The tasks that were ticked, by their text."""
        return {note.text for note in self.notes if note.kind is NoteKind.TASK}

    @property
    def callbacks(self) -> list[Note]:
        """What is to be come back to, oldest first."""
        return [n for n in self.notes if n.kind is NoteKind.CALLBACK and not n.done]

    def next_task(self) -> Task | None:
        """The first task of the open section that is not ticked."""
        tasks = self.section.tasks if self.section else ()
        return next((task for task in tasks if task.text not in self.ticked), None)

    def participant(self, participant_id: str | None) -> Participant | None:
        """The participant of an id."""
        return next((p for p in self.participants if p.id == participant_id), None)

    def ordered(self) -> list[Quote]:
        """The quotes in the order in which they were begun."""
        return sorted(self.quotes.values(), key=lambda q: (q.at_ms, q.id))

    # -- clock and agenda --------------------------------------------------------------------

    def start(self) -> None:
        """Start the session, or let it run on after a pause."""
        self._set_clock(self.clock.started(mono_ms()))

    def pause(self) -> None:
        """Stop the clock."""
        self._set_clock(self.clock.paused(mono_ms()))

    def end(self) -> None:
        """End the session."""
        self._set_clock(self.clock.ended(mono_ms()))

    def replan(self, planned: tuple[int, ...]) -> None:
        """Give the sections other lengths (ms); the promised end stays."""
        self._set_clock(self.clock.replanned(planned))

    def go(self, place: Place) -> None:
        """Open another place; a new section brings its themes and what it listens for."""
        before = self.clock.section
        self._set_clock(self.clock.moved(*place, mono_ms()))
        if self.clock.section != before:
            self._enter_section()

    def next_question(self) -> None:
        """The next question, or the next section."""
        self.go(route.following(self.agenda, self.clock.place))

    def previous_question(self) -> None:
        """The question before, or the end of the section before."""
        self.go(route.preceding(self.agenda, self.clock.place))

    def step_section(self, by: int) -> None:
        """Another section by its distance; the first and the last stay."""
        target = self.clock.section + by
        if 0 <= target < len(self.agenda.sections):
            self.go(route.entered(self.agenda, target))

    def _enter_section(self) -> None:
        if self.section:
            self.sticky = on_section(self.sticky, self.section)

    def _set_clock(self, clock: Clock) -> None:
        if clock == self.clock:
            return
        self.clock = clock
        at, now = mono_ms(), self.time.unix_ms()

        async def keep() -> None:
            self.session = await sessions.save_clock(
                self.db, self.session.id, clock, clock_now_ms=at, now_ms=now
            )

        self.latest.put("clock", keep)

    def tick(self) -> None:
        """Keep how far the clock has run: what a killed program is resumed from."""
        if self.clock.running:
            clock, now = self.clock, mono_ms()
            self.latest.put(
                "tick", lambda: sessions.tick_clock(self.db, self.session.id, clock, now)
            )

    # -- capture -----------------------------------------------------------------------------

    def begin(self) -> Begun:
        """A line's first key was typed now."""
        now = self.time.unix_ms()
        return Begun(new_id(now), now, self.clock.elapsed(mono_ms()), self.clock.place)

    def take_down(self, entry: Entry, begun: Begun) -> Quote:
        """Hand a quote to the outbox; as it will be, not yet on disk."""
        new = NewQuote(
            session_id=self.session.id,
            text=entry.text,
            kind=entry.kind,
            at_ms=begun.at_ms,
            id=begun.quote_id,
            offset_ms=begun.offset_ms,
            participant_id=entry.participant_id,
            themes=entry.themes,
            section=begun.place[0] if self.agenda.sections else -1,
            question=begun.place[1],
            intensity=entry.intensity,
            verbatim=entry.verbatim,
            stub=entry.stub,
        )
        assert self.outbox is not None
        self.outbox.put(new)
        quote = provisional(new, self.participant(new.participant_id))
        self.quotes[quote.id] = quote
        return quote

    def _learn(self, paths: Sequence[str]) -> None:
        """Know themes that are new from now on, before the store has made them."""
        known = {theme.path for theme in self.themes}
        lineages = (lineage(path) for path in paths)
        missing = dict.fromkeys(path for line in lineages for path in line if path not in known)
        if missing:
            self.themes = (*self.themes, *(Theme(new_id(), path) for path in missing))

    def correct(self, quote: Quote, edit: Edit) -> Quote:
        """Hand a correction to the outbox; the quote as it will be, not yet on disk."""
        assert self.outbox is not None
        self.outbox.put(QuoteEdit(new_id(), quote.id, edit))
        person = edit.participant_id if edit.participant_id is not None else quote.participant_id
        self._learn(edit.add_themes)
        changed = mended(quote, edit, self.participant(person))
        self.quotes[quote.id] = changed
        return changed

    def note_down(
        self, kind: NoteKind, text: str, begun: Begun, participant_id: str | None
    ) -> Note:
        """Hand a parking-lot topic, a callback or a commitment to the outbox; as understood."""
        person = self.participant(participant_id)
        promise = Promise(text)
        if kind is NoteKind.COMMITMENT:
            known = (self.session.facilitator, self.session.note_taker)
            owners = tuple(note.owner for note in self.notes)
            today = today_in(self.session.zone, begun.at_ms)
            promise = read_promise(text, today, (*known, *owners))
        note = Note(
            id=begun.quote_id,
            session_id=self.session.id,
            kind=kind,
            text=promise.text,
            owner=promise.owner,
            due=promise.due,
            due_on=promise.due_on,
            at_ms=begun.at_ms,
            offset_ms=begun.offset_ms,
            participant_id=participant_id,
            speaker=person.name if person else "",
        )
        assert self.outbox is not None
        self.outbox.put(note)
        self.notes.append(note)
        return note

    async def take_up(self, note: Note) -> None:
        """A callback was come back to. What waits in the outbox gets to the disk first."""
        assert self.outbox is not None
        await self.outbox.drained()
        await notes.set_done(self.db, note, done=True, now_ms=unix_ms())
        self.notes = [replace(n, done=True) if n.id == note.id else n for n in self.notes]

    def keep_draft(self, draft: Draft, **state: object) -> None:
        """Write the half-typed line and what is sticky behind the keys."""
        full = replace(draft, state=json.dumps({"sticky": self.sticky.to_json(), **state}))
        self.draft = full
        self.latest.put("draft", lambda: drafts.save(self.db, self.session.id, full, unix_ms()))

    async def refresh_people(self) -> None:
        """Read the participants and themes again after one was added."""
        self.participants = await participants.of_session(self.db, self.session.id)
        self.themes = await themes.all_themes(self.db)

    async def refresh_quotes(self, quotes: Sequence[str] = ()) -> None:
        """Read the quotes again after an undo; what waits in the outbox stays."""
        waiting = {q.id: q for q in self.quotes.values() if q.n == 0}
        stored = {q.id: q for q in await quote_pages.of_session(self.db, self.session.id)}
        self.quotes = {**waiting, **stored}
