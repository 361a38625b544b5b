"""An open database that is watched: what other programs do to its files, and ordinary work."""

import asyncio
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.core.model import Kind, Session
from focusgroup.store import open_sqlite
from focusgroup.store.encryption import Key, assign_key, begin_keys, is_encrypted
from focusgroup.store.engine.file_watch import FileWatch, Loss
from focusgroup.store.engine.sqlite import SqliteDb, bare
from focusgroup.store.engine.watching import watched
from focusgroup.store.maintenance import check_and_backup
from focusgroup.store.quotes import NewQuote, add_quote
from tests.store.conftest import NOW


@pytest.fixture(params=["plain", "encrypted"])
async def db(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqliteDb]:
    begin_keys(None)
    path = tmp_path / "groups.db"
    if request.param == "encrypted":
        assign_key(path, Key.random())
    database = await open_sqlite(path)
    try:
        yield database
    finally:
        await database.close()
        begin_keys(None)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another program's SQLite database."""
    path = tmp_path / "mail.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE mail (id)")
        connection.commit()
    return path


async def say(db: SqliteDb, session: Session, n: int) -> None:
    new = NewQuote(f"quote {n}", Kind.PROBLEM, NOW + n, session_id=session.id, id=f"id-{n}")
    await add_quote(db, new, NOW)


def overwrite(path: Path, data: bytes) -> None:
    """As `cp` and shell redirections do: the same file, other bytes."""
    with path.open("r+b") as file:
        file.write(data)
        file.truncate()


