"""Turn rows into the domain's values; also the statements that several modules share."""

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any, TypeVar, get_type_hints

from focusgroup.core.errors import NotFound, StoreError
from focusgroup.core.model import Participant, Quote, Said, Session, SessionStatus
from focusgroup.store.engine.protocol import Row, Tx

M = TypeVar("M", bound=StrEnum)

BUMP_REV = "UPDATE session SET rev = rev + 1 WHERE id = :session RETURNING rev"


async def bump(tx: Tx, session_id: str) -> int:
    """Raise the session's revision in this transaction and return it."""
    row = await tx.one(BUMP_REV, {"session": session_id})
    if row is None:
        raise NotFound(f"there is no session {session_id}")
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


def session(row: Row) -> Session:
    """Return the session of a row of SELECT * FROM session."""
    return Session(
        id=row["id"],
        title=row["title"],
        status=member(SessionStatus, row["status"]),
        product=row["product"],
        place=row["place"],
        facilitator=row["facilitator"],
        note_taker=row["note_taker"],
        zone=row["zone"],
        agenda_name=row["agenda_name"],
        agenda_source=row["agenda_source"],
        planned_minutes=row["planned_minutes"],
        created_ms=row["created_ms"],
        scheduled_ms=row["scheduled_ms"],
        started_ms=row["started_ms"],
        ended_ms=row["ended_ms"],
        bottom_line=row["bottom_line"],
        sample=bool(row["sample"]),
        rev=row["rev"],
        quotes=row["quotes"],
        clock_rev=row["clock_rev"],
    )


PARTICIPANT_COLUMNS = """
    p.id, p.session_id, p.seat, p.name, p.initials, p.role, p.person_id,
    p.account_id, coalesce(a.name, '') AS account, p.consent_notes, p.consent_name,
    p.arrived_ms, p.left_ms
"""


def participant(row: Row) -> Participant:
    """Return the participant of a row of PARTICIPANT_COLUMNS."""
    return Participant(
        id=row["id"],
        session_id=row["session_id"],
        seat=row["seat"],
        name=row["name"],
        initials=row["initials"],
        role=row["role"],
        account=row["account"],
        account_id=row["account_id"],
        person_id=row["person_id"],
        consent_notes=bool(row["consent_notes"]),
        consent_name=bool(row["consent_name"]),
        arrived_ms=row["arrived_ms"],
        left_ms=row["left_ms"],
    )


SAID = tuple(field.name for field in fields(Said) if field.name != "themes")
"""The columns of a quote that can change; its themes have their own rows."""
_FLAGS = tuple(name for name, kind in get_type_hints(Said).items() if kind is bool)
_SETS = {
    name: kind
    for name, kind in get_type_hints(Said).items()
    if isinstance(kind, type) and issubclass(kind, StrEnum)
}
"""The fields that hold an enum member, each with its enum."""


def said_values(row: Row | Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of `Said` except its themes, from a row or a state with SAID."""
    values = {name: row[name] for name in SAID}
    for name in _FLAGS:
        values[name] = bool(values[name])
    for name, kind in _SETS.items():
        values[name] = member(kind, values[name])
    return values


def plain_values(said: Said) -> dict[str, Any]:
    """Return the columns SAID for *said*: flags as 0 and 1, enum members as their values."""
    values = {name: getattr(said, name) for name in SAID}
    for name in _FLAGS:
        values[name] = int(values[name])
    for name in _SETS:
        values[name] = values[name].value
    return values


QUOTE_COLUMNS = f"""
    q.n, q.id, q.session_id, q.person_id, q.account_id, q.rev, q.deleted,
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


async def with_themes(tx: Tx, rows: list[Row]) -> tuple[Quote, ...]:
    """Return the quotes of *rows* (QUOTE_COLUMNS), with their themes looked up."""
    themes: dict[str, list[str]] = {}
    ids = [row["id"] for row in rows]
    for start in range(0, len(ids), LOOKUP_BATCH):
        names, params = placeholders("q", ids[start : start + LOOKUP_BATCH])
        for found in await tx.all(THEMES_OF_QUOTES.format(ids=names), params):
            themes.setdefault(found["quote_id"], []).append(found["path"])
    return tuple(quote(row, tuple(themes.get(row["id"], ()))) for row in rows)


def quote(row: Row, themes: tuple[str, ...]) -> Quote:
    """Return the quote of a row of QUOTE_COLUMNS, with its themes' paths."""
    return Quote(
        **said_values(row),
        themes=themes,
        id=row["id"],
        session_id=row["session_id"],
        speaker=row["speaker"],
        role=row["role"],
        initials=row["initials"],
        seat=row["seat"],
        person_id=row["person_id"] or "",
        account_id=row["account_id"],
        account=row["account"],
        section_title=row["section_title"],
        question_text=row["question_text"],
        session_title=row["session_title"],
        session_zone=row["session_zone"],
        n=row["n"],
        rev=row["rev"],
        named=bool(row["named"]),
    )
