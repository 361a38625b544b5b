"""A transaction is a coroutine over its `Tx`: run whole, in one hop, or not at all."""

import asyncio

import pytest

from focusgroup.store.engine import threads
from focusgroup.store.engine.protocol import Tx
from focusgroup.store.engine.sqlite import SqliteDb

INSERT = (
    "INSERT INTO theme (id, path, path_key, description, created_ms) VALUES (:id, :id, :id, '', 0)"
)
IDS = "SELECT id FROM theme ORDER BY id"


async def ids(db: SqliteDb) -> list[str]:
    return [row["id"] for row in await db.read(lambda tx: tx.all(IDS))]


async def test_a_transaction_reads_what_it_wrote(db: SqliteDb) -> None:
    async def work(tx: Tx) -> tuple[object, ...]:
        for name in ("b", "a"):
            await tx.run(INSERT, {"id": name})
        first = await tx.one(IDS)
        none = await tx.one("SELECT id FROM theme WHERE id = :id", {"id": "c"})
        made = await tx.one(f"{INSERT} RETURNING id AS made", {"id": "d"})
        assert first is not None
        assert made is not None
        return first["id"], none, made["made"], len(await tx.all(IDS))

    assert await db.write(work) == ("a", None, "d", 3)
    assert await ids(db) == ["a", "b", "d"]


async def test_an_error_in_a_nested_step_rolls_everything_back(db: SqliteDb) -> None:
    async def step(tx: Tx) -> None:
        await tx.run(INSERT, {"id": "b"})
        raise ValueError("no")

    async def work(tx: Tx) -> None:
        await tx.run(INSERT, {"id": "a"})
        await step(tx)

    with pytest.raises(ValueError, match="no"):
        await db.write(work)
    assert await ids(db) == []


async def test_a_transaction_that_waits_for_something_else_is_refused(db: SqliteDb) -> None:
    closed = []

    async def work(tx: Tx) -> None:
        try:
            await tx.run(INSERT, {"id": "a"})
            await asyncio.sleep(0)
        finally:
            closed.append(True)

    with pytest.raises(RuntimeError, match="may await its tx only"):
        await db.write(work)
    assert closed == [True]
    assert await ids(db) == []
    await db.write(lambda tx: tx.run(INSERT, {"id": "b"}))
    assert await ids(db) == ["b"]


async def test_a_transaction_of_many_statements_is_one_hop(
    db: SqliteDb, monkeypatch: pytest.MonkeyPatch
) -> None:
    hops = []
    run = threads.DbThread.run

    async def counted(thread: threads.DbThread, function: object) -> object:
        hops.append(function)
        return await run(thread, function)  # type: ignore[arg-type]

    monkeypatch.setattr(threads.DbThread, "run", counted)

    async def work(tx: Tx) -> None:
        for n in range(20):
            await tx.run(INSERT, {"id": f"{n:02}"})

    await db.write(work)
    assert len(hops) == 1
