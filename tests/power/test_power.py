"""Power lost at any moment: every quote that was acknowledged is there, once.

A long run: ``python -m pytest -m slow -s tests/power`` (over a thousand images at normal and
over a thousand at slowed fsync; needs strace).
"""

import asyncio
import random
import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from focusgroup.store import open_db
from focusgroup.store.encryption import keys
from focusgroup.store.engine.sqlite import bare, connect
from focusgroup.store.outbox.replay import replay_journals
from tests.power.capturing import KEY
from tests.power.trace import Disk, Event, recorded
from tests.slow import some

pytestmark = pytest.mark.needs("strace")

CHILD = Path(__file__).parent / "capturing.py"
HOWS = ("nothing", "all", "some", "order", "torn")
QUOTES = 20


@dataclass
class Figures:
    """What was looked at, and what was wrong with it."""

    images: int = 0
    acknowledged: int = 0
    lost: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.images} images, {self.acknowledged} quotes acknowledged,"
            f" {len(self.lost)} lost, wrong: {self.wrong[:3] or 'nothing'}"
        )


@dataclass(frozen=True)
class Image:
    """What a power loss behind event *n* leaves, and what had been acknowledged by then."""

    n: int
    how: str
    files: dict[str, bytes]
    promised: frozenset[str]


def images(
    events: list[Event], folder: Path, cuts: Container[int], hows: tuple[str, ...], seed: int
) -> Iterator[Image]:
    """An image of each way behind some of the events: *cuts*, by number, the ways in turns."""
    chance = random.Random(seed)
    disk, promised = Disk(str(folder)), set[str]()
    for n, event in enumerate(events):
        disk.take(event)
        if event.call == "told":
            promised.update(line.split()[1] for line in event.data.decode().splitlines())
        for at, how in enumerate(hows):
            if n * len(hows) + at in cuts:
                yield Image(n, how, disk.left(how, chance), frozenset(promised))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked at need not outlast another power loss: our opening code, without syncs."""

    def connected(path: Path, *, reading: bool) -> sqlite3.Connection:
        connection = connect(path, reading=reading)
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    for module in ("engine.sqlite", "engine.open", "engine.migrate"):
        monkeypatch.setattr(f"focusgroup.store.{module}.connect", connected)
    monkeypatch.setattr("focusgroup.store.engine.open.sync_folder", id)


async def look(image: Image, folder: Path, place: Path, figures: Figures, seed: int) -> None:
    """Put an image on the disk, open it as the program does, and compare."""
    for path, data in image.files.items():
        if path.endswith("-shm"):
            # Shared memory, not a file that is written: whatever is left of it is rubbish.
            data = random.Random(seed).randbytes(32_768) if image.n % 2 else b""
        target = place / Path(path).relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    db = place / "data" / "groups.db"
    async with open_db(db) as opened:
        await replay_journals(opened, 1)
    connection = bare(db)
    try:
        stored = Counter(row[0] for row in connection.execute("SELECT id FROM quote"))
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        connection.close()
    figures.images += 1
    figures.acknowledged = max(figures.acknowledged, len(image.promised))
    where = f"behind event {image.n}, {image.how}"
    if lost := image.promised - stored.keys():
        figures.lost |= lost
        figures.wrong.append(f"{where}: lost {sorted(lost)}")
    if verdict != "ok" or max(stored.values(), default=1) > 1:
        figures.wrong.append(f"{where}: {verdict}, {stored.most_common(1)}")


def record(folder: Path, *, slow_us: int = 0, how: str = "") -> tuple[list[Event], Path]:
    disk = folder / "disk"
    disk.mkdir()
    command = [sys.executable, CHILD, disk / "data" / "groups.db", str(QUOTES)]
    command += [how] if how else []
    return recorded(command, folder / "trace", disk, slow_us), disk


def looked_at(folder: Path, chosen: Iterator[Image], disk: Path) -> Figures:
    figures = Figures()

    async def each() -> None:
        for n, image in enumerate(chosen):
            place = folder / f"image-{n}"
            place.mkdir()
            await look(image, disk, place, figures, n)
            shutil.rmtree(place)

    asyncio.run(each())
    print(f"\n{figures}")
    return figures


def spread(events: list[Event], many: int, first: int) -> frozenset[int]:
    """About *many* cuts all over the run, each way of cutting as often, and one at its end.

    Quotes that were waiting are acknowledged together: without the end, the last ones are missed.
    """
    every = len(events) * len(HOWS)
    step = every // many // len(HOWS) * len(HOWS) + 1
    return frozenset((*range(first, every, step), every - 1))


def test_a_power_loss_takes_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    events, disk = record(tmp_path)
    figures = looked_at(tmp_path, images(events, disk, spread(events, 40, 1), HOWS, 1), disk)
    assert not figures.wrong
    assert figures.acknowledged >= QUOTES - 2
    assert figures.images >= 35


@pytest.mark.parametrize(("how", "fewest"), [("normal", QUOTES), ("unsynced", 2)])
def test_a_database_that_does_not_sync_is_found_out(tmp_path: Path, how: str, fewest: int) -> None:
    events, disk = record(tmp_path, how=how)
    last = max(n for n, event in enumerate(events) if event.call == "told")
    cut = images(events, disk, range(last, last + 1), ("nothing",), 1)
    assert len(looked_at(tmp_path, cut, disk).lost) >= fewest


@pytest.mark.parametrize("slow_us", [0, pytest.param(20_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("seed", some(range(4), [0]))
def test_a_power_loss_takes_nothing_from_either_of_two_programs_that_sync(
    tmp_path: Path, slow_us: int, seed: int
) -> None:
    events, disk = record(tmp_path, slow_us=slow_us, how="two")
    cuts = spread(events, 300 if seed else 60, seed)
    figures = looked_at(tmp_path, images(events, disk, cuts, HOWS, seed), disk)
    assert not figures.wrong
    assert figures.acknowledged >= 2 * QUOTES - 2
    assert figures.images >= 50


@pytest.mark.slow
@pytest.mark.parametrize("slow_us", [0, 50_000])
@pytest.mark.parametrize("seed", range(5))
def test_a_power_loss_at_any_point_takes_nothing(tmp_path: Path, slow_us: int, seed: int) -> None:
    events, disk = record(tmp_path, slow_us=slow_us)
    cuts = spread(events, 300, seed)
    figures = looked_at(tmp_path, images(events, disk, cuts, HOWS, seed), disk)
    assert not figures.wrong
    assert figures.acknowledged == QUOTES
    assert figures.images >= 250


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_power_loss_before_while_and_after_it_is_encrypted_takes_nothing(
    tmp_path: Path, seed: int
) -> None:
    keys.begin_keys(None)
    keys.assign_key(tmp_path / "key", KEY)
    events, disk = record(tmp_path, how="encrypted")
    # Densely from the copy's first write until what was there is overwritten, loosely elsewhere.
    copying = [n for n, event in enumerate(events) if event.path.endswith(".part")]
    dense = range(copying[0] * len(HOWS), (copying[-1] + 8) * len(HOWS))
    figures = looked_at(tmp_path, images(events, disk, dense, HOWS, seed), disk)
    assert figures.images > 200
    after = looked_at(tmp_path, images(events, disk, spread(events, 100, seed), HOWS, seed), disk)
    keys.begin_keys(None)
    assert not figures.wrong
    assert not after.wrong
    assert after.acknowledged == QUOTES
