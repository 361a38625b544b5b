"""Read quotes: filtered, searched, newest first, paged by key; and count them."""

from typing import NamedTuple

from focusgroup.core.model import Kind, Quote
from focusgroup.core.search.selection import Selection
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.quotes.counted import kinds_query
from focusgroup.store.quotes.selecting import nothing_to_search, query_for, themes_of
from focusgroup.store.quotes.write import THERE, WITHHELD_ANYWHERE, WITHHELD_IN
from focusgroup.store.row_mapping import QUOTE_COLUMNS, QUOTE_JOINS, Texts, with_themes


class Cursor(NamedTuple):
    """The last row of a page; the next page starts after it."""

    at_ms: int
    id: str
    n: int


class Page(NamedTuple):
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
    texts: Texts | None = None,
) -> Page:
    """Return the newest quotes of a selection that are older than *before*.

    *skip* leaves out that many more, for a list that is dragged far down; reading page after
    page needs only the cursor. Who keeps many pages gives the *texts* that they share. Raises
    NotFound for an unknown theme.
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
        quotes = await with_themes(tx, rows[:limit], texts)
        more = len(rows) > limit
        last = quotes[-1] if quotes else None
        return Page(quotes, Cursor(last.at_ms, last.id, last.n) if more and last else None)

    return await db.read(work)


async def count_quotes(db: Db, wanted: Selection) -> int:
    """Return how many quotes the selection holds. Raises NotFound for an unknown theme."""
    if nothing_to_search(wanted):
        return 0
    themes = await themes_of(db, wanted)
    if known := kinds_query(wanted, themes):
        (row,) = await db.read(lambda tx: tx.all(*known))
        return sum(row[kind.value] for kind in wanted.kinds or Kind)
    query = await query_for(db, wanted, themes)
    source, _ = query.counted
    sql = f"SELECT count(*) AS n FROM {source} WHERE {' AND '.join(query.where)}"
    (row,) = await db.read(lambda tx: tx.all(sql, query.params))
    found: int = row["n"]
    return found


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


async def count_withheld(db: Db, session_id: str = "") -> int:
    """Return how many quotes are withheld for lack of consent, in one session or in all."""
    return (await _withheld(db, session_id))[0]


async def count_withheld_observations(db: Db, session_id: str) -> int:
    """Return how many observations of a session are withheld for lack of consent."""
    return (await _withheld(db, session_id))[1]


async def _withheld(db: Db, session_id: str) -> tuple[int, int]:
    sql = WITHHELD_IN if session_id else WITHHELD_ANYWHERE

    async def work(tx: Tx) -> tuple[int, int]:
        (row,) = await tx.all(sql, {"session": session_id} if session_id else {})
        return row["n"], row["observed"]

    return await db.read(work)
