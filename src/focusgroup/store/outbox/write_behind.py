"""Write-behind of state of which only the newest matters: the clock, the draft."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from focusgroup.core.errors import StoreError

RETRY_S = 0.5


class WriteBehind:
    """Writes the newest job of each key, one at a time; a job that fails is tried again.

    A job replaced by a newer one of its key before it began is never written.
    """

    def __init__(self) -> None:
        self._jobs: dict[str, Callable[[], Awaitable[object]]] = {}
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._task = asyncio.create_task(self._run(), name="latest")

    def put(self, key: str, job: Callable[[], Awaitable[object]]) -> None:
        """Write *job* in the place of whatever waits under *key*."""
        self._jobs[key] = job
        self._idle.clear()
        self._wake.set()

    @property
    def waiting(self) -> bool:
        """Whether something is not known to be written."""
        return not self._idle.is_set()

    async def drained(self) -> None:
        """Return when nothing waits."""
        await self._idle.wait()

    async def close(self, seconds: float = 2.0) -> bool:
        """Write what waits within *seconds*; whether all of it was."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        done = self._idle.is_set()
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        return done

    async def _run(self) -> None:
        while True:
            if not self._jobs:
                self._idle.set()
                self._wake.clear()
                await self._wake.wait()
            key = next(iter(self._jobs))
            job = self._jobs.pop(key)
            try:
                await job()
            except StoreError:
                self._jobs.setdefault(key, job)
                await asyncio.sleep(RETRY_S)
