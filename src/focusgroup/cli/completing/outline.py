"""The commands as a shell has to know them, without the modules that carry them out.

``outline.json`` has the words that each command takes; `python -m tests.docs` writes it. With it a
press of Tab costs little more than click does: importing `session edit` alone took 190 ms.
"""

import json
from functools import cache
from pkgutil import get_data
from typing import Any

import click

from focusgroup.cli.completing import WHAT_IS_TAKEN

FILE = "outline.json"


@cache
def outline() -> dict[str, Any]:
    """Return what is stored: a command's words by its path."""
    data = get_data(__name__, FILE)
    assert data is not None
    found: dict[str, Any] = json.loads(data)
    return found


def outlined(words: str) -> click.Command | None:
    """Return the command of these *words*, with all that a shell can offer; None for another."""
    from focusgroup.cli.lazy import LazyCommand, LazyGroup, ListGroup

    known = outline()["commands"].get(words)
    if known is None:
        return None
    shared = {
        "name": words.rpartition(" ")[2],
        "params": [_parameter(**each) for each in known["takes"]],
        "short_help": known["help"],
    }
    if "below" not in known:
        return click.Command(**shared)
    below = {name: LazyCommand("", text) for name, text in known["below"].items()}
    group = ListGroup if "list" in below else LazyGroup
    return group(**shared, table=below)


def _parameter(
    names: list[str], takes: str | list[str] = "", help: str | None = None, **how: Any
) -> click.Parameter:
    kind: Any = None
    if isinstance(takes, list):
        kind = click.Choice(takes)
    elif takes in ("file", "folder"):
        kind = click.Path(file_okay=takes == "file")
    how |= {"type": kind, "shell_complete": WHAT_IS_TAKEN.get(str(takes))}
    if names[-1].startswith("-"):
        return click.Option(names, help=help, **how)
    return click.Argument(names, **how)


def outline_of(command: click.Command) -> dict[str, Any]:
    """Return the words that a command takes, as they are stored."""
    from focusgroup.cli.lazy import LazyGroup

    takes = [_words_of(each) for each in command.params]
    found: dict[str, Any] = {"help": command.short_help, "takes": takes}
    if isinstance(command, LazyGroup):
        found["below"] = dict(command.helps())
    elif isinstance(command, click.Group):
        below = command.commands.items()
        found["below"] = {name: each.get_short_help_str(90) for name, each in below}
    return found


def _words_of(parameter: click.Parameter) -> dict[str, Any]:
    names = [parameter.name or "", *parameter.opts]
    if parameter.secondary_opts:
        names[-1] += f"/{parameter.secondary_opts[0]}"
    found: dict[str, Any] = {"names": names}
    own = parameter._custom_shell_complete  # click has no public name for it
    taken = [name for name, each in WHAT_IS_TAKEN.items() if each is own]
    if own is not None:
        found["takes"] = taken[0]
    elif isinstance(parameter.type, click.Choice):
        found["takes"] = list(parameter.type.choices)
    elif isinstance(parameter.type, click.Path | click.File):
        only_folders = isinstance(parameter.type, click.Path) and not parameter.type.file_okay
        found["takes"] = "folder" if only_folders else "file"
    if parameter.nargs != 1:
        found["nargs"] = parameter.nargs
    if isinstance(parameter, click.Argument):
        return {**found, "names": names[:1], "required": parameter.required}
    assert isinstance(parameter, click.Option)
    found["help"] = parameter.help
    for flag in ("is_flag", "count", "multiple", "hidden"):
        if getattr(parameter, flag):
            found[flag] = True
    return found
