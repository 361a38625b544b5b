"""Make commits durable on a thread of their own: a half-typed line waits for no sync before it."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor


class LogSync:
    """Syncs a database's log once for all commits that wait for it.

    *sync* syncs the log, on any thread. If that fails, the disk may have lost pages of the log that
    a later sync does not write again: from then on nothing counts as durable until *write_back*
    has written the whole log into the database, and synced that.
    """

    def __init__(self, sync: Callable[[], None], write_back: Callable[[], Awaitable[bool]]) -> None:
        self._sync = sync
        self._write_back = write_back
        # Begun before it is needed: to begin a thread when memory has run out can block for good.
        self._pool = ThreadPoolExecutor(1, "sync")
        self._pool.submit(lambda: None)
        self._one = asyncio.Lock()
        self._commits = self._durable = 0
        self._doubtful = self._closed = False

    async def committed(self) -> bool:
        """Make durable what was committed so far; return whether the disk took it."""
        self._commits += 1
        mine = self._commits
        async with self._one:
            if self._closed:
                return not self._doubtful
            if self._durable < mine:
                until = self._commits
                if not self._doubtful:
                    await self._run()
                if self._doubtful:
                    self._doubtful = not await self._write_back()
                if not self._doubtful:
                    self._durable = until
            return self._durable >= mine

    async def close(self) -> None:
        """Sync for all that was written, which its writer may not have asked for yet; end."""
        async with self._one:
            await self._run()
            self._closed = True
        self._pool.shutdown(wait=False)

    async def _run(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._pool, self._synced)

    def _synced(self) -> None:
        try:
            self._sync()
        except OSError:
            # Kept here: whoever waits may have been cancelled, and an error is reported once.
            self._doubtful = True
