"""The themes with their counts as a tree to move in, to fold and to sort."""

from dataclasses import dataclass

from textual import events
from textual.message import Message

from focusgroup.services.reviewing.theme_table import ThemeColumn
from focusgroup.tui.commands import bindings
from focusgroup.tui.review.commands import THEMES
from focusgroup.tui.review.themes.theme_columns import SPARK
from focusgroup.tui.review.themes.theme_outline import path_of, theme_choice
from focusgroup.tui.review.themes.theme_rows import INDENT, ThemeRows


class ThemeTree(ThemeRows):
    """The keys and clicks of the themes."""

    COMMAND_TABLE = THEMES
    BINDINGS = bindings(THEMES)

    @dataclass
    class Entered(Message):
        """A theme was clicked twice, to go to its quotes."""

    @dataclass
    class ChangeAsked(Message):
        """The user wants to change the chosen theme: rename, merge, remove or define it."""

        what: str
        path: str

    def action_ask(self, what: str) -> None:
        """Ask about changing the chosen theme."""
        if path := path_of(self.choice):
            self.post_message(self.ChangeAsked(what, path))

    # -- moving ------------------------------------------------------------------------------

    def validate_cursor(self, cursor: int) -> int:
        """Return *cursor* limited to the rows."""
        return max(0, min(cursor, self.last_place))

    def watch_cursor(self) -> None:
        """Show the choice and announce it."""
        self.seen_by = ""
        self.refresh()
        self.refresh_bindings()
        self.keep_cursor_in_sight()
        self.post_message(self.Chosen(self.choice))

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
        """Sort by the next column in sight: people, name, then those from left to right."""
        shown = [each.name for each in self._columns if each.name and each.name != SPARK]
        order = [ThemeColumn.PEOPLE, ThemeColumn.NAME]
        order += [ThemeColumn(name) for name in shown if name not in order]
        at = order.index(self.column) if self.column in order else -1
        self.sort(order[(at + 1) % len(order)])

    def sort(self, by: ThemeColumn) -> None:
        """Sort the themes under one theme by a column."""
        self.column = by
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
        name = self._column_at(offset.x)
        if offset.y == 0:
            if name != SPARK:
                by = ThemeColumn(name) if name else ThemeColumn.NAME
                self.sort(ThemeColumn.PEOPLE if by is self.column else by)
            return
        if not 0 <= place < len(self.rows):
            return
        row = self.rows[place]
        start = 1 + row.depth * INDENT
        if row.folds and start <= offset.x <= start + 1:
            self._toggle(place)
            return
        self.cursor = place
        if name and row.row and name != SPARK:
            self.see(name)
            self.post_message(self.Entered())
        elif event.chain == 2:
            self.post_message(self.Entered())

    def _column_at(self, x: int) -> str:
        """Return the name of the column at a place of the line, "" for none."""
        start = self.size.width - self._counts_width
        for each in self._columns:
            start += each.width
            if x < start:
                return each.name if x >= start - each.width else ""
        return ""
