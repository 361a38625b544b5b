"""Work around a trap of Textual: a terminal that takes nothing for a while stops the program.

Textual 8.2.8 hands 30 pieces of output to its writing thread; the next one waits until the terminal
takes some. Over a slow line, or with text selected in some terminals, what a person types meanwhile
is then neither understood nor saved.
"""

from typing import Any

from textual.app import App
from textual.drivers import _writer_thread

NO_LIMIT = 0
"""As `queue.Queue` has it."""
MANY = 30
"""So many pieces are some ten frames."""
LOOK_AGAIN_S = 0.05


def install() -> None:
    """Let the program go on while the terminal takes nothing."""
    _writer_thread.MAX_QUEUED_WRITES = NO_LIMIT  # type: ignore[misc]


class Backlog:
    """What the terminal has not taken yet.

    While that is much, frames are left out; when all is taken the whole screen is drawn once.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._catching_up = False

    def leaves_out(self) -> bool:
        """Whether the next frame is to be left out."""
        if not self._catching_up and self._pieces() >= MANY:
            self._catching_up = True
            self._app.set_timer(LOOK_AGAIN_S, self._look)
        return self._catching_up

    def _look(self) -> None:
        if self._pieces():
            self._app.set_timer(LOOK_AGAIN_S, self._look)
        else:
            self._catching_up = False
            self._app.refresh()

    def _pieces(self) -> int:
        writer = getattr(self._app._driver, "_writer_thread", None)
        return writer._queue.qsize() if writer else 0
