"""What `session capture` of 1,000 lines costs: CPU of the process, of the capture alone, syncs.

    python benchmarks/capture.py [LINES] [--rounds N]

All are CPU seconds (user and system), so that other programs count little, and the least of the
rounds. Beside them, in the same rounds, what it could not be cheaper than: Python's start with the
imports that the command can't do without, and the same rows put into an empty copy of the same
tables with bare sqlite3, in one transaction. Syncs are counted by strace where it is installed.
"""

import argparse
import asyncio
import os
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from focusgroup.services.capture.timed.timed_capture import TimedCapture
from focusgroup.store import open_db

PROGRAM = (sys.executable, "-m", "focusgroup")
CAPTURE = ("session", "capture", "last", "--new-themes")
BARE = (sys.executable, "-c", "import asyncio, click, sqlite3, aiosqlite")
PEOPLE = ("Anna Novak, planner, Northwind", "Bert Ilić, buyer, Contoso", "李娜, owner")
THEMES = ("Onboarding", "Reporting", "Mobile")
BATCH = 100
SYNCS = re.compile(r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+).*\b(?:fsync|fdatasync)$", re.MULTILINE)


def lines_of(many: int) -> list[str]:
    """Return lines as people write them up, each with a kind, a speaker and a theme."""
    return [
        f"{'-+?'[n % 3]} it takes {n} minutes to get the report out of the door"
        f" @{n % len(PEOPLE) + 1} #{THEMES[n % len(THEMES)]}"
        for n in range(many)
    ]


def focusgroup(db: Path, *args: str, text: str = "", before: tuple[str, ...] = ()) -> str:
    command = (*before, *PROGRAM, "--db", str(db), *args)
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def of_children(call: Callable[[], object]) -> float:
    """Return the CPU seconds of the processes that *call* runs."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    call()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


async def captured(path: Path, lines: list[str]) -> float:
    """Return the CPU seconds of a capture alone: no start, no imports, an open database."""
    async with open_db(path) as db:
        capture = await TimedCapture.begin(db, "last", new_themes=True)
        began = time.process_time()
        for n in range(0, len(lines), BATCH):
            await capture.take_many(lines[n : n + BATCH])
        return time.process_time() - began


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of each table of a database, without those that SQLite keeps itself."""
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        names = [n for (n,) in connection.execute(sql) if "sqlite_" not in n and "_fts" not in n]
        return {n: connection.execute(f'SELECT * FROM "{n}"').fetchall() for n in names}


def put(path: Path, rows: dict[str, list[tuple[object, ...]]]) -> None:
    """Put rows into the same tables of an empty database, in one transaction."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for name, those in rows.items():
            if those:
                marks = ", ".join("?" * len(those[0]))
                connection.executemany(f'INSERT OR REPLACE INTO "{name}" VALUES ({marks})', those)
        connection.commit()


def measured(empty: Path, db: Path, lines: list[str]) -> dict[str, float]:
    """Return the CPU seconds of one round; each part begins with a session without quotes."""

    def copy() -> Path:
        for each in db.parent.glob(f"{db.name}*"):
            each.unlink()
        return Path(shutil.copyfile(empty, db))

    def capture(these: list[str]) -> float:
        copy()
        text = "".join(f"{line}\n" for line in these)
        return of_children(lambda: focusgroup(db, *CAPTURE, text=text))

    found = {
        "the process": capture(lines),
        "the process, one line": capture(lines[:1]),
        "the capture alone": asyncio.run(captured(copy(), lines)),
        "Python's start alone": of_children(lambda: subprocess.run(BARE, check=True)),
    }
    rows = rows_of(db)
    copy()
    began = time.process_time()
    put(db, rows)
    return {**found, "its rows by bare sqlite3": time.process_time() - began}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lines", type=int, nargs="?", default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    lines = lines_of(asked.lines)
    least: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_STATE_HOME"] = name
        empty, db = folder / "empty.db", folder / "groups.db"
        people = [arg for person in PEOPLE for arg in ("--participant", person)]
        focusgroup(empty, "session", "new", "customer-focus-group", *people)

        for _ in range(asked.rounds):
            for what, seconds in measured(empty, db, lines).items():
                least[what] = min(seconds, least.get(what, seconds))
        for what, seconds in least.items():
            print(f"{what:<28} {seconds:6.3f} s of CPU")
        floor = least["Python's start alone"] + least["its rows by bare sqlite3"]
        print(f"{'process / floor':<28} {least['the process'] / floor:6.1f}")
        if shutil.which("strace"):
            shutil.copyfile(empty, db)
            trace = ("strace", "-f", "-c", "-o", str(folder / "syncs"), "-e", "fsync,fdatasync")
            focusgroup(db, *CAPTURE, text="\n".join(lines), before=trace)
            counted = sum(map(int, SYNCS.findall((folder / "syncs").read_text())))
            print(f"{'syncs':<28} {counted:6}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
