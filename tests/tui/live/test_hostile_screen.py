"""The hostile facilitator at the real screen: nothing is lost, altered or misfiled there either."""

import faulthandler
import os
from pathlib import Path

import pytest

from tests.tui.live.hostile_hands import OnScreen
from tests.tui.living import Live


async def test_thirty_steps_on_the_screen_lose_and_misfile_nothing(
    live: Live, tmp_path: Path
) -> None:
    await OnScreen(live, tmp_path, 1).run(30, looked_at=15)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 5))
async def test_three_hundred_steps_on_the_screen_lose_and_misfile_nothing(
    live: Live, tmp_path: Path, seed: int
) -> None:
    faulthandler.cancel_dump_traceback_later()  # the limit of a usual test
    begin = int(os.environ.get("FOCUSGROUP_SEED", "0"))
    await OnScreen(live, tmp_path, begin + seed).run(300)
