"""Turn a selection into SQL: the table to start from, the conditions, the order of the rows."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from focusgroup.core.dates.zones import zone_of
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Theme
from focusgroup.core.search.query import (
    FTS5,
    TSQUERY,
    FieldAsked,
    SearchField,
    SearchQuery,
    Signs,
    kinds_called,
    read_query,
    section_and_question,
    traits_called,
)
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import TimeSpan, read_span
from focusgroup.core.search.tokens import standing
from focusgroup.core.text import fold
from focusgroup.core.themes.paths import normal_path
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.row_mapping import LAST, placeholders
from focusgroup.store.themes import all_themes, find
from focusgroup.system.clock import local_zone, unix_ms


class Query(NamedTuple):
    """The tables that a selection reads from, its conditions, and the order of its rows."""

    source: str
    where: tuple[str, ...]
    params: dict[str, object]
    key: tuple[str, ...]
    lacks: str = ""
    """The condition for words that must not occur, if it is one of *where* and nothing else looks
    words up: it lists all quotes that have them."""
    walked: tuple[str, ...] = ()
    """Those of *where* by which an index of the first table gives its rows in their order."""

    @property
    def is_walked(self) -> bool:
        """Whether it goes through rows in their order, and not through those of a few speakers."""
        return not self.walked or not self.walked[0].startswith("+")

    @property
    def has_phrases(self) -> bool:
        """Whether the program looks through each text, which the index of words can't spare it."""
        return any(PHRASES_FIT in condition for condition in self.where)

    @property
    def needs_zones(self) -> bool:
        """Whether its days begin at different times in different sessions."""
        return any(" CASE s.zone" in condition for condition in self.where)

    @property
    def filed(self) -> str:
        """The rows of one theme, or of none, from which it starts; "" if from others.

        They hold everything that is counted, as ``t``.
        """
        return next((each for each in (TAGS, WITHOUT_THEME) if self.source.startswith(each)), "")

    def by_session(self) -> "Query":
        """The same by the index of sessions: by time or account, all quotes were looked through."""
        where = (f"+{each}" if each == "q.deleted = 0" else each for each in self.where)
        return self._replace(where=tuple(where))

    @property
    def counted(self) -> tuple[str, str]:
        """The tables that counting needs, and the alias of the one with what is counted."""
        if not self.filed:
            return self.source, "q"
        alone = not any("q." in condition for condition in self.where)
        # From the few that are filed there, not from all quotes.
        return (self.filed if alone else self.source.replace(" JOIN ", " CROSS JOIN ")), "t"


TAGS = "quote_theme t"
WITHOUT_THEME = "quote_without_theme t"
HAS_NO_THEME = "EXISTS (SELECT 1 FROM quote_without_theme u WHERE u.quote_id = q.id)"
AS_SIGNS = "translate(normalize(q.text, NFKC), :unseen, '')"
"""What `as_signs` is, for a server."""
PHRASES_FIT = "phrases_fit(:search, q.text)"
ZONES = "SELECT DISTINCT zone FROM session"


async def query_for(db: Db, wanted: Selection, themes: Sequence[Theme] | None = None) -> Query:
    """Return the query for *wanted*, on the index that fits: search, one theme, or else time.

    Days are those of each session's own zone, as its times are shown. Instead of the themes of
    the selection, the query asks for *themes*, if given. Raises NotFound for an unknown theme.
    """
    wanted = in_days_asked(wanted)
    zones = await zones_for(db, wanted)
    query = read_query(wanted.search)
    named = await _themes_named(db, query)
    if themes is None:
        themes = await themes_of(db, wanted)
        alone = [each for asked, each in named if not asked.without]
        if not themes and not wanted.untagged and len(alone) == 1 and len(alone[0]) == 1:
            themes = alone[0]  # its own index starts from the quotes that have it
    return _query(wanted, themes, zones, query, named, FULL_TEXT[db.engine])


