"""How long a piece of work may take, measured against the core it runs on."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

TRIES = 3
FLOOR_STEPS = 200_000
QUIET_FLOOR_S = 0.015
"""What `floor` takes where the limits were set, in seconds of CPU: 14.4 to 16.0 ms, 15 times."""


def floor() -> float:
    """Return the seconds of CPU that a fixed piece of work takes on this core at this moment."""
    began = time.process_time()
    total = 0
    for step in range(FLOOR_STEPS):
        total += step % 7
    return time.process_time() - began


def slowness() -> float:
    """Return how many times slower than a quiet core this one is now; at least 1.

    Beside other programs a core does a third of its work in the same CPU time.
    """
    return max(1.0, floor() / QUIET_FLOOR_S)


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return what *work* returns; fail if no try takes less CPU than *seconds* of a quiet core."""
    for _ in range(TRIES):
        before = slowness()
        began = time.process_time()
        result = work()
        took = time.process_time() - began
        allowed = seconds * max(before, slowness())
        if took < allowed:
            return result
    raise AssertionError(f"took {took:.2f} s of CPU, {allowed:.2f} allowed")
