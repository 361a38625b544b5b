"""What 50 facilitators cost who lead sessions at once on one PostgreSQL server.

    python benchmarks/load.py [minutes] [facilitators]

Each leads a session of their own with everything that the live screen has but the screen, and
captures a quote every four seconds; a note-taker follows each, ten looks a second, as the screen
does. Ten of the sessions have a back room with 15 viewers each. Printed is how long a quote takes
to its tick, and from its commit to the note-taker and to the viewers; errors end the run. The
programs are in five processes, and the server is one of its own, which syncs as servers do.
"""

import asyncio
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from review_data import AREAS, PARTS, sentence

from focusgroup.backroom.feed import Feed
from focusgroup.core.ids import new_id
from focusgroup.core.model import Agenda, Kind, Quote
from focusgroup.services.backroom.room import BackRoom
from focusgroup.services.live_session import LiveSession
from focusgroup.services.sharing import elsewhere
from focusgroup.store import open_db, open_either, participants, sessions
from focusgroup.store.engine.location import database_at
from focusgroup.store.outbox import Outbox, OutboxState
from focusgroup.store.quotes import NewQuote
from focusgroup.system.clock import unix_ms
from tests import postgres

EVERY_S, LOOK_S = 4.0, 0.1
PROCESSES, ROOMS, VIEWERS = 5, 10, 15
THEMES = [f"{area} > {part}" for area in AREAS[:8] for part in PARTS[:4]]


class Lead:
    """A facilitator and what became of each quote, by its id: entered, ticked, seen, shown."""

    def __init__(self, named: str, number: int) -> None:
        self.named = named
        self.number = number
        self.entered: dict[str, float] = {}
        self.ticked: dict[str, float] = {}
        self.seen: dict[str, float] = {}
        self.shown: dict[str, float] = {}
        self.told = {""}

    async def run(self, seconds: float, *, room: bool) -> None:
        """Lead a session for so long."""
        path = database_at(self.named)
        db = await open_either(path)
        db.programs.begin()
        session = await sessions.find(db, f"Session {self.number}")
        people = await participants.of_session(db, session.id)
        await asyncio.sleep(self.number * 0.3)
        live = await LiveSession.load(db, session.id, initials="AN")

        def saved(entry_id: str, _: Quote | None) -> None:
            self.ticked[entry_id] = time.perf_counter()

        def state(now: OutboxState) -> None:
            self.told.add(now.reason)

        outbox = live.outbox = Outbox(db, on_saved=saved, on_state=state, now_ms=unix_ms)
        following = asyncio.create_task(self._follow(session.id))
        looking = asyncio.create_task(self._look(live))
        watching = asyncio.create_task(self._observe(session.id)) if room else None
        chance = random.Random(self.number)
        end = time.perf_counter() + seconds
        await asyncio.sleep(chance.uniform(0, EVERY_S))
        while time.perf_counter() < end:
            new = NewQuote(
                sentence(chance), chance.choice(list(Kind)), unix_ms(), id=new_id(),
                participant_id=chance.choice(people).id, session_id=session.id,
                themes=tuple(chance.sample(THEMES, chance.choice((0, 1, 1, 2)))), taken_by="AN",
            )  # fmt: skip
            self.entered[new.id] = time.perf_counter()
            outbox.put(new)
            await asyncio.sleep(chance.uniform(0.5, 1.5) * EVERY_S)
        await outbox.drained()
        await asyncio.sleep(2)
        for task in (following, looking, watching):
            if task:
                task.cancel()
        await asyncio.sleep(0.1)
        await outbox.close()
        await live.latest.close()
        await db.close()

    async def _look(self, live: LiveSession) -> None:
        while True:
            await elsewhere.look(live)
            await asyncio.sleep(LOOK_S)

    async def _follow(self, session_id: str) -> None:
        db = await open_either(database_at(self.named))
        live = await LiveSession.load(db, session_id, initials="BO", leads=False)
        while True:
            if found := await elsewhere.look(live):
                now = time.perf_counter()
                for quote in found.quotes:
                    self.seen.setdefault(quote.id, now)
            await asyncio.sleep(LOOK_S)

    async def _observe(self, session_id: str) -> None:
        db = await open_either(database_at(self.named))
        room = await BackRoom.open(db, session_id, names=True, new_link=False)
        people = [await room.sign_in(f"Viewer {n}", "engineer") for n in range(VIEWERS)]
        feed = Feed(room)
        watching = asyncio.create_task(feed.watch())
        viewers = [feed.join(each.id, "", 0.0) for each in people]
        while True:
            await feed.wait(60)
            await asyncio.sleep(0)
            for viewer in viewers:
                for event in feed.news_for(viewer):
                    kind, _, data = event.partition(b"data: ")
                    if b"event: change" in kind:
                        now = time.perf_counter()
                        for quote in json.loads(data)["quotes"]:
                            self.shown.setdefault(quote["id"], now)
            assert not watching.done()


