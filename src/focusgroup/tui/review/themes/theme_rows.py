"""The rows of the themes with their counts, drawn in aligned columns."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from focusgroup.core.model import QUOTE_KINDS, RANKED_KINDS, Kind
from focusgroup.core.search.selection import Selection
from focusgroup.core.themes.codebook import is_within
from focusgroup.services.reviewing.theme_table import COUNTED_AS, Figures, ThemeColumn, behind
from focusgroup.store.quotes import QuoteTally
from focusgroup.store.themes import ThemeCount
from focusgroup.tui.review.themes.theme_columns import (
    LEAST_COLUMN,
    TreeColumn,
    cell,
    columns_for,
    heading,
)
from focusgroup.tui.review.themes.theme_outline import (
    ALL,
    OutlineRow,
    outline,
    path_of,
    row_name,
    short,
    theme_choice,
)
from focusgroup.tui.widgets.headed_list import HeadedList
from focusgroup.tui.widgets.style import MUTED, column

INDENT = 2
MOST_DRAWN = 1_000
"""Labels and counts whose drawn form is kept."""
MANY = 8
"""Rows that changed from which on all are painted."""
FOLDED_FROM = 60
"""Number of themes from which a codebook opens with only its top level."""


class ThemeRows(HeadedList):
    """Rows of `outline` below a heading that does not scroll."""

    cursor = reactive(0, repaint=False)
    """The first row, all quotes, is always there."""

    @dataclass
    class Chosen(Message):
        """The user chose another theme."""

        choice: Selection

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.seen_by = ""
        """The column of the chosen row whose quotes are seen, "" for all of the row."""
        self._became = ("", "")
        self.rows: list[OutlineRow] = outline((), {})
        self.folded: set[str] = set()
        self.column = ThemeColumn.PEOPLE
        self._figures: Figures = {}
        self._counts: Sequence[ThemeCount] = ()
        self._totals: dict[Selection, QuoteTally] = {}
        self._stale: set[Selection] = set()
        """The rows whose counts are of another selection by now."""
        self._met = False
        self._number = LEAST_COLUMN
        self._kinds: tuple[Kind, ...] = RANKED_KINDS
        self._drawn: dict[Hashable, Strip] = {}
        self._looked: tuple[Hashable, list[tuple[OutlineRow, bool]]] = ((), [])
        """What all rows and each of them showed last."""

    # -- content -----------------------------------------------------------------------------

    @property
    def choice(self) -> Selection:
        """Return the chosen row's selection."""
        return self.rows[self.cursor].choice if self.rows else ALL

    @property
    def seen(self) -> Selection:
        """Return the quotes to be seen: the row's, or those behind one of its numbers."""
        row = self.rows[self.cursor].row if self.rows else None
        if self.seen_by and row:
            return behind(ThemeColumn(self.seen_by), row)
        return self.choice

    @property
    def called(self) -> str:
        """Return what the quotes to be seen are called."""
        more = [self.seen_by] if self.seen_by else []
        if self.seen_by in COUNTED_AS:
            more = list(replace(self.seen, themes=()).filters().values())
        elif self.seen_by == ThemeColumn.TOP:
            more = [*self.seen.accounts, *self.seen.speakers]
        return " · ".join([row_name(self.choice), *more])

    def see(self, name: str) -> None:
        """Choose the quotes behind a column of the chosen row; "" for all of the row."""
        before, self.seen_by = self.seen, name
        if self.seen != before:
            self.post_message(self.Chosen(self.choice))

    @property
    def description(self) -> str:
        """Return what the chosen theme means, "" when nobody described it."""
        path = path_of(self.choice)
        found = next((c.theme for c in self._counts if path and c.theme.path == path), None)
        if found is None:
            return ""
        return f"Retired. {found.description}".strip() if found.retired else found.description

    def show(self, counts: Sequence[ThemeCount]) -> None:
        """Show these themes, keeping what is chosen and folded."""
        if not self._met and counts:
            self._met = True
            if len(counts) > FOLDED_FROM:
                self.folded = {count.theme.path for count in counts}
        self._counts, self._figures = counts, {}
        self._stale = {choice for choice in self._stale if not choice.themes}
        self._lay_out()

    def show_figures(self, figures: Figures) -> None:
        """Show what became known of the themes besides their counts."""
        self._figures = figures
        self._lay_out()

    def forget(self) -> None:
        """Show … for every count until it is known again."""
        self._stale = {row.choice for row in self.rows}
        self._refresh_changed()

    def show_total(self, choice: Selection, tally: QuoteTally) -> None:
        """Show the count of a row that isn't a theme."""
        self._totals[choice] = tally
        self._stale.discard(choice)
        self._lay_out()

    def choose(self, choice: Selection) -> None:
        """Choose a theme, unfolding the themes that hide it."""
        parts = path_of(choice).split(" > ")
        for depth in range(1, len(parts)):
            self.folded.discard(" > ".join(parts[:depth]))
        self._lay_out()
        place = self._place_of(choice)
        if place is not None:
            self.cursor = place

    def follow(self, path: str, now: str) -> None:
        """Stay on a theme that has another path now, or go to the one above a deleted theme."""
        if is_within(path, now) and not is_within(now, path):  # not just in other letters
            self.choose(theme_choice(now))
            return
        self._became = (path, now)
        self.folded = {now + p[len(path) :] if is_within(p, path) else p for p in self.folded}

    def _place_of(self, choice: Selection) -> int | None:
        places = (i for i, row in enumerate(self.rows) if row.choice == choice)
        return next(places, None)

    def _lay_out(self) -> None:
        before = self.choice
        self.rows = outline(
            self._counts,
            self._totals,
            folded=self.folded,
            column=self.column,
            figures=self._figures,
        )
        self.set_lines(len(self.rows) + 1)
        tallies = [row.tally for row in self.rows if row.tally]
        widest = max((len(short(n)) for t in tallies for n in _counted(t, QUOTE_KINDS)), default=0)
        self._number = max(LEAST_COLUMN, widest + 1)
        heard = any(tally.context for tally in tallies)
        self._kinds = (*RANKED_KINDS, Kind.CONTEXT) if heard else RANKED_KINDS
        self._refresh_changed()
        choice, place = before, self._place_of(before)
        for old, now in (self._became, self._became[::-1]):  # changed, or undone
            if place is None and old and is_within(path_of(before), old):
                choice = theme_choice(now + path_of(before)[len(old) :])
                place = self._place_of(choice)
        while place is None:
            # Folded away or gone: choose the theme above it instead.
            choice = theme_choice(path_of(choice).rpartition(" > ")[0])
            place = self._place_of(choice)
        if place != self.cursor:
            self.set_reactive(ThemeRows.cursor, place)
            self.keep_cursor_in_sight()
        if choice != before:
            self.seen_by = ""
            self.post_message(self.Chosen(choice))

    # -- drawing ---------------------------------------------------------------------------

    def _refresh_changed(self) -> None:
        """Paint the rows that don't look as they did."""
        rows = [(row, row.choice in self._stale) for row in self.rows]
        (were, old), of_all = self._looked, (self.column, self._columns, len(rows))
        self._looked = of_all, rows
        changed = [at for at, row in enumerate(rows) if were == of_all and row != old[at]]
        if were != of_all or len(changed) > MANY:
            self.refresh()
            return
        for place in changed:
            self.refresh_line(place + 1)

    @property
    def last_place(self) -> int:
        """The place of the last theme."""
        return len(self.rows) - 1

    @property
    def _columns(self) -> tuple[TreeColumn, ...]:
        return columns_for(self.size.width, self._kinds, self._number)

    def heading_line(self, width: int) -> Content:
        """Return what the columns are."""
        order = "A–Z" if self.column is ThemeColumn.NAME else ""
        label = column(f" THEME {order}", width - self._counts_width).stylize(f"bold {MUTED}")
        heads = [heading(each, self.column) for each in self._columns]
        return Content.assemble(label, *heads, " ").truncate(width, pad=True)

    def row_strip(self, place: int, width: int) -> Strip:
        """Return a theme with its counts; what was drawn once is drawn again at no cost."""
        row, cursor = self.rows[place], place == self.cursor
        stale = row.choice in self._stale
        tally = None if stale else row.tally
        empty = tally is not None and not any(_counted(tally, QUOTE_KINDS))
        name = row_name(row.choice) if stale and not path_of(row.choice) else row.label
        look = (cursor, cursor and self.has_focus)
        room = max(width - self._counts_width, 0)
        label = (row.choice, name, row.depth, row.folds, row.folded, empty, *look, room)
        counts = (tally, row.row if tally else None, *look, self._columns)
        left = self._once(label, lambda: self._label(row, name, empty, cursor, room), room)
        cells = width - room
        right = self._once(counts, lambda: self._cells(replace(row, tally=tally), cursor), cells)
        return Strip.join([left, right])

    def _once(self, key: Hashable, draw: Callable[[], Content], width: int) -> Strip:
        if key not in self._drawn:
            if len(self._drawn) >= MOST_DRAWN:
                self._drawn.clear()
            self._drawn[key] = self.strip(draw(), width)
        return self._drawn[key]

    def notify_style_update(self) -> None:
        """Draw anew: colours may have changed."""
        super().notify_style_update()
        self._drawn.clear()

    def _label(self, row: OutlineRow, name: str, empty: bool, cursor: bool, width: int) -> Content:
        fold = ("▸ " if row.folded else "▾ ") if row.folds else "  "
        indent = " " * (INDENT * row.depth)
        special = not path_of(row.choice)
        head = Content.assemble(
            ("▌", "$primary") if cursor else " ",
            indent if not special else "",
            (fold if not special else "", MUTED),
        )
        label = column(name, max(width - head.cell_length, 4))
        if empty or special:
            label = label.stylize(MUTED if empty else "italic")
        if cursor:
            label = label.stylize("bold")
        line = Content.assemble(head, label).truncate(width, pad=True)
        return line.stylize_before(self._back(cursor))

    def _cells(self, row: OutlineRow, cursor: bool) -> Content:
        cells = Content.assemble(*(cell(each, row) for each in self._columns), " ")
        return cells.stylize_before(self._back(cursor))

    def _back(self, cursor: bool) -> str:
        return ("on $primary 25%" if self.has_focus else "on $boost") if cursor else ""

    @property
    def _counts_width(self) -> int:
        """The cells of all counts in a row, and the blank after them."""
        return sum(each.width for each in self._columns) + 1


def _counted(tally: QuoteTally, kinds: Sequence[Kind]) -> list[int]:
    return [getattr(tally, kind) for kind in kinds]
