"""Read quotes: filtered, searched, newest first, paged by key; and count those of themes."""

from dataclasses import dataclass

from focusgroup.core.model import QUOTE_KINDS, RANKED_KINDS, Kind, Quote
from focusgroup.core.search.selection import Selection
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.quotes.selecting import nothing_to_search, query_for, themes_of
from focusgroup.store.quotes.write import THERE, WITHHELD_ANYWHERE, WITHHELD_IN
from focusgroup.store.row_mapping import QUOTE_COLUMNS, QUOTE_JOINS, placeholders, with_themes
from focusgroup.store.themes import ThemeCount, all_themes


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of a page; the next page starts after it."""

    at_ms: int
    id: str
    n: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some quotes, and where the next page starts; *next* is None at the end."""

    quotes: tuple[Quote, ...]
    next: Cursor | None


async def quote_page(
    db: Db,
    wanted: Selection,
    *,
    limit: int = 50,
    before: Cursor | None = None,
    skip: int = 0,
) -> Page:
    """Return the newest quotes of a selection that are older than *before*.

    *skip* leaves out that many more, for a list that is dragged far down; reading page after
    page needs only the cursor. Raises NotFound for an unknown theme.
    """
    if nothing_to_search(wanted):
        return Page((), None)
    query = await query_for(db, wanted)
    where, params = list(query.where), {**query.params, "limit": limit + 1, "skip": skip}
    if before:
        if len(query.key) == 1:
            where.append(f"{query.key[0]} < :key_n")
            params["key_n"] = before.n
        else:
            where.append(f"({', '.join(query.key)}) < (:key_at, :key_id)")
            params |= {"key_at": before.at_ms, "key_id": before.id}
    order = ", ".join(f"{column} DESC" for column in query.key)
    sql = (
        f"SELECT {QUOTE_COLUMNS} FROM {query.source} {QUOTE_JOINS}"
        f" WHERE {' AND '.join(where)} ORDER BY {order} LIMIT :limit OFFSET :skip"
    )

    async def work(tx: Tx) -> Page:
        rows = await tx.all(sql, params)
        quotes = await with_themes(tx, rows[:limit])
        more = len(rows) > limit
        last = quotes[-1] if quotes else None
        return Page(quotes, Cursor(last.at_ms, last.id, last.n) if more and last else None)

    return await db.read(work)


COUNTED = "SELECT kind, quotes FROM theme_count WHERE theme_id = :theme"


async def count_quotes(db: Db, wanted: Selection) -> int:
    """Return how many quotes the selection holds. Raises NotFound for an unknown theme."""
    if nothing_to_search(wanted):
        return 0
    themes = await themes_of(db, wanted)
    query = await query_for(db, wanted, themes)

    async def work(tx: Tx) -> int:
        if len(themes) == 1 and wanted.by_theme_only:
            rows = await tx.all(COUNTED, {"theme": themes[0].id})
            kinds = [kind.value for kind in wanted.kinds] or [kind.value for kind in Kind]
            return sum(row["quotes"] for row in rows if row["kind"] in kinds)
        where = " AND ".join(query.where)
        sql = f"SELECT count(*) AS n FROM {query.source} WHERE {where}"
        (row,) = await tx.all(sql, query.params)
        found: int = row["n"]
        return found

    return await db.read(work)


OF_SESSION = f"""
    SELECT {QUOTE_COLUMNS} FROM quote q {QUOTE_JOINS}
    WHERE q.session_id = :session AND q.deleted = 0 ORDER BY q.at_ms, q.id
"""


async def quotes_of_session(db: Db, session_id: str) -> tuple[Quote, ...]:
    """Return all quotes and observations of a session, in the order they were said."""

    async def work(tx: Tx) -> tuple[Quote, ...]:
        return await with_themes(tx, await tx.all(OF_SESSION, {"session": session_id}))

    return await db.read(work)


TEXTS = "SELECT offset_ms, text FROM quote WHERE session_id = :session AND deleted = 0"


