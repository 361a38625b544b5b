"""What narrows the review: an account, a speaker, a stretch of time."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.search.filters import Narrowing, TimeSpan
from focusgroup.core.text import fold
from focusgroup.tui.commands import FILTERS, bindings
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.completion import Completion, among
from focusgroup.tui.widgets.fields import Field
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import MUTED, said

ReadSpan = Callable[[str], TimeSpan]


class FiltersScreen(ModalScreen[Narrowing | None]):
    """Ends in the new narrowing, None when it stays as it was.

    *accounts* are the names there are; *read_span* reads people's dates.
    """

    COMMAND_TABLE = FILTERS
    BINDINGS = bindings(FILTERS)
    HELP_TEXT = (
        "Enter goes on to the next field, and from the last one shows what is found. A time is"
        " a day, a month, a quarter or a year (2026-03-12, 12 Mar 2026, 2026-03, Q1 2026, 2026),"
        " or a stretch until today (last 90 days, 3 months). Both ends belong to it."
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
        #filters-account-row { height: 6; }
        Completion { width: 1fr; }
        Field { width: 1fr; }
        .reading { height: 1; padding: 0 1 0 11; }
        Footer { margin-top: 1; background: $panel; dock: none; }
    }
    """

    def __init__(self, narrowing: Narrowing, accounts: Sequence[str], read_span: ReadSpan) -> None:
        super().__init__()
        self._narrowing = narrowing
        self._accounts = {fold(name): name for name in accounts}
        self._read_span = read_span

    def compose(self) -> ComposeResult:
        """A field a wish, each with what it is read as."""
        box = Vertical(id="filters-box")
        box.border_title = "Show only"
        with box:
            with VerticalScroll(id="filters-scroll", can_focus=False):
                with Horizontal(id="filters-account-row"):
                    yield Label("Account")
                    names = list(self._accounts.values())
                    yield Completion(among(names), hint="any account", id="filters-account")
                yield from self._row("Speaker", "speaker", "a name, or the start of one")
                yield from self._row("Since", "since", "2026-01, 12 Mar, last 90 days")
                yield Panel(id="reading-since", classes="reading")
                yield from self._row("Until", "until", "2026-03, yesterday")
                yield Panel(id="reading-until", classes="reading")
            yield KeyFooter()

    def _row(self, label: str, name: str, hint: str) -> ComposeResult:
        with Horizontal():
            yield Label(label)
            yield Field(id=f"filters-{name}", hint=hint)

    def on_mount(self) -> None:
        """What holds now stands in the fields."""
        narrowing = self._narrowing
        self._account.field.value = narrowing.account
        self._field("speaker").value = narrowing.speaker
        self._field("since").value = narrowing.since.written if narrowing.since else ""
        self._field("until").value = narrowing.until.written if narrowing.until else ""
        self._account.field.focus()

    @property
    def _account(self) -> Completion:
        return self.query_one(Completion)

    def _field(self, name: str) -> Field:
        return self.query_one(f"#filters-{name}", Field)

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
        one = Narrowing(since=span) if name == "since" else Narrowing(until=span)
        return Content.styled(one.parts()[name], MUTED)

    @on(Completion.Picked)
    def _account_picked(self, event: Completion.Picked) -> None:
        self._account.field.value = event.name
        self._field("speaker").focus()

    @on(Input.Submitted, "#filters-speaker")
    def _speaker_given(self) -> None:
        self._field("since").focus()

    @on(Input.Submitted, "#filters-since")
    def _since_given(self) -> None:
        self._field("until").focus()

    @on(Input.Submitted, "#filters-until")
    def _until_given(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        """Take the filters, if all of them can be read; else go to the one that can't."""
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
        speaker = self._field("speaker").value.strip()
        since, until = spans
        self.dismiss(
            replace(self._narrowing, account=account, speaker=speaker, since=since, until=until)
        )

    def action_clear(self) -> None:
        """Empty all fields."""
        for field in self.query(Field):
            field.value = ""
        self._account.field.focus()

    def action_back(self) -> None:
        """Leave the filters as they were."""
        if self.is_current:
            self.dismiss(None)
