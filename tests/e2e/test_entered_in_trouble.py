"""Something happens to the disk, the database or the program between a draft and its ticks.

What was on disk as a draft when Enter was pressed is there afterwards, once and in its order,
however the program ends then; where it goes on, all of it gets its tick.

All of them: ``python -m pytest -m slow -s tests/e2e/test_entered_in_trouble.py``.
"""

import asyncio
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import product
from pathlib import Path

import pytest

from tests.e2e.kept import TYPED_BEFORE
from tests.e2e.test_ending import AGENDA
from tests.e2e.test_entered import SEED, until_in
from tests.e2e.test_full_disks import attached
from tests.e2e.test_replay import focusgroup
from tests.kills.running import PASTE, recovered
from tests.terminal import PROGRAM, Pty

pytestmark = [
    pytest.mark.needs("strace", "module:termios"),
    pytest.mark.skipif(sys.platform == "win32", reason="the signals are those of Unix"),
]

WORD = re.compile(r"(w\d{3}e).*✓\s*$", re.MULTILINE)
WRITES = "pwrite64,write,ftruncate,fallocate"
SYNCS = "fsync,fdatasync"
Undo = Callable[[], object]
Trouble = Callable[[Path, Pty, random.Random], Undo]


def locked(how: str) -> Trouble:
    def begin(db: Path, _pty: Pty, _chance: random.Random) -> Undo:
        other = sqlite3.connect(db, isolation_level=None, timeout=20)
        other.execute(f"BEGIN {how}")
        return other.close

    return begin


def locked_without_a_journal(db: Path, pty: Pty, chance: random.Random) -> Undo:
    unlock, journal = locked("IMMEDIATE")(db, pty, chance), Path(f"{db}.journal")
    journal.mkdir()

    def undo() -> None:
        unlock()
        with suppress(OSError):
            journal.rmdir()

    return undo


def injected(calls: str, what: str, *ends: str) -> Trouble:
    """Calls on the files of the database answer *what*; ``@`` in it is a number by chance."""

    def begin(db: Path, pty: Pty, chance: random.Random) -> Undo:
        paths = [part for end in ends or ("", "-wal", ".journal") for part in ("-P", f"{db}{end}")]
        said = what.replace("@", str(chance.randint(1, 40)))
        strace = ["strace", "-f", "-qq", "-o", os.devnull, *paths]
        tracer = attached([*strace, "-e", f"trace={calls}", "-e", f"inject={calls}:{said}"], pty)

        def undo() -> None:
            tracer.terminate()
            try:
                tracer.wait(5)
            except subprocess.TimeoutExpired:
                tracer.kill()  # strace may wait for ever for the threads of a killed program
                tracer.wait(5)

        return undo

    return begin


def folder_moved(db: Path, _pty: Pty, _chance: random.Random) -> Undo:
    away = db.parent.with_name("away")
    db.parent.rename(away)

    def undo() -> None:
        for made in db.parent.iterdir() if db.parent.exists() else ():
            made.rename(away / made.name)
        shutil.rmtree(db.parent, ignore_errors=True)
        away.rename(db.parent)

    return undo


def stopped(_db: Path, pty: Pty, _chance: random.Random) -> Undo:
    pty.signal(signal.SIGSTOP)

    def undo() -> None:
        with suppress(ProcessLookupError):
            pty.signal(signal.SIGCONT)

    return undo


def run_by_another(sql: str) -> Trouble:
    def begin(db: Path, _pty: Pty, _chance: random.Random) -> Undo:
        with closing(sqlite3.connect(db, timeout=20)) as other:
            other.execute(sql).fetchall()
        return int

    return begin


