"""`focusgroup db`: what it says, what it leaves, and its exit codes."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished

Focusgroup = Callable[..., Finished]
AGENDA = "---\ntitle: Ends\n---\n## All (60 min)\n\n1. What?\n"


@pytest.fixture
def filled(focusgroup: Focusgroup, db_path: Path, tmp_path: Path) -> Path:
    (tmp_path / "agenda.md").write_text(AGENDA, "utf-8")
    assert focusgroup("session", "new", tmp_path / "agenda.md").code == 0
    return db_path


def test_check_backup_and_restore(focusgroup: Focusgroup, filled: Path, tmp_path: Path) -> None:
    done = focusgroup("db", "check")
    assert (done.code, done.out) == (0, f"{filled} is in order\n")
    done = focusgroup("db", "backup", tmp_path / "copy.db")
    assert (done.code, done.out) == (0, f"{tmp_path / 'copy.db'}\n")
    again = focusgroup("db", "backup", tmp_path / "copy.db")
    assert again.code == 1
    assert "already exists" in again.err
    beside = focusgroup("db", "backup")
    assert Path(beside.out.strip()).parent == filled.parent / "backups"
    filled.unlink()
    restored = focusgroup("db", "restore", tmp_path / "copy.db")
    assert restored.code == 0
    assert [row["title"] for row in focusgroup("session", "list", "--json").json] == ["Ends"]


def test_what_check_finds_wrong_is_mended_when_asked(focusgroup: Focusgroup, filled: Path) -> None:
    connection = sqlite3.connect(filled)
    connection.execute("UPDATE session SET quotes = 5")
    connection.commit()
    connection.close()
    done = focusgroup("db", "check")
    assert done.code == 1
    assert done.out == (
        "1 session has a wrong number of quotes; `focusgroup db check --repair` recounts it\n"
    )
    done = focusgroup("db", "check", "--repair")
    copy = next(filled.parent.glob(f"{filled.name}.repair-*.backup"))
    assert done.code == 0
    assert done.out == (
        f"backed up first: {copy}\n"
        "recounted: 1 session had a wrong number of quotes\n"
        f"{filled} is in order\n"
    )
    done = focusgroup("db", "check", "--repair")
    assert (done.code, done.out) == (0, f"{filled} is in order\n")
    assert len(list(filled.parent.glob(f"{filled.name}.repair-*.backup"))) == 1


def test_what_counting_can_not_mend_is_said_after_a_repair(
    focusgroup: Focusgroup, filled: Path
) -> None:
    filled.with_name(filled.name + ".erasing").touch()
    done = focusgroup("db", "check", "--repair")
    assert done.code == 1
    assert "an erasure was interrupted" in done.out


def test_a_damaged_database_is_not_repaired(focusgroup: Focusgroup, filled: Path) -> None:
    data = bytearray(filled.read_bytes())
    data[4096:20480] = b"\xa5" * 16384
    filled.write_bytes(data)
    done = focusgroup("db", "check", "--repair")
    assert done.code == 1
    assert "`focusgroup db recover`" in done.err
    assert filled.read_bytes() == data


def test_recover_writes_beside_and_says_where(focusgroup: Focusgroup, filled: Path) -> None:
    done = focusgroup("db", "recover", filled)
    assert done.code == 0
    assert "session: 1 row\n" in done.out
    recovered = filled.with_name(filled.name + ".recovered.db")
    assert focusgroup("--db", recovered, "session", "list", "--json").json[0]["title"] == "Ends"


def test_a_file_that_is_no_database_is_a_sentence(
    focusgroup: Focusgroup, filled: Path, tmp_path: Path
) -> None:
    (tmp_path / "text.db").write_text("no database\n" * 100)
    for command in (("restore",), ("recover",)):
        done = focusgroup("db", *command, tmp_path / "text.db")
        assert done.code == 1
        assert str(tmp_path / "text.db") in done.err
        assert "Traceback" not in done.err
    assert focusgroup("--db", tmp_path / "text.db", "db", "check").code == 1
    assert (tmp_path / "text.db").read_text() == "no database\n" * 100
