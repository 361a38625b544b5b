"""A watched database syncs beside its writing thread: nothing waits behind a slow disk."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.store import open_sqlite
from focusgroup.store.engine.file_watch import FileWatch
from focusgroup.store.engine.log_sync import LogSync
from focusgroup.store.engine.protocol import Tx
from focusgroup.store.engine.sqlite import SqliteDb, connect

KEPT = "SELECT value FROM meta WHERE key = 'tried'"
KEEP = "INSERT INTO meta VALUES ('tried', :value) ON CONFLICT DO UPDATE SET value = :value"


class Disk:
    """Counts the syncs of the log; they wait while it is slow, and fail while it is broken."""

    def __init__(self) -> None:
        self.quick = threading.Event()
        self.quick.set()
        self.broken = False
        self.syncs = 0

    def sync(self) -> None:
        self.syncs += 1
        assert self.quick.wait(30)
        if self.broken:
            raise OSError("the disk is worn out")


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    disk = Disk()
    monkeypatch.setattr(FileWatch, "sync_log", lambda _: disk.sync())
    return disk


@pytest.fixture
async def db(tmp_path: Path, disk: Disk) -> AsyncIterator[SqliteDb]:
    db = await open_sqlite(tmp_path / "groups.db")
    await db.write(lambda tx: tx.run("CREATE TABLE IF NOT EXISTS meta (key PRIMARY KEY, value)"))
    await db.watch()
    yield db
    disk.quick.set()
    await db.close()


async def keep(db: SqliteDb, value: str, *, durable: bool = True) -> None:
    async def work(tx: Tx) -> None:
        await tx.run(KEEP, {"value": value})

    await db.write(work, durable=durable)


def kept(db: SqliteDb) -> str:
    connection = connect(db.path, reading=True)
    try:
        return str(connection.execute(KEPT).fetchone()[0])
    finally:
        connection.close()


async def test_a_draft_is_written_while_a_quote_is_synced(db: SqliteDb, disk: Disk) -> None:
    disk.quick.clear()
    quote = asyncio.ensure_future(keep(db, "quote"))
    while not disk.syncs:
        await asyncio.sleep(0.001)
    async with asyncio.timeout(30):
        await keep(db, "draft", durable=False)
    assert kept(db) == "draft"
    assert not quote.done()
    disk.quick.set()
    await quote
    assert disk.syncs == 1


async def test_all_that_wait_share_the_next_sync(db: SqliteDb, disk: Disk) -> None:
    disk.quick.clear()
    first = asyncio.ensure_future(keep(db, "0"))
    while not disk.syncs:
        await asyncio.sleep(0.001)
    others = [asyncio.ensure_future(keep(db, str(n))) for n in range(1, 6)]
    while kept(db) != "5":
        await asyncio.sleep(0.001)
    disk.quick.set()
    await asyncio.gather(first, *others)
    assert disk.syncs == 2


async def test_what_other_programs_wrote_is_synced_when_it_is_asked_for(
    db: SqliteDb, disk: Disk
) -> None:
    await db.settled()
    assert disk.syncs == 1


async def test_after_a_failed_sync_nothing_is_durable_until_the_log_was_written_back(
    db: SqliteDb, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = db.path.with_name(f"{db.path.name}-wal")
    disk.broken = True
    await keep(db, "written back")
    assert log.stat().st_size == 0
    monkeypatch.setattr(db._log_sync, "_write_back", refused := Refused())
    for _ in range(2):
        with pytest.raises(StoreError, match="the disk reported an error"):
            await keep(db, "doubtful")
    disk.broken = False  # a sync that succeeds now says nothing of the pages that were lost
    with pytest.raises(StoreError, match="the disk reported an error"):
        await keep(db, "doubtful")
    refused.takes = True
    await keep(db, "durable")
    syncs = disk.syncs
    await keep(db, "durable again")
    assert disk.syncs == syncs + 1


class Refused:
    """Writes the log back, or doesn't."""

    takes = False

    async def __call__(self) -> bool:
        return self.takes


async def test_a_cancelled_write_is_made_and_the_next_one_is_synced(
    db: SqliteDb, disk: Disk
) -> None:
    disk.quick.clear()
    first = asyncio.ensure_future(keep(db, "cancelled"))
    while not disk.syncs:
        await asyncio.sleep(0.001)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    assert kept(db) == "cancelled"
    second = asyncio.ensure_future(keep(db, "second"))
    disk.quick.set()
    await second
    assert kept(db) == "second"
    assert disk.syncs == 2


async def test_a_failed_sync_is_not_forgotten_when_its_write_was_cancelled(
    db: SqliteDb, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db._log_sync, "_write_back", Refused())
    disk.quick.clear()
    disk.broken = True
    first = asyncio.ensure_future(keep(db, "cancelled"))
    while not disk.syncs:
        await asyncio.sleep(0.001)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    disk.quick.set()
    assert db._log_sync
    await asyncio.get_running_loop().run_in_executor(db._log_sync._pool, id, 0)
    disk.broken = False  # an error is reported once; this one was, to nobody
    with pytest.raises(StoreError, match="the disk reported an error"):
        await keep(db, "doubtful")


@pytest.mark.parametrize("broken", [False, True])
async def test_a_write_that_the_closing_overtakes_counts_if_its_last_sync_was_made(
    disk: Disk, broken: bool
) -> None:
    disk.broken = broken
    sync = LogSync(disk.sync, Refused())
    await sync.close()
    assert disk.syncs == 1
    assert await sync.committed() is not broken
