"""The session's clock between single commands: how long no program ran it.

The screens run the clock in their process and save lengths only. A session run by single
commands has no such process, so each command saves the time with the clock. The next save
of the clock without a time ends that.
"""

import json
from dataclasses import asdict
from typing import Any

from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.system.clock import Moment

READ = "SELECT clock FROM session WHERE id = :session"
WRITE = "UPDATE session SET clock = :clock WHERE id = :session"
NEWEST = """
    SELECT coalesce(max(t.at_ms), 0) AS at_ms FROM (
        SELECT (SELECT max(at_ms) FROM quote WHERE session_id = :session AND deleted = d.n) AS at_ms
            FROM (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2) d
        UNION ALL SELECT max(at_ms) FROM note WHERE session_id = :session
        UNION ALL SELECT started_ms FROM session WHERE id = :session
    ) t
"""
# By each value of `deleted` it is the end of an index; over all, it read every quote's entry.


NEWEST_OFFSET = """
    SELECT offset_ms FROM quote WHERE session_id = :session AND deleted = 0
    ORDER BY at_ms DESC LIMIT 1
"""


async def newest_offset_ms(db: Db, session_id: str) -> int:
    """Return how far the session had run at its newest quote (ms), 0 for none."""

    async def work(tx: Tx) -> int:
        row = await tx.one(NEWEST_OFFSET, {"session": session_id})
        offset: int = row["offset_ms"] if row else 0
        return offset

    return await db.read(work)


async def note_moment(db: Db, session_id: str, now: Moment) -> None:
    """Record with the saved clock that it is correct at *now*."""

    async def work(tx: Tx) -> None:
        row = await tx.one(READ, {"session": session_id})
        if row and row["clock"]:
            tx.concerns(session_id)
            clock = json.dumps({**json.loads(row["clock"]), **asdict(now)})
            await tx.run(WRITE, {"clock": clock, "session": session_id})

    await db.write(work)


async def away_ms(db: Db, session_id: str, now: Moment) -> int:
    """Return how long ago the saved clock was recorded as correct, in ms; 0 if it was not.

    If the machine has not restarted since, that is monotonic time, whatever happened to the
    system clock meanwhile; otherwise it is Unix time. It is never below 0.
    """

    async def work(tx: Tx) -> int:
        row = await tx.one(READ, {"session": session_id})
        noted: dict[str, Any] = json.loads(row["clock"]) if row and row["clock"] else {}
        then, mono = noted.get("wall_ms"), noted.get("mono_ms")
        if now.boot and noted.get("boot") == now.boot and isinstance(mono, int):
            return max(0, now.mono_ms - mono)
        return max(0, now.wall_ms - then) if isinstance(then, int) else 0

    return await db.read(work)


async def newest_ms(db: Db, session_id: str) -> int:
    """Return the latest time recorded in the session (Unix ms), 0 for none."""

    async def work(tx: Tx) -> int:
        (row,) = await tx.all(NEWEST, {"session": session_id})
        newest: int = row["at_ms"]
        return newest

    return await db.read(work)
