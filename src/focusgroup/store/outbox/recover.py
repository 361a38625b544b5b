"""Store what a journal holds also where the database lacks its sessions and participants."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from focusgroup.core.errors import NotFound, StoreError
from focusgroup.core.model import Note, Participant, Session, SessionStatus
from focusgroup.store.encryption import Seal
from focusgroup.store.engine.location import RESCUE, unused
from focusgroup.store.engine.protocol import Db
from focusgroup.store.outbox.entries import (
    DebriefText,
    HalfLine,
    OutboxEntry,
    QuoteSplit,
    RescuedSession,
)
from focusgroup.store.outbox.journal import Journal, locked, read_open_journal
from focusgroup.store.outbox.replay import store_most
from focusgroup.store.quotes import NewQuote
from focusgroup.store.rescued import lacking
from focusgroup.system.clock import local_zone
from focusgroup.system.special_files import refuse_special

REST = ".rest"
"""Suffix of a journal of which everything that can be stored is stored."""


def write_rescue_file(
    journal: Path, seal: Seal | None, entries: Sequence[OutboxEntry]
) -> Path | None:
    """Write *entries* to a new file beside *journal*, or among the temporary files; fsynced.

    Return where it is, None if no folder can be written.
    """
    stamp = time.strftime("%Y%m%d-%H%M%S")
    written = Journal(journal.with_name(f"{journal.name}.{stamp}{RESCUE}"), seal)
    written.append(entries)
    return written.path


@dataclass(frozen=True, slots=True)
class RecoveredJournal:
    """How many quotes and notes of a journal are stored, and where what it kept is now.

    *left* counts the lines that could not be read or stored; they are in *kept*.
    """

    quotes: int
    notes: int
    left: int = 0
    kept: Path | None = None


async def recover_journal(db: Db, path: Path, now_ms: int) -> RecoveredJournal:
    """Store the entries of the journal at *path*, each once, and remove it when all are stored.

    A session or participant that the database lacks is made: as the journal describes it, or
    else as “Recovered session” and “Participant 1”. If some lines can't be stored, the file is
    renamed. Raises StoreError when nothing at all can be read.
    """
    refuse_special(path)
    if path.is_dir():
        raise NotFound(f"{path} is a folder; name the journal in it")
    if not path.is_file():
        raise NotFound(f"there is no file {path}")
    try:
        with locked(path) as descriptor:
            entries, left = read_open_journal(descriptor, db.seal)
            if not entries:
                raise StoreError(
                    f"nothing can be read from {path}, which was left as it is; it is not a"
                    " journal of this database, or all of its lines are damaged"
                )
            done = await _stored_all(db, entries, now_ms)
            left += len(entries) - len(done)
            kept = unused(path.with_name(f"{path.name}{REST}")) if left else None
            if kept:
                path.replace(kept)
            else:
                path.unlink()
    except OSError as error:
        raise StoreError(f"{path} can't be read and removed: {error.strerror}") from error
    quotes = sum(isinstance(entry, NewQuote) for entry in done)
    notes = sum(isinstance(entry, Note) for entry in done)
    return RecoveredJournal(quotes, notes, left, kept)


async def _stored_all(db: Db, entries: Sequence[OutboxEntry], now_ms: int) -> list[OutboxEntry]:
    """Store the sessions, then what was said in them; return the entries that are stored."""
    described = [entry for entry in entries if isinstance(entry, RescuedSession)]
    rest = [entry for entry in entries if not isinstance(entry, RescuedSession)]
    refused = await store_most(db, described, now_ms)
    await store_most(db, await _made_up(db, rest, now_ms), now_ms)
    refused += await store_most(db, rest, now_ms)
    return [entry for entry in entries if entry not in refused]


async def _made_up(db: Db, entries: Sequence[OutboxEntry], now_ms: int) -> list[RescuedSession]:
    """Return the sessions and participants that *entries* need and nobody has described."""
    who: dict[str, list[str]] = {}
    for session_id, participant_id in _needed(entries):
        people = who.setdefault(session_id, [])
        if participant_id and participant_id not in people:
            people.append(participant_id)
    made = []
    for session_id, people in who.items():
        strangers = await lacking(db, "participant", people)
        if strangers or await lacking(db, "session", [session_id]):
            session = Session(
                session_id,
                "Recovered session",
                SessionStatus.ENDED,
                zone=local_zone(),
                created_ms=now_ms,
            )
            seats = tuple(
                Participant(each, session_id, n, f"Participant {n}", f"P{n}")
                for n, each in enumerate(strangers, 1)
            )
            made.append(RescuedSession(session_id, session, seats))
    return made


def _needed(entries: Sequence[OutboxEntry]) -> Iterator[tuple[str, str | None]]:
    for entry in entries:
        each = entry.rest if isinstance(entry, QuoteSplit) else entry
        if isinstance(each, NewQuote | Note):
            yield each.session_id, each.participant_id
        elif isinstance(each, HalfLine | DebriefText):
            yield each.session_id, None
