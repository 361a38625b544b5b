"""What a theme's row tells besides quotes and people: reach, top account, quarters, weight.

Each is a read of its own; stored counters answer for everything and for kinds.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date
from itertools import pairwise

from focusgroup.core.dates.zones import zone_of
from focusgroup.core.evidence.evidence import ONE_VOICE_PERCENT, ONE_VOICE_QUOTES
from focusgroup.core.evidence.tally import Share, share_of
from focusgroup.core.model import Kind
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import midnight
from focusgroup.store.counters import EVERYTHING, REVENUE_OF_ALL
from focusgroup.store.engine.protocol import Db, Row
from focusgroup.store.quotes.counted import Narrowed, mask_of, narrowed, whose, with_phrases
from focusgroup.store.quotes.selecting import Query, nothing_to_search, query_for
from focusgroup.store.quotes.tree import Tags, tags_by_quote, tags_of
from focusgroup.store.row_mapping import placeholders
from focusgroup.store.themes import all_themes

REACH_OF_ALL = """
    SELECT theme_id, sum(accounts) AS accounts, sum(sessions) AS sessions FROM theme_voices
    WHERE kinds & :mask <> 0 GROUP BY theme_id
"""
# Of accounts that were chosen: their rows in the counters, and of the tags only the sessions.
OF_ACCOUNTS = """
    SELECT theme_id, count(*) AS accounts, max({sum}) AS n, {top} AS who FROM theme_group
    WHERE {accounts} AND {sum} > 0 GROUP BY theme_id
"""
# With max(), SQLite takes the other columns from the row that has it.
TOP_GROUP = {
    "sqlite": "group_id",
    "postgresql": "(array_agg(group_id ORDER BY {sum} DESC, group_id))[1]",
}
SESSIONS = """
    SELECT {theme} AS theme_id, count(DISTINCT {t}.session_id) AS sessions FROM {source}
    WHERE {where} GROUP BY 1
"""
REACH = """
    SELECT {theme} AS theme_id, count(DISTINCT {t}.account_id) AS accounts,
        count(DISTINCT {t}.session_id) AS sessions FROM {source} WHERE {where} GROUP BY 1
"""
LARGEST = """
    SELECT who, sum({sum}) AS n FROM quote_tally WHERE role IN ('account', 'alone') AND themed = 1
    GROUP BY role, who HAVING sum({sum}) > 0 ORDER BY n DESC, who LIMIT :most
"""
OF_LARGEST = "FROM theme_group WHERE group_id IN ({among})"
OF_ALL = """
    FROM theme_group WHERE theme_id IN ({themes}) AND group_id IN (
        SELECT who FROM quote_tally WHERE role IN ('account', 'alone'))
