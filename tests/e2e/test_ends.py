"""A tick means that it is on disk: whatever ends the program, what was acknowledged is there.

A long run: ``FOCUSGROUP_ENDS=1000 python -m pytest -m slow -s tests/e2e/test_ends.py``.
"""

import os
import shutil
from pathlib import Path

import pytest

from tests.e2e.ends import Figures, Run, in_turns, plan
from tests.e2e.test_replay import focusgroup
from tests.slow import some

ENDS = int(os.environ.get("FOCUSGROUP_ENDS", "1000"))
SEED = int(os.environ.get("FOCUSGROUP_SEED", "1"))
TERMINALS = int(os.environ.get("FOCUSGROUP_TERMINALS", "6"))
"""How many programs run at once; an end is mostly waiting."""
BATCH = 40
"""Ends a test, so that none takes longer than a test may."""
SHORT = 8
"""Ends of the usual run: each way, slow or not, once; half are waited for. A start of the program
takes two seconds of CPU, more than anything else in the tests."""

AGENDA = "---\ntitle: Ends\nthemes: [Reporting]\n---\n## All (60 min)\n\n1. What?\n"


def ended(folder: Path, many: int, seed: int, terminals: int = TERMINALS) -> Figures:
    """The figures of *many* ends, dealt out to as many databases as *terminals*."""
    (folder / "agenda.md").write_text(AGENDA, "utf-8")
    first = folder / "groups.db"
    focusgroup(first, "session", "add", str(folder / "agenda.md"), "--participant", "Anna Novak")
    runs = []
    for n in range(terminals):
        (folder / f"{n}").mkdir()
        runs.append(Run(Path(shutil.copy(first, folder / f"{n}")), seed * 1000 + n))
    ends = plan(many, seed)
    in_turns(run.ends(ends[n::terminals]) for n, run in enumerate(runs))
    figures = Figures()
    for run in runs:
        figures.add(run.figures)
    print(f"\nseed {seed}: {figures}")
    return figures


@pytest.mark.needs("strace", "module:termios")
@pytest.mark.parametrize("seed", some([SEED, SEED + 1], [SEED]))
def test_nothing_acknowledged_is_lost_whatever_ends_the_program(tmp_path: Path, seed: int) -> None:
    figures = ended(tmp_path, SHORT, seed, terminals=2)
    assert not figures.wrong
    assert figures.acknowledged > SHORT
    assert figures.ends.total() == SHORT


@pytest.mark.slow
@pytest.mark.needs("strace", "module:termios")
@pytest.mark.parametrize("batch", range(-(-ENDS // BATCH)))
def test_nothing_acknowledged_is_lost_in_a_long_run_of_ends(tmp_path: Path, batch: int) -> None:
    many = min(BATCH, ENDS - batch * BATCH)
    figures = ended(tmp_path, many, SEED + 2 + batch)
    assert not figures.wrong
    assert figures.acknowledged > many
    assert figures.ends.total() == many
