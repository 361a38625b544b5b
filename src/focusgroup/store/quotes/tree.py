"""Count the quotes and people of every theme: the tree of the codebook with its numbers."""

from collections.abc import Sequence
from typing import NamedTuple

from focusgroup.core.model import QUOTE_KINDS, RANKED_KINDS, Kind
from focusgroup.core.search.selection import Selection
from focusgroup.store.engine.protocol import Db, Row, Tx
from focusgroup.store.quotes.counted import (
    KINDS,
    SUMS,
    Narrowed,
    Statement,
    counting,
    leads_many,
    mask_of,
    narrowed,
    people_in,
    whose,
    with_phrases,
)
from focusgroup.store.quotes.selecting import (
    Query,
    conditions,
    nothing_to_search,
    query_for,
    zones_for,
)
from focusgroup.store.row_mapping import placeholders
from focusgroup.store.themes import ThemeCount, all_themes

_OF_KIND = "sum(CASE WHEN kind = '{kind}' THEN quotes ELSE 0 END) AS {kind}"
OF_ALL = f"""
    SELECT theme_id, {", ".join(_OF_KIND.format(kind=kind) for kind in KINDS)}
    FROM theme_count GROUP BY theme_id
"""
PEOPLE_OF_ALL = """
    SELECT theme_id, sum(people) AS people FROM theme_voices WHERE kinds & :mask <> 0
    GROUP BY theme_id
"""
OF_GROUPS = f"""
    SELECT theme_id, {SUMS}, sum({{people}}) AS people FROM theme_group WHERE {{where}}
    GROUP BY theme_id
"""
OF_TAGS = "SELECT {theme} AS theme_id, {counted} FROM {source} WHERE {where} GROUP BY 1"
PEOPLE_OF_TAGS = """
    SELECT {theme} AS theme_id, count(DISTINCT {t}.person_id) AS people FROM {source}
    WHERE {where} GROUP BY 1
"""
PEOPLE_OF_MANY = """
    SELECT th.id AS theme_id, count(*) AS people FROM theme th CROSS JOIN person p
    WHERE {where} AND EXISTS (
        SELECT 1 FROM quote_theme t
        WHERE t.theme_id = th.id AND t.person_id = p.id AND t.kind IN ({kinds}))
    GROUP BY 1
"""
"""For accounts with many quotes: each of their people under each theme, 0.1 s instead of 0.7."""
BOTH = "count(DISTINCT CASE WHEN {t}.kind IN ({kinds}) THEN {t}.person_id END) AS people"
"""For the first of these, so that the tags are read once for both."""
OF_TIMES = "SELECT th.id AS theme_id, {counted} FROM theme th"
OF_TIME = """
    (SELECT count({what}) FROM quote_theme t WHERE t.theme_id = th.id AND {where}
        AND t.kind {kinds}) AS {name}
"""
"""For times alone: each kind of a theme is found by its own index."""
BY_THEME = "theme th CROSS JOIN quote_theme t ON t.theme_id = th.id"
"""For what many quotes have: each theme in turn, so that nothing is sorted."""
BY_QUOTE = {
    "sqlite": "{source} CROSS JOIN quote_theme r INDEXED BY theme_of_quote ON r.quote_id = q.id",
    "postgresql": "{source} JOIN quote_theme r ON r.quote_id = q.id",
}
"""For what few quotes have: those quotes, and then their themes.

What is counted is the quote's: its index alone tells the themes. With their rows, a word of 800,000
quotes took 20 s instead of 2.
"""
MANY = 20_000
"""Quotes of an account from which the themes in turn are quicker."""
OF_ACCOUNTS = "SELECT sum({sum}) AS n FROM quote_tally WHERE role = 'account' AND {where}"


class Tags(NamedTuple):
    """The tables with tags, the column of their themes, the alias of the table with what is
    counted, the conditions and the parameters.
    """

    source: str
    theme: str
    t: str
    where: list[str]
    params: dict[str, object]

    @property
    def by_theme(self) -> bool:
        """Whether it goes from theme to theme, not from quote to quote."""
        return self.source == BY_THEME

    def of_kinds(self, names: str) -> str:
        """Return the condition for kinds, the *names* of parameters."""
        # With the +, not by the index of kinds: nearly every quote is of these.
        return f"{'' if self.by_theme else '+'}{self.t}.kind IN ({names})"


