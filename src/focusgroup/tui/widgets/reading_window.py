"""A window over the screen with text to read, which scrolls if it is long."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from focusgroup.tui.commands import READING, bindings
from focusgroup.tui.live.panels import Lines
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.typed_ahead import Window
from focusgroup.tui.widgets.panel import LinesPanel

NARROWEST = 20


class ReadingScreen(Window[object]):
    """Shows `lines` for its width; returns the target of a clicked line, None when closed."""

    COMMAND_TABLE = READING
    BINDINGS = bindings(READING)
    DEFAULT_CSS = """
    ReadingScreen {
        align: center middle;
        #reading {
            width: 90; max-width: 98%; height: auto; max-height: 96%; padding: 0 1;
            background: $panel; border: round $primary; border-title-color: $text-primary;
            scrollbar-gutter: stable; scrollbar-size-vertical: 1;
        }
        #reading-lines { height: auto; }
        KeyFooter { background: $panel; }
    }
    """
    HEADING = ""

    def compose(self) -> ComposeResult:
        box = VerticalScroll(id="reading")
        box.border_title = self.HEADING
        with box:
            yield LinesPanel(self._picked, id="reading-lines")
        yield KeyFooter(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Focus the text, so the arrow keys scroll."""
        self.query_one("#reading").focus()
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """Break the lines for the new width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        if not self.is_mounted:
            return
        panel = self.query_one("#reading-lines", LinesPanel)
        lines = self.lines(max(panel.size.width, NARROWEST))
        panel.set_height(max(len(lines), 1))
        panel.show_lines(lines)

    def lines(self, width: int) -> Lines:
        """Return what is to be read, for a width in cells."""
        raise NotImplementedError

    def _picked(self, target: object) -> None:
        if self.is_current:
            self.dismiss(target)

    def action_close(self) -> None:
        if self.is_current:
            self.dismiss(None)
