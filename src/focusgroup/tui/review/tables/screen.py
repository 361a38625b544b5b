"""A screen with one table about the quotes in view; the filters hold, and every number opens."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen

from focusgroup.core.search.selection import Selection
from focusgroup.services.edits import Edits
from focusgroup.services.review import ReviewFacts
from focusgroup.tui.commands import Command, bindings
from focusgroup.tui.review.commands import TABLE_SCREEN
from focusgroup.tui.review.tables.table import Table, TableData
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.latest_only import Newest
from focusgroup.tui.widgets.notifications import tell
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import MUTED, cut


class TableScreen(Screen[Selection]):
    """Shows what `read` returns; closed, it returns the filters, which the review goes on with."""

    COMMAND_TABLE: ClassVar[tuple[Command, ...]] = TABLE_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = bindings(TABLE_SCREEN)
    DEFAULT_CSS = """
    TableScreen {
        #table-top { background: $panel; padding: 0 1; }
        Table { height: 1fr; }
        #table-foot { padding: 0 1; border-top: solid $panel-lighten-1; height: 2; }
    }
    """
    NAME = ""
    NONE_BEHIND = "There are no quotes behind this"
    OF_A_ROW: ClassVar[tuple[str, ...]] = ()
    """The actions that need a row."""
    NOTHING = "nothing matches; c drops the filters, escape goes back"
    UNFILTERED = ""
    """What stands before the filters of a table that shows the same whatever they are."""

    def __init__(self, facts: ReviewFacts, selection: Selection, edits: Edits) -> None:
        super().__init__()
        self.facts = facts
        self.selection = selection
        self.edits = edits
        self.reading = Newest(self, self._read)

    def compose(self) -> ComposeResult:
        yield Panel(id="table-top")
        yield Table()
        yield Panel(id="table-foot")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read the table."""
        self.table.focus()
        self._show_top("…")
        self.reading.ask()

    @property
    def table(self) -> Table:
        """Return the table."""
        return self.query_one(Table)

    @property
    def called(self) -> str:
        """Return the name of the table."""
        return self.NAME

    async def read(self, chosen: Selection) -> TableData:
        """Return what the quotes of *chosen* come to."""
        raise NotImplementedError

    def behind(self) -> Selection | None:
        """Return the quotes behind the chosen cell, None if there are none."""
        raise NotImplementedError

    def told(self) -> str:
        """Return the chosen cell in words."""
        row, table = self.table.row, self.table
        if row is None or not table.data.heads:
            return ""
        cell = row.cells[table.at]
        said = "–" if cell in (None, "", 0) else f"{cell:,}" if isinstance(cell, int) else str(cell)
        return f"{row.name} · {table.data.heads[table.at]}: {said}"

    async def _read(self) -> None:
        data = await self.read(self.facts.within(self.selection))
        had = bool(self.table.data.rows)
        self.table.show(data)
        if bool(data.rows) != had:
            self.refresh_bindings()
        self._show_top(f"{len(data.rows):,}" if data.rows else self.NOTHING)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether the command does something now."""
        needs = self.is_mounted and action in self.OF_A_ROW
        return not needs or bool(self.table.data.rows) or None

    def _show_top(self, count: str) -> None:
        filters = "   ".join(self.facts.filters(self.selection).values())
        if filters and self.UNFILTERED:
            filters = f"{self.UNFILTERED}: {filters}"
        called = cut(self.called, max(self.size.width // 3, 34 if filters else 60))
        room = self.size.width - called.cell_length - len(count) - 7
        line = Content.assemble(
            called.stylize("bold $text-primary"),
            "  ",
            cut(filters or "no filters", max(room, 20)),
            (f"   {count}", MUTED),
        )
        self.query_one("#table-top", Panel).show(line)

    @on(Table.Moved)
    def _moved(self) -> None:
        self.query_one("#table-foot", Panel).show(
            cut(self.told(), max(self.size.width - 2, 10)).stylize(MUTED)
        )

    @on(Table.RowOpened)
    def _opened(self) -> None:
        self.open_cell()

    def open_cell(self) -> None:
        """Show the quotes behind the chosen cell."""
        from focusgroup.tui.review.quotes.behind import BehindScreen

        found = self.behind()
        if found is None:
            tell(self, self.NONE_BEHIND)
        else:
            self.app.push_screen(BehindScreen(self.facts, found, self.told(), self.edits))

    def on_screen_resume(self) -> None:
        """Count again what was changed meanwhile."""
        if self.table.data.heads:
            self.reading.ask(drop=True)

    @work(group="filters", exit_on_error=False)
    async def action_filters(self) -> None:
        """Filter by account, segment, owner, speaker, time, session and who led it."""
        from focusgroup.tui.review.filtering import ask_filters

        asked = await ask_filters(self, self.facts, self.selection)
        if asked is not None:
            self._narrow(asked)

    def action_clear(self) -> None:
        """Drop all filters."""
        self._narrow(Selection())

    def _narrow(self, selection: Selection) -> None:
        self.selection = selection
        self._show_top("…")
        self.reading.ask(drop=True)

    def action_back(self) -> None:
        if self.is_current:
            self.dismiss(self.selection)
