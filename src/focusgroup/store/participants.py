"""Who is in a session, which account they speak for, and the same person across sessions."""

from collections.abc import Generator, Sequence
from dataclasses import asdict, dataclass

from focusgroup.core.errors import FocusgroupError, NotFound
from focusgroup.core.ids import new_id
from focusgroup.core.model import Account, Participant
from focusgroup.core.text import clean_line, fold, unique_initials
from focusgroup.store.db import Db, Row, Statement
from focusgroup.store.entities import PARTICIPANTS, put_participant
from focusgroup.store.history import is_made, keep
from focusgroup.store.quote_state import THERE, WITHHELD
from focusgroup.store.rows import PARTICIPANT_COLUMNS, Step, bump
from focusgroup.store.rows import participant as participant_of
from focusgroup.store.states import State, Stored

OF_SESSION = f"""
    SELECT {PARTICIPANT_COLUMNS} FROM participant p LEFT JOIN account a ON a.id = p.account_id
    WHERE p.session_id = :session AND p.deleted = 0 ORDER BY p.seat, p.id
"""
ACCOUNT_BY_KEY = "SELECT id FROM account WHERE name_key = :key"
INSERT_ACCOUNT = """
    INSERT INTO account (id, name, name_key, segment, revenue_share, created_ms)
    VALUES (:id, :name, :key, :segment, :share, :now)
"""
FILL_ACCOUNT = """
    UPDATE account SET segment = CASE WHEN :segment = '' THEN segment ELSE :segment END,
        revenue_share = coalesce(:share, revenue_share) WHERE id = :id
"""
PERSON_OF_ACCOUNT = "SELECT id FROM person WHERE account_id = :account AND name_key = :key"
INSERT_PERSON = """
    INSERT INTO person (id, name, name_key, account_id) VALUES (:id, :name, :key, :account)
"""
INSERT = f"""
    INSERT INTO participant (id, session_id, rev, {", ".join(PARTICIPANTS.fields)})
    VALUES (:id, :session, :rev, {", ".join(f":{name}" for name in PARTICIPANTS.fields)})
"""
STARTED = "SELECT started_ms FROM session WHERE id = :session"


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What to change of a participant; None leaves a fact as it is.

    *arrived_ms* and *left_ms* are Unix ms, 0 takes them back. *segment* and *revenue_share*
    are the account's. Who does not agree to notes is not quoted by name either.
    """

    name: str | None = None
    role: str | None = None
    account: str | None = None
    seat: int | None = None
    initials: str | None = None
    segment: str | None = None
    revenue_share: float | None = None
    consent_notes: bool | None = None
    consent_name: bool | None = None
    arrived_ms: int | None = None
    left_ms: int | None = None


def _account(
    name: str, segment: str, share: float | None, now_ms: int
) -> Generator[Statement, list[Row], str | None]:
    if not name:
        return None
    rows = yield ACCOUNT_BY_KEY, {"key": fold(name)}
    if rows:
        account: str = rows[0]["id"]
        if segment or share is not None:
            yield FILL_ACCOUNT, {"id": account, "segment": segment, "share": share}
        return account
    account = new_id(now_ms)
    yield (
        INSERT_ACCOUNT,
        {
            "id": account,
            "name": name,
            "key": fold(name),
            "segment": segment,
            "share": share,
            "now": now_ms,
        },
    )
    return account


def _person(name: str, account: str | None, now_ms: int) -> Generator[Statement, list[Row], str]:
    """The person of that name at that account; without an account always a new one."""
    if account:
        rows = yield PERSON_OF_ACCOUNT, {"account": account, "key": fold(name)}
        if rows:
            known: str = rows[0]["id"]
            return known
    person = new_id(now_ms)
    params = {"id": person, "name": name, "key": fold(name), "account": account}
    yield INSERT_PERSON, params
    return person


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
) -> Step:
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
    _check(seat, revenue_share, account or name)

    def work() -> Generator[Statement, list[Row], Participant]:
        rev = yield from bump(session_id)
        there = [participant_of(row) for row in (yield OF_SESSION, {"session": session_id})]
        taken = {p.seat: p.name for p in there}
        chosen = seat if seat is not None else next(n for n in range(1, 10**6) if n not in taken)
        if chosen in taken:
            raise FocusgroupError(f"seat {chosen} is taken by {taken[chosen]}; choose another one")
        account_id = yield from _account(account, clean_line(segment), revenue_share, now_ms)
        person_id = yield from _person(name, account_id, now_ms)
        state: State = {
            "seat": chosen,
            "name": name,
            "initials": _initials(clean_line(initials), name, there),
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


def _check(seat: int | None, share: float | None, whose: str) -> None:
    """Raise FocusgroupError for a seat or a share of revenue that can't be."""
    if seat is not None and seat < 1:
        raise FocusgroupError(f"seat {seat} of {whose}: seats count from 1")
    if share is not None and not 0 <= share <= 1:
        raise FocusgroupError(
            f"the share of revenue of {whose} is {share}; it lies between 0 and 1"
        )