"""
TOP_OF_EACH = {
    "sqlite": """
        SELECT theme_id, max({n}) AS n, {who} AS who {among} GROUP BY theme_id HAVING n > 0
    """,
    "postgresql": """
        SELECT DISTINCT ON (theme_id) theme_id, {n} AS n, {who} AS who {among}
        ORDER BY theme_id, n DESC, who
    """,
}
MOST_TRIED = 500
"""Of a million quotes, all accounts take 2 s; a theme's top one is nearly always a large one."""
SPOKE = """
    FROM (
        SELECT {theme} AS theme_id, coalesce({t}.account_id, {t}.person_id) AS who, count(*) AS n
        FROM {source} WHERE {where} AND coalesce({t}.account_id, {t}.person_id) IS NOT NULL
        GROUP BY 1, 2 ORDER BY 1, 2
    ) spoke
"""
NAMES = """
    SELECT id, name, 1 AS account FROM account WHERE id IN ({names})
    UNION ALL SELECT id, name, 0 FROM person WHERE id IN ({names})
"""
IN_QUARTERS = "SELECT {theme} AS theme_id, {sums} FROM {source} WHERE {where} GROUP BY 1"
EACH_QUARTER = "SELECT th.id AS theme_id, {counts} FROM theme th"
COUNT = """
    (SELECT count(*) FROM quote_theme t WHERE t.theme_id = th.id AND t.at_ms >= :from{n}
        AND t.at_ms < :to{n} AND {where}) AS q{n}
"""
ALL_OF_THEM = """
    (SELECT count(*) FROM {source} WHERE {where} AND {t}.at_ms >= :from{n}
        AND {t}.at_ms < :to{n}) AS q{n}
"""
STORED_QUARTERS = """
    SELECT theme_id, quarter, sum(quotes) AS n FROM theme_quarter
    WHERE quarter >= :first AND quarter < :end AND kind IN ({kinds}) GROUP BY theme_id, quarter
"""
STORED_MARKS = """
    SELECT theme_id, sum(strong) AS strong, sum(agreement) AS agreement, sum(dissent) AS dissent
    FROM theme_quarter WHERE kind IN ({kinds}) GROUP BY theme_id
"""
STORED_REVENUE = f"""
    SELECT theme_id, sum(revenue) / {REVENUE_OF_ALL}.0 AS value, sum(known) AS known,
        sum(accounts) AS heard
    FROM theme_voices WHERE kinds & :mask <> 0 GROUP BY theme_id
"""
MARKED = """
    SELECT t.theme_id, sum(q.intensity > 0) AS strong, sum(q.agreement) AS agreement,
        sum(q.dissent) AS dissent
    FROM {source} CROSS JOIN quote_theme t ON t.quote_id = q.id
    WHERE {where} AND q.deleted = 0
        AND (q.intensity > 0 OR q.agreement > 0 OR q.dissent > 0) GROUP BY 1
"""
BY_MARK = {"sqlite": "quote q INDEXED BY quote_marked", "postgresql": "quote q"}
"""Quotes that are felt, agreed with or not: without it, all of a million were looked through."""
BY_ACCOUNT = {"sqlite": "quote q INDEXED BY quote_by_account", "postgresql": "quote q"}
"""Quotes of some accounts: by the index of kinds, each row was looked up."""
HEARD = """
    SELECT theme_id, coalesce(sum(a.revenue_share), 0.0) AS value, count(a.revenue_share) AS known,
        count(*) AS heard
    FROM {heard} GROUP BY 1
"""
HEARD_OF_GROUPS = """
    account a CROSS JOIN theme_group g ON g.group_id = a.id WHERE {accounts} AND {sum} > 0
"""
HEARD_OF_TAGS = """
    (SELECT {theme} AS theme_id, {t}.account_id FROM {source} WHERE {where} GROUP BY 1, 2) heard
    JOIN account a ON a.id = heard.account_id
"""
SUM = "sum({t}.at_ms >= :from{n} AND {t}.at_ms < :to{n}) AS q{n}"


@dataclass(frozen=True, slots=True)
class TopVoice:
    """The account, or the person without one, with most of a theme's quotes."""

    name: str
    quotes: int
    is_account: bool = True
    id: str = ""

    def percent(self, mentions: int) -> int:
        """Return its share of so many mentions."""
        return round(self.quotes * 100 / mentions) if mentions else 0

    def is_one_voice(self, mentions: int) -> bool:
        """Return whether so many mentions rest on it, by the rule of ``core.evidence``."""
        return mentions >= ONE_VOICE_QUOTES and self.quotes * 100 >= mentions * ONE_VOICE_PERCENT


@dataclass(frozen=True, slots=True)
class ThemeWeight:
    """How strongly a theme is felt, how many agreed or disagreed, and whose revenue it touches.

    *strong* counts the quotes that were strongly felt (! or !!).
    """

    strong: int = 0
    agreement: int = 0
    dissent: int = 0
    revenue: Share | None = None


async def theme_reach(db: Db, wanted: Selection) -> dict[str, tuple[int, int]]:
    """Return how many accounts and sessions each theme has, by its id."""
    by = narrowed(wanted)
    if by and not by.role:
        rows = await _rows(db, REACH_OF_ALL, {"mask": mask_of(whose(wanted))})
    elif by and by.role == "account":
        accounts = {row["theme_id"]: row["accounts"] for row in await _of_accounts(db, wanted, by)}
        query = await query_for(db, wanted, ())
        query = query._replace(source=query.source.replace("quote q", BY_ACCOUNT[db.engine]))
        met = await _of_tags(db, wanted, SESSIONS, tags_by_quote(db, query))
        return {row["theme_id"]: (accounts[row["theme_id"]], row["sessions"]) for row in met}
    else:
        rows = await _of_tags(db, wanted, REACH)
    return {row["theme_id"]: (row["accounts"], row["sessions"]) for row in rows}


async def top_voices(db: Db, wanted: Selection) -> dict[str, TopVoice]:
    """Return the account, or the person without one, with most quotes of each theme, by its id."""
    by = narrowed(wanted)
    if by and not by.role:
        rows = await tops_of_all(db, " + ".join(whose(wanted)))
    elif by and by.role == "account":
        rows = await _of_accounts(db, wanted, by)
    else:
        tops = TOP_OF_EACH[db.engine].format(n="n", who="who", among=SPOKE)
        rows = await _of_tags(db, wanted, tops)
    names, bound = placeholders("who", sorted({row["who"] for row in rows}))
    known = {row["id"]: row for row in await _rows(db, NAMES.format(names=names), bound)}
    return {
        row["theme_id"]: TopVoice(called["name"], row["n"], bool(called["account"]), row["who"])
        for row in rows
        if row["n"] > 0 and (called := known.get(row["who"]))
    }


