"""The interface between our SQL and an engine: transactions as coroutines over a `Tx`.

A transaction is an ``async def work(tx)`` that awaits only *tx* and steps that take it. A
driver runs it whole: SQLite's in one hop to its thread, where its awaits never suspend
(1.22 × bare sqlite3, where a hop per statement costs 1.85 ×), another engine's by awaiting each
statement. No SQL here.
"""

from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from focusgroup.store.encryption import Seal
from focusgroup.store.engine.file_watch import Loss

T = TypeVar("T")


EVERYBODY = "*"
"""What concerns the programs of all sessions, such as a new theme; see `Tx.concerns`."""


class Row(Protocol):
    """One row, read by column name or by position."""

    def __getitem__(self, key: str | int) -> Any: ...
    def keys(self) -> Any: ...


class Programs(Protocol):
    """The programs that have the database open; *own* is the id of this one, "" until it begins."""

    @property
    def own(self) -> str: ...
    def begin(self) -> str:
        """Make this program known, once, and return its id."""
        ...

    def runs(self, program: str) -> bool:
        """Return whether the program with this id still runs."""
        ...

    def end(self) -> None:
        """Let the others know that this program ends."""
        ...


class Tx(Protocol):
    """An open transaction: runs SQL with ``:name`` parameters."""

    @property
    def engine(self) -> str: ...
    @property
    def programs(self) -> Programs: ...

    async def all(self, sql: str, params: Mapping[str, object] = {}) -> list[Row]:
        """Return every row that the statement gives."""
        ...

    async def one(self, sql: str, params: Mapping[str, object] = {}) -> Row | None:
        """Return its first row, None when there is none."""
        ...

    async def run(self, sql: str, params: Mapping[str, object] = {}) -> None:
        """Run a statement and ignore its rows."""
        ...

    async def many(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Run a statement that gives no rows once for each of *rows*."""
        ...

    async def insert(self, table: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert rows that all have the same columns, in as few round trips as possible."""
        ...

    def concerns(self, *sessions: str) -> None:
        """Note whose programs have to look once this is committed: those with *sessions* open.

        Without a call, all programs look; EVERYBODY says so beside sessions, and no session at all
        says that none needs to.
        """
        ...


Work = Callable[[Tx], Coroutine[Any, Any, T]]
"""A transaction that returns a value of type T."""


class Snapshot(Protocol):
    """One state of the database, read bit by bit, by whichever thread asks; to be closed."""

    def read(self, work: Work[T]) -> T:
        """Run *work* on this state. Raises StoreError when the engine refuses."""
        ...

    def close(self) -> None:
        """Let go of the state; more than one call does no harm."""
        ...


class Db(Protocol):
    """A database that runs transactions; opened by ``store.open_db``."""

    @property
    def engine(self) -> str:
        """``sqlite`` or ``postgresql``."""
        ...

    @property
    def journal(self) -> Path:
        """The file for entries that wait while the database can't be written."""
        ...

    @property
    def seal(self) -> Seal | None:
        """What seals those entries; None if the database is not encrypted."""
        ...

    @property
    def programs(self) -> Programs:
        """The programs that have the database open, and the id of this one."""
        ...

    async def version(self) -> int:
        """Return a number that is another one after another program has written.

        Raises StoreError when the engine refuses.
        """
        ...

    @property
    def lost(self) -> Loss | None:
        """What another program did to the file of a watched database, None if nothing."""
        ...

    async def write(self, work: Work[T], *, durable: bool = True) -> T:
        """Run *work* in one writing transaction, durable when this returns.

        Without *durable*, it survives the program at once, and a power cut only after the next
        durable write: for data that is written many times a second.

        Never half done: an error rolls all of it back. Cancelling the caller does not cancel
        the transaction. Raises StoreError when the engine refuses.
        """
        ...

    async def settled(self) -> None:
        """Return once what other programs have written here so far is durable too.

        Raises StoreError when the disk refuses.
        """
        ...

    async def read(self, work: Work[T]) -> T:
        """Run *work* in one reading transaction, on one state of the database."""
        ...

    def snapshot(self) -> Snapshot:
        """Return the state of now, on a connection of its own, for more than memory holds."""
        ...

    async def clear_log(self) -> bool:
        """Leave nothing that was deleted or overwritten in the database's log.

        Return False while that isn't possible, because another program reads it or the disk is
        full.
        """
        ...

    async def close(self) -> None:
        """Wait for what is under way, then let go of the database."""
        ...


def hear(db: Db, told: Callable[[], None]) -> None:
    """Have *told* called as soon as another program has written, where the engine tells that.

    It is a hint: whoever waits for changes asks for `Db.version` besides.
    """
    hearing = getattr(db, "hear", None)
    if hearing is not None:
        hearing(told)


def follow(db: Db, session_id: str) -> None:
    """Have `Db.version` and `hear` tell of this session only, where the engine can tell them apart.

    Called for several sessions, they tell of each of them.
    """
    following = getattr(db, "follow", None)
    if following is not None:
        following(session_id)


class SharedDb(Db, Protocol):
    """A database that takes many rows at once, beside programs that write now and then."""

    async def write_long(self, work: Work[T]) -> T:
        """Like `write`, and waits minutes for its turn; others wait for one of these at most."""
        ...