def _initials(wanted: str, name: str, others: Sequence[Participant]) -> str:
    """*wanted*, or those of the name that nobody else has. Raises FocusgroupError if taken."""
    if not wanted:
        return unique_initials(name, [each.initials for each in others])
    taken = next((each for each in others if fold(each.initials) == fold(wanted)), None)
    if taken:
        raise FocusgroupError(f"{taken.name} has the initials {wanted}; choose others")
    return wanted


ONE = f"""
    SELECT {PARTICIPANT_COLUMNS} FROM participant p LEFT JOIN account a ON a.id = p.account_id
    WHERE p.id = :id
"""


def _read_one(participant_id: str) -> Generator[Statement, list[Row], Participant]:
    rows = yield ONE, {"id": participant_id}
    if not rows:
        raise NotFound(f"there is no participant {participant_id}")
    return participant_of(rows[0])


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
    _check(wanted.seat, wanted.revenue_share, wanted.name or "the participant")

    def work() -> Generator[Statement, list[Row], Participant]:
        stored: Stored | None = yield from PARTICIPANTS.read(participant_id)
        if stored is None or stored.state["deleted"]:
            raise NotFound(f"there is no participant {participant_id} in a session")
        if not (yield from is_made(batch)):
            now = yield from _read_one(participant_id)
            rows = yield OF_SESSION, {"session": stored.session_id}
            others = [p for p in map(participant_of, rows) if p.id != participant_id]
            after = yield from _changed(now, stored.state, wanted, others, now_ms)
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
) -> Step:
    """Put a changed participant; whoever sat on their new seat gets the old one."""
    before, session = stored.state, stored.session_id
    if after == before:
        return
    rev, made = (yield from bump(session)), batch or new_id(now_ms)
    verb = _verb(before, after)
    yield from put_participant(participant_id, stored, after, rev, now_ms)
    yield from _remember(participant_id, session, verb, before, after, made, now_ms)
    for other in others:
        if other.seat == after["seat"]:
            moved: Stored | None = yield from PARTICIPANTS.read(other.id)
            assert moved is not None
            there = {**moved.state, "seat": before["seat"]}
            yield from put_participant(other.id, moved, there, rev, now_ms)
            yield from _remember(other.id, session, verb, moved.state, there, made, now_ms)


def _changed(
    now: Participant,
    state: State,
    wanted: PersonChange,
    others: Sequence[Participant],
    now_ms: int,
) -> Generator[Statement, list[Row], State]:
    """The state with what is wanted of it. Raises FocusgroupError for what can't be."""
    after = dict(state)
    facts = {name: value for name, value in asdict(wanted).items() if value is not None}
    name = clean_line(facts.get("name", now.name))
    if not name:
        raise FocusgroupError("a participant needs a name, such as “Anna Novak, planner, Acme”")
    if "name" in facts or "initials" in facts:
        after["initials"] = _renamed_initials(now, name, clean_line(wanted.initials or ""), others)
    after |= {"name": name, "role": clean_line(facts.get("role", now.role))}
    account = clean_line(facts.get("account", now.account))
    segment, share = clean_line(facts.get("segment", "")), wanted.revenue_share
    if not account and (segment or share is not None):
        raise FocusgroupError(f"{name} has no account that a segment or share could belong to")
    after["account_id"] = yield from _account(account, segment, share, now_ms)
    if name != now.name or after["account_id"] != now.account_id:
        after["person_id"] = yield from _person(name, after["account_id"], now_ms)
    after["seat"] = facts.get("seat", now.seat)
    for moment in ("arrived_ms", "left_ms"):
        if moment in facts:
            after[moment] = facts[moment] or None
    after["consent_notes"] = int(facts.get("consent_notes", now.consent_notes))
    after["consent_name"] = int(facts.get("consent_name", now.consent_name))
    if not after["consent_notes"]:
        if wanted.consent_name:
            raise FocusgroupError(
                f"{name} has not agreed that notes are taken, so can't be quoted by name"
            )
        after["consent_name"] = 0
    return after


def _renamed_initials(
    now: Participant, name: str, wanted: str, others: Sequence[Participant]
) -> str:
    """The initials as wanted; else those of the new name, unless they were chosen by hand."""
    marks = [each.initials for each in others]
    if wanted or now.initials == unique_initials(now.name, marks):
        return _initials(wanted, name, others)
    return now.initials


def _verb(before: State, after: State) -> str:
    """What the change is called: of one fact by its own word."""
    changed = {name for name in after if after[name] != before[name]}
    if changed == {"left_ms"}:
        return "leave" if after["left_ms"] else "return"
    if changed <= {"consent_notes", "consent_name"}:
        return "consent"
    return "move" if changed == {"seat"} else "change"


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

    def work() -> Step:
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


ACCOUNTS = "SELECT id, name, segment, revenue_share, owner FROM account ORDER BY name_key"


def account_of(row: Row) -> Account:
    """A row of ACCOUNTS."""
    return Account(row["id"], row["name"], row["segment"], row["revenue_share"], row["owner"])


async def accounts(db: Db) -> tuple[Account, ...]:
    """Every account, by name."""

    def work() -> Generator[Statement, list[Row], tuple[Account, ...]]:
        return tuple(account_of(row) for row in (yield ACCOUNTS, {}))

    return await db.read(work())
