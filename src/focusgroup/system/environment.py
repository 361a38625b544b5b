"""The environment: variables that would break the screen, and those that others must not have.

Textual takes any size from ``COLUMNS`` and ``LINES`` (a million columns fill the memory) and does
not check its developers' variables: ``TEXTUAL_DRIVER=x`` ends the program, ``TEXTUAL_FPS=0``
freezes it, ``TEXTUAL_SCREENSHOT=1`` ends it after a second.
"""

import os

from focusgroup.core.passwords import as_handed_on

KEPT = {
    "TEXTUAL_ANIMATIONS": {"none", "basic", "full"},
    "TEXTUAL_COLOR_SYSTEM": {"auto", "standard", "256", "truecolor"},
    "TEXTUAL_DISABLE_KITTY_KEY": {"0", "1"},
}
"""Variables that users may have set for their eyes or their terminal, with the allowed values."""


def settle() -> None:
    """Remove the variables that could do harm; ``FOCUSGROUP_DEBUG=1`` keeps those of developers."""
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)  # the terminal knows its size better
    if os.environ.get("FOCUSGROUP_DEBUG") == "1":
        return
    for name, value in tuple(os.environ.items()):
        ours = value in KEPT.get(name, ())
        if name.startswith("TEXTUAL") and not ours:
            del os.environ[name]


PASSWORDS = ("PGPASSWORD", "PGSSLPASSWORD")
ADDRESSES = ("FOCUSGROUP_DB", "FOCUSGROUP_SHARED")


def for_others(**more: str) -> dict[str, str]:
    """Return the environment for a program that we start, with *more*: without any password."""
    given = {name: value for name, value in os.environ.items() if name not in PASSWORDS}
    for name in given.keys() & set(ADDRESSES):
        given[name] = as_handed_on(given[name])
    return given | more
