"""Watch an open database: look each second, and copy out a deleted file that is still open."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import asynccontextmanager, closing, suppress
from functools import partial
from pathlib import Path

from focusgroup.core.errors import StoreError
from focusgroup.store.engine.file_watch import FileWatch, Loss
from focusgroup.store.engine.location import RESCUED
from focusgroup.store.engine.protocol import Db
from focusgroup.store.engine.sqlite import UNREADABLE, SqliteDb, connect
from focusgroup.store.engine.verified_copy import copy_verified, is_of_index

LOOK_S = 1.0
"""Seconds between two looks at the files."""

OnLoss = Callable[[Loss, Path | None], None]
"""Called with what happened, and where a copy of a deleted database is."""


@asynccontextmanager
async def watched(db: Db, on_loss: OnLoss) -> AsyncIterator[None]:
    """Watch the files of *db* and call *on_loss* when another program removes or ruins them.

    A database on a server has none. A deleted database is copied out when that is noticed, and
    again at the end with what was written since.
    """
    watch = await watch_files(db)
    if watch is None or not isinstance(db, SqliteDb):
        yield
        return
    keeper = _Copying(db)
    # A thread of its own, begun now: to begin one when memory has run out can block for good.
    pool = ThreadPoolExecutor(1, "watch")
    await asyncio.get_running_loop().run_in_executor(pool, watch.look)
    task = asyncio.create_task(_looking(watch, pool, keeper, on_loss), name="watch")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        pool.shutdown(wait=False)
        loss = watch.look()
        if loss and loss.held:
            await keeper.copy()


async def watch_files(db: Db) -> FileWatch | None:
    """Have the files of a database looked at before and after each write; return the watch.

    None where there are none, or where no other program can touch an open file (Windows).
    """
    with suppress(OSError):
        return await db.watch() if isinstance(db, SqliteDb) else None
    return None


async def _looking(watch: FileWatch, pool: Executor, keeper: "_Copying", on_loss: OnLoss) -> None:
    known: Loss | None = None
    while True:
        await asyncio.sleep(LOOK_S)
        with suppress(MemoryError):  # the next look may have some
            loss = await asyncio.get_running_loop().run_in_executor(pool, _look, watch)
            if loss and loss != known:
                on_loss(loss, await keeper.copy() if loss.held else None)
            known = loss


def _look(watch: FileWatch) -> Loss | None:
    loss = watch.look()
    if watch.unexplained and not loss:
        watch.explain(damaged=_is_damaged(watch.path))
        loss = watch.look()
    watch.protect()
    return loss


def _is_damaged(path: Path) -> bool:
    """Return whether reading all of the database finds it damaged: not if it was only touched."""
    try:
        with closing(connect(path, reading=True)) as connection:
            lines = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
    except UNREADABLE as error:
        name = getattr(error, "sqlite_errorname", "")
        return name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
    return any(line != "ok" and not is_of_index(line) for line in lines)


async def copied_out(db: Db) -> Path | None:
    """Copy a watched database that was deleted out, as long as it is open; return where it is."""
    loss = db.lost
    if loss is None or not loss.held or not isinstance(db, SqliteDb):
        return None
    return await _Copying(db).copy()


class _Copying:
    """Copies a deleted database from the connection that still has it open."""

    def __init__(self, db: SqliteDb) -> None:
        self._db = db
        name = f"{db.path.name}.{time.strftime('%Y%m%d-%H%M%S')}{RESCUED}"
        self._targets = [db.path.with_name(name), Path(tempfile.gettempdir()) / name]

    async def copy(self) -> Path | None:
        """Write the copy, or write it again; return where it is, None if it can't be made.

        It is beside the database or, without that folder, among the temporary files.
        """
        for target in self._targets:
            with suppress(StoreError, *UNREADABLE):
                await self._db.on_reader(partial(copy_verified, path=self._db.path, target=target))
                self._targets = [target]
                (await self._db.watch()).part()
                return target
        return None
