"""The hostile facilitator at the real screen: nothing is lost, altered or misfiled there either."""

import faulthandler
import os
from pathlib import Path

import pytest

from tests.tui.live.hostile_hands import OnScreen, Run
from tests.tui.seeing import Opened


async def test_thirty_steps_on_the_screen_lose_and_misfile_nothing(
    run_app: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focusgroup.tui.app.HomeScreen", Opened)
    await OnScreen(run_app, tmp_path, 1).run(30, looked_at=15)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 5))
async def test_three_hundred_steps_on_the_screen_lose_and_misfile_nothing(
    run_app: Run, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focusgroup.tui.app.HomeScreen", Opened)
    faulthandler.cancel_dump_traceback_later()  # the limit of a usual test
    begin = int(os.environ.get("FOCUSGROUP_SEED", "0"))
    await OnScreen(run_app, tmp_path, begin + seed).run(300)