async def theme_tree(db: Db, wanted: Selection | None = None) -> tuple[ThemeCount, ...]:
    """Return every theme, parents first, with how many quotes of each kind and people it has.

    A quote counts once for a theme, however many of its children it is tagged with. People are
    those with a quote of a ranked kind, unless the selection names only other kinds. The
    selection's themes are ignored. Stored counters answer for kinds, for a session, and for
    accounts, their segments and owners; other filters are counted.
    """
    wanted = wanted or Selection()
    themes = await all_themes(db)
    if nothing_to_search(wanted):
        return tuple(ThemeCount(theme) for theme in themes)
    shown = [kind for kind in QUOTE_KINDS if not wanted.kinds or kind in wanted.kinds]
    statements = await _statements(db, wanted, shown)

    async def work(tx: Tx) -> list[list[Row]]:
        return [await tx.all(sql, params) for sql, params in statements]

    counts, *more = await db.read(work)
    quotes = {row["theme_id"]: row for row in counts}
    people = {row["theme_id"]: row["people"] for row in (more[0] if more else counts)}
    return tuple(
        ThemeCount(
            theme,
            people=people.get(theme.id, 0),
            **{kind.value: quotes[theme.id][kind] for kind in shown if theme.id in quotes},
        )
        for theme in themes
    )


async def _statements(db: Db, wanted: Selection, shown: Sequence[Kind]) -> Sequence[Statement]:
    """Return what counts the quotes, and the people if the first one doesn't count them too."""
    by = narrowed(wanted)
    people = tuple(kind for kind in whose(wanted) if kind is not Kind.OBSERVATION)
    if by and not by.role:
        return (OF_ALL, {}), (PEOPLE_OF_ALL, {"mask": mask_of(people)})
    groups: Statement | None = None
    if by and by.role != "person":
        of_groups, params = by.of_groups()
        spoke = people_in(people)
        groups = OF_GROUPS.format(where=of_groups.replace("{}", "group_id"), people=spoke), params
        if _has_people(by, wanted, people):
            return (groups,)
    names, bound = placeholders("counted", [kind.value for kind in people])
    if by and groups and wanted.accounts and await are_many(db, wanted):
        of_account = by.where.replace("{}", "p.account_id")
        many = PEOPLE_OF_MANY.format(where=of_account, kinds=names)
        return groups, (many, {**by.params, **bound})
    tags = await tags_of(db, wanted)
    of = {"theme": tags.theme, "source": tags.source, "t": tags.t}
    params = {**tags.params, **bound}
    if groups and (tags.by_theme or wanted.accounts or wanted.segments or wanted.owner):
        whom = " AND ".join([*tags.where, tags.of_kinds(names)])
        return groups, (PEOPLE_OF_TAGS.format(**of, where=whom), params)
    told = " AND ".join(tags.where)
    by_time = not (wanted.accounts or wanted.segments or wanted.owner)
    if tags.by_theme and by_time and not any("session_id" in each for each in tags.where):
        asked = [("*", f"= '{kind}'", kind.value) for kind in shown]
        asked.append(("DISTINCT t.person_id", f"IN ({names})", "people"))
        sums = (
            OF_TIME.format(what=what, kinds=kinds, name=name, where=told)
            for what, kinds, name in asked
        )
        return ((OF_TIMES.format(counted=", ".join(sums)), params),)
    summed = [f"sum({tags.t}.kind = '{kind}') AS {kind}" for kind in shown or (Kind.PROBLEM,)]
    counted = ", ".join([*summed, BOTH.format(kinds=names, t=tags.t)])
    return ((OF_TAGS.format(**of, counted=counted, where=told), params),)


def _has_people(by: Narrowed, wanted: Selection, people: Sequence[Kind]) -> bool:
    """Return whether the counters of groups have the people: once each, and of ranked kinds.

    A person belongs to one account, but may have been in several sessions.
    """
    once = by.role == "account" or (by.role == "session" and len(wanted.sessions) == 1)
    return once and set(people) <= set(RANKED_KINDS)


async def tags_of(db: Db, wanted: Selection) -> Tags:
    """Return what counts tags themselves."""
    few = wanted.search or wanted.sessions or wanted.speakers or wanted.verbatim
    at_times = bool(wanted.since or wanted.until)
    led = not few and bool(wanted.facilitator)
    led = led and (at_times or not await leads_many(db, wanted))
    if few or led or (wanted.accounts and not await are_many(db, wanted)):
        query = await with_phrases(db, wanted) or await query_for(db, wanted, ())
        query = query.by_session() if led and not at_times else await counting(db, wanted, query)
        return tags_by_quote(db, query)
    where, params = conditions(wanted, "t", "t.at_ms", await zones_for(db, wanted))
    return Tags(BY_THEME, "th.id", "t", where, params)


def tags_by_quote(db: Db, query: Query) -> Tags:
    """Return what counts the tags of a query's quotes."""
    source = BY_QUOTE[db.engine].format(source=query.source)
    return Tags(source, "r.theme_id", "q", list(query.where), query.params)


async def are_many(db: Db, wanted: Selection) -> bool:
    """Return whether the chosen accounts have so many quotes that going by theme is quicker."""
    by = narrowed(Selection(accounts=wanted.accounts))
    assert by is not None
    sql = OF_ACCOUNTS.format(sum=" + ".join(KINDS), where=by.where.replace("{}", "who"))
    (row,) = await db.read(lambda tx: tx.all(sql, by.params))
    return bool((row["n"] or 0) > MANY)
