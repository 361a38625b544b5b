"""Check the counters of quotes by quarter, from ranges of the indexes by theme, kind and time."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import starmap
from typing import NamedTuple

from focusgroup.store.counters.expected import EVERYTHING
from focusgroup.store.maintenance.counter_rows import FELT, has, kept_in, rows, version_of

KINDS_OF_THEMES = "SELECT theme_id, kind, min(at_ms) FROM quote_theme GROUP BY theme_id, kind"
KINDS_OF_ALL = "SELECT kind, min(at_ms) FROM quote WHERE deleted = 0 GROUP BY kind"
OF_THEME = "quote_theme WHERE theme_id = ? AND kind = ? AND"
OF_ALL = "quote WHERE deleted = ? AND kind = ? AND"
BETWEEN = "SELECT count(*) FROM {} at_ms >= ? AND at_ms < ?"
NEXT = "SELECT min(at_ms) FROM {} at_ms >= ?"
MARKED = """
    SELECT q.kind, q.at_ms, q.intensity > 0, q.agreement, q.dissent, {theme}
    FROM quote q{index}{themes}
    WHERE q.deleted = 0 AND (q.intensity > 0 OR q.agreement > 0 OR q.dissent > 0)
"""
INDEX = "quote_marked"
THEMES = " CROSS JOIN quote_theme t ON t.quote_id = q.id"
FIRST_MS, LAST_MS = -62_135_596_800_000, 253_402_300_800_000
"""The calendar: from the year 1 to the end of the year 9999."""
NEVER_MS = (1 << 63) - 1


class Quarter(NamedTuple):
    """A quarter's number as the counters have it, 0 outside the calendar, and its end."""

    number: int
    end_ms: int


def are_quarters_wrong(connection: sqlite3.Connection) -> bool:
    """Return whether the counters of quarters differ from the quotes."""
    kept = rows(connection, kept_in("theme_quarter", version_of(connection)))
    return sum(starmap(weighed, kept)) != sum(starmap(weighed, _counted(connection)))


def weighed(theme: str, quarter: int, kind: str, *cells: int) -> int:
    """Return what a row of the counter stands for in this run."""
    felt = sum(many * weight for many, weight in zip(cells, FELT, strict=True))
    return hash(theme) * hash((quarter, kind)) * felt


def _counted(connection: sqlite3.Connection) -> Iterator[tuple[str | int, ...]]:
    """Yield what rows of the counter have to add up to."""
    for theme, kind, at_ms in rows(connection, KINDS_OF_THEMES):
        for number, many in _by_quarter(connection, OF_THEME, (theme, kind), at_ms):
            yield theme, number, kind, many, 0, 0, 0
    for kind, at_ms in rows(connection, KINDS_OF_ALL):
        for number, many in _by_quarter(connection, OF_ALL, (0, kind), at_ms):
            yield EVERYTHING, number, kind, many, 0, 0, 0
    index = f" INDEXED BY {INDEX}" if has(connection, "index", INDEX) else ""
    for theme, themes in ((f"'{EVERYTHING}'", ""), ("t.theme_id", THEMES)):
        marked = rows(connection, MARKED.format(theme=theme, index=index, themes=themes))
        for kind, at_ms, *felt, of_theme in marked:
            yield of_theme, quarter_at(at_ms).number, kind, 0, *felt


def _by_quarter(
    connection: sqlite3.Connection, of: str, which: tuple[str | int, str], at_ms: int | None
) -> Iterator[tuple[int, int]]:
    between, after = BETWEEN.format(of), NEXT.format(of)
    while at_ms is not None:
        number, end_ms = quarter_at(at_ms)
        (many,) = connection.execute(between, (*which, at_ms, end_ms)).fetchone()
        yield number, many
        (at_ms,) = connection.execute(after, (*which, end_ms)).fetchone()


def quarter_at(at_ms: int) -> Quarter:
    """Return the quarter of a time, as UTC has it."""
    if at_ms >= LAST_MS:
        return Quarter(0, NEVER_MS)
    if at_ms < FIRST_MS:
        return Quarter(0, FIRST_MS)
    date = datetime.fromtimestamp(at_ms // 1000, UTC)
    quarter = (date.month + 2) // 3
    year, month = (date.year, quarter * 3 + 1) if quarter < 4 else (date.year + 1, 1)
    end_ms = LAST_MS if year > 9999 else _begin_ms(year, month)
    return Quarter(date.year * 4 + quarter, end_ms)


def _begin_ms(year: int, month: int) -> int:
    return round(datetime(year, month, 1, tzinfo=UTC).timestamp()) * 1000
