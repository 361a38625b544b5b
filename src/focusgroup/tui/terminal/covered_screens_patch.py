"""Work around a trap of Textual: a screen that another one covers goes on being painted.

Textual 8.2.8 takes the screen below the one on top for visible, even where the one on top lets
nothing through. Whatever happens in the hidden one paints all of the visible one again, and what
it waits to show then waits for that.
"""

from typing import Any

from textual.app import App


def install() -> None:
    """Let screens below one without gaps rest, once; do nothing if they do so already."""
    found: Any = App.__dict__["_background_screens"]
    if found.fget.__module__ == __name__:
        return

    def seen_through(self: App[Any]) -> Any:
        top = self._screen_stack[-1:]
        return [] if top and top[0].styles.background.a == 1 else found.fget(self)

    App._background_screens = property(seen_through)  # type: ignore[assignment,method-assign]
