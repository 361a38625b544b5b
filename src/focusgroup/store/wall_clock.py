"""The session's clock for commands that come and go: how long nobody's program ran it.

The screens hold a running clock in their process and keep lengths only. A session that is
led by single commands has no such process, so that each of them notes the moment with
the clock; whoever keeps the clock next without noting it ends that.
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
        SELECT max(at_ms) AS at_ms FROM quote WHERE session_id = :session
        UNION ALL SELECT max(at_ms) FROM note WHERE session_id = :session
        UNION ALL SELECT started_ms FROM session WHERE id = :session
    ) t
"""


async def note_moment(db: Db, session_id: str, now: Moment) -> None:
    """Note with the kept clock that it is right at *now*."""

    async def work(tx: Tx) -> None:
        row = await tx.one(READ, {"session": session_id})
        if row and row["clock"]:
            clock = json.dumps({**json.loads(row["clock"]), **asdict(now)})
            await tx.run(WRITE, {"clock": clock, "session": session_id})

    await db.write(work)


async def away_ms(db: Db, session_id: str, now: Moment) -> int:
    """How long ago the kept clock was noted to be right, in ms; 0 when it was not noted.

    Since the same start of the machine that is monotonic time, whatever became of the
    system's clock in between; else Unix time, and never less than nothing.
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
    """The newest moment that the session knows of (Unix ms), 0 for none."""

    async def work(tx: Tx) -> int:
        (row,) = await tx.all(NEWEST, {"session": session_id})
        newest: int = row["at_ms"]
        return newest

    return await db.read(work)
