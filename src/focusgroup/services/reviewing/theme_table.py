"""The table of themes: a row each with its counts, whose voice it is, and how it develops."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from focusgroup.core.dates.due_dates import today_in
from focusgroup.core.evidence.quarters import Trend, quarter_starts, trend_of
from focusgroup.core.evidence.tally import Share
from focusgroup.core.model import PATH_SEPARATOR, RANKED_KINDS, Kind
from focusgroup.core.search.selection import Selection
from focusgroup.core.text import fold
from focusgroup.store import Db
from focusgroup.store.quotes import (
    ThemeWeight,
    TopVoice,
    theme_quarters,
    theme_reach,
    theme_tree,
    theme_weights,
    top_voices,
)
from focusgroup.store.themes import ThemeCount
from focusgroup.system.clock import local_zone, unix_ms


class ThemeColumn(StrEnum):
    """A column by which themes are sorted; the most first, names from A to Z."""

    PEOPLE = "people"
    NAME = "name"
    PROBLEM = "problem"
    STRENGTH = "strength"
    MISSING = "missing"
    MENTIONS = "mentions"
    ACCOUNTS = "accounts"
    SESSIONS = "sessions"
    TOP = "top"
    TREND = "trend"
    INTENSE = "intense"
    AGREED = "agreed"
    REVENUE = "revenue"


@dataclass(frozen=True, slots=True)
class ThemeFigures:
    """What is known of a theme besides its counts; None while it is being counted."""

    accounts: int | None = None
    sessions: int | None = None
    top: TopVoice | None = None
    quarters: tuple[int, ...] | None = None
    trend: Trend | None = None
    weight: ThemeWeight | None = None


NOTHING_KNOWN = ThemeFigures()
Figures = Mapping[str, ThemeFigures]
"""By the theme's id."""


async def with_reach(
    db: Db, wanted: Selection, counts: Iterable[ThemeCount], _known: Figures
) -> Figures:
    """Return the accounts and sessions of every theme."""
    found = await theme_reach(db, wanted)
    reach = {each.theme.id: found.get(each.theme.id, (0, 0)) for each in counts}
    return {id: ThemeFigures(accounts, sessions) for id, (accounts, sessions) in reach.items()}


async def with_tops(
    db: Db, wanted: Selection, _counts: Iterable[ThemeCount], known: Figures
) -> Figures:
    """Return *known* with the account that has most of each theme's quotes."""
    tops = await top_voices(db, wanted)
    return {id: replace(each, top=tops.get(id, NOBODY)) for id, each in known.items()}


NOBODY = TopVoice("", 0)


async def with_quarters(
    db: Db, wanted: Selection, _counts: Iterable[ThemeCount], known: Figures
) -> Figures:
    """Return *known* with the last eight quarters and what they say."""
    zone = local_zone()
    starts = quarter_starts(today_in(zone, unix_ms()))
    found = await theme_quarters(db, wanted, starts, zone)
    none = (0,) * (len(starts) - 1)
    of_all = found.get("", none)
    return {
        id: replace(
            each,
            quarters=found.get(id, none),
            trend=trend_of(found.get(id, none), of_all),
        )
        for id, each in known.items()
    }


async def with_weights(
    db: Db, wanted: Selection, _counts: Iterable[ThemeCount], known: Figures
) -> Figures:
    """Return *known* with how strongly each theme is felt, who agreed, and the revenue behind."""
    found = await theme_weights(db, wanted)
    return {id: replace(each, weight=found.get(id, WEIGHTLESS)) for id, each in known.items()}


WEIGHTLESS = ThemeWeight()
STEPS = (with_reach, with_tops, with_quarters, with_weights)
"""What fills the table, quickest first."""


def agreed(weight: ThemeWeight, written: Callable[[int], str] = str) -> str:
    """Return how many agreed and disagreed, such as "+12 −3"; "" if nobody did either.

    *written* makes the text of a number.
    """
    parts = (("+", weight.agreement), ("−", weight.dissent))
    return " ".join(f"{sign}{written(n)}" for sign, n in parts if n)


