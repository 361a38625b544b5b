"""Check the counters of people, accounts and sessions: count them again and compare."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from focusgroup.core.model import RANKED_KINDS
from focusgroup.store.counters.expected import (
    BETWEEN,
    BITS,
    JUST,
    KINDS,
    PEOPLE,
    REVENUE,
    SHARED,
    VOICE,
)
from focusgroup.store.counters.filing import COLUMNS
from focusgroup.store.maintenance.faults import CountFault

Found = Iterator[tuple[CountFault, str]]
Counts = tuple[object, ...]

BIT = {kind.value: bit for kind, bit in BITS.items()}
RANKED = {kind.value: BITS[kind] for kind in RANKED_KINDS}
_SUMS = " + ".join(KINDS)

TAGS = f"""
    SELECT theme_id, kind, person_id, account_id, {VOICE}, session_id FROM quote_theme t
    ORDER BY theme_id
"""
THEME_VOICES = """
    SELECT theme_id, kinds, {columns} FROM theme_voices
    WHERE (people <> 0 OR accounts <> 0 OR voices <> 0 OR sessions <> 0 OR {more})
        AND theme_id {which} IN ('*', '-') ORDER BY theme_id
"""
THEME_GROUPS = """
    SELECT theme_id, group_id, {columns} FROM theme_group
    WHERE ({counted}){which} ORDER BY theme_id
"""
NOT_SHARED = "".join(f" AND group_id NOT LIKE '{name}:%'" for name in SHARED)


def theme_voices(connection: sqlite3.Connection) -> Found:
    """Yield a fault for each row of a theme's counters that is wrong, missing or too many.

    Theme by theme, as all counters of a million quotes take too much memory.
    """
    if not has_table(connection, "theme_group"):
        return
    known = _Known.of(connection)
    streams = [_by_theme(connection, sql) for sql in (TAGS, known.voices("NOT"), known.groups())]
    ahead = [next(rows, None) for rows in streams]
    while left := [found[0] for found in ahead if found]:
        theme = min(left)
        here: list[list[Counts]] = []
        for place, found in enumerate(ahead):
            here.append(found[1] if found and found[0] == theme else [])
            if here[-1]:
                ahead[place] = next(streams[place], None)
        tags, voices, groups = here
        for there, wanted in zip((voices, groups), known.counted(tags), strict=True):
            wrong = {row[0] for row in {*there} ^ wanted}
            yield from ((CountFault.THEME_COUNT, theme) for _ in wrong)


def _by_theme(connection: sqlite3.Connection, sql: str) -> Iterator[tuple[str, list[Counts]]]:
    rows = map(tuple, connection.execute(sql))
    for theme, found in groupby(rows, key=lambda row: row[0]):
        yield theme, [row[1:] for row in found]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database counts of a theme, and what its accounts count for.

    A copy of a schema before 8 does not count segments and owners, one before 14 neither revenue
    nor the people of just some kinds.
    """

    shared: Mapping[object, tuple[str, ...]]
    revenue: Mapping[object, tuple[int, int]]
    grouped: bool
    newest: bool

    @classmethod
    def of(cls, connection: sqlite3.Connection) -> Self:
        grouped, newest = _has_groups(connection), _version(connection) >= 14
        shared, revenue = {}, {}
        sql = f"SELECT id, {', '.join((*SHARED, *REVENUE))} FROM account"
        for row in connection.execute(sql) if grouped else ():
            shared[row["id"]] = tuple(f"{name}:{row[name]}" for name in SHARED if row[name])
            revenue[row["id"]] = (row["revenue"], row["known"])
        return cls(shared, revenue, grouped, newest)

    def voices(self, which: str) -> str:
        columns = COLUMNS if self.newest else COLUMNS[:4]
        more = "revenue <> 0 OR known <> 0" if self.newest else "FALSE"
        return THEME_VOICES.format(columns=", ".join(columns), more=more, which=which)

    def groups(self) -> str:
        columns = (*KINDS, *(PEOPLE if self.newest else PEOPLE[:1]))
        return THEME_GROUPS.format(
            columns=", ".join(columns),
            counted=" OR ".join(f"{name} <> 0" for name in columns),
            which="" if self.grouped else NOT_SHARED,
        )

    def counted(self, tags: list[Counts]) -> tuple[set[Counts], set[Counts]]:
        """Return the rows of ``theme_voices`` and of ``theme_group``, without the theme."""
        of_each: list[dict[object, int]] = [defaultdict(int) for _ in range(4)]
        groups: dict[object, Counter[object]] = defaultdict(Counter)
        people: dict[object, dict[object, int]] = defaultdict(dict)
        for kind, person, account, voice, session in tags:
            for seen, who in zip(of_each, (person, account, voice, session), strict=True):
                if who is not None:
                    seen[who] |= BIT.get(str(kind), 0)
            bit = 0 if person is None else RANKED.get(str(kind), 0)
            for group in (voice, session, *self.shared.get(account, ())):
                if group is not None:
                    groups[group][kind] += 1
                    if bit:
                        spoke = people[group]
                        spoke[person] = spoke.get(person, 0) | bit
        masks = [Counter(seen.values()) for seen in of_each]
        worth: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        for account, kinds in of_each[1].items() if self.newest else ():
            for place, many in enumerate(self.revenue.get(account, (0, 0))):
                worth[kinds][place] += many
        voices: set[Counts] = {
            (kinds, *(each[kinds] for each in masks), *(worth[kinds] if self.newest else ()))
            for kinds in set[int]().union(*masks)
        }
        return voices, {
            (group, *(kinds[kind] for kind in KINDS), *self._people(people[group]))
            for group, kinds in groups.items()
        }

    def _people(self, spoke: Mapping[object, int]) -> tuple[int, ...]:
        just = Counter(spoke.values())
        return (len(spoke), *(just[kinds] for kinds in JUST if self.newest))


