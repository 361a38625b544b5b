"""The quotes chosen in the review: their totals and the list, or why it is empty."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from focusgroup.core.search.selection import Selection
from focusgroup.services import dates_in_words
from focusgroup.services.review import ReviewFacts
from focusgroup.system import clock
from focusgroup.tui.review.empty_state import no_quotes_at_all, nothing_here
from focusgroup.tui.review.quotes.quote_list import KEPT_S, QuoteList
from focusgroup.tui.review.quotes.quote_row import RowLook
from focusgroup.tui.review.quotes.quote_rows import PagedRows, StoreSource
from focusgroup.tui.review.themes.theme_head import ThemeHead, warning
from focusgroup.tui.review.themes.theme_outline import path_of
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.latest_only import Newest


class QuotesPane(Vertical):
    """A `ThemeHead` above a `QuoteList`, or advice where there are no quotes."""

    DEFAULT_CSS = """
    QuotesPane {
        width: 1fr;
        &.-empty ThemeHead { display: none; }
    }
    """

    @dataclass
    class Read(Message):
        """Quotes were read. *empty* means that there are no quotes at all, whatever is chosen."""

        empty: bool

    def __init__(self, facts: ReviewFacts, *, alone: bool = False) -> None:
        """Show quotes beside the tree of themes, which counts most of them, or *alone*."""
        super().__init__()
        self._alone = alone
        self.facts = facts
        self._chosen = Selection()
        self._called = self._about = ""
        self._heading = Newest(self, self._read_head)
        self._helping = Newest(self, self._help_out)

    def compose(self) -> ComposeResult:
        yield ThemeHead()
        yield QuoteList()

    @property
    def quotes(self) -> QuoteList:
        """Return the list of quotes."""
        return self.query_one(QuoteList)

    def show(self, chosen: Selection, called: str, about: str = "", *, at: int = 0) -> None:
        """Show the quotes of *chosen*, *called* so, the cursor at *at*; *about* says more of it."""
        self._chosen, self._called, self._about = chosen, called, about
        year = dates_in_words.moment(clock.unix_ms(), clock.local_zone()).year
        row_look = RowLook(search=chosen.search, theme=path_of(chosen), year=year)
        rows = PagedRows(StoreSource(self.facts.db, self.facts.listed(chosen)))
        self.quotes.show(rows, row_look, at=at)
        self._heading.ask(drop=True)

    # -- the head ----------------------------------------------------------------------------

    async def _read_head(self) -> None:
        chosen = self._chosen
        await self.quotes.painted(KEPT_S)
        self.show_head()
        # The rows of the tree that aren't themes are counted for the tree, after the themes.
        if (chosen.themes or self._alone) and not self.facts.known(chosen):
            await self.facts.tally(chosen)
            self.show_head()

    def show_head(self) -> None:
        """Show what is known so far about the selection."""
        rows, marked = self.quotes.rows, len(self.quotes.marked)
        of = f"{rows.total:,}" if rows.settled else "…"
        places = [f"{self.quotes.cursor + 1:,} of {of}"] if rows.total else []
        if marked:
            places.append(f"{marked:,} marked")
        tally = self.facts.known(self._chosen)
        about = Content(style.said(self._about)).stylize(style.MUTED)
        # Someone who asked for one account or one person knows whose voice it is.
        asked = self._chosen.accounts or self._chosen.speakers
        if tally and tally.voice and not asked:
            about = warning(tally.voice)
        self.query_one(ThemeHead).show(self._called, tally, about, " · ".join(places))

    @on(QuoteList.Highlighted)
    @on(QuoteList.Marked)
    def _moved(self) -> None:
        self.show_head()

    # -- when the list is empty --------------------------------------------------------------

    @property
    def nothing(self) -> bool:
        """Return whether the list was read and is empty."""
        rows = self.quotes.rows
        return self.quotes.loaded and not rows.total and not rows.looking

    @on(QuoteList.QuotesChanged)
    def _read(self) -> None:
        if self.nothing or self._helping.running:
            self._helping.ask(drop=True)
        if not self.nothing:
            self.remove_class("-empty")
            self.post_message(self.Read(empty=False))

    async def _help_out(self) -> None:
        """Say why the list is empty, and which filter to drop."""
        chosen, empty = self._chosen, False
        if self.nothing:
            narrowed = bool(self.facts.filters(chosen))
            if narrowed:
                self.quotes.advise(nothing_here(chosen, narrowed, ()))
            empty = not narrowed and await self.facts.is_empty()
            ways = await self.facts.ways_out(chosen)
            content = nothing_here(chosen, narrowed, ways)
            if empty:
                content = no_quotes_at_all(bool(self.facts.session_id))
            self.quotes.advise(content)
        self.set_class(empty, "-empty")
        self.post_message(self.Read(empty=empty))
