"""A list of quotes of any length: one widget that draws only the visible rows of its pages."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.visual import RenderOptions

from focusgroup.core.model import Quote
from focusgroup.tui.commands import bindings
from focusgroup.tui.review.commands import MARKS
from focusgroup.tui.review.quotes.quote_row import RowLook, row_lines
from focusgroup.tui.review.quotes.quote_rows import PAGE_ROWS, Rows, SessionRows
from focusgroup.tui.widgets.cursor_list import CursorList
from focusgroup.tui.widgets.latest_only import Newest
from focusgroup.tui.widgets.style import MUTED

ROW_LINES = 2
LOOKING = "     searching older quotes…"
ADVICE_TOP, ADVICE_LEFT = 2, 4
"""Blank lines above the advice in an empty list, and cells on both sides of it."""
MOST_DRAWN = 400
"""Rows whose drawn form is kept."""
PAINTED_S = 0.1
"""Seconds for which counts wait for rows at most: a search may read for longer."""
KEPT_S = 0.03
"""Seconds for which the counts of the letter before stay where the rows of a search take longer."""


class QuoteList(CursorList):
    """Quotes on two lines each; one is chosen, any number are marked.

    The old rows stay in sight while new ones are being read.
    """

    COMMAND_TABLE = MARKS
    BINDINGS = bindings(MARKS)
    DEFAULT_CSS = """
    QuoteList {
        background: transparent;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        overflow-x: hidden;
        overflow-y: auto;
        text-wrap: nowrap;
    }
    """

    @dataclass
    class Highlighted(Message):
        """Another quote was chosen, or the same one again; None while it is not loaded."""

        quote: Quote | None

    @dataclass
    class Opened(Message):
        """A quote was clicked twice."""

        quote: Quote

    @dataclass
    class QuotesChanged(Message):
        """Rows were read, or their number became known."""

    @dataclass
    class Marked(Message):
        """Marks were set or removed."""

    def __init__(self, *, marks: bool = True, id: str | None = None) -> None:
        super().__init__(id=id)
        self._can_mark = marks
        self.rows: Rows = SessionRows(())
        self.marked: dict[str, Quote] = {}
        self.starred: frozenset[str] = frozenset()
        self.row_look = RowLook()
        self.advice = Content()
        self.loaded = False
        self._centre = False
        self._range = (-1, -1)
        """Where marking a range began, and where it ended last."""
        self._next: tuple[Rows, RowLook, int] | None = None
        self._cache: dict[tuple[object, ...], tuple[Strip, ...]] = {}
        self._reading = Newest(self, self._read)
        self._settling = False
        self._painted = asyncio.Event()

    # -- content -----------------------------------------------------------------------------

    def show(self, rows: Rows, row_look: RowLook, *, at: int = 0, centre: bool = False) -> None:
        """Show these rows as soon as the first of them are loaded, the cursor at place *at*.

        With *centre*, that row moves to the middle; otherwise the list keeps its position.
        """
        self._next = (rows, row_look, at)
        self._centre = centre
        self._painted.clear()
        self._reading.ask(drop=True)

    def advise(self, advice: Content) -> None:
        """Show *advice* in the list's place, as long as it is empty."""
        self.advice = advice
        self.refresh()

    async def painted(self, seconds: float = PAINTED_S) -> None:
        """Wait until the rows that were shown last are on the screen, so many seconds at most."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._painted.wait()

    def show_stars(self, starred: frozenset[str]) -> None:
        """Show these quotes, by their ids, as starred."""
        if starred != self.starred:
            self.starred = starred
            self._cache.clear()
            self.refresh()

    @property
    def selected(self) -> Quote | None:
        """Return the quote that commands act on; None when there is none or it is not loaded."""
        return self.rows.row(self.cursor) if self.cursor >= 0 else None

    async def _read(self) -> None:
        """Read the missing rows in sight, nearest first, then find out how many rows there are."""
        coming = self._next
        if coming is not None:
            rows, row_look, at = coming
            await rows.load(at)
            if at >= rows.total > 0:
                await rows.load(rows.total - 1)
            if self._next is not coming:
                return
            self._next = None
            self._take(rows, row_look, at)
        while (place := self.rows.missing(*self._near())) is not None:
            await self.rows.load(place)
            if self._superseded():
                return
            self._grown()
        if self.rows.settled:
            return
        self._settling, read = True, self.rows.total
        try:
            await self.rows.settle()
        finally:
            self._settling = False
        if not self._superseded():
            self._grown(since=read)

    def _superseded(self) -> bool:
        return self._next is not None

    def _take(self, rows: Rows, row_look: RowLook, at: int) -> None:
        self.rows, self.row_look, self.advice, self.loaded = rows, row_look, Content(), True
        self._cache.clear()
        self._grown()
        self.set_reactive(QuoteList.cursor, min(at, rows.total - 1))
        if self._centre:
            middle = self.cursor * ROW_LINES - self.size.height // 2 + 1
            self.scroll_to(y=max(middle, 0), animate=False, force=True)
        elif not at:
            self.scroll_to(y=0, animate=False, force=True)
        self._cursor_moved()
        self.call_after_refresh(self._painted.set)

    def _grown(self, *, since: int = 0) -> None:
        """Show rows that were read, from place *since* on, and how many there are."""
        self.set_lines((self.rows.total + self.rows.looking) * ROW_LINES)
        if since * ROW_LINES < self.scroll_offset.y + self.size.height:
            self.refresh()
        self.cursor = min(self.cursor, self.rows.total - 1)
        self.post_message(self.QuotesChanged())
        self.post_message(self.Highlighted(self.selected))

    def _near(self) -> tuple[int, int]:
        """Return the rows in sight plus half a page on both sides."""
        first = self.scroll_offset.y // ROW_LINES
        in_sight = self.size.height // ROW_LINES + 1
        return first - PAGE_ROWS // 2, first + in_sight + PAGE_ROWS // 2

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Read the rows that come into sight."""
        super().watch_scroll_y(old_value, new_value)
        if self.rows.missing(*self._near()) is not None:
            self._reading.ask(drop=self._settling)

    # -- choosing and marking ----------------------------------------------------------------

    def validate_cursor(self, cursor: int) -> int:
        """Return *cursor* limited to the list; -1 when the list is empty."""
        return max(min(cursor, self.last_place), min(0, self.last_place))

    def watch_cursor(self, old: int, new: int) -> None:
        """Show the choice and announce it."""
        for place in (old, new):
            self.refresh_lines(place * ROW_LINES, ROW_LINES)
        self._cursor_moved()

    def _cursor_moved(self) -> None:
        self._keep_cursor_in_sight()
        self.post_message(self.Highlighted(self.selected))

    @property
    def cursor_line(self) -> int:
        """The first line of the chosen quote."""
        return self.cursor * ROW_LINES

    def _keep_cursor_in_sight(self) -> None:
        if self.cursor >= 0 and self.size.height:
            region = Region(0, self.cursor * ROW_LINES, 1, ROW_LINES)
            self.scroll_to_region(region, animate=False, force=True, x_axis=False)

    def toggle_mark(self, place: int) -> None:
        """Mark or unmark the quote at a place."""
        quote = self.rows.row(place)
        if quote is None or not self._can_mark:
            return
        if self.marked.pop(quote.id, None) is None:
            self.marked[quote.id] = quote
        self.refresh_lines(place * ROW_LINES, ROW_LINES)
        self.post_message(self.Marked())

    def mark_all(self, quotes: Iterable[Quote]) -> None:
        """Mark *quotes* as well."""
        self.marked |= {quote.id: quote for quote in quotes}
        self.refresh()
        self.post_message(self.Marked())

    def action_extend(self, by: int) -> None:
        """Mark on from the chosen quote; on the way back, unmark what was marked."""
        begin, end = self._range
        if end != self.cursor:
            begin = end = self.cursor
        self.cursor += by
        was, now = (range(min(begin, at), max(begin, at) + 1) for at in (end, self.cursor))
        for place in {*was, *now}:
            quote = self.rows.row(place) if self._can_mark else None
            if quote and (quote.id in self.marked) != (place in now):
                self.toggle_mark(place)
        self._range = begin, self.cursor

    def unmark_all(self) -> None:
        """Remove all marks."""
        self.marked.clear()
        self.refresh()
        self.post_message(self.Marked())

    @property
    def page(self) -> int:
        """How many quotes a page moves."""
        return max(1, self.size.height // ROW_LINES - 1)

    @property
    def last_place(self) -> int:
        """The place of the last quote, read or not."""
        return self.rows.total - 1

    def on_click(self, event: events.Click) -> None:
        """Choose on a click, mark on the left edge or with Ctrl, open on a second click."""
        offset = event.get_content_offset_capture(self)
        place = (offset.y + self.scroll_offset.y) // ROW_LINES
        if not 0 <= place < self.rows.total:
            return
        self.cursor = place
        if event.ctrl or offset.x <= 1:
            self.toggle_mark(place)
        elif event.chain == 2 and self.selected:
            self.post_message(self.Opened(self.selected))

    def on_resize(self) -> None:
        """Draw rows at the new width, and read those that came into sight."""
        self._cache.clear()
        self._keep_cursor_in_sight()
        self._reading.ask(drop=self._settling)

    # -- drawing -----------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """Redraw, since colours may have changed."""
        super().notify_style_update()
        self._cache.clear()

    def on_focus(self) -> None:
        self.refresh_lines(self.cursor * ROW_LINES, ROW_LINES)

    def on_blur(self) -> None:
        self.refresh_lines(self.cursor * ROW_LINES, ROW_LINES)

    def render_line(self, y: int) -> Strip:
        place, part = divmod(y + self.scroll_offset.y, ROW_LINES)
        width = self.size.width
        if place == self.rows.total and self.rows.looking and part == 0:
            return self._strips(Content.styled(LOOKING, MUTED), width)[0]
        if not self.rows.total:
            return self._advice(y, width)
        if place >= self.rows.total:
            return Strip.blank(width, self.rich_style)
        quote = self.rows.row(place)
        if quote is None:
            waiting = Content("     …" if part == 0 else "").stylize(MUTED)
            return self._strips(waiting, width)[0]
        return self._row(quote, place == self.cursor, width)[part]

    def _row(self, quote: Quote, cursor: bool, width: int) -> tuple[Strip, ...]:
        marked, starred = quote.id in self.marked, quote.id in self.starred
        key = (quote.id, quote.rev, width, cursor, cursor and self.has_focus, marked, starred)
        if key not in self._cache:
            if len(self._cache) >= MOST_DRAWN:
                self._cache.clear()
            back = ("on $primary 25%" if self.has_focus else "on $boost") if cursor else ""
            lines = row_lines(
                quote, width, self.row_look, marked=marked, cursor=cursor, starred=starred
            )
            self._cache[key] = tuple(
                self._strips(line.stylize_before(back), width)[0] for line in lines
            )
        return self._cache[key]

    def _advice(self, y: int, width: int) -> Strip:
        inner = width - 2 * ADVICE_LEFT
        lines = self.advice.wrap(inner) if inner > 0 else []
        place = y - ADVICE_TOP
        if not 0 <= place < len(lines):
            return Strip.blank(width, self.rich_style)
        line = Content.assemble(" " * ADVICE_LEFT, lines[place]).truncate(width, pad=True)
        return self._strips(line, width)[0]

    def _strips(self, content: Content, width: int) -> list[Strip]:
        options = RenderOptions(self._get_style, self.styles.get_rules())
        strips = content.render_strips(width, 1, self.visual_style, options)
        if strips and strips[0].cell_length == width:
            return strips
        fitted = [strip.adjust_cell_length(width, self.rich_style) for strip in strips]
        return fitted or [Strip.blank(width, self.rich_style)]
