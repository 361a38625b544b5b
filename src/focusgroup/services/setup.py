"""What the set-up screen reads and keeps: a new session, or one that has not begun."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from focusgroup.core.agenda import Reading, parse_agenda
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Agenda, Participant, Session, SessionStatus
from focusgroup.core.people.people import NewParticipant
from focusgroup.services.roster import Seated, key_of
from focusgroup.services.seating import put_right, seat
from focusgroup.store import Db, participants, sessions
from focusgroup.store.participants import PersonChange
from focusgroup.system import clock

LAST_USED = ("facilitator", "note_taker")
"""What a new session takes over from the newest one."""


@dataclass(frozen=True, slots=True)
class SessionSetup:
    """A session before it begins; *session* is None until it was first kept."""

    agenda_name: str = ""
    session_id: str = ""
    reading: Reading = field(default_factory=lambda: Reading(Agenda("")))
    facts: Mapping[str, str] = field(default_factory=dict)
    session: Session | None = None
    there: tuple[Participant, ...] = ()


async def load(db: Db, plan: SessionSetup) -> SessionSetup:
    """The agenda read, and the facts that are known.

    Raises FocusgroupError when the agenda can't be read or the session has begun.
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
    return replace(
        plan,
        agenda_name=session.agenda_name,
        reading=parse_agenda(session.agenda_source, session.title),
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
    """Make a session of *agenda* and seat *people*; the time zone is this machine's unless given.

    *facts* are those of `sessions.create`, *now_ms* is Unix time, now when left out. Raises
    FocusgroupError for a zone that is none or a seat that is taken.
    """
    at_ms = clock.unix_ms() if now_ms is None else now_ms
    zone = zone or clock.local_zone()
    made = await sessions.create(db, agenda=agenda, zone=zone, now_ms=at_ms, **facts)
    # Those with a seat first, so that nobody without one takes it.
    for person in sorted(people, key=lambda each: each.seat is None):
        await seat(db, made, person, at_ms)
    return made


async def keep_facts(db: Db, plan: SessionSetup, facts: Mapping[str, str]) -> SessionSetup:
    """Make the session, or bring its facts up to date; durable when this returns."""
    if plan.session is None:
        agenda, name = plan.reading.agenda, plan.agenda_name
        session = await create(db, agenda, {"agenda_name": name, **facts})
    else:
        title = facts["title"].strip() or plan.reading.agenda.title
        session = await sessions.update(db, plan.session.id, **{**facts, "title": title})
    return replace(plan, session=session, session_id=session.id)


async def keep_people(db: Db, plan: SessionSetup, seats: Sequence[Seated]) -> SessionSetup:
    """Seat who is on the list and take out who is not any more.

    Raises FocusgroupError; what was done until then stays, and the next call goes on.
    """
    if plan.session is None:
        raise ValueError("facts are kept before people")
    staying = {seated.stays: seated for seated in seats if seated.stays}
    new = {seated.seat: seated for seated in seats if not seated.stays}
    # Read anew: a call that failed may have seated some of them.
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
    """What the list says of somebody who is there; what it does not say stays as it was."""
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
