"""A whole session in plain lines: `focusgroup live --plain`, typed into standard input."""

import asyncio
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from focusgroup.cli.plain.commands import COMMANDS
from focusgroup.cli.plain.debrief import PlainDebrief
from focusgroup.cli.plain.dialogue import Dialogue
from focusgroup.core.model import JobFunction, QuestionState
from focusgroup.services.live_session import LiveSession
from focusgroup.store import debriefs, open_db
from focusgroup.store.backroom import observers, questions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.outbox import WriteBehind
from focusgroup.system import clock
from focusgroup.tui.live.commands import LIVE
from tests.terminal import hear_signals
from tests.tui.living import NOW, make_session

Typed = Callable[..., Any]
NEW = ("live", "--plain", "--new", "customer-focus-group")
ONLY_ON_SCREEN = {"copy", "guide", "newer", "older", "speed", "take"}
"""Words of the live screen that are about what is seen there, or about a rehearsal."""


@pytest.fixture
def typed(focusgroup: Typed) -> Typed:
    """``typed("- slow @1", …)``: what a new session answers to these lines."""

    def run(*lines: str, command: tuple[str, ...] = NEW) -> str:
        done = focusgroup(*command, stdin="\n".join(lines) + "\n")
        assert (done.code, done.err) == (0, "")
        assert "\x1b" not in done.out
        return str(done.out)

    return run


def rows(focusgroup: Typed) -> list[dict[str, Any]]:
    """The quotes, in the order in which they were said."""
    return list(reversed(focusgroup("quotes", "--json").json))


def test_every_command_of_the_live_screen_can_be_typed() -> None:
    assert {command.slash for command in LIVE} - set(COMMANDS) == ONLY_ON_SCREEN


