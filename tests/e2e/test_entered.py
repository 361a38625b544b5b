"""What was on disk as a draft before Enter is on disk after a kill, whatever the disk does.

That is so for lines, corrections and pastes, for what is set aside, and for the fields of the
debrief.

A long run: ``FOCUSGROUP_KILLS=100 python -m pytest -m slow -s tests/e2e/test_entered.py``.
"""

import json
import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from focusgroup.core.agenda_run.debrief import DebriefPart
from focusgroup.tui.debrief.lines import ASKS
from tests.e2e.kept import F2, TYPED_BEFORE, draft
from tests.e2e.test_ending import AGENDA
from tests.e2e.test_replay import focusgroup
from tests.terminal import PROGRAM, Pty

pytestmark = pytest.mark.needs("strace", "module:termios")

KILLS = int(os.environ.get("FOCUSGROUP_KILLS", "50"))
SEED = int(os.environ.get("FOCUSGROUP_SEED", "1"))
CORRECTED = " and so on"
SILENT = "Bert Ilić, no notes"
"""A participant whose words nobody may keep."""
F10 = "\x1b[21~"
ENTER = "\r"
TO_DEBRIEF = """\
+ but it is quick
- it stops half-way @1 #Exports ...
/promise Send the numbers
"""
FIELDS = {
    DebriefPart.STUBS: (" when the board meets", ENTER),
    DebriefPart.UNTAGGED: ("Board meetings", ENTER),
    DebriefPart.COMMITMENTS: ("to all of them", ENTER),
    DebriefPart.SURPRISES: ("that nobody complained", F2),
    DebriefPart.HEADLINES: ("Exports stop when it counts", ENTER),
    DebriefPart.BOTTOM_LINE: ("mend the exports first", ENTER),
}
"""The fields of the debrief: what is typed, and the key that goes on to the next."""
SAID = """
    SELECT text FROM quote UNION ALL SELECT path FROM theme UNION ALL SELECT text FROM note
    UNION ALL SELECT text FROM headline UNION ALL SELECT bottom_line FROM session
    UNION ALL SELECT text FROM debrief
"""
"""Every text of a debrief, half-typed ones included."""
PLACES = """
    SELECT 'stubs/' || id FROM quote WHERE stub = 1
    UNION ALL SELECT 'untagged/' || id FROM quote WHERE text = 'but it is quick'
    UNION ALL SELECT 'commitments/' || id FROM note
"""


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
        focusgroup(path, "session", "add", str(tmp_path / "agenda.md"), "--participant", SILENT)
        focusgroup(path, "session", "capture", "last", stdin=TYPED_BEFORE)
        return path

    return make


def is_in(db: Path, sql: str, wanted: str) -> bool:
    with closing(sqlite3.connect(db)) as connection:
        return any(wanted in text for (text,) in connection.execute(sql))


def until_in(db: Path, sql: str, wanted: str) -> None:
    end = time.monotonic() + 60
    while not is_in(db, sql, wanted):
        assert time.monotonic() < end, f"{wanted!r} was not saved"
        time.sleep(0.02)


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
        until_in(db, "SELECT text FROM draft", said[-1] if said else CORRECTED)
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
    ("lines", "fsync_ms", "wait_s"),
    [
        (0, 200, 0.1),
        (60, 50, 0.5),
        pytest.param(1, 200, 0.1, marks=pytest.mark.slow),
        pytest.param(12, 200, 0.8, marks=pytest.mark.slow),
    ],
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


ASIDE = {
    "a command without words": "/call",
    "a correction without words": "#- @-",
}
"""What Enter sets aside in sight, since it can't be stored."""
PRIVATE = "what nobody may keep"
NEVER = {
    "without consent": f"@1 {PRIVATE}",
    "off the record": PRIVATE,
}
"""What Enter sets aside, and what must be in no file."""


def set_aside(db: Path, kind: str, private: str, fsync_ms: int, wait_s: float) -> list[str]:
    """Have two lines set aside, kill *wait_s* after the second Enter; return what went wrong."""
    line = ASIDE[kind]
    with Pty((*slowed(fsync_ms), *PROGRAM, "--db", str(db)), width=98, height=30) as pty:
        pty.wait_for("Ends", 60)
        pty.send("\r")
        pty.wait_until(lambda s: "F2 starts" in s or "ends " in s, "the live screen", 60)
        if kind.startswith("a correction"):
            pty.send("\x1b[A")
            pty.wait_for("› " + TYPED_BEFORE, 60)
            pty.send("\x05\x15")
        pty.send(line)
        until_in(db, "SELECT text FROM draft", line)
        time.sleep(0.3)
        pty.send("\r")
        if private == "off the record":
            pty.send(F10)
        pty.send(f"{NEVER[private]}\r")
        time.sleep(wait_s)
        pty.signal(signal.SIGKILL)
        pty.wait_exit()
    files = [path for path in db.parent.iterdir() if path.name.startswith(db.name)]
    wrong = [path.name for path in files if PRIVATE.encode() in path.read_bytes()]
    with Pty((*PROGRAM, "--db", str(db)), width=98, height=30) as pty:
        pty.wait_for("Ends", 60)
    text, state = draft(db)
    kept = [text, *(each["text"] for each in json.loads(state or "{}").get("aside", ()))]
    return wrong if line in kept else [*wrong, f"lost: {line[:20]}"]


