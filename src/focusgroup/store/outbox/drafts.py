"""Save the line being typed, the entries not yet stored, and what carries over.

An entry that was on disk as a draft when Enter was pressed must not leave the disk before it is
stored. So the next draft holds every entry that still waits in the outbox; the next start stores
them, and each only once, by its id.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from focusgroup.core.text import clean
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.outbox.entries import OutboxEntry, to_data


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-typed line with its caret (in characters) and the time of its first key (Unix ms).

    *quote_id* is the id that the quote will have once Enter is pressed. *state* is the
    screen's own JSON: what carries over, and what is being corrected. *entered* are the entries
    that wait to be stored.
    """

    text: str = ""
    caret: int = 0
    first_key_ms: int | None = None
    quote_id: str = ""
    state: str = ""
    entered: tuple[OutboxEntry, ...] = ()


ENTERED = "entered"
"""Where a draft's state has the entries that wait, and those that can't be read."""
SAVE = """
    INSERT INTO draft (session_id, text, caret, first_key_ms, quote_id, state, updated_ms)
    VALUES (:session, :text, :caret, :first, :quote, :state, :now)
    ON CONFLICT (session_id) DO UPDATE SET text = excluded.text, caret = excluded.caret,
        first_key_ms = excluded.first_key_ms, quote_id = excluded.quote_id,
        state = excluded.state, updated_ms = excluded.updated_ms
"""
LOAD = """
    SELECT d.*, EXISTS (
        SELECT 1 FROM quote q WHERE q.id = d.quote_id
        UNION ALL SELECT 1 FROM note n WHERE n.id = d.quote_id
    ) AS stored
    FROM draft d WHERE d.session_id = :session
"""


async def save_draft(db: Db, session_id: str, draft: Draft, now_ms: int) -> None:
    """Save the draft over the one before; not durable by itself, see `Db.write`."""

    async def work(tx: Tx) -> None:
        await tx.run(
            SAVE,
            {
                "session": session_id,
                "text": clean(draft.text).text,
                "caret": draft.caret,
                "first": draft.first_key_ms,
                "quote": draft.quote_id,
                "state": _with_entered(draft.state, draft.entered),
                "now": now_ms,
            },
        )

    await db.write(work, durable=False)


async def load_draft(db: Db, session_id: str) -> Draft:
    """Return the draft that was saved last, or an empty one.

    A line whose quote or note was stored before the draft could be cleared is left out: no
    sentence appears twice and no id is used again. Its state is still returned.
    """

    async def work(tx: Tx) -> Draft:
        row = await tx.one(LOAD, {"session": session_id})
        if row is None:
            return Draft()
        draft = Draft(row["text"], row["caret"], row["first_key_ms"], row["quote_id"], row["state"])
        if row["stored"]:
            return replace(draft, text="", caret=0, first_key_ms=None, quote_id="")
        return draft

    return await db.read(work)


def _with_entered(state: str, entered: Iterable[OutboxEntry]) -> str:
    """Return a draft's state with the entries that wait."""
    waiting = [to_data(entry) for entry in entered]
    if not waiting:
        return state
    before = draft_state(state)
    return json.dumps({**before, ENTERED: [*before.get(ENTERED, []), *waiting]})


def draft_state(state: str) -> dict[str, Any]:
    """Return a draft's state as values; an empty one where it is damaged.

    Its entries, if there are any, are a list.
    """
    try:
        data = json.loads(state) if state else {}
    except (ValueError, TypeError, RecursionError):
        return {}
    if not isinstance(data, dict) or not isinstance(data.get(ENTERED, []), list):
        return {}
    return data
