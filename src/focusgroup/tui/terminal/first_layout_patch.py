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
        if self.is_attached and self.outer_size != size:
            across = self.HORIZONTAL_BREAKPOINTS or self.app.HORIZONTAL_BREAKPOINTS or []
            down = self.VERTICAL_BREAKPOINTS or self.app.VERTICAL_BREAKPOINTS or []
            classes = self.classes.difference(name for _, name in (*across, *down))
            for breakpoints, cells in ((across, size.width), (down, size.height)):
                reached = [each for each in breakpoints if each[0] <= cells]
                if reached:
                    classes |= {max(reached)[1]}
            self.set_classes(classes)
        resume(self, event)

    Screen._on_screen_resume = fitted  # type: ignore[method-assign]
