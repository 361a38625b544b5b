"""Write state whose newest value alone matters: in the background, or in order.

The clock and the draft wait for nobody on the live screen; a command waits for its step.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol

from focusgroup.core.errors import StoreError

RETRY_S = 0.5
LONG_S = 0.05
"""After how long the jobs of other keys go on beside one that the disk holds up (seconds)."""
Job = Callable[[], Awaitable[object]]


class StepWriter(Protocol):
    """Writes the result of a step: `WriteBehind` or `WriteInOrder`."""

    def put(self, key: str, job: Job) -> None:
        """Write *job*; *key* names the thing whose newest state it holds."""


class WriteInOrder:
    """Writes every job, without replacing any by a newer one, when the command asks for it."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []

    def put(self, key: str, job: Job) -> None:
        """Queue *job* after those before it."""
        self._jobs.append(job)

    async def written(self) -> list[object]:
        """Write what waits; return the result of each job. Raises whatever a job raises."""
        jobs, self._jobs = self._jobs, []
        return [await job() for job in jobs]


class WriteBehind:
    """Runs the newest job of each key, one at a time; one that fails runs again.

    A job never runs if a newer one with the same key replaces it first. A job that breaks is
    reported once. One that breaks or takes long holds up none of another key.
    """

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._broken: dict[str, Job] = {}
        self._reported: set[str] = set()
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._task = asyncio.create_task(self._run(), name="latest")

    def put(self, key: str, job: Job) -> None:
        """Run *job* soon, instead of any other that waits under *key*."""
        self._broken.pop(key, None)
        self._jobs[key] = job
        self._idle.clear()
        self._wake.set()

    @property
    def waiting(self) -> bool:
        """Whether something may not be written yet."""
        return not self._idle.is_set()

    async def drained(self) -> None:
        """Return when nothing waits."""
        await self._idle.wait()

    async def close(self, seconds: float = 2.0) -> bool:
        """Write what waits within *seconds*; return whether all of it was written."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        done = self._idle.is_set()
        self._task.cancel()
        await asyncio.gather(self._task, *self._running.values(), return_exceptions=True)
        return done

    async def _run(self) -> None:
        try:
            while True:
                key = next((key for key in self._jobs if key not in self._running), None)
                if key is not None:
                    task = asyncio.create_task(self._do(key, self._jobs.pop(key)), name=key)
                    self._running[key] = task
                    await asyncio.wait([task], timeout=LONG_S)
                    continue
                if not (self._running or self._broken):
                    self._idle.set()
                self._wake.clear()
                await self._wake.wait()
        finally:
            for task in self._running.values():
                task.cancel()

    async def _do(self, key: str, job: Job) -> None:
        try:
            await job()
        except StoreError:
            self._jobs.setdefault(key, job)
            await asyncio.sleep(RETRY_S)
        except Exception as error:
            self._broke(key, job, error)
        else:
            self._reported.discard(key)
        finally:
            del self._running[key]
            self._wake.set()

    def _broke(self, key: str, job: Job, error: Exception) -> None:
        """Report *error* once, and run the job again later, unless a newer one is there by then."""
        loop = asyncio.get_running_loop()
        if key not in self._reported:
            self._reported.add(key)
            loop.call_exception_handler({"message": f"saving the {key} broke", "exception": error})
        if key not in self._jobs:
            self._broken[key] = job
            loop.call_later(RETRY_S, self._again, key, job)

    def _again(self, key: str, job: Job) -> None:
        if self._broken.get(key) is job:
            self.put(key, job)
