"""Steps of the live session that wait for the store: seating people, undo and redo."""

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
    """Seat the participant of a typed line; what to say about it.

    Raises FocusgroupError when the line names nobody or can't be stored.
    """
    person = await seating.seat(
        live.db, live.session, parse_participant(typed), live.lead.time.unix_ms()
    )
    await live.refresh_people()
    return seated_words(person)


def seated(there: Sequence[Participant], typed: str) -> Participant | None:
    """Who is meant by ``@3`` or ``3``; None for a line that names somebody new."""
    who = typed.strip()
    if not who.startswith(("@", "＠")) and not who.isdecimal():
        return None
    match = resolve_speaker(who.lstrip("@＠"), there)
    return None if match.ambiguous else match.best


async def facts_of(live: LiveSession, person: Participant) -> tuple[Account | None, int]:
    """The account of somebody, and how many quotes of theirs are on record."""
    there, held = await participants.said(live.db, person)
    accounts = {account.id: account for account in await participants.accounts(live.db)}
    return accounts.get(person.account_id or ""), there + held


async def put_right(live: LiveSession, person: Participant, change: PersonChange) -> str:
    """Change facts of somebody who is seated; what to say about it.

    Raises FocusgroupError when that can't be; what waits for the disk gets there first.
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
    """Take back the last change, or do it again; what to say about it.

    What is still on its way to the disk gets there first. Raises StoreError.
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
        return "Nothing left to undo." if back else "Nothing to do again."
    return f"{'Undone' if back else 'Done again'}: {done.what}"
