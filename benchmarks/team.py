"""How soon the quotes of others are on the screen: from their commit to painted.

    python benchmarks/team.py [--postgres]

On a file, or on a PostgreSQL server that is started for it. Runs the real program as a note-taker
in a pseudo-terminal, beside another program that stores a quote now and then; once while nothing is
typed, and once while a sentence is being typed.
"""

import asyncio
import os
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from live import Terminal, made, percentiles

from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind
from focusgroup.services.live_session import LiveSession
from focusgroup.services.sharing import publishing
from focusgroup.store import open_db, sessions
from focusgroup.store.engine.location import database_at
from focusgroup.store.quotes import NewQuote, add_quote
from focusgroup.system.clock import unix_ms
from tests import postgres

QUOTES = 200
MOST_S = 5.0


async def times(named: str, *, typing: bool) -> list[float]:
    """Return the seconds from each commit to its words on the screen."""
    program = [sys.executable, "-m", "focusgroup", "--db", named]
    found = []
    async with open_db(database_at(named)) as opened:
        opened.programs.begin()
        (session,) = await sessions.recent(opened)
        leading = await LiveSession.load(opened, session.id, initials="AN")
        taker = Terminal([*program, "live", "Bench", "--as", "note-taker"], b"ends ")
        taker.quiet(1.0)
        for n in range(QUOTES):
            word = f"sentence{typing:d}{n:03}"
            new = NewQuote(
                word, Kind.PROBLEM, unix_ms(), session_id=session.id, id=new_id(), taken_by="AN"
            )
            await asyncio.sleep(random.uniform(0.1, 0.4))
            if typing:
                os.write(taker.fd, b"x" if n % 40 else b"\x15")
            await add_quote(opened, new, unix_ms())
            found.append(await asyncio.to_thread(taker.wait, word.encode(), MOST_S))
        taker.close()
        leading.half_typed.leave()
        await leading.latest.close()
    return found


async def publish(db: Path, url: str) -> None:
    """Bring the session of a file to a server."""
    async with open_db(db) as opened:
        (session,) = await sessions.recent(opened)
        to = publishing.read_destination(url)
        await publishing.publish(opened, session, to, publishing.Choices())


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        db = made(Path(name), 0)
        if "--postgres" not in sys.argv:
            measure(str(db))
            return
        os.environ["XDG_STATE_HOME"] = name
        postgres.FAST = ("max_connections=50",)
        server = postgres.TestServer()
        try:
            url = server.new()
            asyncio.run(publish(db, url))
            measure(url)
        finally:
            server.stop()


def measure(named: str) -> None:
    """Print the times at rest and while somebody types."""
    print(f"commit to painted elsewhere, load {os.getloadavg()[0]:.1f}")
    for typing in (False, True):
        start = time.perf_counter()
        told = percentiles(asyncio.run(times(named, typing=typing)))
        where = "while typing" if typing else "at rest"
        print(f"  {where:14} {told}   ({time.perf_counter() - start:.0f} s)")


if __name__ == "__main__":
    main()
