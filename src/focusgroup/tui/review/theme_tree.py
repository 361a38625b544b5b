"""The themes with their counts: a tree with aligned columns of numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.visual import RenderOptions

from focusgroup.core.model import KIND_SIGNS, QUOTE_KINDS, RANKED_KINDS, Kind
from focusgroup.core.search.selection import Selection
from focusgroup.core.themes.codebook import is_within
from focusgroup.store.quotes import QuoteTally
from focusgroup.store.themes import ThemeCount
from focusgroup.tui.commands import THEMES, bindings
from focusgroup.tui.review.theme_outline import (
    ALL,
    OutlineRow,
    outline,
    path_of,
    row_name,
    short,
    theme_choice,
)
from focusgroup.tui.widgets.cursor_list import CursorList
from focusgroup.tui.widgets.style import KIND_STYLES, MUTED, column

LEAST_COLUMN = 4
INDENT = 2
FOLDED_FROM = 60
"""Number of themes from which a codebook opens with only its top level."""


class ThemeTree(CursorList):
    """Rows of `outline` below a heading that does not scroll."""

    COMMAND_TABLE = THEMES
    BINDINGS = bindings(THEMES)
    DEFAULT_CSS = """
    ThemeTree {
        background: transparent;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        overflow-y: auto;
        text-wrap: nowrap;
    }
    """

    cursor = reactive(0, repaint=False)
    """The first row, all quotes, is always there."""

    @dataclass
    class Chosen(Message):
        """The user chose another theme."""

        choice: Selection

    @dataclass
    class Entered(Message):
        """A theme was clicked twice, to go to its quotes."""

    @dataclass
    class Asked(Message):
        """The user wants to change the chosen theme: rename, merge, remove or define it."""

        what: str
        path: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._became = ("", "")
        self.rows: list[OutlineRow] = outline((), {})
        self.folded: set[str] = set()
        self.by_name = False
        self._counts: Sequence[ThemeCount] = ()
        self._totals: dict[Selection, QuoteTally] = {}
        self._stale: set[Selection] = set()
        """The rows whose counts are of another selection by now."""
        self._met = False
        self._column = LEAST_COLUMN
        self._kinds: tuple[Kind, ...] = RANKED_KINDS

    # -- content -----------------------------------------------------------------------------

    @property
    def choice(self) -> Selection:
        """Return the chosen row's selection."""
        return self.rows[self.cursor].choice if self.rows else ALL

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
        self._counts = counts
        self._stale = {choice for choice in self._stale if not choice.themes}
        self._lay_out()

    def forget(self) -> None:
        """Show … for every count until it is known again."""
        self._stale = {row.choice for row in self.rows}
        self.refresh()

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
        if is_within(path, now):
            self.choose(theme_choice(now))
            return
        self._became = (path, now)
        self.folded = {now + p[len(path) :] if is_within(p, path) else p for p in self.folded}

    def action_ask(self, what: str) -> None:
        """Ask about changing the chosen theme."""
        if path := path_of(self.choice):
            self.post_message(self.Asked(what, path))

    def _place_of(self, choice: Selection) -> int | None:
        places = (i for i, row in enumerate(self.rows) if row.choice == choice)
        return next(places, None)

    def _lay_out(self) -> None:
        before = self.choice
        self.rows = outline(self._counts, self._totals, folded=self.folded, by_name=self.by_name)
        self.virtual_size = Size(0, len(self.rows) + 1)
        tallies = [row.tally for row in self.rows if row.tally]
        widest = max((len(short(n)) for t in tallies for n in _counted(t, QUOTE_KINDS)), default=0)
        self._column = max(LEAST_COLUMN, widest + 1)
        heard = any(tally.context for tally in tallies)
        self._kinds = (*RANKED_KINDS, Kind.CONTEXT) if heard else RANKED_KINDS
        self.refresh()
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
            self.set_reactive(ThemeTree.cursor, place)
            self._keep_cursor_in_sight()
        if choice != before:
            self.post_message(self.Chosen(choice))

    # -- moving ------------------------------------------------------------------------------

    def validate_cursor(self, cursor: int) -> int:
        """Return *cursor* limited to the rows."""
        return max(0, min(cursor, self.last_place))

    def watch_cursor(self) -> None:
        """Show the choice and announce it."""
        self.refresh()
        self.refresh_bindings()
        self._keep_cursor_in_sight()
        self.post_message(self.Chosen(self.choice))

    @property
    def cursor_line(self) -> int:
        """The line of the chosen theme, below the heading."""
        return self.cursor + 1

    def _keep_cursor_in_sight(self) -> None:
        # The heading covers the first line in sight.
        self.scroll_to_region(Region(0, self.cursor, 1, 2), animate=False, force=True, x_axis=False)

    @property
    def last_place(self) -> int:
        """The place of the last theme."""
        return len(self.rows) - 1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what needs a theme, and folding for one that has nothing below it."""
        if action == "ask":
            return bool(path_of(self.choice)) or None
        row = self.rows[self.cursor] if self.rows else None
        return action != "fold_or_not" or bool(row and row.folds) or None

    def action_fold(self) -> None:
        """Fold the theme; when there is nothing to fold, go to the one above it."""
        row = self.rows[self.cursor]
        if row.folds and not row.folded:
            self._toggle(self.cursor)
        elif row.depth:
            self.choose(theme_choice(path_of(row.choice).rpartition(" > ")[0]))

    def action_unfold(self) -> None:
        """Unfold the theme to show what is below it."""
        if self.rows[self.cursor].folded:
            self._toggle(self.cursor)

    def action_fold_or_not(self) -> None:
        """Fold or unfold the theme."""
        self._toggle(self.cursor)

    def action_sort(self) -> None:
        """Switch the order of themes between people and name."""
        self.by_name = not self.by_name
        self._lay_out()

    def _toggle(self, place: int) -> None:
        row = self.rows[place]
        if row.folds:
            self.folded ^= {path_of(row.choice)}
            self._lay_out()
            self.refresh_bindings()

    def on_click(self, event: events.Click) -> None:
        """Choose on a click, fold on the triangle, go to the quotes on a second click."""
        offset = event.get_content_offset_capture(self)
        place = offset.y + self.scroll_offset.y - 1
        if offset.y == 0:
            self.action_sort()
            return
        if not 0 <= place < len(self.rows):
            return
        row = self.rows[place]
        start = 1 + row.depth * INDENT
        if row.folds and start <= offset.x <= start + 1:
            self._toggle(place)
            return
        self.cursor = place
        if event.chain == 2:
            self.post_message(self.Entered())

    # -- drawing -----------------------------------------------------------------------------

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        place = y + self.scroll_offset.y - 1
        if y == 0:
            content = self._heading(width)
        elif place < len(self.rows):
            content = self._row(self.rows[place], place == self.cursor, width)
        else:
            return Strip.blank(width, self.rich_style)
        options = RenderOptions(self._get_style, self.styles.get_rules())
        strips = content.render_strips(width, 1, self.visual_style, options)
        return strips[0].adjust_cell_length(width, self.rich_style)

    def _heading(self, width: int) -> Content:
        order = "A–Z" if self.by_name else ""
        cells = self._column
        label = column(f" THEME {order}", width - self._counts_width).stylize(f"bold {MUTED}")
        signs = [
            Content.styled(KIND_SIGNS[kind].rjust(cells), f"bold {KIND_STYLES[kind]}")
            for kind in self._kinds
        ]
        who = Content.styled("who".rjust(cells + 1) + " ", f"bold {MUTED}")
        return Content.assemble(label, *signs, who).truncate(width, pad=True)

    def _row(self, row: OutlineRow, cursor: bool, width: int) -> Content:
        fold = ("▸ " if row.folded else "▾ ") if row.folds else "  "
        indent = " " * (INDENT * row.depth)
        special = not path_of(row.choice)
        stale = row.choice in self._stale
        tally = None if stale else row.tally
        empty = tally is not None and not any(_counted(tally, QUOTE_KINDS))
        head = Content.assemble(
            ("▌", "$primary") if cursor else " ",
            indent if not special else "",
            (fold if not special else "", MUTED),
        )
        room = max(width - head.cell_length - self._counts_width, 4)
        label = column(row_name(row.choice) if stale and special else row.label, room)
        if empty or special:
            label = label.stylize(MUTED if empty else "italic")
        if cursor:
            label = label.stylize("bold")
        content = Content.assemble(head, label, *self._numbers(tally), " ")
        back = ("on $primary 25%" if self.has_focus else "on $boost") if cursor else ""
        return content.truncate(width, pad=True).stylize_before(back)

    @property
    def _counts_width(self) -> int:
        """The cells of all counts in a row, people's included."""
        return (len(self._kinds) + 1) * self._column + 2

    def _numbers(self, tally: QuoteTally | None) -> list[Content]:
        """Return the counts of the kinds and of people, each right-aligned in its column."""
        cells = self._column
        if tally is None:
            return [Content.styled("…".rjust(self._counts_width - 1), MUTED)]
        numbers = [
            Content.styled(short(n).rjust(cells), KIND_STYLES[kind] if n else MUTED)
            for kind, n in zip(self._kinds, _counted(tally, self._kinds), strict=True)
        ]
        people = short(tally.people).rjust(cells + 1)
        return [*numbers, Content.styled(people, "" if tally.people else MUTED)]


def _counted(tally: QuoteTally, kinds: Sequence[Kind]) -> list[int]:
    return [getattr(tally, kind) for kind in kinds]
