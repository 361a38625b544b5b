"""A table with a chosen cell: names on the left, columns that scroll beside them, sorted by any."""

from dataclasses import dataclass
from typing import Self

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from focusgroup.tui.commands import bindings
from focusgroup.tui.review.commands import TABLE
from focusgroup.tui.widgets.headed_list import HeadedList
from focusgroup.tui.widgets.style import MUTED, column, cut

LEAST_NAME, MOST_NAME = 20, 44
WIDEST = 18
"""Cells of a column besides the names, at most."""
SHADES = ("on $primary 12%", "on $primary 24%", "on $primary 36%", "on $primary 48%",
          "on $primary 60%")  # fmt: skip
Cell = str | int | None


class RankedCell(str):
    """A cell that is sorted by a number, the least first, and not by its words."""

    __slots__ = ("rank",)
    rank: float

    def __new__(cls, words: str, rank: float) -> Self:
        made = super().__new__(cls, words)
        made.rank = rank
        return made


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its name, its cells, and what it stands for; *warned* rows are set off."""

    name: str
    cells: tuple[Cell, ...]
    what: object = None
    warned: bool = False


@dataclass(frozen=True, slots=True)
class TableData:
    """What a table shows: what its names are, the heads of its columns, and the rows.

    In a *heat* map the cells are shaded by their number, but for the sums in its last column.
    """

    named: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()
    heat: bool = False


class Table(HeadedList):
    """Draws the rows in sight; the arrows choose a cell."""

    COMMAND_TABLE = TABLE
    BINDINGS = bindings(TABLE)
    at = reactive(0, repaint=False)
    """The chosen column; 0 is the first beside the names."""

    @dataclass
    class Moved(Message):
        """Another cell was chosen."""

    @dataclass
    class RowOpened(Message):
        """The chosen cell was asked for: what is behind it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.data = TableData()
        self.sorted_by = -1
        self._widths: list[int] = []
        self._widest_name = 0
        self._most = 1
        self._given: tuple[TableRow, ...] = ()

    # -- content -----------------------------------------------------------------------------

    def show(self, data: TableData) -> None:
        """Show *data*, in its own order or sorted as before; the cursor stays at its place."""
        if data.heads != self.data.heads:
            self.sorted_by = -1
        self._given = data.rows
        self.data = data
        self._lay_out()
        self.cursor = max(self.cursor, 0)
        self.at = min(self.at, max(len(data.heads) - 1, 0))

    def _lay_out(self) -> None:
        data = self.data
        rows = self._given
        if self.sorted_by >= 0:
            rows = tuple(sorted(rows, key=lambda row: _order(row.cells[self.sorted_by])))
        self.data = TableData(data.named, data.heads, rows, data.heat)
        numbers = [n for row in rows for n in row.cells[:-1] if isinstance(n, int)]
        self._most = max(numbers, default=1) or 1
        self._widest_name = max((cell_len(row.name) for row in rows), default=0)
        self._widths = [
            min(max([cell_len(head), *(cell_len(_text(row.cells[n])) for row in rows)]), WIDEST) + 2
            for n, head in enumerate(data.heads)
        ]
        self.set_lines(len(rows) + 1)
        self.refresh()
        self.post_message(self.Moved())

    @property
    def row(self) -> TableRow | None:
        """Return the chosen row."""
        rows = self.data.rows
        return rows[self.cursor] if 0 <= self.cursor < len(rows) else None

    @property
    def last_place(self) -> int:
        """The place of the last row."""
        return len(self.data.rows) - 1

    # -- moving ------------------------------------------------------------------------------

    def validate_cursor(self, cursor: int) -> int:
        """Return *cursor* limited to the rows; -1 without any."""
        return max(min(cursor, self.last_place), min(0, self.last_place))

    def validate_at(self, at: int) -> int:
        """Return *at* limited to the columns."""
        return max(0, min(at, len(self.data.heads) - 1))

    def watch_cursor(self) -> None:
        """Show the choice."""
        self._moved()

    def watch_at(self) -> None:
        """Show the choice."""
        self._moved()

    def _moved(self) -> None:
        self.refresh()
        self.keep_cursor_in_sight()
        self.post_message(self.Moved())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether the command does something now: sorting and opening need rows."""
        return action not in ("sort", "open_cell") or bool(self.data.rows) or None

    def action_left(self) -> None:
        self.at -= 1

    def action_right(self) -> None:
        self.at += 1

    def action_sort(self) -> None:
        """Sort by the chosen column, or in the table's own order again."""
        self.sorted_by = -1 if self.sorted_by == self.at else self.at
        self._lay_out()

    def action_open_cell(self) -> None:
        """Ask for what is behind the chosen cell."""
        if self.row:
            self.post_message(self.RowOpened())

    def on_click(self, event: events.Click) -> None:
        """Choose a cell; sort on a heading; open on a second click."""
        offset = event.get_content_offset_capture(self)
        start = self._name_width
        for place in self._shown():
            if start <= offset.x < start + self._widths[place]:
                self.at = place
                if offset.y == 0:
                    self.action_sort()
            start += self._widths[place]
        place = offset.y + self.scroll_offset.y - 1
        if offset.y and 0 <= place < len(self.data.rows):
            self.cursor = place
            if event.chain == 2:
                self.action_open_cell()

    # -- drawing -----------------------------------------------------------------------------

    @property
    def _name_width(self) -> int:
        most = min(MOST_NAME, max(self.size.width // 2, LEAST_NAME))
        beside = self.size.width - sum(self._widths)
        return min(max(self._widest_name + 2, LEAST_NAME), max(most, beside))

    def _shown(self) -> list[int]:
        """Return the columns that fit, the chosen one among them."""
        room = self.size.width - self._name_width
        first = 0
        while first < self.at and sum(self._widths[first : self.at + 1]) > room:
            first += 1
        shown: list[int] = []
        taken = 0
        for place in range(first, len(self._widths)):
            taken += self._widths[place]
            if taken > room and shown:
                break
            shown.append(place)
        return shown

    def on_resize(self) -> None:
        self.refresh()

    def heading_line(self, width: int) -> Content:
        """Return the heads of the columns that fit."""
        parts = [column(f" {self.data.named}", self._name_width).stylize(f"bold {MUTED}")]
        for place in self._shown():
            head = _right(cut(self.data.heads[place], WIDEST), self._widths[place])
            style = f"bold {MUTED}" + (" underline" if place == self.sorted_by else "")
            parts.append(head.stylize("bold $text-primary" if place == self.at else style))
        return Content.assemble(*parts).truncate(width, pad=True)

    def row_line(self, place: int, width: int) -> Content:
        """Return a row's name and those of its cells that fit."""
        row, cursor = self.data.rows[place], place == self.cursor
        bar = ("▌", "$primary") if cursor else " "
        name = column(row.name, self._name_width - 1)
        if row.warned:
            name = name.stylize("$text-warning")
        parts: list[Content | tuple[str, str] | str] = [bar, name.stylize("bold" if cursor else "")]
        for at in self._shown():
            cell = row.cells[at]
            drawn = _right(cut(_text(cell), WIDEST), self._widths[at])
            if self.data.heat and isinstance(cell, int) and cell and at < len(row.cells) - 1:
                drawn = drawn.stylize(SHADES[(cell * len(SHADES) - 1) // self._most])
            elif not cell:
                drawn = drawn.stylize(MUTED)
            if cursor and at == self.at:
                drawn = drawn.stylize("reverse" if self.has_focus else "bold")
            parts.append(drawn)
        content = Content.assemble(*parts).truncate(width, pad=True)
        if cursor and not self.data.heat:
            return content.stylize_before("on $primary 25%" if self.has_focus else "on $boost")
        return content


def _right(text: Content, width: int) -> Content:
    return Content.assemble(" " * max(width - text.cell_length - 1, 0), text, " ")


def _text(cell: Cell) -> str:
    if isinstance(cell, int):
        return f"{cell:,}" if cell else "–"
    return cell or "–"


def _order(cell: Cell) -> tuple[int, float, str]:
    """Return a sort key: ranks, numbers from the most, then words from A, nothing last."""
    if isinstance(cell, int):
        return 0, -cell, ""
    if isinstance(cell, RankedCell):
        return 0, cell.rank, ""
    return (1, 0, cell.casefold()) if cell else (2, 0, "")
