"""The running session on the live screen: its state, and the steps that change it.

No widgets here. Changes of the clock and the place act at once in memory and are written in
the background; quotes go through the outbox, which reports when each one is on disk.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from focusgroup.core.agenda_run.callbacks import due
from focusgroup.core.agenda_run.clock import Clock, ClockState
from focusgroup.core.capture import Entry, Sticky, on_section
from focusgroup.core.evidence.talk_balance import Talk
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
from focusgroup.core.themes.paths import lineage
from focusgroup.services.backroom.moderator import FromBackRoom, from_back_room
from focusgroup.services.capture.provisional_quote import mended, merged, provisional
from focusgroup.services.capture.take_down import Begun, TakeDown
from focusgroup.services.lead import SessionLead
from focusgroup.services.sharing.doubles import Doubles
from focusgroup.services.sharing.half_typed import HalfTyped
from focusgroup.services.sharing.initials import distinct
from focusgroup.services.sharing.on_their_way import OnTheirWay
from focusgroup.store import Db, notes, participants, themes
from focusgroup.store.engine.protocol import follow
from focusgroup.store.outbox import (
    Draft,
    OpenElsewhere,
    Outbox,
    QuoteDelete,
    QuoteEdit,
    QuoteMerge,
    QuoteSplit,
    WriteBehind,
    open_elsewhere,
)
from focusgroup.store.quotes import Edit, NewQuote, quotes_of_session


class LiveSession:
    """One session, loaded; `load` makes it."""

    def __init__(self, db: Db, lead: SessionLead, latest: WriteBehind) -> None:
        self.db = db
        self.latest = latest
        self.lead = lead
        lead.on_section = self._entered
        self.take_down = TakeDown(self)
        self.initials = ""
        self.participants: tuple[Participant, ...] = ()
        self.codebook = lead.codebook
        self.themes: tuple[Theme, ...] = lead.codebook.themes
        self.quotes: dict[str, Quote] = {}
        self.talk = Talk()
        self.doubles = Doubles()
        self.notes: list[Note] = []
        self.back_room = FromBackRoom()
        self.on_their_way = OnTheirWay()
        self.rehearsal = False
        self.off_record = False
        self.round_robin = False
        self.sticky = Sticky(kind=Kind.PROBLEM, participant_id=None, themes=())
        self.half_typed = HalfTyped(db, lead.session.id, latest)
        self.others: tuple[OpenElsewhere, ...] = ()
        self.seen_version = 0
        self.seen_rev = 0
        self.seen_pulse: tuple[object, ...] = ()
        """The database's version and the session's revision when others' changes were read last."""
        self.outbox: Outbox | None = None

    @classmethod
    async def load(
        cls, db: Db, session_id: str, *, initials: str = "", leads: bool = True
    ) -> "LiveSession":
        """Return a session with everything as it was left. Raises NotFound if it does not exist.

        *initials* are those of the person who types; if another program's are the same, they get a
        number. One that doesn't lead only follows the clock and the agenda.
        """
        latest = WriteBehind()
        try:
            follow(db, session_id)
            version = await db.version()
            lead = await SessionLead.load(db, session_id, latest)
        except BaseException:
            await latest.close()
            raise
        session = lead.session
        live = cls(db, lead, latest)
        live.seen_version, live.seen_rev = version, session.rev
        live.participants = await participants.of_session(db, session.id)
        live.show_quotes(await quotes_of_session(db, session.id))
        live.notes = list(await notes.of_session(db, session.id))
        live.back_room = await from_back_room(db, session.id)
        live.others = await open_elsewhere(db, session.id)
        live.initials = distinct(initials, {other.initials for other in live.others})
        lead.leads = leads
        await live.half_typed.open(initials=live.initials, leads=leads)
        kept = live.half_typed.state
        if "sticky" in kept:
            live.sticky = Sticky.from_json(kept["sticky"])
            mark = kept.get("codebook")
            since = mark if isinstance(mark, int) else None
            names = live.codebook.all_now_called(live.sticky.themes, since)
            live.sticky = replace(live.sticky, themes=names)
        live.off_record = bool(kept.get("off_record"))
        live.round_robin = bool(kept.get("round_robin"))
        joined = not leads and "sticky" not in kept
        if lead.section and (joined or lead.clock.state is ClockState.READY):
            live._entered(lead.section)
        return live

    def _entered(self, section: Section) -> None:
        """Carry over the themes and the kind of a section from now on, when it is opened."""
        self.sticky = on_section(self.sticky, section)

    # -- its state ---------------------------------------------------------------------------

    @property
    def draft(self) -> Draft:
        """The half-typed line as it was kept last."""
        return self.half_typed.draft

    @property
    def session(self) -> Session:
        """The session's details, as last stored."""
        return self.lead.session

    @property
    def agenda(self) -> Agenda:
        """The session's own copy of its agenda."""
        return self.lead.agenda

    @property
    def leads(self) -> bool:
        """Whether this program moves the clock and the agenda, or follows another one."""
        return self.lead.leads

    @property
    def clock(self) -> Clock:
        """The clock in its current state."""
        return self.lead.clock

    @property
    def section(self) -> Section | None:
        """The open section, None for an agenda without any."""
        return self.lead.section

    @property
    def question(self) -> Question | None:
        """The open question, None at a section's opening."""
        return self.lead.question

    @property
    def ticked(self) -> set[str]:
        """The ticked tasks, by their text."""
        return {note.text for note in self.notes if note.kind is NoteKind.TASK}

    @property
    def callbacks(self) -> list[Note]:
        """The callbacks that are still open, oldest first."""
        return [n for n in self.notes if n.kind is NoteKind.CALLBACK and not n.done]

    def take_turn(self, *, first: bool = False) -> None:
        """Make the next seat the speaker in a round.

        At the *first* turn this is the lowest seat that has not answered the open question.
        """
        if self.participants and self.round_robin:
            spoke = None if first else self.sticky.participant_id
            person = self.talk.next_speaker(self.participants, self.clock.place, spoke)
            self.sticky = replace(self.sticky, participant_id=person.id)

    def due_callbacks(self) -> list[Note]:
        """Return the callbacks due at the open place; in the last section all that are left."""
        section = self.section
        if section is None:
            return []
        last = self.clock.led[-1:] == (self.clock.section,)
        return self.callbacks if last else due(self.callbacks, section, self.question)

    def stubs(self) -> list[Quote]:
        """Return the unfinished quotes, oldest first."""
        stubs = [self.quotes[id] for id in self.talk.unfinished]
        return sorted(stubs, key=lambda q: (q.at_ms, q.id))

    def next_task(self) -> Task | None:
        """Return the first task of the open section that is not ticked."""
        tasks = self.section.tasks if self.section else ()
        return next((task for task in tasks if task.text not in self.ticked), None)

    def participant(self, participant_id: str | None) -> Participant | None:
        """Return the participant of an id."""
        return next((p for p in self.participants if p.id == participant_id), None)

    def ordered(self) -> list[Quote]:
        """Return the quotes in the order in which they were begun."""
        return sorted(self.quotes.values(), key=lambda q: (q.at_ms, q.id))

    # -- capture -----------------------------------------------------------------------------

    def begin(self) -> Begun:
        """Return the beginning of a line whose first key was typed now."""
        return Begun.now(self.lead)

    def put_quote(self, new: NewQuote) -> None:
        """Hand a quote to the outbox, show it as it will be stored, and start the session."""
        assert self.outbox is not None
        self.outbox.put(new)
        self._expect(new)
        if self.clock.state is ClockState.READY and self.leads:
            self.lead.start()

    def put_note(self, note: Note) -> None:
        """Hand a note to the outbox."""
        assert self.outbox is not None
        self.outbox.put(note)

    def _expect(self, new: NewQuote) -> Quote:
        """Return a new quote as it will be once it is stored."""
        quote = provisional(new, self.participant(new.participant_id))
        self.know(quote)
        return quote

    def know(self, quote: Quote) -> None:
        """Keep a quote as it is now, captured here or reported by the store."""
        self.talk.put(self.quotes.get(quote.id), quote)
        self.quotes[quote.id] = quote
        self.doubles.put(quote)

    def show_quotes(self, quotes: Iterable[Quote]) -> None:
        """Put these quotes in place of those there are."""
        self.quotes = {quote.id: quote for quote in quotes}
        self.talk = Talk(self.quotes.values())
        self.doubles = Doubles(self.quotes.values())

    def forget(self, quote_id: str) -> None:
        """Drop a quote."""
        self.doubles.drop(quote_id)
        self.talk.put(self.quotes.pop(quote_id, None), None)

    def _learn(self, paths: Sequence[str]) -> None:
        """Add new themes to those known, before the store has made them."""
        known = {theme.path for theme in self.themes}
        lineages = (lineage(path) for path in paths)
        missing = dict.fromkeys(path for line in lineages for path in line if path not in known)
        if missing:
            self.themes = (*self.themes, *(Theme(new_id(), path) for path in missing))

    def correct(self, quote: Quote, edit: Edit, entry_id: str = "") -> Quote:
        """Hand a correction to the outbox; return the quote as it will be, not yet on disk.

        *entry_id* is the id that its draft had.
        """
        assert self.outbox is not None
        edit = replace(edit.starting_from(quote), codebook=self.codebook.mark)
        entry = QuoteEdit(entry_id or new_id(), quote.id, edit)
        self.on_their_way.corrections[entry.id] = quote, edit
        self.outbox.put(entry)
        person = edit.participant_id if edit.participant_id is not None else quote.participant_id
        self._learn(edit.add_themes)
        changed = mended(quote, edit, self.participant(person))
        self.know(changed)
        return changed

    def split(
        self, quote: Quote, edit: Edit, rest: Sequence[Entry], *, entry_id: str = ""
    ) -> list[Quote]:
        """Correct a quote and make new quotes of what was split off; return all of them."""
        assert self.outbox is not None
        made = [self.correct(quote, edit, entry_id)]
        for after, entry in enumerate(rest, 1):
            place = (quote.section, quote.question)
            begun = Begun(new_id(), quote.at_ms + after, quote.offset_ms + after, place)
            new = self.take_down.quote_of(entry, begun)
            split = QuoteSplit(new_id(), quote.id, made[0].text, new)
            self.on_their_way.splits[split.id] = new.id
            self.outbox.put(split)
            made.append(self._expect(new))
        return made

    def merge(self, first: Quote, second: Quote, *, same: bool = False) -> Quote:
        """Merge two quotes into one; return it as it will be, not yet on disk."""
        assert self.outbox is not None
        entry = QuoteMerge(new_id(), first.id, second.id, same)
        self.on_their_way.merges.add(entry.id)
        self.outbox.put(entry)
        self.forget(second.id)
        joined = merged(first, second, self.participant, same=same)
        self.know(joined)
        return joined

    def delete(self, quote: Quote) -> None:
        """Hand the deletion of a quote to the outbox."""
        assert self.outbox is not None
        self.outbox.put(QuoteDelete(new_id(), (quote.id,), (quote.text,)))
        self.on_their_way.deleted[quote.id] = quote.text
        self.forget(quote.id)

    def keep_draft(self, draft: Draft, **state: object) -> None:
        """Save the half-typed line and what carries over, in the background."""
        carried = {
            "sticky": self.sticky.to_json(),
            "codebook": self.codebook.mark,
            "off_record": self.off_record,
            "round_robin": self.round_robin,
        }
        waiting = self.outbox.waiting if self.outbox else ()
        self.half_typed.keep(draft, carried | state, waiting)

    def settle_draft(self) -> None:
        """Save the draft again without its entries, once all of them are stored."""
        if self.outbox and not self.outbox.waiting:
            self.half_typed.settle()

    async def close(self) -> None:
        """Write what waits but the quotes; a line that the database does not take is journaled."""
        await self.latest.close()
        await self.half_typed.journal()

    async def refresh_people(self) -> None:
        """Read the participants and themes again after one was added."""
        self.participants = await participants.of_session(self.db, self.session.id)
        self.themes = (await themes.codebook(self.db)).themes

    async def refresh_quotes(self) -> None:
        """Read the quotes again after an undo; what waits in the outbox stays."""
        waiting = [quote for quote in self.quotes.values() if quote.n == 0]
        self.show_quotes([*waiting, *await quotes_of_session(self.db, self.session.id)])
