"""A tick means that it is on disk: whatever ends the program, what was acknowledged is there.

A long run: ``FOCUSGROUP_ENDS=1000 python -m pytest -m slow -s tests/e2e/test_ends.py``.
"""

import os
from pathlib import Path

import pytest

from tests.e2e.ends import Figures, Run, plan
from tests.e2e.test_replay import focusgroup

ENDS = int(os.environ.get("FOCUSGROUP_ENDS", "1000"))
SEED = int(os.environ.get("FOCUSGROUP_SEED", "1"))
BATCH = 16
"""Ends a test, so that none takes longer than a test may."""

AGENDA = "---\ntitle: Ends\nthemes: [Reporting]\n---\n## All (60 min)\n\n1. What?\n"


def ended(folder: Path, many: int, seed: int) -> Figures:
    (folder / "agenda.md").write_text(AGENDA, "utf-8")
    db = folder / "groups.db"
    focusgroup(db, "session", "new", str(folder / "agenda.md"), "--participant", "Anna Novak")
    run = Run(db, seed)
    for how, slow, ahead in plan(many, seed):
        run.end(how, slow=slow, ahead=ahead)
    run.last_look()
    print(f"\nseed {seed}: {run.figures}")
    return run.figures


@pytest.mark.needs("strace", "module:termios")
def test_nothing_acknowledged_is_lost_whatever_ends_the_program(tmp_path: Path) -> None:
    figures = ended(tmp_path, 8, SEED)
    assert not figures.wrong
    assert figures.acknowledged > 0


@pytest.mark.slow
@pytest.mark.needs("strace", "module:termios")
@pytest.mark.parametrize("seed", range(SEED, SEED + max(1, ENDS // BATCH + (ENDS % BATCH > 0))))
def test_nothing_acknowledged_is_lost_in_a_long_run_of_ends(tmp_path: Path, seed: int) -> None:
    figures = ended(tmp_path, BATCH, seed)
    assert not figures.wrong
    assert figures.acknowledged > 0
