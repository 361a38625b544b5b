"""A hostile facilitator loses, alters and misfiles nothing, and no refused word is on disk.

A long run of another seed: ``FOCUSGROUP_SEED=7 python -m pytest -m slow
tests/services/capture/test_hostile_facilitator.py``.
"""

import faulthandler
import os
from pathlib import Path

import pytest

from tests.services.capture.hostile import Facilitator


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_hundred_steps_lose_and_misfile_nothing(tmp_path: Path, seed: int) -> None:
    await Facilitator(tmp_path, seed).run(100)


@pytest.mark.slow
async def test_ten_thousand_steps_lose_and_misfile_nothing(tmp_path: Path) -> None:
    """In one session; ``-s`` shows how many steps there were."""
    faulthandler.cancel_dump_traceback_later()  # the limit of a usual test
    facilitator = Facilitator(tmp_path, int(os.environ.get("FOCUSGROUP_SEED", "1000")))
    await facilitator.run(10_000, looked_at=50)
    steps = [line for line in facilitator.log if not line.startswith(" ")]
    print(f"\n{len(steps):,} steps, {len(facilitator.model.now.quotes):,} quotes at the end")
    assert len(steps) == 10_000


@pytest.mark.slow
async def test_many_short_sessions_lose_and_misfile_nothing(tmp_path: Path) -> None:
    faulthandler.cancel_dump_traceback_later()
    begin = int(os.environ.get("FOCUSGROUP_SEED", "1000"))
    for seed in range(begin, begin + 50):
        folder = tmp_path / str(seed)
        folder.mkdir()
        await Facilitator(folder, seed).run(600)
