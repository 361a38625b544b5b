"""The kinds of entry that wait to be written, how each is stored, and its line of JSON.

Every entry has its own id, and is stored once however often it is replayed.
"""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from enum import StrEnum
from types import UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from focusgroup.core.errors import NotFound
from focusgroup.core.model import Note, Participant, Quote, Session
from focusgroup.store import debriefs, notes, participants
from focusgroup.store.engine.protocol import Db
from focusgroup.store.engine.together import Together
from focusgroup.store.notes import NoteChange
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import (
    Edit,
    NewQuote,
    add_quote,
    change_quote,
    delete_quote,
    merge_quotes,
    split_quote,
)
from focusgroup.store.rescued import add_rescued

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class QuoteEdit:
    """A correction of a quote that may itself still be waiting."""

    id: str
    quote_id: str
    edit: Edit


@dataclass(frozen=True, slots=True)
class QuoteDelete:
    """Quotes to delete together, each only while it has these *words*, if they are given."""

    id: str
    quote_ids: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteSplit:
    """A quote to split: it keeps its first words, *rest* is the other half."""

    id: str
    quote_id: str
    first_text: str
    rest: NewQuote


@dataclass(frozen=True, slots=True)
class QuoteMerge:
    """Two quotes to merge into the first; *same* if both are one sentence, captured twice."""

    id: str
    first_id: str
    second_id: str
    same: bool = False


@dataclass(frozen=True, slots=True)
class NoteEdit:
    """A change of a note, for example that it is done."""

    id: str
    note_id: str
    change: NoteChange


@dataclass(frozen=True, slots=True)
class NoteDelete:
    """Notes to delete together."""

    id: str
    note_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonEdit:
    """A change of a participant: seat, consent, arriving or leaving."""

    id: str
    participant_id: str
    change: PersonChange


@dataclass(frozen=True, slots=True)
class RescuedSession:
    """A session with its participants, for a database that lacks them; *clock* is JSON."""

    id: str
    session: Session
    participants: tuple[Participant, ...] = ()
    clock: str = ""


@dataclass(frozen=True, slots=True)
class HalfLine:
    """The half-typed line of a program, *writer*, that its database did not take; see `Draft`."""

    id: str
    session_id: str
    writer: str
    text: str
    caret: int = 0
    first_key_ms: int | None = None
    quote_id: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class DebriefText:
    """One part of a debrief that its database did not take; see `store.debriefs`."""

    id: str
    session_id: str
    part: str
    text: str


OutboxEntry = (
    NewQuote
    | QuoteEdit
    | QuoteDelete
    | QuoteSplit
    | QuoteMerge
    | Note
    | NoteEdit
    | NoteDelete
    | PersonEdit
    | RescuedSession
    | HalfLine
    | DebriefText
)
Writer = Callable[[Db, Any, int], Awaitable[Quote | None]]
"""Stores an entry, with the time (Unix ms); returns the stored quote, None for anything else."""


async def _add_quote(db: Db, entry: NewQuote, now_ms: int) -> Quote:
    return await add_quote(db, entry, now_ms)


async def _edit_quote(db: Db, entry: QuoteEdit, now_ms: int) -> Quote:
    return (await change_quote(db, [entry.quote_id], entry.edit, now_ms, batch=entry.id))[0]


async def _delete_quotes(db: Db, entry: QuoteDelete, now_ms: int) -> None:
    await delete_quote(db, entry.quote_ids, now_ms, batch=entry.id, words=entry.words)


async def _split_quote(db: Db, entry: QuoteSplit, now_ms: int) -> Quote:
    try:
        made = await split_quote(
            db, entry.quote_id, entry.first_text, entry.rest, now_ms, batch=entry.id
        )
    except NotFound:  # deleted elsewhere meanwhile: the new words are stored all the same
        return await add_quote(db, entry.rest, now_ms)
    return made[0]


async def _merge_quotes(db: Db, entry: QuoteMerge, now_ms: int) -> Quote | None:
    try:
        return await merge_quotes(
            db, entry.first_id, entry.second_id, now_ms, batch=entry.id, same=entry.same
        )
    except NotFound:  # one was deleted elsewhere meanwhile: the other stays as it is
        return None


async def _add_note(db: Db, entry: Note, _now_ms: int) -> None:
    await notes.add(db, entry)


async def _edit_note(db: Db, entry: NoteEdit, now_ms: int) -> None:
    await notes.change(db, [entry.note_id], entry.change, now_ms, batch=entry.id)


async def _delete_notes(db: Db, entry: NoteDelete, now_ms: int) -> None:
    await notes.delete(db, entry.note_ids, now_ms, batch=entry.id)


