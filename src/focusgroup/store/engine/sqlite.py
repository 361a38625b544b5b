"""The SQLite driver: one thread that writes, up to three that read, through aiosqlite."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from focusgroup.core.errors import NotTaken, StoreError
from focusgroup.core.search.query import read_query
from focusgroup.store.encryption import Seal, is_encrypted, key_of
from focusgroup.store.engine.file_watch import FileWatch, Loss, identity
from focusgroup.store.engine.log_sync import LogSync
from focusgroup.store.engine.protocol import Programs, Work
from focusgroup.store.engine.readers import Readers
from focusgroup.store.engine.threads import DbThread
from focusgroup.store.engine.transactions import (
    Run,
    SqliteTx,
    run_without_sync,
    run_work,
    stepped,
)
from focusgroup.system.running import RunningPrograms

T = TypeVar("T")

SQLITE_VERSION = sqlite3.sqlite_version
BUSY_TIMEOUT_MS = 5_000
CACHE_KIB = 2_000
"""The page cache of each connection. With 16,000 for the first of them nothing in a review of a
million quotes was quicker by a tenth but two of 30 matrices, nor was a change of 1,000 of them, and
the program took 35 MB more. The system keeps the file in memory besides."""
SNAPSHOT_CACHE_KIB = 4_000
WRITES_A_CHECKPOINT = 500
"""Transactions before the log is written back into the database: half a minute of typing."""
CLEARING_TIMEOUT_MS = 100
MOST_LOG_PAGES = 8_000
"""Pages of log (32 MB) after which a commit writes it back itself, however long that takes."""


def bare(path: Path, timeout_s: float = BUSY_TIMEOUT_MS / 1000) -> sqlite3.Connection:
    """Return a connection without settings, through SQLCipher if the file is encrypted.

    Raises `keys.Locked` when the key of such a file was not given.
    """
    if key := key_of(path):
        from focusgroup.store.encryption import connect_encrypted

        return connect_encrypted(path, key, timeout_s)
    connection = sqlite3.connect(
        path, isolation_level=None, timeout=timeout_s, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    return connection


def connect(path: Path, *, reading: bool) -> sqlite3.Connection:
    """Return a connection with the settings that all our connections have."""
    connection = bare(path)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {MOST_LOG_PAGES}")
        if reading:
            connection.execute("PRAGMA query_only = ON")
            connection.create_function("phrases_fit", 2, _phrases_fit, deterministic=True)
            connection.create_function("unfinished_fits", 2, _unfinished_fits, deterministic=True)
            connection.create_function("lacks_words", 2, _lacks_words, deterministic=True)
        else:
            # What a draft held is nowhere in the file once the draft is another.
            connection.execute("PRAGMA secure_delete = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _phrases_fit(search: str, text: str) -> bool:
    """Return whether a text has the phrases of a search: the index knows no order of words."""
    return _in_phrases(search)(text)


def _unfinished_fits(search: str, text: str) -> bool:
    """Return whether a text with the first letters of a search's unfinished word has that word."""
    return _of_unfinished(search)(text)


def _lacks_words(search: str, text: str) -> bool:
    """Return whether a text has none of a search's excluded words, for a few of many quotes."""
    return read_query(search).lacks(text)


@lru_cache(maxsize=8)
def _in_phrases(search: str) -> Callable[[str], bool]:
    return read_query(search).in_phrases()


@lru_cache(maxsize=8)
def _of_unfinished(search: str) -> Callable[[str], bool]:
    return read_query(search).unfinished_fits()