def test_what_was_set_aside_survives_a_kill_and_what_is_private_is_in_no_file(
    fresh: Callable[[], Path],
) -> None:
    assert set_aside(fresh(), "a command without words", "without consent", 200, 0.1) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", ASIDE)
@pytest.mark.parametrize("private", NEVER)
@pytest.mark.parametrize("fsync_ms", [0, 50, 200, 1000])
def test_lines_set_aside_survive_kills_at_many_moments(
    fresh: Callable[[], Path], kind: str, private: str, fsync_ms: int
) -> None:
    chance = random.Random(f"{SEED} {kind} {private} {fsync_ms}")
    for _ in range(max(1, KILLS // 20)):
        wait_s = chance.uniform(0, 2.0)
        assert set_aside(fresh(), kind, private, fsync_ms, wait_s) == [], f"{wait_s:.2f} s"


def lost_in_debrief(db: Path, part: DebriefPart, fsync_ms: int, wait_s: float) -> bool:
    """Type into a field, wait until it is on disk, go on, kill after *wait_s*; if it is lost."""
    typed, key = FIELDS[part]
    with closing(sqlite3.connect(db)) as connection, connection:
        places = [place for (place,) in connection.execute(PLACES)]
        places += ["surprises/surprises", "headlines/problem:Exports", "bottom_line/bottom_line"]
        state = json.dumps({"at": next(place for place in places if place.startswith(part))})
        (session,) = connection.execute("SELECT id FROM session").fetchone()
        connection.execute("INSERT INTO debrief VALUES (?, 'state', ?, 0)", (session, state))
    with Pty((*slowed(fsync_ms), *PROGRAM, "--db", str(db)), width=98, height=30) as pty:
        pty.wait_for("Ends", 60)
        pty.send("d")
        pty.wait_for(ASKS[part][:40], 60)
        pty.send(typed)
        until_in(db, "SELECT text FROM debrief", typed)
        pty.send(key)
        time.sleep(wait_s)
        pty.signal(signal.SIGKILL)
        pty.wait_exit()
    with Pty((*PROGRAM, "--db", str(db)), width=98, height=30) as pty:
        pty.wait_for("Ends", 60)
        pty.send("d")
        pty.wait_for("Debrief ·", 60)
    return not is_in(db, SAID, typed)


@pytest.fixture
def ended(tmp_path: Path) -> Callable[[], Path]:
    """A new database with one ended session each time it is called, to be debriefed."""
    (tmp_path / "agenda.md").write_text(AGENDA, "utf-8")
    made: list[Path] = []

    def make() -> Path:
        path = tmp_path / f"ended{len(made)}.db"
        made.append(path)
        anna = ("--participant", "Anna Novak, planner, Northwind")
        focusgroup(path, "session", "add", str(tmp_path / "agenda.md"), *anna)
        focusgroup(path, "session", "capture", "last", "--new-themes", stdin=TO_DEBRIEF)
        focusgroup(path, "session", "end", "last")
        return path

    return make


def test_what_was_entered_in_the_debrief_survives_a_kill(ended: Callable[[], Path]) -> None:
    assert not lost_in_debrief(ended(), DebriefPart.BOTTOM_LINE, 200, 0.1)


@pytest.mark.slow
@pytest.mark.parametrize("part", FIELDS)
@pytest.mark.parametrize("fsync_ms", [0, 200, 1000])
def test_fields_of_the_debrief_survive_kills_at_many_moments(
    ended: Callable[[], Path], part: DebriefPart, fsync_ms: int
) -> None:
    chance = random.Random(f"{SEED} {part} {fsync_ms}")
    for _ in range(max(1, KILLS // 20)):
        wait_s = chance.uniform(0, 1.0)
        lost = lost_in_debrief(ended(), part, fsync_ms, wait_s)
        assert not lost, f"killed {wait_s:.2f} s after the key"
