"""A session's time: whatever becomes of the system's clock, what is said later is later."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.agenda_run.clock import Clock
from focusgroup.system import clock as now

NOON = 1_774_738_800_000
"""29 March 2026, 00:00 in Berlin: the night in which daylight saving begins there."""
HOUR = 3_600_000


class Machine:
    """The two clocks of a machine, set by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.wall, self.mono = NOON, 5_000_000
        monkeypatch.setattr(now, "unix_ms", lambda: self.wall)
        monkeypatch.setattr(now, "mono_ms", lambda: self.mono)

    def wait(self, ms: int) -> None:
        self.wall += ms
        self.mono += ms

    def sleep(self, ms: int) -> None:
        """The lid is closed: CLOCK_MONOTONIC stands still on Linux."""
        self.wall += ms


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


def test_it_is_the_systems_time_as_long_as_nobody_sets_it(machine: Machine) -> None:
    time = now.Steady()
    for _ in range(5):
        machine.wait(700)
        assert time.unix_ms() == machine.wall


def test_a_clock_that_is_set_back_is_counted_on_from(machine: Machine) -> None:
    time = now.Steady()
    assert time.unix_ms() == NOON
    machine.wall -= 3 * HOUR
    machine.wait(60_000)
    assert time.unix_ms() == NOON + 60_000
    machine.wait(60_000)
    assert time.unix_ms() == NOON + 120_000
    machine.wall += 4 * HOUR
    assert time.unix_ms() == machine.wall


def test_a_clock_that_runs_slow_for_a_while_is_followed_and_never_goes_back(
    machine: Machine,
) -> None:
    time = now.Steady()
    assert time.unix_ms() == NOON
    machine.mono += 500
    assert time.unix_ms() == NOON
    machine.mono += 500
    machine.wall += 400
    assert time.unix_ms() == NOON + 400


def test_after_sleep_the_time_of_day_is_right_and_the_length_did_not_jump(
    machine: Machine,
) -> None:
    time, clock = now.Steady(), Clock(planned=(90 * 60_000,)).started(now.mono_ms())
    machine.wait(10 * 60_000)
    machine.sleep(HOUR)
    assert time.unix_ms() == NOON + HOUR + 10 * 60_000
    assert clock.elapsed(now.mono_ms()) == 10 * 60_000
    assert clock.left(now.mono_ms()) == 80 * 60_000


def test_a_session_that_comes_back_begins_after_what_it_knows(machine: Machine) -> None:
    time = now.Steady(not_before_ms=NOON + 2 * HOUR)
    first = time.unix_ms()
    machine.wait(1_000)
    assert (first, time.unix_ms()) == (NOON + 2 * HOUR, NOON + 2 * HOUR + 1_000)
    assert now.Steady(not_before_ms=NOON - HOUR).unix_ms() == machine.wall


steps = st.lists(
    st.tuples(st.integers(-20 * HOUR, 20 * HOUR), st.integers(0, HOUR), st.booleans()), max_size=20
)


@given(steps)
def test_it_never_goes_back_and_never_falls_behind(steps: list[Any]) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        machine = Machine(monkeypatch)
        time, clock, passed = now.Steady(), Clock().started(machine.mono), 0
        before, start = time.unix_ms(), NOON
        for jump, wait, set_by_hand in steps:
            machine.wait(wait)
            passed += wait
            if set_by_hand:
                machine.wall += jump
            at = time.unix_ms()
            assert at >= before
            assert at >= machine.wall
            assert at >= start + passed - len(steps) * now.STEP_MS
            assert clock.elapsed(now.mono_ms()) == passed
            before = at


def test_the_moment_knows_this_start_of_the_machine() -> None:
    one, two = now.moment(), now.moment()
    assert one.boot == two.boot
    assert one.mono_ms <= two.mono_ms
