"""Count quotes or people by two things at once: themes by kind, sessions by account, and so on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from focusgroup.core.model import Kind
from focusgroup.core.search.selection import Selection
from focusgroup.store.engine.protocol import Db, Row, Tx
from focusgroup.store.quotes.counted import Params, narrowed, whose
from focusgroup.store.quotes.matrix_totals import Axis, cells_of, total_of, totals_of
from focusgroup.store.quotes.selecting import nothing_to_search, query_for
from focusgroup.store.row_mapping import placeholders
from focusgroup.store.themes import all_themes


@dataclass(frozen=True, slots=True)
class Head:
    """One row or column: its key, '' for what has none, its total, and what it is called.

    *key* is a kind, a segment, or the id of a theme, session, account or person. *named* is false
    for people who declined to be named; *at_ms* and *zone* are a session's time.
    """

    key: str
    total: int
    name: str = ""
    role: str = ""
    account: str = ""
    named: bool = True
    at_ms: int = 0
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts by two things. Totals count each quote, or each person, once.

    *more_rows* and *more_columns* are how many smaller ones were left out; the totals have them.
    """

    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: Mapping[tuple[str, str], int]
    total: int = 0
    more_rows: int = 0
    more_columns: int = 0


# Without NOT MATERIALIZED, a million rows are copied before they are counted.
PICKED = """
    WITH p AS NOT MATERIALIZED (
        SELECT q.id, q.kind, q.session_id, q.account_id, q.person_id FROM {source} WHERE {where})
"""
KEYS = {
    Axis.THEME: "{side}.theme_id",
    Axis.KIND: "p.kind",
    Axis.SESSION: "p.session_id",
    Axis.ACCOUNT: "p.account_id",
    Axis.PARTICIPANT: "p.person_id",
    Axis.SEGMENT: "coalesce((SELECT segment FROM account WHERE id = p.account_id), '')",
}
COLUMNS = {
    Axis.SESSION: "q.session_id",
    Axis.ACCOUNT: "q.account_id",
    Axis.PARTICIPANT: "q.person_id",
}
MOST_KEYS = 1_000
"""Shown rows or columns up to which only their quotes are read."""
WITH_THEMES = " LEFT JOIN quote_theme {side} ON {side}.quote_id = p.id"
TOTAL = PICKED + "SELECT {counted} AS n FROM p"
TOTALS = PICKED + "SELECT {key} AS key, {counted} AS n FROM p{joined} GROUP BY 1"
CELLS = PICKED + (
    "SELECT {row} AS row, {column} AS column_key, {counted} AS n FROM p{joined} GROUP BY 1, 2"
)
LARGEST = """
    WITH totals AS MATERIALIZED ({totals})
    SELECT key, n, (SELECT count(*) FROM totals WHERE n <> 0) AS many FROM totals WHERE n <> 0
    ORDER BY n DESC, coalesce(key, '') DESC LIMIT :top
"""
"""Of 20,000 people, those that are shown: to read them all takes twice as long."""
QUOTES, PEOPLE = "count(*)", "count(DISTINCT p.person_id)"

SESSIONS = """
    SELECT id AS key, title AS name, zone, coalesce(started_ms, scheduled_ms, created_ms) AS at_ms
    FROM session WHERE id IN ({names})
"""
ACCOUNTS = "SELECT id AS key, name FROM account WHERE id IN ({names})"
PERSONS = """
    SELECT p.id AS key, p.name, coalesce(a.name, '') AS account, (
        SELECT coalesce(min(consent_name), 1) FROM participant WHERE person_id = p.id{there}
    ) AS named, coalesce((
        SELECT role FROM participant WHERE person_id = p.id AND role <> '' ORDER BY id DESC LIMIT 1
    ), '') AS role
    FROM person p LEFT JOIN account a ON a.id = p.account_id WHERE p.id IN ({names})
"""
BATCH = 30_000
"""Names looked up at once: SQLite takes 32,766 parameters."""


