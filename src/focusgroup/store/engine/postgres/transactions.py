"""Transactions over a connection: `Tx`, and how reading and writing ones begin and end."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TypeVar, cast

from focusgroup.store.engine.postgres.connecting import Connection
from focusgroup.store.engine.postgres.statements import bound
from focusgroup.store.engine.protocol import Programs, Row, Work

T = TypeVar("T")

CHANNEL = "focusgroup"
"""Where programs tell each other that one of them has written."""
CLASS = 0x46475250
"""The class of our advisory locks: that of whoever writes is 0, a program's its own number."""
READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
WRITE = f"BEGIN; SELECT pg_advisory_xact_lock({CLASS}, 0)"
"""One writes at a time, as in SQLite, and sees all that was written before."""
SOON = "SET LOCAL synchronous_commit = off"


class PostgresTx:
    """`Tx` over a connection, each statement a round trip."""

    engine = "postgresql"

    def __init__(self, connection: Connection, programs: Programs) -> None:
        self._connection = connection
        self.programs = programs

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


async def reading(connection: Connection, work: Work[T], programs: Programs) -> T:
    """Run *work* on one state of the database."""
    await connection.execute(READ)
    try:
        return await work(PostgresTx(connection, programs))
    finally:
        if not connection.is_closed():
            await connection.execute("ROLLBACK")


async def writing(
    connection: Connection, work: Work[T], programs: Programs, *, durable: bool, writer: str
) -> T:
    """Run *work* in one transaction, all or nothing, and tell the other programs."""
    await connection.execute(WRITE if durable else f"{WRITE}; {SOON}")
    try:
        result = await work(PostgresTx(connection, programs))
        await connection.execute(f"NOTIFY {CHANNEL}, '{writer}'; COMMIT")
    except BaseException:
        if not connection.is_closed():
            await connection.execute("ROLLBACK")
        raise
    return result
