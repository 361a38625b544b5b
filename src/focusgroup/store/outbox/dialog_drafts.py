"""Keep what is typed into a dialog until it is saved there, or dropped.

Each program has its own. What a program left behind that no longer runs is offered to whoever
opens the same dialog of the same thing next.
"""

import json
from collections.abc import Mapping
from typing import NamedTuple

from focusgroup.core.text import clean
from focusgroup.store.engine.protocol import Db, Row, Tx

KEPT_DAYS = 30
SAVE = """
    INSERT INTO dialog_draft (dialog, subject, writer, fields, updated_ms)
    VALUES (:dialog, :subject, :writer, :fields, :now)
    ON CONFLICT (dialog, subject, writer)
    DO UPDATE SET fields = excluded.fields, updated_ms = excluded.updated_ms
"""
LOAD = """
    SELECT writer, fields, updated_ms FROM dialog_draft
    WHERE dialog = :dialog AND subject = :subject ORDER BY updated_ms DESC, writer
"""
FORGET = """
    DELETE FROM dialog_draft WHERE dialog = :dialog AND subject = :subject AND writer = :writer
"""
FORGET_OLD = "DELETE FROM dialog_draft WHERE updated_ms < :oldest"


class DialogPlace(NamedTuple):
    """Which *dialog*, and the id of what it is about."""

    dialog: str
    subject: str


class DialogDraft(NamedTuple):
    """The texts of a dialog's fields that are not saved, and when the last was typed (Unix ms)."""

    fields: Mapping[str, str]
    at_ms: int


async def load_dialog(db: Db, place: DialogPlace) -> DialogDraft | None:
    """Return the newest draft that is this program's, or of one that no longer runs."""
    rows = await db.read(lambda tx: tx.all(LOAD, place._asdict()))
    return next((_draft(row) for row in rows if _is_ours(db, row)), None)


async def save_dialog(db: Db, place: DialogPlace, fields: Mapping[str, str], now_ms: int) -> None:
    """Save this program's draft over the one before; those of 30 days ago go."""
    db.programs.begin()
    texts = {name: clean(text).text for name, text in fields.items()}
    values = {
        **place._asdict(),
        "writer": db.programs.own,
        "fields": json.dumps(texts, ensure_ascii=False),
        "now": now_ms,
    }

    async def work(tx: Tx) -> None:
        await tx.run(FORGET_OLD, {"oldest": now_ms - KEPT_DAYS * 86_400_000})
        await tx.run(SAVE, values)

    await db.write(work)


async def forget_dialog(db: Db, place: DialogPlace) -> None:
    """Remove this program's draft, and those of programs that no longer run."""

    async def work(tx: Tx) -> None:
        for row in await tx.all(LOAD, place._asdict()):
            if _is_ours(db, row):
                await tx.run(FORGET, {**place._asdict(), "writer": row["writer"]})

    await db.write(work)


def _is_ours(db: Db, row: Row) -> bool:
    return row["writer"] == db.programs.own or not db.programs.runs(row["writer"])


def _draft(row: Row) -> DialogDraft:
    try:
        data = json.loads(row["fields"])
    except ValueError:
        data = {}
    fields = data if isinstance(data, dict) else {}
    texts = {name: text for name, text in fields.items() if isinstance(text, str)}
    return DialogDraft(texts, row["updated_ms"])
