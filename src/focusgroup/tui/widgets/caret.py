"""Where the terminal's own caret belongs, so that screen readers and magnifiers can follow.

Textual moves it for text fields only and leaves it in the corner elsewhere.
"""

from rich.console import Console, ConsoleOptions, RenderResult
from textual._compositor import CompositorUpdate
from textual.containers import ScrollableContainer
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList

from focusgroup.tui.widgets.cursor_list import CursorList
from focusgroup.tui.widgets.panel import LinesPanel


def caret_of(screen: Screen[object]) -> Offset | None:
    """Return the place of the focused row, or of the line that a dialog marks.

    None where a text field has placed the caret itself.
    """
    focused = screen.focused
    if isinstance(focused, Input) or getattr(focused, "PLACES_CARET", False):
        return None
    if isinstance(focused, CursorList):
        return row_of(focused)
    if isinstance(focused, OptionList) and focused.highlighted is not None:
        line = focused._index_to_line.get(focused.highlighted, 0)
        return _at(focused, line - focused.scroll_offset.y)
    if focused is None or isinstance(focused, ScrollableContainer):
        for panel in screen.query(LinesPanel):
            if panel.marked is not None and panel.display and panel.region:
                return _at(panel, panel.marked)
    return None if focused is None else _at(focused, 0)


def row_of(shown: CursorList) -> Offset | None:
    """Return the place of a list's chosen row."""
    return _at(shown, shown.cursor_line - shown.scroll_offset.y)


class CaretOnly(CompositorUpdate):
    """A frame in which nothing changes but where the caret is."""

    def render_segments(self, console: Console) -> str:
        """Return nothing to write."""
        return ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from ()


def _at(widget: Widget, line: int) -> Offset:
    region = widget.content_region
    return Offset(region.x, region.y + max(0, min(line, region.height - 1)))
