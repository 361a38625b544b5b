"""The PostgreSQL driver: transactions, other programs, lost connections, errors in words."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from focusgroup.core.errors import FocusgroupError, NotTaken, StoreError
from focusgroup.core.model import Kind, Session
from focusgroup.store.engine.protocol import Db, Tx, hear
from focusgroup.store.engine.servers import place_of
from focusgroup.store.maintenance.server_copy import check_on_server
from focusgroup.store.quotes import NewQuote, add_quote, quotes_of_session
from tests.postgres import TestServer
from tests.store.conftest import NOW

pytestmark = [pytest.mark.needs("postgres")]
KILL = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
TITLE = "SELECT title FROM session"


@pytest.fixture
def engine() -> str:
    return "postgresql"


async def titled(tx: Tx, title: str) -> None:
    await tx.run("UPDATE session SET title = :title", {"title": title})


async def title(db: Db) -> str:
    rows = await db.read(lambda tx: tx.all(TITLE))
    return str(rows[0]["title"])


def quote(quote_id: str, session: Session, text: str, at: int) -> NewQuote:
    return NewQuote(
        id=quote_id, session_id=session.id, text=text, kind=Kind.PROBLEM, at_ms=NOW + at
    )


async def test_an_error_takes_all_of_a_transaction_back(db: Db, session: Session) -> None:
    async def work(tx: Tx) -> None:
        await titled(tx, "half done")
        raise FocusgroupError("no")

    with pytest.raises(FocusgroupError, match="no"):
        await db.write(work)
    assert await title(db) == "Planners"


async def test_what_can_t_be_held_is_not_taken_and_the_next_write_is(
    db: Db, session: Session
) -> None:
    with pytest.raises(NotTaken, match="can't hold this"):
        await db.write(lambda tx: tx.run("UPDATE session SET status = NULL"))
    with pytest.raises(NotTaken):
        await db.write(lambda tx: titled(tx, "with a \0 in it"))
    await db.write(lambda tx: titled(tx, "next"))
    assert await title(db) == "next"


async def test_a_write_goes_on_when_nobody_waits_for_it_any_more(db: Db, session: Session) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def work(tx: Tx) -> None:
        begun.set()
        await go_on.wait()
        await titled(tx, "done")

    waiting = asyncio.create_task(db.write(work))
    await begun.wait()
    waiting.cancel()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await db.write(lambda tx: tx.run("UPDATE session SET place = 'here'"))
    assert await title(db) == "done"


async def test_a_read_that_nobody_waits_for_ends(db: Db) -> None:
    reading = asyncio.create_task(db.read(lambda tx: tx.all("SELECT pg_sleep(60)")))
    await asyncio.sleep(0.2)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert await db.read(lambda tx: tx.all("SELECT 1 AS one"))


async def test_values_are_those_of_sqlite(db: Db) -> None:
    sql = "SELECT 1 = 1 AS yes, 1 = 2 AS no, sum(n) AS s, avg(n) AS a FROM (VALUES (1), (2)) v (n)"
    row = await db.read(lambda tx: tx.one(sql))
    assert row is not None
    assert [row["yes"], row["no"], row["s"], row["a"]] == [1, 0, 3, 1.5]
    assert [type(value) for value in (row[0], row[1], row[2])] == [int, int, int]


async def test_the_number_changes_when_another_program_writes_and_only_then(
    db: Db, session: Session, opened: Callable[..., Any]
) -> None:
    other = await opened()
    before = await db.version()
    await db.write(lambda tx: titled(tx, "own"))
    assert await db.version() == before
    await other.write(lambda tx: titled(tx, "other's"))
    async with asyncio.timeout(10):
        while await db.version() == before:
            await asyncio.sleep(0.01)


async def test_whoever_listens_is_told_at_once_of_others_and_not_of_itself(
    db: Db, session: Session, opened: Callable[..., Any]
) -> None:
    told = asyncio.Event()
    hear(db, told.set)
    await db.version()
    await db.write(lambda tx: titled(tx, "own"))
    await db.version()
    assert not told.is_set()
    other = await opened()
    await other.write(lambda tx: titled(tx, "other's"))
    async with asyncio.timeout(10):
        await told.wait()


async def test_programs_know_of_each_other_until_they_end(
    db: Db, session: Session, opened: Callable[..., Any]
) -> None:
    other = await opened()
    own = other.programs.begin()
    await other.write(lambda tx: titled(tx, "begun"))
    await db.write(lambda tx: titled(tx, "later"))
    assert db.programs.runs(own)
    assert not db.programs.runs("0123456789abcdef")
    await other.close()
    async with asyncio.timeout(10):
        while db.programs.runs(own):
            await asyncio.sleep(0.2)
            await title(db)


async def test_a_killed_connection_loses_and_doubles_nothing(
    db: Db, session: Session, pg_server: TestServer, pg_url: str
) -> None:
    async def said(n: int) -> None:
        await add_quote(db, quote(f"quote-{n}", session, f"No {n}", n), NOW)

    await said(1)
    await title(db)
    pg_server.run(KILL, pg_url)
    assert await title(db) == "Planners"
    pg_server.run(KILL, pg_url)
    for _ in range(2):  # the first may find the connection gone; the entry is tried again
        try:
            await said(2)
            break
        except StoreError:
            continue
    await said(2)
    assert [each.text for each in await quotes_of_session(db, session.id)] == ["No 1", "No 2"]


async def test_a_reader_goes_on_through_kills(
    db: Db, session: Session, pg_server: TestServer, pg_url: str
) -> None:
    for n in range(20):
        await add_quote(db, quote(f"q{n:03}", session, f"No {n}", n), NOW + n)
    killing = asyncio.get_running_loop().run_in_executor(
        None, lambda: [pg_server.run(KILL, pg_url) for _ in range(5)]
    )
    reads = 0
    while not killing.done() or reads < 5:
        try:
            found = await quotes_of_session(db, session.id)
        except StoreError:
            continue  # killed twice within one read
        assert [each.id for each in found] == [f"q{n:03}" for n in range(20)]
        reads += 1
    await killing


async def test_a_snapshot_stays_what_it_was(
    db: Db, session: Session, opened: Callable[..., Any]
) -> None:
    other = await opened()
    snapshot = await asyncio.to_thread(db.snapshot)
    try:
        await other.write(lambda tx: titled(tx, "later"))
        rows = await asyncio.to_thread(snapshot.read, lambda tx: tx.all(TITLE))
        assert rows[0]["title"] == "Planners"
    finally:
        snapshot.close()
        snapshot.close()


async def test_a_turn_that_does_not_come_is_said_and_the_next_write_is_made(
    db: Db, session: Session, opened: Callable[..., Any]
) -> None:
    other = await opened()
    let_go = asyncio.Event()

    async def hold(tx: Tx) -> None:
        await titled(tx, "held")
        await let_go.wait()

    await db.write(lambda tx: titled(tx, "before"))
    await db.write(lambda tx: tx.run("SET lock_timeout = '100ms'"))
    holding = asyncio.create_task(other.write(hold))
    await asyncio.sleep(0.3)
    try:
        for _ in range(2):
            with pytest.raises(StoreError, match="another program holds it; try again"):
                await db.write(lambda tx: titled(tx, "refused"))
    finally:
        let_go.set()
        await holding
    await db.write(lambda tx: titled(tx, "after"))
    assert await title(db) == "after"


async def test_eight_writers_lose_and_double_nothing(
    db: Db, session: Session, opened: Callable[..., Any]
) -> None:
    async def write(writer: int) -> None:
        mine = await opened()
        for n in range(10):
            await add_quote(mine, quote(f"{writer}-{n}", session, f"{writer}: {n}", n), NOW + n)

    await asyncio.gather(*(write(writer) for writer in range(8)))
    found = await quotes_of_session(db, session.id)
    wanted = sorted(f"{writer}-{n}" for writer in range(8) for n in range(10))
    assert sorted(each.id for each in found) == wanted
    rows = await db.read(lambda tx: tx.all("SELECT rev, quotes FROM session"))
    assert [tuple(row) for row in rows] == [(80, 80)]
    assert await check_on_server(db, db.journal) == ()


async def test_the_journal_is_on_this_machine(db: Db, pg_url: str) -> None:
    assert db.journal.parent == place_of(pg_url).parent
    assert db.journal.parent.stat().st_mode & 0o777 == 0o700
