"""Run a whole transaction on the thread of its connection."""

import sqlite3
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar, cast
from weakref import WeakKeyDictionary

from focusgroup.store.engine.protocol import Programs, Row, Work

T = TypeVar("T")

Run: TypeAlias = Callable[[sqlite3.Connection, str, Work[T], Programs], T]
"""How a transaction is run on its thread, such as `run_work`."""


_KEPT: WeakKeyDictionary[Programs, dict[sqlite3.Connection, dict[str, object]]] = (
    WeakKeyDictionary()
)
"""By the database and the connections that read it again and again, as long as it is open."""


class SqliteTx:
    """`Tx` over a connection, on the thread that has it: its awaits never suspend."""

    engine = "sqlite"

    def __init__(self, connection: sqlite3.Connection, programs: Programs) -> None:
        self._connection = connection
        self.programs = programs

    @property
    def kept(self) -> dict[str, object]:
        """What earlier transactions of this connection keep for later ones."""
        return _KEPT.setdefault(self.programs, {}).setdefault(self._connection, {})

    async def all(self, sql: str, params: Mapping[str, object] = {}) -> list[Row]:
        return self._connection.execute(sql, cast(Any, params)).fetchall()

    async def one(self, sql: str, params: Mapping[str, object] = {}) -> Row | None:
        rows = await self.all(sql, params)
        return rows[0] if rows else None

    async def run(self, sql: str, params: Mapping[str, object] = {}) -> None:
        await self.all(sql, params)

    async def many(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        self._connection.executemany(sql, cast(Any, rows))

    async def insert(self, table: str, rows: Sequence[Mapping[str, object]]) -> None:
        if rows:
            values = ", ".join(f":{name}" for name in rows[0])
            await self.many(f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES ({values})", rows)

    def concerns(self, *sessions: str) -> None:
        """See `Tx.concerns`; a file tells its programs of every commit."""


def run_work(connection: sqlite3.Connection, begin: str, work: Work[T], programs: Programs) -> T:
    """Step *work* to its end in one transaction, on the thread that calls."""
    connection.execute(begin)
    try:
        result = stepped(work(SqliteTx(connection, programs)))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result


def stepped(running: Coroutine[Any, Any, T]) -> T:
    """Return the coroutine's result. RuntimeError when it waits for anything but its `Tx`."""
    try:
        running.send(None)
    except StopIteration as stop:
        result: T = stop.value
        return result
    running.close()
    raise RuntimeError("a transaction may await its tx only, and was rolled back")


def run_without_sync(
    connection: sqlite3.Connection, begin: str, work: Work[T], programs: Programs
) -> T:
    """Like `run_work`, without waiting for the disk: the next durable commit syncs it too."""
    connection.execute("PRAGMA synchronous = NORMAL")
    try:
        return run_work(connection, begin, work, programs)
    finally:
        connection.execute("PRAGMA synchronous = FULL")
