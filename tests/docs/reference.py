"""Writes the reference of all commands and the manual page, from the program's own help."""

import copy
import json

import click

from focusgroup.cli.completing.outline import FILE, outline_of
from focusgroup.cli.main import cli
from focusgroup.cli.renamed import RENAMED
from focusgroup.imports.agenda_file import shipped
from tests.conftest import ROOT
from tests.docs.pages import GENERATED, every_command

OUTLINE = ROOT / "src" / "focusgroup" / "cli" / "completing" / FILE
MANUAL = ROOT / "docs" / "focusgroup.1"
WIDTH = 96
HEAD = """# All commands

Every command with its options, as `focusgroup COMMAND --help` prints it. This page is written by
`python -m tests.docs`; the other pages say when you need which command. If `focusgroup` is not
found, see [how to call it](troubleshooting.md#focusgroup-is-not-found).

"""
FILES = """.SH ENVIRONMENT
FOCUSGROUP_DB, FOCUSGROUP_EXPORTS and the configuration file are described in docs/configuration.md.
.SH FILES
.B focusgroup paths
shows where the database, its backups, the configuration and the documents are.
.SH EXIT STATUS
0 if it worked, 1 if it failed, 2 if the command line is wrong.
"""


NOUNS = ("agenda", "session", "people", "quotes", "themes", "commitments", "accounts")
VERBS = ("list", "show", "add", "edit", "delete")
ABOUT_NOUNS = """
## Nouns and verbs

A command is a noun and what is done with it, and the same verb does the same everywhere; the last
column has verbs of its own. A session is the next word after the verb: `last`, `next`, an id, the
start of one, or a title. `quotes`, `themes`, `commitments` and `accounts` without a verb list what
is there. `agenda new` and `db new` write a file; `add` puts something into the database.
"""
ABOUT_RENAMED = """
Names that changed: the old ones work in this version, and print the new one as a hint.
"""


def nouns() -> list[str]:
    """Return the table of nouns and verbs, and what has another name than before."""
    lines = ABOUT_NOUNS.splitlines()
    lines += ["", f"| | {' | '.join(VERBS)} | |", "|---" * (len(VERBS) + 2) + "|"]
    for noun in NOUNS:
        below = [path[1] for path in every_command() if path[0:1] == (noun,) and len(path) == 2]
        cells = ["✓" if verb in below else "" for verb in VERBS]
        rest = ", ".join(f"`{verb}`" for verb in below if verb not in VERBS)
        lines.append(f"| **{noun}** | {' | '.join(cells)} | {rest} |")
    lines += [*ABOUT_RENAMED.splitlines(), "", "| before | now |", "|---|---|"]
    lines += [f"| `{' '.join(old)}` | `{' '.join(new)}` |" for old, new in RENAMED.items()]
    lines += ["| `session people` | `people list`, `people edit`, `people delete` |"]
    lines += ["| `quotes --session ID` | `quotes list ID`; so everywhere |"]
    return lines


def context_of(path: tuple[str, ...]) -> click.Context:
    """Return the context in which click describes a command."""
    context = click.Context(every_command()[()], info_name="focusgroup", **cli.context_settings)
    for at in range(1, len(path) + 1):
        context = click.Context(every_command()[path[:at]], context, info_name=path[at - 1])
    return context


def help_of(path: tuple[str, ...]) -> str:
    """Return what ``--help`` prints for a command."""
    context = context_of(path)
    context.terminal_width = context.max_content_width = WIDTH
    command = copy.copy(every_command()[path])
    command._help_option = None  # click keeps the one of the context that asked first
    return command.get_help(context).rstrip()


def reference() -> str:
    """Return the page of all commands."""
    lines = [HEAD.rstrip("\n")]
    top = [path[0] for path in every_command() if len(path) == 1]
    lines += ["", " · ".join(f"[{name}](#focusgroup-{name})" for name in top), *nouns()]
    for path in every_command():
        title = " ".join(("focusgroup", *path))
        mark = "##" if len(path) < 2 else "###"
        lines += ["", f"{mark} {title}", "", "```text", help_of(path), "```"]
    return "\n".join(lines) + "\n"


def manual() -> str:
    """Return the manual page, as troff."""
    name = every_command()[()].get_short_help_str(200).rstrip(".").lower()
    lines = ['.TH FOCUSGROUP 1 "" "Focusgroup" "User commands"', ".SH NAME"]
    lines += [f"focusgroup \\- {_roff(name)}", ".SH SYNOPSIS"]
    lines += [".B focusgroup", r"[\-\-db PATH] [COMMAND] [OPTIONS] [ARGUMENTS]"]
    lines += [".SH DESCRIPTION", "Without a command, the full\\-screen program opens."]
    lines += [".SH COMMANDS"]
    for path, command in every_command().items():
        if path:
            lines += _manual_of(path, command)
    return "\n".join(lines) + "\n" + FILES


def _manual_of(path: tuple[str, ...], command: click.Command) -> list[str]:
    usage = " ".join(command.collect_usage_pieces(context_of(path)))
    lines = [f".SS {_roff(' '.join(path))} {_roff(usage)}"]
    lines += [_roff(" ".join(part.split())) for part in (command.help or "").split("\n\n")]
    for parameter in command.params:
        record = parameter.get_help_record(context_of(path))
        if record and isinstance(parameter, click.Option):
            lines += [".TP", f".B {_roff(record[0])}", _roff(record[1])]
    return lines


def _roff(text: str) -> str:
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("\x08", "").strip()
    return f"\\&{text}" if text.startswith((".", "'")) else text


def outline() -> str:
    """Return what a shell's completion knows of the commands and the shipped agendas."""
    commands = {" ".join(path): outline_of(each) for path, each in every_command().items() if path}
    agendas = {each.name: each.title for each in shipped()}
    lines = ",\n".join(
        f"{json.dumps(words)}: {json.dumps(each, ensure_ascii=False)}"
        for words, each in commands.items()
    )
    return (
        f'{{"agendas": {json.dumps(agendas, ensure_ascii=False)},\n"commands": {{\n{lines}\n}}}}\n'
    )


GENERATED_FILES = {GENERATED: reference, MANUAL: manual, OUTLINE: outline}
