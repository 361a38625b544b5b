"""Steps of the live session that wait for the store: seating people, undo and redo."""

import json
from collections.abc import Sequence

from focusgroup.core.agenda_run.clock import Plan
from focusgroup.core.capture import resolve_speaker
from focusgroup.core.model import Account, Participant
from focusgroup.core.people.people import consent_in_words, parse_participant
from focusgroup.services.dates_in_words import count
from focusgroup.services.live_session import LiveSession
from focusgroup.store import notes, participants
from focusgroup.store.participants import PersonChange
from focusgroup.store.undo import Undone, redo, undo
from focusgroup.system.clock import unix_ms


async def seat(live: LiveSession, typed: str) -> str:
    """Seat the participant of a typed line; what to say about it.

    Raises FocusgroupError when the line names nobody or can't be stored.
    """
    new = parse_participant(typed)
    now_ms = unix_ms()
    person = await participants.add(
        live.db,
        live.session.id,
        name=new.name,
        role=new.role,
        account=new.account,
        segment=new.segment,
        revenue_share=new.revenue_share,
        consent_notes=new.consent_notes,
        consent_name=new.consent_name,
        arrived_ms=now_ms if live.session.started_ms is not None else None,
        now_ms=now_ms,
    )
    await live.refresh_people()
    return f"@{person.seat} is {person.name} ({person.initials})"


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
    changed = await participants.change(live.db, person.id, change, unix_ms())
    await live.refresh_people()
    await live.refresh_quotes()
    _, held = await participants.said(live.db, changed)
    said = [f"@{changed.seat} is {changed.name} ({changed.initials})"]
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
    done = await (undo if back else redo)(live.db, live.session.id, unix_ms())
    await live.refresh_quotes()
    await live.refresh_people()
    live.notes = list(await notes.of_session(live.db, live.session.id))
    if done and done.entity == "plan":
        live.lead.replan(Plan.from_data(json.loads(done.state)))
    return _told(done, back=back)


def _told(done: Undone | None, *, back: bool) -> str:
    if done is None:
        return "Nothing left to undo." if back else "Nothing to do again."
    return f"{'Undone' if back else 'Done again'}: {done.what}"
