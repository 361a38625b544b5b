"""Ends of every kind while quotes are typed, and what is there at the next start.

The program runs in a pseudo-terminal. What counts as acknowledged is read from the screen: a
tick beside the words. It is ended at a random moment and started again, and what the tick
said is compared with what is stored. Most of that is waiting, so several terminals, each with
a database of its own, are looked after in turns.
"""

import random
import re
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from focusgroup.store.engine.sqlite import connect
from tests.terminal import PROGRAM, Patience, Pty

SLOW = (
    *("strace", "-D", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null"),
    *("-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:delay_enter=200000"),
)
"""Delays every fsync by 200 ms; ``-D`` leaves the program our child, with its own pid."""

HOWS = ("kill", "terminate", "hang up", "close")
CALM = {"terminate": 128 + signal.SIGTERM, "hang up": 128 + signal.SIGHUP}
"""Ends that the program takes part in, and their exit codes: nothing on the screen is lost."""

Steps = Generator[None, None, None]
"""Something that is looked after in turns with others: each `yield` lets them go on."""

LEAVES_SCREEN = b"\x1b[?1049l"
LINES = 6
TICKED = re.compile(r"(w\d{6}e).*✓\s*$", re.MULTILINE)
SHOWN = re.compile(r"^ +\d+:\d+ .*(w\d{6}e).*[✓…]\s*$", re.MULTILINE)


@dataclass
class Figures:
    """What a run of ends has seen."""

    ends: Counter[str] = field(default_factory=Counter)
    typed: int = 0
    acknowledged: int = 0
    stored: int = 0
    slowest_exit_s: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Figures") -> None:
        """Count in what another run has seen."""
        self.ends += other.ends
        self.typed += other.typed
        self.acknowledged += other.acknowledged
        self.stored += other.stored
        self.slowest_exit_s = max(self.slowest_exit_s, other.slowest_exit_s)
        self.wrong += other.wrong

    def __str__(self) -> str:
        ends = ", ".join(f"{many} {how}" for how, many in sorted(self.ends.items()))
        return (
            f"{self.ends.total()} ends ({ends}): {self.typed} typed, {self.acknowledged}"
            f" acknowledged, {self.stored} stored; slowest exit {self.slowest_exit_s:.2f} s;"
            f" wrong: {self.wrong or 'nothing'}"
        )


class Run:
    """One database and its session, ended over and over; *seed* chooses what happens.

    With a *passphrase* the database is encrypted, and it is typed at each start.
    """

    def __init__(self, db: Path, seed: int, passphrase: str = "") -> None:
        self.db = db
        self._passphrase = passphrase
        self.figures = Figures()
        self._chance = random.Random(seed)
        self._n = 0
        self._typed: set[str] = set()
        self._ticked: set[str] = set()
        self._shown: set[str] = set()

    def ends(self, planned: Iterable[tuple[str, bool, bool]]) -> Steps:
        """End by each of the ways planned, one after the other, and look what is left."""
        for how, slow, ahead in planned:
            yield from self._end(how, slow=slow, ahead=ahead)
        yield from self._last_look()

    def _end(self, how: str, *, slow: bool, ahead: bool) -> Steps:
        """Start, type, end by *how*. Half of the time nothing is waited for: *ahead*."""
        command = (*(SLOW if slow else ()), *PROGRAM, "--db", str(self.db))
        with Pty(command, width=98, height=28) as pty:
            yield from self._resume(pty)
            self.check()
            end = time.monotonic() + self._chance.uniform(0.02, 1.6 if slow else 0.6)
            yield from self._type(pty, end, ahead=ahead)
            yield from self._finish(pty, how)
        self.figures.ends[f"{how}{', slow' if slow else ''}"] += 1

    def _last_look(self) -> Steps:
        """Start once more, and check what the last end left."""
        with Pty((*PROGRAM, "--db", str(self.db)), width=98, height=28) as pty:
            yield from self._resume(pty)
            self.check()
            pty.signal(signal.SIGTERM)
            yield from _exit(pty)
        self.figures.acknowledged = len(self._ticked)

    def _resume(self, pty: Pty) -> Steps:
        if self._passphrase:
            yield from _seen(pty, lambda s: "Passphrase of" in s)
            pty.send(f"{self._passphrase}\r")
        yield from _seen(pty, lambda s: "Ends" in s)
        pty.send("\r")
        screen = yield from _seen(pty, lambda s: "F2 starts" in s or "ends " in s)
        if "F2 starts" in screen:
            pty.send("\x1bOQ")
            yield from _seen(pty, lambda s: "ends " in s)
        pty.send("\x05\x15")  # a half-typed line of the last run has come back

    def _type(self, pty: Pty, end: float, *, ahead: bool) -> Steps:
        for _ in range(LINES):
            self._n += 1
            word = f"w{self._n:06}e"
            self._typed.add(word)
            pty.send(f"{self._chance.choice('-+?')}{word} @1 #rep\r")
            while not ahead and word not in self._ticked and time.monotonic() < end:
                self._look(pty)
                yield
        pty.send("-and half a li")
        while time.monotonic() < end:
            self._look(pty)
            yield

    def _look(self, pty: Pty) -> None:
        screen = pty.screen()
        self._ticked.update(TICKED.findall(screen))
        self._shown.update(SHOWN.findall(screen))

    def _finish(self, pty: Pty, how: str) -> Steps:
        if how == "close":
            self._look(pty)
            pty.hang_up()
        else:
            pty.signal(
                {"kill": signal.SIGKILL, "terminate": signal.SIGTERM}.get(how, signal.SIGHUP)
            )
        began = time.monotonic()
        code = yield from _exit(pty)
        took = time.monotonic() - began
        self.figures.slowest_exit_s = max(self.figures.slowest_exit_s, took)
        if how != "close":
            self._look(pty)  # what was written before the end has been seen
        if how in CALM:
            if code != CALM[how]:
                self._wrong(f"{how}: exit code {code}")
            if LEAVES_SCREEN not in pty.output:
                self._wrong(f"{how}: the terminal was left in the alternate screen")
        if how != "kill":
            self._ticked |= self._shown  # it had the time to save what was on the screen
        self._shown.clear()

    def check(self) -> None:
        """Compare what is stored with what was acknowledged and with what was typed."""
        connection = self._reading()
        try:
            rows = connection.execute("SELECT text FROM quote").fetchall()
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        finally:
            connection.close()
        stored = Counter(str(row[0]) for row in rows)
        if lost := sorted(self._ticked - stored.keys()):
            self._wrong(f"lost: {lost}")
        if doubled := sorted(text for text, many in stored.items() if many > 1):
            self._wrong(f"doubled: {doubled}")
        if merged := sorted(stored.keys() - self._typed):
            self._wrong(f"merged: {merged}")
        if verdict != "ok":
            self._wrong(f"integrity_check: {verdict}")
        if left := list(self.db.parent.glob(f"{self.db.name}.journal*")):
            self._wrong(f"left behind: {left}")
        self.figures.typed, self.figures.stored = len(self._typed), stored.total()

    def _reading(self) -> sqlite3.Connection:
        if self._passphrase:
            return connect(self.db, reading=True)  # by the key that the test gave
        return sqlite3.connect(f"file:{self.db}?mode=ro", uri=True)

    def _wrong(self, what: str) -> None:
        self.figures.wrong.append(what)


def plan(many: int, seed: int) -> list[tuple[str, bool, bool]]:
    """*many* ends as (how, slow, ahead), every combination as often, in a random order."""
    every = [
        (how, slow, (n + slow) % 2 == 0) for n, how in enumerate(HOWS) for slow in (True, False)
    ]
    every += [(how, slow, not ahead) for how, slow, ahead in every]
    ends = (every * (many // len(every) + 1))[:many]
    random.Random(seed).shuffle(ends)
    return ends


def _seen(
    pty: Pty, wanted: Callable[[str], bool], seconds: float = 60
) -> Generator[None, None, str]:
    """The screen as soon as *wanted* says yes to it. Raises AssertionError with the screen."""
    patience = Patience(seconds)
    while not wanted(screen := pty.screen()):
        if patience.over():
            raise AssertionError(f"not ready after {seconds} s:\n{screen}")
        yield
    return screen


def _exit(pty: Pty, seconds: float = 30) -> Generator[None, None, int]:
    """The exit code of a program that ends. Raises AssertionError when it does not."""
    patience = Patience(seconds)
    while pty.alive() and not patience.over():
        pty.screen()
        yield
    return pty.wait_exit(0)


def in_turns(runs: Iterable[Steps]) -> None:
    """Look after all of them until each is through; one that raises ends them all."""
    going = list(runs)
    try:
        while going:
            for each in tuple(going):
                try:
                    next(each)
                except StopIteration:
                    going.remove(each)
            time.sleep(0.005)
    finally:
        for each in going:
            each.close()
