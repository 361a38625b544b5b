"""Add, find and correct the participants of a session, for the screens and the commands."""

from collections.abc import Sequence

from focusgroup.core.capture import resolve_speaker
from focusgroup.core.errors import NotFound
from focusgroup.core.model import Participant, Session
from focusgroup.core.people.people import NewParticipant
from focusgroup.store import Db, participants
from focusgroup.store.participants import PersonChange


async def seat(
    db: Db, session: Session, person: NewParticipant, now_ms: int, *, initials: str = ""
) -> Participant:
    """Add a participant at *now_ms* (Unix ms); in a running session they count as late.

    They get the seat of *person*, else the first free one. Raises FocusgroupError for a seat or
    initials that are taken.
    """
    begun = session.started_ms is not None and session.ended_ms is None
    return await participants.add(
        db,
        session.id,
        name=person.name,
        role=person.role,
        account=person.account,
        seat=person.seat,
        initials=initials,
        segment=person.segment,
        revenue_share=person.revenue_share,
        consent_notes=person.consent_notes,
        consent_name=person.consent_name,
        asked=person.asked,
        arrived_ms=now_ms if begun and now_ms > (session.started_ms or 0) else None,
        now_ms=now_ms,
    )


def seated_words(person: Participant) -> str:
    """Return a participant in words, as in ``@3 is Anna Novak (AN)``."""
    return f"@{person.seat} is {person.name} ({person.initials})"


def participant_named(there: Sequence[Participant], who: str) -> Participant:
    """Return the participant meant by a seat, initials or a part of a name.

    Raises NotFound with a list of the participants.
    """
    match = resolve_speaker(who.strip().removeprefix("@"), there)
    if match.best is None or match.ambiguous:
        seated = ", ".join(f"{each.seat} {each.name}" for each in there)
        known = f"in this session: {seated}" if seated else "this session has none yet"
        raise NotFound(f"“{who}” does not match one participant; {known}")
    return match.best


async def put_right(
    db: Db, person: Participant, change: PersonChange, now_ms: int, *, everywhere: bool = False
) -> tuple[Participant, ...]:
    """Change details of a participant at *now_ms* (Unix ms); return the changed participant.

    *everywhere* applies their consent to the same person in every other session as well, and
    returns those too. Raises FocusgroupError for impossible details.
    """
    others = await participants.of_person(db, person.person_id) if everywhere else ()
    consent = PersonChange(consent_notes=change.consent_notes, consent_name=change.consent_name)
    wanted = {each.id: consent for each in others} | {person.id: change}
    return tuple(
        [await participants.change(db, each, facts, now_ms) for each, facts in wanted.items()]
    )
