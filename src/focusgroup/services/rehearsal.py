"""A rehearsal: the live screen on a database that is thrown away, at a chosen speed."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from focusgroup.core.model import Agenda
from focusgroup.store import Db, open_db, participants, sessions
from focusgroup.store.encryption import assign_temporary_key
from focusgroup.system import clock

SPEEDS = (1, 2, 5, 10, 20, 60)
GUESTS = 6


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A session that nobody will miss, in a database of its own."""

    db: Db
    session_id: str


@asynccontextmanager
async def rehearsing(agenda: Agenda, speed: int = 1) -> AsyncIterator[Rehearsal]:
    """Open a session of *agenda* with six guests and a clock that runs *speed* times as fast.

    Nothing of it remains afterwards. Raises StoreError if there is no room for it.
    """
    with tempfile.TemporaryDirectory(prefix="focusgroup-rehearsal-") as folder:
        assign_temporary_key(place := Path(folder) / "rehearsal.db")
        async with open_db(place) as db:
            made = await sessions.create(
                db,
                title=agenda.title,
                agenda=agenda,
                now_ms=clock.unix_ms(),
                zone=clock.local_zone(),
            )
            for seat in range(1, GUESTS + 1):
                name = f"Guest {seat}"
                await participants.add(db, made.id, name=name, now_ms=clock.unix_ms())
            clock.set_speed(speed)
            try:
                yield Rehearsal(db, made.id)
            finally:
                clock.set_speed(1)
