"""What is typed before a kill, and what of it has to be there afterwards."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice, product

from tests.e2e.test_entered import ASIDE, CORRECTED, FIELDS

FSYNCS_MS = (0, 50, 0, 200, 0, 1000)
"""How long a sync takes; half of the ends have slow ones."""
MOMENTS = ("typing", "at once", "kept")
"""When the kill comes: before Enter, after an Enter at once, or after an Enter that came 300 ms
after all of it was on disk."""
MOST_TYPING_MS = 300
PASTES = (12, 60, 500)
ASIDES = tuple(f"set aside: {kind}" for kind in ASIDE)
DEBRIEF = tuple(f"debrief: {part}" for part in FIELDS)
CASES = ("line", "line behind another", "correction", *(f"paste of {n}" for n in PASTES), *ASIDES)


@dataclass(frozen=True, slots=True)
class Planned:
    """One end: what is typed, how slow the disk is, when the kill comes; *seed* chooses the rest.

    With *start*, the program itself starts once more on what is left.
    """

    n: int
    case: str
    fsync_ms: int
    moment: str
    seed: int

    @property
    def start(self) -> bool:
        return self.n % 10 == 0

    @property
    def syncs(self) -> int:
        """How many syncs there are from Enter to the last tick."""
        return 5 if self.case == "paste of 500" else 2 if "behind" in self.case else 1


@dataclass(slots=True)
class Row:
    """One line as it was typed: *words* of it are stored, keys were sent at *sent* (s)."""

    typed: str
    words: str
    sent: list[float] = field(default_factory=list)

    def lost_since(self, kept: Iterable[str]) -> float | None:
        """Return when the first key that no text of *kept* has was sent; None if all are there."""
        held = 0
        for text in kept:
            if self.words and self.words in text:
                return None
            while held < len(self.typed) and self.typed[: held + 1] in text:
                held += 1
        return self.sent[held] if held < len(self.sent) else None


@dataclass(frozen=True, slots=True)
class Ended:
    """What one end has shown.

    *typing_ms* is how old the oldest lost key was, without the time *waited_ms* in which the
    machine had no core for the program, for us, or for what delays the syncs.
    """

    case: str
    fsync_ms: int
    moment: str
    acknowledged: int = 0
    acknowledged_lost: int = 0
    on_disk: int = 0
    on_disk_lost: int = 0
    typing_ms: float = 0.0
    waited_ms: float = 0.0
    by_the_wall_ms: float = 0.0
    wrong: tuple[str, ...] = ()


def failed(ended: Ended) -> bool:
    """Return whether an end lost what is promised to be kept."""
    lost = ended.acknowledged_lost + ended.on_disk_lost
    return bool(lost or ended.wrong or ended.typing_ms > MOST_TYPING_MS)


def late(ended: Ended) -> bool:
    """Return whether only the machine can have been too slow: this end says nothing of typing."""
    return ended.typing_ms <= MOST_TYPING_MS < ended.by_the_wall_ms


def rows_of(planned: Planned) -> list[Row]:
    """Return the lines of an end; each has a word that no other has."""
    words = [f"w{planned.n:05}x{k:03}e about exports" for k in range(1 + planned.case.count("beh"))]
    if planned.case.startswith("set aside"):
        line = ASIDE[planned.case.partition(": ")[2]]
        return [Row(line, line)]
    if planned.case == "correction":
        return [Row(f"{CORRECTED} w{planned.n:05}x000e", f"{CORRECTED} w{planned.n:05}x000e")]
    if planned.case.startswith("debrief"):
        from focusgroup.core.agenda_run.debrief import DebriefPart

        typed = FIELDS[DebriefPart(planned.case.partition(": ")[2])][0]
        return [Row(typed, typed)]
    if planned.case.startswith("paste"):
        many = int(planned.case.rpartition(" ")[2])
        words = [f"w{planned.n:05}x{k:03}e about exports" for k in range(many)]
    return [Row(f"- {each}", each) for each in words]


def plan(many: int, seed: int) -> Sequence[Planned]:
    """Return *many* ends, every combination as often, in a random order.

    Lines, corrections, pastes, set-aside lines and the fields of the debrief have their share.
    """
    chance = random.Random(seed)
    combinations = list(product((*CASES, *DEBRIEF), FSYNCS_MS, MOMENTS))
    chance.shuffle(combinations)
    return [
        Planned(seed * 10_000 + n, case, fsync_ms, moment, chance.getrandbits(32))
        for n, (case, fsync_ms, moment) in enumerate(islice(cycle(combinations), many))
    ]
