"""How much typing a kill takes: lines typed at speed, killed at a random moment, looked for.

What was typed a given time before the kill is compared with the draft that is in the
database afterwards, which is what the next start brings back.
"""

import random
import signal
import sqlite3
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.terminal import PROGRAM, Pty

PROMISED_S = 0.3
TURNS = 4
"""How often the program waits for its turn between a key and the disk: the reader's thread,
the event loop, its timer, the database's thread."""
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
TYPED_BEFORE = "+ it is quick"
"""The quote that is corrected."""


@dataclass
class Losses:
    """What kills took: for each, how old (s) the oldest lost key was, 0 when none was lost."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        ordered = sorted(self.seconds)
        half = ordered[len(ordered) // 2]
        return (
            f"{len(ordered)} kills: lost typing {half * 1000:.0f} ms in the middle,"
            f" {ordered[-1] * 1000:.0f} ms at most; wrong: {self.wrong or 'nothing'}"
        )


class Lateness(threading.Thread):
    """How late this machine lets anybody run: the promise can't be kept by a frozen machine."""

    def __init__(self) -> None:
        super().__init__(name="lateness", daemon=True)
        self.most_s = 0.0  # seconds
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.is_set():
            began = time.monotonic()
            time.sleep(0.005)
            self.most_s = max(self.most_s, time.monotonic() - began - 0.005)

    def stop(self) -> float:
        self._over.set()
        self.join()
        return self.most_s


def kill_while_typing(
    db: Path, chance: random.Random, losses: Losses, *, editing: bool, before: Sequence[str] = ()
) -> None:
    """Open the session, type, kill, and note what is lost of what was typed."""
    with Pty((*before, *PROGRAM, "--db", str(db)), width=98, height=30) as pty:
        pty.wait_for("Ends", 30)
        pty.send("\r")
        pty.wait_until(lambda s: "F2 starts" in s or "ends " in s, "the live screen", 30)
        for _ in range(2):  # what came back from the last run, and what waited behind that
            pty.send("\x05\x15\r")
        start = ""
        if editing:
            pty.send("\x1b[A")
            pty.wait_for("› " + TYPED_BEFORE)
            start = TYPED_BEFORE
        lateness = Lateness()
        lateness.start()
        typed: list[tuple[float, str]] = []
        end = time.monotonic() + chance.uniform(0.3, 1.2)
        while (now := time.monotonic()) < end:
            letter = chance.choice(ALPHABET)
            pty.send(letter)
            typed.append((now, letter))
            pty.screen()
            time.sleep(chance.uniform(0.005, 0.03))
        pty.signal(signal.SIGKILL)
        killed = time.monotonic()
        late = lateness.stop()
        pty.wait_exit()
    whole = start + "".join(letter for _, letter in typed)
    kept, state = draft(db)
    if kept and whole.startswith(kept) and ("editing" in state) is not editing:
        losses.wrong.append(f"{kept!r} of {whole!r}, {state}")
    # Another line than this one: all of this one is lost.
    came_back = len(kept) - len(start) if whole.startswith(kept) else 0
    lost = typed[max(came_back, 0) :]
    losses.seconds.append(max(killed - lost[0][0] - TURNS * late, 0) if lost else 0)


def draft(db: Path) -> tuple[str, str]:
    """The half-typed line and its state as they are on disk."""
    with closing(sqlite3.connect(db)) as connection:
        rows = connection.execute("SELECT text, state FROM draft").fetchall()
    return rows[0] if rows else ("", "")