def share_in_words(revenue: Share | None) -> str:
    """Return a share of revenue, such as "≥ 12 %"; "" if it is not known."""
    if revenue is None:
        return ""
    percent = f"{revenue.value * 100:.{int(0 < revenue.value < 0.01)}f} %"
    return f"≥ {percent}" if revenue.at_least else percent


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One row of the table."""

    count: ThemeCount
    figures: ThemeFigures = NOTHING_KNOWN

    @property
    def percent(self) -> int:
        """Return the share of the top account, in percent."""
        return self.figures.top.percent(self.count.counted) if self.figures.top else 0

    @property
    def intensity(self) -> int | None:
        """Return the percentage of its quotes that were strongly felt; None without a quote."""
        weight, counted = self.figures.weight, self.count.counted
        return round(weight.strong * 100 / counted) if weight and counted else None

    @property
    def one_voice(self) -> bool:
        """Return whether the theme rests on one voice."""
        return bool(self.figures.top and self.figures.top.is_one_voice(self.count.counted))


async def theme_rows(db: Db, wanted: Selection) -> tuple[ThemeRow, ...]:
    """Return every theme, parents first, with all its figures."""
    counts = await theme_tree(db, wanted)
    known: Figures = {}
    for step in STEPS:
        known = await step(db, wanted, counts, known)
    return tuple(ThemeRow(each, known[each.theme.id]) for each in counts)


TREND_ORDER = (Trend.NEW, Trend.GROWING, Trend.STEADY, Trend.FADING)


def sort_key(column: ThemeColumn, row: ThemeRow) -> tuple[object, ...]:
    """Return the key by which siblings are sorted; between equals, by people, mentions and name."""
    count, figures = row.count, row.figures
    weight = figures.weight or WEIGHTLESS
    numbers = {
        ThemeColumn.NAME: 0,
        ThemeColumn.PEOPLE: count.people,
        ThemeColumn.PROBLEM: count.problem,
        ThemeColumn.STRENGTH: count.strength,
        ThemeColumn.MISSING: count.missing_feature,
        ThemeColumn.MENTIONS: count.mentions,
        ThemeColumn.ACCOUNTS: figures.accounts or 0,
        ThemeColumn.SESSIONS: figures.sessions or 0,
        ThemeColumn.TOP: row.percent,
        ThemeColumn.INTENSE: row.intensity or 0,
        ThemeColumn.AGREED: weight.agreement - weight.dissent,
        ThemeColumn.REVENUE: weight.revenue.value if weight.revenue else 0,
        ThemeColumn.TREND: -TREND_ORDER.index(figures.trend or Trend.STEADY),
    }
    if column is ThemeColumn.NAME:
        return 0, 0, 0, fold(count.theme.path)
    return -numbers[column], -count.people, -count.mentions, fold(count.theme.path)


def tree_of(rows: Iterable[ThemeRow], column: ThemeColumn) -> dict[str, list[ThemeRow]]:
    """Return the rows below each theme, by its path, sorted by a column; the top ones by ""."""
    below: dict[str, list[ThemeRow]] = {}
    known: set[str] = set()
    for row in rows:
        path = row.count.theme.path
        if not path or path in known:
            continue  # a tree has no room for a theme above itself
        parent = path.rpartition(PATH_SEPARATOR)[0]
        below.setdefault(parent if parent in known else "", []).append(row)
        known.add(path)
    for siblings in below.values():
        siblings.sort(key=lambda row: sort_key(column, row))
    return below


def in_order(rows: Iterable[ThemeRow], column: ThemeColumn) -> list[ThemeRow]:
    """Return rows with the themes under one parent sorted by a column, each below its parent."""
    below = tree_of(rows, column)
    found: list[ThemeRow] = []
    todo = below.get("", [])[::-1]
    while todo:
        row = todo.pop()
        found.append(row)
        todo += below.get(row.count.theme.path, [])[::-1]
    return found


COUNTED_AS = {
    ThemeColumn.PROBLEM: Kind.PROBLEM,
    ThemeColumn.STRENGTH: Kind.STRENGTH,
    ThemeColumn.MISSING: Kind.MISSING_FEATURE,
}


THAT_ARE = {ThemeColumn.INTENSE: "is:strong", ThemeColumn.AGREED: "is:counted"}
OPENS = frozenset(ThemeColumn) - {ThemeColumn.NAME, ThemeColumn.PEOPLE}
"""The sorted columns whose number is opened with a theme: by those two, all of it is shown."""


def behind(column: ThemeColumn, row: ThemeRow) -> Selection:
    """Return the quotes behind a number of the table: of the theme, a kind, the top account.

    Those of a share are the ones that make it up, such as the strongly felt ones. Context and what
    has no kind yet are no mentions.
    """
    chosen = Selection(themes=(row.count.theme.path,), kinds=RANKED_KINDS)
    if column in COUNTED_AS:
        return replace(chosen, kinds=(COUNTED_AS[column],))
    if column in THAT_ARE:
        return chosen.that(THAT_ARE[column])
    top = row.figures.top
    if column is ThemeColumn.TOP and top and top.quotes:
        if top.is_account:
            return replace(chosen, accounts=(top.name,))
        return chosen.said_by(top.name, "", top.id)
    return chosen