TROUBLES: dict[str, Trouble] = {
    "locked": locked("IMMEDIATE"),
    "locked for readers": locked("EXCLUSIVE"),
    "locked, and no journal": locked_without_a_journal,
    "full": injected(WRITES, "error=ENOSPC"),
    "full in the middle": injected(WRITES, "error=ENOSPC:when=@+"),
    "full once": injected(WRITES, "error=ENOSPC:when=@"),
    "full for the log": injected(WRITES, "error=ENOSPC", "-wal"),
    "read-only": injected(f"{WRITES},{SYNCS},openat", "error=EROFS"),
    "no sync": injected(SYNCS, "error=EIO"),
    "no sync once": injected(SYNCS, "error=EIO:when=1"),
    "slow writes": injected(WRITES, "delay_enter=300000"),
    "slow syncs": injected(SYNCS, "delay_enter=700000"),
    "folder moved": folder_moved,
    "stopped": stopped,
    "log written back": run_by_another("PRAGMA wal_checkpoint(TRUNCATE)"),
    "vacuumed": run_by_another("VACUUM"),
}
CASES = {"correction": 0, "line": 1, "paste of 12": 12, "paste of 60": 60, "paste of 500": 500}
ENDS = ("killed", "hung up", "told to end", "goes on")
USUAL = {
    ("locked, and no journal", "paste of 60", "killed"),
    ("full in the middle", "paste of 60", "goes on"),
    ("slow syncs", "correction", "killed"),
    ("stopped", "line", "hung up"),
    ("folder moved", "paste of 12", "told to end"),
}


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "agenda.md").write_text(AGENDA, "utf-8")
    path = tmp_path / "data" / "groups.db"
    focusgroup(path, "session", "add", str(tmp_path / "agenda.md"))
    focusgroup(path, "session", "capture", "last", stdin=TYPED_BEFORE)
    return path


def type_in(pty: Pty, lines: list[str], *, correction: bool) -> None:
    pty.wait_until(lambda s: "F2 starts" in s or "ends " in s, "the live screen")
    if correction:
        pty.send("\x1b[A")
        pty.wait_for("› " + TYPED_BEFORE)
        pty.send(f" {lines[0]}")
    else:
        pty.send(PASTE.format("\n".join(f"- {line}" for line in lines)))


def words_of(texts: list[str]) -> Iterator[str]:
    for text in texts:
        yield from re.findall(r"w\d{3}e", text)


@pytest.mark.parametrize(
    ("trouble", "case", "end"),
    [
        pytest.param(*each, marks=() if each in USUAL else pytest.mark.slow)
        for each in product(TROUBLES, CASES, ENDS)
    ],
)
def test_what_was_a_draft_at_enter_is_there_once(
    db: Path, trouble: str, case: str, end: str
) -> None:
    chance = random.Random(f"{SEED} {trouble} {case} {end}")
    lines = [f"w{n:03}e about exports" for n in range(CASES[case] or 1)]
    words = [line.split()[0] for line in lines]
    wait_s = chance.choice((chance.uniform(0, 0.4), chance.uniform(0, 3), chance.uniform(3, 7)))
    ticked: set[str] = set()

    def look(screen: str) -> bool:
        ticked.update(WORD.findall(screen))
        return words[-1] in ticked

    with Pty((*PROGRAM, "--db", str(db), "live", "last"), width=98, height=30) as pty:
        type_in(pty, lines, correction=not CASES[case])
        until_in(db, "SELECT text FROM draft", words[-1])
        undo = TROUBLES[trouble](db, pty, chance)
        pty.send("\r")
        over = time.monotonic() + wait_s
        while time.monotonic() < over:
            look(pty.screen())
            time.sleep(0.02)
        if end == "killed":
            pty.signal(signal.SIGKILL)
        late = end in ("hung up", "told to end") and trouble != "stopped"
        if not late:
            undo()
        if end == "goes on":
            pty.wait_until(look, "the last tick")
        if end != "killed":
            pty.signal(signal.SIGHUP if end == "hung up" else signal.SIGTERM)
        pty.wait_exit()
        if late:
            undo()
    halves = asyncio.run(recovered(db))
    with closing(sqlite3.connect(db)) as connection:
        quotes = [
            text for (text,) in connection.execute("SELECT text FROM quote ORDER BY at_ms, n")
        ]
    stored = list(words_of(quotes))
    assert [word for word in ticked if word not in stored] == []
    assert stored == sorted(stored), "in their order"
    assert sorted([*stored, *words_of(halves)]) == words, f"after {wait_s:.2f} s"
    assert not list(db.parent.glob(f"{db.name}.journal*"))
