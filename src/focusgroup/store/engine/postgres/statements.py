"""Our SQL as PostgreSQL takes it: ``:name`` becomes ``$1::type``, and SQLite's own forms others.

The text of a statement is read once for each combination of types that it is called with.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

TYPES = {str: "text", int: "bigint", bool: "bigint", float: "double precision", bytes: "bytea"}
_TOKEN = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|::|:(?P<name>[A-Za-z_]\w*)")
_FORMS = (
    (re.compile(r"\bIN \(\s*\)"), "IN (SELECT NULL WHERE FALSE)"),
    (re.compile(r"\bIS NOT (?!NULL\b|DISTINCT\b|TRUE\b|FALSE\b)"), "IS DISTINCT FROM "),
    (re.compile(r"\bCAST\(([\w.]+) AS BLOB\)"), r"convert_to(\1, 'UTF8')"),
    (re.compile(r"\bAS INTEGER\)"), "AS bigint)"),
    (re.compile(r"\bgroup_concat\(([\w.]+)\)"), r"string_agg(\1::text, ',')"),
    *(
        (
            re.compile(rf"\bstrftime\('{part}', ([\w.]+) / 1000, 'unixepoch'\)"),
            rf"to_char(to_timestamp(\1 / 1000) AT TIME ZONE 'UTC', '{ours}')::bigint",
        )
        for part, ours in (("%Y", "YYYY"), ("%m", "MM"))
    ),
    # CROSS keeps SQLite to the order of the tables, and a + has it leave an index alone.
    (re.compile(r"\bCROSS JOIN (\w+(?: \w+)?)(?=\s+ON\b)"), r"JOIN \1"),
    (re.compile(r"(?<=\s)\+(?=[a-z]+\.[a-z])"), ""),
)
_COMPARES = re.compile(r"[=<>]|\b(?:IN|AND|OR|IS)\b")


class Statement(NamedTuple):
    """A statement with numbered parameters, and their names in this order."""

    sql: str
    names: tuple[str, ...]


def bound(sql: str, params: Mapping[str, object]) -> tuple[str, list[object]]:
    """Return a statement for PostgreSQL and the values of its parameters."""
    kinds = tuple((name, _kind(value)) for name, value in params.items())
    statement = translated(sql, kinds)
    return statement.sql, [params[name] for name in statement.names]


def _kind(value: object) -> type:
    kind = type(value)
    return str if kind not in TYPES and isinstance(value, str) else kind


@lru_cache(maxsize=2_048)
def translated(sql: str, kinds: tuple[tuple[str, type], ...]) -> Statement:
    """Return *sql* with numbered parameters of the types that *kinds* have.

    A parameter without a value becomes ``NULL``, which fits any type.
    """
    known = dict(kinds)
    names: list[str] = []

    def numbered(found: re.Match[str]) -> str:
        name = found["name"]
        if name is None:
            return found.group()
        kind = known[name]
        if kind is type(None):
            return "NULL"
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}::{TYPES[kind]}"

    for form, ours in _FORMS:
        sql = form.sub(ours, sql)
    sql = _TOKEN.sub(numbered, _sums_of_conditions(sql))
    return Statement(sql, tuple(names))


def _sums_of_conditions(sql: str) -> str:
    """Return *sql* with each ``sum(a = b)``, which counts in SQLite, as a sum of numbers."""
    parts, at = [], 0
    for found in re.finditer(r"\bsum\(", sql):
        if found.start() < at:
            continue
        inner = _in_brackets(sql, found.end())
        if _COMPARES.search(inner) and not inner.lstrip().startswith("CASE"):
            end = found.end() + len(inner)
            parts += [sql[at : found.end()], f"({inner})::int"]
            at = end
    return "".join([*parts, sql[at:]])


def _in_brackets(sql: str, start: int) -> str:
    """Return what is from *start* to the bracket that closes the one before it."""
    depth = 1
    for place in range(start, len(sql)):
        depth += {"(": 1, ")": -1}.get(sql[place], 0)
        if not depth:
            return sql[start:place]
    return sql[start:]
