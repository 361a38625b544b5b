"""Both fronts under test: the services as the screens call them, and the commands."""

import asyncio
import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from focusgroup.core.agenda_run.debrief import DebriefPart
from focusgroup.core.capture import Line
from focusgroup.core.model import Quote
from focusgroup.core.search.selection import Selection
from focusgroup.services import codebook, live_steps, setup
from focusgroup.services.capture.line_control import CaptureControl
from focusgroup.services.debrief import Debriefing
from focusgroup.services.edits import Edits
from focusgroup.services.live_session import LiveSession
from focusgroup.services.review import ReviewFacts
from focusgroup.services.roster import read
from focusgroup.store import open_db, open_either, participants
from focusgroup.store.outbox import Outbox, OutboxState
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import Edit, count_quotes
from focusgroup.system import clock

Run = Callable[..., Any]
NOON_MS = 1_773_316_800_000
"""Thursday, 12 March 2026, 12:00 UTC."""
MINUTE_MS = 60_000
AGENDA = """---
title: Small group
product: Atlas
themes: [Onboarding, Reporting, Reporting > Exports]
---
## Welcome (5 min)

1. Who are you?

## What gets in your way? (20 min, key)
Themes: Onboarding
Listen for: problems

1. When did it let you down?

> Now think of the last week only.

2. What then?

## Close (5 min)
"""
PEOPLE = ("Anna Novak, planner, Northwind", "Bo Li, buyer, Contoso, by role only")


class Machine:
    """Stands in for the module `time` in `system.clock`: both clocks, set by the test."""

    CLOCK_BOOTTIME = None

    def __init__(self) -> None:
        self.passed_ms = 0

    def time_ns(self) -> int:
        return (NOON_MS + self.passed_ms) * 1_000_000

    def monotonic_ns(self) -> int:
        return (777_000 + self.passed_ms) * 1_000_000


