"""The participants of a session, their accounts, and the same person across sessions."""

from collections.abc import Sequence
from typing import NamedTuple

from focusgroup.core.errors import FocusgroupError, NotFound
from focusgroup.core.ids import new_id
from focusgroup.core.model import Participant
from focusgroup.core.search.nearest import did_you_mean
from focusgroup.core.text import clean_line, fold
from focusgroup.store.accounts import account_id_of, accounts
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.history import PARTICIPANTS, State, Stored, is_made, keep
from focusgroup.store.person_changes import (
    PersonChange,
    changed_state,
    check,
    initials_of,
    person_id_of,
    verb_of,
)
from focusgroup.store.quotes import THERE, WITHHELD, refile_quotes
from focusgroup.store.row_mapping import LAST, PARTICIPANT_COLUMNS, bump
from focusgroup.store.row_mapping import participant as participant_of

__all__ = [
    "PersonChange",
    "accounts",
    "add",
    "change",
    "check_known",
    "get",
    "of_person",
    "of_session",
    "remove",
    "said",
]

OF_SESSION = f"""
    SELECT {PARTICIPANT_COLUMNS} FROM participant p LEFT JOIN account a ON a.id = p.account_id
    WHERE p.session_id = :session AND p.deleted = 0 ORDER BY p.seat, p.id
"""
INSERT = f"""
    INSERT INTO participant (id, session_id, rev, {", ".join(PARTICIPANTS.fields)})
    VALUES (:id, :session, :rev, {", ".join(f":{name}" for name in PARTICIPANTS.fields)})
"""
STARTED = "SELECT started_ms FROM session WHERE id = :session"


SPOKE = """
    SELECT count(*) AS n FROM quote
    WHERE session_id = :session AND participant_id = :participant AND deleted <> 1
"""
FOLLOWED = ("account_id", "person_id", "consent_notes")
"""Columns of a participant that the rows of their quotes have as well."""


async def put_participant(
    tx: Tx, participant_id: str, before: Stored, after: State, rev: int, now_ms: int
) -> None:
    """Bring a participant and their quotes to another state.

    Raises FocusgroupError if it would remove a participant who said something.
    """
    if after["deleted"]:
        session = {"session": before.session_id, "participant": participant_id}
        (spoke,) = await tx.all(SPOKE, session)
        if said := spoke["n"]:
            raise FocusgroupError(
                f"{before.state['name']} has said something in this session ({said} on record)"
                " and can't be removed; delete that first, or note that they left"
            )
    await PARTICIPANTS.put(tx, participant_id, before, after, rev, now_ms)
    if any(before.state[name] != after[name] for name in FOLLOWED):
        await refile_quotes(tx, participant_id, before.session_id, rev, now_ms)


async def _is_walked(tx: Tx, session_id: str) -> bool:
    """Return whether undo covers changes of participants: not those made before the start."""
    session = await tx.one(STARTED, {"session": session_id})
    return session is not None and session["started_ms"] is not None


async def _remember(
    tx: Tx,
    participant_id: str,
    session_id: str,
    verb: str,
    before: State | None,
    after: State,
    batch: str,
    now_ms: int,
) -> None:
    walked = await _is_walked(tx, session_id)
    await keep(
        tx,
        "participant",
        session_id,
        participant_id,
        verb,
        before,
        after,
        batch,
        now_ms,
        walked=walked,
    )


