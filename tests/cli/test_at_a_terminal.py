"""What a person at a terminal gets, and what `--quiet` and `--no-input` take away."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from focusgroup.cli.terminal import pager
from focusgroup.cli.terminal.asking import ask_nothing, is_confirmed, may_ask
from focusgroup.core.errors import UsageError
from tests.terminal import Pty

PROGRAM = (sys.executable, "-m", "focusgroup")
LINES = "".join(f"- line number {n}\n" for n in range(60))


class Terminal:
    """A stream that says that it is a terminal, and keeps what is written."""

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        """Nothing waits."""


def test_quiet_leaves_out_hints_and_no_result_and_no_error(focusgroup: Callable[..., Any]) -> None:
    focusgroup("session", "add", "customer-focus-group", "--title", "One")
    loud = focusgroup("quotes")
    quiet = focusgroup("quotes", "-q")
    assert loud.err
    assert (quiet.out, quiet.err) == (loud.out, "")
    assert focusgroup("--quiet", "session", "show", "nothing").err.startswith("focusgroup: ")


@pytest.mark.parametrize(
    "line",
    [
        ("session", "delete", "last"),
        ("erase", "--participant", "Ada"),
        ("themes", "merge", "Exports", "Reporting and data"),
    ],
)
def test_without_input_a_question_is_a_refusal(
    focusgroup: Callable[..., Any], line: tuple[str, ...]
) -> None:
    focusgroup("session", "add", "customer-focus-group")
    focusgroup("people", "add", "last", "Ada, buyer")
    focusgroup(
        "session", "capture", "last", "--new-themes", stdin="- slow @1 #Exports\n+ a #Onboarding\n"
    )
    done = focusgroup(*line, "--no-input", stdin="y\nAda\nAda\n")
    assert done.code == 2, done.err
    assert "--yes" in done.err
    assert len(focusgroup("quotes", "--json").json) == 2


def test_nobody_is_asked_where_that_is_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stderr"):
        monkeypatch.setattr(sys, name, Terminal())
    ask_nothing(never=False)
    assert may_ask()
    ask_nothing(never=True)
    assert not may_ask()
    with pytest.raises(UsageError, match="nothing was changed"):
        is_confirmed("Sure?", "nothing was changed")
    ask_nothing(never=False)


def test_progress_is_one_line_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    with pager.working("copying the database …"):
        assert sys.stderr.text == "\rcopying the database …"
    assert sys.stderr.text.endswith("\r" + " " * len("copying the database …") + "\r")


@pytest.mark.parametrize("value", ["", "cat", "no-such-pager"])
def test_a_pager_that_is_none_is_not_started(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PAGER", value)
    with pager.paged():
        print("here")
    assert sys.stdout.text == "here\n"


@pytest.mark.needs("less")
def test_a_long_list_waits_in_the_pager_and_a_short_one_does_not(
    focusgroup: Callable[..., Any], db_path: Path
) -> None:
    focusgroup("session", "add", "customer-focus-group")
    focusgroup("session", "capture", "last", stdin=LINES)
    env = {**os.environ, "TERM": "xterm"}
    with Pty((*PROGRAM, "--db", str(db_path), "quotes"), env=env, width=90, height=20) as pty:
        pty.wait_for("line number 59")
        assert "line number 20" not in pty.screen()
        pty.send("G")
        pty.wait_for("line number 0")
        pty.send("q")
        assert pty.wait_exit() == 0
    short = (*PROGRAM, "--db", str(db_path), "quotes", "--limit", "3")
    with Pty(short, env=env, width=90, height=20) as pty:
        pty.wait_for("line number 57")
        assert pty.wait_exit() == 0
