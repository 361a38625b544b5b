"""What is known of a selection before it is counted: by stored counters, and by its phrases.

The index of words keeps no order: of two common words, 200,000 texts are looked through, 0.6 s. So
the quotes with a phrase are looked up once for all that is counted of them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from focusgroup.core.model import RANKED_KINDS, Kind, Theme
from focusgroup.core.search.query import read_query
from focusgroup.core.search.selection import Selection
from focusgroup.store.counters import BITS, JUST
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.engine.transactions import SqliteTx
from focusgroup.store.quotes.selecting import (
    HAS_NO_THEME,
    Query,
    of_accounts,
    of_facilitator,
    of_speakers,
    query_for,
)
from focusgroup.store.row_mapping import placeholders

KINDS = tuple(kind.value for kind in Kind)
SUMS = ", ".join(f"coalesce(sum({kind}), 0) AS {kind}" for kind in KINDS)
BY_KIND = ", ".join(
    f"coalesce(sum(CASE WHEN kind = '{kind}' THEN quotes END), 0) AS {kind}" for kind in KINDS
)
Params = Mapping[str, object]
Statement = tuple[str, Params]
"""SQL and its parameters."""


class Narrowed(NamedTuple):
    """What narrows a selection besides themes and kinds, if it is one thing that is counted.

    *role* is what it narrows to: '', 'account', 'session' or 'person'. *where* is the condition
    on a column ``{}`` of their ids; *groups* are the segments or owners of
    ``theme_group``, if it is nothing else.
    """

    role: str
    where: str
    params: Params
    groups: tuple[str, ...] = ()

    def of_groups(self) -> Statement:
        """Return the condition on a column ``{}`` of groups, and its parameters."""
        if not self.groups:
            return self.where, self.params
        names, params = placeholders("group", self.groups)
        return f"{{}} IN ({names})", params


def narrowed(wanted: Selection) -> Narrowed | None:
    """Return what narrows *wanted* to counted groups; None if counters can't tell."""
    if wanted.search or wanted.since or wanted.until or wanted.verbatim:
        return None
    rest = replace(wanted, themes=(), untagged=False, kinds=())
    found = []
    where: list[str] = []
    params: dict[str, object] = {}
    of_accounts(rest, "{}", where, params)
    if where:
        found.append("account")
    of_speakers(rest, "{}", where, params)
    if rest.speakers:
        found.append("person")
    if rest.sessions:
        names, bound = placeholders("session", rest.sessions)
        where.append(f"{{}} IN ({names})")
        params |= bound
    of_facilitator(rest, "{}", where, params)
    if rest.sessions or rest.facilitator:
        found.append("session")
    if len(found) > 1:
        return None
    groups: list[str] = []
    if found == ["account"]:
        shared = {"segment": rest.segments, "owner": (rest.owner,) if rest.owner else ()}
        asked = [name for name, values in shared.items() if values]
        if len(asked) == 1 and not rest.accounts:
            groups = [f"{asked[0]}:{value}" for value in dict.fromkeys(shared[asked[0]])]
    return Narrowed(found[0] if found else "", " AND ".join(where), params, tuple(groups))


def kinds_query(wanted: Selection, themes: Sequence[Theme]) -> Statement | None:
    """Return the query for the quotes of each kind, in one row; None if counters can't tell.

    The kinds of the selection are ignored.
    """
    by = narrowed(wanted)
    if by is None or len(themes) > 1 or (themes and wanted.untagged):
        return None
    if not themes:
        where = ["role = :role", *([by.where.replace("{}", "who")] if by.where else [])]
        if wanted.untagged:
            where.append("themed = 0")
        sql = f"SELECT {SUMS} FROM quote_tally WHERE {' AND '.join(where)}"
        return sql, {"role": by.role or "all", **by.params}
    theme: Params = {"theme": themes[0].id}
    if not by.role:
        return f"SELECT {BY_KIND} FROM theme_count WHERE theme_id = :theme", theme
    if by.role == "person":
        return None
    of_groups, params = by.of_groups()
    where = ["theme_id = :theme", of_groups.replace("{}", "group_id")]
    return f"SELECT {SUMS} FROM theme_group WHERE {' AND '.join(where)}", {**theme, **params}


