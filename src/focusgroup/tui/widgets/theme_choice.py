"""The colours that were chosen last, kept beside the program's other notes to itself."""

import json
from contextlib import suppress

from textual.app import App
from textual.theme import Theme

from focusgroup.store.engine.location import state_dir

DARK, LIGHT = "textual-dark", "textual-light"
FILE = "screens.json"


def restore(app: App[int]) -> None:
    """Set the theme that was chosen last; nothing when there is none, or it can't be read."""
    with suppress(OSError, ValueError, AttributeError):
        name = json.loads((state_dir() / FILE).read_text("utf-8")).get("theme")
        if name in app.available_themes:
            app.theme = name


def remember(name: str) -> None:
    """Keep the choice; a folder that can't be written costs no more than the choice."""
    with suppress(OSError):
        state_dir().mkdir(mode=0o700, parents=True, exist_ok=True)
        (state_dir() / FILE).write_text(json.dumps({"theme": name}), "utf-8")


def other(theme: Theme) -> str:
    """The theme for the opposite light."""
    return LIGHT if theme.dark else DARK
