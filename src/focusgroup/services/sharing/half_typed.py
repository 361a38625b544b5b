"""Open a session's half-typed line: this program's own, and those that ended programs left."""

from contextlib import suppress

from focusgroup.core.errors import StoreError
from focusgroup.store import Db
from focusgroup.store.outbox import Draft, load_draft, open_draft, replay_drafts
from focusgroup.system.clock import unix_ms
from focusgroup.system.running import who


async def half_typed_line(db: Db, session_id: str) -> Draft:
    """Return the line, and note that this program has the session open.

    What ended programs left to be stored is stored first. A database that refuses to write still
    gives the line.
    """
    with suppress(StoreError):
        await replay_drafts(db, unix_ms())
        return await open_draft(db, session_id, who(), unix_ms())
    return await load_draft(db, session_id)
