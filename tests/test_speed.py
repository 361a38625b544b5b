"""Limits of time: a slow machine fails none, a quadratic step fails on any."""

import time
from collections.abc import Callable

import pytest

from tests import speed
from tests.speed import FLOORS, within


@pytest.fixture
def core(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Callable[[], None]]:
    """``core(work=3, floors=1)``: a core that is so many times slower, and one second of work."""
    spent = [0.0]
    monkeypatch.setattr(time, "process_time", lambda: spent[0])

    def made(*, work: float, floors: float = 1.0) -> Callable[[], None]:
        def passing(seconds: float) -> None:
            spent[0] += seconds

        slow = {
            lambda quiet=quiet, times=times: passing(quiet * times): quiet
            for quiet, times in zip(FLOORS.values(), (1.0, 1.0, floors), strict=True)
        }
        monkeypatch.setattr(speed, "FLOORS", slow)
        return lambda: passing(work)

    return made


def test_work_of_the_system_may_take_as_long_as_the_system_does(
    core: Callable[..., object],
) -> None:
    within(2, core(work=5.9, floors=3))


@pytest.mark.parametrize("slow", [1, 3])
def test_a_quadratic_step_fails_on_a_quiet_and_on_a_slow_core(
    core: Callable[..., Callable[[], None]], slow: int
) -> None:
    with pytest.raises(AssertionError, match="took"):
        within(2, core(work=10 * slow, floors=slow))


def test_what_harmless_data_takes_too_is_no_fault_of_the_data(
    core: Callable[..., Callable[[], None]],
) -> None:
    within(2, work := core(work=5), beside=work)
    with pytest.raises(AssertionError):
        within(2, core(work=20), beside=lambda: None)
