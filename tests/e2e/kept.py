"""How much typing a kill takes: text typed at speed, killed at a random moment, looked for.

What was typed a given time before the kill is compared with what is in the database
afterwards, which is what the next start brings back.
"""

import json
import os
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
"""The quote that is corrected, and filed in the debrief."""
PARKED = "/park "
LINES = ("a line", "a correction", "a note")
DEBRIEFED = ("a theme", "a debrief text")
"""Where is typed: in the capture line, or in a session that has ended, in its debrief."""
ASKED = {
    "a theme": "What is it about?",
    "": "Which moments",
    "a debrief text": "What did you not expect?",
}
"""What the debrief asks there, in its order."""
F2, F4 = "\x1bOQ", "\x1bOS"


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


class DiskLateness(Lateness):
    """How long a sync of a file takes meanwhile: a draft waits for one that is under way."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._file = folder / "synced"

    def run(self) -> None:
        with self._file.open("wb", buffering=0) as file:
            while not self._over.wait(0.02):
                file.write(b"x")
                began = time.monotonic()
                os.fsync(file.fileno())
                self.most_s = max(self.most_s, time.monotonic() - began)


def kill_while_typing(
    db: Path, chance: random.Random, losses: Losses, *, place: str, before: Sequence[str] = ()
) -> None:
    """Open the session, type at *place*, kill, and note what is lost of what was typed."""
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("DELETE FROM draft")  # what the last kill left must not come back
    with Pty((*before, *PROGRAM, "--db", str(db)), width=98, height=30) as pty:
        pty.wait_for("Ends")
        start = into_debrief(pty, db, place) if place in DEBRIEFED else into_line(pty, place)
        lateness, syncing = Lateness(), DiskLateness(db.parent)
        lateness.start()
        syncing.start()
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
        late = TURNS * lateness.stop() + syncing.stop()
        pty.wait_exit()
    whole = start + "".join(letter for _, letter in typed)
    kept, wrong = kept_at(db, place)
    if kept and whole.startswith(kept) and wrong:
        losses.wrong.append(f"{kept!r} of {whole!r}, {wrong}")
    # Another line than this one: all of this one is lost.
    came_back = len(kept) - len(start) if whole.startswith(kept) else 0
    lost = typed[max(came_back, 0) :]
    losses.seconds.append(max(killed - lost[0][0] - late, 0) if lost else 0)


def into_line(pty: Pty, place: str) -> str:
    """Into the capture line; what stands in it."""
    pty.send("\r")
    pty.wait_until(lambda s: "F2 starts" in s or "ends " in s, "the live screen")
    if place == "a correction":
        pty.send("\x1b[A")
        pty.wait_for("› " + TYPED_BEFORE)
        return TYPED_BEFORE
    if place == "a note":
        pty.send(PARKED)
        pty.wait_for("› " + PARKED.strip())
        return PARKED
    return ""


def into_debrief(pty: Pty, db: Path, place: str) -> str:
    """Into a field of the debrief, which opens where it was left; what stands in it."""
    pty.send("d")
    pty.wait_for("Debrief ·")
    asked = list(ASKED.values())
    pty.wait_until(lambda screen: any(each in screen for each in asked), "its question", 30)
    while ASKED[place] not in pty.screen():
        now = next(n for n, each in enumerate(asked) if each in pty.screen())
        on = asked.index(ASKED[place]) > now
        pty.send(F2 if on else F4)
        pty.wait_for(asked[now + 1 if on else now - 1])
    return kept_at(db, place)[0]


def kept_at(db: Path, place: str) -> tuple[str, str]:
    """What is on disk of what was typed at *place*, and what is wrong with it, "" when nothing."""
    if place in DEBRIEFED:
        parts = debriefed(db)
        state = json.loads(parts.get("state") or "{}")
        if place == "a debrief text":
            return parts.get("surprises", ""), ""
        drafts = state.get("drafts", {})
        return next((drafts[key] for key in drafts if key.startswith("untagged/")), ""), ""
    text, state = draft(db)
    editing = place == "a correction"
    return text, "" if ("editing" in state) is editing else state


def debriefed(db: Path) -> dict[str, str]:
    """The parts of the debrief as they are on disk."""
    with closing(sqlite3.connect(db)) as connection:
        return dict(connection.execute("SELECT part, text FROM debrief").fetchall())


def draft(db: Path) -> tuple[str, str]:
    """The half-typed line and its state as they are on disk."""
    with closing(sqlite3.connect(db)) as connection:
        rows = connection.execute("SELECT text, state FROM draft").fetchall()
    return rows[0] if rows else ("", "")
