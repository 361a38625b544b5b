"""Read and save for the set-up screen: a new session, or one that has not begun."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from focusgroup.core.agenda import Reading, parse_agenda
from focusgroup.core.agenda_run.stored_agenda import as_stored
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Agenda, Participant, Session, SessionStatus
from focusgroup.core.people.people import NewParticipant
from focusgroup.services.roster import Seated, key_of
from focusgroup.services.seating import put_right, seat
from focusgroup.store import Db, clocks, participants, sessions
from focusgroup.store.participants import PersonChange
from focusgroup.system import clock

LAST_USED = ("facilitator", "note_taker")
"""The details that a new session copies from the newest one."""


@dataclass(frozen=True, slots=True)
class SessionSetup:
    """A session before it begins; *session* is None until it is first saved."""

    agenda_name: str = ""
    session_id: str = ""
    reading: Reading = field(default_factory=lambda: Reading(Agenda("")))
    facts: Mapping[str, str] = field(default_factory=dict)
    session: Session | None = None
    there: tuple[Participant, ...] = ()


async def load(db: Db, plan: SessionSetup) -> SessionSetup:
    """Read the agenda and the known details.

    Raises FocusgroupError if the agenda can't be read or the session has begun.
    """
    if plan.session_id:
        return await _load_session(db, plan)
    from focusgroup.imports import agenda_file

    path = await asyncio.to_thread(agenda_file.locate, plan.agenda_name)
    reading = await asyncio.to_thread(agenda_file.read, path)
    if reading.errors:
        first = reading.errors[0]
        raise FocusgroupError(f"{path}, line {first.line}: {first.message}; {first.fix}")
    newest = [each for each in await sessions.recent(db, limit=5) if not each.sample]
    facts = {name: getattr(newest[0], name) for name in LAST_USED} if newest else {}
    return replace(
        plan,
        agenda_name=path.stem,
        reading=reading,
        facts={**facts, "title": reading.agenda.title},
    )


async def _load_session(db: Db, plan: SessionSetup) -> SessionSetup:
    session = await sessions.find(db, plan.session_id)
    if session.status is not SessionStatus.SCHEDULED:
        raise FocusgroupError(f"“{session.title}” has begun; open it instead")
    reading = parse_agenda(session.agenda_source, session.title)
    agenda = as_stored(reading.agenda, await clocks.agenda_items(db, session.id))
    return replace(
        plan,
        agenda_name=session.agenda_name,
        reading=replace(reading, agenda=agenda),
        facts={name: getattr(session, name) for name in ("title", "place", *LAST_USED)},
        session=session,
        there=await participants.of_session(db, session.id),
    )


async def create(
    db: Db,
    agenda: Agenda,
    facts: Mapping[str, Any],
    people: Sequence[NewParticipant] = (),
    *,
    zone: str = "",
    now_ms: int | None = None,
) -> Session:
    """Make a session of *agenda* and add *people*; the time zone defaults to this machine's.

    *facts* are those of `sessions.create`; *now_ms* is Unix ms, by default the current time.
    Raises FocusgroupError for an unknown zone or a seat that is taken.
    """
    at_ms = clock.unix_ms() if now_ms is None else now_ms
    zone = zone or clock.local_zone()
    made = await sessions.create(db, agenda=agenda, zone=zone, now_ms=at_ms, **facts)
    # Add people with a seat first, so nobody without one takes it.
    for person in sorted(people, key=lambda each: each.seat is None):
        await seat(db, made, person, at_ms)
    return made


async def keep_facts(db: Db, plan: SessionSetup, facts: Mapping[str, str]) -> SessionSetup:
    """Make the session, or update its details; durable when this returns."""
    if plan.session is None:
        agenda, name = plan.reading.agenda, plan.agenda_name
        session = await create(db, agenda, {"agenda_name": name, **facts})
    else:
        title = facts["title"].strip() or plan.reading.agenda.title
        session = await sessions.update(db, plan.session.id, **{**facts, "title": title})
    return replace(plan, session=session, session_id=session.id)


async def keep_people(db: Db, plan: SessionSetup, seats: Sequence[Seated]) -> SessionSetup:
    """Add the people on the list and remove those no longer on it.

    Raises FocusgroupError; what was done before that stays, and the next call continues.
    """
    if plan.session is None:
        raise ValueError("facts are kept before people")
    staying = {seated.stays: seated for seated in seats if seated.stays}
    new = {seated.seat: seated for seated in seats if not seated.stays}
    # Read again: a failed call may have added some of them.
    for participant in await participants.of_session(db, plan.session.id):
        seated = new.get(participant.seat)
        if participant.id in staying:
            await _follow_list(db, participant, staying[participant.id].person)
        elif seated and key_of(seated.person) == key_of(participant):
            await _follow_list(db, participant, seated.person)
            del new[participant.seat]
        else:
            await participants.remove(db, participant, clock.unix_ms())
    for seated in new.values():
        person = replace(seated.person, seat=seated.seat)
        await seat(db, plan.session, person, clock.unix_ms(), initials=seated.initials)
    return replace(plan, there=await participants.of_session(db, plan.session.id))


async def _follow_list(db: Db, participant: Participant, person: NewParticipant) -> None:
    """Update a participant from the list; what it does not say stays as it was."""
    consent = person.says_consent
    change = PersonChange(
        name=person.name,
        role=person.role,
        account=person.account,
        segment=person.segment or None,
        revenue_share=person.revenue_share,
        consent_notes=person.consent_notes if consent else None,
        consent_name=person.consent_name if consent and person.consent_notes else None,
    )
    await put_right(db, participant, change, clock.unix_ms())
