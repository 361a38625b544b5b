"""The PostgreSQL driver: one connection that writes, up to three that read, one that listens."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from focusgroup.core.errors import StoreError
from focusgroup.store.engine.file_watch import Loss
from focusgroup.store.engine.postgres.connecting import Connection, connect
from focusgroup.store.engine.postgres.errors import (
    AGAIN,
    NOT_SUPPORTED,
    REFUSED,
    is_lost,
    state_of,
    worded,
)
from focusgroup.store.engine.postgres.presence import (
    FRESH_S,
    Presence,
    ServerPrograms,
    find_running,
)
from focusgroup.store.engine.postgres.transactions import (
    LONG,
    READ,
    SOON,
    WRITE,
    PostgresTx,
    reading,
    writing,
)
from focusgroup.store.engine.postgres.upgrade import check_version
from focusgroup.store.engine.protocol import Programs, Work
from focusgroup.store.engine.servers import DbServer

T = TypeVar("T")

MOST_READERS = 3
WRITE_S = 15.0
"""Seconds until a write that is not answered counts as failed; what it held waits here."""
TRIES = 3
PATIENT_S = 20.0
"""Seconds for which a program that starts waits for a server with no connection left."""


class PostgresDb:
    """`Db` over one database of a server; made by `open_postgres`, ended by `close`."""

    engine = "postgresql"
    seal = None

    def __init__(self, path: Path, server: DbServer, first: Connection) -> None:
        self.path = path
        self.server = server
        self.journal = path.with_name(path.name + ".journal")
        self.programs = ServerPrograms()
        self._writer: Connection | None = None
        self._idle: list[Connection] = [first]
        self._reading = asyncio.Semaphore(MOST_READERS)
        self._write_lock = asyncio.Lock()
        self._presence = Presence(lambda: connect(server), self.programs)
        self._running: set[asyncio.Future[Any]] = set()

    @property
    def lost(self) -> Loss | None:
        """No file of ours can be lost; see `Db.lost`."""
        return None

    async def write(self, work: Work[T], *, durable: bool = True) -> T:
        """See `Db.write`."""
        begin = WRITE if durable else f"{WRITE}; {SOON}"
        return await self._to_its_end(self._in_turn(work, begin))

    async def write_long(self, work: Work[T]) -> T:
        """See `SharedDb.write_long`; on a connection that else reads, as a server has few."""
        return await self._to_its_end(self._written(work, LONG))

    async def _to_its_end(self, running: Coroutine[Any, Any, T]) -> T:
        """Run a transaction to its end, whatever becomes of whoever waits for it."""
        task = asyncio.ensure_future(running)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def _in_turn(self, work: Work[T], begin: str) -> T:
        async with self._write_lock:
            return await self._written(work, begin)

    async def _written(self, work: Work[T], begin: str) -> T:
        with worded(self.server):
            for tries in range(TRIES):
                try:
                    return await self._write_once(work, begin)
                except REFUSED as error:
                    if state_of(error) == NOT_SUPPORTED and self._presence.tells:
                        self._presence.tells = False  # it may be the notification
                    elif state_of(error) not in AGAIN or tries == TRIES - 1:
                        raise
        raise AssertionError

    async def _write_once(self, work: Work[T], begin: str) -> T:
        await self._presence.look()
        long = begin == LONG
        connection = await (self._reader() if long else self._writing())
        await find_running(connection, self.programs)
        try:
            mark = self._presence.mark if self._presence.tells else ""
            return await writing(connection, work, self.programs, begin, mark)
        except BaseException as error:
            if is_lost(error):
                connection.terminate()
            raise
        finally:
            if long and not connection.is_closed():
                self._idle.append(connection)

    async def _writing(self) -> Connection:
        if self._writer is None or self._writer.is_closed():
            self._writer = await connect(self.server, alive_s=WRITE_S)
        return self._writer

    async def read(self, work: Work[T]) -> T:
        """See `Db.read`. On a connection that turns out to be gone, it is read again on another."""
        with worded(self.server):
            for again in (False, True):
                try:
                    return await self._read_once(work)
                except REFUSED as error:
                    if again or not is_lost(error):
                        raise
                    self._drop_idle()
        raise AssertionError

    async def _read_once(self, work: Work[T]) -> T:
        await self._presence.look()
        async with self._reading:
            connection = await self._reader()
            try:
                await find_running(connection, self.programs, FRESH_S)
                return await reading(connection, work, self.programs)
            except BaseException as error:
                if is_lost(error) or isinstance(error, asyncio.CancelledError):
                    connection.terminate()
                raise
            finally:
                if not connection.is_closed():
                    self._idle.append(connection)

    async def _reader(self) -> Connection:
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                return connection
        return await connect(self.server)

    def _drop_idle(self) -> None:
        while self._idle:
            self._idle.pop().terminate()

    async def version(self) -> int:
        """See `Db.version`."""
        with worded(self.server):
            try:
                return await self._presence.version()
            except REFUSED as error:
                if is_lost(error):
                    await self._presence.close()
                raise

    def hear(self, told: Callable[[], None]) -> None:
        """Call *told* as soon as another program has written; a hint, beside `version`."""
        self._presence.told = told

    def follow(self, session_id: str) -> None:
        """Have `version` and `hear` tell of this session and those followed before only."""
        self._presence.followed.add(session_id)

    async def settled(self) -> None:
        """See `Db.settled`; a server shows others only what is durable."""

    def snapshot(self) -> "PostgresSnapshot":
        """See `Db.snapshot`."""
        return PostgresSnapshot(self.server, self.programs)

    async def clear_log(self) -> bool:
        """The server keeps its log itself: nothing here can empty it; see docs/team.md."""
        return True

    async def close(self) -> None:
        """Wait for what is under way, then close all connections."""
        for task in tuple(self._running):
            with suppress(Exception):
                await task
        await self._presence.close()
        for connection in [*self._idle, *filter(None, (self._writer,))]:
            with suppress(*REFUSED):
                await connection.close(timeout=2)
        self._idle.clear()


async def open_postgres(path: Path, server: DbServer) -> PostgresDb:
    """Open the database that *path* stands for; it is never created or upgraded here.

    Raises StoreError, with the reason and a remedy, when it can't be used.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        why = f"the folder {path.parent} can't be made: {error.strerror}"
        raise StoreError(f"{why}; it holds what waits while the server can't be reached") from error
    with worded(server):
        connection = await connect(server, patient_s=PATIENT_S)
        try:
            await check_version(connection, server)
        except BaseException:
            connection.terminate()
            raise
    return PostgresDb(path, server, connection)


