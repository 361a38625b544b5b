"""Transactions over a connection: `Tx`, and how reading and writing ones begin and end."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import groupby
from typing import TypeVar, cast

from focusgroup.store.engine.postgres.connecting import Connection
from focusgroup.store.engine.postgres.statements import TYPES, bound
from focusgroup.store.engine.protocol import EVERYBODY, Programs, Row, Work

T = TypeVar("T")

CHANNEL = "focusgroup"
"""Where programs tell each other that one of them has written."""
CLASS = 0x46475250
"""The class of our advisory locks: that of whoever writes is 0, a program's its own number."""
READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
WRITE = f"BEGIN; SELECT pg_advisory_xact_lock({CLASS}, 0)"
"""One writes at a time, as in SQLite, and sees all that was written before."""
SOON = "SET LOCAL synchronous_commit = off"
LONG_S = 300
LONG = f"""
    BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '{LONG_S}s';
    SELECT pg_advisory_xact_lock({CLASS}, 2); SELECT pg_advisory_xact_lock({CLASS}, 0)
"""
"""Long ones line up among themselves first, so that a quote waits for one of them at most."""
INSERTED = 5_000
"""Rows inserted with one statement."""
MOST_NAMED = 100
"""Sessions that one notification names: it holds 8,000 bytes."""
_ID = re.compile(r"[\w-]{1,64}")


class PostgresTx:
    """`Tx` over a connection, each statement a round trip."""

    engine = "postgresql"

    def __init__(self, connection: Connection, programs: Programs) -> None:
        self._connection = connection
        self.programs = programs
        self.sessions: set[str] | None = None

    async def all(self, sql: str, params: Mapping[str, object] = {}) -> list[Row]:
        sql, values = bound(sql, params)
        return cast(list[Row], await self._connection.fetch(sql, *values))

    async def one(self, sql: str, params: Mapping[str, object] = {}) -> Row | None:
        rows = await self.all(sql, params)
        return rows[0] if rows else None

    async def run(self, sql: str, params: Mapping[str, object] = {}) -> None:
        await self.all(sql, params)

    async def many(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        statements = (bound(sql, row) for row in rows)
        for text, group in groupby(statements, key=lambda each: each[0]):
            await self._connection.executemany(text, [values for _, values in group])

    async def insert(self, table: str, rows: Sequence[Mapping[str, object]]) -> None:
        """One statement for thousands of rows, each column an array: 5,000 quotes in 0.2 s."""
        for start in range(0, len(rows), INSERTED):
            columns = _columns(rows[start : start + INSERTED])
            arrays = {name: kind for name, (kind, _) in columns.items() if kind}
            places = ", ".join(f"${n}::{kind}[]" for n, kind in enumerate(arrays.values(), 1))
            values = ", ".join(name if name in arrays else "NULL" for name in columns)
            await self._connection.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values}"
                f" FROM unnest({places}) AS given ({', '.join(arrays)})",
                *(columns[name][1] for name in arrays),
            )

    def concerns(self, *sessions: str) -> None:
        """See `Tx.concerns`."""
        self.sessions = (self.sessions or set()).union(sessions)


def _columns(rows: Sequence[Mapping[str, object]]) -> dict[str, tuple[str, list[object]]]:
    """Return each column's type ("" where all its values are missing) and its values."""
    found = {}
    for name in rows[0]:
        values = [row[name] for row in rows]
        kinds = {type(value) for value in values if value is not None}
        kind = float if float in kinds else next(iter(kinds), None)
        found[name] = (TYPES.get(kind, "text") if kind else "", values)
    return found


async def reading(connection: Connection, work: Work[T], programs: Programs) -> T:
    """Run *work* on one state of the database."""
    try:
        await connection.execute(READ)
        return await work(PostgresTx(connection, programs))
    finally:
        if not connection.is_closed():
            await connection.execute("ROLLBACK")


async def writing(
    connection: Connection, work: Work[T], programs: Programs, begin: str, writer: str
) -> T:
    """Run *work* in one transaction, all or nothing, and tell the other programs."""
    try:
        # A turn that did not come leaves a transaction behind, which has to end too.
        await connection.execute(begin, timeout=LONG_S if begin == LONG else None)
        tx = PostgresTx(connection, programs)
        result = await work(tx)
        await connection.execute(f"{told_of(writer, tx.sessions)}COMMIT")
    except BaseException:
        if not connection.is_closed():
            await connection.execute("ROLLBACK")
        raise
    return result


def told_of(writer: str, sessions: Set[str] | None) -> str:
    """Return what tells the other programs: the *writer*, and the *sessions* if only theirs look.

    Without a writer, none is told. An older program takes whatever isn't its own mark for
    something to look at.
    """
    if not writer or (sessions is not None and not sessions):
        return ""
    named = sorted(sessions or {EVERYBODY})
    for_all = EVERYBODY in named or len(named) > MOST_NAMED or not all(map(_ID.fullmatch, named))
    return f"NOTIFY {CHANNEL}, '{writer}{'' if for_all else ' ' + ' '.join(named)}'; "


def is_told(payload: str, writer: str, followed: Set[str]) -> bool:
    """Return whether a program known as *writer*, with *followed* sessions, has to look."""
    by, *sessions = payload.split(" ")
    return by != writer and (not sessions or not followed or not followed.isdisjoint(sessions))
