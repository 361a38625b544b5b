"""Save the line being typed, the entries not yet stored, and what carries over.

Each program has a draft of its own in a session. When one no longer runs, the next to open the
session takes its draft over.

An entry that was on disk as a draft when Enter was pressed must not leave the disk before it is
stored. So the next draft holds every entry that still waits in the outbox; the next start stores
them, and each only once, by its id.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from focusgroup.core.ids import new_id
from focusgroup.core.text import clean
from focusgroup.store.engine.protocol import Db, Row, Tx
from focusgroup.store.history.record import is_made, is_refused
from focusgroup.store.outbox.entries import SAVE_LINE, HalfLine, OutboxEntry, to_data


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-typed line with its caret (in characters) and the time of its first key (Unix ms).

    *quote_id* is the id that the quote will have once Enter is pressed. *state* is the
    screen's own JSON: what carries over, and what is being corrected, with the id that the
    correction will have. *entered* are the entries
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
OF_LINE = ("offset_ms", "place", "editing", "before", "edit", "base", "stash")
"""What a draft's state says of its line; the rest is about the session."""
WAITS = ("aside", "names")
"""Lists in a draft's state: lines that were set aside, and open names."""
LOAD = """
    SELECT d.*, EXISTS (
        SELECT 1 FROM quote q WHERE q.id = d.quote_id
        UNION ALL SELECT 1 FROM note n WHERE n.id = d.quote_id
    ) AS stored
    FROM draft d WHERE d.session_id = :session
    ORDER BY d.writer = '', d.updated_ms DESC, d.writer
"""
FORGET = "DELETE FROM draft WHERE session_id = :session AND writer = :writer"
OPENED = """
    UPDATE draft SET who = :who, opened_ms = :now, initials = :initials, leads = :leads
    WHERE session_id = :session AND writer = :writer
"""
NOBODYS = """
    INSERT INTO draft (session_id, writer, text, caret, updated_ms)
    VALUES (:session, '', :line, :caret, :now)
    ON CONFLICT (session_id, writer) DO UPDATE SET
        text = CASE WHEN draft.text = '' THEN '' ELSE draft.text || '\n' END || excluded.text
"""
LEFT = "UPDATE draft SET opened_ms = NULL WHERE session_id = :session AND writer = :writer"


@dataclass(frozen=True, slots=True)
class OpenElsewhere:
    """Another program that has the session open: whose it is, and since when (Unix ms).

    *leads* says whether it moves the clock and the agenda, *off_record* whether what is typed there
    is not kept now.
    """

    program: str
    who: str
    since_ms: int
    initials: str = ""
    leads: bool = True
    off_record: bool = False


async def save_draft(db: Db, session_id: str, draft: Draft, now_ms: int) -> None:
    """Save this program's draft over the one before; not durable by itself, see `Db.write`."""
    values = _values(db, session_id, draft, now_ms)

    async def work(tx: Tx) -> None:
        tx.concerns(session_id)
        await tx.run(SAVE_LINE, values)

    await db.write(work, durable=False)


def _values(db: Db, session_id: str, draft: Draft, now_ms: int) -> dict[str, object]:
    return {
        "session": session_id,
        "writer": db.programs.own,
        "text": clean(draft.text).text,
        "caret": draft.caret,
        "first": draft.first_key_ms,
        "quote": draft.quote_id,
        "state": _with_entered(draft.state, draft.entered),
        "now": now_ms,
    }


def half_line(db: Db, session_id: str, draft: Draft, entry_id: str) -> HalfLine | None:
    """Return this program's draft as an entry for the journal; None if it has no words.

    What is entered in it waits in the outbox, which has its own entries.
    """
    state = draft_state(draft.state)
    if not (draft.text.strip() or any(state.get(name) for name in (*WAITS, "stash"))):
        return None
    values = (clean(draft.text).text, draft.caret, draft.first_key_ms, draft.quote_id, draft.state)
    return HalfLine(entry_id, session_id, db.programs.own, *values)


async def open_draft(
    db: Db, session_id: str, who: str, now_ms: int, *, initials: str = "", leads: bool = True
) -> Draft:
    """Return this program's draft of a session, and note that it has the session open.

    *initials* are those of the person who types, *leads* says whether they move the agenda.

    Drafts of programs that no longer run become part of it; those of running ones stay theirs.
    """
    db.programs.begin()

    async def work(tx: Tx) -> Draft:
        tx.concerns(session_id)
        rows = [row for row in await tx.all(LOAD, {"session": session_id}) if _ours(db, row)]
        draft = merged([await _draft(tx, row) for row in rows])
        for row in rows:
            await tx.run(FORGET, {"session": session_id, "writer": row["writer"]})
        values = _values(db, session_id, draft, now_ms)
        await tx.run(SAVE_LINE, values)
        here = {"who": who, "initials": initials, "leads": int(leads)}
        await tx.run(OPENED, values | here)
        return draft

    return await db.write(work, durable=False)


async def add_nobodys_line(db: Db, session_id: str, line: str, now_ms: int) -> None:
    """Add a row to the half-typed line that is nobody's: whoever opens the session next gets it."""
    row = {"session": session_id, "line": line, "caret": len(line), "now": now_ms}
    await db.write(lambda tx: tx.run(NOBODYS, row))


