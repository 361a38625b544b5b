"""A quote in its session: what was said before and after it, and every detail of it."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen

from focusgroup.core.model import Quote, Session
from focusgroup.services.dates_in_words import count, full_date, moment
from focusgroup.services.edits import Edits
from focusgroup.store import Db, sessions
from focusgroup.store.quotes import quotes_of_session
from focusgroup.tui.commands import bindings
from focusgroup.tui.review.commands import IN_SESSION
from focusgroup.tui.review.quotes.quote_detail import QuoteDetail
from focusgroup.tui.review.quotes.quote_list import QuoteList
from focusgroup.tui.review.quotes.quote_row import RowLook
from focusgroup.tui.review.quotes.quote_rows import SessionRows
from focusgroup.tui.review.quotes.retagging import retag, rewrite, undo
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.latest_only import Newest
from focusgroup.tui.widgets.notifications import told
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import MUTED, column


class QuoteContextScreen(Screen[None]):
    """The whole session of *quote* as a list, with the chosen quote in full beside it."""

    COMMAND_TABLE = IN_SESSION
    BINDINGS = bindings(IN_SESSION)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (160, "-very-wide")]
    HELP_TEXT = (
        "Everything captured in the session, in order, observations included."
        " Tab goes to the full text, where the arrows scroll, and back."
    )
    DEFAULT_CSS = """
    QuoteContextScreen {
        #context-top { background: $panel; padding: 0 1; text-style: bold; }
        #context-body { height: 1fr; layout: vertical; }
        QuoteList { height: 1fr; width: 1fr; }
        QuoteDetail { height: 45%; width: 1fr; border-top: solid $panel-lighten-1; padding: 0 2; }
        QuoteDetail:focus { border-top: solid $primary; }
        &.-wide #context-body, &.-very-wide #context-body { layout: horizontal; }
        &.-wide QuoteDetail, &.-very-wide QuoteDetail {
            width: 2fr; height: 1fr; padding: 1 2;
            border-top: none; border-left: solid $panel-lighten-1;
        }
        &.-wide QuoteDetail:focus, &.-very-wide QuoteDetail:focus {
            border-left: solid $primary;
        }
        &.-wide QuoteList, &.-very-wide QuoteList { width: 3fr; }
    }
    """

    def __init__(self, db: Db, quote: Quote, edits: Edits) -> None:
        super().__init__()
        self.db = db
        self.edits = edits
        self._quote = quote
        self._session: Session | None = None
        self._loading = Newest(self, self._load)

    def compose(self) -> ComposeResult:
        yield Panel(id="context-top")
        with Container(id="context-body"):
            yield QuoteList(marks=False)
            yield QuoteDetail()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the quote at once, and those around it when they have been read."""
        self._detail.show(self._quote)
        self._list.focus()
        self._loading.ask()

    @property
    def _list(self) -> QuoteList:
        return self.query_one(QuoteList)

    @property
    def _detail(self) -> QuoteDetail:
        return self.query_one(QuoteDetail)

    async def _load(self) -> None:
        self._session = await sessions.find(self.db, self._quote.session_id)
        quotes = await quotes_of_session(self.db, self._quote.session_id)
        places = {quote.id: place for place, quote in enumerate(quotes)}
        at = places.get(self._quote.id, min(max(self._list.cursor, 0), max(len(quotes) - 1, 0)))
        first = not self._list.loaded
        self._list.show(SessionRows(quotes), RowLook(in_session=True), at=at, centre=first)
        self._show_top(len(quotes))

    def _show_top(self, quotes: int) -> None:
        session = self._session
        if session is None:
            return
        day = moment(session.started_ms or session.created_ms, session.zone).date()
        led = f"facilitator {session.facilitator}" if session.facilitator else ""
        facts = [full_date(day), session.place, led, count(quotes, "quote")]
        right = column(" · ".join(fact for fact in facts if fact), self.size.width // 2)
        right = right.rstrip()
        title = column(session.title, max(self.size.width - 3 - right.cell_length, 10))
        line = Content.assemble(title, " ", right.stylize(f"not bold {MUTED}"))
        self.query_one("#context-top", Panel).show(line)

    def on_resize(self) -> None:
        """Fit the top line to the width."""
        self._show_top(self._list.rows.total)

    @on(QuoteList.Highlighted)
    def _highlighted(self, event: QuoteList.Highlighted) -> None:
        if event.quote and self._list.loaded:
            self._quote = event.quote
            self._detail.show(event.quote)

    # -- commands ----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether the command is available: undo needs an edit."""
        return self.edits.can_undo if action == "undo" else True

    @work(group="writes", exit_on_error=False)
    async def action_retag(self) -> None:
        """Edit the chosen quote."""
        with told(self):
            if await retag(self, self.db, self.edits, [self._quote]):
                self._changed()

    @work(group="writes", exit_on_error=False)
    async def action_edit(self) -> None:
        """Correct the chosen quote in a line."""
        with told(self):
            if await rewrite(self, self.edits, self._quote):
                self._changed()

    @work(group="writes", exit_on_error=False)
    async def action_undo(self) -> None:
        """Undo the last edit made here."""
        with told(self):
            try:
                await undo(self, self.edits)
            finally:
                self._changed()

    def _changed(self) -> None:
        self.refresh_bindings()
        self._loading.ask()

    def action_back(self) -> None:
        if self.is_current:
            self.dismiss()
