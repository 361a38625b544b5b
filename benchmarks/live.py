"""How fast the live screen answers: key to echo, Enter to painted, Enter to durable.

    python benchmarks/live.py [QUOTES …]

Runs the real program in a pseudo-terminal with 0, 10,000 and 100,000 quotes in the session, or as
many as are named, and beside it a Textual app with nothing but an input line as the floor; where
strace is there, also with the database locked by another program and a second for every sync of
the journal. The runs are interleaved; ratios are what to read, since machines differ and drift.
"""

import asyncio
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import sqlite3
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import TypeVar

from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind
from focusgroup.store import Db, open_db
from focusgroup.store.engine.protocol import Work
from focusgroup.store.engine.sqlite import connect
from focusgroup.store.engine.transactions import run_work
from focusgroup.store.quotes import quotes as quotes_store
from focusgroup.store.quotes.quotes import NewQuote
from focusgroup.system.running import RunningPrograms

T = TypeVar("T")

FLOOR = """
from textual.app import App
from textual.widgets import Input
class Floor(App):
    def compose(self):
        field = Input()
        field.cursor_blink = False
        yield field
Floor().run()
"""
KEYS = "thequickbrownfoxjumpsoverthelazydog"
ROUNDS = 4
MORE = 4
"""Short quotes entered in each round besides, so that the median is one of 20."""
FROZEN = "live, store frozen"
SECOND_A_SYNC = (
    *("strace", "-D", "-f", "--seccomp-bpf", "-qq", "-o", os.devnull),
    *("-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:delay_enter=1000000"),
)
SIZE = (36, 120)
OPENS_S = 180
ANSWERS_S = 60
"""Seconds that a program may take to open, and to answer a key: a busy machine is measured too."""
QUOTES = (0, 10_000, 100_000)


class Terminal:
    """A program in a pseudo-terminal, timed from what is written to what is answered."""

    def __init__(self, command: list[str], ready: bytes) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execvp(command[0], command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
        self.wait(ready, OPENS_S)

    def wait(self, wanted: bytes, seconds: float) -> float:
        """Seconds until *wanted* is in what the program writes."""
        return self.wait_for(re.compile(re.escape(wanted)), seconds)

    def wait_for(self, wanted: re.Pattern[bytes], seconds: float) -> float:
        """Seconds until what the program writes has *wanted* in it."""
        start, seen = time.perf_counter(), b""
        while not wanted.search(seen):
            left = seconds - (time.perf_counter() - start)
            if left <= 0:
                raise TimeoutError(f"{wanted.pattern!r} was not answered: {seen[-300:]!r}")
            if select.select([self.fd], [], [], left)[0]:
                seen += os.read(self.fd, 65536)
        return time.perf_counter() - start

    def quiet(self, seconds: float = 0.05, most: float = 2.0) -> None:
        """Wait until nothing was written for *seconds*; a clock that ticks is waited for once."""
        end = time.perf_counter() + most
        while time.perf_counter() < end and select.select([self.fd], [], [], seconds)[0]:
            os.read(self.fd, 65536)

    def key(self, char: str) -> float:
        """Seconds from a key to its echo."""
        self.quiet()
        os.write(self.fd, char.encode())
        return self.wait(char.encode(), ANSWERS_S)

    def enter(self, text: str) -> float:
        """Seconds from Enter to the row of *text*, with its … or, saved by then, its ✓.

        A quote that is on disk before the next frame never shows a …: one run in three waited
        for it in vain.
        """
        row = re.compile(re.escape(text.encode()) + ".*?(…|✓)".encode(), re.DOTALL)
        self.quiet()
        os.write(self.fd, b"\r")
        return self.wait_for(row, ANSWERS_S)

    def type(self, text: str) -> list[float]:
        """Seconds from each key of *text* to its echo."""
        return [self.key(char) for char in text]

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def made(folder: Path, quotes: int) -> Path:
    """A database with one session that holds so many quotes."""
    db = folder / f"{quotes}.db"
    agenda = folder / "agenda.md"
    agenda.write_text("---\nthemes: [Reporting]\n---\n## Talk (60 min)\n\n1. Well?\n", "utf-8")
    program = [sys.executable, "-m", "focusgroup", "--db", str(db)]
    new = [*program, "session", "add", str(agenda), "--title", "Bench", "--participant", "Anna"]
    session = subprocess.run(new, check=True, capture_output=True, text=True).stdout.strip()
    asyncio.run(fill(db, session, quotes))
    return db


async def fill(db: Path, session: str, quotes: int) -> None:
    """Add the quotes, one a second up to now: a minute holds as many as two people can write."""
    async with open_db(db) as opened:
        now = time.time_ns() // 1_000_000
        for n in range(quotes):
            text = f"sentence {n} about something that holds us up every week"
            new = NewQuote(
                text,
                Kind.PROBLEM,
                now - n * 1000,
                session_id=session,
                id=new_id(),
                themes=("Reporting",),
            )
            await quotes_store.add_quote(opened, new, now)


def frozen(folder: Path) -> tuple[Terminal, sqlite3.Connection]:
    """The live screen while another program holds the database and the disk is slow."""
    (folder / "frozen").mkdir()
    db = made(folder / "frozen", 0)
    terminal = live(db, *SECOND_A_SYNC)
    other = sqlite3.connect(db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for line in (b"held up\r", b"and kept\r"):
        os.write(terminal.fd, line)
    terminal.wait(b"not saved", OPENS_S)
    return terminal, other


def live(db: Path, *around: str) -> Terminal:
    terminal = Terminal([*around, sys.executable, "-m", "focusgroup", "--db", str(db)], b"Bench")
    terminal.quiet(0.5)
    os.write(terminal.fd, b"\r")
    terminal.wait(b"ends ", OPENS_S)
    terminal.quiet(1.0)
    return terminal


class Bare:
    """The same transactions on a bare connection, without threads: the floor of a write."""

    engine = "sqlite"
    lost = None

    def __init__(self, path: Path) -> None:
        self.journal = path
        self.programs = RunningPrograms(path)
        self.connection = connect(path, reading=False)

    async def write(self, work: Work[T]) -> T:
        return run_work(self.connection, "BEGIN IMMEDIATE", work, self.programs)

    async def read(self, work: Work[T]) -> T:
        return run_work(self.connection, "BEGIN", work, self.programs)


def durable(folder: Path) -> tuple[float, float]:
    """Seconds of one quote through the store and through bare sqlite3, medians, interleaved."""
    db = made(folder, 1)
    bare = Bare(db)
    [(session,)] = bare.connection.execute("SELECT id FROM session").fetchall()

    async def timed(target: Db, n: int) -> float:
        new = NewQuote(
            f"words {n}", Kind.PROBLEM, n, session_id=session, id=new_id(), themes=("Reporting",)
        )
        start = time.perf_counter()
        await quotes_store.add_quote(target, new, n)
        return time.perf_counter() - start

    async def both() -> tuple[list[float], list[float]]:
        ours, floor = [], []
        async with open_db(db) as opened:
            for n in range(200):
                ours.append(await timed(opened, n))
                floor.append(await timed(bare, n))
        return ours, floor

    ours, floor = asyncio.run(both())
    bare.connection.close()
    return statistics.median(ours), statistics.median(floor)


def percentiles(times: list[float]) -> str:
    ordered = sorted(times)
    p99 = ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)]
    return f"p50 {statistics.median(ordered) * 1000:6.1f} ms   p99 {p99 * 1000:6.1f} ms"


