"""Opening a database: a new one, a foreign one, a damaged one, a newer one; rights; migrations."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from focusgroup.core.errors import NotFound, StoreError
from focusgroup.store import open_db
from focusgroup.store.engine.migrate import (
    APPLICATION_ID,
    MigrationStep,
    migrate,
    shipped_steps,
    statements,
)
from focusgroup.store.engine.sqlite import connect


async def test_a_new_database_is_private_and_durable(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "groups.db"
    async with open_db(path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        for beside in path.parent.iterdir():
            assert stat.S_IMODE(beside.stat().st_mode) == 0o600, beside
    connection = connect(path, reading=True)
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2
    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert connection.execute("PRAGMA user_version").fetchone()[0] == shipped_steps()[-1].version
    connection.close()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"hello, this is not a database at all\n" * 50, "not a Focusgroup database"),
        (b"SQLite format 3\x00" + b"\xff" * 4000, "not a Focusgroup database"),
    ],
)
async def test_a_file_that_is_no_database_is_refused_untouched(
    tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=says):
        async with open_db(path):
            pass
    assert path.read_bytes() == content


async def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mail (id INTEGER)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program's database"):
        async with open_db(path):
            pass
    assert path.read_bytes() == before


async def test_a_newer_database_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "groups.db"
    async with open_db(path):
        pass
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(StoreError, match=r"newer Focusgroup \(schema 999.*Upgrade"):
        async with open_db(path):
            pass


async def test_a_folder_a_missing_file_and_a_fifo_are_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        async with open_db(tmp_path):
            pass
    with pytest.raises(NotFound, match="no database at"):
        async with open_db(tmp_path / "none.db", create=False):
            pass
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StoreError, match="not a regular file"):
        async with open_db(tmp_path / "pipe"):
            pass
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="can't be opened"):
        async with open_db(tmp_path / "file" / "groups.db"):
            pass


def test_statements_are_split_where_sqlite_says() -> None:
    script = "-- one\nCREATE TABLE a (x TEXT DEFAULT ';');\n\nINSERT INTO a\n VALUES ('b;');\n"
    assert statements(script) == [
        "CREATE TABLE a (x TEXT DEFAULT ';');",
        "INSERT INTO a\n VALUES ('b;');",
    ]
    with pytest.raises(ValueError, match="unfinished"):
        statements("CREATE TABLE b (x")


def test_an_upgrade_backs_up_first_and_applies_only_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "groups.db"
    one = MigrationStep(1, "CREATE TABLE a (x TEXT);")
    two = MigrationStep(2, "ALTER TABLE a ADD COLUMN y TEXT;")
    connection = connect(path, reading=False)
    migrate(connection, path, [one])
    connection.execute("INSERT INTO a VALUES ('kept')")
    migrate(connection, path, [one, two])
    assert connection.execute("SELECT x, y FROM a").fetchone()[:] == ("kept", None)
    connection.close()
    (backup,) = tmp_path.glob("groups.db.schema1-*.backup")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    copy = sqlite3.connect(backup)
    assert copy.execute("SELECT x FROM a").fetchall() == [("kept",)]
    copy.close()


def test_a_step_that_fails_leaves_the_version_before(tmp_path: Path) -> None:
    path = tmp_path / "groups.db"
    connection = connect(path, reading=False)
    one = MigrationStep(1, "CREATE TABLE a (x TEXT);")
    broken = MigrationStep(2, "CREATE TABLE b (x TEXT);\nINSERT INTO nowhere VALUES (1);")
    migrate(connection, path, [one])
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, path, [one, broken])
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
    assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'b'").fetchall()
    connection.close()