async def leave_draft(db: Db, session_id: str) -> None:
    """Note that this program has closed the session; its draft stays."""
    left = {"session": session_id, "writer": db.programs.own}

    async def work(tx: Tx) -> None:
        tx.concerns(session_id)
        await tx.run(LEFT, left)

    await db.write(work, durable=False)


async def open_elsewhere(db: Db, session_id: str) -> tuple[OpenElsewhere, ...]:
    """Return the other running programs that have the session open, the first one first."""
    return await db.read(lambda tx: opened_elsewhere(tx, session_id))


async def opened_elsewhere(tx: Tx, session_id: str) -> tuple[OpenElsewhere, ...]:
    """Return the same as `open_elsewhere`, within a transaction."""
    rows = await tx.all(LOAD, {"session": session_id})
    there = [row for row in rows if row["opened_ms"] is not None and not _ours(tx, row)]
    there.sort(key=lambda row: row["opened_ms"])
    return tuple(
        OpenElsewhere(
            r["writer"],
            r["who"],
            r["opened_ms"],
            r["initials"],
            bool(r["leads"]),
            bool(draft_state(r["state"]).get("off_record")),
        )
        for r in there
    )


async def load_draft(db: Db, session_id: str) -> Draft:
    """Return the draft that `open_draft` would give, without taking it over.

    A line whose quote, note or correction was stored before the draft could be cleared is left
    out: no sentence appears twice and no id is used again. Its state is still returned.
    """

    async def work(tx: Tx) -> Draft:
        rows = await tx.all(LOAD, {"session": session_id})
        return merged([await _draft(tx, row) for row in rows if _ours(db, row)])

    return await db.read(work)


def _ours(db: Db | Tx, row: Row) -> bool:
    """Return whether a draft is this program's own, or of one that no longer runs."""
    return row["writer"] == db.programs.own or not db.programs.runs(row["writer"])


async def _draft(tx: Tx, row: Row) -> Draft:
    draft = Draft(row["text"], row["caret"], row["first_key_ms"], row["quote_id"], row["state"])
    if row["stored"]:
        return replace(draft, text="", caret=0, first_key_ms=None, quote_id="")
    edit = draft_state(draft.state).get("edit")
    if isinstance(edit, str) and await is_made(tx, edit) and not await is_refused(tx, edit):
        return _behind(draft)
    return draft


def _behind(draft: Draft) -> Draft:
    """Return the line that waited until the correction in *draft* was entered."""
    state = draft_state(draft.state)
    stash = state.get("stash")
    line: dict[str, Any] = stash if isinstance(stash, dict) else {"text": stash or ""}
    kept = {name: value for name, value in state.items() if name not in OF_LINE}
    kept |= {name: line[name] for name in ("offset_ms", "place") if name in line}
    text, caret, first = str(line.get("text", "")), line.get("caret"), line.get("at_ms")
    first_ms = first if isinstance(first, int) else None
    caret = caret if isinstance(caret, int) else len(text)
    return Draft(text, caret, first_ms, new_id(first_ms) if text else "", json.dumps(kept))


def merged(drafts: Sequence[Draft]) -> Draft:
    """Return drafts, the newest first, as one: its line has a row for each half-typed line.

    A correction stays one, and the lines of the others wait after it: as a line it would be stored
    as a second quote. Without one, the newest with words keeps its caret and its time. What carries
    over is the newest draft's; what waits is of all of them.
    """
    if len(drafts) < 2:
        return drafts[0] if drafts else Draft()
    worded = [draft for draft in drafts if draft.text.strip()]
    corrections = [draft for draft in worded if draft_state(draft.state).get("editing")]
    first = (corrections or worded or [drafts[0]])[0]
    rows: list[str] = []
    entered: list[Any] = []
    for draft in drafts:
        state = draft_state(draft.state)
        entered += state.get(ENTERED, [])
        if draft is not first:
            stash = state.get("stash")
            behind = stash.get("text", "") if isinstance(stash, dict) else ""
            rows += [text for text in (draft.text, behind) if text.strip()]
    state = {
        name: value for name, value in draft_state(drafts[0].state).items() if name not in OF_LINE
    }
    state |= {name: value for name, value in draft_state(first.state).items() if name in OF_LINE}
    for name in WAITS:
        lists = [draft_state(draft.state).get(name) for draft in reversed(drafts)]
        if waits := [each for kept in lists if isinstance(kept, list) for each in kept]:
            state[name] = waits
    if entered:
        state[ENTERED] = entered
    if rows and state.get("editing"):  # the line that waits until the correction is finished
        old = state.get("stash")
        stash = old if isinstance(old, dict) else {"text": old or "", "caret": 0}
        state["stash"] = {**stash, "text": _in_rows(stash["text"], *rows)}
        return replace(first, state=json.dumps(state))
    text = _in_rows(first.text, *rows)
    return replace(first, text=text, state=json.dumps(state) if state else first.state)


def _in_rows(*texts: str) -> str:
    return "\n".join(text for text in texts if text.strip())


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
