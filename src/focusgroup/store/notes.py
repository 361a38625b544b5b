"""What is taken down beside the quotes: parking lot, callbacks, commitments."""

from collections.abc import Generator

from focusgroup.core.model import Note, NoteKind
from focusgroup.core.text import clean_line
from focusgroup.store.db import Db, Row, Statement
from focusgroup.store.rows import Step, bump

INSERT = """
    INSERT INTO note (id, session_id, kind, text, participant_id, owner, due, due_on,
        done, done_ms, at_ms, offset_ms, rev)
    VALUES (:id, :session, :kind, :text, :participant, :owner, :due, :due_on,
        :done, :done_ms, :at, :offset, :rev)
    ON CONFLICT (id) DO NOTHING
"""
OF_SESSION = """
    SELECT n.*, coalesce(p.name, '') AS speaker FROM note n
    LEFT JOIN participant p ON p.id = n.participant_id
    WHERE n.session_id = :session AND n.deleted = 0 ORDER BY n.at_ms, n.id
"""


async def add(db: Db, note: Note) -> None:
    """Store a note; durable when this returns. The same id twice is stored once."""

    def work() -> Step:
        rev = yield from bump(note.session_id)
        yield (
            INSERT,
            {
                "id": note.id,
                "session": note.session_id,
                "kind": note.kind.value,
                "text": clean_line(note.text),
                "participant": note.participant_id,
                "owner": clean_line(note.owner),
                "due": clean_line(note.due),
                "due_on": note.due_on,
                "done": int(note.done),
                "done_ms": note.done_ms,
                "at": note.at_ms,
                "offset": note.offset_ms,
                "rev": rev,
            },
        )

    await db.write(work())


SET_DONE = "UPDATE note SET done = :done, rev = :rev WHERE id = :id"


async def set_done(db: Db, note: Note, *, done: bool) -> None:
    """A callback was taken up, a commitment kept; or, after all, not."""

    def work() -> Step:
        rev = yield from bump(note.session_id)
        yield SET_DONE, {"id": note.id, "done": int(done), "rev": rev}

    await db.write(work())


def note_of(row: Row) -> Note:
    """A row of OF_SESSION."""
    return Note(
        id=row["id"],
        session_id=row["session_id"],
        kind=NoteKind(row["kind"]),
        text=row["text"],
        at_ms=row["at_ms"],
        offset_ms=row["offset_ms"],
        participant_id=row["participant_id"],
        speaker=row["speaker"],
        owner=row["owner"],
        due=row["due"],
        due_on=row["due_on"],
        done=bool(row["done"]),
        done_ms=row["done_ms"],
    )


async def of_session(db: Db, session_id: str) -> tuple[Note, ...]:
    """A session's notes of every kind, in the order in which they were taken."""

    def work() -> Generator[Statement, list[Row], tuple[Note, ...]]:
        return tuple(note_of(row) for row in (yield OF_SESSION, {"session": session_id}))

    return await db.read(work())
