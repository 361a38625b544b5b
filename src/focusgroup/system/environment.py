"""Environment variables that would spoil the screen, taken away before Textual reads them.

Textual takes a size from ``COLUMNS`` and ``LINES`` whatever they say (a million columns fill
the memory), and its developers' variables without a look: ``TEXTUAL_DRIVER=x`` ends the
program, ``TEXTUAL_FPS=0`` freezes it, ``TEXTUAL_SCREENSHOT=1`` ends it after a second.
"""

import os

KEPT = {
    "TEXTUAL_ANIMATIONS": {"none", "basic", "full"},
    "TEXTUAL_COLOR_SYSTEM": {"auto", "standard", "256", "truecolor"},
    "TEXTUAL_DISABLE_KITTY_KEY": {"0", "1"},
}
"""What somebody may have set for the sake of their eyes or their terminal, and its values."""


def settle() -> None:
    """Drop what is not for us; ``FOCUSGROUP_DEBUG=1`` leaves developers theirs."""
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)  # the terminal knows its size better
    if os.environ.get("FOCUSGROUP_DEBUG") == "1":
        return
    for name, value in tuple(os.environ.items()):
        ours = value in KEPT.get(name, ())
        if name.startswith("TEXTUAL") and not ours:
            del os.environ[name]
