"""The seat map: who sits where, with the seat numbers used on the line."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from focusgroup.core.model import Participant
from focusgroup.services.live_session import LiveSession
from focusgroup.tui.commands import bindings
from focusgroup.tui.live.commands import SEATS
from focusgroup.tui.live.dialogs.seat_map import SeatRow, seat_rows
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.typed_ahead import Window
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import FAINT, MUTED

TABLE = "your end of the table"


class SeatsScreen(Window[Participant | None]):
    """A dialog that returns the participant who speaks next, or None to keep the speaker."""

    COMMAND_TABLE = SEATS
    BINDINGS = bindings(SEATS)
    DEFAULT_CSS = """
    SeatsScreen {
        align: center middle;
        #box { width: 96; max-width: 98%; height: auto; max-height: 96%; padding: 1 1 0 1;
               background: $panel; }
        #seats { height: auto; }
        KeyFooter { dock: none; background: $panel; }
    }
    """

    def __init__(self, live: LiveSession) -> None:
        super().__init__()
        self._live = live
        self._rows: list[SeatRow] = []
        self._typed = ""

    def compose(self) -> ComposeResult:
        """Lay out the title, the table and its two sides, and the keys."""
        with Vertical(id="box"):
            yield Panel(id="seats-title")
            yield Panel(id="seats")
            yield KeyFooter(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Draw the seat map."""
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """Draw the seats for the new width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        seats = self.query_one("#seats", Panel)
        width = seats.size.width
        upper, lower = seat_rows(self._live, width)
        lines = [Content("").join([cell for cell, _ in row]) for row in (*upper, *lower)]
        table = f"╭{f' {TABLE} ':─^{max(width - 2, len(TABLE) + 2)}}╮"
        lines.insert(len(upper), Content.styled(table[:width], FAINT))
        self._rows = [*upper, [], *lower]
        seats.set_height(len(lines))
        seats.show(Content("\n").join(lines))
        self.query_one("#seats-title", Panel).show(
            Content.assemble(
                ("Who speaks next?", "bold"),
                ("  Type the seat, or click it.  ● has answered this question", MUTED),
            )
        )

    def on_key(self, event: events.Key) -> None:
        """Choose a seat by its digits; wait for a second one if a longer number fits."""
        if event.character is None or not event.character.isdecimal():
            return
        event.stop()
        event.prevent_default()
        self._typed += event.character
        seats = {str(person.seat): person for person in self._live.participants}
        longer = [s for s in seats if s.startswith(self._typed) and s != self._typed]
        if self._typed in seats and not longer:
            self.dismiss(seats[self._typed])
        elif not longer:
            self._typed = ""

    def on_click(self, event: events.Click) -> None:
        """Choose the seat that was clicked."""
        if event.widget is None or event.widget.id != "seats":
            return
        row = self._rows[event.y] if event.y < len(self._rows) else []
        x = event.x
        for cell, person in row:
            if x < cell.cell_length:
                self.dismiss(person)
                return
            x -= cell.cell_length

    def action_choose(self) -> None:
        """Choose the seat whose number was typed."""
        typed = {str(person.seat): person for person in self._live.participants}
        self.dismiss(typed.get(self._typed))

    def action_back(self) -> None:
        """Keep the speaker as it was."""
        self.dismiss(None)
