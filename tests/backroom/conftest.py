"""A session in one program, its back room in another, and observers over HTTP."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse, ClientSession, CookieJar

from focusgroup.backroom.run import Listening, Serving, open_room
from focusgroup.core.agenda import parse_agenda
from focusgroup.core.agenda_run.clock import Clock
from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind, Participant, Session
from focusgroup.store import clocks, participants, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import NewQuote, add_quote
from focusgroup.system.clock import mono_ms, unix_ms
from tests.tui.living import AGENDA

PATIENCE_S = 30


@dataclass
class Held:
    """A running session, as the moderator's program has it."""

    db: SqliteDb
    stored: Session
    people: dict[str, Participant]
    numbers: Any = field(default_factory=itertools.count)

    async def say(
        self,
        text: str,
        who: str = "Anna Novak",
        *,
        kind: Kind = Kind.PROBLEM,
        themes: tuple[str, ...] = ("Reporting > Exports",),
    ) -> str:
        """Take a quote down; return its id."""
        now = unix_ms()
        person = self.people[who].id if who else None
        new = NewQuote(
            text=text, kind=kind, at_ms=now, offset_ms=next(self.numbers) * 1_000,
            participant_id=person, themes=themes, id=new_id(now), session_id=self.stored.id,
            section=1, question=0,
        )  # fmt: skip
        return (await add_quote(self.db, new, now)).id

    async def clock(self, change: Callable[[Clock], Clock]) -> None:
        """Start, stop or move the clock."""
        clock = await clocks.load(self.db, self.stored.id, mono_ms())
        now, unix = mono_ms(), unix_ms()
        await clocks.save(self.db, self.stored.id, change(clock), clock_now_ms=now, now_ms=unix)

    async def end(self) -> None:
        """End the session."""
        await self.clock(lambda clock: clock.ended(mono_ms()))


@pytest.fixture
async def session(db: SqliteDb) -> Held:
    """A running session: one may be named, one by role, one by neither, one is not to be noted."""
    made = await sessions.create(
        db,
        title="Planners",
        agenda=parse_agenda(AGENDA).agenda,
        now_ms=unix_ms(),
        zone="Asia/Tokyo",
    )
    people = {}
    for name, role, named, noted in (
        ("Anna Novak", "planner", True, True),
        ("Bert Ilić", "finance", False, True),
        ("Cleo Ray", "", False, True),
        ("Dan Poe", "buyer", True, False),
    ):
        people[name] = await participants.add(
            db, made.id, name=name, role=role, account="Northwind", now_ms=unix_ms(),
            consent_notes=noted, consent_name=named,
        )  # fmt: skip
    held = Held(db, made, people)
    await held.clock(lambda clock: clock.started(mono_ms()))
    return held


Opening = Callable[..., Any]


@pytest.fixture
def opened(session: Held, tmp_path: Path) -> Opening:
    """Return what opens the back room of the session, on a free port."""

    @asynccontextmanager
    async def opening(**options: Any) -> AsyncIterator[Listening]:
        serving = Serving(**options)
        async with open_room(tmp_path / "groups.db", session.stored.id, serving) as listening:
            yield listening

    return opening


class Observer:
    """An observer's browser without a screen."""

    def __init__(self, http: ClientSession, link: str) -> None:
        self.http = http
        self.link = link
        self.base = link.partition("/join/")[0]

    async def post(self, path: str, data: object, **headers: str) -> ClientResponse:
        """Send JSON as the page does."""
        return await self.http.post(
            self.base + path, data=json.dumps(data),
            headers={"Content-Type": "application/json", "Origin": self.base} | headers,
        )  # fmt: skip

    async def come_in(self, name: str = "Eva", function: str = "engineer") -> None:
        """Open the link and sign in."""
        async with self.http.get(self.link) as page:
            assert page.status == 200
        answer = await self.post("/sign-in", {"name": name, "function": function})
        assert answer.status == 200, await answer.text()

    @asynccontextmanager
    async def listening(self, last: str = "") -> AsyncIterator["Events"]:
        """Read the feed, after the event *last*."""
        headers = {"Last-Event-ID": last} if last else {}
        async with self.http.get(self.base + "/events", headers=headers) as stream:
            assert stream.status == 200, await stream.text()
            yield Events(stream)


class Events:
    """The events of a feed, as they come."""

    def __init__(self, stream: ClientResponse) -> None:
        self._stream = stream
        self.last = ""
        self.quotes: dict[str, dict[str, Any]] = {}
        self.state: dict[str, Any] = {}
        self.viewer = self.listening = ""
        self.asked: list[dict[str, Any]] = []
        self.seen: list[str] = []
        self.beats = 0

    async def next(self) -> str:
        """Take the next event over; return its kind, "" at the end."""
        block: dict[str, str] = {}
        while True:
            line = (await self._stream.content.readline()).decode()
            if not line:
                return ""
            if line == "\n" and "event" in block:
                break
            name, _, value = line.rstrip("\n").partition(": ")
            if name in ("id", "event", "data"):
                block[name] = value
        self.last = block.get("id", self.last)
        self._take(block["event"], json.loads(block["data"]))
        self.seen.append(block["event"])
        return block["event"]

    def _take(self, kind: str, data: Any) -> None:
        match kind:
            case "whole":
                self.quotes = {each["id"]: each for each in data}
            case "change":
                self.quotes |= {each["id"]: each for each in data["quotes"]}
                for gone in data["gone"]:
                    self.quotes.pop(gone, None)
            case "state":
                self.state = data
            case "questions":
                self.asked = data
            case "listening":
                self.listening = data
            case "you":
                self.viewer = data
            case "beat":
                self.beats += 1

    async def until(self, true: Callable[["Events"], object]) -> "Events":
        """Read on until *true* of what was read."""
        async with asyncio.timeout(PATIENCE_S):
            while not true(self):
                assert await self.next(), "the feed has ended"
        return self

    @property
    def texts(self) -> list[str]:
        return [each["text"] for each in self.quotes.values()]


@pytest.fixture
def observers() -> Opening:
    """Return what makes an observer of a room."""

    @asynccontextmanager
    async def made(room: Listening) -> AsyncIterator[Observer]:
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as http:
            yield Observer(http, room.link)

    return made
