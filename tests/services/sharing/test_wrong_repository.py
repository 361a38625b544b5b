"""What is told of a repository that can't take a session fits where it was named: both fronts."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from focusgroup.core.errors import FocusgroupError
from focusgroup.services.sharing import publishing
from focusgroup.services.sharing.publishing import FIELD, OPTION, Choices
from focusgroup.store import Db, open_db
from focusgroup.store.engine.sqlite import SqliteDb
from tests.postgres import TestServer
from tests.tui.living import make_session

SECRET = "hunter2"
NO_SERVER = "the server can't be reached"
NO_URL = "write it as postgresql://"


def _foreign(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "wrong.db")) as other:
        other.execute("CREATE TABLE x (y)")


def _newer(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "wrong.db")) as other:
        other.executescript("PRAGMA user_version = 9999; CREATE TABLE x (y)")
        other.execute(f"PRAGMA application_id = {int.from_bytes(b'FGRP', 'big')}")


def _damaged(folder: Path) -> None:
    (folder / "wrong.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 9000)


def _noise(folder: Path) -> None:
    (folder / "wrong.db").write_bytes(bytes((n * 73 + n // 256 * 41) % 256 for n in range(9000)))


FILES: dict[str, Callable[[Path], object]] = {
    "missing": lambda folder: None,
    "text": lambda folder: (folder / "wrong.db").write_text("hello"),
    "another program's": _foreign,
    "newer": _newer,
    "damaged": _damaged,
    "encrypted": _noise,
    "a folder": lambda folder: (folder / "wrong.db").mkdir(),
    "no right": lambda folder: (folder / "wrong.db").symlink_to("/proc/1/mem"),
    "a circle": lambda folder: (folder / "wrong.db").symlink_to("wrong.db"),
}
TEXTS = {
    "": "say where to: ",
    "  ": "say where to: ",
    "postgresql://": NO_URL,
    "postgresql://host": NO_URL,
    "postgres://h:port/db": NO_URL,
    "postgresql://[::1/db": NO_URL,
    "postgresql://a b/db": NO_URL,
    "POSTGRESQL://127.0.0.1:1/db": NO_SERVER,
    "postgresql://anna@127.0.0.1:1/db?sslmode=bogus": "its URL or a PG… variable is wrong",
    "postgresql://anna@no-such-host.invalid/db": NO_SERVER,
    f"postgresql://anna:{SECRET}@127.0.0.1/db": "leave it out",
    f"postgresql://anna@127.0.0.1/db?password={SECRET}": "leave it out",
    "http://example.org/db": "is not a repository; write postgresql://",
    f"mysql://anna:{SECRET}@example.org/db": "is not a repository; write postgresql://",
    "sqlite:///groups.db": "is not a repository; write postgresql://",
    "file:groups.db": "is a URL",
    "db.example.org": "or write a server as postgresql://",
    "anna@db.example.org/focusgroup": "or write a server as postgresql://",
    "postgresql:/db": NO_URL,
    ":memory:": "is not a file",
    "a\x1b[31mb": "control characters",
    "x" * 300: "too long",
    "~nobody-of-that-name/x.db": "there is no such user",
}


async def refused(db: Db, named: str, where: str) -> str:
    """What is told of a session that could not be sent."""
    session = await make_session(db)

    async def sent() -> None:
        to = publishing.read_destination(named, where)
        await publishing.publish(db, session, to, Choices(), where)

    with pytest.raises(FocusgroupError) as told:
        await sent()
    said = str(told.value)
    assert "--db" not in re.sub(r"`focusgroup --db [^`]*`", "", said)
    assert ("--to" in said) <= (where == OPTION)
    assert ("field" in said) <= (where == FIELD)
    assert SECRET not in said
    assert len(said.splitlines()) == 1
    return said


@pytest.mark.parametrize("where", [OPTION, FIELD])
@pytest.mark.parametrize("kind", FILES)
async def test_a_file_that_is_none(db: SqliteDb, tmp_path: Path, kind: str, where: str) -> None:
    path = tmp_path / "wrong.db"
    FILES[kind](tmp_path)
    assert str(path) in await refused(db, str(path), where)


@pytest.mark.parametrize("where", [OPTION, FIELD])
@pytest.mark.parametrize("named", TEXTS, ids=[repr(each[:40]) for each in TEXTS])
async def test_a_text_that_names_none(db: SqliteDb, named: str, where: str) -> None:
    assert TEXTS[named] in await refused(db, named, where)


@pytest.mark.needs("postgres")
@pytest.mark.parametrize("where", [OPTION, FIELD])
async def test_a_server_that_has_none(db: SqliteDb, pg_server: TestServer, where: str) -> None:
    empty = pg_server.new(empty=True)
    parts = urlsplit(empty)
    told = await refused(db, empty, where)
    assert f"is empty; `focusgroup --db {empty} db upgrade` makes its tables" in told
    pg_server.run("CREATE TABLE x (y int)", empty)
    assert f"another program's; choose another {where}" in await refused(db, empty, where)
    pg_server.drop(empty)
    assert "there is no such database on the server" in await refused(db, empty, where)
    stranger = urlunsplit(parts._replace(netloc=f"stranger@{parts.netloc.rpartition('@')[2]}"))
    assert "stranger" in await refused(db, stranger, where)
    old = pg_server.new()
    pg_server.script(
        "DELETE FROM focusgroup_schema; INSERT INTO focusgroup_schema VALUES (1, 1, 0)", old
    )
    told = await refused(db, old, where)
    assert f"its owner runs `focusgroup --db {old} db upgrade`" in told


async def test_a_repository_that_is_right_is_taken_however_it_is_spaced(
    db: SqliteDb, tmp_path: Path
) -> None:
    session = await make_session(db)
    async with open_db(tmp_path / "shared.db"):
        to = publishing.read_destination(f" {tmp_path / 'shared.db'} ", FIELD)
        done = await publishing.publish(db, session, to, Choices(), FIELD)
    assert not done.nothing
