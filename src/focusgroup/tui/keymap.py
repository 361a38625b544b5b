"""The user's own keys, from ``[keys]`` in the configuration: ``"live.off" = "f8"``."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from textual.keys import Keys, format_key, key_to_character

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.themes.shortcut_letters import alt_letter
from focusgroup.tui import commands
from focusgroup.tui.commands import Command, shown_key
from focusgroup.tui.live import commands as live_commands
from focusgroup.tui.review import commands as review_commands

MODIFIERS = {"ctrl", "alt", "shift", "super", "meta", "hyper"}
NAMES = {key.value for key in Keys} | {f"f{n}" for n in range(1, 25)}
TYPED = ("live.",)
"""Screens on which letters are typed text, so a letter can't be a command there."""

GIVES_WAY = {
    "live.objection": "ctrl+f",
    "live.earlier": "ctrl+s",
    "live.taken_up": "ctrl+k",
    "live.saved": "",
    "live.join": "",
    "live.lead": "",
    "live.questions": "",
    "home.sample": "",
    "home.delete": "",
    "home.publish": "",
    "home.undo": "",
    "review.mark_all": "",
    "review.star": "",
    "review.history": "",
    "review.table": "",
    "review.matrix": "",
    "review.findings": "",
    "review.saturation": "",
    "review.accounts": "",
    "review.items": "",
    "review.consensus": "",
    "review.edit": "",
    "review.undo": "u",
    "in_session.edit": "",
    "in_session.undo": "u",
    "debrief.skip_part": "",
    "debrief.undo": "",
}
"""Commands with a new key, and the key they have where an older configuration uses the new one."""

TABLES: tuple[tuple[Command, ...], ...] = tuple(
    dict.fromkeys(
        table
        for module in (commands, live_commands, review_commands)
        for name, table in vars(module).items()
        if name.isupper() and isinstance(table, tuple)
    )
)
COMMANDS = {command.id: command for table in TABLES for command in table}


class Keymap:
    """The keys of each command; the configuration overrides the table."""

    def __init__(self, changed: Mapping[str, str] | None = None) -> None:
        self.changed = dict(changed or {})

    def keys(self, command_id: str) -> str:
        """Return the keys of a command in Textual's comma-separated form, "" for none."""
        return self.changed.get(command_id, COMMANDS[command_id].keys)

    def letters(self, table: Iterable[Command]) -> set[str]:
        """Return the letters that are commands when held with Alt."""
        keys = (key for command in table for key in self.keys(command.id).split(","))
        return {alt_letter(key) for key in keys} - {""}

    def shown(self, command_id: str) -> str:
        """Return the first key of a command as users see it, or its slash word without one."""
        first = self.keys(command_id).split(",")[0].strip()
        if not first:
            return f"/{COMMANDS[command_id].slash}"
        if first.startswith("ctrl+") and len(first) == len("ctrl+x"):
            return f"^{first[-1].upper()}"
        return shown_key(first) or "+".join(format_key(part) for part in first.split("+"))


def read_keymap(wanted: Mapping[str, object], path: Path) -> Keymap:
    """Return the keys that *path* asks for. Raises FocusgroupError that says what to correct."""
    changed: dict[str, str] = {}
    for command_id, keys in wanted.items():
        if command_id not in COMMANDS:
            from focusgroup.core.capture import nearest_name

            close = nearest_name(command_id, COMMANDS)
            hint = f"; did you mean “{close[0]}”?" if close else ""
            raise FocusgroupError(f"{path}: [keys] has “{command_id}”: no such command{hint}")
        if not isinstance(keys, str):
            raise FocusgroupError(f'{path}: the keys of “{command_id}” must be text, such as "f8"')
        changed[command_id] = ",".join(_key(key, command_id, path) for key in keys.split(","))
    for command_id, keys in GIVES_WAY.items():
        taken = {key for theirs in changed.values() for key in theirs.split(",")}
        if command_id not in changed and taken & {*COMMANDS[command_id].keys.split(",")}:
            changed[command_id] = keys
    keymap = Keymap(changed)
    for table in TABLES:
        _check_once(table, keymap, path)
    return keymap


def _key(key: str, command_id: str, path: Path) -> str:
    key = key.strip()
    *modifiers, base = key.split("+") if key != "+" else ["plus"]
    known = base in NAMES or (len(base) == 1 and key_to_character(base) is not None)
    if not known or not MODIFIERS.issuperset(modifiers):
        raise FocusgroupError(
            f"{path}: “{key}” for “{command_id}” isn't a key; write f8, ctrl+x, shift+f3 or pageup"
        )
    if len(base) == 1 and not modifiers and command_id.startswith(TYPED):
        raise FocusgroupError(
            f"{path}: “{key}” can't be a command on the live screen, where letters are typed text;"
            " use a function key or ctrl with a letter"
        )
    return key


def _check_once(table: Iterable[Command], keymap: Keymap, path: Path) -> None:
    """Refuse a configured key that two commands of one screen would share."""
    taken: dict[str, str] = {}
    for command in table:
        for key in filter(None, keymap.keys(command.id).split(",")):
            other = taken.setdefault(key, command.id)
            if other != command.id and {other, command.id} & keymap.changed.keys():
                raise FocusgroupError(
                    f"{path}: “{key}” is set for both “{taken[key]}” and “{command.id}”;"
                    " give one of them another key"
                )