async def _of_accounts(db: Db, wanted: Selection, by: Narrowed) -> list[Row]:
    """Return of each theme how many of the chosen accounts spoke, and which of them most."""
    summed = f"({' + '.join(whose(wanted))})"
    top = TOP_GROUP[db.engine].format(sum=summed)
    sql = OF_ACCOUNTS.format(sum=summed, top=top, accounts=by.where.replace("{}", "group_id"))
    return await _rows(db, sql, by.params)


async def tops_of_all(db: Db, summed: str) -> list[Row]:
    """Return the top of each theme among the largest; of all, for themes too small to tell so."""
    largest = await _rows(db, LARGEST.format(sum=summed), {"most": MOST_TRIED})
    names, bound = placeholders("large", [row["who"] for row in largest])
    each = TOP_OF_EACH[db.engine].replace("{n}", summed).replace("{who}", "group_id")
    sql = each.replace("{among}", OF_LARGEST.format(among=names))
    found = await _rows(db, sql, bound)
    if len(largest) < MOST_TRIED:
        return found
    # Who is smaller than all of these has fewer quotes of a theme than the smallest has in all.
    sure = [row for row in found if row["n"] >= largest[-1]["n"]]
    known = {row["theme_id"] for row in sure}
    ids = [theme.id for theme in await all_themes(db) if theme.id not in known]
    themes, bound = placeholders("small", ids)
    sql = each.replace("{among}", OF_ALL.format(themes=themes))
    return sure + await _rows(db, sql, bound)


async def theme_quarters(
    db: Db, wanted: Selection, starts: Sequence[date], zone: str
) -> dict[str, tuple[int, ...]]:
    """Return each theme's quotes between each of the days *starts* and the next, by its id.

    They are the first days of quarters, in *zone*. Under "" are the quotes of all themes and of
    none, each once.
    """
    if nothing_to_search(wanted):
        return {}
    begin = [midnight(day, zone_of(zone)) for day in starts]
    by = narrowed(wanted)
    if by and not by.role:
        return await _stored_quarters(db, wanted, starts, begin)
    return await _counted(db, wanted, list(pairwise(begin)))


