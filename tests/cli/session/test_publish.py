"""`session publish` and `unpublish`: what they print, and that no password is seen anywhere."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from focusgroup.store.engine.servers import without_password
from tests.conftest import Finished

PASSWORD = "hunter2"
Run = Callable[..., Finished]


@pytest.fixture
def captured(focusgroup: Run) -> None:
    """A session with two quotes."""
    focusgroup("session", "add", "customer-focus-group", "--title", "Planners")
    focusgroup("people", "add", "last", "Anna Novak, planner, Acme")
    lines = "- slow @1 #exports\n+ fine @1\n"
    focusgroup("session", "capture", "last", "--new-themes", stdin=lines)


@pytest.fixture
def shared(focusgroup: Run, tmp_path: Path) -> Path:
    """An empty repository in a file."""
    path = tmp_path / "shared.db"
    focusgroup("--db", path, "db", "new")
    return path


@pytest.mark.usefixtures("captured")
def test_published_shown_refused_and_taken_back(focusgroup: Run, shared: Path) -> None:
    assert "lives in" not in focusgroup("session", "list").out
    done = focusgroup("session", "publish", "last", "--to", shared)
    assert f"“Planners” is in {shared} now: 2 quotes" in " ".join(done.out.split())
    assert f"  {shared}  Planners" in focusgroup("session", "list").out
    (listed,) = json.loads(focusgroup("session", "list", "--json").out)
    assert listed["published"] == str(shared)
    assert str(shared) in focusgroup("session", "show", "last").out
    for refused in (
        ("session", "capture", "last"),
        ("live", "last", "--plain"),
        ("session", "undo", "last"),
        ("session", "start", "last"),
        ("session", "edit", "last", "--title", "Other"),
        ("session", "delete", "last", "--yes"),
        ("people", "add", "last", "Bo Li"),
        ("backroom", "last"),
    ):
        ended = focusgroup(*refused, stdin="- more\n")
        assert ended.code == 1, refused
        assert f"was published to {shared} and is read-only here" in ended.err, refused
    assert "nothing to send" in focusgroup("session", "publish", "last").out
    assert focusgroup("session", "unpublish", "last").code == 0
    assert "is not published" in focusgroup("session", "unpublish", "last").err
    assert focusgroup("session", "capture", "last", stdin="- more\n").code == 0
    assert "now: 1 quote sent" in focusgroup("session", "publish", "last").out


@pytest.mark.usefixtures("captured")
def test_what_both_changed_is_listed_and_chosen(focusgroup: Run, shared: Path) -> None:
    focusgroup("session", "publish", "last", "--to", shared)
    focusgroup("session", "unpublish", "last")
    focusgroup("session", "edit", "last", "--title", "Mine")
    focusgroup("--db", shared, "session", "edit", "last", "--title", "Theirs")
    done = focusgroup("session", "publish", "last")
    assert done.code == 1
    assert "changed on both sides: session “Theirs”\n  title: mine “Mine”, theirs “Theirs”" in (
        done.out
    )
    assert "1 row changed on both sides, so nothing was published" in done.err
    told = json.loads(focusgroup("session", "publish", "last", "--json").out)
    assert told["conflicts"][0]["fields"] == [{"name": "title", "mine": "Mine", "theirs": "Theirs"}]
    assert focusgroup("session", "publish", "last", "--mine", "--theirs").code == 2
    assert focusgroup("session", "publish", "last", "--mine").code == 0
    assert "Mine" in focusgroup("--db", shared, "session", "list").out


@pytest.mark.usefixtures("captured")
def test_where_to_is_asked_for_once(
    focusgroup: Run, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "say where to: --to postgresql://" in focusgroup("session", "publish", "last").err
    monkeypatch.setenv("FOCUSGROUP_SHARED", str(shared))
    assert focusgroup("session", "publish", "last").code == 0
    for wrong in ("postgresql://", "https://example.org", "postgresql://h/d x", ":memory:"):
        assert focusgroup("session", "publish", "last", "--to", wrong).code == 2, wrong


@pytest.mark.usefixtures("captured")
@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://anna:{PASSWORD}@127.0.0.1:1/none",
        f"postgresql://anna@127.0.0.1:1/none?password={PASSWORD}",
        f"postgresql://anna@127.0.0.1:1/none?sslmode=require&sslpassword={PASSWORD}",
        f"POSTGRES://anna:{PASSWORD}%40x@127.0.0.1:1/none",
    ],
)
def test_a_password_is_refused_on_the_command_line_and_seen_nowhere(
    focusgroup: Run, url: str, monkeypatch: pytest.MonkeyPatch, db_path: Path, home: Path
) -> None:
    refused = focusgroup("session", "publish", "last", "--to", url)
    assert refused.code == 2
    assert "every user of this machine can see a password" in refused.err
    monkeypatch.setenv("FOCUSGROUP_SHARED", url)
    failed = focusgroup("session", "publish", "last")
    assert failed.code == 1
    assert "“Planners” was not published: the database postgresql://anna@127.0.0.1:1/none" in (
        failed.err
    )
    assert PASSWORD not in refused.err + failed.err + failed.out + without_password(url)
    with closing(sqlite3.connect(db_path)) as connection:
        assert PASSWORD not in "\n".join(connection.iterdump())
    for file in home.rglob("*"):
        assert not file.is_file() or PASSWORD.encode() not in file.read_bytes(), file
