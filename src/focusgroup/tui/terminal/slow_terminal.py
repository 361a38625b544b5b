"""Work around a trap of Textual: a terminal that takes nothing for a while stops the program.

Textual 8.2.8 hands 30 pieces of output to its writing thread; the next one waits until the terminal
takes some. Over a slow line, or with text selected in some terminals, what a person types meanwhile
is then neither understood nor saved.
"""

from typing import Any

from textual.app import App
from textual.drivers import _writer_thread
from textual.screen import Screen

NO_LIMIT = 0
"""As `queue.Queue` has it."""
MANY = 12
"""So many pieces are some four frames: a terminal that is quick never has as many before it."""
LOOK_AGAIN_S = 0.02


class Backlog:
    """What the terminal has not taken yet: while that is much, nothing is painted.

    What has changed meanwhile is painted in one frame when all is taken.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._holding = False

    def holds(self) -> bool:
        """Whether the next frame is to wait."""
        if not self._holding and self._pieces() >= MANY:
            self._holding = True
            self._app.set_timer(LOOK_AGAIN_S, self._look)
        return self._holding

    def _look(self) -> None:
        if self._pieces():
            self._app.set_timer(LOOK_AGAIN_S, self._look)
        else:
            self._holding = False
            self._app.screen._compositor_refresh()

    def _pieces(self) -> int:
        writer = getattr(self._app._driver, "_writer_thread", None)
        return writer._queue.qsize() if writer else 0


def install() -> None:
    """Let the program go on while the terminal takes nothing, and the frames of an app that has a
    `backlog` wait; do nothing if that is so already.
    """
    _writer_thread.MAX_QUEUED_WRITES = NO_LIMIT  # type: ignore[misc]
    paint = Screen._compositor_refresh
    if paint.__module__ == __name__:
        return

    def paint_or_wait(self: Screen[Any]) -> None:
        backlog: Backlog | None = getattr(self.app, "backlog", None)
        if backlog is not None and self is self.app.screen and backlog.holds():
            self._dirty_widgets.clear()  # the compositor knows their places
        else:
            paint(self)

    Screen._compositor_refresh = paint_or_wait  # type: ignore[method-assign]
