"""Turn rows into the domain's values; also the statements that several modules share."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, get_type_hints

from focusgroup.core.errors import LivesElsewhere, NotFound, StoreError
from focusgroup.core.model import Participant, Quote, Said, Session
from focusgroup.store.engine.protocol import Row, Tx

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

M = TypeVar("M", bound=StrEnum)
T = TypeVar("T", bound="DataclassInstance")

Texts: TypeAlias = dict[Any, Any]
"""Texts that many rows have, and sets of themes, each kept once."""

LAST = "\U0010ffff"
"""Sorts after every character, and is never stored: ends a range of names that begin alike."""

BUMP_REV = "UPDATE session SET rev = rev + 1 WHERE id = :session RETURNING rev"


CHANGED = f"{BUMP_REV}, published, title"


async def bump(tx: Tx, session_id: str) -> int:
    """Raise the session's revision in this transaction and return it.

    Every change of a session begins with it. Raises LivesElsewhere for one that was published.
    """
    tx.concerns(session_id)
    row = await tx.one(CHANGED, {"session": session_id})
    if row is None:
        raise NotFound(f"there is no session {session_id} in this database")
    if row["published"]:
        raise LivesElsewhere(row["title"], row["published"])
    rev: int = row["rev"]
    return rev


def placeholders(prefix: str, values: list[str] | tuple[str, ...]) -> tuple[str, dict[str, object]]:
    """Return ``:p0, :p1`` and their values, for an ``IN (…)`` of bound parameters."""
    params: dict[str, object] = {f"{prefix}{i}": value for i, value in enumerate(values)}
    return ", ".join(f":{name}" for name in params), params


def member(kind: type[M], value: str) -> M:
    """Return the enum member for a row's value. Raises StoreError for an unknown value."""
    try:
        return kind(value)
    except ValueError as error:
        raise damaged(f"a row with an unknown {kind.__name__}") from error


def damaged(what: str) -> StoreError:
    """Return the error for a row that the program can't have written; *what* describes it."""
    return StoreError(
        f"the database is damaged: it has {what}; `focusgroup db recover` reads what can be read"
    )


PARTICIPANT_COLUMNS = """
    p.id, p.session_id, p.seat, p.name, p.initials, p.role, p.person_id,
    p.account_id, coalesce(a.name, '') AS account, p.consent_notes, p.consent_name,
    p.asked, p.arrived_ms, p.left_ms
"""


SAID = tuple(field.name for field in fields(Said) if field.name != "themes")
"""The columns of a quote that can change; its themes have their own rows."""