class FullText(NamedTuple):
    """How an engine searches: what is true of a row of ``quote_fts`` with the words of a parameter.

    *in_order* is a quote's words as phrases are looked up in them, "" where the program does it.
    """

    matches: str
    signs: Signs
    in_order: str = ""

    @property
    def lacks(self) -> str:
        """What is true of a quote without the words of a parameter."""
        unwanted = self.matches.format("unwanted")
        return f"q.n NOT IN (SELECT rowid FROM quote_fts WHERE {unwanted})"


FULL_TEXT = {
    "sqlite": FullText("tokens MATCH :{}", FTS5),
    "postgresql": FullText(
        "words @@ :{}::tsquery",
        TSQUERY,
        "(SELECT o.in_order FROM quote_fts o WHERE o.rowid = q.n)",
    ),
}


NamedThemes = Sequence[tuple[FieldAsked, Sequence[Theme]]]
"""What was asked for as ``theme:``, and the themes of that name."""


def in_days_asked(wanted: Selection) -> Selection:
    """Return *wanted* with the days of ``since:`` and ``until:``, unless they are unfinished."""
    days: dict[SearchField, TimeSpan] = {}
    for asked in read_query(wanted.search).fields:
        if asked.field in (SearchField.SINCE, SearchField.UNTIL):
            with suppress(FocusgroupError):
                zone = zone_of(local_zone())
                today = datetime.fromtimestamp(unix_ms() / 1000, zone).date()
                days[asked.field] = read_span(asked.value, today, zone)
    since, until = days.get(SearchField.SINCE), days.get(SearchField.UNTIL)
    if since and (wanted.since is None or since.start_ms > wanted.since.start_ms):
        wanted = replace(wanted, since=since)
    if until and (wanted.until is None or until.end_ms < wanted.until.end_ms):
        wanted = replace(wanted, until=until)
    return wanted


async def _themes_named(db: Db, query: SearchQuery) -> NamedThemes:
    """Return the themes of each ``theme:``: those of that name, else those that begin so."""
    asked = [each for each in query.fields if each.field is SearchField.THEME]
    if not asked:
        return ()
    known = await all_themes(db)
    found = []
    for each in asked:
        key = fold(normal_path(each.value))
        called = [
            t for t in known if key in (t.id, fold(t.path), *map(fold, t.other_names), fold(t.name))
        ]
        begun = [t for t in known if fold(t.name).startswith(key) or fold(t.path).startswith(key)]
        found.append((each, called or begun))
    return found


async def zones_for(db: Db, wanted: Selection) -> list[str]:
    """Return the zones of all sessions if the selection has days, which depend on them."""
    if not (wanted.since or wanted.until):
        return []

    async def work(tx: Tx) -> list[str]:
        return [row["zone"] for row in await tx.all(ZONES)]

    return await db.read(work) or [""]


def _query(
    wanted: Selection,
    themes: Sequence[Theme],
    zones: Sequence[str],
    query: SearchQuery,
    named: NamedThemes,
    engine: FullText,
) -> Query:
    where: list[str] = []
    params: dict[str, object] = {}
    source, at, driver = "quote q", "q.at_ms", "q"
    key: tuple[str, ...] = ("q.at_ms", "q.id")
    if match := query.match(engine.signs):
        source, key = "quote_fts f JOIN quote q ON q.n = f.rowid", ("f.rowid",)
        where.append(f"f.{engine.matches.format('match')}")
        params["match"] = match
    elif len(themes) == 1 or (wanted.untagged and not themes):
        filed = TAGS if themes else WITHOUT_THEME
        source, at, driver = f"{filed} JOIN quote q ON q.id = t.quote_id", "t.at_ms", "t"
        key = ("t.at_ms", "t.quote_id")
    else:
        # With the +, by the speakers' own index: by time, all quotes were looked through.
        where.append("+q.deleted = 0" if wanted.speakers else "q.deleted = 0")
    if themes:
        names, bound = placeholders("theme", [theme.id for theme in themes])
        tagged = f"t.theme_id IN ({names})"
        there = f"EXISTS (SELECT 1 FROM quote_theme t WHERE {tagged} AND t.quote_id = q.id)"
        where.append(tagged if driver == "t" else there)
        params |= bound
    if wanted.untagged and (themes or driver == "q"):
        where.append(HAS_NO_THEME)
    narrowed, bound = conditions(wanted, driver, at, zones)
    walked = (*where[:1], *(each for each in narrowed if each.startswith(at) and not match))
    where += narrowed
    searched, more = _searched(query, named, driver, engine, matched=bool(match))
    if query.needs_order:
        ordered, bound_too = _in_order(wanted, query, engine)
        searched, more = searched + ordered, more | bound_too
    where += searched
    params |= more
    lacks = engine.lacks if query.excluded and not match and not engine.in_order else ""
    return Query(source, tuple(where or ["1 = 1"]), params | bound, key, lacks, walked)


