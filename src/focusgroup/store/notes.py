"""The notes captured besides quotes: parking lot, callbacks, commitments, ticked tasks."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from focusgroup.core.errors import NotFound
from focusgroup.core.ids import new_id
from focusgroup.core.model import Note
from focusgroup.core.text import clean_line
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.history import NOTES, State, is_made, keep
from focusgroup.store.row_mapping import Columns, bump

INSERT = f"""
    INSERT INTO note (id, session_id, rev, {", ".join(NOTES.fields)})
    VALUES (:id, :session, :rev, {", ".join(f":{name}" for name in NOTES.fields)})
"""
ONE = """
    SELECT n.*, coalesce(p.name, '') AS speaker FROM note n
    LEFT JOIN participant p ON p.id = n.participant_id WHERE n.id = :id
"""
GONE = "SELECT deletion FROM session WHERE id = :id AND deletion <> ''"
OF_SESSION = """
    SELECT n.*, coalesce(p.name, '') AS speaker FROM note n
    LEFT JOIN participant p ON p.id = n.participant_id
    WHERE n.session_id = :session AND n.deleted = 0 ORDER BY n.at_ms, n.id
"""
AGREED = "coalesce(p.consent_notes, 1) = 1"
"""Whether whom it was noted for consented to notes; if it was for nobody, nobody has to."""
SHOWN = OF_SESSION.replace("WHERE", f"WHERE {AGREED} AND")
WITHHELD = f"""
    SELECT count(*) AS n FROM note n JOIN participant p ON p.id = n.participant_id
    WHERE n.session_id = :session AND n.deleted = 0 AND NOT {AGREED}
"""


@dataclass(frozen=True, slots=True)
class NoteChange:
    """What to change in a note; None leaves a field as it is.

    An empty *participant_id* removes the person. *done* sets its time as well.
    """

    text: str | None = None
    owner: str | None = None
    due: str | None = None
    due_on: str | None = None
    participant_id: str | None = None
    done: bool | None = None


async def add(db: Db, note: Note) -> None:
    """Store a note; durable when this returns. The same id is stored only once."""
    state: State = {
        "text": clean_line(note.text),
        "kind": note.kind.value,
        "participant_id": note.participant_id,
        "owner": clean_line(note.owner),
        "due": clean_line(note.due),
        "due_on": note.due_on,
        "done": int(note.done),
        "done_ms": note.done_ms,
        "at_ms": note.at_ms,
        "offset_ms": note.offset_ms,
        "deleted": 0,
    }

    async def work(tx: Tx) -> None:
        if await NOTES.read(tx, note.id) is None:
            rev = await bump(tx, note.session_id)
            await tx.run(INSERT, {**state, "id": note.id, "session": note.session_id, "rev": rev})
            await keep(
                tx, "note", note.session_id, note.id, "add", None, state, note.id, note.at_ms
            )
            await _delete_with_session(tx, note, rev)

    await db.write(work)


async def _delete_with_session(tx: Tx, note: Note, rev: int) -> None:
    """Delete a note that is new in a deleted session; it comes back with that."""
    session, stored = await tx.one(GONE, {"id": note.session_id}), await NOTES.read(tx, note.id)
    if not session or not stored:
        return
    after = {**stored.state, "deleted": 1}
    await NOTES.put(tx, note.id, stored, after, rev, note.at_ms)
    await keep(
        tx, "note", note.session_id, note.id, "delete", stored.state, after,
        session["deletion"], note.at_ms, walked=False,
    )  # fmt: skip


async def change(
    db: Db, note_ids: Sequence[str], wanted: NoteChange, now_ms: int, *, batch: str = ""
) -> tuple[Note, ...]:
    """Change notes, all or none; return them changed. One undo covers all in a session.

    A change with the id *batch* is made only once. Raises NotFound if a note does not exist.
    """

    async def work(tx: Tx) -> tuple[Note, ...]:
        await _change_each(tx, note_ids, wanted, batch, now_ms)
        rows = []
        for note_id in note_ids:
            rows += await tx.all(ONE, {"id": note_id})
        return tuple(map(note_of, rows))

    return await db.write(work)


async def delete(db: Db, note_ids: Sequence[str], now_ms: int, *, batch: str = "") -> None:
    """Delete notes, all or none; undo restores them. For *batch* see `change`."""

    async def work(tx: Tx) -> None:
        await _change_each(tx, note_ids, None, batch, now_ms)

    await db.write(work)


async def set_done(db: Db, note: Note, *, done: bool, now_ms: int | None = None) -> None:
    """Mark a callback as covered or a commitment as kept, or unmark it.

    *now_ms* is the time of that (Unix ms), by default the note's own time.
    """
    at = note.at_ms if now_ms is None else now_ms
    await change(db, [note.id], NoteChange(done=done), at)


async def _change_each(
    tx: Tx, note_ids: Sequence[str], wanted: NoteChange | None, batch: str, now_ms: int
) -> None:
    """Change each note, or delete it without *wanted*; each session gets one batch for undo."""
    if await is_made(tx, batch):
        return
    batch, revs = batch or new_id(now_ms), dict[str, int]()
    for note_id in note_ids:
        stored = await NOTES.read(tx, note_id)
        if stored is None:
            raise NotFound(f"there is no note {note_id}")
        before, session = stored.state, stored.session_id
        after = _changed(before, wanted, now_ms) if wanted else {**before, "deleted": 1}
        if after == before:
            continue
        if session not in revs:
            revs[session] = await bump(tx, session)
        verb = _verb(before, after)
        await NOTES.put(tx, note_id, stored, after, revs[session], now_ms)
        await keep(tx, "note", session, note_id, verb, before, after, batch, now_ms)


def _changed(state: State, wanted: NoteChange, now_ms: int) -> State:
    facts: dict[str, Any] = {
        name: value for name, value in asdict(wanted).items() if value is not None
    }
    for name in ("text", "owner", "due"):
        if name in facts:
            facts[name] = clean_line(facts[name])
    if facts.get("participant_id") == "":
        facts["participant_id"] = None
    if "done" in facts and facts["done"] != bool(state["done"]):
        facts["done_ms"] = now_ms if facts["done"] else None
    if "done" in facts:
        facts["done"] = int(facts["done"])
    return {**state, **facts}


def _verb(before: State, after: State) -> str:
    if after["deleted"] and not before["deleted"]:
        return "delete"
    if after["done"] != before["done"]:
        return "done" if after["done"] else "open"
    return "change"


note_of = Columns(Note)
"""Returns the note of a row of OF_SESSION."""


async def of_session(db: Db, session_id: str) -> tuple[Note, ...]:
    """Return a session's notes of every kind, in the order in which they were taken.

    Those for somebody without consent to notes are withheld, as quotes are.
    """

    async def work(tx: Tx) -> tuple[Note, ...]:
        return tuple(note_of(row) for row in await tx.all(SHOWN, {"session": session_id}))

    return await db.read(work)


async def count_withheld(db: Db, session_id: str) -> int:
    """Return how many notes of a session are withheld for lack of consent."""

    async def work(tx: Tx) -> int:
        row = await tx.one(WITHHELD, {"session": session_id})
        return int(row["n"]) if row else 0

    return await db.read(work)
