"""The time of a session: the machine's, or what is told from outside."""

from collections.abc import Callable

import pytest

from focusgroup.services.session_time import SessionTime
from focusgroup.system import clock

NOON_MS = 1_773_316_800_000
MINUTE_MS = 60_000


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """``at(ms)``: set both clocks of the machine, in ms after noon."""

    def set_to(ms: int) -> None:
        monkeypatch.setattr(clock, "unix_ms", lambda: NOON_MS + ms)
        monkeypatch.setattr(clock, "mono_ms", lambda: 777_000 + ms)

    set_to(0)
    return set_to


def test_time_runs_with_the_machine(at: Callable[[int], None]) -> None:
    time = SessionTime()
    at(MINUTE_MS)
    assert (time.mono_ms(), time.unix_ms()) == (777_000 + MINUTE_MS, NOON_MS + MINUTE_MS)


def test_time_that_was_moved_ahead_runs_on_from_there(at: Callable[[int], None]) -> None:
    time = SessionTime()
    time.move_ahead(12 * MINUTE_MS, NOON_MS + 12 * MINUTE_MS)
    at(MINUTE_MS)
    assert time.mono_ms() == 777_000 + 13 * MINUTE_MS
    assert time.unix_ms() == NOON_MS + 13 * MINUTE_MS


def test_unix_time_is_not_moved_back_by_a_session_that_stood_still(
    at: Callable[[int], None],
) -> None:
    time = SessionTime()
    at(30 * MINUTE_MS)
    time.move_ahead(MINUTE_MS, NOON_MS + 20 * MINUTE_MS)
    assert time.unix_ms() == NOON_MS + 30 * MINUTE_MS


def test_time_told_afterwards_stands_still_but_for_what_it_is_moved(
    at: Callable[[int], None],
) -> None:
    time = SessionTime(began_ms=NOON_MS - 60 * MINUTE_MS)
    assert time.afterwards
    at(MINUTE_MS)
    assert (time.mono_ms(), time.unix_ms()) == (0, NOON_MS - 60 * MINUTE_MS)
    time.move_ahead(5 * MINUTE_MS, 0)
    assert (time.mono_ms(), time.unix_ms()) == (5 * MINUTE_MS, NOON_MS - 55 * MINUTE_MS)