class Screens:
    """The services as the screens call them."""

    def __init__(self, path: Path, agenda: Path) -> None:
        self.edits: Edits | None = None
        self._runner = asyncio.Runner()
        self.path = path
        self._agenda = str(agenda)
        self.db = self._runner.run(open_either(path))
        self.line = Line()
        self.live: LiveSession | None = None

    def run(self, step: str, *args: Any, **options: str) -> None:
        self._runner.run(self._step(step, *args, **options))

    async def _step(self, step: str, *args: Any, **options: str) -> None:
        await getattr(self, step)(*args, **options)
        if self.live is not None:
            assert self.live.outbox is not None
            await self.live.outbox.drained()
            await self.live.latest.drained()

    def close(self) -> None:
        async def end() -> None:
            if self.live is not None:
                assert self.live.outbox is not None
                await self.live.outbox.close()
                await self.live.latest.close()
            await self.db.close()

        self._runner.run(end())
        self._runner.close()

    def _live(self) -> LiveSession:
        assert self.live is not None
        return self.live

    def _quote(self, number: int) -> Quote:
        return self._live().ordered()[number]

    # -- use cases ---------------------------------------------------------------------------

    async def create(self) -> None:
        plan = await setup.load(self.db, setup.SessionSetup(agenda_name=self._agenda))
        facts = {
            "title": "Planners",
            "place": "Room 2",
            "facilitator": "Ines",
            "note_taker": "Tom",
        }
        plan = await setup.keep_facts(self.db, plan, facts)
        plan = await setup.keep_people(self.db, plan, read("\n".join(PEOPLE)).seats)
        self.live = live = await LiveSession.load(self.db, plan.session_id)

        live.outbox = Outbox(
            self.db,
            on_saved=self.quote_saved,
            on_state=self.outbox_changed,
            now_ms=clock.unix_ms,
        )
        self.control = CaptureControl(live, self, self, slash={}, called=str.upper)

    # -- the line, and what it tells ---------------------------------------------------------

    def set_line(self, line: Line) -> None:
        self.line = line

    def quote_taken(self, quote: Quote) -> None: ...
    def quote_saved(self, entry_id: str, quote: Quote | None) -> None:
        if quote is not None and quote.id in self._live().quotes:
            self._live().know(quote)

    def quote_to_delete(self, quote: Quote) -> None:
        self._live().delete(quote)

    def note_taken(self, said: str) -> None: ...
    def run_command(self, name: str, text: str) -> None: ...
    def say(self, text: str) -> None:
        raise AssertionError(text)

    def outbox_changed(self, state: OutboxState) -> None: ...

    # -- the room, the clock and the quotes --------------------------------------------------

    async def seat(self, typed: str) -> None:
        await live_steps.seat(self._live(), typed)

    async def who(self, typed: str) -> None:
        await live_steps.seat(self._live(), typed)

    async def start(self) -> None:
        self._live().lead.start()

    async def next(self) -> None:
        self._live().lead.next_question()

    async def goto(self, section: int) -> None:
        self._live().lead.go_section(section - 1)

    async def pause(self) -> None:
        self._live().lead.pause()

    async def resume(self) -> None:
        self._live().lead.start()

    async def end(self) -> None:
        self._live().lead.end()

    async def take(self, *lines: str) -> None:
        for line in lines:
            self._enter(line)

    def _enter(self, line: str) -> None:
        self.set_line(Line.at_end(line))
        self.control.changed()
        self.control.enter()
        assert self.line.text == ""

    async def correct(self, number: int, line: str, **_options: str) -> None:
        self.control.edit(self._quote(number))
        self._enter(line)

    async def delete(self, number: int) -> None:
        self._live().delete(self._quote(number))

    async def undo(self) -> None:
        await live_steps.walk_history(self._live(), back=True)

    async def redo(self) -> None:
        await live_steps.walk_history(self._live(), back=False)

    async def retag(self, number: int, theme: str) -> None:
        edit = Edit(add_themes=(theme,))
        await Edits(self.db).change([self._quote(number).id], edit, clock.unix_ms())

    async def themes(self, command: str, *names: str) -> None:
        self.edits = self.edits or Edits(self.db)
        if command == "undo":
            await self.edits.undo(clock.unix_ms())
        else:
            await self.edits.recode(lambda: getattr(codebook, command)(self.db, *names))

    async def person(self, seat: int, change: PersonChange, *_options: str) -> None:
        there = await participants.of_session(self.db, self._live().session.id)
        person = next(each for each in there if each.seat == seat)
        await live_steps.put_right(self._live(), person, change)

    async def debrief_stub(self, text: str) -> None:
        await self._debrief(DebriefPart.STUBS, text)

    async def debrief_promise(self, text: str, *_options: str) -> None:
        await self._debrief(DebriefPart.COMMITMENTS, text)

    async def debrief_bottom_line(self, text: str) -> None:
        await self._debrief(DebriefPart.BOTTOM_LINE, text)

    async def debrief_headline(self, text: str, *_args: str) -> None:
        await self._debrief(DebriefPart.HEADLINES, text)

    async def _debrief(self, part: DebriefPart, text: str) -> None:
        debriefing = await Debriefing.load(self.db, self._live().session.id)
        debriefing.at = debriefing.first_of(part)
        await debriefing.keep(text)
        await debriefing.latest.close()

    def elapsed_ms(self, path: Path, session_id: str) -> int:
        """How long a session of another database has run when it is opened."""

        async def opened() -> int:
            async with open_db(path, create=False) as db:
                live = await LiveSession.load(db, session_id)
                await live.latest.close()
                return live.lead.elapsed_ms

        return self._runner.run(opened())

    # -- questions ---------------------------------------------------------------------------

    def count(self, theme: str) -> int:
        return self._runner.run(
            count_quotes(self.db, ReviewFacts(self.db).within(Selection(themes=(theme,))))
        )

    def tree(self) -> dict[str, tuple[int, int]]:
        found = self._runner.run(ReviewFacts(self.db).themes(Selection()))
        return {each.theme.path: (each.mentions, each.people) for each in found}