async def texts_of_session(db: Db, session_id: str) -> list[tuple[int, str]]:
    """Return the time (ms of the session) and the text of each quote and observation."""

    async def work(tx: Tx) -> list[tuple[int, str]]:
        rows = await tx.all(TEXTS, {"session": session_id})
        return [(row["offset_ms"], row["text"]) for row in rows]

    return await db.read(work)


SINCE = f"""
    SELECT {QUOTE_COLUMNS} FROM quote q {QUOTE_JOINS}
    WHERE q.session_id = :session AND q.rev > :rev ORDER BY q.at_ms, q.id
"""


async def quotes_since(
    db: Db, session_id: str, rev: int
) -> tuple[tuple[Quote, ...], tuple[Quote, ...]]:
    """Return the quotes changed after a revision: those there, and those deleted or withheld."""

    async def work(tx: Tx) -> tuple[tuple[Quote, ...], tuple[Quote, ...]]:
        rows = await tx.all(SINCE, {"session": session_id, "rev": rev})
        there = await with_themes(tx, [row for row in rows if row["deleted"] == THERE])
        gone = await with_themes(tx, [row for row in rows if row["deleted"] != THERE])
        return there, gone

    return await db.read(work)


COUNTERS = "SELECT theme_id, kind, quotes FROM theme_count WHERE quotes > 0"


async def count_withheld(db: Db, session_id: str = "") -> int:
    """Return how many quotes are withheld for lack of consent, in one session or in all."""
    sql = WITHHELD_IN if session_id else WITHHELD_ANYWHERE

    async def work(tx: Tx) -> int:
        (row,) = await tx.all(sql, {"session": session_id} if session_id else {})
        found: int = row["n"]
        return found

    return await db.read(work)


PEOPLE = """
    SELECT t.theme_id, count(DISTINCT t.person_id) AS people FROM quote_theme t
    {join} WHERE {where} GROUP BY t.theme_id
"""
BY_KIND = """
    SELECT t.theme_id, t.kind, count(*) AS quotes FROM quote_theme t
    {join} WHERE {where} GROUP BY t.theme_id, t.kind
"""


async def theme_tree(db: Db, wanted: Selection | None = None) -> tuple[ThemeCount, ...]:
    """Return every theme, parents first, with how many quotes of each kind and people it has.

    A quote counts once for a theme, however many of its children it is tagged with. People are
    those with a quote of a ranked kind, unless the selection names only other kinds. The
    selection's themes are ignored; without other filters, the quotes are not counted again but
    read from the stored counters.
    """
    wanted = wanted or Selection()
    themes = await all_themes(db)
    query = await query_for(db, wanted, ())
    where = " AND ".join(["t.kind <> 'observation'", *query.where])
    ranked = [kind.value for kind in RANKED_KINDS if not wanted.kinds or kind in wanted.kinds]
    names, bound = placeholders("ranked", ranked)
    join = "JOIN quote q ON q.id = t.quote_id"
    if wanted.search:
        join += " JOIN quote_fts f ON f.rowid = q.n"
    if wanted.by_theme_only and not wanted.kinds:
        join, where = "", "t.kind <> 'observation'"
    who = f"{where} AND t.kind IN ({names})" if ranked else where

    async def work(tx: Tx) -> tuple[ThemeCount, ...]:
        if nothing_to_search(wanted):
            return tuple(ThemeCount(theme) for theme in themes)
        params = query.params if join else {}
        sql = COUNTERS if not join else BY_KIND.format(join=join, where=where)
        counts: dict[str, dict[str, int]] = {}
        for row in await tx.all(sql, params):
            counts.setdefault(row["theme_id"], {})[row["kind"]] = row["quotes"]
        people = {
            row["theme_id"]: row["people"]
            for row in await tx.all(PEOPLE.format(join=join, where=who), params | bound)
        }
        return tuple(
            ThemeCount(
                theme,
                people=people.get(theme.id, 0),
                **{kind.value: counts.get(theme.id, {}).get(kind.value, 0) for kind in QUOTE_KINDS},
            )
            for theme in themes
        )

    return await db.read(work)
