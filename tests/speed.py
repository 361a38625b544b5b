"""How long a piece of work may take, measured against the core it runs on."""

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

TRIES = 3
TIMES_BESIDE = 3.0
"""How many times the CPU of the same work on harmless data is allowed too."""
WORDS = [f"{n * 7919 % 100_003} said" for n in range(10_000)]


def python_steps() -> None:
    """Steps of Python alone."""
    total = 0
    for step in range(200_000):
        total += step % 7


def work_in_c() -> None:
    """Work in C that goes through memory, as SQLite, lxml and a pattern do."""
    for _ in range(4):
        " ".join(sorted(WORDS)).encode().split(b" ")


def calls_of_the_system() -> None:
    """Small files and a second thread, as a command has them that stores something."""
    here, there = threading.Event(), threading.Event()

    def answer() -> None:
        for _ in range(100):
            here.wait()
            here.clear()
            there.set()

    other = threading.Thread(target=answer)
    other.start()
    for _ in range(100):
        here.set()
        there.wait()
        there.clear()
    other.join()
    with tempfile.TemporaryDirectory() as folder:
        for n in range(80):
            file = Path(folder, str(n))
            file.write_bytes(b"x" * 1000)
            file.stat()
            file.unlink()


FLOORS: dict[Callable[[], None], float] = {
    python_steps: 0.015,
    work_in_c: 0.0155,
    calls_of_the_system: 0.022,
}
"""Fixed pieces of work, and the seconds of CPU each takes where the limits were set: the middle
of 40 times."""


def cpu_of(work: Callable[[], T]) -> tuple[T, float]:
    """Return what *work* returns and the seconds of CPU it took, in all threads."""
    began = time.process_time()
    result = work()
    return result, time.process_time() - began


def slowness() -> float:
    """Return how many times slower than a quiet core this one is now; at least 1.

    Beside other programs a core does a third of its work in the same CPU time. What waits for
    memory or the system slows down by another factor than Python does, on some machines by much
    more, so the slowest of three kinds counts. A step that is quadratic takes ten and more times
    as long on any of them.
    """
    return max(1.0, *(cpu_of(work)[1] / quiet for work, quiet in FLOORS.items()))


def within(seconds: float, work: Callable[[], T], *, beside: Callable[[], object] = int) -> T:
    """Return what *work* returns; fail if no try takes less CPU than *seconds* of a quiet core.

    The core is only measured when a try takes longer. *beside* is the same work on harmless data:
    what takes no more than three times as long as that is not slow because of its data.
    """
    before = 1.0
    for _ in range(TRIES):
        result, took = cpu_of(work)
        if took < seconds:
            return result
        after = slowness()
        allowed = max(seconds * max(before, after), TIMES_BESIDE * cpu_of(beside)[1])
        if took < allowed:
            return result
        before = after
    raise AssertionError(f"took {took:.2f} s of CPU, {allowed:.2f} allowed")
