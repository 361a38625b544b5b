"""The session's clock for commands that come and go: how long nobody's program ran it.

The screens hold a running clock in their process and keep lengths only. A session that is
led by single commands has no such process, so that each of them notes the moment with
the clock; whoever keeps the clock next without noting it ends that.
"""

import json
from collections.abc import Generator
from dataclasses import asdict
from typing import Any

from focusgroup.store.engine.protocol import Db, Row, Statement
from focusgroup.store.row_mapping import WriteStep
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

    def work() -> WriteStep:
        rows = yield READ, {"session": session_id}
        if rows and rows[0]["clock"]:
            clock = json.dumps({**json.loads(rows[0]["clock"]), **asdict(now)})
            yield WRITE, {"clock": clock, "session": session_id}

    await db.write(work())


async def away_ms(db: Db, session_id: str, now: Moment) -> int:
    """How long ago the kept clock was noted to be right, in ms; 0 when it was not noted.

    Since the same start of the machine that is monotonic time, whatever became of the
    system's clock in between; else Unix time, and never less than nothing.
    """

    def work() -> Generator[Statement, list[Row], int]:
        rows = yield READ, {"session": session_id}
        noted: dict[str, Any] = json.loads(rows[0]["clock"]) if rows and rows[0]["clock"] else {}
        then, mono = noted.get("wall_ms"), noted.get("mono_ms")
        if now.boot and noted.get("boot") == now.boot and isinstance(mono, int):
            return max(0, now.mono_ms - mono)
        return max(0, now.wall_ms - then) if isinstance(then, int) else 0

    return await db.read(work())


async def newest_ms(db: Db, session_id: str) -> int:
    """The newest moment that the session knows of (Unix ms), 0 for none."""

    def work() -> Generator[Statement, list[Row], int]:
        newest: int = (yield NEWEST, {"session": session_id})[0]["at_ms"]
        return newest

    return await db.read(work())
