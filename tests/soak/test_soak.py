"""Eight hours of a session in minutes: memory stays flat, and nothing is left open.

    python -m pytest -m slow -s -o faulthandler_timeout=1800 tests/soak

The clock of the program is moved on by hand; a quote a minute and a half, as in a lively room,
with corrections, notes, questions, pauses, changes of size, searches of the palette and other
screens between. `FOCUSGROUP_SOAK_HOURS` makes it longer or shorter.
"""

import asyncio
import gc
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from focusgroup.store import open_sqlite
from focusgroup.store.engine.location import crash_dir
from focusgroup.system import clock as now
from focusgroup.tui.app import FocusgroupApp
from tests.tui.living import Live, live_screen, make_session

HOURS = float(os.environ.get("FOCUSGROUP_SOAK_HOURS", "8"))
QUOTE_EVERY_S = 90
WARM_UP = 0.25
"""The part of the time after which memory is compared with: caches are full by then."""
MOST_GROWTH = 1.10


@dataclass(frozen=True)
class Held:
    """What the process holds: memory (KiB), open files, threads and tasks."""

    kib: int
    files: int
    threads: int
    tasks: int

    @classmethod
    def look(cls) -> "Held":
        gc.collect()
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return cls(
            pages * os.sysconf("SC_PAGE_SIZE") // 1024,
            len(list(Path("/proc/self/fd").iterdir())),
            threading.active_count(),
            len(asyncio.all_tasks()),
        )


class Time:
    """The program's two clocks, moved on by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._ms = 0
        began = time.time_ns() // 1_000_000
        for name, zero in (("mono_ms", 1_000_000), ("unix_ms", began)):
            self._replace(monkeypatch, name, zero)

    def _replace(self, monkeypatch: pytest.MonkeyPatch, name: str, zero: int) -> None:
        import sys

        original = getattr(now, name)
        for module in tuple(sys.modules.values()):
            if getattr(module, name, None) is original:
                monkeypatch.setattr(module, name, lambda *_: zero + self._ms)

    def pass_s(self, seconds: float) -> None:
        self._ms += int(seconds * 1000)


async def one_round(live: Live, n: int) -> None:
    """What happens in a minute and a half."""
    sign = "-+?."[n % 4]
    live.type(f"{sign}what customer {n} said about the reports @{n % 3 + 1} #Reporting⏎")
    screen = live.screen
    if n % 5 == 0:
        live.key("up")
        live.type(" and more⏎")
    if n % 7 == 0:
        live.type(f"/park topic {n}⏎")
    if n % 20 == 0:
        for action in ("next", "pause", "pause", "guide", "guide"):
            screen.action_do(action)
    if n % 10 == 0:
        await live.pilot.resize_terminal(80 + n % 3 * 40, 24 + n % 3 * 10)
        for action in ("plan", "seats", "end"):
            before = len(live.pilot.app.screen_stack)
            screen.action_do(action)
            while len(live.pilot.app.screen_stack) == before:
                await live.pilot.pause()
            await live.pilot.press("escape")
            while live.pilot.app.screen is not screen:
                await live.pilot.pause()
    if n % 30 == 0:
        screen.action_do("undo")
        await live.settled()
    for _ in range(4):
        screen._tick()
    await live.pilot.pause()
    live.pilot.app.clear_notifications()


@pytest.mark.slow
@pytest.mark.needs("module:resource")
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads Linux's figures")
async def test_eight_hours_leave_memory_flat_and_nothing_open(
    tmp_path: Path, run_app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Time(monkeypatch)
    db = await open_sqlite(tmp_path / "groups.db")
    session = await make_session(db)
    rounds = int(HOURS * 3600 / QUOTE_EVERY_S)
    seen: list[Held] = []
    at_first = Held.look()
    try:
        app = FocusgroupApp(db)
        async with run_app(app) as pilot:
            await app.push_screen(await live_screen(db, session.id))
            await pilot.pause()
            live = Live(pilot, db, session)
            began = time.monotonic()
            for n in range(rounds):
                await one_round(live, n)
                clock.pass_s(QUOTE_EVERY_S)
                if n % max(rounds // 16, 1) == 0:
                    await live.saved()
                    seen.append(Held.look())
            stored = await live.saved()
            seen.append(Held.look())
        ended = Held.look()
    finally:
        await db.close()
    warm = seen[int(len(seen) * WARM_UP)]
    print(
        f"\n{HOURS:g} h in {time.monotonic() - began:.0f} s, {len(stored)} quotes;"
        f" memory {warm.kib / 1024:.1f} MB warm, {seen[-1].kib / 1024:.1f} MB at the end"
        f" ({seen[-1].kib / warm.kib - 1:+.1%}); files {warm.files} → {seen[-1].files},"
        f" threads {warm.threads} → {seen[-1].threads}, tasks {warm.tasks} → {seen[-1].tasks}"
    )
    assert len(stored) >= rounds * 0.9
    assert seen[-1].kib <= warm.kib * MOST_GROWTH
    assert max(each.files for each in seen) <= warm.files + 2
    assert max(each.threads for each in seen) <= warm.threads + 2
    assert max(each.tasks for each in seen) <= warm.tasks + 5
    assert ended.tasks <= at_first.tasks + 1
    assert ended.files <= at_first.files + 1
    assert not list(crash_dir().glob("*"))
