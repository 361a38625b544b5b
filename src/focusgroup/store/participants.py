"""Who is in a session, which account they speak for, and the same person across sessions."""

from collections.abc import Generator, Sequence

from focusgroup.core.errors import FocusgroupError, NotFound
from focusgroup.core.ids import new_id
from focusgroup.core.model import Participant
from focusgroup.core.text import clean_line
from focusgroup.store.accounts import account_id_of, accounts
from focusgroup.store.engine.protocol import Db, Row, Statement
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
from focusgroup.store.row_mapping import PARTICIPANT_COLUMNS, WriteStep, bump
from focusgroup.store.row_mapping import participant as participant_of

__all__ = [
    "PersonChange",
    "accounts",
    "add",
    "change",
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
"""Facts of a participant that stand in the rows of their quotes as well."""


def put_participant(
    participant_id: str, before: Stored, after: State, rev: int, now_ms: int
) -> WriteStep:
    """Bring a participant to another state, and their quotes with them.

    Raises FocusgroupError when one who said something would be taken from the session.
    """
    if after["deleted"]:
        session = {"session": before.session_id, "participant": participant_id}
        if said := (yield SPOKE, session)[0]["n"]:
            raise FocusgroupError(
                f"{before.state['name']} has said something in this session ({said} on record)"
                " and stays in it; delete that first, or note that they left"
            )
    yield from PARTICIPANTS.put(participant_id, before, after, rev, now_ms)
    if any(before.state[name] != after[name] for name in FOLLOWED):
        yield from refile_quotes(participant_id, before.session_id, rev, now_ms)


def _is_walked(session_id: str) -> Generator[Statement, list[Row], bool]:
    """Whether undo walks changes of the room: not those made while it was prepared."""
    rows = yield STARTED, {"session": session_id}
    return bool(rows) and rows[0]["started_ms"] is not None


def _remember(
    participant_id: str,
    session_id: str,
    verb: str,
    before: State | None,
    after: State,
    batch: str,
    now_ms: int,
) -> WriteStep:
    walked = yield from _is_walked(session_id)
    yield from keep(
        "participant", session_id, participant_id, verb, before, after, batch, now_ms, walked=walked
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
    arrived_ms: int | None = None,
) -> Participant:
    """Seat a participant: the first free seat and initials of their own unless given.

    *revenue_share* is a fraction, 0 to 1, *arrived_ms* Unix ms for one who came late. Raises
    FocusgroupError for an empty name, a seat or initials that are taken, or a share out of
    range.
    """
    name, role, account = clean_line(name), clean_line(role), clean_line(account)
    if not name:
        raise FocusgroupError("a participant needs a name, such as “Anna Novak, planner, Acme”")
    check(seat, revenue_share, account or name)

    def work() -> Generator[Statement, list[Row], Participant]:
        rev = yield from bump(session_id)
        there = [participant_of(row) for row in (yield OF_SESSION, {"session": session_id})]
        taken = {p.seat: p.name for p in there}
        chosen = seat if seat is not None else next(n for n in range(1, 10**6) if n not in taken)
        if chosen in taken:
            raise FocusgroupError(f"seat {chosen} is taken by {taken[chosen]}; choose another one")
        account_id = yield from account_id_of(account, clean_line(segment), revenue_share, now_ms)
        person_id = yield from person_id_of(name, account_id, now_ms)
        state: State = {
            "seat": chosen,
            "name": name,
            "initials": initials_of(clean_line(initials), name, there),
            "role": role,
            "account_id": account_id,
            "person_id": person_id,
            "consent_notes": int(consent_notes),
            "consent_name": int(consent_name and consent_notes),
            "arrived_ms": arrived_ms,
            "left_ms": None,
            "deleted": 0,
        }
        made = new_id(now_ms)
        yield INSERT, {**state, "id": made, "session": session_id, "rev": rev}
        yield from _remember(made, session_id, "add", None, state, made, now_ms)
        return (yield from _read_one(made))

    return await db.write(work())


ONE = f"""
    SELECT {PARTICIPANT_COLUMNS} FROM participant p LEFT JOIN account a ON a.id = p.account_id
    WHERE p.id = :id
"""


def _read_one(participant_id: str) -> Generator[Statement, list[Row], Participant]:
    rows = yield ONE, {"id": participant_id}
    if not rows:
        raise NotFound(f"there is no participant {participant_id}")
    return participant_of(rows[0])


OF_PERSON = f"""
    SELECT {PARTICIPANT_COLUMNS} FROM participant p LEFT JOIN account a ON a.id = p.account_id
    WHERE p.person_id = :person AND p.deleted = 0 ORDER BY p.id
"""


async def of_person(db: Db, person_id: str) -> tuple[Participant, ...]:
    """The same person in every session in which they sat."""

    def work() -> Generator[Statement, list[Row], tuple[Participant, ...]]:
        return tuple(map(participant_of, (yield OF_PERSON, {"person": person_id})))

    return await db.read(work())


async def get(db: Db, participant_id: str) -> Participant:
    """One participant; NotFound when there never was one of that id."""
    return await db.read(_read_one(participant_id))


async def change(
    db: Db, participant_id: str, wanted: PersonChange, now_ms: int, *, batch: str = ""
) -> Participant:
    """Change facts of a participant, before, during and after a session; as they are then.

    A seat that is taken is exchanged with its owner's. What was said goes with the account;
    without consent to notes it is withheld until the consent is given again. One undo. A
    change with the id *batch* is made once. Raises FocusgroupError for facts that can't be.
    """
    check(wanted.seat, wanted.revenue_share, wanted.name or "the participant")

    def work() -> Generator[Statement, list[Row], Participant]:
        stored: Stored | None = yield from PARTICIPANTS.read(participant_id)
        if stored is None or stored.state["deleted"]:
            raise NotFound(f"there is no participant {participant_id} in a session")
        if not (yield from is_made(batch)):
            now = yield from _read_one(participant_id)
            rows = yield OF_SESSION, {"session": stored.session_id}
            others = [p for p in map(participant_of, rows) if p.id != participant_id]
            after = yield from changed_state(now, stored.state, wanted, others, now_ms)
            yield from _put_seated(participant_id, stored, after, others, batch, now_ms)
        return (yield from _read_one(participant_id))

    return await db.write(work())


def _put_seated(
    participant_id: str,
    stored: Stored,
    after: State,
    others: Sequence[Participant],
    batch: str,
    now_ms: int,
) -> WriteStep:
    """Put a changed participant; whoever sat on their new seat gets the old one."""
    before, session = stored.state, stored.session_id
    if after == before:
        return
    rev, made = (yield from bump(session)), batch or new_id(now_ms)
    verb = verb_of(before, after)
    yield from put_participant(participant_id, stored, after, rev, now_ms)
    yield from _remember(participant_id, session, verb, before, after, made, now_ms)
    for other in others:
        if other.seat == after["seat"]:
            moved: Stored | None = yield from PARTICIPANTS.read(other.id)
            assert moved is not None
            there = {**moved.state, "seat": before["seat"]}
            yield from put_participant(other.id, moved, there, rev, now_ms)
            yield from _remember(other.id, session, verb, moved.state, there, made, now_ms)


async def of_session(db: Db, session_id: str) -> tuple[Participant, ...]:
    """Who is in the session, by seat."""

    def work() -> Generator[Statement, list[Row], tuple[Participant, ...]]:
        rows = yield OF_SESSION, {"session": session_id}
        return tuple(participant_of(row) for row in rows)

    return await db.read(work())


async def remove(db: Db, participant: Participant, now_ms: int) -> None:
    """Take a participant who said nothing from the session.

    Raises FocusgroupError when there are quotes of theirs: those need their speaker.
    """

    def work() -> WriteStep:
        stored: Stored | None = yield from PARTICIPANTS.read(participant.id)
        if stored is None or stored.state["deleted"]:
            return
        rev, after = (yield from bump(stored.session_id)), {**stored.state, "deleted": 1}
        yield from put_participant(participant.id, stored, after, rev, now_ms)
        yield from _remember(
            participant.id,
            stored.session_id,
            "remove",
            stored.state,
            after,
            new_id(now_ms),
            now_ms,
        )

    await db.write(work())


SAID = """
    SELECT deleted, count(*) AS n FROM quote
    WHERE session_id = :session AND participant_id = :id AND deleted <> 1 GROUP BY deleted
"""


async def said(db: Db, participant: Participant) -> tuple[int, int]:
    """How many quotes of a participant there are, and how many more are withheld."""

    def work() -> Generator[Statement, list[Row], tuple[int, int]]:
        rows = yield SAID, {"session": participant.session_id, "id": participant.id}
        counts = {row["deleted"]: row["n"] for row in rows}
        return counts.get(THERE, 0), counts.get(WITHHELD, 0)

    return await db.read(work())
