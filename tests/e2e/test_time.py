"""The real program on a machine whose clock is set back, jumps, sleeps and changes its zone."""

import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.test_replay import focusgroup, focusgroup_apart
from tests.terminal import PROGRAM, Tmux

pytestmark = pytest.mark.needs("tmux", "faketime")

AGENDA = "---\ntitle: Berlin\n---\n## All (120 min)\n\n1. What?\n"
BEGINNING = "2026-03-29 00:30:00"
"""UTC: half an hour before daylight saving begins in Berlin, 01:30 there."""
ENDS = re.compile(r"ends (\d\d:\d\d)")


class Machine:
    """The program under libfaketime: the system's clock is what a file says, the other is real."""

    def __init__(self, folder: Path, db: Path) -> None:
        self._folder = folder
        self._db = db
        self._file = folder / "faketime"
        (self._library,) = Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")

    def env(self, zone: str) -> dict[str, str]:
        return {
            "LD_PRELOAD": str(self._library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "TZ": zone,
        }

    def set(self, to: str) -> None:
        """The system's clock shows *to* now (UTC) and runs on from there."""
        fresh = self._folder / "faketime.new"
        fresh.write_text(f"@{to}\n", "ascii")
        fresh.replace(self._file)

    def run(self, zone: str = "UTC") -> Tmux:
        terminal = Tmux(self._folder)
        terminal.start((*PROGRAM, "--db", str(self._db)), 120, 36, self.env(zone))
        terminal.wait_for("Berlin", 60)
        pressed = time.monotonic()
        terminal.keys("Enter")

        def opened(screen: str) -> bool:
            nonlocal pressed
            if "Berlin" in screen and "ends " not in screen and time.monotonic() > pressed + 5:
                pressed = time.monotonic()  # pressed before the list had the focus
                terminal.keys("Enter")
            return "ends " in screen

        terminal.wait_until(opened, "the session's screen", 60)
        return terminal


@pytest.fixture
def db(tmp_path: Path) -> Path:
    (tmp_path / "agenda.md").write_text(AGENDA, "utf-8")
    path = tmp_path / "groups.db"
    focusgroup(path, "session", "add", str(tmp_path / "agenda.md"), "--zone", "Europe/Berlin")
    return path


def stored(db: Path) -> list[sqlite3.Row]:
    """The quotes in the order of every list; read by hand, as a command takes a second here."""
    with closing(sqlite3.connect(db)) as connection:
        connection.row_factory = sqlite3.Row
        return connection.execute("SELECT * FROM quote ORDER BY at_ms, id").fetchall()


def say(terminal: Tmux, db: Path, text: str) -> None:
    terminal.type(text)
    terminal.keys("Enter")
    terminal.wait_until(
        lambda _: text in [quote["text"] for quote in stored(db)], f"{text!r} on disk", 60
    )


def ends(terminal: Tmux, *times: str) -> None:
    """The screen says one of *times* as the time of day at which the session would end."""

    def seen(screen: str) -> bool:
        match = ENDS.search(screen)
        return match is not None and match[1] in times

    terminal.wait_until(seen, f"ends {' or '.join(times)}", 60)


def test_order_lengths_and_planned_times_stay_right_whatever_the_clock_does(
    db: Path, tmp_path: Path
) -> None:
    machine = Machine(tmp_path, db)
    machine.set(BEGINNING)
    with machine.run() as terminal:
        terminal.keys("F2")
        terminal.wait_for("●", 60)
        # 01:30 and two hours, over the hour that is left out that night.
        ends(terminal, "04:30", "04:31")
        say(terminal, db, "one at half past one")
        machine.set("2026-03-28 21:30:00")
        say(terminal, db, "two with the clock set back by three hours")
        machine.set("2026-03-29 01:30:00")
        say(terminal, db, "three after an hour of sleep")
        ends(terminal, "05:29", "05:30", "05:28")
        terminal.keys("C-q")
        terminal.wait_exit()
    machine.set("2026-03-28 20:00:00")
    with machine.run("America/New_York") as terminal:
        say(terminal, db, "four in another zone, set back again")
        terminal.keys("C-q")
        terminal.wait_exit()
    said = stored(db)
    assert [quote["text"].split()[0] for quote in said] == ["one", "two", "three", "four"]
    offsets = [quote["offset_ms"] for quote in said]
    assert offsets == sorted(offsets)
    assert offsets[-1] < 120_000, "only the time in which the program ran counts"
    times = [quote["at_ms"] for quote in said]
    assert times[1] - times[0] < 120_000, "counted on, not set back"
    assert 3_500_000 < times[2] - times[1] < 3_720_000, "the hour of sleep is in the time of day"


def test_a_session_led_by_commands_counts_on_through_a_clock_set_back(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine(tmp_path, db)
    for name, value in machine.env("UTC").items():
        monkeypatch.setenv(name, value)
    machine.set(BEGINNING)
    for n, clock in enumerate((BEGINNING, "2026-03-28 21:30:00")):
        machine.set(clock)
        focusgroup_apart(db, "session", "capture", "last", stdin=f"- said {n}\n")
    said = stored(db)
    assert [quote["text"] for quote in said] == ["said 0", "said 1"]
    assert 0 <= said[0]["offset_ms"] < said[1]["offset_ms"] < 120_000
