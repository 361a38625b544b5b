"""A laptop that slept in the middle of a session says so once, beside the line."""

import time

import pytest

from focusgroup.core.agenda_run.clock import MINUTE_MS
from focusgroup.system import clock
from focusgroup.system.clock import LEAST_SLEEP_MS, Sleeps, slept_ms
from tests.tui.living import Live


class Laptop:
    """Sleeps when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._slept_ms = 7 * 24 * 60 * MINUTE_MS  # before the program was started
        monkeypatch.setattr(clock, "slept_ms", lambda: self._slept_ms)

    def sleep(self, ms: int) -> None:
        self._slept_ms += ms


@pytest.fixture
def laptop(monkeypatch: pytest.MonkeyPatch) -> Laptop:
    return Laptop(monkeypatch)


def test_each_sleep_is_told_once_and_a_nap_is_not(laptop: Laptop) -> None:
    sleeps = Sleeps()
    assert sleeps.since() == 0
    laptop.sleep(LEAST_SLEEP_MS - 1)
    assert sleeps.since() == 0
    laptop.sleep(12 * MINUTE_MS)
    assert sleeps.since() == 12 * MINUTE_MS + LEAST_SLEEP_MS - 1
    assert sleeps.since() == 0


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="Linux's clock")
def test_a_machine_that_is_awake_does_not_sleep() -> None:
    assert 0 <= slept_ms() <= slept_ms() + 100
    assert Sleeps().since() == 0


async def test_the_facilitator_is_told_until_the_next_key(laptop: Laptop, live: Live) -> None:
    live.screen._tick()
    assert "slept" not in live.shows("#hint")
    live.screen.action_do("next")
    await live.settled()
    laptop.sleep(12 * MINUTE_MS)
    live.screen._tick()
    assert "The computer slept 12 min; the clock was stopped." in live.shows("#hint")
    live.type("w")
    await live.pilot.pause()
    assert "slept" not in live.shows("#hint")


async def test_before_the_start_nothing_stood_still(laptop: Laptop, live: Live) -> None:
    laptop.sleep(12 * MINUTE_MS)
    live.screen._tick()
    assert "slept" not in live.shows("#hint")
