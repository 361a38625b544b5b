"""How long it takes to publish a session of 5,000 quotes to PostgreSQL on the same machine.

    python benchmarks/publish.py [quotes]

Starts a server of its own, which syncs as servers do, and publishes a session from a file to it;
again with nothing to do; after a correction there, and one here of each hundredth quote. The
repository has such a session already. Printed are seconds on the wall, and of CPU here and there.
"""

import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from review_data import AREAS, NOW_MS, PARTS, sentence

from focusgroup.core.ids import new_id
from focusgroup.core.model import Agenda, Kind, Session
from focusgroup.core.publishing import Side
from focusgroup.services.sharing import publishing
from focusgroup.store import Db, open_db, participants, sessions
from focusgroup.store.quotes import Edit, NewQuote, change_quotes, quotes_of_session, store_quote
from tests import postgres

QUOTES = 5_000
THEMES = [f"{area} > {part}" for area in AREAS for part in PARTS]
ACCOUNTS = ("Northwind", "Contoso", "Fabrikam", "Initech", "Hooli", "")


async def captured(db: Db, quotes: int, seed: int) -> Session:
    """Return a session with so many quotes of eight people, each under none to two themes."""
    chance = random.Random(seed)
    session = await sessions.create(
        db, title=f"Planners {seed}", agenda=Agenda("Planners"), now_ms=NOW_MS
    )
    people = [
        await participants.add(
            db, session.id, name=f"Person {n}", account=ACCOUNTS[n % 6], now_ms=NOW_MS,
            segment=("Enterprise", "Mid-market")[n % 2] if ACCOUNTS[n % 6] else "",
        )
        for n in range(8)
    ]  # fmt: skip
    for n in range(quotes):
        new = NewQuote(
            sentence(chance), chance.choice(list(Kind)), NOW_MS + n * 1_000, offset_ms=n * 1_000,
            participant_id=chance.choice(people).id,
            themes=tuple(chance.sample(THEMES, chance.choice((0, 1, 1, 1, 2)))),
            id=new_id(NOW_MS + n * 1_000), session_id=session.id,
        )  # fmt: skip
        await store_quote(db, new, NOW_MS + n * 1_000)
    return await sessions.find(db, session.id)


SERVER: list[int] = []


def server_cpu() -> float:
    """Return the seconds of CPU of the server's processes that have ended."""
    time.sleep(0.3)
    fields = Path(f"/proc/{SERVER[0]}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


async def timed(what: str, work: Callable[[], Awaitable[Any]]) -> None:
    """Print how long it takes, and what came of it."""
    there = server_cpu()
    start, cpu = time.perf_counter(), time.process_time()
    done = await work()
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    there = server_cpu() - there
    costs = f"{cpu:.2f} s CPU here, {there:.2f} s there"
    print(f"  {what:22} {wall:6.2f} s  ({costs})  {done.quotes} + {done.changes}")


async def measure(folder: Path, url: str, quotes: int) -> None:
    """Publish two sessions, the second one with the clock on."""
    to = publishing.read_destination(url)
    mine = publishing.Choices(Side.MINE)
    async with open_db(folder / "here.db") as db:
        first = await captured(db, quotes, 1)
        session = await captured(db, quotes, 2)
        await timed("the first session there", lambda: publishing.publish(db, first, to, mine))
        await timed("another one", lambda: publishing.publish(db, session, to, mine))
        for _ in range(3):
            await timed("again, nothing to do", lambda: publishing.publish(db, session, to, mine))
        ids = [quote.id for quote in await quotes_of_session(db, session.id)]
        async with open_db(to.path) as there:
            await change_quotes(there, ids[:1], Edit(text="Changed there."), NOW_MS)
        await timed("again, changed there", lambda: publishing.publish(db, session, to, mine))
        await publishing.unpublish(db, session)
        await change_quotes(db, ids[::100], Edit(text="Changed here."), NOW_MS)
        await timed("again, changed here", lambda: publishing.publish(db, session, to, mine))


def main() -> None:
    quotes = int(sys.argv[1]) if len(sys.argv) > 1 else QUOTES
    postgres.FAST = ("max_connections=50",)
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_STATE_HOME"] = name
        server = postgres.TestServer()
        assert server._process is not None
        SERVER.append(server._process.pid)
        try:
            print(f"publishing {quotes} quotes on loopback, load {os.getloadavg()[0]:.1f}")
            asyncio.run(measure(Path(name), server.new(), quotes))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
