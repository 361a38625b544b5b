"""The columns of numbers beside the themes: which fit, their headings, and the cells of a row."""

from dataclasses import dataclass
from functools import lru_cache

from textual.content import Content

from focusgroup.core.evidence.quarters import QUARTERS, Trend, sparkline
from focusgroup.core.model import KIND_SIGNS, Kind
from focusgroup.services.reviewing.theme_table import (
    COUNTED_AS,
    ThemeColumn,
    ThemeRow,
    agreed,
    share_in_words,
)
from focusgroup.tui.review.themes.theme_outline import OutlineRow, short
from focusgroup.tui.widgets.style import KIND_STYLES, MUTED, cut

LEAST_COLUMN = 4
LEAST_NAME = 26
"""Cells that the names of themes keep before another column is shown."""
SPARK = "spark"
JOINING = (
    (ThemeColumn.MENTIONS, "mentions", 9),
    (ThemeColumn.ACCOUNTS, "accounts", 9),
    (ThemeColumn.SESSIONS, "sessions", 9),
    (ThemeColumn.TREND, "trend", 8),
    (ThemeColumn.TOP, "top account", 22),
    (SPARK, "8 quarters", QUARTERS + 3),
    (ThemeColumn.INTENSE, "intense", 8),
    (ThemeColumn.AGREED, "agreed", 11),
    (ThemeColumn.REVENUE, "revenue", 9),
)
"""The columns besides the kinds and people, in the order in which they join as the room grows."""
WEIGHED = (ThemeColumn.INTENSE, ThemeColumn.AGREED, ThemeColumn.REVENUE)
TREND_STYLES = {Trend.NEW: "$text-primary", Trend.GROWING: "$text-success", Trend.FADING: MUTED}
KIND_COLUMNS = {kind: place for place, kind in COUNTED_AS.items()}


@dataclass(frozen=True, slots=True)
class TreeColumn:
    """One column: what it sorts by ("" if by nothing), its heading and its width in cells."""

    name: str
    head: str
    width: int
    kind: Kind | None = None


@lru_cache(maxsize=8)
def columns_for(width: int, kinds: tuple[Kind, ...], number: int) -> tuple[TreeColumn, ...]:
    """Return the columns that fit beside the names in *width*; a *number* takes so many cells."""
    found = [
        TreeColumn(KIND_COLUMNS.get(kind, ""), KIND_SIGNS[kind], number, kind) for kind in kinds
    ]
    found.append(TreeColumn(ThemeColumn.PEOPLE, "who", number + 1))
    room = width - sum(each.width for each in found) - 1 - LEAST_NAME
    for name, head, cells in JOINING:
        if cells > room:
            break
        found.append(TreeColumn(name, head, cells))
        room -= cells
    return tuple(found)


def heading(each: TreeColumn, chosen: str) -> Content:
    """Return a column's heading, underlined if the themes are sorted by it."""
    text = (
        f" {each.head}" if each.name in (ThemeColumn.TREND, ThemeColumn.TOP, SPARK) else each.head
    )
    text = text.ljust(each.width) if text[0] == " " else text.rjust(each.width)
    style = f"bold {KIND_STYLES[each.kind] if each.kind else MUTED}"
    lead = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    found = Content.styled(text, style)
    return found.stylize("underline", lead, end) if each.name and each.name == chosen else found


def cell(each: TreeColumn, row: OutlineRow) -> Content:
    """Return what a column says of a row, … while it is being counted."""
    tally, figures = row.tally, row.row.figures if row.row else None
    if tally is None:
        return Content.styled("…".rjust(each.width), MUTED)
    if each.kind:
        return _number(getattr(tally, each.kind), each.width, KIND_STYLES[each.kind])
    if each.name == ThemeColumn.PEOPLE:
        return _number(tally.people, each.width)
    if each.name == ThemeColumn.MENTIONS:
        return _number(tally.mentions, each.width)
    if each.name in (ThemeColumn.ACCOUNTS, ThemeColumn.SESSIONS):
        known = tally if figures is None else figures
        number = known.accounts if each.name == ThemeColumn.ACCOUNTS else known.sessions
        return _number(number, each.width)
    if row.row is None or figures is None:
        return Content(" " * each.width)
    if each.name == ThemeColumn.TOP:
        return _top(each.width, row)
    if each.name in WEIGHED:
        return _weight(each, row.row)
    if figures.quarters is None:
        return Content.styled(" …".ljust(each.width), MUTED)
    if each.name == SPARK:
        return Content((" " + sparkline(figures.quarters)).ljust(each.width))
    said = figures.trend or Trend.STEADY
    return Content.styled(f" {said}".ljust(each.width), TREND_STYLES.get(said, ""))


def _top(width: int, row: OutlineRow) -> Content:
    assert row.row is not None
    top = row.row.figures.top
    if top is None:
        return Content.styled(" …".ljust(width), MUTED)
    if not top.quotes:
        return Content(" " * width)
    share = f" {row.row.percent} %" + (" ⚠" if row.row.one_voice else "")
    name = cut(top.name, width - len(share) - 2)
    told = Content.assemble(" ", name, share).truncate(width, pad=True)
    return told.stylize("$text-warning" if row.row.one_voice else "")


def _weight(each: TreeColumn, row: ThemeRow) -> Content:
    weight = row.figures.weight
    if weight is None:
        return Content.styled("…".rjust(each.width), MUTED)
    if each.name == ThemeColumn.INTENSE:
        text = f"{row.intensity} %" if row.intensity else ""
    else:
        is_revenue = each.name == ThemeColumn.REVENUE
        text = share_in_words(weight.revenue) if is_revenue else agreed(weight, short)
    return Content.styled((text or "–").rjust(each.width), "" if text else MUTED)


def _number(number: int | None, width: int, style: str = "") -> Content:
    if number is None:
        return Content.styled("…".rjust(width), MUTED)
    text = f"{number:,}" if width > LEAST_COLUMN * 2 and number else short(number)
    return Content.styled(text.rjust(width), style if number else MUTED)
