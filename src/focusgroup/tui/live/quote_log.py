"""The quotes of the running session as they come: newest at the bottom, drawn line by line.

Only the visible rows are ever built, so the hundred-thousandth costs as much as the first.
This isn't a scrolling container: the list is anchored at its last row, or at the row that
somebody scrolled to.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.visual import RenderOptions
from textual.widget import Widget

from focusgroup.core.dates.durations import clock_time
from focusgroup.core.model import Kind, Quote
from focusgroup.tui.terminal.exception_guard import guarded_lines
from focusgroup.tui.widgets import style

MOST_LINES = 4
"""The most lines that one quote takes in the list; the rest is cut with an ellipsis."""


@dataclass(frozen=True, slots=True)
class LogRow:
    """A quote in the list, and whether it is known to be on disk."""

    quote: Quote
    saved: bool = True


@dataclass(frozen=True, slots=True)
class TeamSigns:
    """Who took a quote down if it wasn't the person here, and whether it has a double."""

    by: str = ""
    double: bool = False


ALONE = TeamSigns()


class QuoteLog(Widget):
    """A list of `LogRow`, oldest first, that follows its end until it is scrolled up."""

    DEFAULT_CSS = """
    QuoteLog { height: 1fr; width: 1fr; }
    """

    @dataclass
    class QuotePicked(Message):
        """A quote was clicked."""

        quote_id: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.signs_of: Callable[[Quote], TeamSigns] = lambda _: ALONE
        self._rows: list[LogRow] = []
        self._places: dict[str, int] = {}
        self._bottom: int | None = None
        self._chosen = ""
        self._lines: list[tuple[Strip, str]] = []
        self._cache: dict[tuple[object, ...], list[Strip]] = {}
        self._blank = Strip.blank(0)
        self._empty = Content()
        self._dirty = True

    # -- what it shows -----------------------------------------------------------------------

    def load(self, quotes: Sequence[Quote]) -> None:
        """Show these quotes, all of them saved."""
        self.load_rows([LogRow(quote) for quote in quotes])

    def put(self, quote: Quote, *, saved: bool, draw: bool = True) -> None:
        """Append a quote, or replace its older state; *draw* it at once, or later."""
        row = LogRow(quote, saved)
        place = self._places.get(quote.id)
        if place is None:
            self._places[quote.id] = len(self._rows)
            self._rows.append(row)
        else:
            self._rows[place] = row
        if draw:
            self.draw()

    def drop(self, quote_id: str) -> None:
        """Remove a quote from the list."""
        if quote_id in self._places:
            self.load_rows([row for row in self._rows if row.quote.id != quote_id])

    def load_rows(self, rows: list[LogRow]) -> None:
        """Show these rows."""
        self._rows = rows
        self._places = {row.quote.id: i for i, row in enumerate(rows)}
        if self._bottom is not None and self._bottom >= len(rows) - 1:
            self._bottom = None
        self._changed()

    def choose(self, quote_id: str) -> None:
        """Mark a quote and bring it into view; "" marks none and follows the end again."""
        if quote_id == self._chosen:
            return  # called at every key, and redrawing the list would slow each one down
        self._chosen = quote_id
        place = self._places.get(quote_id)
        if place is None:
            self._bottom = None
        elif not any(row_id == quote_id for _, row_id in self._lines):
            self._bottom = min(max(place + 2, self._first_page()), len(self._rows) - 1)
        self._changed()

    def say_when_empty(self, content: Content) -> None:
        """Set what is shown while there are no quotes."""
        self._empty = content
        self._changed()

    @property
    def rows(self) -> Sequence[LogRow]:
        """All rows, oldest first."""
        return self._rows

    @property
    def newer_below(self) -> int:
        """How many quotes are below the visible ones."""
        return 0 if self._bottom is None else len(self._rows) - 1 - self._bottom

    def _changed(self) -> None:
        self._dirty = True
        self.refresh()

    def draw(self) -> None:
        """Redraw only the lines that look different from before."""
        before = self._lines
        if not self.is_mounted or not self.size or self._dirty or not before:
            self._changed()
            return
        self._build()
        width, after = self.size.width, self._lines
        changed = [
            y
            for y in range(max(len(before), len(after)))
            if y >= len(before) or y >= len(after) or before[y][0] is not after[y][0]
        ]
        if changed:
            self.refresh(Region(0, changed[0], width, changed[-1] - changed[0] + 1))

    # -- moving ------------------------------------------------------------------------------

    def page(self, direction: int) -> None:
        """Look a page earlier (-1) or later (1)."""
        self.move(direction * max(1, len({row_id for _, row_id in self._lines if row_id}) - 1))

    def move(self, rows: int) -> None:
        """Look at earlier (negative) or later rows; at the end the list follows again."""
        last = len(self._rows) - 1
        bottom = last if self._bottom is None else self._bottom
        bottom = min(max(bottom + rows, self._first_page()), last)
        self._bottom = None if bottom >= last else bottom
        self._changed()

    def _first_page(self) -> int:
        """Return the last row that fits below the first one."""
        room = self.size.height
        for at, row in enumerate(self._rows):
            room -= len(self._row_strips(row, self.size.width))
            if room < 0:
                return max(at - 1, 0)
        return len(self._rows) - 1

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Show earlier quotes."""
        event.stop()
        self.move(-3)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Show later quotes."""
        event.stop()
        self.move(3)

    def on_click(self, event: events.Click) -> None:
        """Pick the clicked quote."""
        if 0 <= event.y < len(self._lines) and self._lines[event.y][1]:
            self.post_message(self.QuotePicked(self._lines[event.y][1]))

    # -- drawing -----------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Wrap the rows again."""
        self._dirty = True

    def notify_style_update(self) -> None:
        """Redraw everything, as colours may have changed."""
        super().notify_style_update()
        self._cache.clear()
        self._blank = Strip.blank(0)
        self._dirty = True

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height of the container, in lines."""
        return container.height

    @guarded_lines
    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a region from the strips kept here.

        Textual itself would make each strip again for borders and the like, which this widget
        doesn't have, and run the filters over it again. A strip that is kept caches them.
        """
        _, background = self.background_colors
        strips = [self.render_line(y) for y in crop.line_range]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """Return the strip of one line."""
        if self._dirty:
            self._build()
        return self._lines[y][0] if y < len(self._lines) else self._blank

    def _build(self) -> None:
        """Draw from the bottom row upwards until the height is full."""
        self._dirty = False
        height, width = self.size.height, self.size.width
        if self._blank.cell_length != width:
            self._blank = Strip.blank(width, self.rich_style)
        if not self._rows:
            self._lines = [(strip, "") for strip in self._strips(self._empty, width)][:height]
            return
        lines: list[tuple[Strip, str]] = []
        at = len(self._rows) - 1 if self._bottom is None else self._bottom
        while at >= 0 and len(lines) < height:
            row = self._rows[at]
            strips = self._row_strips(row, width)
            lines[:0] = [(strip, row.quote.id) for strip in strips]
            at -= 1
        # Where the quotes don't fill the list, the newest is still next to the line.
        above = [(self._blank, "")] * (height - len(lines))
        self._lines = above + lines[max(len(lines) - height, 0) :]

    def _row_strips(self, row: LogRow, width: int) -> list[Strip]:
        chosen = row.quote.id == self._chosen
        signs = self.signs_of(row.quote)
        key = (row, width, chosen, signs)
        if key not in self._cache:
            if len(self._cache) > 500:
                self._cache.clear()
            text_style = "on $primary-muted" if chosen else ""
            strips: list[Strip] = []
            for line in row_lines(row, width, signs):
                strips += self._strips(line.pad_right(width).stylize_before(text_style), width)[:1]
            self._cache[key] = strips
        return self._cache[key]

    def _strips(self, content: Content, width: int) -> list[Strip]:
        options = RenderOptions(self._get_style, self.styles.get_rules())
        strips = content.render_strips(width, None, self.visual_style, options)
        return [strip.adjust_cell_length(width, self.rich_style) for strip in strips]


