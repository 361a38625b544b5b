"""Whatever the terminal sends, and however the program ends: nothing typed is lost."""

import os
import re
import shlex
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.test_replay import focusgroup, stored
from tests.slow import some
from tests.terminal import PROGRAM, WAIT_S, Patience, Pty, unhurried

pytestmark = pytest.mark.needs("module:termios")

AGENDA = "---\ntitle: Ends\n---\n## All (60 min)\n\n1. What?\n"
LONGEST_S = 3.5
"""An end within 3 s, and what Python takes to be gone."""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    (tmp_path / "agenda.md").write_text(AGENDA, "utf-8")
    path = tmp_path / "groups.db"
    focusgroup(path, "session", "add", str(tmp_path / "agenda.md"))
    return path


def opened(db: Path) -> Pty:
    pty = Pty((*PROGRAM, "--db", str(db)), width=98, height=30)
    pty.wait_for("Ends")
    pty.send("\r")
    pty.wait_for("F2 starts")
    return pty


def ticked(words: str) -> Callable[[str], bool]:
    """Whether a quote that ends so has its tick on a screen."""
    return lambda screen: re.search(f"{words} +✓", screen) is not None


def texts(db: Path) -> list[object]:
    return [quote["text"] for quote in stored(db)]


def test_bytes_that_are_no_text_and_pasted_keys_do_not_end_the_session(db: Path) -> None:
    with opened(db) as pty:
        for bad in (b"caf\xe9 ", b"\xe4\xb8 ", b"\x1b[99999999u", b"\xff"):
            pty.send(bad)
        pty.send("so it is\r")
        pty.wait_until(ticked("so it is"), "its tick")
        pty.send("\x1b[200~red \x1b[31m \x11 \x1b" + "z" * 40 + "\x1b[201~\r")
        pty.wait_until(ticked("z{40}"), "its tick")
        pty.signal(signal.SIGQUIT)
        assert pty.wait_exit() == 128 + signal.SIGQUIT
    first, second = texts(db)
    assert str(first).startswith("caf")
    assert str(first).endswith("so it is")
    assert str(second).startswith("red")
    assert "z" * 40 in str(second)


@pytest.mark.parametrize("name", some(["SIGHUP", "SIGINT"], ["SIGINT"]))
def test_a_signal_leaves_the_terminal_as_it_was(db: Path, name: str) -> None:
    number = signal.Signals[name]
    with opened(db) as pty:
        pty.send("said just now\r")
        pty.wait_for("said just now")
        longest, began = unhurried(LONGEST_S), time.monotonic()
        pty.signal(number)
        assert pty.wait_exit(longest) == 128 + number
        assert time.monotonic() - began < longest
        for mode in (b"1049", b"1000", b"1003", b"1006", b"1004"):
            on, off = (pty.output.rfind(b"\x1b[?" + mode + each) for each in (b"h", b"l"))
            assert -1 < on < off, mode
        assert pty.output.rfind(b"\x1b[?25l") < pty.output.rfind(b"\x1b[?25h")
    assert texts(db) == ["said just now"]


SAID_UNSEEN = [f"said number {n:03}" for n in range(120)]


def say_unseen(pty: Pty, db: Path) -> None:
    """Say many things to a terminal that takes nothing until all of them are saved."""
    for each in SAID_UNSEEN:
        pty.send(f"{each}\r")
        time.sleep(0.01)
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as saved:
        patience = Patience(WAIT_S)
        while saved.execute("SELECT count(*) FROM quote").fetchone()[0] < len(SAID_UNSEEN):
            assert not patience.over()
            time.sleep(0.05)


def test_a_terminal_that_takes_nothing_holds_neither_the_saving_nor_the_end_up(db: Path) -> None:
    with opened(db) as pty:
        say_unseen(pty, db)
        longest, began = unhurried(LONGEST_S), time.monotonic()
        pty.signal(signal.SIGTERM)
        while pty.alive():
            assert time.monotonic() - began < longest
            time.sleep(0.01)
        assert pty.wait_exit() == 128 + signal.SIGTERM
    assert texts(db) == SAID_UNSEEN


