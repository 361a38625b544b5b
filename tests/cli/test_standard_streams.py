"""`-` is standard input where a command reads a file, standard output where it writes one."""

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished

Run = Callable[..., Finished]
GUIDE = "# Visit\n\n## Hello (10 min)\n\n1. What do you like?\n"
TIMETABLE = "Visit\n\n10:00 - 10:10 Hello\nWhat do you like?\n"
PEOPLE = "Name,Role,Account\nAnna Novak,planner,Northwind\n"
THEMES = "path,description\nReporting > Exports,what leaves the program\n"


@pytest.fixture
def session(focusgroup: Run) -> str:
    """A session with one quote of somebody who may not be named."""
    made = focusgroup(
        *("session", "add", "customer-focus-group"),
        *("--participant", "Anna Novak, planner, Northwind, by role only"),
    ).out.strip()
    focusgroup("session", "capture", made, stdin="- the export is slow @1\n")
    return str(made)


@pytest.fixture
def printed(db_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., bytes]:
    """``printed("export", "csv", …)``: the bytes that a command writes to standard output."""
    from focusgroup.cli.main import main

    def run(*args: str) -> bytes:
        out = io.BytesIO()
        with monkeypatch.context() as patched:
            patched.setattr("sys.stdout", io.TextIOWrapper(out, encoding="utf-8"))
            assert main(list(args)) == 0
            sys.stdout.flush()
            return out.getvalue()

    return run


def test_readers_take_standard_input(focusgroup: Run, db_path: Path) -> None:
    assert focusgroup("agenda", "check", "-", stdin=GUIDE).out.startswith("-: Visit\n")
    assert focusgroup("agenda", "import", "-", stdin=TIMETABLE).code == 0
    made = focusgroup(
        "session", "add", "customer-focus-group", "--participants", "-", stdin=PEOPLE
    ).out.strip()
    assert "Anna Novak" in focusgroup("people", "list", made).out
    assert focusgroup("session", "add", "-", "--title", "By pipe", stdin=GUIDE).code == 0
    assert "2 new themes" in focusgroup("themes", "import", "-", stdin=THEMES).out
    assert focusgroup("session", "capture", made, "-", stdin="- slow @1\n").code == 0


@pytest.mark.parametrize(
    ("args", "stdin"),
    [
        (("agenda", "check", "-"), ""),
        (("session", "add", "customer-focus-group", "--participants", "-"), ""),
        (("session", "add", "customer-focus-group", "--participants", "-"), "x" * 1_000_001),
        (("themes", "import", "-"), ""),
    ],
)
def test_nothing_or_too_much_on_standard_input_is_one_sentence(
    focusgroup: Run, args: tuple[str, ...], stdin: str
) -> None:
    done = focusgroup(*args, stdin=stdin)
    assert done.code == 1
    assert len(done.err.splitlines()) == 1


def test_documents_go_to_standard_output_alone(
    printed: Callable[..., bytes], focusgroup: Run, session: str, tmp_path: Path
) -> None:
    made = printed("export", "word", session, "-o", "-")
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert "word/document.xml" in package.namelist()
    assert printed("export", "csv", session, "-o", "-").count(b"\r\n") == 2
    assert b"the export is slow" in printed("export", "markdown", session, "-o", "-")
    assert printed("themes", "export", "-").startswith(b"\xef\xbb\xbfpath,")
    assert printed("agenda", "new", "-").startswith(b"---")
    guide = printed("export", "guide", "customer-visit", "-o", "-")
    assert zipfile.is_zipfile(io.BytesIO(guide))
    assert [*tmp_path.rglob("-")] == []


def test_a_document_from_a_pipe_is_checked_for_names(
    printed: Callable[..., bytes], focusgroup: Run, session: str
) -> None:
    inside = printed("export", "word", session, "-o", "-")
    assert focusgroup("export", "check", "-", session, stdin=inside).code == 0
    found = focusgroup("export", "check", "-", session, stdin="what Anna Novak said")
    assert (found.code, "Anna Novak" in found.out) == (1, True)


def test_a_terminal_is_not_sent_a_word_file(
    focusgroup: Run, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    done = focusgroup("export", "word", session, "-o", "-")
    assert done.code == 2
    assert "a terminal can't show a .docx file; name a file after -o" in done.err
    assert "the export is slow" in focusgroup("export", "markdown", session, "-o", "-").out


def test_notes_come_from_a_file_too(focusgroup: Run, session: str, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("+ quick to set up @1\n")
    assert focusgroup("session", "capture", session, notes).out == "1 quote stored\n"
    for wrong, said in ((tmp_path / "nots.txt", "there is no file"), (tmp_path, "is a folder")):
        done = focusgroup("session", "capture", session, wrong)
        assert (done.code, said in done.err, len(done.err.splitlines())) == (1, True, 1)
