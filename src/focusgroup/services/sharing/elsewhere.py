"""Follow what other programs change in a running session: its people, quotes, notes and themes.

`look` is cheap while nobody else writes: it asks the database for one number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from focusgroup.core.agenda_run.clock import ClockState
from focusgroup.core.model import Note, Participant, Quote, Session
from focusgroup.services.backroom.moderator import from_back_room
from focusgroup.services.dates_in_words import time_of_day
from focusgroup.services.live_session import LiveSession
from focusgroup.services.seating import seated_words
from focusgroup.services.sharing.renamed import follow_codebook
from focusgroup.services.sharing.stored import left_as_it_is
from focusgroup.services.sharing.team import follow_lead, leader_is_gone, named
from focusgroup.store import notes, participants, sessions, themes
from focusgroup.store.outbox import (
    OpenElsewhere,
    OutboxEntry,
    QuoteDelete,
    QuoteEdit,
    QuoteMerge,
    QuoteSplit,
    session_pulse,
)
from focusgroup.store.quotes import NewQuote, quotes_of_session, quotes_since

STATES = {
    ClockState.RUNNING: "Another program started the clock.",
    ClockState.PAUSED: "Another program stopped the clock.",
    ClockState.ENDED: "Another program ended this session; quotes can still be added.",
}

NOT_MOVED = "Another program moved the session just before, so your step was not taken."


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What other programs changed: quotes there, ids of quotes gone, and what to say about it."""

    quotes: tuple[Quote, ...] = ()
    gone: tuple[str, ...] = ()
    said: str = ""
    became: Mapping[str, str] = field(default_factory=dict)
    """Themes by their paths before, with today's; "" for those that are gone."""


async def look(live: LiveSession) -> Elsewhere | None:
    """Take over what other programs changed since the last look; return it, None for nothing.

    Quotes with a change of our own that still waits are left alone. Raises StoreError.
    """
    db, session_id = live.db, live.session.id
    version = await db.version()
    same = version == live.seen_version and not leader_is_gone(live)
    if same and not live.lead.refused and not live.on_their_way.doubtful:
        return None
    pulse = await session_pulse(db, session_id)
    calm = live.seen_rev >= 0 and not live.lead.refused and not live.on_their_way.doubtful
    if calm and pulse and pulse == live.seen_pulse:  # somebody has written to another session
        live.seen_version = version
        return None
    live.seen_pulse = pulse
    renamed = follow_codebook(live, await themes.codebook(db))
    doubtful, live.on_their_way.doubtful = live.on_their_way.doubtful, []
    left = [left_as_it_is(quote) for quote, edit in doubtful if not edit.is_done(quote)]
    told = " ".join(filter(None, (renamed.said, *left)))
    opened = await _also_open(live)
    session = await sessions.find(db, session_id)
    if session.rev == live.seen_rev and not live.lead.refused:
        live.seen_version = version
        said = " ".join(filter(None, (told, opened)))
        return Elsewhere(said=said, became=renamed.became) if said or renamed.became else None
    had = {note.id for note in live.notes}
    people = await participants.of_session(db, session_id)
    noted = await notes.of_session(db, session_id)
    live.back_room = await from_back_room(db, session_id)
    there, gone = await quotes_since(db, session_id, live.seen_rev)
    if people != live.participants:  # a new name or seat is shown with each of their quotes
        there = await quotes_of_session(db, session_id)
    if there:
        await db.settled()  # what is shown has a tick
    said = _changed_people(live.participants, people)
    live.seen_version, live.seen_rev = version, session.rev
    live.participants = people
    waiting = live.outbox.waiting if live.outbox else ()
    live.notes = [*noted, *_ours(live.notes, noted, had, waiting)]
    busy = {quote_id for entry in waiting for quote_id in quotes_of(entry)}

    def newer(quote: Quote) -> bool:
        old = live.quotes.get(quote.id)
        return quote.id not in busy and (old is None or old.rev <= quote.rev)

    shown = tuple(q for q in there if newer(q) and live.quotes.get(q.id) != q)
    dropped = tuple(q.id for q in gone if q.id in live.quotes and newer(q))
    for quote in shown:
        live.know(quote)
    for quote_id in dropped:
        live.forget(quote_id)
    deleted = live.on_their_way.deleted
    back = [deleted.pop(quote.id) for quote in shown if quote.id in deleted]
    kept = f"Changed in another program, so not deleted: {back[0][:60]}" if back else ""
    moved = await _moved(live, session)
    words = " ".join(filter(None, (told, moved, said, opened, kept)))
    return Elsewhere(shown, dropped, words, renamed.became)


async def _moved(live: LiveSession, session: Session) -> str:
    """Follow clock and agenda of the stored *session*; return what to say about it."""
    state = live.clock.state
    await live.lead.follow(session)
    if live.lead.refused:
        live.lead.refused = False
        return STATES[ClockState.ENDED] if live.clock.state is ClockState.ENDED else NOT_MOVED
    return STATES.get(live.clock.state, "") if live.clock.state is not state else ""


async def _also_open(live: LiveSession) -> str:
    """Keep who has the session open and leads it; return what to say about what is new."""
    known = {other.program for other in live.others}
    led = await follow_lead(live)
    new = [each for each in live.others if each.program not in known and named(each) not in led]
    return " ".join(filter(None, (led, open_in_words(new, live.session.zone))))


def open_in_words(others: Sequence[OpenElsewhere], zone: str) -> str:
    """Return who else has the session open, and since when; "" for nobody."""
    who = ", ".join(f"{named(each)} since {time_of_day(each.since_ms, zone)}" for each in others)
    return f"Also open in another program: {who}. Each has a line of its own." if who else ""


def _ours(
    notes: Iterable[Note], stored: Iterable[Note], had: set[str], waiting: Iterable[OutboxEntry]
) -> list[Note]:
    """Return our own notes that are not among the *stored*: they wait, or came while it was read.

    A note that we *had* before, and that does not wait, was deleted by another program.
    """
    there = {note.id for note in stored}
    kept = {entry.id for entry in waiting}
    return [n for n in notes if n.id not in there and (n.id not in had or n.id in kept)]


def quotes_of(entry: OutboxEntry) -> tuple[str, ...]:
    """Return the ids of the quotes that an entry makes, changes or deletes."""
    match entry:
        case NewQuote(id=quote_id) | QuoteEdit(quote_id=quote_id):
            return (quote_id,)
        case QuoteDelete(quote_ids=ids):
            return ids
        case QuoteSplit(quote_id=quote_id, rest=rest):
            return quote_id, rest.id
        case QuoteMerge(first_id=first, second_id=second):
            return first, second
        case _:
            return ()


def _changed_people(before: Iterable[Participant], now: Iterable[Participant]) -> str:
    """Return what to say about people who were seated or withdrew their consent elsewhere."""
    old = {person.id: person for person in before}
    said = [
        f"{person.name} (seat {person.seat})"
        f" {'no longer agrees to notes' if person.asked else 'was not asked for consent'}:"
        " nothing of theirs is kept."
        for person in now
        if not person.consent_notes and (person.id not in old or old[person.id].consent_notes)
    ]
    new = [seated_words(person) for person in now if person.id not in old]
    return " ".join([*said, *([f"Added elsewhere: {', '.join(new)}."] if new else [])])
