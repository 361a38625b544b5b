"""Turn a selection into SQL: the table to start from, the conditions, the order of the rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from focusgroup.core.model import Theme
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.tokens import match_query
from focusgroup.core.text import fold
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.row_mapping import placeholders
from focusgroup.store.themes import find


@dataclass(frozen=True, slots=True)
class Query:
    """The tables that a selection reads from, its conditions, and the order of its rows."""

    source: str
    where: tuple[str, ...]
    params: dict[str, object]
    key: tuple[str, ...]

    @property
    def filed(self) -> str:
        """The rows of one theme, or of none, from which it starts; "" if from others.

        They hold everything that is counted, as ``t``.
        """
        return next((each for each in (TAGS, WITHOUT_THEME) if self.source.startswith(each)), "")

    @property
    def counted(self) -> tuple[str, str]:
        """The tables that counting needs, and the alias of the one with what is counted."""
        if not self.filed:
            return self.source, "q"
        alone = not any("q." in condition for condition in self.where)
        return (self.filed if alone else self.source), "t"


TAGS = "quote_theme t"
WITHOUT_THEME = "quote_without_theme t"
HAS_NO_THEME = "EXISTS (SELECT 1 FROM quote_without_theme u WHERE u.quote_id = q.id)"
ZONES = "SELECT DISTINCT zone FROM session"


async def query_for(db: Db, wanted: Selection, themes: Sequence[Theme] | None = None) -> Query:
    """Return the query for *wanted*, on the index that fits: search, one theme, or else time.

    Days are those of each session's own zone, as its times are shown. Instead of the themes of
    the selection, the query asks for *themes*, if given. Raises NotFound for an unknown theme.
    """
    zones = await zones_for(db, wanted)
    return _query(wanted, await themes_of(db, wanted) if themes is None else themes, zones)


async def zones_for(db: Db, wanted: Selection) -> list[str]:
    """Return the zones of all sessions if the selection has days, which depend on them."""
    if not (wanted.since or wanted.until):
        return []

    async def work(tx: Tx) -> list[str]:
        return [row["zone"] for row in await tx.all(ZONES)]

    return await db.read(work) or [""]


def _query(wanted: Selection, themes: Sequence[Theme], zones: Sequence[str]) -> Query:
    where: list[str] = []
    params: dict[str, object] = {}
    source, at, driver = "quote q", "q.at_ms", "q"
    key: tuple[str, ...] = ("q.at_ms", "q.id")
    if wanted.search:
        source, key = "quote_fts f JOIN quote q ON q.n = f.rowid", ("f.rowid",)
        where.append("f.tokens MATCH :match")
        params["match"] = match_query(wanted.search)
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
    where += narrowed
    return Query(source, tuple(where or ["1 = 1"]), params | bound, key)


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
    of_accounts(wanted, f"{driver}.account_id", where, params)
    of_speakers(wanted, f"{driver}.person_id", where, params)
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


def of_speakers(
    wanted: Selection, column: str, where: list[str], params: dict[str, object]
) -> None:
    """Add the condition for speakers, by the start of their name, on a *column* of person ids."""
    starts = []
    for place, speaker in enumerate(wanted.speakers):
        name = f"speaker{place}"
        starts.append(f"name_key >= :{name} AND name_key < :{name}_end")
        params |= {name: fold(speaker), f"{name}_end": fold(speaker) + LAST}
    if starts:
        where.append(f"{column} IN (SELECT id FROM person WHERE {' OR '.join(starts)})")


LAST = "\U0010ffff"
"""Sorts behind every character, and is never stored."""


async def themes_of(db: Db, wanted: Selection) -> tuple[Theme, ...]:
    """Return the themes that *wanted* names. Raises NotFound for an unknown one."""
    return tuple([await find(db, theme) for theme in wanted.themes])


def nothing_to_search(wanted: Selection) -> bool:
    """Return whether *wanted* has a search without any word, which nothing can match."""
    return bool(wanted.search) and not match_query(wanted.search)
