"""Capture a line and pass its outcome on to be stored, for the screens and the commands.

The screen queues quotes in its outbox and shows them at once; a command writes them before it
reads the next line. Nothing here waits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from focusgroup.core.agenda_run.clock import Place
from focusgroup.core.capture import Entry, Outcome, Sticky, record
from focusgroup.core.dates.commitments import Promise, in_words, read_promise
from focusgroup.core.dates.due_dates import today_in
from focusgroup.core.ids import new_id
from focusgroup.core.model import Note, NoteKind, Participant, Said, Theme
from focusgroup.core.people.people import NewParticipant
from focusgroup.core.quote_changes import shared_fields
from focusgroup.services.lead import SessionLead
from focusgroup.store.quotes import NewQuote

NOTE_COMMANDS = {
    "park": NoteKind.PARKED,
    "call": NoteKind.CALLBACK,
    "promise": NoteKind.COMMITMENT,
}


@dataclass(frozen=True, slots=True)
class Begun:
    """The time and place of a line's first key, and the id that its quote will have."""

    quote_id: str
    at_ms: int
    offset_ms: int
    place: Place

    @classmethod
    def now(cls, lead: SessionLead) -> "Begun":
        """Return a line that begins now, at the session's current time and place."""
        at_ms = lead.time.unix_ms()
        return cls(new_id(at_ms), at_ms, lead.elapsed_ms, lead.clock.place)


class SessionRoom(Protocol):
    """The people, themes and notes that a line can name, and the way to store its outcome."""

    lead: SessionLead
    initials: str
    sticky: Sticky
    participants: tuple[Participant, ...]
    themes: tuple[Theme, ...]
    notes: list[Note]

    def put_quote(self, new: NewQuote) -> object:
        """Store a new quote, now or soon."""

    def put_note(self, note: Note) -> object:
        """Store a new note, now or soon."""


class TakeDown:
    """Captures the lines of one session.

    *strict* is for lines that nobody watches; *new_themes* allows those to create themes.
    """

    def __init__(
        self, room: SessionRoom, *, strict: bool = False, new_themes: bool = False
    ) -> None:
        self._room = room
        self._strict = strict
        self._new_themes = new_themes

    def read(
        self,
        line: str,
        sticky: Sticky | None = None,
        preferred: Sequence[str] = (),
        *,
        labels: bool = True,
    ) -> Outcome:
        """Return the outcome of *line* with what carries over now; store nothing."""
        room = self._room
        return record(
            line,
            sticky=sticky or room.sticky,
            participants=room.participants,
            themes=room.themes,
            section=room.lead.section,
            strict=self._strict,
            allow_new_themes=self._new_themes,
            preferred=preferred,
            labels=labels,
        )

    def store(
        self, outcome: Outcome, begun: Begun, *, agreement: int = 0, dissent: int = 0
    ) -> NewQuote | Note | NewParticipant | None:
        """Store and return the outcome of a line without a problem, and keep what carries over.

        It adds no participants, since the caller may have to ask first.
        """
        if command := outcome.command:
            kind = NOTE_COMMANDS.get(command.name)
            if kind is None:
                return command.person
            return self.note(kind, command.text, begun, command.participant_id)
        self._room.sticky = outcome.sticky
        if outcome.entry is None:
            return None
        new = self.quote_of(outcome.entry, begun)
        if self._strict:
            agreement += len(outcome.entry.also)  # nobody is there to be asked
        new = replace(new, agreement=agreement, dissent=dissent)
        self._room.put_quote(new)
        return new

    def quote_of(self, entry: Entry, begun: Begun) -> NewQuote:
        """Return a line's words as the quote to be stored."""
        lead = self._room.lead
        return NewQuote(
            id=begun.quote_id,
            session_id=lead.session.id,
            **shared_fields(entry, Said),
            at_ms=begun.at_ms,
            offset_ms=begun.offset_ms,
            section=begun.place[0] if lead.agenda.sections else -1,
            question=begun.place[1],
            taken_by=self._room.initials,
            codebook=lead.codebook.mark,
        )

    def note(
        self, kind: NoteKind, text: str, begun: Begun, participant_id: str | None = None
    ) -> Note:
        """Store a note; return it as it was understood, a promise with its owner and its day."""
        room, session = self._room, self._room.lead.session
        promise = Promise(text)
        if kind is NoteKind.COMMITMENT:
            promise = self.promise(text, begun.at_ms)
        person = next((p for p in room.participants if p.id == participant_id), None)
        note = Note(
            id=begun.quote_id,
            session_id=session.id,
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
        room.put_note(note)
        room.notes.append(note)
        return note

    def promise(self, text: str, at_ms: int) -> Promise:
        """Return a promise made at *at_ms* (Unix ms) with its owner and its day."""
        room, session = self._room, self._room.lead.session
        known = [session.facilitator, session.note_taker, *(n.owner for n in room.notes)]
        known += [person.name for person in room.participants]
        return read_promise(text, today_in(session.zone, at_ms), known)

    def understood(self, note: Note) -> str:
        """Return a note in words, a promise with the day that its date means."""
        if note.kind is not NoteKind.COMMITMENT:
            return note.text
        return in_words(note, today_in(self._room.lead.session.zone, note.at_ms))