async def test_the_back_room_asks_in_plain_lines_too(
    db: SqliteDb, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("focusgroup.cli.plain.dialogue.say", said.append)
    made = await make_session(db)
    dialogue = Dialogue(await LiveSession.load(db, made.id))
    async with open_db(db.path) as room:
        await observers.secret_of(room, made.id)
        eva = await observers.sign_in(room, made.id, "Eva", JobFunction.SALES, NOW)
        await questions.ask(room, made.id, eva.id, "Who reads it?", NOW)
    await dialogue._look()
    for line in ("/questions", "/questions 1 later", "/questions x", "/questions hush", ""):
        await dialogue._enter(line)
        await dialogue._answer()
    await dialogue._leave()
    assert "The back room asks: “Who reads it?”. /questions lists all." in said
    assert any(re.fullmatch(r"1 open, \d\d:\d\d: Who reads it\?", line) for line in said)
    assert "Later: Who reads it?" in said
    assert any(line.startswith("Say the number of a question") for line in said)
    assert "The back room can send no questions until you let it again." in said
    (asked,) = await questions.questions_of(db, made.id)
    assert asked.state is QuestionState.LATER


@pytest.fixture
def still_clock() -> Iterator[None]:
    """No session time passes: on a busy machine a line would be said at 0:01."""
    clock.set_speed(0)
    yield
    clock.set_speed(1)


@pytest.mark.usefixtures("still_clock")
def test_the_first_session_of_the_readme_is_held_line_by_line(
    focusgroup: Typed, typed: Typed, tmp_path: Path
) -> None:
    out = typed(
        "/who Ada Smith, planner, Northwind",
        "/who Ben Ito, buyer, Contoso",
        "/who Cleo Diaz, engineer, Lucerne",
        "/next",
        "- took us three weeks to see a first report @3 #start",
        "/yes",
        "+ the search is quick",
        "/next",
        "/section",
        "/fix",
        "+ the search is quick and right @1",
        "? a dark screen",
        "/undo",
        "/end",
        "/end",
        "/word",
        "/leave",
    )
    assert "@3 is Cleo Diaz" in out
    assert "Read aloud: Thank you for giving us this hour and a half." in out
    assert "✓ 0:00, strength, Ada Smith of Northwind: the search is quick and right" in out
    assert "Undone: “a dark screen”" in out or "Undone" in out
    assert "/end again ends the session" in out
    assert [row["text"] for row in rows(focusgroup)] == [
        "took us three weeks to see a first report",
        "the search is quick and right",
    ]
    assert [row["speaker"] for row in rows(focusgroup)] == ["Cleo Diaz", "Ada Smith"]
    assert rows(focusgroup)[0]["themes"] == ["Getting started"]
    assert focusgroup("session", "list", "--json").json[0]["status"] == "ended"
    (word,) = (tmp_path / "exports").glob("*.docx")
    assert f"Written: {word}" in out


def test_the_room_the_tasks_and_what_it_adds_up_to(focusgroup: Typed, typed: Typed) -> None:
    out = typed(
        "/who Ada Smith, planner, Northwind",
        "/who Ben Ito, buyer, Contoso",
        "/next",
        "/tick",
        "/next",
        "/round",
        "- slow #report",
        "/yes",
        "- very slow",
        "/round",
        "/nod 1 2",
        "/object",
        "/seats",
        "/coverage",
        "/readback",
        "/brief",
        "/park prices",
        "/open",
        "/skip",
        "/back",
        "/agenda",
        "/more 2",
        "/save",
        "/help agree",
        "/prak nothing",
        "/nothing",
    )
    assert "Ticked: Signed consent forms are collected" in out
    assert "Round the table: Ada Smith speaks." in out
    first, second, *_ = rows(focusgroup)
    assert (first["speaker"], second["speaker"]) == ("Ada Smith", "Ben Ito")
    assert (second["agreement"], second["dissent"]) == (2, 1)
    assert "1 Ada Smith, planner, Northwind, by name, 1 quote" in out
    assert "Reporting and data: only" in out or "raised by several voices" in out
    assert "Two of you, from two companies, spoke of “Reporting and data” as a problem." in out
    assert "Parked: prices" in out
    assert "/nod 2 4: Count who agrees" in out
    assert "Kept as a note, there is no /prak: /yes takes /park, /no leaves it." in out


def test_who_gave_no_consent_is_written_nowhere(typed: Typed, db_path: Path) -> None:
    out = typed("/who Bo Lee, no notes", "@1 our margin is four percent", "- slow", "/aside")
    assert "Set aside: Bo Lee has not consented to notes" in out
    assert out.count("our margin is four percent") == 1
    files = [path for path in db_path.parent.rglob("*") if path.is_file()]
    assert not [path for path in files if b"margin" in path.read_bytes()]


def test_what_is_said_off_the_record_is_kept_nowhere(
    focusgroup: Typed, typed: Typed, db_path: Path
) -> None:
    out = typed("/off", "a secret", "/off", "- slow")
    assert "Off the record: nothing is kept. /off lifts it." in out
    assert [row["text"] for row in rows(focusgroup)] == ["slow"]
    assert not [p for p in db_path.parent.rglob("*") if p.is_file() and b"secret" in p.read_bytes()]


def test_a_name_that_nobody_knows_is_asked_about_once_and_settled(
    focusgroup: Typed, typed: Typed
) -> None:
    out = typed(
        "/who Felix Ott",
        "/who Hugo Fink",
        "- slow @f",
        "2",
        "+ quick @Fred",
        "/who Fred Moss",
        "? dark mode #exprot",
        "/newtheme",
        "",
    )
    assert "Who is @f: 1 Felix Ott or 2 Hugo Fink? Type the seat, or /no." in out
    assert out.count("Nobody is called @Fred") == 1
    assert "A new theme: exprot." in out
    assert [row["speaker"] for row in rows(focusgroup)] == ["Hugo Fink", "Fred Moss", None]


def test_somebody_added_after_a_seat_that_is_free_gets_that_seat(
    focusgroup: Typed, typed: Typed
) -> None:
    out = typed("- slow @3", "/who Fred Moss", "+ quick @7", "/no", "/who Ada Smith")
    assert "Nobody has seat 3, so no speaker: /who NAME adds somebody there, /no leaves" in out
    assert "@3 is Fred Moss (FM), with 1 quote that named them" in out
    assert "@1 is Ada Smith" in out
    assert [row["speaker"] for row in rows(focusgroup)] == ["Fred Moss", None]


def test_the_end_is_asked_for_twice_in_a_row(focusgroup: Typed, typed: Typed) -> None:
    typed("- slow", "/end", "and this goes on", "/end")
    assert focusgroup("session", "list", "--json").json[0]["status"] == "live"
    assert [row["text"] for row in rows(focusgroup)] == ["slow", "and this goes on"]


def test_the_debrief_is_gone_through_in_lines(focusgroup: Typed, typed: Typed) -> None:
    out = typed(
        "/who Ada Smith, planner, Northwind",
        "- the list takes an …  #report",
        "/end",
        "/end",
        "/debrief",
        "the list takes an hour",
        "/skip",
        "They asked for less, not more",
        "/skip",
        "/skip",
        "Lists cost an hour a day",
        "Make the list quick",
        "/finish",
    )
    assert "Unfinished. Type it whole" in out
    assert "The headline of this finding" in out
    report = focusgroup("session", "show", "last", "--json").json
    assert report["bottom_line"] == "Make the list quick"
    assert report["status"] == "debriefed"
    assert [row["text"] for row in rows(focusgroup)] == ["the list takes an hour"]


@pytest.mark.parametrize("word", ["/finish", "/leave"])
def test_a_debrief_that_is_over_leaves_nothing_running(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    """A task that is thrown away says so between the lines of the dialogue."""
    begun: set[int] = set()
    ended: set[int] = set()
    make, close = WriteBehind.__init__, WriteBehind.close

    def made(self: WriteBehind) -> None:
        make(self)
        begun.add(id(self._task))

    async def closed(self: WriteBehind, seconds: float = 2.0) -> bool:
        ended.add(id(self._task))
        return await close(self, seconds)

    monkeypatch.setattr(WriteBehind, "__init__", made)
    monkeypatch.setattr(WriteBehind, "close", closed)
    typed("- slow", "/end", "/end", "/debrief", word, "/save")
    assert begun
    assert begun == ended


def test_no_help_names_what_is_only_in_the_code() -> None:
    said = [each.help for each in COMMANDS.values()]
    assert [each for each in said if re.search(r"[a-z_]\.[a-z_]|[a-z]_[a-z]", each)] == []


def test_what_is_written_in_the_debrief_is_on_disk_before_it_is_told(
    focusgroup: Typed, typed: Typed, db_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored: list[str] = []
    ask = PlainDebrief._ask

    def asked(self: PlainDebrief) -> None:
        with closing(sqlite3.connect(db_path)) as other:
            stored.extend(
                text
                for (text,) in other.execute("SELECT text FROM debrief WHERE part = 'surprises'")
            )
        ask(self)

    save = debriefs.save

    async def slowly(*given: Any, **named: Any) -> None:
        await asyncio.sleep(0.1)
        await save(*given, **named)

    monkeypatch.setattr(debriefs, "save", slowly)
    monkeypatch.setattr(PlainDebrief, "_ask", asked)
    typed("- slow #report", "/end", "/end", "/debrief", "/skip", "They asked for less, not more")
    assert stored == ["They asked for less, not more"]


def test_a_look_elsewhere_that_breaks_loses_nothing(
    focusgroup: Typed, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(self: Dialogue) -> None:
        raise RuntimeError

    monkeypatch.setattr(Dialogue, "_look", broken)
    monkeypatch.setattr("focusgroup.cli.plain.dialogue.TICK_S", 0)
    assert "Left. The session is running" in typed("- slow", "- very slow")
    assert [row["text"] for row in rows(focusgroup)] == ["slow", "very slow"]


def test_a_plan_is_said_changed_and_taken_back(typed: Typed) -> None:
    out = typed("/next", "/plan", "/plan cut 4", "/plan up 5", "/undo", "/plan cut 1", "/plan x")
    assert "4 What does it do well?: left out" in out
    assert "Undone: the new plan" in out
    assert out.count("/plan accept, /plan cut 4") == 2


def test_what_was_ticked_is_there_after_a_kill(db_path: Path) -> None:
    command = (sys.executable, "-m", "focusgroup", *NEW)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, env=dict(os.environ), text=True) as program:
        assert program.stdin
        assert program.stdout
        print("- the export is slow", file=program.stdin, flush=True)
        said = iter(program.stdout.readline, "")
        assert any(line.startswith("✓") for line in said)
        program.send_signal(signal.SIGKILL)
    done = subprocess.run(
        (sys.executable, "-m", "focusgroup", "quotes", "--json"),
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    assert [row["text"] for row in json.loads(done.stdout)] == ["the export is slow"]


def test_ctrl_c_leaves_and_keeps_everything(db_path: Path) -> None:
    command = (sys.executable, "-m", "focusgroup", *NEW)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    # A run of the tests in the background ignores Ctrl+C, and what it starts would too.
    with subprocess.Popen(command, **pipes, text=True, preexec_fn=hear_signals) as program:
        assert program.stdin
        assert program.stdout
        print("- the export is slow", file=program.stdin, flush=True)
        assert any(line.startswith("✓") for line in iter(program.stdout.readline, ""))
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=60)
    assert "Left. The session is running" in out
    assert err == ""
