"""The filters of the review: account, segment, owner, speaker, days, session and who led it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Account
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import TimeSpan
from focusgroup.core.text import fold
from focusgroup.services.selection import one_of
from focusgroup.tui.commands import QUITS, bindings
from focusgroup.tui.review.commands import FILTERS
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.completion import Completion, among
from focusgroup.tui.widgets.fields import Field
from focusgroup.tui.widgets.notifications import tell
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import MUTED, said
from focusgroup.tui.widgets.tick import Tick

ReadSpan = Callable[[str], TimeSpan]
FindSession = Callable[[str], Awaitable[str]]
"""Returns a session's id, from what `focusgroup` takes for one: its title, its id, ``last``."""


class FiltersScreen(ModalScreen[Selection | None]):
    """A dialog that returns the new selection, or None when the user changes nothing.

    *accounts* and *leading*, who ever led a session, are the known ones; *read_span* reads dates as
    people write them; *titles* are those of the chosen sessions.
    """

    COMMAND_TABLE = FILTERS
    BINDINGS = [*bindings(FILTERS), *QUITS]
    HELP_TEXT = (
        "Enter moves to the next field; in the last field it shows the matches. A time is"
        " a day, a month, a quarter or a year (2026-03-12, 12 Mar 2026, 2026-03, Q1 2026, 2026),"
        " or a span until today (last 90 days, 3 months). Its first and last day count too."
    )
    DEFAULT_CSS = """
    FiltersScreen {
        align: center middle;
        #filters-box {
            width: 72; max-width: 96%; height: auto; max-height: 96%;
            background: $panel; border: round $primary; padding: 0 2;
            border-title-color: $text-primary;
        }
        #filters-scroll { height: auto; scrollbar-size-vertical: 1; }
        Label { width: 10; color: $text-muted; }
        Horizontal { height: 1; margin-top: 1; }
        /* Segment and owner are facts of an account, and 24 lines are few. */
        #filters-segment-row, #filters-owner-row, #filters-facilitator-row, #filters-session-row,
        #filters-verbatim-row, #filters-until-row { margin-top: 0; }
        #filters-account-row { height: 5; margin-top: 0; }
        Completion { width: 1fr; }
        Field { width: 1fr; }
        .reading { height: 1; padding: 0 1 0 11; }
        KeyFooter { margin-top: 1; background: $panel; dock: none; }
    }
    """

    def __init__(
        self,
        selection: Selection,
        accounts: Sequence[Account],
        read_span: ReadSpan,
        leading: Sequence[str],
        find_session: FindSession,
        titles: Sequence[str],
    ) -> None:
        super().__init__()
        self._find_session = find_session
        self._titles = " or ".join(title for title in titles if title)
        self._selection = selection
        self._accounts = {fold(account.name): account.name for account in accounts}
        self._names = {
            "segment": sorted({account.segment for account in accounts if account.segment}),
            "owner": sorted({account.owner for account in accounts if account.owner}),
            "facilitator": list(leading),
        }
        self._read_span = read_span

    def compose(self) -> ComposeResult:
        box = Vertical(id="filters-box")
        box.border_title = "Show only"
        with box:
            with VerticalScroll(id="filters-scroll", can_focus=False):
                with Horizontal(id="filters-account-row"):
                    yield Label("Account")
                    names = list(self._accounts.values())
                    yield Completion(among(names), hint="any account", id="filters-account")
                yield from self._row("Segment", "segment", "any segment")
                yield from self._row("Owner", "owner", "any account owner")
                yield from self._row("Speaker", "speaker", "a name, or the start of one")
                yield from self._row("Since", "since", "2026-01, 12 Mar, last 90 days")
                yield Panel(id="reading-since", classes="reading")
                yield from self._row("Until", "until", "2026-03, yesterday")
                yield Panel(id="reading-until", classes="reading")
                yield from self._row("Session", "session", "its title or id, or last")
                yield from self._row("Led by", "facilitator", "any facilitator")
                with Horizontal(id="filters-verbatim-row"):
                    yield Label("Quotes")
                    words = "verbatim only (space)"
                    yield Tick(words, self._selection.verbatim, id="filters-verbatim")
            yield KeyFooter()

    def _row(self, label: str, name: str, hint: str) -> ComposeResult:
        with Horizontal(id=f"filters-{name}-row"):
            yield Label(label)
            known = self._names.get(name)
            suggester = SuggestFromList(known, case_sensitive=False) if known else None
            yield Field(id=f"filters-{name}", hint=hint, suggester=suggester)

    def on_mount(self) -> None:
        """Fill the fields with the current filters."""
        selection = self._selection
        self._account.field.fill(next(iter(selection.accounts), ""))
        self._field("segment").fill(next(iter(selection.segments), ""))
        self._field("owner").fill(selection.owner)
        self._field("speaker").fill(next(iter(selection.speakers), ""))
        self._field("since").fill(selection.since.written if selection.since else "")
        self._field("until").fill(selection.until.written if selection.until else "")
        self._field("session").fill(self._titles)
        self._field("facilitator").fill(selection.facilitator)
        self._account.field.focus()

    @property
    def _account(self) -> Completion:
        return self.query_one(Completion)

    def _field(self, name: str) -> Field:
        return self.query_one(f"#filters-{name}", Field)

    @on(Input.Changed)
    def _footer(self) -> None:
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to empty the fields where something is in them."""
        ticked = any(tick.value for tick in self.query(Tick))
        return action != "clear" or ticked or any(field.value for field in self.query(Field))

    @on(Input.Changed, "#filters-since, #filters-until")
    def _show_reading(self, event: Input.Changed) -> None:
        name = "since" if event.input.id == "filters-since" else "until"
        self.query_one(f"#reading-{name}", Panel).show(self._reading(event.value, name))

    def _reading(self, text: str, name: str) -> Content:
        if not text.strip():
            return Content()
        try:
            span = self._read_span(text)
        except FocusgroupError as error:
            return Content(said(str(error))).stylize("$text-warning")
        one = Selection(since=span) if name == "since" else Selection(until=span)
        return Content.styled(one.filters()[name], MUTED)

    @on(Completion.Picked)
    def _account_picked(self, event: Completion.Picked) -> None:
        self._account.field.value = event.name
        self._field("segment").focus()

    @on(Input.Submitted, "#filters-segment, #filters-owner, #filters-speaker, #filters-since")
    def _given(self, event: Input.Submitted) -> None:
        names = ("segment", "owner", "speaker", "since", "until")
        place = names.index((event.input.id or "").removeprefix("filters-"))
        self._field(names[place + 1]).focus()

    @on(Input.Submitted, "#filters-until, #filters-session, #filters-facilitator")
    async def _last_given(self) -> None:
        await self.action_keep()

    async def action_keep(self) -> None:
        """Apply the filters if all of them can be read; otherwise go to the one that can't."""
        if not self.is_current:
            return
        spans: list[TimeSpan | None] = []
        for name in ("since", "until"):
            written = self._field(name).value
            try:
                spans.append(self._read_span(written) if written.strip() else None)
            except FocusgroupError:
                self._field(name).focus()
                return
        typed = self._account.value
        account = self._accounts.get(fold(typed), "")
        if typed and not account:
            offers = among(list(self._accounts.values()))(typed)
            if len(offers) != 1:
                self._account.field.focus()
                return
            account = offers[0].name
        named: dict[str, str] = {}
        for name, known in self._names.items():
            written = self._field(name).value.strip()
            try:
                named[name] = one_of(known, written, name) if written else ""
            except FocusgroupError as error:
                tell(self, str(error))
                self._field(name).focus()
                return
        speaker = self._field("speaker").value.strip()
        written = self._field("session").value.strip()
        chosen = self._selection.sessions
        if written != self._titles:
            try:
                chosen = (await self._find_session(written),) if written else ()
            except FocusgroupError as error:
                tell(self, str(error))
                self._field("session").focus()
                return
        since, until = spans
        self.dismiss(
            replace(
                self._selection,
                accounts=(account,) if account else (),
                segments=(named["segment"],) if named["segment"] else (),
                owner=named["owner"],
                facilitator=named["facilitator"],
                verbatim=self.query_one(Tick).value,
                sessions=chosen,
                speakers=(speaker,) if speaker else (),
                since=since,
                until=until,
            )
        )

    def action_clear(self) -> None:
        """Empty all fields."""
        for field in self.query(Field):
            field.value = ""
        self.query_one(Tick).value = False
        self._account.field.focus()

    def action_back(self) -> None:
        """Leave the filters as they were."""
        if self.is_current:
            self.dismiss(None)
