"""Quotes: taken down, corrected, retagged, deleted. Reading many is in ``quote_pages``."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from focusgroup.core.errors import NotFound
from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind, Quote
from focusgroup.core.text import clean
from focusgroup.store.db import Db, Row, Statement
from focusgroup.store.history import (
    FIELDS,
    State,
    Stored,
    file_under,
    keep,
    put,
    read_state,
    speaker_of,
)
from focusgroup.store.rows import QUOTE_COLUMNS, QUOTE_JOINS, Step, bump, with_themes
from focusgroup.store.themes import normal_path


@dataclass(frozen=True, slots=True)
class NewQuote:
    """A quote before it is stored; its id is made by whoever took it down.

    *at_ms* is when its first key was typed (Unix ms), *offset_ms* the same on the
    session's clock. *themes* are paths; unknown ones are made.
    """

    session_id: str
    text: str
    kind: Kind
    at_ms: int
    id: str
    offset_ms: int = 0
    participant_id: str | None = None
    themes: tuple[str, ...] = ()
    section: int = -1
    question: int = -1
    intensity: int = 0
    verbatim: bool = True
    stub: bool = False
    agreement: int = 0
    dissent: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """What to change of one or many quotes; None leaves a field as it is.

    *themes* replaces the themes, *add_themes* and *remove_themes* change them. An empty
    *participant_id* takes the speaker away.
    """

    text: str | None = None
    kind: Kind | None = None
    participant_id: str | None = None
    themes: tuple[str, ...] | None = None
    add_themes: tuple[str, ...] = ()
    remove_themes: tuple[str, ...] = ()
    intensity: int | None = None
    verbatim: bool | None = None
    stub: bool | None = None
    at_ms: int | None = None
    offset_ms: int | None = None
    agreement: int | None = None
    dissent: int | None = None


NUMBER = "SELECT n FROM quote WHERE id = :quote"
INSERT = f"""
    INSERT INTO quote (id, session_id, person_id, account_id, created_ms, rev, {", ".join(FIELDS)})
    VALUES (:id, :session, :person, :account, :now, :rev, {", ".join(f":{f}" for f in FIELDS)})
    RETURNING n
"""
COUNT_ONE = """
    UPDATE session SET rev = rev + 1, quotes = quotes + 1 WHERE id = :session RETURNING rev
"""
ONE = f"SELECT {QUOTE_COLUMNS} FROM quote q {QUOTE_JOINS} WHERE q.id = :quote"


def _read_one(quote_id: str) -> Generator[Statement, list[Row], Quote]:
    rows = yield ONE, {"quote": quote_id}
    if not rows:
        raise NotFound(f"there is no quote {quote_id}")
    return (yield from with_themes(rows))[0]


async def add(db: Db, new: NewQuote, now_ms: int) -> Quote:
    """Store a quote; durable when this returns. The same id twice is stored once.

    Raises NotFound when there is no such session.
    """
    state: State = {
        "text": clean(new.text).text,
        "kind": new.kind.value,
        "participant_id": new.participant_id,
        "at_ms": new.at_ms,
        "offset_ms": new.offset_ms,
        "section": new.section,
        "question": new.question,
        "intensity": new.intensity,
        "verbatim": int(new.verbatim),
        "stub": int(new.stub),
        "agreement": new.agreement,
        "dissent": new.dissent,
        "deleted": 0,
        "themes": [path for path in map(normal_path, new.themes) if path],
    }

    def work() -> Generator[Statement, list[Row], Quote]:
        if not (yield NUMBER, {"quote": new.id}):
            revs = yield COUNT_ONE, {"session": new.session_id}
            if not revs:
                raise NotFound(f"there is no session {new.session_id}")
            person, account = yield from speaker_of(state)
            rows = yield (
                INSERT,
                {
                    **{name: state[name] for name in FIELDS},
                    "id": new.id,
                    "session": new.session_id,
                    "person": person,
                    "account": account,
                    "now": now_ms,
                    "rev": revs[0]["rev"],
                },
            )
            yield from file_under(new.id, new.session_id, rows[0]["n"], state, now_ms)
            yield from keep(new.session_id, new.id, "add", None, state, new.id, now_ms)
        return (yield from _read_one(new.id))

    return await db.write(work())


async def get(db: Db, quote_id: str) -> Quote:
    """One quote, also a deleted one; NotFound when there never was one of that id."""
    return await db.read(_read_one(quote_id))


def _edited(state: State, edit: Edit) -> State:
    plain: dict[str, Any] = {
        field.name: getattr(edit, field.name)
        for field in fields(edit)
        if field.name in FIELDS and getattr(edit, field.name) is not None
    }
    for name in ("verbatim", "stub"):
        if name in plain:
            plain[name] = int(plain[name])
    if edit.text is not None:
        plain["text"] = clean(edit.text).text
    if edit.kind is not None:
        plain["kind"] = edit.kind.value
    if edit.participant_id == "":
        plain["participant_id"] = None
    themes = state["themes"] if edit.themes is None else [normal_path(p) for p in edit.themes]
    gone = {normal_path(path) for path in edit.remove_themes}
    more = [normal_path(path) for path in edit.add_themes]
    themes = list(dict.fromkeys([path for path in [*themes, *more] if path and path not in gone]))
    return {**state, **plain, "themes": themes}


def _change_each(
    quote_ids: Sequence[str], edit: Edit | None, verb: str, now_ms: int
) -> Generator[Statement, list[Row], list[Stored]]:
    """Change (or, without *edit*, delete) each quote; one batch for undo in each session."""
    batch, revs = new_id(now_ms), dict[str, int]()
    changed = []
    for quote_id in quote_ids:
        stored = yield from read_state(quote_id)
        if stored is None:
            raise NotFound(f"there is no quote {quote_id}")
        after = _edited(stored.state, edit) if edit else {**stored.state, "deleted": 1}
        if after == stored.state:
            continue
        if stored.session_id not in revs:
            revs[stored.session_id] = yield from bump(stored.session_id)
        yield from put(quote_id, stored, after, revs[stored.session_id], now_ms)
        yield from keep(stored.session_id, quote_id, verb, stored.state, after, batch, now_ms)
        changed.append(stored)
    return changed


async def change(db: Db, quote_ids: Sequence[str], edit: Edit, now_ms: int) -> tuple[Quote, ...]:
    """Change quotes, all or none; as they are afterwards. Undone together, session by session.

    Raises NotFound when one of them does not exist.
    """

    def work() -> Generator[Statement, list[Row], tuple[Quote, ...]]:
        yield from _change_each(quote_ids, edit, "change", now_ms)
        after = []
        for quote_id in quote_ids:
            after.append((yield from _read_one(quote_id)))
        return tuple(after)

    return await db.write(work())


async def delete(db: Db, quote_ids: Sequence[str], now_ms: int) -> None:
    """Delete quotes, all or none; undo brings them back."""

    def work() -> Step:
        yield from _change_each(quote_ids, None, "delete", now_ms)

    await db.write(work())