async def count_matrix(
    db: Db, wanted: Selection, rows: Axis, columns: Axis, *, people: bool = False, top: int = 0
) -> Matrix:
    """Count the quotes of a selection, or the *people* who said them, by two things.

    Counted are the ranked kinds, unless the selection names only others. A quote counts once for
    a theme, however many of its children it is tagged with, and for each of its themes. Only the
    *top* rows and columns are returned, those with the highest totals; 0 is all. Raises NotFound
    for an unknown theme.
    """
    if nothing_to_search(wanted):
        return Matrix((), (), {})
    query = await query_for(db, wanted)
    kinds = [kind for kind in whose(wanted) if not people or kind is not Kind.OBSERVATION]
    names, bound = placeholders("counted", [kind.value for kind in kinds])
    # With the +, not by the index of kinds: nearly every quote is of these.
    where = [*query.where, f"+q.kind IN ({names})"]
    order = {theme.id: (n, theme.path) for n, theme in enumerate(await all_themes(db))}
    order |= {kind.value: (n, "") for n, kind in enumerate(Kind)}
    by = narrowed(wanted)
    asked = _MatrixQuery(
        query.source,
        where,
        query.params | bound,
        PEOPLE if people else QUOTES,
        order,
        kinds if by and not by.role and not wanted.themes and not wanted.untagged else (),
    )

    async def work(tx: Tx) -> Matrix:
        heads, more_rows = await asked.heads(tx, rows, top, wanted.sessions)
        across, more_columns = await asked.heads(tx, columns, top, wanted.sessions)
        return Matrix(
            heads,
            across,
            await asked.cells(tx, (rows, columns), (heads, across)),
            await asked.total(tx),
            more_rows,
            more_columns,
        )

    return await db.read(work)


@dataclass(frozen=True, slots=True)
class _MatrixQuery:
    """The quotes that a matrix counts, how it counts them, and the order of themes and kinds."""

    source: str
    where: Sequence[str]
    params: Params
    counted: str
    order: Mapping[str, tuple[int, str]]
    all_of: Sequence[Kind]
    """The kinds, if all quotes of them are asked for: counters have the totals."""

    @property
    def people(self) -> bool:
        return self.counted is PEOPLE

    def sql(self, statement: str, *more: str, **parts: str) -> str:
        where = " AND ".join([*self.where, *more])
        return statement.format(source=self.source, where=where, counted=self.counted, **parts)

    async def _all(self, tx: Tx, known: str, statement: str, **parts: str) -> list[Row]:
        """Return the rows of a query that counters answer, if it is *known*, else of the quotes."""
        if known:
            return await tx.all(known)
        return await tx.all(self.sql(statement, **parts), self.params)

    async def total(self, tx: Tx) -> int:
        known = total_of(self.all_of, people=self.people) if self.all_of else ""
        found: int = (await self._all(tx, known, TOTAL))[0]["n"]
        return found

    async def heads(
        self, tx: Tx, axis: Axis, top: int, sessions: tuple[str, ...]
    ) -> tuple[tuple[Head, ...], int]:
        """Return what a side shows, and how many it leaves out."""
        key, joined = _side(axis, "t")
        counter = totals_of(axis, self.all_of, people=self.people) if self.all_of else ""
        if counter and top:
            found = await tx.all(LARGEST.format(totals=counter), {"top": top})
            many = found[0]["many"] if found else 0
        else:
            found = await self._all(tx, counter, TOTALS, key=key, joined=joined)
            many = sum(bool(row["n"]) for row in found)
        totals = sorted(((row["n"], row["key"] or "") for row in found if row["n"]), reverse=True)
        shown = totals[:top] if top else totals
        known = await _known(tx, axis, [key for _, key in shown if key], sessions)
        heads = [self._head(key, n, known.get(key)) for n, key in shown]
        if axis in (Axis.THEME, Axis.KIND):
            heads.sort(key=lambda head: self.order.get(head.key, (len(self.order), "")))
        else:
            heads.sort(key=lambda head: (not head.key, -head.total, head.name, head.key))
        return tuple(heads), many - len(shown)

    def _head(self, key: str, total: int, row: Row | None) -> Head:
        if row is None:
            return Head(key, total, self.order.get(key, (0, ""))[1] or key)
        told = {name: row[name] for name in row.keys()}  # noqa: SIM118
        return Head(**{**told, "total": total, "named": bool(told.get("named", 1))})

    async def cells(
        self, tx: Tx, axes: tuple[Axis, Axis], heads: tuple[tuple[Head, ...], tuple[Head, ...]]
    ) -> dict[tuple[str, str], int]:
        shown = [{head.key for head in side} for side in heads]
        cells: dict[tuple[str, str], int] = {}
        for row, column, n in await self._cell_rows(tx, axes, heads):
            key = row or "", column or ""
            if n and key[0] in shown[0] and key[1] in shown[1]:
                cells[key] = cells.get(key, 0) + n
        return {key: n for key, n in cells.items() if n}

    async def _cell_rows(
        self, tx: Tx, axes: tuple[Axis, Axis], heads: tuple[tuple[Head, ...], tuple[Head, ...]]
    ) -> list[tuple[str | None, str | None, int]]:
        """Return row, column and number of each cell, from counters if they have them."""
        asked: list[tuple[int, int, str, dict[str, object]]] = []
        for a, b in ((0, 1), (1, 0)) if self.all_of else ():
            keys = [head.key for head in heads[b]]
            names, bound = placeholders("shown", [key for key in keys if key])
            # Of quotes without an account, the counters know the kinds but not the themes.
            known_of = all(keys) or axes[a] is Axis.KIND or axes[b] is Axis.THEME
            fit = names if known_of and len(keys) <= MOST_KEYS else ""
            if known := cells_of(axes[a], axes[b], self.all_of, fit, people=self.people):
                asked.append((a, b, known, bound if ":shown" in known else {}))
        if asked:  # that of what is shown, before that of everything
            a, b, known, bound = max(asked, key=lambda each: bool(each[3]))
            counted = await tx.all(known, bound)
            return [(each["ab"[a]], each["ab"[b]], each["n"]) for each in counted]
        (row, rows), (column, columns) = (_side(axis, "rc"[n]) for n, axis in enumerate(axes))
        condition, bound = _of_fewest(axes, heads)
        sql = self.sql(CELLS, *condition, row=row, column=column, joined=rows + columns)
        found = await tx.all(sql, {**self.params, **bound})
        return [(each["row"], each["column_key"], each["n"]) for each in found]


