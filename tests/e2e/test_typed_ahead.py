"""What is typed in one burst, from the home screen on, is stored as typed, row by row."""

import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.kept import draft
from tests.e2e.test_ending import AGENDA
from tests.e2e.test_entered import slowed
from tests.e2e.test_replay import focusgroup, how_many, stored
from tests.terminal import PROGRAM, Pty

pytestmark = pytest.mark.needs("module:termios")

SAID = ["three weeks to see a first report", "quick once it was there"]
HALF = "and then the"
LONG = [f"sentence {n:03} about a report that nobody has asked for" for n in range(60)]
"""More than one read of the terminal takes."""


def new_session(folder: Path) -> Path:
    agenda = folder / "agenda.md"
    agenda.write_text(AGENDA, "utf-8")
    db = folder / "groups.db"
    focusgroup(db, "session", "add", str(agenda))
    return db


def burst(db: Path, lines: list[str]) -> None:
    """Open the session on home and type *lines* and half a line, in one write; kill the program."""
    with Pty((*PROGRAM, "--db", str(db)), width=98, height=30) as pty:
        # The bar is drawn before the sessions are read: Enter comes too early.
        pty.wait_for("New session", 60)
        pty.send("\r" + "\r".join([*lines, HALF]))
        pty.wait_until(
            lambda _: how_many(db) == len(lines) and draft(db)[0] == HALF, "all of it on disk", 60
        )
        pty.signal(signal.SIGKILL)
        pty.wait_exit()
    assert [quote["text"] for quote in stored(db)] == lines


def test_a_burst_that_opens_a_session_is_stored_as_typed_and_survives_a_kill(
    tmp_path: Path,
) -> None:
    burst(new_session(tmp_path), SAID)


@pytest.mark.slow
@pytest.mark.parametrize("run", range(20))
def test_twenty_bursts_are_stored_as_typed(tmp_path: Path, run: int) -> None:
    burst(new_session(tmp_path), LONG if run % 4 == 0 else SAID)


@pytest.mark.slow
@pytest.mark.needs("strace")
@pytest.mark.parametrize("fsync_ms", [0, 20, 100])
@pytest.mark.parametrize("after", [0, 1, 20, 59])
def test_rows_are_apart_after_a_kill_in_the_middle_of_a_burst(
    tmp_path: Path, fsync_ms: int, after: int
) -> None:
    """Killed once *after* quotes are stored; what comes back is a beginning of what was typed."""
    db = new_session(tmp_path)
    command = (*slowed(fsync_ms), *PROGRAM, "--db", str(db))
    with Pty(command, width=98, height=30) as pty:
        pty.wait_for("New session", 60)
        pty.send("\r" + "\r".join([*LONG, HALF]))
        pty.wait_until(lambda _: how_many(db) > after, "some of it on disk", 60)
        pty.signal(signal.SIGKILL)
        pty.wait_exit()
    with Pty((*PROGRAM, "--db", str(db)), width=98, height=30) as pty:
        pty.wait_for("Ends", 60)
    texts = [quote["text"] for quote in stored(db)]
    assert texts == LONG[: len(texts)]
    with closing(sqlite3.connect(db)) as connection:
        rows = [row for (text,) in connection.execute("SELECT text FROM draft") for row in
                text.split("\n")]  # fmt: skip
    assert all(any(line.startswith(row) for line in [*LONG, HALF]) for row in rows)
