"""What a paste costs: synced transactions, and the time until its lines are on disk.

    python benchmarks/pastes.py

Puts 1, 12, 60 and 500 quotes at once into the outbox of a session on this disk; beside it, in
turn, one transaction for each. `tests/power/test_one_sync.py` counts the syncs of the program.
"""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path
from typing import TypeVar

from focusgroup.core.ids import new_id
from focusgroup.core.model import Agenda, Kind, Quote
from focusgroup.store import Db, open_db, sessions
from focusgroup.store.engine.around import AroundDb
from focusgroup.store.engine.protocol import Work
from focusgroup.store.outbox import Outbox, outbox
from focusgroup.store.quotes import NewQuote
from focusgroup.system.clock import unix_ms

T = TypeVar("T")
LINES = (1, 12, 60, 500)
ROUNDS = 5
AT_ONCE = {"together": outbox.MOST_AT_ONCE, "one by one": 1}


class Counted(AroundDb):
    """A database that counts its synced transactions."""

    def __init__(self, db: Db) -> None:
        super().__init__(db)
        self.synced = 0

    async def write(self, work: Work[T], *, durable: bool = True) -> T:
        self.synced += durable
        return await self._db.write(work, durable=durable)


async def paste(db: Db, session_id: str, lines: int) -> tuple[int, float, float]:
    """Return the synced transactions, and when the first and the last line is stored (ms)."""
    stored: list[float] = []

    def on_saved(_: str, quote: Quote | None) -> None:
        stored.append((time.perf_counter() - began) * 1000)

    counted = Counted(db)
    box = Outbox(counted, on_saved=on_saved, on_state=lambda _: None, now_ms=unix_ms)
    texts = [f"line {n} of a paste, as long as people say it in a group" for n in range(lines)]
    said = [
        NewQuote(
            text, Kind.PROBLEM, unix_ms(), session_id=session_id, id=new_id(), themes=("Speed",)
        )
        for text in texts
    ]
    began = time.perf_counter()
    for quote in said:
        box.put(quote)
    await box.drained()
    await box.close()
    return counted.synced, stored[0], stored[-1]


async def main() -> None:
    """Run every size both ways, in turn, and print the medians."""
    found: dict[tuple[int, str], list[tuple[int, float, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        async with open_db(Path(folder) / "groups.db") as db:
            session = await sessions.create(db, title="Pastes", agenda=Agenda("Pastes"), now_ms=1)
            for lines in LINES * ROUNDS:
                for way, outbox.MOST_AT_ONCE in AT_ONCE.items():
                    result = await paste(db, session.id, lines)
                    found.setdefault((lines, way), []).append(result)
    print("lines  way         synced transactions  first line ms  last line ms")
    for (lines, way), results in found.items():
        synced, first, last = (statistics.median(each) for each in zip(*results, strict=True))
        print(f"{lines:5}  {way:10}  {synced:19.0f}  {first:13.1f}  {last:12.1f}")


asyncio.run(main())
