"""The keys of a screen, listed from the same table that makes them."""

from collections.abc import Iterable

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from focusgroup.tui.commands import HELP, Command, bindings, shown_key
from focusgroup.tui.typed_ahead import Window
from focusgroup.tui.widgets.style import MUTED


class CommandRow(Static):
    """One command; clicking it does the same as its key."""

    def __init__(self, command: Command, shown: Table) -> None:
        super().__init__(shown, classes="help-row")
        self._command = command

    def on_click(self) -> None:
        """Run the command on the screen below."""
        self.screen.dismiss(self._command)


class HelpScreen(Window[Command | None]):
    """Lists *commands* with their keys; *text* explains the rest in prose.

    Those of *later* do nothing now: they stand at the end, under a line that says so.
    Returns the command that was clicked, or None when it was closed.
    """

    COMMAND_TABLE = HELP
    BINDINGS = bindings(HELP)
    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        #help-box {
            width: 92; max-width: 96%; height: auto; max-height: 94%;
            background: $panel; border: round $primary; padding: 0 1;
            border-title-color: $text-primary; border-subtitle-color: $text-muted;
        }
        #help-scroll { height: auto; max-height: 100%; scrollbar-size: 0 1; padding-right: 1; }
        .help-row:hover { background: $boost; }
        #help-text { margin: 1 0; }
    }
    """

    def __init__(
        self, commands: Iterable[Command], text: str = "", *, later: Iterable[Command] = ()
    ) -> None:
        super().__init__()
        self._later = tuple(later)
        now = (command for command in commands if command not in self._later)
        self._commands = (*now, *self._later)
        self._text = text.strip()

    def compose(self) -> ComposeResult:
        box = Vertical(id="help-box")
        box.border_title = "Keys"
        box.border_subtitle = "esc closes"
        with box, VerticalScroll(id="help-scroll"):
            keys = {command: self._shown(command) for command in self._commands}
            widths = (_widest(keys.values()), _widest(command.label for command in keys))
            for command, shown in keys.items():
                row = _row(command, shown, widths)
                if self._later[:1] == (command,):
                    yield Static(Content.styled("Not now:", MUTED))
                yield Static(row) if command in self._later else CommandRow(command, row)
            if self._text:
                yield Static(Content(self._text), id="help-text")

    def on_mount(self) -> None:
        """Focus the list, so the arrow keys scroll at once."""
        self.query_one("#help-scroll").focus()

    def _shown(self, command: Command) -> str:
        """Return the keys as in the footer, including those the user has mapped."""
        mapped = getattr(self.app, "_keymap", {}).get(command.id, command.keys)
        if not mapped:
            return "(palette)"
        if command.key_display and mapped == command.keys:
            return command.key_display
        keys = [key.strip() for key in mapped.split(",")]
        return " ".join(
            shown_key(key) or self.app.get_key_display(Binding(key, command.action)) for key in keys
        )

    def action_close(self) -> None:
        if self.is_current:
            self.dismiss()


def _widest(texts: Iterable[str]) -> int:
    return max(map(cell_len, texts), default=0)


def _row(command: Command, shown: str, widths: tuple[int, int]) -> Table:
    table = Table.grid(padding=(0, 2))
    for width in widths:
        table.add_column(no_wrap=True, width=width)
    table.add_column()
    about = Text(command.help)
    if command.slash:
        about.append(f"  /{command.slash}", style="bold")
    table.add_row(Text(shown, style="bold"), Text(command.label), about)
    return table
