"""The history of a session: every change of it, and the undo and redo that walk it.

A change keeps the whole state before and after; how a thing is read and put is said in
``entities``. Undo is unlimited and outlasts the program, since it is in the database.
"""

import json
from collections.abc import Generator
from dataclasses import dataclass

from focusgroup.core.ids import new_id
from focusgroup.core.model import NoteKind
from focusgroup.store.engine.protocol import Db, Row, Statement
from focusgroup.store.history.entities import ENTITIES, NOUNS
from focusgroup.store.history.snapshots import State
from focusgroup.store.row_mapping import WriteStep, bump

SHOWN = 60

KEEP = """
    INSERT INTO change
        (session_id, at_ms, batch, verb, entity, entity_id, before, after, state)
    VALUES (:session, :at, :batch, :verb, :entity, :id, :before, :after, :state)
"""
DROP_UNDONE = """
    UPDATE change SET state = 'dropped' WHERE session_id = :session AND state = 'undone'
"""
IS_MADE = "SELECT 1 FROM change WHERE batch = :batch LIMIT 1"


def keep(
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
) -> WriteStep:
    """Remember a change; what was undone before it can't be redone any more.

    A state is given as it is, or as JSON. One that is not *walked* is on record only.
    """
    if walked:
        yield DROP_UNDONE, {"session": session_id}
    yield (
        KEEP,
        {
            "session": session_id,
            "at": now_ms,
            "batch": batch,
            "verb": verb,
            "entity": entity,
            "id": entity_id,
            "before": _as_json(before),
            "after": _as_json(after),
            "state": "done" if walked else "kept",
        },
    )


def _as_json(state: State | str | None) -> str | None:
    if state is None or isinstance(state, str):
        return state
    return json.dumps(state, ensure_ascii=False)


def is_made(batch: str) -> Generator[Statement, list[Row], bool]:
    """Whether the change of this id was made already, whatever became of it since."""
    return bool(batch and (yield IS_MADE, {"batch": batch}))


async def keep_plan(db: Db, session_id: str, before: str, after: str, now_ms: int) -> None:
    """Remember that the rest of a session was planned anew: both plans as JSON.

    `Undone.state` hands back the one that counts then; whoever runs the clock puts it there.
    """

    def work() -> WriteStep:
        yield from bump(session_id)
        yield from keep(
            "plan", session_id, session_id, "replan", before, after, new_id(now_ms), now_ms
        )

    await db.write(work())


@dataclass(frozen=True, slots=True)
class Undone:
    """What undo or redo brought back.

    *entity*, *verb* and *text* are those of the first change, *ids* are of all of that
    entity, *state* is the JSON of the first one as it is now.
    """

    entity: str
    verb: str
    text: str
    ids: tuple[str, ...]
    state: str = ""

    @property
    def quotes(self) -> int:
        """How many quotes were brought back."""
        return len(self.quote_ids)

    @property
    def quote_ids(self) -> tuple[str, ...]:
        """The quotes that were brought back."""
        return self.ids if self.entity == "quote" else ()

    @property
    def what(self) -> str:
        """The change in words: ``the deletion of “three weeks” and 2 more``."""
        text = " ".join(self.text.split())
        short = text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
        kind = json.loads(self.state).get("kind", "") if self.entity == "note" else ""
        noun = NOUNS[NoteKind(kind)] if kind else ""
        many = len(self.ids) - 1 if self.verb not in ("split", "merge", "move") else 0
        more = f" and {many} more" if many else ""
        # Put in by hand: a text may hold braces of its own.
        words = ENTITIES[self.entity].words[self.verb].replace("{noun}", noun)
        return words.replace("{what}", short) + more


LAST_DONE = """
    SELECT batch FROM change WHERE session_id = :session AND state = 'done'
    ORDER BY n DESC LIMIT 1
"""
FIRST_UNDONE = """
    SELECT batch FROM change WHERE session_id = :session AND state = 'undone'
    ORDER BY n LIMIT 1
"""
BATCH = """
    SELECT n, verb, entity, entity_id, before, after FROM change
    WHERE session_id = :session AND batch = :batch ORDER BY n
"""
SET_STATE = "UPDATE change SET state = :state WHERE n = :n"


async def undo(db: Db, session_id: str, now_ms: int) -> Undone | None:
    """Take back the last change of the session, None when there is none left.

    Raises FocusgroupError, and changes nothing, where taking it back would leave quotes
    without their speaker.
    """
    return await db.write(_walk(session_id, LAST_DONE, "undone", now_ms))


async def redo(db: Db, session_id: str, now_ms: int) -> Undone | None:
    """Do again what was undone last, None when there is nothing."""
    return await db.write(_walk(session_id, FIRST_UNDONE, "done", now_ms))


def _walk(
    session_id: str, find: str, state: str, now_ms: int
) -> Generator[Statement, list[Row], Undone | None]:
    found = yield find, {"session": session_id}
    if not found:
        return None
    rev = yield from bump(session_id)
    changes = yield BATCH, {"session": session_id, "batch": found[0]["batch"]}
    side = "before" if state == "undone" else "after"
    for change in reversed(changes) if state == "undone" else changes:
        entity = ENTITIES[change["entity"]]
        stored = yield from entity.read(change["entity_id"])
        if stored is not None:
            kept = _fields(change[side]) if change[side] else {"deleted": 1}
            yield from entity.put(
                change["entity_id"], stored, {**stored.state, **kept}, rev, now_ms
            )
        yield SET_STATE, {"state": state, "n": change["n"]}
    first = changes[0]
    after = _fields(first["after"])
    return Undone(
        entity=first["entity"],
        verb=first["verb"],
        text=str(after.get("text") or after.get("name") or ""),
        ids=tuple(each["entity_id"] for each in changes if each["entity"] == first["entity"]),
        state=first[side] or first["after"],
    )


def _fields(kept: str) -> State:
    """A kept state; a plan's may be any JSON and has no fields of a row."""
    state = json.loads(kept)
    return state if isinstance(state, dict) else {}