def _searched(
    query: SearchQuery, named: NamedThemes, driver: str, engine: FullText, *, matched: bool
) -> tuple[list[str], dict[str, object]]:
    """Return what a row must be for a search, besides what the index of words has found."""
    where: list[str] = []
    params: dict[str, object] = {}
    if query.excluded and not matched:
        where.append(engine.lacks)
        params["unwanted"] = query.unwanted(engine.signs)
    themes = {id(asked): found for asked, found in named}
    for place, asked in enumerate(query.fields):
        name, key = f"asked{place}_", fold(asked.value)
        condition, bound = "FALSE", dict[str, object]()
        if asked.field is SearchField.THEME:
            names, bound = placeholders(name, [theme.id for theme in themes[id(asked)]])
            condition = (
                "EXISTS (SELECT 1 FROM quote_theme st WHERE st.quote_id = q.id"
                f" AND st.theme_id IN ({names}))"
            )
        elif asked.field is SearchField.KIND:
            # Of no kind at all, "IN ()" leaves SQLite no way to an index that was named.
            if kinds := [kind.value for kind in kinds_called(asked.value)]:
                names, bound = placeholders(name, kinds)
                condition = f"{driver}.kind IN ({names})"
        elif asked.field in NAMED_IN:
            table, column = NAMED_IN[asked.field]
            bound = {name: key, f"{name}end": key + LAST}
            condition = (
                f"{driver}.{column} IN (SELECT id FROM {table}"
                f" WHERE id = :{name} OR name_key >= :{name} AND name_key < :{name}end)"
            )
        elif asked.field is SearchField.IS:
            named_so = traits_called(key)
            condition = " OR ".join(f"({TRAITS[each]})" for each in named_so) or "FALSE"
        elif asked.field is SearchField.QUESTION:
            if numbers := section_and_question(asked.value):
                bound = {name: numbers[0] - 1}
                condition = f"q.section = :{name}"
                if numbers[1:]:
                    bound[f"{name}of"] = numbers[1] - 1
                    condition += f" AND q.question = :{name}of"
        elif asked.field is SearchField.ITEM:
            bound = {name: key, f"{name}end": key + LAST}
            condition = (
                "q.id IN (SELECT quote_id FROM item_quote"
                f" WHERE item_id >= :{name} AND item_id < :{name}end)"
            )
        else:
            continue  # days, see `in_days_asked`
        where.append(f"NOT coalesce({condition}, FALSE)" if asked.without else f"({condition})")
        params |= bound
    return where, params


