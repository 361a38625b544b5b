"""Whatever the terminal sends, and however the program ends: nothing typed is lost."""

import re
import signal
import time
from pathlib import Path

import pytest

from tests.e2e.test_replay import focusgroup, stored
from tests.terminal import PROGRAM, Pty

pytestmark = pytest.mark.needs("module:termios")

AGENDA = "---\ntitle: Ends\n---\n## All (60 min)\n\n1. What?\n"
LONGEST_S = 3.5
"""An end within 3 s, and what Python takes to be gone."""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    (tmp_path / "agenda.md").write_text(AGENDA, "utf-8")
    path = tmp_path / "groups.db"
    focusgroup(path, "session", "new", str(tmp_path / "agenda.md"))
    return path


def opened(db: Path) -> Pty:
    pty = Pty((*PROGRAM, "--db", str(db)), width=98, height=30)
    pty.wait_for("Ends")
    pty.send("\r")
    pty.wait_for("F2 starts")
    return pty


def texts(db: Path) -> list[object]:
    return [quote["text"] for quote in stored(db)]


def test_bytes_that_are_no_text_and_pasted_keys_do_not_end_the_session(db: Path) -> None:
    with opened(db) as pty:
        for bad in (b"caf\xe9 ", b"\xe4\xb8 ", b"\x1b[99999999u", b"\xff"):
            pty.send(bad)
        pty.send("so it is\r")
        pty.wait_for("✓")
        pty.send("\x1b[200~red \x1b[31m \x11 \x1b" + "z" * 40 + "\x1b[201~\r")
        pty.wait_until(lambda screen: re.search("z{40} +✓", screen) is not None, "its tick")
        pty.signal(signal.SIGQUIT)
        assert pty.wait_exit() == 128 + signal.SIGQUIT
    first, second = texts(db)
    assert str(first).startswith("caf")
    assert str(first).endswith("so it is")
    assert str(second).startswith("red")
    assert "z" * 40 in str(second)


@pytest.mark.parametrize("name", ["SIGHUP", "SIGINT"])
def test_a_signal_leaves_the_terminal_as_it_was(db: Path, name: str) -> None:
    number = signal.Signals[name]
    with opened(db) as pty:
        pty.send("said just now\r")
        pty.wait_for("said just now")
        began = time.monotonic()
        pty.signal(number)
        assert pty.wait_exit() == 128 + number
        assert time.monotonic() - began < LONGEST_S
        for mode in (b"1049", b"1000", b"1003", b"1006", b"1004"):
            on, off = (pty.output.rfind(b"\x1b[?" + mode + each) for each in (b"h", b"l"))
            assert -1 < on < off, mode
        assert pty.output.rfind(b"\x1b[?25l") < pty.output.rfind(b"\x1b[?25h")
    assert texts(db) == ["said just now"]


def test_a_terminal_that_takes_nothing_does_not_hold_the_end_up(db: Path) -> None:
    with opened(db) as pty:
        # Nothing is read from here on: the program's output piles up until it blocks.
        for n in range(120):
            pty.send(f"said number {n:03}\r")
            time.sleep(0.01)
        began = time.monotonic()
        pty.signal(signal.SIGTERM)
        while pty.alive():
            assert time.monotonic() - began < LONGEST_S
            time.sleep(0.01)
        assert pty.wait_exit() == 128 + signal.SIGTERM
    with opened_again(db):
        kept = texts(db)
    assert kept == [f"said number {n:03}" for n in range(len(kept))]
    assert len(kept) > 20


def opened_again(db: Path) -> Pty:
    pty = Pty((*PROGRAM, "--db", str(db)), width=98, height=30)
    pty.wait_for("Ends")
    return pty
