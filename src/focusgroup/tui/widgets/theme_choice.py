"""The colour theme chosen last, remembered in the program's state folder."""

import json
from contextlib import suppress

from textual.app import App
from textual.theme import Theme

from focusgroup.store.engine.location import state_dir

DARK, LIGHT = "textual-dark", "textual-light"
FILE = "screens.json"


def restore(app: App[str]) -> None:
    """Set the theme chosen last; do nothing if there is none or it can't be read."""
    with suppress(OSError, ValueError, AttributeError):
        name = json.loads((state_dir() / FILE).read_text("utf-8")).get("theme")
        if name in app.available_themes:
            app.theme = name


def remember(name: str) -> None:
    """Remember the choice; if the folder can't be written, only the choice is lost."""
    with suppress(OSError):
        state_dir().mkdir(mode=0o700, parents=True, exist_ok=True)
        (state_dir() / FILE).write_text(json.dumps({"theme": name}), "utf-8")


def other(theme: Theme) -> str:
    """Return the theme for the opposite light."""
    return LIGHT if theme.dark else DARK
