"""The line that is being typed and what is sticky, written behind the keys."""

from collections.abc import Generator
from dataclasses import dataclass

from focusgroup.core.text import clean
from focusgroup.store.db import Db, Row, Statement
from focusgroup.store.rows import Step


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-typed line with its caret (in characters), when it was begun (Unix ms), and the
    sticky state as JSON."""

    text: str = ""
    caret: int = 0
    first_key_ms: int | None = None
    sticky: str = ""


SAVE = """
    INSERT INTO draft (session_id, text, caret, first_key_ms, sticky, updated_ms)
    VALUES (:session, :text, :caret, :first, :sticky, :now)
    ON CONFLICT (session_id) DO UPDATE SET text = excluded.text, caret = excluded.caret,
        first_key_ms = excluded.first_key_ms, sticky = excluded.sticky,
        updated_ms = excluded.updated_ms
"""


async def save(db: Db, session_id: str, draft: Draft, now_ms: int) -> None:
    """Keep the draft in the place of the one before."""

    def work() -> Step:
        yield (
            SAVE,
            {
                "session": session_id,
                "text": clean(draft.text).text,
                "caret": draft.caret,
                "first": draft.first_key_ms,
                "sticky": draft.sticky,
                "now": now_ms,
            },
        )

    await db.write(work())


async def load(db: Db, session_id: str) -> Draft:
    """The draft that was kept last; an empty one when there is none."""

    def work() -> Generator[Statement, list[Row], Draft]:
        rows = yield "SELECT * FROM draft WHERE session_id = :session", {"session": session_id}
        if not rows:
            return Draft()
        row = rows[0]
        return Draft(row["text"], row["caret"], row["first_key_ms"], row["sticky"])

    return await db.read(work())
