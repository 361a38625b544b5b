"""Reading quotes: filtered, searched, newest first, paged by key; and the counts of themes."""

from dataclasses import dataclass

from focusgroup.core.model import QUOTE_KINDS, Kind, Quote, Theme
from focusgroup.core.search.tokens import match_query
from focusgroup.core.text import fold
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.quotes.write import WITHHELD_ANYWHERE, WITHHELD_IN
from focusgroup.store.row_mapping import QUOTE_COLUMNS, QUOTE_JOINS, placeholders, with_themes
from focusgroup.store.themes import ThemeCount, all_themes, find


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """Which quotes are wanted; an empty field lets everything through.

    *theme* is a path or a last part, with all that is below it; ``untagged`` wants those
    without a theme. *account* and *speaker* are names, *speaker* also the start of one.
    *since_ms* is inclusive, *until_ms* is not (Unix ms). *search* is words, all of which
    must be there. Observations come only when *kinds* names them or is empty.
    """

    theme: str = ""
    untagged: bool = False
    kinds: tuple[Kind, ...] = ()
    session: str = ""
    account: str = ""
    speaker: str = ""
    since_ms: int | None = None
    until_ms: int | None = None
    search: str = ""

    @property
    def by_theme_only(self) -> bool:
        """Whether nothing but theme and kinds is asked, which counters can answer."""
        rest = (self.session, self.account, self.speaker, self.search, self.untagged)
        return not any(rest) and self.since_ms is None and self.until_ms is None


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of a page; the next page is what lies behind it."""

    at_ms: int
    id: str
    n: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some quotes, and where to go on; *next* is None at the end."""

    quotes: tuple[Quote, ...]
    next: Cursor | None


@dataclass(frozen=True, slots=True)
class Query:
    """The tables that a filter reads from, its conditions, and the order of its rows."""

    source: str
    where: tuple[str, ...]
    params: dict[str, object]
    key: tuple[str, ...]


def query_of(wanted: QuoteFilter, theme: Theme | None) -> Query:
    """Drive from the index that fits: search, then theme, then time."""
    where: list[str] = []
    params: dict[str, object] = {}
    source, at = "quote q", "q.at_ms"
    key: tuple[str, ...] = ("q.at_ms", "q.id")
    if wanted.search:
        source, key = "quote_fts f JOIN quote q ON q.n = f.rowid", ("f.rowid",)
        where.append("f.tokens MATCH :match")
        params["match"] = match_query(wanted.search)
        if theme:
            where.append(
                "EXISTS (SELECT 1 FROM quote_theme t"
                " WHERE t.theme_id = :theme AND t.quote_id = q.id)"
            )
    elif theme:
        source, at = "quote_theme t JOIN quote q ON q.id = t.quote_id", "t.at_ms"
        key = ("t.at_ms", "t.quote_id")
        where.append("t.theme_id = :theme")
    else:
        where.append("q.deleted = 0")
    if theme:
        params["theme"] = theme.id
    driver = "t" if theme and not wanted.search else "q"
    if wanted.kinds:
        names, bound = placeholders("kind", tuple(kind.value for kind in wanted.kinds))
        where.append(f"{driver}.kind IN ({names})")
        params |= bound
    if wanted.session:
        where.append(f"{driver}.session_id = :session")
        params["session"] = wanted.session
    if wanted.account:
        where.append(f"{driver}.account_id = (SELECT id FROM account WHERE name_key = :account)")
        params["account"] = fold(wanted.account)
    if wanted.speaker:
        where.append(
            "q.person_id IN (SELECT id FROM person"
            " WHERE name_key = :speaker OR substr(name_key, 1, :speaker_n) = :speaker)"
        )
        params |= {"speaker": fold(wanted.speaker), "speaker_n": len(fold(wanted.speaker))}
    if wanted.untagged:
        where.append("NOT EXISTS (SELECT 1 FROM quote_theme t WHERE t.quote_id = q.id)")
    for name, sign, value in (("since", ">=", wanted.since_ms), ("until", "<", wanted.until_ms)):
        if value is not None:
            where.append(f"{at} {sign} :{name}")
            params[name] = value
    return Query(source, tuple(where), params, key)


async def resolved_theme(db: Db, wanted: QuoteFilter) -> Theme | None:
    return await find(db, wanted.theme) if wanted.theme else None


def nothing_to_search(wanted: QuoteFilter) -> bool:
    """Whether a search was asked for that holds no word, so that nothing can match."""
    return bool(wanted.search) and not match_query(wanted.search)


async def quote_page(
    db: Db,
    wanted: QuoteFilter,
    *,
    limit: int = 50,
    before: Cursor | None = None,
    skip: int = 0,
) -> Page:
    """The newest quotes that the filter lets through, behind *before*.

    *skip* jumps over that many more, for a list that is dragged to a far place; going on
    from page to page needs the cursor only. Raises NotFound for an unknown theme.
    """
    if nothing_to_search(wanted):
        return Page((), None)
    query = query_of(wanted, await resolved_theme(db, wanted))
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


async def count_quotes(db: Db, wanted: QuoteFilter) -> int:
    """How many quotes the filter lets through."""
    if nothing_to_search(wanted):
        return 0
    theme = await resolved_theme(db, wanted)
    query = query_of(wanted, theme)

    async def work(tx: Tx) -> int:
        if theme and wanted.by_theme_only:
            rows = await tx.all(COUNTED, {"theme": theme.id})
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
    """All quotes and observations of a session, in the order in which they were said."""

    async def work(tx: Tx) -> tuple[Quote, ...]:
        return await with_themes(tx, await tx.all(OF_SESSION, {"session": session_id}))

    return await db.read(work)


COUNTERS = "SELECT theme_id, kind, quotes FROM theme_count WHERE quotes > 0"


async def count_withheld(db: Db, session_id: str = "") -> int:
    """How many quotes, of one session or of all, are in no list for want of a consent."""
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


async def theme_tree(db: Db, wanted: QuoteFilter | None = None) -> tuple[ThemeCount, ...]:
    """Every theme, parents first, with its quotes by kind and its different people.

    A quote counts once for a theme, however many of its children it is tagged with. The
    filter's theme is ignored; without other wishes the kept counters answer.
    """
    wanted = wanted or QuoteFilter()
    themes = await all_themes(db)
    query = query_of(wanted, None)
    where = " AND ".join(["t.kind <> 'observation'", *query.where])
    join = "JOIN quote q ON q.id = t.quote_id"
    if wanted.search:
        join += " JOIN quote_fts f ON f.rowid = q.n"
    if wanted.by_theme_only and not wanted.kinds:
        join, where = "", "t.kind <> 'observation'"

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
            for row in await tx.all(PEOPLE.format(join=join, where=where), params)
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