def row_lines(row: LogRow, width: int, signs: TeamSigns = ALONE) -> list[Content]:
    """Return one quote as lines: time, sign, seat, initials, theme, words, marks, tick."""
    quote = row.quote
    marks = Content.assemble(
        ("≈ " if signs.double else "", "bold $text-warning"),
        style.quote_marks(quote),
        (f"{signs.by} " if signs.by else "", "$text-accent"),
    )
    tick = (
        Content.styled("✓", "$text-success") if row.saved else Content.styled("…", "$text-warning")
    )
    themed = min(width // 5, 30) if width >= 90 else 12 if width >= 70 else 0
    who = f"{quote.seat} {quote.initials}" if quote.seat else ""
    head = Content.assemble(
        " ",
        Content.styled(clock_time(quote.offset_ms).rjust(7), style.MUTED),
        " ",
        style.kind_sign(quote.kind),
        " ",
        style.column(who, 7).stylize("bold"),
        style.column(style.theme_names(quote), themed).stylize(style.MUTED) if themed else "",
        " " if themed else "",
    )
    text = "(" + quote.text + ")" if quote.is_observation else quote.text
    room = max(width - head.cell_length - marks.cell_length - 3, 10)
    shown = Content(style.said(text[: room * MOST_LINES * 2]))
    if quote.kind is Kind.OBSERVATION:
        shown = shown.stylize(f"italic {style.MUTED}")
    lines = shown.wrap(room) or [Content()]
    cut = len(lines) > MOST_LINES or len(text) > room * MOST_LINES * 2
    lines = lines[:MOST_LINES]
    if cut:
        lines[-1] = lines[-1].truncate(room - 1).append("…")
    first = Content.assemble(head, lines[0].rstrip())
    gap = width - first.cell_length - marks.cell_length - 2
    first = Content.assemble(first, " " * max(gap, 1), marks, tick, " ")
    indent = " " * head.cell_length
    return [first, *(Content.assemble(indent, line.rstrip()) for line in lines[1:])]