async def _edit_person(db: Db, entry: PersonEdit, now_ms: int) -> None:
    await participants.change(db, entry.participant_id, entry.change, now_ms, batch=entry.id)


async def _add_session(db: Db, entry: RescuedSession, now_ms: int) -> None:
    await add_rescued(db, entry.session, entry.participants, entry.clock, now_ms)


SAVE_LINE = """
    INSERT INTO draft (session_id, writer, text, caret, first_key_ms, quote_id, state, updated_ms)
    VALUES (:session, :writer, :text, :caret, :first, :quote, :state, :now)
    ON CONFLICT (session_id, writer) DO UPDATE SET text = excluded.text, caret = excluded.caret,
        first_key_ms = excluded.first_key_ms, quote_id = excluded.quote_id,
        state = excluded.state, updated_ms = excluded.updated_ms
"""


async def _save_line(db: Db, entry: HalfLine, now_ms: int) -> None:
    values = {
        "session": entry.session_id,
        "writer": entry.writer,
        "text": entry.text,
        "caret": entry.caret,
        "first": entry.first_key_ms,
        "quote": entry.quote_id,
        "state": entry.state,
        "now": now_ms,
    }
    await db.write(lambda tx: tx.run(SAVE_LINE, values))


async def _save_part(db: Db, entry: DebriefText, _now_ms: int) -> None:
    await debriefs.save(db, entry.session_id, entry.part, entry.text)


WRITERS: Mapping[type[Any], Writer] = {
    NewQuote: _add_quote,
    QuoteEdit: _edit_quote,
    QuoteDelete: _delete_quotes,
    QuoteSplit: _split_quote,
    QuoteMerge: _merge_quotes,
    Note: _add_note,
    NoteEdit: _edit_note,
    NoteDelete: _delete_notes,
    PersonEdit: _edit_person,
    RescuedSession: _add_session,
    HalfLine: _save_line,
    DebriefText: _save_part,
}
BY_NAME = {kind.__name__: kind for kind in WRITERS}

MOST_AT_ONCE = 100
"""Entries of one transaction: a draft waits for it, 0.4 s on a busy machine."""


async def store_entry(db: Db, entry: OutboxEntry, now_ms: int) -> Quote | None:
    """Write one entry; return the stored quote, None for anything else and for deleted quotes."""
    return await WRITERS[type(entry)](db, entry, now_ms)


async def store_entries(db: Db, entries: Sequence[OutboxEntry], now_ms: int) -> list[Quote | None]:
    """Write entries in their order and in one transaction, all or none; see `store_entry`."""
    together = Together(db)

    async def each() -> list[Quote | None]:
        return [await store_entry(together, entry, now_ms) for entry in entries]

    return await together.as_one(each)


PLAIN = (str, int, bool, float)
"""Types that JSON has too; their values are checked, as a damaged line may hold others."""


def to_data(entry: OutboxEntry) -> dict[str, Any]:
    """Return *entry* as plain values for JSON."""
    return {"type": type(entry).__name__, **asdict(entry)}


def encode(entry: OutboxEntry) -> str:
    """Return *entry* as one line of JSON."""
    return json.dumps(to_data(entry))


def decode(line: str | bytes) -> OutboxEntry:
    """Return the entry in a line. Raises ValueError, KeyError or TypeError without one."""
    try:
        data = json.loads(line)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return of_data(data)


def of_data(data: object) -> OutboxEntry:
    """Return the entry of `to_data`. Raises ValueError, KeyError or TypeError without one."""
    if not isinstance(data, dict):
        raise ValueError("not an entry")
    values = {name: value for name, value in data.items() if name != "type"}
    return cast(OutboxEntry, _made(BY_NAME[data["type"]], values))


def _made(kind: type[T], data: Any) -> T:
    """Make a dataclass from plain values, by its fields' types; unknown names raise KeyError."""
    if not isinstance(data, dict):
        raise ValueError(f"no {kind.__name__}")
    hints = get_type_hints(kind)
    return kind(**{name: _value(hints[name], value) for name, value in data.items()})


def _value(hint: Any, value: Any) -> Any:
    if isinstance(hint, UnionType):
        if value is None:
            return None
        hint = get_args(hint)[0]
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise TypeError("no list")
        each, *rest = get_args(hint)
        return tuple(_value(each, item) for item in value) if rest == [...] else tuple(value)
    if is_dataclass(hint):
        return _made(cast(type[Any], hint), value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    if hint is float and type(value) in (int, float):
        return value
    if hint in PLAIN and type(value) is not hint:
        raise TypeError(f"no {hint.__name__}")
    return value
