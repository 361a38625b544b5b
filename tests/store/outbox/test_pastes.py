"""Several entries at once: few transactions, each entry once and in order, none held by another."""

import asyncio
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest

from focusgroup.core.model import Kind, Quote, Session
from focusgroup.store import open_db
from focusgroup.store.engine.around import AroundDb
from focusgroup.store.engine.protocol import Work
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.maintenance.check_and_backup import back_up, check
from focusgroup.store.outbox import Draft, Outbox, OutboxEntry, OutboxState, save_draft
from focusgroup.store.outbox.entries import MOST_AT_ONCE, store_entries, store_entry
from focusgroup.store.outbox.journal import Journal, read_journal
from focusgroup.store.outbox.replay import replay_waiting
from focusgroup.store.quotes import NewQuote, quotes_of_session
from tests.store.conftest import NOW, problems_of
from tests.store.outbox.test_entries import entries

T = TypeVar("T")
GONE = "there is no session"


class Counted(AroundDb):
    """A database that counts its synced transactions, those that it refused too."""

    def __init__(self, db: SqliteDb) -> None:
        super().__init__(db)
        self.synced = 0
        self.refused = 0

    async def write(self, work: Work[T], *, durable: bool = True) -> T:
        try:
            result = await self._db.write(work, durable=durable)
        except BaseException:
            self.refused += 1
            raise
        self.synced += durable
        return result


class Told:
    """An outbox on a counted database, and what it reported: entries and states, in order."""

    def __init__(self, db: SqliteDb) -> None:
        self.path = db.path
        self.db = Counted(db)
        self.saved: list[str] = []
        self.states: list[OutboxState] = []
        self.on_disk: list[int] = []
        self.refused = asyncio.Event()
        self.box = Outbox(
            self.db, on_saved=self._on_saved, on_state=self._on_state, now_ms=lambda: NOW
        )

    def _on_saved(self, entry_id: str, quote: Quote | None) -> None:
        self.saved.append(entry_id)
        assert quote is None or quote.id == entry_id
        with closing(sqlite3.connect(self.path)) as connection:
            self.on_disk += connection.execute("SELECT count(*) FROM quote").fetchone()

    def _on_state(self, state: OutboxState) -> None:
        self.states.append(state)
        if state.reason:
            self.refused.set()


def pasted(session: Session, lines: int, bad: Sequence[int] = ()) -> list[NewQuote]:
    """Quotes of one paste; the session of the *bad* ones is gone."""
    return [
        NewQuote(
            f"line {n:03}",
            Kind.PROBLEM,
            NOW + n,
            session_id="gone" if n in bad else session.id,
            id=f"id-{n:03}",
            themes=("Mobile",),
        )
        for n in range(lines)
    ]


async def ids(db: SqliteDb, session: Session) -> list[str]:
    """The stored quotes in the order in which they were stored."""
    stored = await quotes_of_session(db, session.id)
    return [quote.id for quote in sorted(stored, key=lambda quote: quote.n)]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("focusgroup.store.outbox.outbox.FIRST_RETRY_S", 0.01)


@pytest.mark.parametrize(("lines", "most"), [(1, 1), (12, 1), (60, 1), (500, 5)])
async def test_a_paste_is_few_transactions_and_ticked_in_order_once_it_is_on_disk(
    db: SqliteDb, session: Session, lines: int, most: int
) -> None:
    told = Told(db)
    entered = [quote.id for quote in pasted(session, lines)]
    for quote in pasted(session, lines):
        told.box.put(quote)
    assert await told.box.close(30) == OutboxState()
    assert told.db.synced <= most
    assert told.saved == entered
    assert await ids(db, session) == entered
    assert all(stored > n for n, stored in enumerate(told.on_disk))


