"""What the machine is excused for, and which ends say nothing."""

from pathlib import Path

import pytest

from tests.kills import running
from tests.kills.cases import Ended, failed, late
from tests.kills.running import Waits


def test_threads_that_wait_side_by_side_excuse_no_more_than_the_time_that_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 10.0
    monkeypatch.setattr(running.time, "monotonic", lambda: now)
    waits = Waits()
    waits._tasks = [tmp_path]
    for thread in "abc":
        (tmp_path / thread).mkdir()

    def look(waited_s: float, at: float) -> None:
        nonlocal now
        now = at
        for thread in "abc":
            (tmp_path / thread / "schedstat").write_text(f"0 {round(waited_s * 1e9)} 0", "ascii")
        waits.look()

    look(5.0, 10.0)
    look(5.1, 10.2)  # three of them waited 0.1 s, in 0.2 s
    look(5.1, 10.5)
    look(5.11, 11.0)
    assert waits.since(10.0) == pytest.approx(0.2 + 0.03)
    assert waits.since(10.5) == pytest.approx(0.03)


def test_an_end_is_judged_by_the_wall_or_without_the_waits_and_else_says_nothing() -> None:
    def end(typing: float, waited: float) -> Ended:
        times = {"typing_ms": typing, "waited_ms": waited, "by_the_wall_ms": typing + waited}
        return Ended("line", 0, "typing", **times)

    assert not late(end(0, 0))
    assert not late(end(250, 0))
    assert not late(end(100, 150))
    assert failed(end(310, 0))
    assert failed(end(310, 2000))
    assert late(end(290, 20))
    assert late(end(0, 2000))
    assert not late(end(310, 20))
