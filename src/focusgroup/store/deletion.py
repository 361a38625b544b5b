"""Delete a whole session so that nothing is lost: it leaves every list until it is restored."""

import json

from focusgroup.core.errors import FocusgroupError, NotFound
from focusgroup.core.ids import new_id
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.history import NOTES, keep
from focusgroup.store.history.kept_themes import KeptThemes, keep_moved, mark_at, themes_of_today
from focusgroup.store.outbox import opened_elsewhere
from focusgroup.store.quotes import put_quote, read_quote
from focusgroup.store.row_mapping import bump

READ = "SELECT title, deletion FROM session WHERE id = :session"
MARK = "UPDATE session SET deletion = :batch WHERE id = :session"
THERE = """
    SELECT 'quote' AS entity, id FROM quote WHERE session_id = :session AND deleted <> 1
    UNION ALL SELECT 'note', id FROM note WHERE session_id = :session AND deleted = 0
"""
DELETED = """
    SELECT n, entity, entity_id AS id, before FROM change
    WHERE session_id = :session AND batch = :batch
"""
SUBJECTS = {"quote": (read_quote, put_quote), "note": (NOTES.read, NOTES.put)}


async def delete_session(db: Db, session_id: str, now_ms: int) -> None:
    """Delete a session with its quotes and notes; `restore_session` brings all of it back.

    Raises FocusgroupError, and changes nothing, if another program has it open.
    """

    async def work(tx: Tx) -> None:
        title, deletion = await _read(tx, session_id)
        if deletion:
            return
        if others := await opened_elsewhere(tx, session_id):
            who = ", ".join(each.who for each in others)
            raise FocusgroupError(
                f"“{title}” is open in another program ({who}); leave it there first"
            )
        batch, rev = new_id(now_ms), await bump(tx, session_id)
        for row in await tx.all(THERE, {"session": session_id}):
            read, put = SUBJECTS[row["entity"]]
            stored = await read(tx, row["id"])
            assert stored is not None
            after = {**stored.state, "deleted": 1}
            await put(tx, row["id"], stored, after, rev, now_ms)
            # Not walked: undo in the session must never delete or restore it as a whole.
            await keep(
                tx, row["entity"], session_id, row["id"], "delete", stored.state, after,
                batch, now_ms, walked=False,
            )  # fmt: skip
        await tx.run(MARK, {"session": session_id, "batch": batch})

    await db.write(work)


async def restore_session(db: Db, session_id: str, now_ms: int) -> None:
    """Bring a deleted session back with the quotes and notes that it had."""

    async def work(tx: Tx) -> None:
        _, batch = await _read(tx, session_id)
        rev = await bump(tx, session_id)
        for row in await tx.all(DELETED, {"session": session_id, "batch": batch}) if batch else ():
            read, put = SUBJECTS[row["entity"]]
            stored = await read(tx, row["id"])
            if stored is not None:  # else its speaker was erased since
                kept = json.loads(row["before"])
                after = {**stored.state, "deleted": 0}
                if "themes" in kept:
                    at = await mark_at(tx, row["n"])
                    then = KeptThemes(row["id"], tuple(kept["themes"]), at)
                    today = await themes_of_today(tx, [then])
                    await keep_moved(tx, today)
                    after["themes"] = list(today[0].paths)
                await put(tx, row["id"], stored, after, rev, now_ms)
        await tx.run(MARK, {"session": session_id, "batch": ""})

    await db.write(work)


async def _read(tx: Tx, session_id: str) -> tuple[str, str]:
    row = await tx.one(READ, {"session": session_id})
    if row is None:
        raise NotFound(f"there is no session {session_id} in this database")
    return row["title"], row["deletion"]
