"""The session's clock for commands that come and go: how long nobody's program ran it.

The screens hold a running clock in their process and keep lengths only. A session that is
led by single commands has no such process, so that each of them notes the time of day
with the clock; whoever keeps the clock next without noting it ends that.
"""

import json
from collections.abc import Generator

from focusgroup.store.db import Db, Row, Statement
from focusgroup.store.rows import Step

READ = "SELECT clock FROM session WHERE id = :session"
WRITE = "UPDATE session SET clock = :clock WHERE id = :session"


async def note_wall_time(db: Db, session_id: str, now_ms: int) -> None:
    """Note with the kept clock that it is right at *now_ms* (Unix ms)."""

    def work() -> Step:
        rows = yield READ, {"session": session_id}
        if rows and rows[0]["clock"]:
            clock = json.dumps({**json.loads(rows[0]["clock"]), "wall_ms": now_ms})
            yield WRITE, {"clock": clock, "session": session_id}

    await db.write(work())


async def away_ms(db: Db, session_id: str, now_ms: int) -> int:
    """How long ago the kept clock was noted to be right, in ms; 0 when it was not noted."""

    def work() -> Generator[Statement, list[Row], int]:
        rows = yield READ, {"session": session_id}
        if not rows or not rows[0]["clock"]:
            return 0
        wall = json.loads(rows[0]["clock"]).get("wall_ms")
        return max(0, now_ms - wall) if isinstance(wall, int) else 0

    return await db.read(work())
