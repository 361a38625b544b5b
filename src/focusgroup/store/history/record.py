"""Record every change of a session, with the whole state before and after it.

`store.undo` goes back and forth through these records. They are in the database, so undo is
unlimited and still works after a restart.
"""

import json
from collections.abc import Sequence

from focusgroup.core.ids import new_id
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.history.snapshots import State
from focusgroup.store.row_mapping import bump, placeholders

KEEP = """
    INSERT INTO change
        (session_id, at_ms, batch, verb, entity, entity_id, before, after, state, writer)
    VALUES (:session, :at, :batch, :verb, :entity, :id, :before, :after, :state, :writer)
"""
DROP_UNDONE = """
    UPDATE change SET state = 'dropped'
    WHERE session_id = :session AND state = 'undone' AND writer NOT IN ({others})
"""
UNDONE = "SELECT 1 FROM change WHERE session_id = :session AND state = 'undone' LIMIT 1"
WRITERS = "SELECT DISTINCT writer FROM change WHERE session_id = :session AND state = :state"
IS_REFUSED = "SELECT 1 AS found FROM change WHERE batch = :batch AND verb = 'refused'"
IS_MADE = "SELECT 1 FROM change WHERE batch = :batch LIMIT 1"


async def keep(
    tx: Tx,
    entity: str,
    session_id: str,
    entity_id: str,
    verb: str,
    before: State | str | None,
    after: State | str,
    batch: str,
    now_ms: int,
    *,
    walked: bool = True,
) -> None:
    """Record a change; what was undone before it can't be redone any more.

    A state is given as it is, or as JSON. A change that is not *walked* is recorded only: undo
    skips it.
    """
    one = [(session_id, entity_id, before, after)]
    await keep_many(tx, entity, one, verb, batch, now_ms, walked=walked)


Kept = tuple[str, str, State | str | None, State | str]
"""Session, id, and what it was before and after."""


async def keep_many(
    tx: Tx,
    entity: str,
    changes: Sequence[Kept],
    verb: str,
    batch: str,
    now_ms: int,
    *,
    walked: bool = True,
) -> None:
    """Record changes of one *batch* like `keep`."""
    for session_id in dict.fromkeys(change[0] for change in changes) if walked else ():
        if await tx.one(UNDONE, {"session": session_id}):
            names, bound = placeholders("w", await others(tx, session_id, "undone"))
            await tx.run(DROP_UNDONE.format(others=names), {"session": session_id, **bound})
    shared = {
        "at": now_ms,
        "batch": batch,
        "verb": verb,
        "entity": entity,
        "state": "done" if walked else "kept",
        "writer": tx.programs.own,
    }
    await tx.many(
        KEEP,
        (
            {
                "session": session_id,
                "id": entity_id,
                "before": _as_json(before),
                "after": _as_json(after),
                **shared,
            }
            for session_id, entity_id, before, after in changes
        ),
    )


async def others(tx: Tx, session_id: str, state: str) -> list[str]:
    """Return whose changes in this state are not this program's own to walk.

    Its own are those it made, and those of full-screen programs that no longer run. Commands,
    whose writer is "", walk only theirs and the latter. The list is never empty.
    """
    rows = await tx.all(WRITERS, {"session": session_id, "state": state})
    writers = [row["writer"] for row in rows if row["writer"] != tx.programs.own]
    running = [writer for writer in writers if not writer or tx.programs.runs(writer)]
    return [*running, "nobody"]


def _as_json(state: State | str | None) -> str | None:
    if state is None or isinstance(state, str):
        return state
    return json.dumps(state, ensure_ascii=False)


async def is_made(tx: Tx, batch: str) -> bool:
    """Return whether the change with this id was already made, even if it was undone since."""
    return bool(batch and await tx.one(IS_MADE, {"batch": batch}))


async def is_refused(tx: Tx, batch: str) -> bool:
    """Return whether the change with this id is only on record, as it came too late."""
    return await tx.one(IS_REFUSED, {"batch": batch}) is not None


async def keep_plan(db: Db, session_id: str, before: str, after: str, now_ms: int) -> None:
    """Record that the rest of a session was re-planned: the plans before and after, as JSON."""
    await keep_lead(db, session_id, "plan", "replan", before, after, now_ms)


async def keep_lead(
    db: Db, session_id: str, entity: str, verb: str, before: str, after: str, now_ms: int
) -> None:
    """Record a change of the clock: its plan, or the end; *before* and *after* are JSON.

    After undo or redo, `Undone.state` has what to go back to; whoever runs the clock applies it.
    """

    async def work(tx: Tx) -> None:
        await bump(tx, session_id)
        await keep(tx, entity, session_id, session_id, verb, before, after, new_id(now_ms), now_ms)

    await db.write(work)
