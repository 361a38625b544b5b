"""One way to write a quote, and the history that undo and redo walk.

Every change keeps the whole row before and after. A row is always put as a whole: fields,
themes, counters, search index and the session's count together, in one transaction.
"""

import json
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from focusgroup.core.model import Kind
from focusgroup.core.search import index_tokens
from focusgroup.store.db import Db, Row, Statement
from focusgroup.store.rows import THEMES_OF_QUOTES, Step, bump
from focusgroup.store.themes import tag, untag

FIELDS = (
    "text",
    "kind",
    "participant_id",
    "at_ms",
    "offset_ms",
    "section",
    "question",
    "intensity",
    "verbatim",
    "stub",
    "agreement",
    "dissent",
    "deleted",
)
State = dict[str, Any]
"""FIELDS and ``themes`` (a list of paths): all of a quote that can change."""

READ = f"SELECT n, session_id, {', '.join(FIELDS)} FROM quote WHERE id = :quote"
SPEAKER = "SELECT person_id, account_id FROM participant WHERE id = :participant"
WRITE = f"""
    UPDATE quote SET {", ".join(f"{name} = :{name}" for name in FIELDS)},
        person_id = :person, account_id = :account, rev = :rev
    WHERE id = :quote
"""
INDEX = "INSERT INTO quote_fts (rowid, tokens) VALUES (:n, :tokens)"
UNINDEX = "DELETE FROM quote_fts WHERE rowid = :n"
COUNT_QUOTES = "UPDATE session SET quotes = quotes + :by WHERE id = :session"


@dataclass(frozen=True, slots=True)
class Stored:
    """A quote's row as it is now: its number, session and state."""

    n: int
    session_id: str
    state: State


def read_state(quote_id: str) -> Generator[Statement, list[Row], Stored | None]:
    """The row as it is now, None when there is none."""
    rows = yield READ, {"quote": quote_id}
    if not rows:
        return None
    themes = yield THEMES_OF_QUOTES.format(ids=":quote"), {"quote": quote_id}
    state: State = {name: rows[0][name] for name in FIELDS}
    state["themes"] = [row["path"] for row in themes]
    return Stored(rows[0]["n"], rows[0]["session_id"], state)


def speaker_of(state: State) -> Generator[Statement, list[Row], tuple[str | None, str | None]]:
    """The person and the account that a quote counts for."""
    if not state["participant_id"]:
        return None, None
    rows = yield SPEAKER, {"participant": state["participant_id"]}
    return (rows[0]["person_id"], rows[0]["account_id"]) if rows else (None, None)


def file_under(quote_id: str, session_id: str, n: int, state: State, now_ms: int) -> Step:
    """Put a living quote under its themes and into the search index."""
    person, account = yield from speaker_of(state)
    yield from tag(
        quote_id,
        session_id,
        state["themes"],
        Kind(state["kind"]),
        account,
        person,
        state["at_ms"],
        now_ms,
    )
    yield INDEX, {"n": n, "tokens": index_tokens(state["text"])}


def put(quote_id: str, before: Stored, after: State, rev: int, now_ms: int) -> Step:
    """Bring a stored quote from one state to another, and everything that follows from it."""
    person, account = yield from speaker_of(after)
    values = {name: after[name] for name in FIELDS}
    yield (
        WRITE,
        {**values, "person": person, "account": account, "rev": rev, "quote": quote_id},
    )
    yield from untag(quote_id)
    yield UNINDEX, {"n": before.n}
    if not after["deleted"]:
        yield from file_under(quote_id, before.session_id, before.n, after, now_ms)
    by = before.state["deleted"] - after["deleted"]
    if by:
        yield COUNT_QUOTES, {"by": by, "session": before.session_id}


KEEP = """
    INSERT INTO change (session_id, at_ms, batch, verb, entity, entity_id, before, after)
    VALUES (:session, :at, :batch, :verb, 'quote', :entity, :before, :after)
"""
DROP_UNDONE = """
    UPDATE change SET state = 'dropped' WHERE session_id = :session AND state = 'undone'
"""


def keep(
    session_id: str,
    quote_id: str,
    verb: str,
    before: State | None,
    after: State,
    batch: str,
    now_ms: int,
) -> Step:
    """Remember a change; what was undone before it can't be redone any more."""
    yield DROP_UNDONE, {"session": session_id}
    yield (
        KEEP,
        {
            "session": session_id,
            "at": now_ms,
            "batch": batch,
            "verb": verb,
            "entity": quote_id,
            "before": json.dumps(before, ensure_ascii=False) if before else None,
            "after": json.dumps(after, ensure_ascii=False),
        },
    )


@dataclass(frozen=True, slots=True)
class Undone:
    """What undo or redo brought back: the verb, how many quotes, and the first one's text."""

    verb: str
    quotes: int
    text: str
    quote_ids: tuple[str, ...]


LAST_DONE = """
    SELECT batch FROM change WHERE session_id = :session AND state = 'done'
    ORDER BY n DESC LIMIT 1
"""
FIRST_UNDONE = """
    SELECT batch FROM change WHERE session_id = :session AND state = 'undone'
    ORDER BY n LIMIT 1
"""
BATCH = """
    SELECT n, verb, entity_id, before, after FROM change
    WHERE session_id = :session AND batch = :batch ORDER BY n
"""
SET_STATE = "UPDATE change SET state = :state WHERE n = :n"


async def undo(db: Db, session_id: str, now_ms: int) -> Undone | None:
    """Take back the last change of the session, None when there is none left."""
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
    if state == "undone":
        changes = list(reversed(changes))
    for change in changes:
        stored = yield from read_state(change["entity_id"])
        kept = change["before"] if state == "undone" else change["after"]
        if stored is not None:
            gone = {**stored.state, "deleted": 1}
            after = json.loads(kept) if kept else gone
            yield from put(change["entity_id"], stored, after, rev, now_ms)
        yield SET_STATE, {"state": state, "n": change["n"]}
    return Undone(
        verb=changes[0]["verb"],
        quotes=len(changes),
        text=json.loads(changes[0]["after"])["text"],
        quote_ids=tuple(change["entity_id"] for change in changes),
    )
