"""The keys of a list that draws its own lines: up, down, by pages, to both ends."""

from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.widget import Widget


class CursorList(ScrollView, can_focus=True):
    """A list with a chosen row; the cursor limits itself to the rows in `validate_cursor`."""

    cursor = reactive(-1, repaint=False)
    """Place of the chosen row, -1 when there is none."""

    def set_lines(self, lines: int) -> None:
        """Have so many lines; the screen is laid out only where the scroll bar comes or goes."""
        size, height = Size(0, lines), self.container_size.height
        if not height or self.show_vertical_scrollbar != (lines > height):
            self.virtual_size = size
        elif size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            if self.show_vertical_scrollbar:
                self.vertical_scrollbar.window_virtual_size = lines
            if self.scroll_y > self.max_scroll_y:
                self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    @property
    def page(self) -> int:
        """How many rows a page moves."""
        return max(1, self.size.height - 2)

    def action_up(self) -> None:
        """Choose the previous row."""
        self.cursor -= 1

    def action_down(self) -> None:
        """Choose the next row."""
        self.cursor += 1

    def action_page_up(self) -> None:
        """Move a page up."""
        self.cursor -= self.page

    def action_page_down(self) -> None:
        """Move a page down."""
        self.cursor += self.page

    def action_first(self) -> None:
        """Choose the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Choose the last row."""
        self.cursor = self.last_place

    @property
    def cursor_line(self) -> int:
        """The first line of the chosen row, among all lines of the list."""
        return self.cursor

    @property
    def last_place(self) -> int:
        """The place of the last row, -1 when there is none."""
        raise NotImplementedError
