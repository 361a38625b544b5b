"""Reads side by side, and reads that nobody waits for any more."""

import asyncio
import gc
import shutil
import threading

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.store.engine import readers
from focusgroup.store.engine.protocol import Tx
from focusgroup.store.engine.readers import MOST_READERS
from focusgroup.store.engine.sqlite import SqliteDb

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


async def endless(tx: Tx) -> None:
    await tx.run("SELECT 1")
    await tx.run(ENDLESS)


async def quick(tx: Tx) -> int:
    row = await tx.one("SELECT 7")
    return int(row[0]) if row else 0


async def end(*reads: "asyncio.Task[None]") -> None:
    for read in reads:
        read.cancel()
    found = await asyncio.gather(*reads, return_exceptions=True)
    assert all(isinstance(each, asyncio.CancelledError) for each in found)


async def test_a_read_that_takes_long_holds_up_no_other(db: SqliteDb) -> None:
    long = asyncio.create_task(db.read(endless))
    assert [await db.read(quick) for _ in range(3)] == [7, 7, 7]
    assert not long.done()
    await end(long)


async def test_reads_that_nobody_waits_for_end_and_their_connections_serve_again(
    db: SqliteDb,
) -> None:
    for _ in range(2):
        reads = [asyncio.create_task(db.read(endless)) for _ in range(MOST_READERS + 2)]
        waiting = asyncio.create_task(db.read(quick))
        await asyncio.sleep(0.02)
        assert not waiting.done()
        await end(*reads)
        assert await waiting == 7
    assert await asyncio.gather(*(db.read(quick) for _ in range(9))) == [7] * 9


async def test_an_interrupted_read_is_reported_to_nobody(db: SqliteDb) -> None:
    """asyncio tells of failures that nobody has looked at, and the program writes a report."""
    told: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, broke: told.append(broke))
    for _ in range(3):
        read = asyncio.create_task(db.read(endless))
        await asyncio.sleep(0.01)
        await end(read)
        assert await db.read(quick) == 7
    del read
    await asyncio.sleep(0.05)
    gc.collect()
    await asyncio.sleep(0)
    assert told == []


async def test_without_memory_for_a_thread_reads_wait_for_the_connection_that_there_is(
    db: SqliteDb, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.active_count()
    with monkeypatch.context() as scarce:
        scarce.setattr(readers, "ROOM", 1 << 62)
        assert await asyncio.gather(*(db.read(quick) for _ in range(9))) == [7] * 9
        assert threading.active_count() == begun
    assert await asyncio.gather(*(db.read(quick) for _ in range(9))) == [7] * 9
    assert threading.active_count() > begun


async def test_a_database_is_closed_while_a_read_is_being_ended(db: SqliteDb) -> None:
    read = asyncio.create_task(db.read(endless))
    await asyncio.sleep(0)
    await end(read)
    await db.close()


async def test_no_file_that_was_put_in_its_place_is_read(db: SqliteDb) -> None:
    long = asyncio.create_task(db.read(endless))
    await asyncio.sleep(0.02)
    other = db.path.with_name("other.db")
    shutil.copy(db.path, other)
    other.replace(db.path)
    waiting = asyncio.create_task(db.read(quick))
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(asyncio.shield(waiting), 0.05)
    await end(long)
    assert await waiting == 7


async def test_what_asks_after_the_end_is_told_in_our_words(db: SqliteDb) -> None:
    await db.close()
    for ask in (db.read(quick), db.write(quick), db.version()):
        with pytest.raises(StoreError, match="closed"):
            await ask