class PostgresSnapshot:
    """`Snapshot` over one reading transaction, on an event loop of its own."""

    def __init__(self, server: DbServer, programs: Programs) -> None:
        self._server = server
        self._programs = programs
        self._connection: Connection | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="snapshot", daemon=True)
        self._thread.start()
        try:
            self._run(self._begin())
        except BaseException:
            self.close()
            raise

    async def _begin(self) -> None:
        self._connection = await connect(self._server)
        # Only a read fixes the state.
        await self._connection.execute(f"{READ}; SELECT 1")
        # A document may take longer than a transaction that somebody forgot.
        await self._connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")

    def _run(self, running: Coroutine[Any, Any, T]) -> T:
        with worded(self._server):
            return asyncio.run_coroutine_threadsafe(running, self._loop).result()

    def read(self, work: Work[T]) -> T:
        """See `Snapshot.read`."""
        connection = self._connection
        if connection is None:
            raise StoreError(f"the database {self._server}: this state was let go of")
        running: Callable[[], Coroutine[Any, Any, T]]
        running = lambda: work(PostgresTx(connection, self._programs))  # noqa: E731
        return self._run(running())

    def close(self) -> None:
        """See `Snapshot.close`."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(*REFUSED):
                asyncio.run_coroutine_threadsafe(connection.close(timeout=2), self._loop).result()
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()
