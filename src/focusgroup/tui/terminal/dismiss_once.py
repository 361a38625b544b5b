"""Work around a trap of Textual: a window that is closed twice closes what is below it.

In Textual 8.2.8 `Screen.dismiss` closes the screen on top, whichever that is. A second Enter that
waits in a window's queue would leave the session, say.
"""

from typing import Any

from textual.await_complete import AwaitComplete
from textual.screen import Screen


def install() -> None:
    """Let only the screen on top be dismissed, once; do nothing if that is so already."""
    dismiss = Screen.dismiss
    if dismiss.__module__ == __name__:
        return

    def once(self: Screen[Any], result: Any = None) -> AwaitComplete:
        return dismiss(self, result) if self.is_active else AwaitComplete()

    Screen.dismiss = once  # type: ignore[method-assign]
