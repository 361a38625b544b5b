"""At most 300 ms of typing is lost, whatever line it is in, when the program is killed.

A long run: ``FOCUSGROUP_KILLS=100 python -m pytest -m slow -s tests/e2e/test_kept.py``.
"""

import os
import random
from pathlib import Path

import pytest

from tests.e2e.ends import SLOW
from tests.e2e.kept import (
    DEBRIEFED,
    LINES,
    PROMISED_S,
    TYPED_BEFORE,
    Losses,
    kill_while_typing,
)
from tests.e2e.test_ending import AGENDA
from tests.e2e.test_replay import focusgroup
from tests.slow import some

pytestmark = pytest.mark.needs("module:termios")

KILLS = int(os.environ.get("FOCUSGROUP_KILLS", "50"))
SEED = int(os.environ.get("FOCUSGROUP_SEED", "1"))
TRIES = 3
"""Beside other programs a draft comes late once in a while; one that always does is a fault."""
BATCH = 10
"""Kills a test, so that none takes longer than a test may."""
SLOW_FSYNC_S = 0.2
"""A commit of a quote or of the clock that a draft has to wait for on such a disk."""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    (tmp_path / "agenda.md").write_text(AGENDA, "utf-8")
    path = tmp_path / "groups.db"
    focusgroup(path, "session", "add", str(tmp_path / "agenda.md"))
    focusgroup(path, "session", "capture", "last", stdin=TYPED_BEFORE)
    return path


@pytest.mark.parametrize(
    "place", some(["a line", "a correction", "a debrief text"], ["a line", "a debrief text"])
)
def test_a_kill_takes_at_most_300_ms_of_typing(db: Path, place: str) -> None:
    if place in DEBRIEFED:
        focusgroup(db, "session", "end", "last")
    kept = []
    while not kept or (min(kept) > PROMISED_S and len(kept) < TRIES):
        losses = Losses()
        kill_while_typing(db, random.Random(4 + len(kept)), losses, place=place)
        assert not losses.wrong
        kept.append(max(losses.seconds))
    assert min(kept) <= PROMISED_S


@pytest.mark.slow
@pytest.mark.needs("strace")
@pytest.mark.parametrize("disk", ["fast", "slow"])
@pytest.mark.parametrize("debrief", [False, True], ids=["lines", "debrief"])
@pytest.mark.parametrize("seed", range(SEED, SEED + max(1, KILLS // BATCH)))
def test_kills_at_many_moments_take_at_most_300_ms_of_typing(
    db: Path, disk: str, seed: int, debrief: bool
) -> None:
    losses, chance = Losses(), random.Random(seed)
    slow = disk == "slow"
    if debrief:
        focusgroup(db, "session", "end", "last")
    places = DEBRIEFED if debrief else LINES
    for n in range(BATCH):
        before = SLOW if slow else ()
        kill_while_typing(db, chance, losses, place=places[n % len(places)], before=before)
    print(f"\n{disk} disk, {', '.join(places)}: {losses}")
    assert not losses.wrong
    assert max(losses.seconds) <= PROMISED_S + (SLOW_FSYNC_S if slow else 0)
