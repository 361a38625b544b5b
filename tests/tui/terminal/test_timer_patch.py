"""What is to be done a moment later is done, however late the machine is."""

import asyncio
import sys
import time
from itertools import count
from typing import Any

import pytest
from textual import _time
from textual.app import App
from textual.timer import Timer

from focusgroup.tui.terminal import timer_patch
from tests.tui.living import Live
from tests.tui.seeing import until

LOOKS = count()


def stop_the_program_in_timers_that_run_once() -> float:
    """The time, a minute later each time that a timer asks which is to run once."""
    now = time.monotonic()
    caller = sys._getframe(1).f_locals.get("self")
    return now + 60 * next(LOOKS) if getattr(caller, "_repeat", None) == 0 else now


async def test_the_line_is_saved_where_the_machine_stops_the_program_as_its_timer_starts(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_time, "get_time", stop_the_program_in_timers_that_run_once)
    live.type("half a line that is")
    half_typed = live.screen.live.half_typed
    await until(live.pilot, lambda: half_typed.draft.text == "half a line that is")


async def test_textual_still_leaves_out_the_only_run_of_a_timer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    timer_patch.install()
    closed_over: Any = Timer._start.__closure__
    monkeypatch.setattr(Timer, "_start", closed_over[0].cell_contents)
    runs: list[str] = []
    async with App[None]().run_test() as pilot:
        monkeypatch.setattr(_time, "get_time", stop_the_program_in_timers_that_run_once)
        pilot.app.set_timer(0.05, lambda: runs.append("run"))
        await asyncio.sleep(0.2)
    assert runs == []  # else Textual runs it, late, and `timer_patch` can go