class Commands:
    """The same by the commands, each a run of the program of its own."""

    def __init__(self, path: Path, agenda: Path, focusgroup: Run) -> None:
        self.path = path
        self._agenda = agenda
        self._focusgroup = focusgroup
        self.id = ""

    def run(self, step: str, *args: Any, **options: str) -> None:
        getattr(self, step)(*args, **options)

    def close(self) -> None:
        """Nothing is open between two commands."""

    def _session(self, command: str, *args: object, stdin: str = "") -> Any:
        done = self._focusgroup("session", command, self.id, *map(str, args), stdin=stdin)
        assert done.code == 0, done.err
        return done

    def _run(self, *args: object) -> Any:
        done = self._focusgroup(*map(str, args))
        assert done.code == 0, done.err
        return done

    def _quote(self, number: int) -> str:
        quotes = self._run("quotes", "list", self.id, "--json").json
        in_order = sorted(quotes, key=lambda quote: (quote["at_ms"], quote["id"]))
        return str(in_order[number]["id"])

    def create(self) -> None:
        people = [word for line in PEOPLE for word in ("--participant", line)]
        facts = ("--place", "Room 2", "--facilitator", "Ines", "--note-taker", "Tom")
        made = self._run("session", "add", self._agenda, "--title", "Planners", *facts, *people)
        self.id = made.out.strip()

    def seat(self, typed: str) -> None:
        self._session("person", typed)

    def who(self, typed: str) -> None:
        self.take(f"/who {typed}")

    def start(self) -> None:
        self._session("start")

    def next(self) -> None:
        self._session("next")

    def goto(self, section: int) -> None:
        self._session("goto", section)

    def pause(self) -> None:
        self._session("pause")

    def resume(self) -> None:
        self._session("resume")

    def end(self) -> None:
        self._session("end")

    def take(self, *lines: str, began: str = "") -> None:
        options = ("--began", began) if began else ()
        self._session("capture", "--listen", *options, stdin="\n".join(lines))

    def correct(self, number: int, _line: str, **options: str) -> None:
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        self._run("quotes", "edit", self._quote(number), *words)

    def delete(self, number: int) -> None:
        self._run("quotes", "delete", self._quote(number))

    def undo(self) -> None:
        self._session("undo")

    def redo(self) -> None:
        self._session("redo")

    def retag(self, number: int, theme: str) -> None:
        self._run("quotes", "edit", self._quote(number), "--add-theme", theme)

    def themes(self, command: str, *names: str) -> None:
        yes = ("--yes",) if command in ("merge", "delete") else ()
        self._run("themes", command, *names, *yes)

    def person(self, seat: int, _change: PersonChange, *options: str) -> None:
        self._session("people", seat, *options)

    def debrief_stub(self, text: str) -> None:
        stub = next(q for q in self._run("quotes", "--json").json if q["stub"])
        self._run("quotes", "edit", stub["id"], "--text", text, "--finished")

    def debrief_promise(self, _text: str, *options: str) -> None:
        promise = self._run("commitments", "--json").json[0]
        self._run("commitments", "edit", promise["id"], *options)

    def debrief_bottom_line(self, text: str) -> None:
        self._session("bottom-line", text)

    def debrief_headline(self, text: str, *args: str) -> None:
        self._session("headline", *args, text)

    def count(self, theme: str) -> int:
        return len(self._run("quotes", "--theme", theme, "--json").json)

    def tree(self) -> dict[str, tuple[int, int]]:
        found = self._run("themes", "--json").json
        return {each["path"]: (each["mentions"], each["people"]) for each in found}


# -- what is compared ------------------------------------------------------------------------

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
NOT_COMPARED = ("draft", "quote_fts", "sqlite_")
"""Only the screen has half-typed lines; the index of words is made of the quotes."""
TABLES = """
    SELECT name, sql LIKE '%WITHOUT ROWID%' AS by_key FROM sqlite_master WHERE type = 'table'
"""
PLACE_LEFT_OUT = "part <> 'state'"
"""Only the screen of the debrief has a place where it was left."""
REVISIONS = ("rev", "n", "clock_rev")
WRITER = "writer"
"""Which program made a change; a command is none that goes on running."""
NOTED_MOMENT = ("wall_ms", "mono_ms", "boot")
"""Commands note with the clock when it was right, since nothing runs it between two of them."""


def rows(path: Path) -> dict[str, list[dict[str, object]]]:
    """Every table, ids numbered as they first appear."""
    numbers: dict[str, str] = {}

    def numbered(value: object) -> object:
        if not isinstance(value, str):
            return value
        return ID.sub(lambda found: numbers.setdefault(found[0], f"id{len(numbers)}"), value)

    def plain(row: sqlite3.Row) -> dict[str, object]:
        kept = (name for name in row.keys() if name not in (*REVISIONS, WRITER))  # noqa: SIM118
        return {name: numbered(_plain(name, row[name])) for name in kept}

    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    tables = [row for row in db.execute(TABLES) if not row["name"].startswith(NOT_COMPARED)]
    found: dict[str, list[dict[str, object]]] = {}
    # Those in the order of their writing first: they number the ids.
    for name, by_key in sorted(map(tuple, tables), key=lambda table: (table[1], table[0])):
        order = "1" if by_key else "rowid"
        where = PLACE_LEFT_OUT if name == "debrief" else "1"
        stored = db.execute(f'SELECT * FROM "{name}" WHERE {where} ORDER BY {order}')
        found[name] = list(map(plain, stored))
        if by_key:
            found[name].sort(key=repr)
    db.close()
    return found


def _plain(column: str, value: object) -> object:
    if column != "clock" or not value:
        return value
    assert isinstance(value, str)
    return json.dumps({k: v for k, v in json.loads(value).items() if k not in NOTED_MOMENT})


Step = tuple[Any, ...]


def play(front: Screens | Commands, machine: Machine, steps: tuple[Step, ...]) -> None:
    """Create a session and take the steps, a minute after each other."""
    machine.passed_ms = 0
    for step in (("create",), *steps):
        *words, options = step if isinstance(step[-1], dict) else (*step, {})
        front.run(*words, **options)
        machine.passed_ms += MINUTE_MS
