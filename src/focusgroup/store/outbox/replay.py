"""Store, at the next start, what earlier runs left in journals and drafts."""

import json
from pathlib import Path
from typing import Any

from focusgroup.core.errors import FocusgroupError, NotTaken, StoreError
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.outbox.drafts import ENTERED, draft_state
from focusgroup.store.outbox.entries import OutboxEntry, of_data, store_entry, to_data
from focusgroup.store.outbox.journal import Journal, journals_of, locked, read_open_journal

UNREAD = ".unread"
"""Suffix of a journal that a start could not store whole."""
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
    """Store the entries that drafts hold; one stored already stays as it is.

    An entry that can't be stored goes into a journal, where `focusgroup db check` reports it; one
    that can't be read stays in its draft. Raises StoreError when the database refuses.
    """

    async def left(tx: Tx) -> list[tuple[str, str]]:
        rows = await tx.all("SELECT session_id, state FROM draft WHERE state LIKE :held", HELD)
        return [(row["session_id"], row["state"]) for row in rows]

    for session_id, old in await db.read(left):
        state = draft_state(old)
        if waiting := state.pop(ENTERED, []):
            kept = await _notstored(db, waiting, now_ms)
            await _settle(db, session_id, old, {**state, ENTERED: kept} if kept else state)


async def _notstored(db: Db, waiting: list[Any], now_ms: int) -> list[Any]:
    """Store entries of a draft; return those that are neither stored nor in a journal."""
    kept: list[Any] = []
    refused: list[OutboxEntry] = []
    for data in waiting:
        try:
            entry = of_data(data)
        except (ValueError, KeyError, TypeError):
            kept.append(data)
            continue
        if not await stored(db, entry, now_ms):
            refused.append(entry)
    if refused and not Journal(db.journal, db.seal).append(refused):
        return [*kept, *map(to_data, refused)]
    return kept


async def _settle(db: Db, session_id: str, old: str, state: dict[str, object]) -> None:
    """Write a draft's state anew, unless another program has saved it since."""
    changed = {"session": session_id, "old": old, "new": json.dumps(state)}

    async def work(tx: Tx) -> None:
        await tx.run(
            "UPDATE draft SET state = :new WHERE session_id = :session AND state = :old", changed
        )

    await db.write(work)


async def stored(db: Db, entry: OutboxEntry, now_ms: int) -> bool:
    """Store one entry; return False if the database takes others but not this one."""
    try:
        await store_entry(db, entry, now_ms)
    except StoreError as error:
        if not isinstance(error, NotTaken):
            raise
        return False
    except REFUSED:
        return False
    return True


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
            for entry in entries:
                torn += not await stored(db, entry, now_ms)
            if torn:
                path.replace(path.with_name(f"{path.name}.{now_ms}{UNREAD}"))
            else:
                path.unlink()
    except (PermissionError, FileNotFoundError, BlockingIOError):
        # Another user owns it, or another program uses it or removed it.
        return 0
    return len(entries)