class Columns(Generic[T]):
    """The fields of a dataclass as columns of the same name; themes have rows of their own."""

    def __init__(self, made: type[T]) -> None:
        self._made = made
        self._kinds = get_type_hints(made)
        self._names = tuple(field.name for field in fields(made) if field.name != "themes")
        self.flags = tuple(name for name in self._names if self._kinds[name] is bool)
        self.sets = {
            name: kind
            for name, kind in self._kinds.items()
            if isinstance(kind, type) and issubclass(kind, StrEnum)
        }
        """The fields that hold an enum member, each with its enum."""
        self._members = {
            name: {each.value: each for each in kind} for name, kind in self.sets.items()
        }

    def values(self, row: Row | Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields by name, from a row or a state that has them."""
        return self._typed({name: row[name] for name in self._names})

    def values_of(self, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
        """Yield the same for many rows of one query, in half the time: by their places."""
        if rows:
            places = {name: place for place, name in enumerate(rows[0].keys())}
            pick = itemgetter(*(places[name] for name in self._names))
            yield from (self._typed(dict(zip(self._names, pick(row), strict=True))) for row in rows)

    def _typed(self, values: dict[str, Any]) -> dict[str, Any]:
        for name in self.flags:
            values[name] = bool(values[name])
        for name, known in self._members.items():
            value = values[name]
            values[name] = known.get(value) or member(self.sets[name], value)
        return values

    def __call__(self, row: Row) -> T:
        return self._made(**self.values(row))

    def sharing(self, row: Row, texts: Texts) -> T:
        """Return the same with equal texts kept once in *texts*: a third of the memory."""
        return self._made(**_shared(self.values(row), texts))


def _shared(values: dict[str, Any], texts: Texts) -> dict[str, Any]:
    for name, value in values.items():
        if type(value) is str and name not in ("id", "text"):  # which no other row has
            values[name] = texts.setdefault(value, value)
    return values


class _Sessions(Columns[Session]):
    """The stored count of a session's quotes has its observations in it."""

    def values(self, row: Row | Mapping[str, Any]) -> dict[str, Any]:
        found = super().values(row)
        found["quotes"] -= found["observations"]
        return found


session = _Sessions(Session)
"""Returns the session of a row of SESSION_COLUMNS."""
SESSION_COLUMNS = """*, (
    SELECT coalesce(sum(observation), 0) FROM quote_tally
    WHERE role = 'session' AND who = session.id
) AS observations"""
participant = Columns(Participant)
"""Returns the participant of a row of PARTICIPANT_COLUMNS."""
_SAID = Columns(Said)
said_values = _SAID.values
"""Returns the fields of `Said` except its themes."""
_QUOTE = Columns(Quote)


def plain_values(said: Said) -> dict[str, Any]:
    """Return the columns SAID for *said*: flags as 0 and 1, enum members as their values."""
    values = {name: getattr(said, name) for name in SAID}
    for name in _SAID.flags:
        values[name] = int(values[name])
    for name in _SAID.sets:
        values[name] = values[name].value
    return values


QUOTE_COLUMNS = f"""
    q.n, q.id, q.session_id, coalesce(q.person_id, '') AS person_id, q.account_id, q.rev, q.deleted,
    {", ".join(f"q.{name}" for name in SAID)},
    coalesce(p.name, '') AS speaker, coalesce(p.role, '') AS role,
    coalesce(p.initials, '') AS initials, coalesce(p.seat, 0) AS seat,
    coalesce(p.consent_name, 1) AS named,
    coalesce(a.name, '') AS account, s.title AS session_title, s.zone AS session_zone,
    coalesce(si.title, '') AS section_title, coalesce(qi.title, '') AS question_text
"""
QUOTE_JOINS = """
    JOIN session s ON s.id = q.session_id
    LEFT JOIN participant p ON p.id = q.participant_id
    LEFT JOIN account a ON a.id = q.account_id
    LEFT JOIN agenda_item si
           ON si.session_id = q.session_id AND si.section = q.section AND si.question = -1
    LEFT JOIN agenda_item qi
           ON qi.session_id = q.session_id AND qi.section = q.section
          AND qi.question = q.question AND q.question >= 0
"""

THEMES_OF_QUOTES = """
    SELECT t.quote_id, th.path FROM quote_theme t JOIN theme th ON th.id = t.theme_id
    WHERE t.direct > 0 AND t.quote_id IN ({ids}) ORDER BY t.quote_id, t.direct
"""
LOOKUP_BATCH = 500  # below SQLite's oldest limit of 999 bound parameters


async def with_themes(tx: Tx, rows: list[Row], texts: Texts | None = None) -> tuple[Quote, ...]:
    """Return the quotes of *rows* (QUOTE_COLUMNS), with their themes looked up.

    Many that are held together share *texts*; they then take a third of the memory.
    """
    themes: dict[str, list[str]] = {}
    ids = [row["id"] for row in rows]
    for start in range(0, len(ids), LOOKUP_BATCH):
        names, params = placeholders("q", ids[start : start + LOOKUP_BATCH])
        for found in await tx.all(THEMES_OF_QUOTES.format(ids=names), params):
            path = (
                found["path"] if texts is None else texts.setdefault(found["path"], found["path"])
            )
            themes.setdefault(found["quote_id"], []).append(path)
    return quotes_of(rows, themes, texts)


def quotes_of(
    rows: Sequence[Row], themes: Mapping[str, Iterable[str]], texts: Texts | None = None
) -> tuple[Quote, ...]:
    """Return the quotes of *rows* (QUOTE_COLUMNS) with these *themes*, by the quotes' ids."""
    found = []
    for values in _QUOTE.values_of(rows):
        named = tuple(themes.get(values["id"], ()))
        values["themes"] = named if texts is None else texts.setdefault(named, named)
        found.append(Quote(**(values if texts is None else _shared(values, texts))))
    return tuple(found)
