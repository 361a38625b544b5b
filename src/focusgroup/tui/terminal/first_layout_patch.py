"""Work around a trap of Textual: a new screen is first drawn as if the terminal had another size.

Textual 8.2.8 lays a screen out and paints it, and only then gives it the classes of its breakpoints
(``-narrow``, ``-high``) and lays it out again: what a narrow terminal hides flashes up first.
"""

from typing import Any

from textual import events
from textual.screen import Screen


def install() -> None:
    """Give a screen its classes before it is first laid out; do nothing if that is so already."""
    resume = Screen._on_screen_resume
    if resume.__module__ == __name__:
        return

    def fitted(self: Screen[Any], event: events.ScreenResume) -> None:
        size = self.app.size
        if self.is_attached and self._size != size:
            across = self.HORIZONTAL_BREAKPOINTS or self.app.HORIZONTAL_BREAKPOINTS or []
            down = self.VERTICAL_BREAKPOINTS or self.app.VERTICAL_BREAKPOINTS or []
            now = {
                *self._get_breakpoint_classes(size.width, across),
                *self._get_breakpoint_classes(size.height, down),
            }
            self.update_classes({name: name in now for _, name in (*across, *down)})
        resume(self, event)

    Screen._on_screen_resume = fitted  # type: ignore[method-assign]
