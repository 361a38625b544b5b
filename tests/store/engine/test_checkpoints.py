"""The log goes back into the database beside the commits, not in one of them."""

import sqlite3
from contextlib import closing

import pytest

from focusgroup.core.model import Session
from focusgroup.store.engine import sqlite
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.outbox import drafts
from focusgroup.store.outbox.drafts import Draft
from tests.store.conftest import NOW

EVERY = 5


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "WRITES_A_CHECKPOINT", EVERY)


async def type_on(db: SqliteDb, session: Session, times: int) -> None:
    for n in range(times):
        await drafts.save_draft(db, session.id, Draft(f"half a line {n}"), NOW + n)


async def test_the_thread_that_reads_writes_the_log_back(db: SqliteDb, session: Session) -> None:
    said: dict[str, list[str]] = {"reader": [], "writer": []}
    db._readers.first._conn.set_trace_callback(said["reader"].append)
    db._writer._conn.set_trace_callback(said["writer"].append)
    before = db.path.read_bytes()
    await type_on(db, session, 3 * EVERY)
    assert db._checkpoint
    await db._checkpoint
    assert "PRAGMA wal_checkpoint(PASSIVE)" in said["reader"]
    assert not any("checkpoint" in each for each in said["writer"])
    assert db.path.read_bytes() != before


async def test_nobody_who_reads_is_waited_for(db: SqliteDb, session: Session) -> None:
    await type_on(db, session, 1)
    with closing(sqlite3.connect(db.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM draft").fetchall()
        await type_on(db, session, 3 * EVERY)
        assert (await drafts.load_draft(db, session.id)).text == f"half a line {3 * EVERY - 1}"
        other.execute("COMMIT")


async def test_a_log_that_can_not_be_written_back_harms_nothing(
    db: SqliteDb, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(sqlite, "_write_log_back", fails)
    await type_on(db, session, 3 * EVERY)
    assert (await drafts.load_draft(db, session.id)).text == f"half a line {3 * EVERY - 1}"


async def test_a_commit_alone_writes_back_only_a_very_long_log(db: SqliteDb) -> None:
    for connection in (db._writer._conn, db._readers.first._conn):
        (pages,) = connection.execute("PRAGMA wal_autocheckpoint").fetchone()
        assert pages == sqlite.MOST_LOG_PAGES