def _in_order(
    wanted: Selection, query: SearchQuery, engine: FullText
) -> tuple[list[str], dict[str, object]]:
    """Return that a row has the phrases and signs, which the index can't tell, but not others."""
    if not engine.in_order:
        return _fitting(wanted, query)
    from focusgroup.core.search.signs import UNSEEN

    where, params = [], dict[str, object]()
    signs = [
        *((each, ">") for each in query.signs),
        *((each, "=") for each in query.excluded_signs),
    ]
    for place, (sign, compared) in enumerate(signs):
        where.append(f"strpos({AS_SIGNS}, :sign{place}) {compared} 0")
        params |= {f"sign{place}": sign, "unseen": UNSEEN}
    asked = [(standing(each.words, unfinished=each.unfinished), ">") for each in query.phrases]
    asked += [(standing(each.words), "=") for each in query.excluded_phrases]
    for place, (words, sign) in enumerate(asked):
        text = engine.in_order if words.startswith(" ") else f"btrim({engine.in_order})"
        where.append(f"strpos({text}, :phrase{place}) {sign} 0" if words else "FALSE")
        params |= {f"phrase{place}": words} if words else {}
    return where, params


def _fitting(wanted: Selection, query: SearchQuery) -> tuple[list[str], dict[str, object]]:
    """Return that the program finds phrases and signs in a row's text.

    The engine looks first for a sign, in a fifth of the time.
    """
    from focusgroup.core.search.signs import forms_of

    where, params = [], dict[str, object](search=wanted.search)
    for place, forms in enumerate(map(forms_of, query.signs)):
        names = [f"sign{place}_{n}" for n in range(len(forms))]
        params |= dict(zip(names, forms, strict=True))
        where += [f"({' OR '.join(f'instr(q.text, :{n}) > 0' for n in names)})"] if names else []
    unwanted = "".join(map(forms_of, query.excluded_signs))
    if unwanted and query.excludes_signs_alone:
        names = [f"unsigned{n}" for n in range(len(unwanted))]
        params |= dict(zip(names, unwanted, strict=True))
        there = " OR ".join(f"instr(q.text, :{name}) > 0" for name in names)
        return [f"(NOT ({there}) OR {PHRASES_FIT})"], params
    return [*where, PHRASES_FIT], params


LEAST_BYTES = 30
"""Length from which a finished verbatim quote is specific: half a sentence, ten Chinese signs."""
TRAITS = {
    "verbatim": "q.verbatim = 1",
    "unfinished": "q.stub = 1",
    "strong": "q.intensity > 0",
    "specific": f"q.verbatim = 1 AND q.stub = 0 AND length(CAST(q.text AS BLOB)) >= {LEAST_BYTES}",
    "agreed": "q.agreement > 0",
    "disagreed": "q.dissent > 0",
    "counted": "q.agreement + q.dissent > 0",
    "no speaker": "q.person_id IS NULL",
    "no account": "q.account_id IS NULL",
    "no segment": "q.account_id IS NULL OR q.account_id IN (SELECT id FROM account"
    " WHERE segment = '')",
}
"""What is true of quotes that are so."""
NAMED_IN = {
    SearchField.ACCOUNT: ("account", "account_id"),
    SearchField.WHO: ("person", "person_id"),
}


def conditions(
    wanted: Selection, driver: str, at: str, zones: Sequence[str]
) -> tuple[list[str], dict[str, object]]:
    """Return what a row must be for the filters, except themes and words, and the parameters.

    *driver* is the alias of a table with what is filtered by, *at* its time.
    """
    where: list[str] = []
    params: dict[str, object] = {}
    if wanted.kinds:
        names, bound = placeholders("kind", [kind.value for kind in wanted.kinds])
        where.append(f"{driver}.kind IN ({names})")
        params |= bound
    if wanted.sessions:
        names, bound = placeholders("session", wanted.sessions)
        where.append(f"{driver}.session_id IN ({names})")
        params |= bound
    of_facilitator(wanted, f"{driver}.session_id", where, params)
    of_accounts(wanted, f"{driver}.account_id", where, params)
    of_speakers(wanted, f"{driver}.person_id", where, params)
    if wanted.verbatim:
        where.append("q.verbatim = 1")
    for name, sign, bound_in in (("since", ">=", wanted.begins_ms), ("until", "<", wanted.ends_ms)):
        bounds = {zone: ms for zone in zones if (ms := bound_in(zone)) is not None}
        if bounds:
            condition, bound = _on_days(name, f"{at} {sign}", bounds, f"{driver}.session_id")
            where.append(condition)
            params |= bound
    return where, params


