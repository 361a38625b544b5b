"""`focusgroup db`: what it says, what it leaves, and its exit codes."""

import json
import os
import socket
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
    assert focusgroup("session", "add", tmp_path / "agenda.md").code == 0
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


@pytest.mark.parametrize("words", ["restore", "recover", "recover --journal"])
def test_a_folder_in_place_of_a_file_is_called_one(
    focusgroup: Focusgroup, filled: Path, words: str
) -> None:
    done = focusgroup("db", *words.split(), filled.parent)
    assert done.code == 1
    assert f"{filled.parent} is a folder; name" in done.err


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


def pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("make", [pipe, a_socket, device])
def test_what_is_no_file_is_refused_at_once_wherever_a_database_or_copy_is_named(
    focusgroup: Focusgroup,
    filled: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], None],
) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path is short
    odd = Path("odd")
    make(odd)
    for command in (
        ("db", "restore", odd),
        ("db", "recover", odd),
        ("db", "recover", "--journal", odd),
        *(
            ("--db", odd, *words)
            for words in (
                ("db", "check"),
                ("db", "check", "--repair"),
                ("db", "backup"),
                ("db", "restore", filled),
                ("db", "encrypt"),
                ("session", "list"),
                ("erase", "--participant", "Anna"),
            )
        ),
    ):
        done = focusgroup(*command)
        assert done.code == 1, command
        assert "not a regular file" in done.err
        assert done.err.count("\n") == 1
    assert filled.read_bytes()[:15] == b"SQLite format 3"


def test_a_database_that_is_gone_is_not_made_anew_unasked(
    focusgroup: Focusgroup, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Path(focusgroup("db", "backup").out.strip())
    filled.unlink()
    agenda = tmp_path / "agenda.md"
    for command in (("session", "add", agenda), ("themes", "add", "Reporting")):
        done = focusgroup(*command)
        assert done.code == 1
        assert f"`focusgroup db restore {copy}`" in done.err
        assert "`focusgroup db new`" in done.err
        assert not filled.exists()
    assert f"`focusgroup db restore {copy}`" in focusgroup("session", "list").err
    for answer, exists in ((False, False), (True, True)):
        with monkeypatch.context() as patch:
            patch.setattr("focusgroup.cli.asyncrun.may_ask", lambda: True)
            patch.setattr("click.confirm", lambda *_, answer=answer, **__: answer)
            assert (focusgroup("session", "add", agenda).code == 0) is answer
        assert filled.exists() is exists
    filled.unlink()
    assert focusgroup("db", "new").code == 0
    assert focusgroup("session", "add", agenda).code == 0
    again = focusgroup("db", "new")
    assert again.code == 1
    assert "already exists" in again.err


def test_what_no_start_could_save_is_saved_by_recover(focusgroup: Focusgroup, filled: Path) -> None:
    lost = filled.with_name(f"{filled.name}.journal")
    said = {
        "type": "NewQuote",
        "id": "q1",
        "session_id": "gone",
        "text": "too slow",
        "kind": "problem",
        "at_ms": 1_760_000_000_000,
        "participant_id": "anna",
        "themes": ["Reporting"],
    }
    note = {"type": "Note", "id": "n1", "session_id": "gone", "text": "vans", "at_ms": 1}
    lines = [said, {**said, "id": "q2", "text": "too dear", "at_ms": 1}, note | {"kind": "parked"}]
    lost.write_text("".join(f"{json.dumps(line)}\n" for line in lines) + '{"type": "NewQ\n')
    assert focusgroup("db", "key").code == 1  # it is not encrypted, but its journals were saved
    (unread,) = filled.parent.glob("*.unread")
    assert str(unread) in focusgroup("db", "check").out
    done = focusgroup("db", "recover", "--journal", unread)
    assert done.code == 0
    assert done.out == f"2 quotes and 1 note of {unread} are in {filled}\n"
    assert f"1 line could not be read or saved; they are kept in {unread}.rest" in done.err
    quotes = focusgroup("quotes", "--json").json
    assert [(q["text"], q["speaker"], q["themes"]) for q in quotes] == [
        ("too slow", "Participant 1", ["Reporting"]),
        ("too dear", "Participant 1", ["Reporting"]),
    ]
    assert focusgroup("db", "check").out == f"{filled} is in order\n"
    again = focusgroup("db", "recover", "--journal", Path(f"{unread}.rest"))
    assert again.code == 0
    assert len(focusgroup("quotes", "--json").json) == 2


def test_recover_asks_for_one_of_its_two_sources(focusgroup: Focusgroup, filled: Path) -> None:
    assert focusgroup("db", "recover").code == 2
    assert focusgroup("db", "recover", filled, "--journal", filled).code == 2