async def _stored_quarters(
    db: Db, wanted: Selection, starts: Sequence[date], begin: Sequence[int]
) -> dict[str, tuple[int, ...]]:
    """Return the stored counts of quarters, which begin in UTC, as they are in another zone.

    What was said between the two beginnings is counted: half a day at most.
    """
    numbers = [day.year * 4 + (day.month + 2) // 3 for day in starts]
    in_utc = [midnight(day, UTC) for day in starts]
    edges = [(min(both), max(both)) for both in zip(begin, in_utc, strict=True)]
    names, params = placeholders("counted", [kind.value for kind in whose(wanted)])
    bounds = {"first": numbers[0], "end": numbers[-1]}
    found: dict[str, list[int]] = {}
    none = [0] * (len(starts) - 1)
    for row in await _rows(db, STORED_QUARTERS.format(kinds=names), {**params, **bounds}):
        place = bisect_right(numbers, row["quarter"]) - 1
        key = "" if row["theme_id"] == EVERYTHING else row["theme_id"]
        found.setdefault(key, none.copy())[place] += row["n"]
    if any(start < end for start, end in edges):
        for theme, moved in (await _counted(db, wanted, edges)).items():
            counts = found.setdefault(theme, none.copy())
            for place, n in enumerate(moved):
                # A quarter that begins earlier here has them, and the one before it has not.
                n = n if begin[place] < in_utc[place] else -n
                for quarter, more in ((place, n), (place - 1, -n)):
                    if 0 <= quarter < len(counts):
                        counts[quarter] += more
    return {theme: tuple(counts) for theme, counts in found.items()}


async def _counted(
    db: Db, wanted: Selection, spans: Sequence[tuple[int, int]]
) -> dict[str, tuple[int, ...]]:
    """Count each theme's quotes in each of *spans* of ms; those of all under ""."""
    params: dict[str, object] = {}
    for n, (begins, ends) in enumerate(spans):
        params[f"from{n}"], params[f"to{n}"] = begins, ends
    names, bound = placeholders("counted", [kind.value for kind in whose(wanted)])
    tags = await tags_of(db, wanted)
    told = " AND ".join([*tags.where, tags.of_kinds(names)])
    places = range(len(spans))
    if tags.by_theme:
        counts = ", ".join(COUNT.format(n=n, where=told) for n in places)
        sql = EACH_QUARTER.format(counts=counts)
    else:
        sums = ", ".join(SUM.format(t=tags.t, n=n) for n in places)
        sql = IN_QUARTERS.format(theme=tags.theme, sums=sums, source=tags.source, where=told)
    rows = await _rows(db, sql, {**params, **tags.params, **bound})
    found = {row["theme_id"]: tuple(row[f"q{n}"] for n in places) for row in rows}
    query = await _quotes(db, wanted)
    source, t = query.counted
    told = " AND ".join([*query.where, f"{t}.kind IN ({names})"])
    if source == "quote q":  # by time, each span is found without what is between them
        sums = ", ".join(ALL_OF_THEM.format(source=source, where=told, t=t, n=n) for n in places)
        sql = f"SELECT {sums}"
    else:
        sums = ", ".join(SUM.format(t=t, n=n) for n in places)
        sql = f"SELECT {sums} FROM {source} WHERE {told} AND {t}.at_ms >= :from0"
    (all_of_them,) = await _rows(db, sql, {**params, **query.params, **bound})
    return found | {"": tuple(all_of_them[f"q{n}"] or 0 for n in places)}


async def theme_weights(db: Db, wanted: Selection) -> dict[str, ThemeWeight]:
    """Return the weight of each theme that has any, by its id."""
    if nothing_to_search(wanted):
        return {}
    kinds = [kind.value for kind in whose(wanted) if kind is not Kind.OBSERVATION]
    names, bound = placeholders("counted", kinds)
    by = narrowed(wanted)
    if by and not by.role:
        rows = await _rows(db, STORED_MARKS.format(kinds=names), bound)
    else:
        query = await _quotes(db, wanted)
        where = " AND ".join([*query.where, f"+q.kind IN ({names})"])
        by_mark = query.source == "quote q" and not wanted.sessions
        source = BY_MARK[db.engine] if by_mark else query.source
        sql = MARKED.format(source=source, where=where)
        rows = await _rows(db, sql, {**query.params, **bound})
    marked = {row["theme_id"]: (row["strong"], row["agreement"], row["dissent"]) for row in rows}
    revenue = {
        row["theme_id"]: share_of(row["value"], row["known"], row["heard"])
        for row in await _heard(db, wanted)
    }
    return {
        theme: ThemeWeight(*marked.get(theme, (0, 0, 0)), revenue.get(theme))
        for theme in {*marked, *revenue}
    }


async def _heard(db: Db, wanted: Selection) -> list[Row]:
    """Return the known shares of revenue of the accounts that were heard on each theme."""
    by = narrowed(wanted)
    if by and not by.role:
        return await _rows(db, STORED_REVENUE, {"mask": mask_of(whose(wanted))})
    if by and by.role == "account":
        summed = f"({' + '.join(whose(wanted))})"
        accounts = by.where.replace("{}", "a.id")
        heard = HEARD_OF_GROUPS.format(accounts=accounts, sum=summed)
        return await _rows(db, HEARD.format(heard=heard), by.params)
    return await _of_tags(db, wanted, HEARD.format(heard=HEARD_OF_TAGS))


async def _quotes(db: Db, wanted: Selection) -> Query:
    """Return the query for all these quotes, of whatever theme."""
    wanted = replace(wanted, themes=(), untagged=False)
    query = await with_phrases(db, wanted) or await query_for(db, wanted)
    return query.by_session() if wanted.sessions else query


async def _of_tags(db: Db, wanted: Selection, sql: str, tags: Tags | None = None) -> list[Row]:
    """Return the rows of a query on the tags of the quotes that are counted."""
    if nothing_to_search(wanted):
        return []
    tags = tags or await tags_of(db, wanted)
    kinds = [kind.value for kind in whose(wanted) if kind is not Kind.OBSERVATION]
    names, bound = placeholders("counted", kinds)
    told = " AND ".join([*tags.where, tags.of_kinds(names)])
    sql = sql.format(source=tags.source, theme=tags.theme, t=tags.t, where=told)
    return await _rows(db, sql, {**tags.params, **bound})


async def _rows(db: Db, sql: str, params: Mapping[str, object]) -> list[Row]:
    return await db.read(lambda tx: tx.all(sql, params))
