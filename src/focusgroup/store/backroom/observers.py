"""The secret of a back room, and the observers who signed in."""

import secrets
from collections.abc import Iterable
from typing import NamedTuple

from focusgroup.core.errors import UsageError
from focusgroup.core.ids import new_id
from focusgroup.core.model import JobFunction, Observer
from focusgroup.core.text import clean_line, fold
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.row_mapping import Columns, bump

SECRET = "SELECT token FROM backroom WHERE session_id = :session"
SAVE_SECRET = """
    INSERT INTO backroom (session_id, token) VALUES (:session, :token)
    ON CONFLICT (session_id) DO UPDATE SET token = excluded.token
"""
HUSH = "UPDATE backroom SET hushed = :hushed WHERE session_id = :session"
SIGN_IN = """
    INSERT INTO observer (id, session_id, name, name_key, function, first_ms, last_ms)
    VALUES (:id, :session, :name, :key, :function, :now, :now)
    ON CONFLICT (session_id, name_key, function)
        DO UPDATE SET last_ms = CASE WHEN excluded.last_ms > observer.last_ms
            THEN excluded.last_ms ELSE observer.last_ms END
    RETURNING *
"""
SEEN = "UPDATE observer SET last_ms = :now WHERE id = :id AND last_ms < :now"
OF_SESSION = "SELECT * FROM observer WHERE session_id = :session ORDER BY first_ms, id"
HOW_MANY = "SELECT count(*) AS n FROM observer WHERE session_id = :session"
SINCE = """
    SELECT o.* FROM observer o JOIN session s ON s.id = o.session_id
    WHERE o.first_ms >= :since AND o.first_ms < :until AND s.deletion = '' AND s.sample <= :sample
    ORDER BY o.first_ms, o.id
"""
HEARD = """
    SELECT DISTINCT p.session_id, a.name, a.segment FROM participant p
    JOIN account a ON a.id = p.account_id
    WHERE p.deleted = 0 AND p.consent_notes = 1 AND p.session_id IN (
        SELECT o.session_id FROM observer o JOIN session s ON s.id = o.session_id
        WHERE o.first_ms >= :since AND o.first_ms < :until AND s.deletion = ''
          AND s.sample <= :sample)
    ORDER BY a.name
"""
LONGEST_NAME = 80
MOST_OBSERVERS = 1_000
"""More than any back room holds; a program that signs in again and again ends there."""

observer_of = Columns(Observer)
"""Returns the observer of a row."""


class HeardAccount(NamedTuple):
    """An account that spoke in a session, and its segment."""

    session_id: str
    name: str
    segment: str


async def secret_of(db: Db, session_id: str, *, anew: bool = False) -> str:
    """Return the secret of a session's back room, made at its first opening, or *anew*."""

    async def work(tx: Tx) -> str:
        row = await tx.one(SECRET, {"session": session_id})
        if row and not anew:
            return str(row["token"])
        secret = secrets.token_urlsafe(24)
        await tx.run(SAVE_SECRET, {"session": session_id, "token": secret})
        return secret

    return await db.write(work)


async def hush(db: Db, session_id: str, *, hushed: bool) -> bool:
    """Set whether questions are held back for now; return False if there is no back room."""

    async def work(tx: Tx) -> bool:
        there = await tx.one(SECRET, {"session": session_id})
        if there:
            await bump(tx, session_id)
            await tx.run(HUSH, {"session": session_id, "hushed": int(hushed)})
        return there is not None

    return await db.write(work)


async def sign_in(
    db: Db, session_id: str, name: str, function: JobFunction, now_ms: int
) -> Observer:
    """Return the observer of this name and function; a second time it is the same.

    Not durable by itself, see `Db.write`: a hundred colleagues who sign in hold up no quote.
    Raises UsageError for a name that is empty or too long, or if the room is full.
    """
    shown = clean_line(name)
    if not fold(shown) or len(shown) > LONGEST_NAME:
        raise UsageError(f"A name has 1 to {LONGEST_NAME} characters.")

    async def work(tx: Tx) -> Observer:
        tx.concerns(session_id)
        (there,) = await tx.all(HOW_MANY, {"session": session_id})
        if there["n"] >= MOST_OBSERVERS:
            raise UsageError("No more people can sign in to this session.")
        values = {"name": shown, "key": fold(shown), "function": function.value, "now": now_ms}
        (row,) = await tx.all(SIGN_IN, {"id": new_id(now_ms), "session": session_id, **values})
        return observer_of(row)

    return await db.write(work, durable=False)


async def seen(db: Db, observer_ids: Iterable[str], now_ms: int) -> None:
    """Record that observers listen until now."""
    rows = [{"id": each, "now": now_ms} for each in observer_ids]

    async def work(tx: Tx) -> None:
        tx.concerns()
        await tx.many(SEEN, rows)

    if rows:
        await db.write(work, durable=False)


async def observers_of(db: Db, session_id: str) -> tuple[Observer, ...]:
    """Return who listened to a session, the first one first."""

    async def work(tx: Tx) -> tuple[Observer, ...]:
        return tuple(map(observer_of, await tx.all(OF_SESSION, {"session": session_id})))

    return await db.read(work)


async def listened(
    db: Db, since_ms: int, until_ms: int, *, sample: bool
) -> tuple[tuple[Observer, ...], tuple[HeardAccount, ...]]:
    """Return who listened in a time, session by session, and the accounts that they heard.

    Accounts of whom nobody consented to notes were not shown, so they were not heard. Sessions
    of the *sample* count only if they are asked for.
    """

    async def work(tx: Tx) -> tuple[tuple[Observer, ...], tuple[HeardAccount, ...]]:
        span = {"since": since_ms, "until": until_ms, "sample": int(sample)}
        who = tuple(map(observer_of, await tx.all(SINCE, span)))
        heard = await tx.all(HEARD, span)
        return who, tuple(HeardAccount(r["session_id"], r["name"], r["segment"]) for r in heard)

    return await db.read(work)