def mask_of(kinds: Sequence[Kind]) -> int:
    """Return the kinds as bits."""
    return sum(BITS[kind] for kind in kinds)


def people_in(kinds: Sequence[Kind]) -> str:
    """Return the people of a row of ``theme_group`` who speak in any of these ranked kinds: all
    but those who speak in just others.
    """
    mask = mask_of(kinds)
    return " - ".join(["people", *(f"people_{others}" for others in JUST if not others & mask)])


def whose(wanted: Selection) -> tuple[Kind, ...]:
    """Return the kinds whose people are counted: the ranked ones, if any is among the wanted."""
    kinds = wanted.kinds or tuple(Kind)
    return tuple(kind for kind in kinds if kind in RANKED_KINDS) or kinds


ROW_BY_ROW = {"sqlite": "quote q NOT INDEXED", "postgresql": "quote q"}
MOST = 6
"""One quote of so many: from there on all rows are read in turn. By an index, each is looked up."""
MANY_LED = 4
"""One quote of so many is of a facilitator's sessions: from there on they are not looked up."""
OF_LED = """
    SELECT (SELECT sum({sum}) FROM quote_tally WHERE role = 'session' AND {where}) AS n,
        (SELECT sum({sum}) FROM quote_tally WHERE role = 'all') AS everything
"""


async def counting(db: Db, wanted: Selection, query: Query) -> Query:
    """Return a selection's query by the index with which counting all of it is quickest."""
    if wanted.sessions:
        return query.by_session()
    of_times = wanted.since or wanted.until
    if wanted.facilitator and not of_times and not await leads_many(db, wanted):
        return query.by_session()
    rest = replace(wanted, verbatim=False, themes=(), untagged=False)
    known = kinds_query(rest, ())
    if not wanted.verbatim or query.source != "quote q" or not known:
        return query
    (row,) = await db.read(lambda tx: tx.all(*known))
    (every,) = await db.read(lambda tx: tx.all(*(kinds_query(Selection(), ()) or known)))
    there = sum(row[kind.value] for kind in wanted.kinds or Kind)
    is_most = there * MOST > sum(every[kind] for kind in KINDS)
    return query._replace(source=ROW_BY_ROW[db.engine]) if is_most else query


async def leads_many(db: Db, wanted: Selection) -> bool:
    """Return whether the facilitator's sessions have so many of the quotes that this is so."""
    by = narrowed(Selection(facilitator=wanted.facilitator))
    assert by is not None
    sql = OF_LED.format(sum=" + ".join(KINDS), where=by.where.replace("{}", "who"))
    (row,) = await db.read(lambda tx: tx.all(sql, by.params))
    return bool((row["n"] or 0) * MANY_LED > (row["everything"] or 0))


FOUND = "SELECT q.n FROM {source} WHERE {where}"
NUMBERED = "json_each(:numbers) f CROSS JOIN quote q ON q.n = f.value"
"""The quotes that were found."""


async def with_phrases(db: Db, wanted: Selection) -> Query | None:
    """Return the query for the quotes of a selection, whatever their themes; None without phrases.

    A server finds them itself, in the words as they stand.
    """
    if db.engine != "sqlite" or not read_query(wanted.search).needs_order:
        return None
    query = await query_for(db, replace(wanted, kinds=(), themes=(), untagged=False), ())
    numbers = await db.read(lambda tx: _numbers(tx, query))
    where, params = ["TRUE"], dict[str, object](numbers=numbers)
    if wanted.kinds:
        names, bound = placeholders("kind", [kind.value for kind in wanted.kinds])
        where, params = [f"q.kind IN ({names})"], params | bound
    if wanted.untagged:
        where.append(HAS_NO_THEME)
    return Query(NUMBERED, tuple(where), params, ())


async def _numbers(tx: Tx, query: Query) -> str:
    """Return the numbers of a query's quotes, from memory where nobody has written since."""
    assert isinstance(tx, SqliteTx)
    (version,) = await tx.all("PRAGMA data_version")
    key = (version[0], query.source, query.where, tuple(query.params.items()))
    if tx.kept.get("key") != key:
        sql = FOUND.format(source=query.source, where=" AND ".join(query.where))
        numbers = json.dumps([row[0] for row in await tx.all(sql, query.params)])
        tx.kept.update(key=key, numbers=numbers)
    return str(tx.kept["numbers"])
