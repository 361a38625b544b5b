"""The line's keys that write nothing: for the menu, themes, speakers and corrections."""

from focusgroup.core.themes.shortcut_letters import alt_letter, ctrl_alt_letter
from focusgroup.services.capture.line_control import CaptureControl

NEW_ROW_KEYS = ("ctrl+j", "shift+enter", "alt+enter")
"""Not every terminal can send all of them; ctrl+j is a line feed everywhere."""


def take_key(control: CaptureControl, key: str) -> bool:
    """Act on a key that writes nothing; return whether it was one of the line's."""
    if key in ("tab", "shift+tab"):
        control.complete()
    elif key in ("up", "down") and control.menu.choices:
        control.menu.choose(-1 if key == "up" else 1)
    elif key.startswith("alt+") and key[4:].isdigit():
        control.speaker_at(int(key[4:]))
    elif path := control.menu.keys.theme(alt_letter(key)):
        control.typed.theme(path)
    elif path := control.menu.keys.saving(alt_letter(key)):
        control.typed.theme(path)
        control.enter()
    elif path := control.menu.keys.theme(ctrl_alt_letter(key)):
        control.typed.theme(path, add=True)
    elif key in NEW_ROW_KEYS:
        control.typed.new_row()
    elif key == "escape":
        control.escape()
    elif key == "down" and control.editing:
        control.edit_step(1)
    else:
        return False
    return True