def test_a_terminal_that_goes_on_is_not_sent_all_that_it_missed(db: Path) -> None:
    with opened(db) as pty:
        say_unseen(pty, db)
        before = len(pty.output)
        pty.wait_until(ticked(SAID_UNSEEN[-1]), "its tick")
        assert all(ticked(each)(pty.screen()) for each in SAID_UNSEEN[-10:])
        pty.send("and more\r")
        pty.wait_until(ticked("and more"), "its tick")
        assert len(pty.output) - before < 300_000, "about 100,000, and 900,000 if all were sent"
        pty.signal(signal.SIGTERM)
        assert pty.wait_exit() == 128 + signal.SIGTERM


def test_a_megabyte_pasted_without_brackets_is_cut_and_said_and_keys_answer(db: Path) -> None:
    with opened(db) as pty:
        pty.send_all(b"all work and no play " * 50_000)
        pty.wait_for("The line takes 20,000 characters; 1,030,000")
        longest, began = unhurried(3), time.monotonic()
        pty.send("\x7f" * 20)
        for n in range(5):
            pty.send(f"qz{n}")
            pty.wait_for(f"qz{n}", longest)
        pty.send("\x05\x15")
        pty.wait_until(lambda screen: "all work" not in screen, "an empty line", longest)
        assert time.monotonic() - began < longest
        pty.send("and so on\r")
        pty.wait_until(ticked("and so on"), "its tick")
        pty.signal(signal.SIGTERM)
        assert pty.wait_exit() == 128 + signal.SIGTERM
    assert texts(db) == ["and so on"]


@pytest.mark.needs("bash")
def test_a_program_that_was_stopped_gives_the_terminal_back_and_goes_on_as_it_was(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PS1", "shell> ")
    command = " ".join(shlex.quote(str(part)) for part in (*PROGRAM, "--db", db))
    with Pty(("bash", "--norc", "--noprofile", "-i"), width=98, height=30) as pty:
        pty.wait_for("shell>")
        pty.send(f"{command}\r")
        pty.wait_for("enter opens")
        pty.send("\r")
        pty.wait_for("F2 starts")
        pty.send("half a li")
        pty.wait_for("half a li")
        (program,) = children(pty.pid)
        os.kill(program, signal.SIGTSTP)
        pty.wait_for("Stopped")
        for mode in (b"1049", b"1000", b"1003", b"1006", b"1004"):
            on, off = (pty.output.rfind(b"\x1b[?" + mode + each) for each in (b"h", b"l"))
            assert -1 < on < off, mode
        pty.send("stty -a | tr ' ;' '\\n\\n' | grep -cx 'icanon\\|echo\\|isig'\r")
        pty.wait_until(lambda screen: re.search("^3$", screen, re.MULTILINE) is not None)
        began = len(pty.output)
        pty.send("fg\r")
        pty.wait_until(lambda screen: "Stopped" not in screen and "half a li" in screen)
        for mode in (b"1049", b"1000", b"2004"):
            assert b"\x1b[?" + mode + b"h" in pty.output[began:]
        pty.send("ne\r")
        pty.wait_until(ticked("half a line"), "its tick")
        os.kill(program, signal.SIGTERM)
        pty.wait_until(lambda _: not children(pty.pid), "the shell alone")
        pty.send("echo ended with $?\r")
        pty.wait_for("ended with 143")
    assert texts(db) == ["half a line"]


def test_a_program_that_stood_still_takes_what_was_typed_meanwhile_and_ends_at_once(
    db: Path,
) -> None:
    import termios

    said = [f"sentence {n} about a report that nobody has asked for" for n in range(12)]
    with Pty((*PROGRAM, "--db", str(db), "live", "last"), width=98, height=30) as pty:
        pty.wait_for("F2 starts")
        for number, line in enumerate(said):
            if number % 3 == 0:
                pty.signal(signal.SIGSTOP)  # which no program can see coming
                pty.send(line[:9])
                pty.signal(signal.SIGCONT)
                line = line[9:]
            for key in f"{line}\r":
                pty.send(key)
        pty.wait_until(ticked(said[-1]), "its tick")
        pty.signal(signal.SIGSTOP)
        pty.signal(signal.SIGCONT)
        pty.signal(signal.SIGTERM)
        assert pty.wait_exit() == 128 + signal.SIGTERM
        usual = termios.ICANON | termios.ECHO | termios.ISIG
        assert termios.tcgetattr(pty._child.child_fd)[3] & usual == usual
    assert texts(db) == said


def children(pid: int) -> list[int]:
    """The processes that *pid* has started and that run."""
    seen = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True)
    pairs = [line.split() for line in seen.stdout.splitlines()]
    return [int(child) for child, parent in pairs if int(parent) == pid]
