"""Steps of the live session that wait for the store: adding participants, undo and redo."""

from collections.abc import Sequence

from focusgroup.core.capture import resolve_speaker
from focusgroup.core.model import Account, Participant
from focusgroup.core.people.people import consent_in_words, parse_participant
from focusgroup.services import seating
from focusgroup.services.dates_in_words import count
from focusgroup.services.live_session import LiveSession
from focusgroup.services.seating import seated_words
from focusgroup.store import notes, participants
from focusgroup.store.participants import PersonChange
from focusgroup.store.undo import Undone
from focusgroup.system.clock import unix_ms


async def seat(live: LiveSession, typed: str) -> str:
    """Add the participant of a typed line; return what to say about it.

    Raises FocusgroupError if the line names nobody or can't be stored.
    """
    person = await seating.seat(
        live.db, live.session, parse_participant(typed), live.lead.time.unix_ms()
    )
    await live.refresh_people()
    return seated_words(person)


def seated(there: Sequence[Participant], typed: str) -> Participant | None:
    """Return the participant meant by ``@3`` or ``3``; None for a line that names a new person."""
    who = typed.strip()
    if not who.startswith(("@", "＠")) and not who.isdecimal():
        return None
    match = resolve_speaker(who.lstrip("@＠"), there)
    return None if match.ambiguous else match.best


async def facts_of(live: LiveSession, person: Participant) -> tuple[Account | None, int]:
    """Return a participant's account, and how many of their quotes are on record."""
    there, held = await participants.said(live.db, person)
    accounts = {account.id: account for account in await participants.accounts(live.db)}
    return accounts.get(person.account_id or ""), there + held


async def put_right(live: LiveSession, person: Participant, change: PersonChange) -> str:
    """Change details of a participant; return what to say about it.

    What waits for the disk is written first. Raises FocusgroupError if the change isn't possible.
    """
    assert live.outbox is not None
    await live.outbox.drained()
    (changed,) = await seating.put_right(live.db, person, change, unix_ms())
    await live.refresh_people()
    await live.refresh_quotes()
    _, held = await participants.said(live.db, changed)
    said = [seated_words(changed)]
    if change.consent_notes is not None or change.consent_name is not None:
        said.append(consent_in_words(changed))
    said += [f"{count(held, 'quote')} withheld"] if held else []
    if change.left_ms is not None:
        said.append("has left" if change.left_ms else "is back")
    return ", ".join(said)


async def walk_history(live: LiveSession, *, back: bool) -> str:
    """Undo or redo the last change; return what to say about it.

    What waits for the disk is written first. Raises StoreError.
    """
    assert live.outbox is not None
    await live.outbox.drained()
    done = await live.lead.walk_history(back=back)
    await live.refresh_quotes()
    await live.refresh_people()
    live.notes = list(await notes.of_session(live.db, live.session.id))
    return _told(done, back=back)


def _told(done: Undone | None, *, back: bool) -> str:
    if done is None:
        return "Nothing of yours left to undo." if back else "Nothing to do again."
    if done.left:
        return f"Not undone, because another program has changed it since: {done.what}"
    return f"{'Undone' if back else 'Redone'}: {done.what}"
