"""Several reading connections, and an end to reads that nobody waits for any more."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from focusgroup.store.engine.file_watch import identity
from focusgroup.store.engine.threads import DbThread

T = TypeVar("T")

MOST_READERS = 3
"""For the rows of a list, the counts beside it and the figures above it."""
ROOM = 1 << 20
"""Bytes that have to be free for another thread: one that is begun without memory can block its
caller for good (python/cpython#140746)."""
AGAIN_S = 0.005
"""Seconds until a read is interrupted again: between two statements there is nothing to end."""


class Readers:
    """Runs each read on a connection that is idle; opens another only if all are busy.

    A read whose caller is cancelled is interrupted, so that it holds nobody up.
    """

    def __init__(
        self, path: Path, first: DbThread, connect: Callable[[], sqlite3.Connection]
    ) -> None:
        self._path = path
        self._identity = identity(path)
        self._connect = connect
        self._all = [first]
        self._idle = [first]
        self._room = asyncio.Semaphore(1)
        self._ending: set[asyncio.Task[None]] = set()

    @property
    def first(self) -> DbThread:
        """The connection that was opened with the database."""
        return self._all[0]

    async def run(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Run *function* on the thread of an idle connection and return its result."""
        if self._room.locked():
            await self._open_another()
        await self._room.acquire()
        thread = self._idle.pop()
        job = asyncio.ensure_future(thread.run(function))
        job.add_done_callback(lambda _: self._done(thread))
        try:
            return await asyncio.shield(job)
        except asyncio.CancelledError:
            ending = asyncio.ensure_future(_interrupted(thread, job))
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)
            raise

    def _done(self, thread: DbThread) -> None:
        self._idle.append(thread)
        self._room.release()

    async def _open_another(self) -> None:
        """Open one more connection, unless another file was put in the place of ours.

        Without memory for it, reads wait for the connections that there are.
        """
        if len(self._all) >= MOST_READERS or identity(self._path) != self._identity:
            return
        try:
            bytes(ROOM)
        except MemoryError:
            return
        thread = DbThread(self._connect, 64)
        self._all.append(thread)
        try:
            await thread.begin()
            ours = identity(self._path) == self._identity
        except sqlite3.Error:
            ours = False
        except BaseException:
            self._all.remove(thread)
            await thread.close()
            raise
        if ours:
            self._done(thread)
        else:
            self._all.remove(thread)
            await thread.close()

    async def close(self) -> None:
        """End what nobody waits for, wait for what is queued, and close the connections."""
        for ending in tuple(self._ending):
            await ending
        for thread in self._all:
            await thread.close()


async def _interrupted(thread: DbThread, job: "asyncio.Future[T]") -> None:
    """Interrupt a read until it has ended; that it did not end well is nobody's concern."""
    while not job.done():
        thread.interrupt_now()
        await asyncio.wait([job], timeout=AGAIN_S)
    if not job.cancelled():
        job.exception()  # else asyncio reports it as one that nobody has seen
