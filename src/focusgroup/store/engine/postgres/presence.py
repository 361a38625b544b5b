"""Which programs work on the database, and whether another one has written."""

import asyncio
import secrets
import time
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from typing import Any

import asyncpg

from focusgroup.store.engine.postgres.connecting import Connection
from focusgroup.store.engine.postgres.errors import REFUSED
from focusgroup.store.engine.postgres.transactions import CHANNEL, CLASS, is_told

FRESH_S = 0.2
"""Seconds for which a read knows which programs run; a write asks each time."""
KNOWN_S = 0.3
"""Seconds for which `version` knows it: whoever leads and is killed is missed within half a one."""
AGAIN_S = 5.0
"""Seconds for which programs count as running after the server was away: they come back, too."""
ANSWER_S = 5.0
"""Seconds until a server that does not answer counts as lost."""
HELD = f"""
    SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = {CLASS}
        AND objid <> 0 AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
HOLD = f"SELECT pg_advisory_lock({CLASS}, $1)"
STATE = "SELECT pg_current_snapshot()::text"


class ServerPrograms:
    """The programs that have the database open, wherever they run.

    Each holds a lock of its own on the server, which frees it when the connection ends. *own* is
    the id of this program, "" until it begins.
    """

    def __init__(self) -> None:
        self.own = ""
        self.running: frozenset[int] = frozenset()
        self.known_at = 0.0
        self.were: frozenset[int] = frozenset()
        self.back_until = 0.0

    def begin(self) -> str:
        """Give this program an id, once, and return it; the next transaction makes it known."""
        self.own = self.own or secrets.token_hex(8)
        return self.own

    def runs(self, program: str) -> bool:
        """Return whether the program with this id runs, as the last transaction found."""
        return bool(program) and (program == self.own or number_of(program) in self.running)

    def end(self) -> None:
        """Its lock ends with its connection."""

    def connected_again(self) -> None:
        """Believe in those that were there before for a while: all lost their connections."""
        if time.monotonic() > self.back_until:
            self.were = self.running
        self.back_until = time.monotonic() + AGAIN_S

    def found(self, numbers: Iterable[int]) -> None:
        """Take over which locks are held."""
        now = time.monotonic()
        held = frozenset(numbers)
        self.running = held | self.were if now < self.back_until else held
        self.known_at = now


def number_of(program: str) -> int:
    """Return the number of a program's lock: a part of its id, never 0."""
    try:
        return int(program[:8], 16) or 1
    except ValueError:
        return -1


class Presence:
    """A connection that holds this program's lock and hears when another one has written.

    Where the server passes no notifications on (a pooler), its state is asked for instead.
    """

    def __init__(
        self, connect: Callable[[], Coroutine[Any, Any, Connection]], programs: ServerPrograms
    ) -> None:
        self.mark = secrets.token_hex(4)
        """What this program's own notifications are known by."""
        self.followed: set[str] = set()
        """The sessions that it wants to hear of, empty for all."""
        self._connect = connect
        self._programs = programs
        self._connection: Connection | None = None
        self._held = ""
        self._heard = 0
        self._polls = False
        self.tells = True
        """Whether others are notified: an engine may have no notifications."""
        self._state = 0
        self._lock = asyncio.Lock()
        self.told: Callable[[], None] = lambda: None
        """Called as soon as another program has written; a hint, which may fail to come."""

    async def version(self) -> int:
        """Return a number that is another one after another program has written."""
        async with self._lock:
            connection = await self._ready()
            # A program that was killed is told of by nobody.
            await find_running(connection, self._programs, KNOWN_S)
            if self._polls:
                state = hash(await connection.fetchval(STATE))
                if state != self._state:
                    self._state, self._programs.known_at = state, 0.0
                return state
            # The server sends what it has to tell before it answers.
            await connection.fetchval("SELECT 1", timeout=ANSWER_S)
            return self._heard

    async def look(self) -> None:
        """Make this program known to the others, once it has begun."""
        lost = self._connection is None or self._connection.is_closed()
        if not self._programs.own or (self._held == self._programs.own and not lost):
            return
        async with self._lock:
            await self._ready()

    async def close(self) -> None:
        """End the connection, and the lock with it."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(*REFUSED):
                await connection.close(timeout=2)

    async def _ready(self) -> Connection:
        connection = self._connection
        if connection is None or connection.is_closed():
            connection = await self._opened()
        own = self._programs.own
        if own and self._held != own:
            await connection.execute(HOLD, _signed(number_of(own)))
            self._held = own
        return connection

    async def _opened(self) -> Connection:
        """Connect; what was written meanwhile was not heard of, so the number is another one."""
        connection = await self._connect()
        if self._heard:
            self._programs.connected_again()
        self._connection, self._held, self._heard = connection, "", self._heard + 1
        try:
            await connection.add_listener(CHANNEL, self._on_written)
        except asyncpg.PostgresError:
            self._polls, self.tells = True, False
        return connection

    def _on_written(self, connection: object, pid: int, channel: str, payload: object) -> None:
        if is_told(str(payload), self.mark, self.followed):
            self._heard += 1
            self._programs.known_at = 0.0  # it may have begun since
            self.told()


async def find_running(
    connection: Connection, programs: ServerPrograms, within_s: float = 0.0
) -> None:
    """Ask which programs run, unless that was asked *within_s* seconds."""
    if time.monotonic() - programs.known_at < within_s:
        return
    rows = await connection.fetch(HELD)
    programs.found(row[0] for row in rows)


def _signed(number: int) -> int:
    """Return a lock's number as PostgreSQL takes it: 32 bits with a sign."""
    return number - (1 << 32) if number >= 1 << 31 else number