def write_in(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def log(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


DEEDS: dict[str, Callable[[Path, Path], object]] = {
    "emptied": lambda path, _: os.truncate(path, 0),
    "cut after a page": lambda path, _: os.truncate(path, 4096),
    "cut within a page": lambda path, _: os.truncate(path, path.stat().st_size - 100),
    "zeros": lambda path, _: overwrite(path, bytes(path.stat().st_size)),
    "zeros at its beginning": lambda path, _: write_in(path, 0, bytes(16)),
    "a text": lambda path, _: overwrite(path, b"no database\n" * 1000),
    "another database": lambda path, other: overwrite(path, other.read_bytes()),
    "its own backup": lambda path, _: overwrite(path, path.with_name("old.db").read_bytes()),
    "a longer file": lambda path, _: write_in(path, path.stat().st_size, b"more"),
    "noise in its header": lambda path, _: write_in(path, 40, os.urandom(20)),
    "noise in its pages": lambda path, _: write_in(path, 4096, os.urandom(40_960)),
    "its log emptied": lambda path, _: os.truncate(log(path), 0),
    "its log overwritten": lambda path, _: overwrite(log(path), bytes(200_000)),
    "its log removed": lambda path, _: log(path).unlink(),
    "deleted": lambda path, _: path.unlink(),
    "replaced": lambda path, other: other.replace(path),
    "replaced by its own backup": lambda path, _: path.with_name("old.db").replace(path),
    "moved and replaced": lambda path, other: (
        path.rename(path.with_name("moved.db")),
        other.replace(path),
    ),
    "moved": lambda path, _: path.rename(path.with_name("moved.db")),
}
COPIED_OUT = ("deleted", "its log removed", *(deed for deed in DEEDS if "replaced" in deed))


USUAL = (
    *("emptied", "cut within a page", "zeros", "another database", "noise in its pages"),
    *("deleted", "its log removed", "replaced by its own backup"),
)
"""Tried in every run; the others in a long one."""


@pytest.mark.parametrize("db", ["plain"], indirect=True)
@pytest.mark.parametrize("deed", USUAL)
async def test_what_others_do_to_an_open_database_is_noticed(
    db: SqliteDb, session: Session, other: Path, deed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await is_noticed(db, session, other, deed, monkeypatch)


@pytest.mark.parametrize("db", ["encrypted"], indirect=True)
async def test_an_encrypted_database_is_watched_too(
    db: SqliteDb, session: Session, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await is_noticed(db, session, other, "its own backup", monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("deed", DEEDS)
async def test_all_that_others_do_to_any_open_database_is_noticed(
    db: SqliteDb, session: Session, other: Path, deed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await is_noticed(db, session, other, deed, monkeypatch)


async def is_noticed(
    db: SqliteDb, session: Session, other: Path, deed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focusgroup.store.engine.watching.LOOK_S", 0.02)
    check_and_backup.back_up(db.path, db.path.with_name("old.db"))
    with closing(bare(db.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    await say(db, session, 1)
    told: list[tuple[Loss, Path | None]] = []
    noticed = asyncio.Event()

    def on_loss(loss: Loss, copy: Path | None) -> None:
        told.append((loss, copy))
        noticed.set()

    async with watched(db, on_loss):
        await say(db, session, 2)
        assert db.lost is None
        DEEDS[deed](db.path, other)
        await asyncio.wait_for(noticed.wait(), 20)
        (loss, copy) = told[0]
        assert db.lost == loss
        assert str(db.path) in loss.why
        before = db.path.read_bytes() if db.path.exists() else b""
        with pytest.raises(StoreError, match=r"another program|no longer there"):
            await say(db, session, 3)
    if deed in COPIED_OUT:
        assert copy is not None
        with closing(bare(copy)) as connection:
            found = connection.execute("SELECT id FROM quote ORDER BY id").fetchall()
        # Written again at the end, with what went into the deleted file since.
        assert [row[0] for row in found] == ["id-1", "id-2", "id-3"]
        assert check_and_backup.check(copy) == ()
        assert copy.stat().st_mode & 0o777 == 0o600
        await db.close()
        if "replaced" in deed:  # our log is not written into it by whoever opens it next
            assert db.path.read_bytes() == before
            assert not log(db.path).exists()
    elif deed != "moved":
        assert loss.ruined
        assert copy is None
        await db.close()
        if deed in ("a text", "another database", "its own backup"):
            assert db.path.read_bytes() == before  # not even the end writes our log into it
            assert not log(db.path).exists() or not log(db.path).stat().st_size


async def test_a_database_that_is_put_back_is_written_again(db: SqliteDb, session: Session) -> None:
    watch = await db.watch()
    away = db.path.with_name("away.db")
    db.path.rename(away)
    with pytest.raises(StoreError, match="no longer there"):
        await say(db, session, 1)
    away.rename(db.path)
    await say(db, session, 2)
    assert watch.look() is None


HANDLES = Path("/proc/self/fd")
CHECKPOINTS = ("PASSIVE", "FULL", "RESTART", "TRUNCATE")
ELSEWHERE = """
import sqlite3, sys
for line in sys.stdin:
    connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
    connection.execute(line).fetchall()
    connection.close()
    print(flush=True)
"""
STEPS = int(os.environ.get("FOCUSGROUP_STEPS", "0"))


async def ordinary_work(db: SqliteDb, session: Session, steps: int, seed: int) -> None:
    """Write, checkpoint, shrink, touch, back up and read, here and in another program."""
    chance = random.Random(seed)
    watch = await db.watch()
    looking = True

    def look() -> Loss | None:
        while looking:
            if loss := watch.look():
                return loss
        return None

    sees = asyncio.create_task(asyncio.to_thread(look))
    with subprocess.Popen(
        [sys.executable, "-c", ELSEWHERE, str(db.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:

        def elsewhere(sql: str) -> None:
            if is_encrypted(db.path):  # Python's own SQLite can't read it
                with closing(bare(db.path, 30)) as connection:
                    connection.execute(sql).fetchall()
                return
            assert process.stdin
            process.stdin.write(sql + "\n")
            process.stdin.flush()
            assert process.stdout
            assert process.stdout.readline()

        for n in range(steps):
            match chance.randrange(9):
                case 0 | 1:
                    for each in range(chance.randrange(1, 12)):
                        await say(db, session, n * 100 + each)
                case 2:
                    kind = chance.choice(CHECKPOINTS)
                    await asyncio.to_thread(elsewhere, f"PRAGMA wal_checkpoint({kind})")
                case 3:
                    await asyncio.to_thread(elsewhere, "UPDATE session SET place = place || 'x'")
                case 4:
                    size = chance.randrange(1, 400_000)
                    note = f"UPDATE session SET bottom_line = hex(zeroblob({size}))"
                    await asyncio.to_thread(elsewhere, note)
                case 5:
                    await asyncio.to_thread(elsewhere, "VACUUM")
                case 6:
                    os.utime(db.path)
                case 7:
                    await db._write_back()
                case 8:
                    copy = db.path.with_name(f"{n}.db")
                    await asyncio.to_thread(check_and_backup.back_up, db.path, copy)
            assert watch.look() is None
        assert process.stdin
        process.stdin.close()
    looking = False
    assert await sees is None


@pytest.mark.parametrize("db", ["plain"], indirect=True)
async def test_ordinary_work_here_and_elsewhere_is_no_alarm(db: SqliteDb, session: Session) -> None:
    await ordinary_work(db, session, 12, 4)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
async def test_much_ordinary_work_is_no_alarm(db: SqliteDb, session: Session, seed: int) -> None:
    await ordinary_work(db, session, STEPS or 300, seed)


async def test_a_touched_database_is_read_once_and_is_no_alarm(
    db: SqliteDb, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focusgroup.store.engine.watching.LOOK_S", 0.01)
    told: list[Loss] = []
    watch = await db.watch()
    async with watched(db, lambda loss, _: told.append(loss)):
        os.utime(db.path, ns=(1, 1))
        watch.look()
        assert watch.unexplained
        while watch.unexplained:
            await asyncio.sleep(0.01)
        await say(db, session, 1)
    assert told == []


async def test_a_look_costs_little(db: SqliteDb, session: Session) -> None:
    watch = await db.watch()
    best = 1.0
    for _ in range(200):
        began = time.thread_time()
        watch.look()
        best = min(best, time.thread_time() - began)
    assert best < 0.002  # 0.06 ms where this was written


async def test_a_disk_that_can_not_be_read_is_no_alarm(
    db: SqliteDb, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = await db.watch()

    def refuse(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "pread", refuse)
    assert watch.look() is None
    await say(db, session, 1)


async def test_watching_leaves_no_file_open(db: SqliteDb) -> None:
    def handles() -> list[str]:
        return [str(each.readlink()) for each in HANDLES.iterdir() if each.is_symlink()]

    await db.watch()
    assert sum(str(db.path) in each for each in handles()) > 3
    await db.close()
    assert not [each for each in handles() if str(db.path) in each]


def test_a_watch_that_can_not_begin_leaves_no_file_open(tmp_path: Path) -> None:
    path = tmp_path / "groups.db"
    shutil.copyfile(__file__, path)
    before = len(list(HANDLES.iterdir()))
    with pytest.raises(OSError, match=r"groups\.db-wal"):
        FileWatch(path)
    assert len(list(HANDLES.iterdir())) == before
