"""The rows of the counters: which say something, what they stand for, and which are wrong."""

import sqlite3
from collections.abc import Iterator
from secrets import randbits
from typing import Any

from focusgroup.core.model import RANKED_KINDS
from focusgroup.store.counters.expected import (
    BITS,
    COUNTERS,
    JUST,
    KINDS,
    NAMES,
    PEOPLE,
    REVENUE,
    SHARED,
)
from focusgroup.store.maintenance.faults import CountFault

Found = Iterator[tuple[CountFault, str]]

RANKED = {kind.value for kind in RANKED_KINDS}
BIT = {kind.value: bit for kind, bit in BITS.items()}


class _Weights(dict[str, int]):
    def __missing__(self, _: str) -> int:
        return 0  # a kind that none of the counters has


WEIGHT = _Weights({kind: randbits(36) for kind in KINDS})
PERSON = randbits(36)
JUST_IN = {kinds: randbits(36) for kinds in JUST}
FELT = tuple(randbits(36) for _ in range(4))
"""What a quote of each kind, a person, a person who spoke in just some kinds, and a quote that is
felt strongly stand for in this run; ids and names have their hash. SQLite adds these up in 63 bits:
67 million quotes are no overflow.
"""
MOST_KEPT = 20_000
"""How many sets of themes, and of speakers, are remembered."""
CHUNK = 100
"""Rows whose columns are worked on at once: more of them are slower, as caches are small."""


def rows(connection: sqlite3.Connection, sql: str, values: tuple[str, ...] = ()) -> sqlite3.Cursor:
    """Return the rows of a query as plain tuples, in half the time of those with names."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, values)


def chunks(connection: sqlite3.Connection, sql: str) -> Iterator[tuple[tuple[Any, ...], ...]]:
    """Yield the columns of a query, a number of rows at a time."""
    cursor = rows(connection, sql)
    while found := cursor.fetchmany(CHUNK):
        yield tuple(zip(*found, strict=True))


# -- what is kept ----------------------------------------------------------------------------

CELLS = {
    "theme_group": (*KINDS, *PEOPLE),
    "theme_pair": (*KINDS, "people"),
    "theme_voices": ("people", "accounts", "voices", "sessions", "revenue", "known"),
    "theme_quarter": ("quotes", "strong", "agreement", "dissent"),
    "quote_tally": KINDS,
}
SINCE_14 = {*PEOPLE[1:], "revenue", "known"}
"""Columns that a copy of an older schema lacks."""


def kept_in(table: str, version: int, more: str = "") -> str:
    """Return the query of the rows of a counter that say something."""
    says = _says_something(table, version)
    return f"SELECT {_columns(table, version)} FROM {table} WHERE {says}{more}"


def _columns(table: str, version: int) -> str:
    names = NAMES[table].split(", ")
    return ", ".join(name for name in names if version >= 14 or name not in SINCE_14)


def _says_something(table: str, version: int) -> str:
    names = (name for name in CELLS[table] if version >= 14 or name not in SINCE_14)
    return f"({' OR '.join(f'{name} <> 0' for name in names)})"


def weight_of_row(table: str, version: int) -> str:
    """Return the sum that the counts of a row stand for, in SQL."""
    weights = {**WEIGHT, "people": PERSON}
    if version >= 14:
        weights |= {f"people_{kinds}": weight for kinds, weight in JUST_IN.items()}
    cells = (name for name in CELLS[table] if name in weights)
    return " + ".join(f"{name} * {weights[name]}" for name in cells)


def kinds_in() -> str:
    """Return the bits of the kinds that a row of a counter has, in SQL."""
    return " + ".join(f"({kind} <> 0) * {bit}" for kind, bit in BIT.items())


# -- which rows are wrong --------------------------------------------------------------------

WRONG = """
    WITH counted ({names}) AS ({counted}),
        wanted AS (SELECT {columns} FROM counted WHERE {says}), kept AS ({kept})
    SELECT DISTINCT {key} FROM (
        SELECT * FROM (SELECT * FROM wanted EXCEPT SELECT * FROM kept)
        UNION ALL SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM wanted))
    ORDER BY 1, 2
"""
KEYS = {
    "theme_group": "theme_id, group_id",
    "theme_pair": "theme_id, with_id",
    "theme_voices": "theme_id, kinds",
    "theme_quarter": "theme_id, quarter || kind",
    "quote_tally": "role || ':' || who, themed",
}


def wrong(
    connection: sqlite3.Connection, fault: CountFault, table: str, more: str = "", counted: str = ""
) -> Found:
    """Yield a fault for each row of a counter that is wrong, missing or too many."""
    version = version_of(connection)
    sql = WRONG.format(
        names=NAMES[table],
        counted=counted or COUNTERS[table],
        columns=_columns(table, version),
        says=_says_something(table, version) + more,
        kept=kept_in(table, version, more),
        key=KEYS[table],
    )
    yield from ((fault, row[0]) for row in rows(connection, sql))


LIVE = "SELECT count(*) FROM quote WHERE deleted = 0"
FILED = "SELECT count(*) FROM quote_without_theme"
COPIES = ("kind", "account_id", "person_id", "session_id", "at_ms")
FILED_WRONG = f"""
    SELECT u.quote_id FROM quote_without_theme u LEFT JOIN quote q ON q.id = u.quote_id
    WHERE q.deleted IS NOT 0 OR {" OR ".join(f"u.{name} IS NOT q.{name}" for name in COPIES)}
        OR EXISTS (SELECT 1 FROM quote_theme t WHERE t.quote_id = u.quote_id)
"""
UNFILED = f"""
    SELECT q.id FROM quote q WHERE q.deleted = 0
        AND NOT EXISTS (SELECT 1 FROM quote_theme t WHERE t.quote_id = q.id)
        AND NOT EXISTS (SELECT 1 FROM quote_without_theme u WHERE u.quote_id = q.id)
    UNION ALL {FILED_WRONG}
"""


# -- the schema ------------------------------------------------------------------------------


def shared_groups(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return the segment and the owner of each account, as groups; before schema 8 none."""
    if version_of(connection) < 8:
        return {}
    found = rows(connection, f"SELECT id, {', '.join(SHARED)} FROM account")
    return {
        account: tuple(
            f"{name}:{group}" for name, group in zip(SHARED, groups, strict=True) if group
        )
        for account, *groups in found
    }


def revenue_of(connection: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """Return the revenue of each account whose share is known; before schema 14 none."""
    if version_of(connection) < 14:
        return {}
    sql = f"SELECT id, {', '.join(REVENUE)} FROM account WHERE revenue_share IS NOT NULL"
    return {account: (revenue, known) for account, revenue, known in rows(connection, sql)}


def version_of(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def has(connection: sqlite3.Connection, what: str, name: str) -> bool:
    """Return whether the database has a table or an index: a copy of an older schema may not."""
    sql = "SELECT 1 FROM sqlite_master WHERE type = ? AND name = ?"
    return connection.execute(sql, (what, name)).fetchone() is not None