@pytest.mark.parametrize("bad", [[0], [29], [59], [30, 31], [0, 17, 42, 59]])
async def test_an_entry_that_is_refused_holds_and_loses_no_other_of_the_paste(
    db: SqliteDb, session: Session, bad: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focusgroup.store.outbox.outbox.LONGEST_RETRY_S", 0.02)
    told = Told(db)
    good = [quote.id for n, quote in enumerate(pasted(session, 60)) if n not in bad]
    for quote in pasted(session, 60, bad):
        told.box.put(quote)
    while len(told.saved) < len(good):
        await asyncio.sleep(0.01)
    assert told.saved == await ids(db, session) == good
    assert told.db.synced <= 12 * len(bad), "the others are stored several at once"
    state = await told.box.close(0)
    assert (state.waiting, state.kept) == (len(bad), len(bad))
    assert GONE in state.reason
    kept = {entry.id for entry in read_journal(db.journal)[0]}
    assert {f"id-{n:03}" for n in bad} <= kept


async def test_a_disk_that_fills_up_in_a_paste_loses_and_doubles_nothing(
    db: SqliteDb, session: Session
) -> None:
    async def room(pages: int) -> None:
        await db._writer.run(lambda at: at.execute(f"PRAGMA max_page_count = {pages}").fetchone())

    (used,) = await db._writer.run(lambda at: at.execute("PRAGMA page_count").fetchone())
    await room(used + 8)
    told = Told(db)
    told.box.put(pasted(session, 1)[0])
    await told.box.drained()
    for quote in pasted(session, 120)[1:]:
        told.box.put(quote)
    await told.refused.wait()
    while not told.states[-1].kept:
        await asyncio.sleep(0.01)
    assert "full" in told.states[-1].reason
    waiting = {entry.id for entry in told.box.waiting}
    assert waiting <= {entry.id for entry in read_journal(db.journal)[0]}
    assert waiting.isdisjoint(told.saved)
    await room(1 << 30)
    await told.box.drained()
    assert await told.box.close() == OutboxState()
    assert told.saved == await ids(db, session) == [quote.id for quote in pasted(session, 120)]
    assert not db.journal.exists()
    assert await problems_of(db) == ()


async def test_a_close_in_the_middle_of_a_paste_loses_and_doubles_nothing(
    db: SqliteDb, session: Session
) -> None:
    reached, go = threading.Event(), threading.Event()

    def hold(connection: sqlite3.Connection) -> None:
        reached.set()
        go.wait(20)

    told = Told(db)
    for quote in pasted(session, 60):
        told.box.put(quote)
    holding = asyncio.ensure_future(db._writer.run(hold))
    await asyncio.to_thread(reached.wait, 20)
    state = await told.box.close(0.05)
    assert (state.waiting, state.kept, told.saved) == (60, 60, [])
    go.set()
    await holding
    assert await replay_waiting(db, NOW) == 60
    assert await ids(db, session) == [quote.id for quote in pasted(session, 60)]
    assert not db.journal.exists()


@pytest.mark.parametrize("bad", [[], [0, 259]])
@pytest.mark.parametrize("place", ["journal", "draft"])
async def test_the_next_start_stores_what_is_left_in_few_transactions(
    db: SqliteDb, session: Session, place: str, bad: list[int]
) -> None:
    left = pasted(session, 260, bad)
    if place == "journal":
        assert Journal(db.journal).append(left)
    else:
        await save_draft(db, session.id, Draft(entered=tuple(left)), NOW)
    counted = Counted(db)
    for _ in range(2):
        await replay_waiting(counted, NOW)
        stored = [quote.id for n, quote in enumerate(left) if n not in bad]
        assert await ids(db, session) == stored
    assert counted.synced <= 4 + 20 * len(bad)
    kept = b"".join(path.read_bytes() for path in db.path.parent.glob("*.unread"))
    assert all(f"line {n:03}".encode() in kept for n in bad)


async def test_entries_in_one_transaction_leave_what_they_leave_one_by_one(
    db: SqliteDb, session: Session, tmp_path: Path
) -> None:
    made = await entries(db, session)
    copy = back_up(db.path, tmp_path / "copy.db")

    async def record(at: SqliteDb) -> list[object]:
        changes = "SELECT entity, entity_id, verb, batch, after, state FROM change ORDER BY n"
        quotes = "SELECT * FROM quote ORDER BY n"
        notes = "SELECT * FROM note ORDER BY id"

        def rows(connection: sqlite3.Connection) -> list[object]:
            said = [connection.execute(sql).fetchall() for sql in (changes, quotes, notes)]
            return [[tuple(row) for row in each] for each in said]

        with closing(sqlite3.connect(at.path)) as connection:
            return [*rows(connection), await quotes_of_session(at, session.id)]

    one_by_one = [await store_entry(db, entry, NOW) for entry in made]
    async with open_db(copy) as other:
        assert isinstance(other, SqliteDb)
        assert await store_entries(other, made, NOW) == one_by_one
        assert await record(other) == await record(db)
    assert check(copy) == ()


async def test_what_one_entry_left_undone_is_not_stored_with_the_others(
    db: SqliteDb, session: Session
) -> None:
    """A transaction that was refused leaves nothing of any of its entries."""
    made: list[OutboxEntry] = list(pasted(session, MOST_AT_ONCE, [MOST_AT_ONCE - 1]))
    with pytest.raises(Exception, match=GONE):
        await store_entries(db, made, NOW)
    assert await ids(db, session) == []
    assert await problems_of(db) == ()


async def test_the_first_of_several_waits_for_the_draft_that_holds_the_others(
    db: SqliteDb, session: Session
) -> None:
    told, drafted = Told(db), asyncio.Event()
    box = Outbox(
        told.db,
        on_saved=told._on_saved,
        on_state=told._on_state,
        now_ms=lambda: NOW,
        draft_saved=lambda: drafted.wait(),
    )
    one, two, three = pasted(session, 3)
    box.put(one)
    await box.drained()
    assert told.saved == [one.id]  # nothing waits behind it, so no draft is needed
    box.put(two)
    box.put(three)
    await asyncio.sleep(0.1)
    assert told.saved == [one.id]
    drafted.set()
    assert await box.close(30) == OutboxState()
    assert told.saved == [one.id, two.id, three.id]
    assert told.states == []
    assert not db.journal.exists()


async def test_what_waits_is_in_the_journal_where_the_draft_takes_long(
    db: SqliteDb, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focusgroup.store.outbox.outbox.SLOW_S", 0.05)
    kept: list[list[str]] = []
    first, second = pasted(session, 2)
    box = Outbox(
        db,
        on_saved=lambda *_: kept.append([each.id for each in read_journal(db.journal)[0]]),
        on_state=lambda _: None,
        now_ms=lambda: NOW,
        draft_saved=asyncio.Event().wait,
    )
    box.put(first)
    box.put(second)
    assert await box.close(30) == OutboxState()
    assert second.id in kept[0]
    assert await ids(db, session) == [first.id, second.id]


async def test_one_that_is_refused_makes_no_other_of_the_paste_wait(
    db: SqliteDb, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focusgroup.store.outbox.outbox.FIRST_RETRY_S", 60)
    told = Told(db)
    for quote in pasted(session, 12, [11]):
        told.box.put(quote)
    async with asyncio.timeout(20):
        while len(told.saved) < 11:
            await asyncio.sleep(0.01)
    assert (await told.box.close(0)).waiting == 1


async def test_keys_are_taken_between_the_ticks_of_a_paste(db: SqliteDb, session: Session) -> None:
    told = Told(db)
    taken: list[int] = []

    async def keys() -> None:
        while len(told.saved) < 60:
            taken.append(len(told.saved))
            await asyncio.sleep(0)

    typing = asyncio.create_task(keys())
    for quote in pasted(session, 60):
        told.box.put(quote)
    assert await told.box.close(30) == OutboxState()
    await typing
    assert {*range(1, 60)} <= {*taken}
