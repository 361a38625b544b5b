"""A guide with script between its questions is led step by step, on the screen and by commands."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.model import Session
from focusgroup.store import participants, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from tests.conftest import Finished
from tests.tui.living import NOW, Live

TASKS = """# Tasks

## Three tasks (20 min, key)

### Task 1

> Please find the invoice.

1. What did you expect?

### Task 2

> Now send it on.

2. What was in the way?

> Thank you.

## Close (5 min)

1. What did we forget?
"""
WALK = ("", "- at the opening @1", "- expected a list @1", "- while reading @2", "- no button @2")
"""What is said at each stop, from the opening on."""
STORED = [
    ("at the opening", 0, -1),
    ("expected a list", 0, 0),
    ("while reading", 0, 0),
    ("no button", 0, 1),
]
ITEMS = {(0, -1): True, (0, 0): True, (0, 1): True, (1, -1): False, (1, 0): False}
"""Each section and question, and whether it was opened."""


def rows(path: Path) -> tuple[list[tuple[Any, ...]], dict[tuple[int, int], bool], Any]:
    """The quotes with their places, what was opened, and the clock."""
    db = sqlite3.connect(path)
    quotes = db.execute("SELECT text, section, question FROM quote ORDER BY at_ms, id").fetchall()
    items = db.execute("SELECT section, question, entered_ms IS NOT NULL FROM agenda_item")
    opened = {(section, question): bool(was) for section, question, was in items}
    (clock,) = db.execute("SELECT clock FROM session").fetchone()
    db.close()
    return quotes, opened, json.loads(clock)


@pytest.fixture
async def session(db: SqliteDb) -> Session:
    """A session of TASKS with two participants, not begun."""
    made = await sessions.create(db, title="Tasks", agenda=parse_agenda(TASKS).agenda, now_ms=NOW)
    for name in ("Anna Novak", "Bo Li"):
        await participants.add(db, made.id, name=name, account="", now_ms=NOW)
    return made


async def test_the_screen_goes_step_by_step_and_the_open_question_stays(live: Live) -> None:
    for line in WALK[1:]:
        live.key("f2")
        live.type(f"{line}⏎")
    assert "▸ What was in the way?" in live.shows("#guide")
    live.key("f2")
    assert live.session.clock.stop == (0, 1, True)
    assert "▸ ❝ Thank you." in live.shows("#guide")
    assert "✓ What was in the way?" in live.shows("#guide")
    live.key("f12")
    assert "Script is read here, nothing is asked; F2 goes on" in live.shows("#hint")
    live.key("f4", "f4")
    assert "▸ ❝ Now send it on." in live.shows("#guide")
    assert live.session.clock.place == (0, 0)
    await live.saved()
    await live.again()
    assert live.session.clock.stop == (0, 0, True)
    live.type("/next⏎")
    live.key("f12")
    assert live.session.clock.stop == (0, 1, True)
    assert list(live.session.clock.marks) == [(0, 1)]
    live.type("/back⏎")
    assert live.session.clock.marks == {}
    live.key("f4", "f4")
    live.type("/call what they expect @1⏎")
    live.key("f2")
    assert "Come back now" not in live.shows("#hint")
    live.key("f4")
    assert "Come back now to what they expect" in live.shows("#hint")
    live.key("f2", "f2")
    await live.saved()
    await live.session.latest.drained()
    quotes, opened, clock = rows(Path(live.db.path))
    assert (quotes, opened) == (STORED, ITEMS)
    assert (clock["question"], clock.get("reading", False)) == (1, False)


def test_commands_go_the_same_way(
    focusgroup: Callable[..., Finished], tmp_path: Path, db_path: Path
) -> None:
    guide = tmp_path / "tasks.md"
    guide.write_text(TASKS, "utf-8")
    people = ("--participant", "Anna Novak", "--participant", "Bo Li")
    made = focusgroup("session", "add", guide, *people).out.strip()
    said = []
    for line in WALK[1:]:
        step = "next" if said else "start"
        said.append(focusgroup("session", step, made).out.split(" · ")[:2])
        assert focusgroup("session", "capture", made, "--listen", stdin=line).code == 0
    assert said == [
        ["live: 1 Three tasks", "0:00 of 25 min\n"],
        ["live: 1.1 Three tasks", "What did you expect?"],
        ["live: 1.1 Three tasks", "read aloud: Now send it on."],
        ["live: 1.2 Three tasks", "What was in the way?"],
    ]
    quotes, opened, clock = rows(db_path)
    assert (quotes, opened) == (STORED, ITEMS)
    assert (clock["question"], clock.get("reading", False)) == (1, False)
    last = focusgroup("session", "capture", made, stdin="/next\n[30:00] good @1")
    assert (last.code, last.err) == (0, "")
    assert rows(db_path)[2]["reading"] is True
