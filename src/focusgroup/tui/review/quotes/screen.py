"""A screen with a list of quotes: marking, correcting, retagging, starring, opening, writing."""

from textual import on, work
from textual.screen import Screen

from focusgroup.core.model import Quote
from focusgroup.core.search.selection import Selection
from focusgroup.services import dates_in_words as when
from focusgroup.services.edits import Edits
from focusgroup.services.review import ReviewFacts
from focusgroup.services.reviewing.stars import star, starred
from focusgroup.store import Db
from focusgroup.store.quotes import older_quotes
from focusgroup.tui.review.quotes.quote_list import QuoteList
from focusgroup.tui.review.quotes.quotes_pane import QuotesPane
from focusgroup.tui.review.quotes.retagging import retag, rewrite, undo
from focusgroup.tui.widgets.notifications import tell, told

MOST_MARKED = 2_000
"""Quotes that are marked at once: changing more takes longer than anybody waits."""
OF_A_QUOTE = ("mark", "mark_all", "edit", "retag", "star", "history", "word")


class QuotesScreen(Screen[None]):
    """What can be done with the quotes of a `QuotesPane`; `seen` says which they are."""

    def __init__(self, db: Db, session_id: str = "", edits: Edits | None = None) -> None:
        super().__init__()
        self.db = db
        self.session_id = session_id
        self.edits = edits or Edits(db)
        self.facts = ReviewFacts(db, session_id)
        self._reviewed = self.edits.done

    @property
    def seen(self) -> Selection:
        """Return the quotes that are chosen."""
        raise NotImplementedError

    def reload(self, *, at: int = 0) -> None:
        """Read the quotes again, the cursor at place *at*."""
        raise NotImplementedError

    @property
    def _pane(self) -> QuotesPane:
        return self.query_one(QuotesPane)

    @property
    def _list(self) -> QuoteList:
        return self._pane.quotes

    @work(group="stars", exit_on_error=False)
    async def show_stars(self) -> None:
        """Show which quotes are starred."""
        with told(self):
            self._list.show_stars(await starred(self.db))

    # -- opening -----------------------------------------------------------------------------

    @on(QuoteList.Opened)
    def _opened(self, event: QuoteList.Opened) -> None:
        self.open_quote(event.quote)

    def open_quote(self, quote: Quote) -> None:
        """Show a quote in its session."""
        from focusgroup.tui.review.quotes.quote_context import QuoteContextScreen

        self.app.push_screen(QuoteContextScreen(self.db, quote, self.edits))

    def on_screen_resume(self) -> None:
        """Show what was changed in a session."""
        if self.edits.done != self._reviewed:
            self.after_edit()

    # -- changing ----------------------------------------------------------------------------

    def action_mark(self) -> None:
        """Mark or unmark the chosen quote and go on to the next."""
        if self._list.has_focus:
            self._list.toggle_mark(self._list.cursor)
            self._list.action_down()

    @work(group="marks", exclusive=True, exit_on_error=False)
    async def action_mark_all(self) -> None:
        """Mark all quotes of the list; if they are marked already, unmark them."""
        with told(self):
            seen = self.facts.listed(self.seen)
            quotes = await older_quotes(self.db, seen, limit=MOST_MARKED)
            if all(quote.id in self._list.marked for quote in quotes):
                self._list.unmark_all()
                return
            self._list.mark_all(quotes)
            if self._list.rows.total > len(quotes):
                tell(self, f"The newest {len(quotes):,} are marked, which is the most at once.")

    @work(group="writes", exit_on_error=False)
    async def action_edit(self) -> None:
        """Correct the chosen quote in a line."""
        if quote := self._list.selected:
            with told(self):
                if await rewrite(self, self.edits, quote):
                    self.after_edit()

    @work(group="writes", exit_on_error=False)
    async def action_star(self) -> None:
        """Star the chosen quote as representative, or take the star away."""
        if quote := self._list.selected:
            with told(self):
                on = await star(self.db, quote)
                tell(self, "Starred: a top moment of its session" if on else "No longer starred")
                self.show_stars()

    @work(group="history", exit_on_error=False)
    async def action_history(self) -> None:
        """Show what the chosen quote was before it was corrected, and who corrected it."""
        from focusgroup.tui.review.quotes.quote_history import open_history

        if quote := self._list.selected:
            with told(self):
                await open_history(self, self.db, quote)

    @work(group="writes", exit_on_error=False)
    async def action_retag(self) -> None:
        """Edit the marked quotes, or the chosen one when none is marked."""
        chosen = list(self._list.marked.values())
        if not chosen and self._list.selected:
            chosen = [self._list.selected]
        if not chosen:
            return
        with told(self):
            if await retag(self, self.db, self.edits, chosen):
                self._list.unmark_all()
            self.after_edit()

    @work(group="writes", exit_on_error=False)
    async def action_undo(self) -> None:
        """Undo the last edit made here, in all the sessions that it touched."""
        with told(self):
            try:
                await undo(self, self.edits)
            finally:
                self.after_edit()

    def after_edit(self) -> None:
        """Show what was changed."""
        self._reviewed = self.edits.done
        self.reload(at=max(self._list.cursor, 0))

    # -- documents ---------------------------------------------------------------------------

    def action_word(self) -> None:
        """Write the quotes in view as a document."""
        from focusgroup.services.documents.jobs import documents_of
        from focusgroup.tui.documents.screen import DocumentsScreen

        seen = self.seen
        title = seen.words() or "all that customers said"
        heading = f"{title} · {when.count(self._list.rows.total, 'quote')}"
        offers = documents_of(self.db, self.facts.within(seen))
        self.app.push_screen(DocumentsScreen(heading, offers))