def _on_days(
    name: str, compared: str, bounds: dict[str, int], session: str
) -> tuple[str, dict[str, object]]:
    """Compare a time with a bound that depends on the zone of its session.

    Where the bounds differ, the index finds what passes the widest, and the zone is looked up
    only for what does not pass the narrowest: at most the quotes of two days.
    """
    narrowest, widest = max(bounds.values()), min(bounds.values())
    if name == "until":
        narrowest, widest = widest, narrowest
    params: dict[str, object] = {name: widest}
    if narrowest == widest:
        return f"{compared} :{name}", params
    cases = ""
    for place, (zone, ms) in enumerate(bounds.items()):
        cases += f" WHEN :{name}_zone{place} THEN :{name}_ms{place}"
        params |= {f"{name}_zone{place}": zone, f"{name}_ms{place}": ms}
    own = f"(SELECT CASE s.zone{cases} END FROM session s WHERE s.id = {session})"
    params[f"{name}_in_all"] = narrowest
    return f"{compared} :{name} AND ({compared} :{name}_in_all OR {compared} {own})", params


def of_accounts(
    wanted: Selection, column: str, where: list[str], params: dict[str, object]
) -> None:
    """Add the conditions for accounts, segments and owner on a *column* of account ids."""
    if len(wanted.accounts) == 1:
        where.append(f"{column} = (SELECT id FROM account WHERE name_key = :account)")
        params["account"] = fold(wanted.accounts[0])
    elif wanted.accounts:
        names, bound = placeholders("account", [fold(name) for name in wanted.accounts])
        chosen = f"SELECT id FROM account WHERE name_key IN ({names})"
        where.append(f"{column} IN ({chosen})")
        params |= bound
    owners = (wanted.owner,) if wanted.owner else ()
    for name, values in (("segment", wanted.segments), ("owner", owners)):
        if values:
            names, bound = placeholders(name, values)
            chosen = f"SELECT id FROM account WHERE {name} IN ({names})"
            where.append(f"{column} IN ({chosen})")
            params |= bound


LED = "SELECT id FROM session WHERE facilitator = :facilitator"


def of_facilitator(
    wanted: Selection, column: str, where: list[str], params: dict[str, object]
) -> None:
    """Add the condition for who ran the session on a *column* of session ids."""
    if wanted.facilitator:
        where.append(f"{column} IN ({LED})")
        params["facilitator"] = wanted.facilitator


def of_speakers(
    wanted: Selection, column: str, where: list[str], params: dict[str, object]
) -> None:
    """Add the condition for speakers on a *column* of person ids.

    They are those of that name, else those whose name begins so.
    """
    starts = []
    for place, speaker in enumerate(wanted.speakers):
        name = f"speaker{place}"
        starts.append(
            f"name_key = :{name} OR name_key >= :{name} AND name_key < :{name}_end"
            f" AND NOT EXISTS (SELECT 1 FROM person WHERE name_key = :{name})"
        )
        params |= {name: fold(speaker), f"{name}_end": fold(speaker) + LAST}
    if starts:
        where.append(f"{column} IN (SELECT id FROM person WHERE {' OR '.join(starts)})")


async def themes_of(db: Db, wanted: Selection) -> tuple[Theme, ...]:
    """Return the themes that *wanted* names. Raises NotFound for an unknown one."""
    return tuple([await find(db, theme) for theme in wanted.themes])


def nothing_to_search(wanted: Selection) -> bool:
    """Return whether *wanted* has a search without any word, which nothing can match."""
    return bool(wanted.search) and read_query(wanted.search).is_empty
