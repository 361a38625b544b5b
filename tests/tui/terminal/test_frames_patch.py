"""What follows a frame at once is painted at once."""

import statistics
import time
from collections.abc import Callable
from typing import Any

import pytest
from textual import constants, screen
from textual.app import App
from textual.screen import Screen
from textual.widgets import Static

from focusgroup.tui.terminal import frames_patch


class Noting(Screen[None]):
    """A screen that notes when it painted."""

    painted = 0.0

    def compose(self) -> Any:
        yield Static("text", id="text")

    def _compositor_refresh(self) -> None:
        super()._compositor_refresh()
        self.painted = time.perf_counter()


async def waits(run_app: Callable[..., Any]) -> float:
    """The usual seconds from a change that follows a frame to its own frame."""
    found = []
    async with run_app(App[None]()) as pilot:
        noting = Noting()
        await pilot.app.push_screen(noting)
        await pilot.pause(0.1)
        text = noting.query_one("#text", Static)
        for n in range(12):
            await pilot.pause(0.05)
            for each in ("echo", "result"):
                noting.painted, began = 0.0, time.perf_counter()
                text.update(f"{each} {n}", layout=False)
                while not noting.painted:
                    await pilot._wait_for_screen()
            found.append(noting.painted - began)
    return statistics.median(found)


async def test_textual_still_lets_the_second_frame_wait(
    run_app: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "UPDATE_PERIOD", 1 / 60)
    assert await waits(run_app) > 1 / 60, "frames_patch.py can go"


async def test_the_second_frame_follows_the_first(
    run_app: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "UPDATE_PERIOD", screen.UPDATE_PERIOD)
    frames_patch.install()
    assert await waits(run_app) < 1 / 60


async def test_a_person_may_ask_for_more_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "UPDATE_PERIOD", screen.UPDATE_PERIOD)
    monkeypatch.setattr(constants, "MAX_FPS", 1000)
    frames_patch.install()
    assert screen.UPDATE_PERIOD == 1 / 1000