async def add(
    db: Db,
    session_id: str,
    *,
    name: str,
    now_ms: int,
    role: str = "",
    account: str = "",
    seat: int | None = None,
    initials: str = "",
    segment: str = "",
    revenue_share: float | None = None,
    consent_notes: bool = True,
    consent_name: bool = True,
    asked: bool = True,
    arrived_ms: int | None = None,
) -> Participant:
    """Add a participant, with the first free seat and unique initials unless given.

    *revenue_share* is a fraction, 0 to 1; *arrived_ms* (Unix ms) is for a latecomer. Raises
    FocusgroupError for an empty name, a seat or initials that are taken, or a share out of
    range.
    """
    name, role, account = clean_line(name), clean_line(role), clean_line(account)
    if not name:
        raise FocusgroupError("a participant needs a name, such as “Anna Novak, planner, Acme”")
    check(seat, revenue_share, account or name)

    async def work(tx: Tx) -> Participant:
        rev = await bump(tx, session_id)
        there = [participant_of(row) for row in await tx.all(OF_SESSION, {"session": session_id})]
        taken = {p.seat: p.name for p in there}
        chosen = seat if seat is not None else next(n for n in range(1, 10**6) if n not in taken)
        if chosen in taken:
            raise FocusgroupError(f"seat {chosen} is taken by {taken[chosen]}; choose another one")
        account_id = await account_id_of(tx, account, clean_line(segment), revenue_share, now_ms)
        person_id = await person_id_of(tx, name, account_id, there, now_ms)
        state: State = {
            "seat": chosen,
            "name": name,
            "initials": initials_of(clean_line(initials), name, there),
            "role": role,
            "account_id": account_id,
            "person_id": person_id,
            "consent_notes": int(consent_notes),
            "consent_name": int(consent_name and consent_notes and asked),
            "asked": int(asked),
            "arrived_ms": arrived_ms,
            "left_ms": None,
            "deleted": 0,
        }
        made = new_id(now_ms)
        await tx.run(INSERT, {**state, "id": made, "session": session_id, "rev": rev})
        await _remember(tx, made, session_id, "add", None, state, made, now_ms)
        return await _read_one(tx, made)

    return await db.write(work)


ONE = f"""
    SELECT {PARTICIPANT_COLUMNS} FROM participant p LEFT JOIN account a ON a.id = p.account_id
    WHERE p.id = :id
"""


async def _read_one(tx: Tx, participant_id: str) -> Participant:
    row = await tx.one(ONE, {"id": participant_id})
    if row is None:
        raise NotFound(f"there is no participant {participant_id}")
    return participant_of(row)


OF_PERSON = f"""
    SELECT {PARTICIPANT_COLUMNS} FROM participant p LEFT JOIN account a ON a.id = p.account_id
    WHERE p.person_id = :person AND p.deleted = 0 ORDER BY p.id
"""


async def of_person(db: Db, person_id: str) -> tuple[Participant, ...]:
    """Return the same person's participants in every session they were in."""

    async def work(tx: Tx) -> tuple[Participant, ...]:
        return tuple(map(participant_of, await tx.all(OF_PERSON, {"person": person_id})))

    return await db.read(work)


NAMES_FROM = """
    SELECT name FROM person WHERE name_key >= :start AND name_key < :end
    GROUP BY name_key, name ORDER BY name_key, name LIMIT :most
"""
LISTED = "`focusgroup people list last` lists those of the last session"


async def check_known(db: Db, name: str) -> None:
    """Raise NotFound, with the nearest names, if nobody's name begins with *name*."""
    key = fold(clean_line(name))

    async def named(tx: Tx, start: str, most: int) -> list[str]:
        values = {"start": start, "end": start + LAST, "most": most}
        return [row["name"] for row in await tx.all(NAMES_FROM, values)]

    async def work(tx: Tx) -> list[str] | None:
        return None if await named(tx, key, 1) else await named(tx, key[:1], 2_000)

    others = await db.read(work)
    if others is None:
        return
    hint = did_you_mean(key, {fold(each): each for each in others}, LISTED)
    raise NotFound(f"there is no participant “{clean_line(name)}”; {hint}")


async def get(db: Db, participant_id: str) -> Participant:
    """Return one participant. Raises NotFound if there never was one with that id."""
    return await db.read(lambda tx: _read_one(tx, participant_id))


