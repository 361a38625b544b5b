"""A session that was left, killed or lost its terminal comes back as it was."""

import json
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.test_replay import focusgroup, how_many, stored
from tests.slow import some
from tests.terminal import PROGRAM, Tmux

AGENDA = """---
title: Resumed
themes: [Onboarding, Reporting]
---
## Welcome (10 min)

1. Who are you?

## In your way (20 min, key)
Themes: Onboarding
Listen for: missing features

1. When did it let you down?
2. What then?
"""
HALF = "let me schedule it and mail it"
BACK = len(" @1 ")
"""How far the caret is moved back, to behind `HALF`."""


def start(terminal: Tmux, db: Path) -> None:
    terminal.start((*PROGRAM, "--db", str(db)), 120, 36)
    terminal.wait_for("Resumed")
    terminal.keys("Enter")
    terminal.wait_for("ends ")


CAME_BACK = ("▸ What then?", "+ missing feature", "1 AN Anna Novak", "#Reporting")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    (tmp_path / "agenda.md").write_text(AGENDA, "utf-8")
    path = tmp_path / "groups.db"
    people = ("--participant", "Anna Novak, planner, Northwind", "--participant", "Bert Ilić")
    focusgroup(path, "session", "add", str(tmp_path / "agenda.md"), *people)
    return path


@pytest.mark.needs("tmux")
@pytest.mark.parametrize("how", some(["kill", "terminate", "close", "leave"], ["kill", "leave"]))
def test_a_session_comes_back_with_clock_place_sticky_state_and_half_a_line(
    db: Path, tmp_path: Path, how: str
) -> None:
    with Tmux(tmp_path) as terminal:
        start(terminal, db)
        terminal.keys("F2")
        terminal.wait_for("●")
        terminal.keys("F3")
        terminal.wait_for("2/2")
        terminal.keys("F2")
        terminal.type("+it is fast now @2 #Reporting")
        terminal.keys("Enter")
        terminal.wait_until(lambda _: how_many(db) == 1, "the quote on disk")
        terminal.type(f"?{HALF} @1 ")
        terminal.keys(*["Left"] * BACK)
        terminal.wait_until(lambda _: HALF in caret_back(db, BACK), "the draft on disk")
        if how == "kill":
            terminal.signal(signal.SIGKILL)
            assert terminal.wait_exit() == -signal.SIGKILL
        elif how == "terminate":
            terminal.signal(signal.SIGTERM)
            assert terminal.wait_exit() == 128 + signal.SIGTERM
        elif how == "close":
            terminal.kill()
        else:
            terminal.keys("C-l")
            terminal.wait_for("Half a line is here")
            terminal.keys("C-l")
            terminal.wait_for("Resume")
            terminal.keys("C-q")
            assert terminal.wait_exit() == 0
    with Tmux(tmp_path) as terminal:
        start(terminal, db)
        for each in (HALF, "2/2", *CAME_BACK):  # a busy machine paints one after the other
            terminal.wait_for(each)
        terminal.type("!X! ")
        terminal.keys("Enter")
        terminal.wait_until(lambda _: how_many(db) == 2, "the resumed quote on disk")
    first, second = stored(db)
    assert (first["kind"], first["speaker"]) == ("strength", "Bert Ilić")
    assert second["text"] == f"{HALF}!X!"
    assert (second["kind"], second["speaker"]) == ("missing_feature", "Anna Novak")
    assert second["themes"] == ["Reporting"]
    assert second["question"] == "What then?"
    assert second["at_ms"] - first["at_ms"] < 60_000
    rows = json.loads(focusgroup(db, "session", "list", "--json"))
    assert [row["status"] for row in rows] == ["live"]


def caret_back(db: Path, many: int) -> str:
    """The draft on disk, "" while its caret is not *many* characters before its end."""
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT text, caret FROM draft").fetchall()
    return next((text for text, caret in rows if caret == len(text) - many), "")
