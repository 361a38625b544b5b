"""The sample: a database of invented sessions, apart from the user's own; how it is created."""

import asyncio
import os
from pathlib import Path

from focusgroup.core.errors import FocusgroupError, StoreError
from focusgroup.core.model import Session
from focusgroup.core.people.people import NewParticipant
from focusgroup.imports.agenda_file import load as load_agenda
from focusgroup.imports.sample import PRODUCT, Sample, SampleSession, adapted, read_sample
from focusgroup.services.capture.timed.line_times import split_time
from focusgroup.services.capture.timed.timed_capture import TimedCapture
from focusgroup.services.seating import seat
from focusgroup.services.setup import create
from focusgroup.store import Db, Together, debriefs, open_db, sessions
from focusgroup.store.engine.location import sample_db
from focusgroup.system.clock import unix_ms

BESIDE = ("", "-wal", "-shm", "-journal", ".journal")
"""Endings of the files kept beside a database, added to its name; "" for the database."""
DAY_MS = 86_400_000


def ready_sample() -> Path:
    """Return the path of the sample, which is created if it isn't there yet.

    Raises FocusgroupError if the file there is something else.
    """
    place = sample_db()
    if not place.exists():
        make(place)
    elif not is_sample(place):
        raise FocusgroupError(f"{place} isn't a sample database; move it away, and try again")
    return place


def make(place: Path, now_ms: int | None = None) -> None:
    """Write the sample to *place* as of *now_ms* (Unix ms), completely or not at all."""
    beside = place.with_name(f".{place.name}.{os.getpid()}.new")

    async def fill() -> None:
        async with open_db(beside) as db:
            await load_sample(db, unix_ms() if now_ms is None else now_ms)

    try:
        asyncio.run(fill())
        beside.replace(place)
    finally:
        remove(beside)


def remove(place: Path) -> None:
    """Delete a database with the files beside it."""
    for ending in BESIDE:
        place.with_name(place.name + ending).unlink(missing_ok=True)


def is_sample(place: Path) -> bool:
    """Return whether *place* holds a sample; the user's own sessions in it don't matter."""
    return place.exists() and any(session.sample for session in sessions_in(place))


def sessions_in(place: Path) -> list[Session]:
    """Return the sessions of the database at *place*."""

    async def read() -> list[Session]:
        async with open_db(place, create=False) as db:
            return await sessions.recent(db, limit=1_000_000)

    return asyncio.run(read())


async def load_sample(db: Db, now_ms: int) -> None:
    """Fill an empty database with the sample, as of *now_ms* (Unix ms).

    With the same *now_ms*, sessions, times and quotes are the same, under new ids. Raises
    StoreError when the database has sessions already.
    """
    if await sessions.recent(db, limit=1):
        raise StoreError("the sample needs an empty database; this one has sessions already")
    sample = read_sample()
    together = Together(db)

    async def store_all() -> None:
        for session in sample.sessions:
            await _store(together, session, sample, now_ms)

    await together.as_one(store_all)


async def _store(db: Db, session: SampleSession, sample: Sample, now_ms: int) -> None:
    planned = session.planned_ms(now_ms)
    made_ms = planned - (7 if session.lines else 30) * DAY_MS  # nothing is made after now
    agenda = adapted(load_agenda(session.agenda_name).agenda, sample.themes)
    facts = {
        "title": session.title,
        "agenda_name": session.agenda_name,
        "product": PRODUCT,
        "place": session.place,
        "facilitator": session.facilitator,
        "note_taker": session.note_taker,
        "scheduled_ms": planned,
        "sample": True,
    }
    made = await create(db, agenda, facts, zone=session.zone, now_ms=made_ms)
    for person in session.people:
        new = NewParticipant(
            name=person.name,
            role=person.role,
            account=person.account.name,
            seat=person.seat,
            segment=person.account.segment,
            revenue_share=person.account.revenue_share,
            consent_name=person.by_name,
        )
        await seat(db, made, new, made_ms, initials=person.initials)
    if session.lines:
        await _take_down(db, session, made.id, planned + session.late_ms)
        await sessions.update(db, made.id, bottom_line=session.bottom_line)
        for line in session.headlines:
            await debriefs.save_headline(db, made.id, line.theme, line.kind, line.text, now_ms)


async def _take_down(db: Db, session: SampleSession, session_id: str, began_ms: int) -> None:
    """Store every line as it was typed; one that can't be stored is an error in the sample."""
    capture = await TimedCapture.begin(db, session_id, began_ms=began_ms)
    for line in session.lines:
        offset_ms, text = split_time(line.text)
        if text == "/end":
            await capture.wait_until(offset_ms or 0)
        else:
            await capture.take(text, offset_ms, agreement=line.agreement, dissent=line.dissent)
    await capture.finish()
