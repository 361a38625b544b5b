"""What was on disk as a draft before Enter is on disk after a kill, whatever the disk does.

A long run: ``FOCUSGROUP_KILLS=100 python -m pytest -m slow -s tests/e2e/test_entered.py``.
"""

import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.kept import TYPED_BEFORE, draft
from tests.e2e.test_ending import AGENDA
from tests.e2e.test_replay import focusgroup
from tests.terminal import PROGRAM, Pty

pytestmark = pytest.mark.needs("strace", "module:termios")

KILLS = int(os.environ.get("FOCUSGROUP_KILLS", "50"))
SEED = int(os.environ.get("FOCUSGROUP_SEED", "1"))
CORRECTED = " and so on"


def slowed(fsync_ms: int) -> tuple[str, ...]:
    """The command before the program that delays each sync; nothing for 0 ms."""
    if not fsync_ms:
        return ()
    delay = f"inject=fsync,fdatasync:delay_enter={fsync_ms * 1000}"
    strace = ("strace", "-D", "-f", "--seccomp-bpf", "-qq", "-o", os.devnull)
    return (*strace, "-e", "trace=fsync,fdatasync", "-e", delay)


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[], Path]:
    """A new database with one session and one quote each time it is called."""
    (tmp_path / "agenda.md").write_text(AGENDA, "utf-8")
    made: list[Path] = []

    def make() -> Path:
        path = tmp_path / f"groups{len(made)}.db"
        made.append(path)
        focusgroup(path, "session", "new", str(tmp_path / "agenda.md"))
        focusgroup(path, "session", "capture", "last", stdin=TYPED_BEFORE)
        return path

    return make


def on_disk(db: Path, wanted: str) -> bool:
    with closing(sqlite3.connect(db)) as connection:
        (text,) = connection.execute("SELECT coalesce(max(text), '') FROM draft").fetchone()
    return wanted in text


def lost(db: Path, lines: int, fsync_ms: int, wait_s: float) -> list[str]:
    """Type *lines*, wait until they are on disk, press Enter, kill after *wait_s*; what is lost.

    No line is a correction of the quote that is there.
    """
    said = [f"- sentence number {n:03} about exports" for n in range(lines)]
    with Pty((*slowed(fsync_ms), *PROGRAM, "--db", str(db)), width=98, height=30) as pty:
        pty.wait_for("Ends", 60)
        pty.send("\r")
        pty.wait_until(lambda s: "F2 starts" in s or "ends " in s, "the live screen", 60)
        if not said:
            pty.send("\x1b[A")
            pty.wait_for("› " + TYPED_BEFORE, 60)
            pty.send(CORRECTED)
        elif lines == 1:
            pty.send(said[0])
        else:
            pty.send("\x1b[200~" + "\n".join(said) + "\x1b[201~")
        wanted = said[-1] if said else CORRECTED
        end = time.monotonic() + 60
        while not on_disk(db, wanted):
            assert time.monotonic() < end, "the draft was not saved"
            time.sleep(0.02)
        pty.send("\r")
        time.sleep(wait_s)
        pty.signal(signal.SIGKILL)
        pty.wait_exit()
    # The next start stores what it finds, with a disk like any other.
    with Pty((*PROGRAM, "--db", str(db)), width=98, height=30) as pty:
        pty.wait_for("Ends", 60)
    with closing(sqlite3.connect(db)) as connection:
        kept = [text for (text,) in connection.execute("SELECT text FROM quote ORDER BY at_ms, n")]
    doubled = [text for text in kept if kept.count(text) > 1]
    assert not doubled
    kept.append(draft(db)[0])
    texts = [line.removeprefix("- ") for line in said] or [CORRECTED.strip()]
    return [text for text in texts if not any(text in each for each in kept)]


@pytest.mark.parametrize(
    ("lines", "fsync_ms", "wait_s"), [(1, 200, 0.1), (0, 200, 0.1), (12, 200, 0.8), (60, 50, 0.5)]
)
def test_what_was_entered_and_not_yet_ticked_survives_a_kill(
    fresh: Callable[[], Path], lines: int, fsync_ms: int, wait_s: float
) -> None:
    assert lost(fresh(), lines, fsync_ms, wait_s) == []


@pytest.mark.slow
@pytest.mark.parametrize("lines", [0, 1, 12, 60, 500])
@pytest.mark.parametrize("fsync_ms", [0, 50, 200, 1000])
def test_entered_lines_survive_kills_at_many_moments(
    fresh: Callable[[], Path], lines: int, fsync_ms: int
) -> None:
    chance = random.Random(SEED * 1000 + lines + fsync_ms)
    for _ in range(max(1, KILLS // 20)):
        wait_s = chance.uniform(0, 2.0)
        assert lost(fresh(), lines, fsync_ms, wait_s) == [], f"killed {wait_s:.2f} s after Enter"