async def work(named: str, numbers: list[int], seconds: float) -> None:
    """Be one of the processes; print the times of its quotes as JSON."""
    leads = [Lead(named, number) for number in numbers]
    await asyncio.gather(*(lead.run(seconds, room=lead.number < ROOMS) for lead in leads))
    told: dict[str, Any] = {"entered": 0, "lost": 0, "tick": [], "seen": [], "shown": []}
    for lead in leads:
        told["entered"] += len(lead.entered)
        told["lost"] += len(lead.entered.keys() - lead.ticked.keys())
        told["lost"] += len(lead.entered.keys() - lead.seen.keys())
        told["tick"] += [lead.ticked[id] - at for id, at in lead.entered.items()]
        told["seen"] += [at - lead.ticked[id] for id, at in lead.seen.items()]
        told["shown"] += [at - lead.ticked[id] for id, at in lead.shown.items()]
    told["told"] = sorted({one for lead in leads for one in lead.told} - {""})
    told["cpu"] = time.process_time()
    print(json.dumps(told))


def percentiles(times: list[float]) -> str:
    """Return the middle, the 99th percentile and the longest, in ms."""
    ordered = sorted(max(each, 0.0) * 1_000 for each in times) or [0.0]
    worst = ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)]
    return f"p50 {ordered[len(ordered) // 2]:.0f} ms, p99 {worst:.0f} ms, max {ordered[-1]:.0f} ms"


def cpu_of(pid: int) -> float:
    """Return the CPU seconds of a server and of its processes."""
    total = 0
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = each.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(each.parent.name) == pid:
            total += sum(map(int, fields[11:15]))
        elif int(fields[1]) == pid:
            total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


async def set_up(named: str, facilitators: int) -> None:
    """Make the sessions, with six people each."""
    async with open_db(database_at(named)) as db:
        for number in range(facilitators):
            title, now = f"Session {number}", unix_ms()
            session = await sessions.create(db, title=title, agenda=Agenda("Talk"), now_ms=now)
            for n in range(6):
                await participants.add(
                    db, session.id, name=f"P{n}", account=f"Account {n}", now_ms=now
                )


async def measure(named: str, minutes: float, facilitators: int) -> list[dict[str, Any]]:
    """Run the processes and return what each told."""
    programs = [
        await asyncio.create_subprocess_exec(
            sys.executable, __file__, "--work",
            json.dumps([named, list(range(n, facilitators, PROCESSES)), minutes * 60]),
            stdout=asyncio.subprocess.PIPE,
        )
        for n in range(PROCESSES)
    ]  # fmt: skip
    told = [await program.communicate() for program in programs]
    assert [program.returncode for program in programs] == [0] * PROCESSES
    return [json.loads(out) for out, _ in told]


def main() -> None:
    if sys.argv[1:2] == ["--work"]:
        asyncio.run(work(*json.loads(sys.argv[2])))
        return
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    facilitators = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    postgres.FAST = ("max_connections=600",)
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_STATE_HOME"] = name
        server = postgres.TestServer()
        assert server._process is not None
        try:
            url, pid = server.new(), server._process.pid
            asyncio.run(set_up(url, facilitators))
            before = cpu_of(pid)
            found = asyncio.run(measure(url, minutes, facilitators))
            there = cpu_of(pid) - before
        finally:
            server.stop()
    total = sum(each["entered"] for each in found)
    print(f"{facilitators} facilitators for {minutes:g} minutes, load {os.getloadavg()[0]:.1f}")
    print(f"  {total} quotes, {sum(each['lost'] for each in found)} lost")
    for one in sorted({one for each in found for one in each["told"]}):
        print(f"  a facilitator was told: {one}")
    for name, words in (
        ("tick", "Enter to tick"), ("seen", "tick to note-taker"), ("shown", "tick to viewers")
    ):  # fmt: skip
        print(f"  {words:20} {percentiles([one for each in found for one in each[name]])}")
    here = sum(each["cpu"] for each in found)
    print(f"  CPU: {here:.0f} s here, {there:.0f} s on the server, of {minutes * 60:.0f} s a core")


if __name__ == "__main__":
    main()
