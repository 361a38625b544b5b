"""Who is in a session, which account they speak for, and the same person across sessions."""

from collections.abc import Generator

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.ids import new_id
from focusgroup.core.model import Account, Participant
from focusgroup.core.text import clean_line, fold, unique_initials
from focusgroup.store.db import Db, Row, Statement
from focusgroup.store.rows import PARTICIPANT_COLUMNS, Step, bump
from focusgroup.store.rows import participant as participant_of

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
INSERT = """
    INSERT INTO participant (id, session_id, person_id, seat, name, initials, role, account_id,
        consent_notes, consent_name, rev)
    VALUES (:id, :session, :person, :seat, :name, :initials, :role, :account,
        :consent_notes, :consent_name, :rev)
"""


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


def _row(made: Participant, rev: int) -> dict[str, object]:
    return {
        "id": made.id,
        "session": made.session_id,
        "person": made.person_id,
        "seat": made.seat,
        "name": made.name,
        "initials": made.initials,
        "role": made.role,
        "account": made.account_id,
        "consent_notes": int(made.consent_notes),
        "consent_name": int(made.consent_name),
        "rev": rev,
    }


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
) -> Participant:
    """Seat a participant: the first free seat and initials of their own unless given.

    *revenue_share* is a fraction, 0 to 1. Raises FocusgroupError for an empty name, a seat
    that is taken, or a share out of range.
    """
    name, role, account = clean_line(name), clean_line(role), clean_line(account)
    if not name:
        raise FocusgroupError("a participant needs a name, such as “Anna Novak, planner, Acme”")
    if seat is not None and seat < 1:
        raise FocusgroupError(f"seat {seat} of {name}: seats count from 1")
    if revenue_share is not None and not 0 <= revenue_share <= 1:
        raise FocusgroupError(
            f"the share of revenue of {account or name} is {revenue_share}; it lies between 0 and 1"
        )

    def work() -> Generator[Statement, list[Row], Participant]:
        rev = yield from bump(session_id)
        there = [participant_of(row) for row in (yield OF_SESSION, {"session": session_id})]
        taken = {p.seat: p.name for p in there}
        chosen = seat if seat is not None else next(n for n in range(1, 10**6) if n not in taken)
        if chosen in taken:
            raise FocusgroupError(f"seat {chosen} is taken by {taken[chosen]}; choose another one")
        marks = [p.initials for p in there]
        account_id = yield from _account(account, clean_line(segment), revenue_share, now_ms)
        person_id = yield from _person(name, account_id, now_ms)
        made = Participant(
            id=new_id(now_ms),
            session_id=session_id,
            seat=chosen,
            name=name,
            initials=clean_line(initials) or unique_initials(name, marks),
            role=role,
            account=account,
            account_id=account_id,
            person_id=person_id,
            consent_notes=consent_notes,
            consent_name=consent_name,
        )
        yield INSERT, _row(made, rev)
        return made

    return await db.write(work())


async def of_session(db: Db, session_id: str) -> tuple[Participant, ...]:
    """Who is in the session, by seat."""

    def work() -> Generator[Statement, list[Row], tuple[Participant, ...]]:
        rows = yield OF_SESSION, {"session": session_id}
        return tuple(participant_of(row) for row in rows)

    return await db.read(work())


REMOVE = "UPDATE participant SET deleted = 1, rev = :rev WHERE id = :id"
SPOKE = "SELECT count(*) AS n FROM quote WHERE participant_id = :id AND deleted = 0"


async def remove(db: Db, participant: Participant) -> None:
    """Take a participant who said nothing from the session.

    Raises FocusgroupError when there are quotes of theirs: those need their speaker.
    """

    def work() -> Step:
        rows = yield SPOKE, {"id": participant.id}
        if rows[0]["n"]:
            raise FocusgroupError(
                f"{participant.name} has said something in this session and stays in it"
            )
        rev = yield from bump(participant.session_id)
        yield REMOVE, {"id": participant.id, "rev": rev}

    await db.write(work())


ACCOUNTS = "SELECT id, name, segment, revenue_share, owner FROM account ORDER BY name_key"


def account_of(row: Row) -> Account:
    """A row of ACCOUNTS."""
    return Account(row["id"], row["name"], row["segment"], row["revenue_share"], row["owner"])


async def accounts(db: Db) -> tuple[Account, ...]:
    """Every account, by name."""

    def work() -> Generator[Statement, list[Row], tuple[Account, ...]]:
        return tuple(account_of(row) for row in (yield ACCOUNTS, {}))

    return await db.read(work())
