"""Ways to wait for a screen, to read it, and to stand in for another one."""

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen


class Opened(Screen[None]):
    """Stands in for a screen of another subject; remembers what it was opened for."""

    def __init__(self, db: object, session_id: str = "") -> None:
        super().__init__()
        self.session_id = session_id


async def until(pilot: Pilot[Any], what: Callable[[], object]) -> None:
    """Let the app go on until *what* is true; fails when that never comes."""
    for _ in range(300):
        if what():
            return
        await pilot.pause(0.01)
    raise AssertionError(
        f"never came true; told: {told(pilot.app)!r}, on screen:\n{on_screen(pilot.app)}"
    )


async def opened(pilot: Pilot[Any], kind: type[Screen[Any]]) -> Any:
    """Return the screen of *kind* once it is on top with all that is in it."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind) and pilot.app.screen.is_mounted)
    return pilot.app.screen


def on_screen(app: App[Any]) -> str:
    """What is to be seen, line by line, as it goes to the terminal."""
    height = app.size.height
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips[:height])


def told(app: App[Any]) -> str:
    """What the notifications say."""
    return "\n".join(notification.message for notification in app._notifications)