class SqliteDb:
    """`Db` over one SQLite file; made by `open_sqlite`, ended by `close`."""

    engine = "sqlite"

    def __init__(
        self, path: Path, writer: DbThread, reader: DbThread, opened: tuple[int, int] | None
    ) -> None:
        self.path = path
        self.journal = path.with_name(path.name + ".journal")
        self.seal = seal_of(path)
        self.programs = RunningPrograms(path)
        self._writer = writer
        self._readers = Readers(path, reader, lambda: connect(path, reading=True))
        self._identity = opened
        self._written = 0
        self._checkpoint: asyncio.Task[None] | None = None
        self._watch: FileWatch | None = None
        self._log_sync: LogSync | None = None

    @property
    def lost(self) -> Loss | None:
        return self._watch.loss if self._watch else None

    async def watch(self) -> FileWatch:
        """Return the watch over the files, from now on also asked before and after each write.

        From now on a durable write is synced beside the writing thread, which goes on meanwhile.
        """

        def opened(connection: sqlite3.Connection) -> FileWatch:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()  # opens the log as well
            return FileWatch(self.path)

        if self._watch is None:
            self._watch = await self._readers.run(opened)
            self._log_sync = LogSync(self._watch.sync_log, self.clear_log)
        return self._watch

    async def on_reader(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run *work* with the reading connection, which a removed file can still be read by."""
        return await self._readers.run(work)

    async def write(self, work: Work[T], *, durable: bool = True) -> T:
        sync = self._log_sync if durable else None
        run = run_without_sync if sync or not durable else run_work
        result = await self._guarded(self._writer, "BEGIN IMMEDIATE", work, self._watched(run))
        self._written += 1
        if self._written >= WRITES_A_CHECKPOINT and not self._writing_back:
            self._written = 0
            self._checkpoint = asyncio.create_task(self._write_back())
        if sync:
            await self._synced(sync)
        # SQLite goes on writing to a removed file, which nobody would find again.
        if identity(self.path) != self._identity:
            raise StoreError(
                f"the database {self.path} is no longer there; put the file or its folder back"
            )
        return result

    async def write_long(self, work: Work[T]) -> T:
        """See `SharedDb.write_long`."""
        return await self.write(work)

    async def settled(self) -> None:
        """See `Db.settled`; only a watched database shows what is not yet durable."""
        if self._log_sync:
            await self._synced(self._log_sync)

    async def _synced(self, sync: LogSync) -> None:
        if not await sync.committed():
            raise StoreError(f"the database {self.path}: {_REASONS['SQLITE_IOERR']}")

    async def version(self) -> int:
        """See `Db.version`; asked on the writing thread, whose own writes don't change it."""
        row = await self._guarded(self._writer, "BEGIN", lambda tx: tx.one("PRAGMA data_version"))
        found: int = row[0] if row else 0
        return found

    def _watched(self, run: Run[T]) -> Run[T]:
        """Return *run* with a look at the files before, so nothing is written to another's."""
        watch = self._watch
        if watch is None:
            return run

        def watched(
            connection: sqlite3.Connection, begin: str, work: Work[T], programs: Programs
        ) -> T:
            loss = watch.look()
            if not (loss and loss.ruined):
                result = run(connection, begin, work, programs)
                loss = watch.look()
            if loss:
                raise StoreError(loss.why)
            return result

        return watched

    async def read(self, work: Work[T]) -> T:
        return await self._guarded(self._readers, "BEGIN", work)

    @property
    def _writing_back(self) -> bool:
        return self._checkpoint is not None and not self._checkpoint.done()

    async def _write_back(self) -> None:
        """Write the log back into the database, on a reading thread.

        It syncs twice, and no commit waits for that there. If it can't, the next one does it.
        """
        with suppress(sqlite3.Error):
            if not (self._watch and self._watch.look()):
                await self._readers.run(_write_log_back)

    async def _guarded(
        self,
        thread: DbThread | Readers,
        begin: str,
        work: Work[T],
        run: Run[T] = run_work,
    ) -> T:
        try:
            return await thread.run(lambda connection: run(connection, begin, work, self.programs))
        except sqlite3.IntegrityError as error:
            raise NotTaken(f"the database {self.path} can't hold this: {error}") from error
        except UNREADABLE as error:
            lost = self._watch.look() if self._watch else None
            raise StoreError(lost.why if lost else explain(self.path, error)) from error
        except IndexError as error:
            if str(error) != NO_COLUMN:
                raise
            raise StoreError(explain(self.path, error)) from error

    def snapshot(self) -> "SqliteSnapshot":
        """See `Db.snapshot`."""
        return SqliteSnapshot(self.path, self.programs)

    async def clear_log(self) -> bool:
        """See `Db.clear_log`; what was overwritten in the database itself is zeros already."""
        try:
            return await self._writer.run(_emptied)
        except UNREADABLE:
            return False

    async def close(self) -> None:
        """Wait for what is queued, then close both connections."""
        try:
            if self._checkpoint:
                await self._checkpoint
            if self._watch:
                self._watch.protect()
            await self._readers.close()
        finally:
            await self._writer.close()
            sync, self._log_sync = self._log_sync, None
            if sync:
                await sync.close()
            self.programs.end()
            if self._watch:
                self._watch.close()


class SqliteSnapshot:
    """`Snapshot` over one reading transaction."""

    def __init__(self, path: Path, programs: Programs) -> None:
        self._path = path
        self._programs = programs
        try:
            self._connection = connect(path, reading=True)
            # It reads what is written once, session by session.
            self._connection.execute(f"PRAGMA cache_size = -{SNAPSHOT_CACHE_KIB}")
            self._connection.execute("BEGIN")
            # Only a read fixes the state.
            self._connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        except UNREADABLE as error:
            raise StoreError(explain(path, error)) from error

    def read(self, work: Work[T]) -> T:
        try:
            return stepped(work(SqliteTx(self._connection, self._programs)))
        except UNREADABLE as error:
            raise StoreError(explain(self._path, error)) from error

    def close(self) -> None:
        self._connection.close()


def _write_log_back(connection: sqlite3.Connection) -> None:
    """Write the log back without waiting for other readers or writers."""
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


def _emptied(connection: sqlite3.Connection) -> bool:
    """Write the log back and empty its file; return False if another program reads it."""
    connection.execute(f"PRAGMA busy_timeout = {CLEARING_TIMEOUT_MS}")
    try:
        return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")


def seal_of(path: Path) -> Seal | None:
    """Return the seal for the journal of the database at *path*; None if it isn't encrypted."""
    key = key_of(path)
    return Seal(key) if key else None


async def open_threads(path: Path) -> SqliteDb:
    """Open both connections to a database known to be ours and up to date."""
    opened = identity(path)  # taken before: a file that replaces it meanwhile is another one
    writer = DbThread(lambda: connect(path, reading=False), 64)
    await writer.begin()
    try:
        reader = DbThread(lambda: connect(path, reading=True), 64)
        await reader.begin()
    except BaseException:
        await writer.close()
        raise
    return SqliteDb(path, writer, reader, opened)


_REASONS = {
    "SQLITE_FULL": "the disk is full; free some space, nothing written so far is lost",
    "SQLITE_READONLY": "it can't be written; check the permissions of the file and its folder",
    "SQLITE_BUSY": "another program holds it; close that program or try again",
    "SQLITE_CORRUPT": "it is damaged; `focusgroup db recover` reads what can be read",
    "SQLITE_NOTADB": "it is not a Focusgroup database and was left as it is; use another with --db",
    "SQLITE_CANTOPEN": "it can't be opened; check that its folder exists and can be written",
    "SQLITE_IOERR_SHMMAP": "there is not enough memory to read it; close other programs",
    "SQLITE_IOERR_NOMEM": "there is not enough memory to read it; close other programs",
    "SQLITE_IOERR": "the disk reported an error; copy the file to another disk",
}


UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""Errors of a file that can't be read; the last one is for damaged text in a message."""


NO_COLUMN = "No item with that key"
"""sqlite3's error when a table has lost a column: our SQL only names columns that exist."""


def explain(path: Path, error: Exception) -> str:
    """Return what an engine's error means for a person: where, what, and what to do."""
    name = getattr(error, "sqlite_errorname", "") or ""
    # These messages quote the text that can't be decoded.
    if isinstance(error, UnicodeDecodeError | IndexError) or str(error).startswith(
        "Could not decode"
    ):
        name = "SQLITE_CORRUPT"
    # Its key was right, or it would not have been opened.
    if name == "SQLITE_NOTADB" and is_encrypted(path):
        name = "SQLITE_CORRUPT"
    for code, reason in _REASONS.items():
        if name.startswith(code):
            return f"the database {path}: {reason}"
    return f"the database {path}: {error}"
