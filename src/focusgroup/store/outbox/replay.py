"""Store, at the next start, what earlier runs left in journals and drafts."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from focusgroup.core.errors import FocusgroupError, NotTaken, StoreError
from focusgroup.core.model import Quote
from focusgroup.core.quote_changes import shared_fields
from focusgroup.store.engine.location import unused
from focusgroup.store.engine.protocol import Db, Row
from focusgroup.store.history import is_refused
from focusgroup.store.outbox.drafts import ENTERED, add_nobodys_line, draft_state
from focusgroup.store.outbox.entries import (
    MOST_AT_ONCE,
    OutboxEntry,
    QuoteEdit,
    of_data,
    store_entries,
    to_data,
)
from focusgroup.store.outbox.journal import Journal, journals_of, locked, read_open_journal

UNREAD = ".unread"
"""Suffix of a journal that a start could not store whole."""
LEFT = "SELECT session_id, writer, state FROM draft WHERE state LIKE :held"
SETTLE = """
    UPDATE draft SET state = :new
    WHERE session_id = :session_id AND writer = :writer AND state = :state
"""
HELD = {"held": f'%"{ENTERED}"%'}
REFUSED = (FocusgroupError, ValueError, OverflowError)
"""Errors of an entry that can't be stored: its session is gone, or SQLite can't hold it."""


async def replay_waiting(db: Db, now_ms: int) -> int:
    """Store what earlier runs left in journals and drafts; return how many journals held.

    Raises StoreError when the database refuses; what is left then stays where it is.
    """
    await replay_drafts(db, now_ms)
    return await replay_journals(db, now_ms)


async def replay_drafts(db: Db, now_ms: int) -> None:
    """Store the entries in drafts of programs that no longer run, each once.

    An entry that can't be stored goes into a journal, where `focusgroup db check` reports it; one
    that can't be read stays in its draft. Raises StoreError when the database refuses.
    """

    for row in await db.read(lambda tx: tx.all(LEFT, HELD)):
        if db.programs.runs(row["writer"]):
            continue  # that program stores them itself
        state = draft_state(row["state"])
        if waiting := state.pop(ENTERED, []):
            kept = await _not_stored(db, waiting, now_ms)
            await _settle(db, row, {**state, ENTERED: kept} if kept else state)


async def _not_stored(db: Db, waiting: list[Any], now_ms: int) -> list[Any]:
    """Store entries of a draft; return those that are neither stored nor in a journal."""
    kept: list[Any] = []
    entries: list[OutboxEntry] = []
    for data in waiting:
        try:
            entries.append(of_data(data))
        except (ValueError, KeyError, TypeError):
            kept.append(data)
    refused = await store_most(db, entries, now_ms)
    if refused and not Journal(db.journal, db.seal).append(refused):
        return [*kept, *map(to_data, refused)]
    return kept


async def _settle(db: Db, row: Row, state: dict[str, object]) -> None:
    """Write a draft's state anew, unless another program has taken it over since."""
    changed = {name: row[name] for name in ("session_id", "writer", "state")}
    changed["new"] = json.dumps(state)
    await db.write(lambda tx: tx.run(SETTLE, changed))


async def store_most(
    db: Db, entries: Sequence[OutboxEntry], now_ms: int, most: int = MOST_AT_ONCE
) -> list[OutboxEntry]:
    """Store entries, *most* in one transaction; return those that the database doesn't take."""
    refused: list[OutboxEntry] = []
    for start in range(0, len(entries), most):
        batch = entries[start : start + most]
        try:
            done = await store_entries(db, batch, now_ms)
            for entry, stored in zip(batch, done, strict=True):
                await _give_back(db, entry, stored, now_ms)
        except REFUSED as error:
            if isinstance(error, StoreError) and not isinstance(error, NotTaken):
                raise
            alone = len(batch) == 1
            refused += batch if alone else await store_most(db, batch, now_ms, len(batch) // 2)
    return refused


async def _give_back(db: Db, entry: OutboxEntry, stored: Quote | None, now_ms: int) -> None:
    """Give the words of a correction that came too late to whoever opens the session next."""
    if not isinstance(entry, QuoteEdit) or stored is None:
        return
    # Its themes may be called otherwise by now; one that was refused has none of its words.
    if replace(entry.edit, themes=None, add_themes=(), remove_themes=()).is_done(stored):
        return
    if not await db.read(lambda tx: is_refused(tx, entry.id)):
        return  # it was made before, and the quote has been corrected again since
    if entry.edit.text is not None and entry.edit.before is not None:
        said = entry.edit.applied(entry.edit.before)
        same = bool(stored.seat) and said.participant_id == stored.participant_id
        speaker = str(stored.seat) if same else None
        from focusgroup.core.capture import Parsed, format_line

        line = Parsed(
            **{**shared_fields(said, Parsed), "speaker": speaker, "clear_speaker": not same}
        )
        await add_nobodys_line(db, stored.session_id, format_line(line), now_ms)


async def replay_journals(db: Db, now_ms: int) -> int:
    """Store the entries of journals from earlier runs; return how many entries they held.

    A journal is removed once all of it is stored. If a line could not be read, or an entry's
    session is gone, the file is renamed instead, so nothing is thrown away. Raises StoreError
    when the database refuses; the journals then stay.
    """
    return sum([await _replay(db, path, now_ms) for path in journals_of(db.journal)])


async def _replay(db: Db, path: Path, now_ms: int) -> int:
    if not path.is_file() or path.is_symlink():
        return 0
    try:
        with locked(path) as descriptor:
            entries, torn = read_open_journal(descriptor, db.seal)
            torn += len(await store_most(db, entries, now_ms))
            if torn:
                path.replace(unused(path.with_name(f"{path.name}.{now_ms}{UNREAD}")))
            else:
                path.unlink()
    except (PermissionError, FileNotFoundError, BlockingIOError):
        # Another user owns it, or another program uses it or removed it.
        return 0
    return len(entries)
