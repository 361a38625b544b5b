"""A list below a heading that stays in sight, both drawn line by line in columns."""

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import RenderOptions

from focusgroup.tui.widgets.cursor_list import CursorList


class HeadedList(CursorList):
    """Draws its heading and the rows in sight; the cursor is a row."""

    DEFAULT_CSS = """
    HeadedList {
        background: transparent; scrollbar-size-vertical: 1;
        overflow-x: hidden; overflow-y: auto; text-wrap: nowrap;
    }
    """

    def heading_line(self, width: int) -> Content:
        """Return the heading, *width* cells wide."""
        raise NotImplementedError

    def row_line(self, place: int, width: int) -> Content:
        """Return the row at *place*, *width* cells wide."""
        raise NotImplementedError

    @property
    def cursor_line(self) -> int:
        """The line of the chosen row, below the heading."""
        return self.cursor + 1

    def keep_cursor_in_sight(self) -> None:
        """Scroll to the chosen row; the heading covers the first line in sight."""
        region = Region(0, max(self.cursor, 0), 1, 2)
        self.scroll_to_region(region, animate=False, force=True, x_axis=False)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        place = y + self.scroll_offset.y - 1
        if y and place > self.last_place:
            return Strip.blank(width, self.rich_style)
        return self.row_strip(place, width) if y else self.strip(self.heading_line(width), width)

    def row_strip(self, place: int, width: int) -> Strip:
        """Return the row at *place* as it is painted."""
        return self.strip(self.row_line(place, width), width)

    def strip(self, content: Content, width: int) -> Strip:
        """Return a line as it is painted, *width* cells wide."""
        options = RenderOptions(self._get_style, self.styles.get_rules())
        strips = content.render_strips(width, 1, self.visual_style, options)
        return strips[0].adjust_cell_length(width, self.rich_style)
