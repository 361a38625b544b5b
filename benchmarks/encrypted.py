"""What encryption costs: a quote to the disk, a search, opening; plain and encrypted in turns.

    python benchmarks/encrypted.py

Ratios are what to read, since machines differ and drift. Keys are derived from a passphrase
only when a database is opened, which is told of by itself.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from focusgroup.core.ids import new_id
from focusgroup.core.model import Agenda, Kind
from focusgroup.store import Db, open_db, sessions
from focusgroup.store.encryption import keys
from focusgroup.store.encryption.keys import Key
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.quotes import NewQuote

FILLED = 5_000
ROUNDS = 400
NOW = 1_760_000_000_000


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds of one run."""
    begun = time.perf_counter()
    await work()
    return (time.perf_counter() - begun) * 1000


def said(session: str, n: int) -> NewQuote:
    text = f"sentence {n} about something that holds us up every week"
    return NewQuote(
        text, Kind.PROBLEM, NOW + n, session_id=session, id=new_id(), themes=("Reporting",)
    )


async def fill(db: Db) -> str:
    made = await sessions.create(db, title="Bench", agenda=Agenda("Bench"), now_ms=NOW)
    for n in range(FILLED):
        await quotes.add_quote(db, said(made.id, n), NOW)
    return made.id


async def main() -> None:
    """Print the medians of both, and their ratio."""
    with tempfile.TemporaryDirectory(prefix="focusgroup-bench-") as folder:
        plain, encrypted = Path(folder) / "plain.db", Path(folder) / "encrypted.db"
        keys.assign_key(encrypted, Key.random())
        async with open_db(plain) as one, open_db(encrypted) as other:
            both = {"plain": (one, await fill(one)), "encrypted": (other, await fill(other))}
            figures: dict[str, dict[str, list[float]]] = {
                "Enter to durable": {name: [] for name in both},
                "a session's quotes": {name: [] for name in both},
            }
            for n in range(ROUNDS):
                for name, (db, session) in both.items():
                    new = said(session, FILLED + n)
                    took = await timed(lambda db=db, new=new: quotes.add_quote(db, new, NOW))
                    figures["Enter to durable"][name].append(took)
                    if n % 20 == 0:
                        took = await timed(
                            lambda db=db, session=session: quote_pages.quotes_of_session(
                                db, session
                            )
                        )
                        figures["a session's quotes"][name].append(took)
        for what, times in figures.items():
            medians = {name: statistics.median(values) for name, values in times.items()}
            ratio = medians["encrypted"] / medians["plain"]
            print(what, {name: f"{ms:.2f} ms" for name, ms in medians.items()}, f"{ratio:.2f} ×")
        begun = time.perf_counter()
        Key.of_passphrase("correct horse battery")
        print(f"a passphrase becomes a key in {(time.perf_counter() - begun) * 1000:.0f} ms")
        sizes = [path.stat().st_size for path in (plain, encrypted)]
        print(f"the file is {sizes[1] / sizes[0]:.2f} × as large")


if __name__ == "__main__":
    asyncio.run(main())
