"""The keys of a screen, listed from the same table that makes them, and a search in them."""

from collections.abc import Iterable

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from focusgroup.tui.commands import HELP, Command, bindings, shown_key
from focusgroup.tui.typed_ahead import Window
from focusgroup.tui.widgets.fields import Field


class CommandRow(Static):
    """One command; clicking it does the same as its key, if it does something now."""

    def __init__(self, command: Command, keys: str, shown: Table, *, works: bool) -> None:
        super().__init__(shown, classes="help-row" if works else "")
        self._command, self._works = command, works
        self._words = f"{keys} {command.label} {command.help} /{command.slash}".lower()

    def on_click(self) -> None:
        """Run the command on the screen below."""
        if self._works:
            self.screen.dismiss(self._command)

    def has(self, words: Iterable[str]) -> bool:
        """Return whether all *words* are in this row."""
        return all(word in self._words for word in words)


class HelpScreen(Window[Command | None]):
    """Lists *text*, then the keys of a *first* session, then the other *commands*.

    Those of *later* do nothing now: they come last, under a line that says so. `/` searches
    all of it. Returns the command that was clicked, or None when it was closed.
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
        #help-text { margin: 0 0 1 0; }
        .help-head { color: $text-muted; }
        #help-search { height: 1; border: none; padding: 0 1; display: none; }
        &.-searching #help-search { display: block; }
        &.-searching .help-head { display: none; }
    }
    """

    def __init__(
        self,
        commands: Iterable[Command],
        text: str = "",
        *,
        later: Iterable[Command] = (),
        first: Iterable[str] = (),
        search: str = "",
    ) -> None:
        super().__init__()
        self._later = tuple(later)
        now = {command.id: command for command in commands if command not in self._later}
        self._first = [now.pop(each) for each in first if each in now]
        self._commands = (*self._first, *now.values(), *self._later)
        self._text = text.strip()
        self._search = search.strip()

    def compose(self) -> ComposeResult:
        box = Vertical(id="help-box")
        box.border_title = "Keys"
        box.border_subtitle = "/ searches · esc closes"
        keys = {command: self._shown(command) for command in self._commands}
        widths = (_widest(keys.values()), _widest(command.label for command in keys))
        heads = {"In a first session:": self._first, "Not now:": self._later}
        if self._first:
            heads["All other keys:"] = self._commands[len(self._first) :]
        with box:
            yield Field(hint="a word", id="help-search")
            with VerticalScroll(id="help-scroll"):
                if self._text:
                    yield Static(Content(self._text), id="help-text")
                for command, shown in keys.items():
                    for head, below in heads.items():
                        if below and below[0] is command:
                            yield Static(head, classes="help-head")
                    works = command not in self._later
                    yield CommandRow(command, shown, _row(command, shown, widths), works=works)

    def on_mount(self) -> None:
        """Focus the list, so the arrow keys scroll at once, or show what was searched for."""
        self.query_one("#help-scroll").focus()
        if self._search:
            self._begin_search(self._search)

    def on_key(self, event: events.Key) -> None:
        """Begin a search with `/`, or with a letter where no capture line waits for it below."""
        field, typed = self.query_one("#help-search", Input), event.character or ""
        if field.has_focus or not event.is_printable or event.key in self.active_bindings:
            return
        if typed == "/" or not (self._line_below or typed == " "):
            event.stop()
            event.prevent_default()
            self._begin_search("" if typed == "/" else typed)

    def _begin_search(self, typed: str) -> None:
        self.add_class("-searching")
        field = self.query_one("#help-search", Input)
        field.focus()
        field.insert_text_at_cursor(typed)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what has all the words."""
        words = event.value.lower().split()
        for row in self.query(CommandRow):
            row.display = row.has(words)
        if self._text:
            lines = self._text.splitlines()
            found = [line for line in lines if all(word in line.lower() for word in words)]
            text = self.query_one("#help-text", Static)
            text.update(Content("\n".join(found if words else lines)))
            text.display = bool(found)
        shown = any(row.display for row in self.query(CommandRow)) or (self._text and found)
        box = self.query_one("#help-box")
        box.border_subtitle = "esc closes" if shown else "nothing has these words · esc closes"

    def on_input_submitted(self) -> None:
        """Let the arrow keys scroll what was found."""
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