async def change(
    db: Db, participant_id: str, wanted: PersonChange, now_ms: int, *, batch: str = ""
) -> Participant:
    """Change details of a participant, before, during or after a session; return them changed.

    If the new seat is taken, the two swap seats. Their quotes follow the account; without
    consent to notes they are withheld until consent is given again. One undo reverses it all. A
    change with the id *batch* is made only once. Raises FocusgroupError for impossible details.
    """
    check(wanted.seat, wanted.revenue_share, wanted.name or "the participant")

    async def work(tx: Tx) -> Participant:
        stored = await PARTICIPANTS.read(tx, participant_id)
        if stored is None or stored.state["deleted"]:
            raise NotFound(f"there is no participant {participant_id} in a session")
        if not await is_made(tx, batch):
            now = await _read_one(tx, participant_id)
            rows = await tx.all(OF_SESSION, {"session": stored.session_id})
            others = [p for p in map(participant_of, rows) if p.id != participant_id]
            after = await changed_state(tx, now, stored.state, wanted, others, now_ms)
            await _put_seated(tx, participant_id, stored, after, others, batch, now_ms)
        return await _read_one(tx, participant_id)

    return await db.write(work)


async def _put_seated(
    tx: Tx,
    participant_id: str,
    stored: Stored,
    after: State,
    others: Sequence[Participant],
    batch: str,
    now_ms: int,
) -> None:
    """Store a changed participant; the person on their new seat gets the old one."""
    before, session = stored.state, stored.session_id
    if after == before:
        return
    rev, made = await bump(tx, session), batch or new_id(now_ms)
    verb = verb_of(before, after)
    await put_participant(tx, participant_id, stored, after, rev, now_ms)
    await _remember(tx, participant_id, session, verb, before, after, made, now_ms)
    for other in others:
        if other.seat == after["seat"]:
            moved = await PARTICIPANTS.read(tx, other.id)
            assert moved is not None
            there = {**moved.state, "seat": before["seat"]}
            await put_participant(tx, other.id, moved, there, rev, now_ms)
            await _remember(tx, other.id, session, verb, moved.state, there, made, now_ms)


async def of_session(db: Db, session_id: str) -> tuple[Participant, ...]:
    """Return the session's participants, by seat."""

    async def work(tx: Tx) -> tuple[Participant, ...]:
        rows = await tx.all(OF_SESSION, {"session": session_id})
        return tuple(participant_of(row) for row in rows)

    return await db.read(work)


async def remove(db: Db, participant: Participant, now_ms: int) -> None:
    """Remove a participant who said nothing from the session.

    Raises FocusgroupError if they have quotes: those need their speaker.
    """

    async def work(tx: Tx) -> None:
        stored = await PARTICIPANTS.read(tx, participant.id)
        if stored is None or stored.state["deleted"]:
            return
        rev, after = await bump(tx, stored.session_id), {**stored.state, "deleted": 1}
        await put_participant(tx, participant.id, stored, after, rev, now_ms)
        made, before = new_id(now_ms), stored.state
        await _remember(
            tx, participant.id, stored.session_id, "remove", before, after, made, now_ms
        )

    await db.write(work)


SAID = f"""
    SELECT count(*) FILTER (WHERE deleted = {THERE} AND kind <> 'observation'),
        count(*) FILTER (WHERE deleted = {THERE} AND kind = 'observation'),
        count(*) FILTER (WHERE deleted = {WITHHELD} AND kind <> 'observation')
    FROM quote WHERE session_id = :session AND participant_id = :id
"""


class OnRecord(NamedTuple):
    """How many *quotes* a participant has, *observations* about them, and *withheld* quotes."""

    quotes: int
    observations: int
    withheld: int


async def said(db: Db, participant: Participant) -> OnRecord:
    """Return how much is on record of a participant."""
    whose = {"session": participant.session_id, "id": participant.id}
    (row,) = await db.read(lambda tx: tx.all(SAID, whose))
    return OnRecord(*(row[n] for n in range(3)))
