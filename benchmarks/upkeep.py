"""What `db check` and `db backup` cost at 10,000 to 1,000,000 quotes, each beside its floor.

    python benchmarks/upkeep.py --in FOLDER [--sizes 10000,100000,1000000] [--rounds 3] [--wait S]

The floors are SQLite's own `PRAGMA integrity_check`, and a copy of the file with a sync. The
databases are made in the folder once and used again (``review_data.py``). Floor and program take
turns, each in a process of its own, with the file in the system's memory; printed are the least
seconds, the least CPU seconds and the most megabytes of a few rounds, and how many times the floor
it is. With ``--wait`` each round waits, up to so many seconds, until other programs leave the cores
alone: the check uses two.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from review_data import made

INTEGRITY = """
import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute("PRAGMA integrity_check").fetchall())
"""
COPY = """
import os, shutil, sys
shutil.copyfile(sys.argv[1], sys.argv[2])
copy = os.open(sys.argv[2], os.O_RDWR)
os.fsync(copy)
"""
FIGURES = {"check": INTEGRITY, "backup": COPY}
IDLE = 0.3
"""Load under which the machine counts as idle."""


class Cost(NamedTuple):
    seconds: float
    cpu: float
    megabytes: float


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--in", dest="folder", type=Path, required=True)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--wait", type=float, default=0)
    chosen = parser.parse_args()
    print(f"{'':24}{'floor':>24}{'program':>24}{'':>8}{'times':>16}")
    print(f"{'':24}{'s':>8}{'CPU s':>8}{'MB':>8}{'s':>8}{'CPU s':>8}{'MB':>8}{'s':>16}{'CPU':>8}")
    for quotes in map(int, chosen.sizes.split(",")):
        path = made(chosen.folder / f"{quotes}.db", quotes)
        for name, floor in FIGURES.items():
            _print(f"{name} of {quotes:,}", *_measured(path, name, floor, chosen))


def _measured(path: Path, name: str, floor: str, chosen: argparse.Namespace) -> tuple[Cost, Cost]:
    bare, program = [], []
    for _ in range(chosen.rounds):
        _wait(chosen.wait)
        with tempfile.TemporaryDirectory(prefix="focusgroup-bench-", dir=path.parent) as folder:
            targets = [str(Path(folder) / each) for each in ("floor.db", "made.db")]
            _read(path)
            bare.append(_run(["-c", floor, str(path), targets[0]]))
            Path(targets[0]).unlink(missing_ok=True)
            os.sync()
            _read(path)
            words = ["-m", "focusgroup", "--db", str(path), "db", name]
            program.append(_run(words if name == "check" else [*words, targets[1]]))
        os.sync()
    return _least(bare), _least(program)


def _least(costs: list[Cost]) -> Cost:
    seconds, cpu, megabytes = zip(*costs, strict=True)
    return Cost(min(seconds), min(cpu), max(megabytes))


def _wait(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and os.getloadavg()[0] > IDLE:
        time.sleep(1)


def _read(path: Path) -> None:
    with path.open("rb", buffering=0) as file:
        while file.read(1 << 24):
            pass


def _run(words: list[str]) -> Cost:
    begun = time.monotonic()
    child = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    assert status == 0, words
    cpu = used.ru_utime + used.ru_stime
    return Cost(time.monotonic() - begun, cpu, used.ru_maxrss / 1024)


def _print(name: str, floor: Cost, program: Cost) -> None:
    figures = "".join(f"{each:8.2f}{cpu:8.2f}{mb:8.0f}" for each, cpu, mb in (floor, program))
    times = f"{program.seconds / floor.seconds:16.2f}{program.cpu / floor.cpu:8.2f}"
    print(f"{name:24}{figures}{times}", flush=True)


if __name__ == "__main__":
    main()
