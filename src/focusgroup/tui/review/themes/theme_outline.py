"""The codebook as rows to show: its hierarchy, the order, and what is folded."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from focusgroup.core.model import PATH_SEPARATOR, QUOTE_KINDS, Kind
from focusgroup.core.search.selection import Selection
from focusgroup.core.text import fold
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
    there is anything below the row, *folded* whether that is hidden."""

    choice: Selection
    label: str
    tally: QuoteTally | None
    depth: int = 0
    folds: bool = False
    folded: bool = False


def outline(
    counts: Iterable[ThemeCount],
    totals: Mapping[Selection, QuoteTally],
    *,
    folded: Collection[str] = (),
    by_name: bool = False,
) -> list[OutlineRow]:
    """Return rows for all quotes, the themes, the quotes without a theme and, if any, a kind.

    Themes under one parent are sorted by people, then by mentions; *by_name* sorts by name.
    """
    below: dict[str, list[ThemeCount]] = {}
    known: set[str] = set()
    for count in counts:
        path = count.theme.path
        if not path or path in known:
            continue  # a tree has no room for a theme above itself
        parent = path.rpartition(PATH_SEPARATOR)[0]
        below.setdefault(parent if parent in known else "", []).append(count)
        known.add(path)
    for siblings in below.values():
        siblings.sort(key=_by_name if by_name else _by_people)
    rows = [OutlineRow(ALL, row_name(ALL), totals.get(ALL))]
    todo = [(count, 0) for count in reversed(below.get("", []))]
    while todo:
        count, depth = todo.pop()
        path = count.theme.path
        inside = below.get(path, [])
        tally = QuoteTally(
            **{kind.value: getattr(count, kind) for kind in QUOTE_KINDS}, people=count.people
        )
        label = count.theme.name if depth else path
        label += " (retired)" if count.theme.retired else ""
        hidden = path in folded
        rows.append(OutlineRow(theme_choice(path), label, tally, depth, bool(inside), hidden))
        if not hidden:
            todo += [(child, depth + 1) for child in reversed(inside)]
    rows.append(OutlineRow(NO_THEME, row_name(NO_THEME), totals.get(NO_THEME)))
    if (kindless := totals.get(NO_KIND)) and kindless.untagged:
        rows.append(OutlineRow(NO_KIND, f"{row_name(NO_KIND)}: {kindless.untagged:,}", kindless))
    return rows


def _by_people(count: ThemeCount) -> tuple[int, int, str]:
    return -count.people, -count.mentions, fold(count.theme.path)


def _by_name(count: ThemeCount) -> tuple[int, int, str]:
    return 0, 0, fold(count.theme.path)


def short(number: int) -> str:
    """Return a count in at most four cells; zero is a dash."""
    if number < 10_000:
        return str(number) if number else "–"
    if number < 1_000_000:
        return f"{number // 1000}k"
    return f"{number / 1_000_000:.1f}M" if number < 10_000_000 else f"{number // 1_000_000}M"
