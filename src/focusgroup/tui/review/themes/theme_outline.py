"""The codebook as rows to show: its hierarchy, the order, and what is folded."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from focusgroup.core.model import QUOTE_KINDS, Kind
from focusgroup.core.search.selection import Selection
from focusgroup.services.reviewing.theme_table import (
    NOTHING_KNOWN,
    Figures,
    ThemeColumn,
    ThemeRow,
    tree_of,
)
from focusgroup.store.quotes import QuoteTally
from focusgroup.store.themes import ThemeCount

ALL = Selection()
NO_THEME = Selection(untagged=True)
NO_KIND = Selection(kinds=(Kind.UNTAGGED,))
"""The selections of the rows that aren't themes."""


def theme_choice(path: str) -> Selection:
    """Return what a theme's row selects: the theme and all below it; all quotes for no path."""
    return Selection(themes=(path,)) if path else ALL


def path_of(choice: Selection) -> str:
    """Return the path of a theme's row, "" for the rows that aren't themes."""
    return choice.themes[0] if choice.themes else ""


def row_name(choice: Selection) -> str:
    """Return the theme's path, or a name for a row that isn't a theme."""
    named = {NO_THEME: "No theme yet", NO_KIND: "Untagged"}
    return path_of(choice) or named.get(choice, "All quotes")


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A row of the tree. *tally* is None while it is being counted, *folds* says whether
    there is anything below the row, *folded* whether that is hidden; *row* is what the table
    has of a theme."""

    choice: Selection
    label: str
    tally: QuoteTally | None
    depth: int = 0
    folds: bool = False
    folded: bool = False
    row: ThemeRow | None = None


def outline(
    counts: Iterable[ThemeCount],
    totals: Mapping[Selection, QuoteTally],
    *,
    folded: Collection[str] = (),
    column: ThemeColumn = ThemeColumn.PEOPLE,
    figures: Figures = MappingProxyType({}),
) -> list[OutlineRow]:
    """Return rows for all quotes, the themes, the quotes without a theme and, if any, a kind.

    Themes under one parent are sorted by a *column* of the table.
    """
    below = tree_of((ThemeRow(c, figures.get(c.theme.id, NOTHING_KNOWN)) for c in counts), column)
    rows = [OutlineRow(ALL, row_name(ALL), totals.get(ALL))]
    todo = [(row, 0) for row in reversed(below.get("", []))]
    while todo:
        row, depth = todo.pop()
        count = row.count
        path = count.theme.path
        inside = below.get(path, [])
        tally = QuoteTally(
            **{kind.value: getattr(count, kind) for kind in QUOTE_KINDS}, people=count.people
        )
        label = count.theme.name if depth else path
        label += " (retired)" if count.theme.retired else ""
        hidden = path in folded
        rows.append(OutlineRow(theme_choice(path), label, tally, depth, bool(inside), hidden, row))
        if not hidden:
            todo += [(child, depth + 1) for child in reversed(inside)]
    rows.append(OutlineRow(NO_THEME, row_name(NO_THEME), totals.get(NO_THEME)))
    if (kindless := totals.get(NO_KIND)) and kindless.untagged:
        rows.append(OutlineRow(NO_KIND, f"{row_name(NO_KIND)}: {kindless.untagged:,}", kindless))
    return rows


def short(number: int) -> str:
    """Return a count in at most four cells; zero is a dash."""
    if number < 10_000:
        return str(number) if number else "–"
    if number < 1_000_000:
        return f"{number // 1000}k"
    return f"{number / 1_000_000:.1f}M" if number < 10_000_000 else f"{number // 1_000_000}M"
