"""The keys of a list that draws its own lines: up, down, by pages, to both ends."""

from textual.reactive import reactive
from textual.scroll_view import ScrollView


class CursorList(ScrollView, can_focus=True):
    """A list with a chosen row; the cursor limits itself to the rows in `validate_cursor`."""

    cursor = reactive(-1, repaint=False)
    """Place of the chosen row, -1 when there is none."""

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