SAID = """
    SELECT t.kind, t.person_id, t.account_id, t.session_id, u.quote_id IS NULL
    FROM quote t LEFT JOIN quote_without_theme u ON u.quote_id = t.id WHERE t.deleted = 0
"""
TALLIES = f"""
    SELECT role, who, themed, {", ".join(KINDS)} FROM quote_tally WHERE {_SUMS} <> 0
"""


def tallies(connection: sqlite3.Connection) -> Found:
    """Yield a fault for each count of a person, an account or a session that is wrong."""
    if not has_table(connection, "quote_tally"):
        return
    known = _Known.of(connection)
    seated = _version(connection) >= 13
    counted: dict[tuple[str, object, int], Counter[str]] = defaultdict(Counter)
    for kind, person, account, session, themed in connection.execute(SAID):
        counted["all", "", themed][kind] += 1
        counted["session", session, themed][kind] += 1
        if person is not None:
            counted["person", person, themed][kind] += 1
            if seated:
                counted["seat", f"{session}{BETWEEN}{person}", themed][kind] += 1
            if account is None:
                counted["alone", person, themed][kind] += 1
        if account is not None:
            counted["account", account, themed][kind] += 1
            for group in (account, *known.shared.get(account, ())) if known.grouped else ():
                counted["there", f"{group}{BETWEEN}{session}", themed][kind] += 1
    wanted = {(*key, *(kinds[kind] for kind in KINDS)) for key, kinds in counted.items()}
    rows = {*map(tuple, connection.execute(TALLIES))}
    unknown = {"there": not known.grouped, "seat": not seated}
    kept = {row for row in rows if not unknown.get(row[0])}
    wrong = {row[:3] for row in kept ^ wanted}
    yield from ((CountFault.TALLY, f"{role}:{who}") for role, who, _ in sorted(wrong))
    none = (0, 0) if known.newest else ()
    voices = {(*row, *none) for row in _voices(counted)}
    kept = {*map(tuple, connection.execute(known.voices("")))}
    yield from ((CountFault.TALLY, f"voices:{row[0]}") for row in sorted(kept ^ voices))


ROLES = {"person": (0,), "account": (1, 2), "alone": (2,), "session": (3,)}
"""Which of people, accounts, voices and sessions a role is counted among; others are not."""


def _voices(counted: Mapping[tuple[str, object, int], Counter[str]]) -> set[Counts]:
    """Return the rows of ``theme_voices`` for all quotes and for those without a theme."""
    seen: dict[tuple[str, str, object], int] = defaultdict(int)
    for (role, who, themed), kinds in counted.items():
        if role not in ROLES:
            continue
        for scope in "*" if themed else "*-":
            seen[scope, role, who] |= sum(BIT.get(kind, 0) for kind in kinds)
    found: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for (scope, role, _), mask in seen.items():
        for place in ROLES[role]:
            found[scope, mask][place] += 1
    return {(*key, *many) for key, many in found.items()}


COPIES = ("kind", "account_id", "person_id", "session_id", "at_ms")
UNFILED = f"""
    SELECT q.id FROM quote q WHERE q.deleted = 0
        AND NOT EXISTS (SELECT 1 FROM quote_theme t WHERE t.quote_id = q.id)
        AND NOT EXISTS (SELECT 1 FROM quote_without_theme u WHERE u.quote_id = q.id)
    UNION ALL
    SELECT u.quote_id FROM quote_without_theme u LEFT JOIN quote q ON q.id = u.quote_id
    WHERE q.deleted IS NOT 0 OR {" OR ".join(f"u.{name} IS NOT q.{name}" for name in COPIES)}
        OR EXISTS (SELECT 1 FROM quote_theme t WHERE t.quote_id = u.quote_id)
"""


def without_theme(connection: sqlite3.Connection) -> Found:
    """Yield a fault for each quote without a theme that is not filed as it is, and the reverse."""
    if has_table(connection, "quote_without_theme"):
        yield from ((CountFault.UNFILED, row[0]) for row in connection.execute(UNFILED))


def _has_groups(connection: sqlite3.Connection) -> bool:
    """Return whether segments and owners are counted: a copy of a schema before 8 may not."""
    return _version(connection) >= 8


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def has_table(connection: sqlite3.Connection, table: str) -> bool:
    """Return whether the database has the table: a copy of an older schema may not."""
    sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return connection.execute(sql, (table,)).fetchone() is not None