def main() -> None:
    memory = Path("/dev/shm")
    with (
        tempfile.TemporaryDirectory() as name,
        tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as quick,
    ):
        folder = Path(name)
        floor = Terminal([sys.executable, "-c", FLOOR], b"\x1b")
        floor.quiet(1.0)
        terminals = {"floor": floor}
        for quotes in [int(each) for each in sys.argv[1:]] or QUOTES:
            terminals[f"live, {quotes:,} quotes"] = live(made(Path(quick), quotes))
        if shutil.which("strace"):
            terminals[FROZEN], lock = frozen(folder)
        echo: dict[str, list[float]] = {name: [] for name in terminals}
        painted: dict[str, list[float]] = {name: [] for name in terminals if name != "floor"}
        for turn in range(ROUNDS):
            for name, terminal in terminals.items():
                echo[name] += terminal.type(KEYS)
                if name in painted:
                    terminal.type(f"{turn}")
                    painted[name].append(terminal.enter(f"{KEYS}{turn}"))
                    terminal.quiet(0.3)
                    for n in range(MORE):
                        terminal.type(f"short one {turn} {n}")
                        painted[name].append(terminal.enter(f"short one {turn} {n}"))
                        terminal.quiet(0.3)
            print(f"round {turn + 1} of {ROUNDS}", file=sys.stderr)
        base = statistics.median(echo["floor"])
        print("key to echo")
        for name, times in echo.items():
            print(f"  {name:20} {percentiles(times)}   × {statistics.median(times) / base:.2f}")
        print("Enter to painted")
        for name, times in painted.items():
            median, none = statistics.median(times), statistics.median(next(iter(painted.values())))
            print(
                f"  {name:20} {percentiles(times)}   × {median / base:.2f} echo"
                f"   × {median / none:.2f} none"
            )
        for terminal in terminals.values():
            terminal.close()
        if FROZEN in terminals:
            lock.close()
        ours, bare = durable(folder)
        print("Enter to durable")
        print(f"  one quote            {ours * 1000:.1f} ms")
        print(f"  bare sqlite3         {bare * 1000:.1f} ms   × {ours / bare:.2f}")


if __name__ == "__main__":
    main()
