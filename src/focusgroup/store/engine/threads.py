"""A connection on a thread of its own, which runs whole functions."""

import asyncio
import sqlite3
from collections.abc import Callable
from typing import TypeVar, cast

import aiosqlite

T = TypeVar("T")


class DbThread(aiosqlite.Connection):
    """An aiosqlite connection that runs a whole function on its thread in one hop."""

    async def run(self, function: Callable[[sqlite3.Connection], T]) -> T:
        if self._connection is None:  # a screen that closes may still look at what is newer
            raise sqlite3.ProgrammingError("it was closed")
        # aiosqlite's own way to its thread: each of its public calls is one _execute.
        return cast(T, await self._execute(function, self._conn))  # type: ignore[no-untyped-call]

    def interrupt_now(self) -> None:
        """Make the statement that runs fail; nothing happens between statements."""
        self._conn.interrupt()

    async def begin(self) -> None:
        """Connect. If that fails, the thread has ended; its last answer needs the event loop."""
        try:
            await self
        except BaseException:
            if self._ending:
                await self._ending
            raise

    _ending: asyncio.Future[object] | None = None

    def stop(self) -> asyncio.Future[object] | None:
        """Like aiosqlite's; nobody waits for it when connecting failed."""
        self._ending = super().stop()
        return self._ending