def _of_fewest(
    axes: tuple[Axis, Axis], heads: tuple[tuple[Head, ...], tuple[Head, ...]]
) -> tuple[list[str], dict[str, object]]:
    """Return the condition for the shown side with the fewest quotes that an index finds."""
    sides = [
        (sum(head.total for head in side), COLUMNS[axis], [head.key for head in side])
        for axis, side in zip(axes, heads, strict=True)
        if axis in COLUMNS and len(side) <= MOST_KEYS and all(head.key for head in side)
    ]
    if not sides:
        return [], {}
    _, column, keys = min(sides)
    names, bound = placeholders("shown", keys)
    return [f"{column} IN ({names})"], bound


def _side(axis: Axis, name: str) -> tuple[str, str]:
    """Return a side's key in SQL, and the table that it needs."""
    joined = WITH_THEMES.format(side=name) if axis is Axis.THEME else ""
    return KEYS[axis].format(side=name), joined


async def _known(tx: Tx, axis: Axis, keys: list[str], sessions: tuple[str, ...]) -> dict[str, Row]:
    """Return what is known of sessions, accounts or people, by their ids."""
    tables = {Axis.SESSION: SESSIONS, Axis.ACCOUNT: ACCOUNTS, Axis.PARTICIPANT: PERSONS}
    found: dict[str, Row] = {}
    if axis in tables:
        among, bound = placeholders("among", sessions)
        there = f" AND session_id IN ({among})" if sessions else ""
        for start in range(0, len(keys), BATCH):
            names, params = placeholders("key", keys[start : start + BATCH])
            sql = tables[axis].format(names=names, there=there)
            params |= bound if axis is Axis.PARTICIPANT else {}
            found |= {row["key"]: row for row in await tx.all(sql, params)}
    return found
