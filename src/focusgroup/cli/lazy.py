"""A group of commands that imports a command only when it is used."""

import os
from collections.abc import Iterable
from copy import copy
from importlib import import_module
from typing import Any, NamedTuple

import click
from click.shell_completion import CompletionItem

from focusgroup.cli.completing import COMPLETING, RELATIVE
from focusgroup.cli.examples import epilog
from focusgroup.system.quick_imports import quick_imports


class LazyCommand(NamedTuple):
    """Where to import a command from (`module:name`) and its line in the list of commands."""

    target: str
    help: str


class LazyGroup(click.Group):
    """A group with a table of commands; those that it has itself come first."""

    def __init__(self, *args: Any, table: dict[str, LazyCommand], **options: Any) -> None:
        super().__init__(*args, **options)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names, in the table's order."""
        return [*self.commands, *self.table]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command of this name; None if there isn't one."""
        words = " ".join([*ctx.command_path.split()[1:], cmd_name])
        if COMPLETING in os.environ:
            from focusgroup.cli.completing.outline import outlined

            if known := outlined(words):
                return known
        if cmd_name not in self.table:
            command = super().get_command(ctx, cmd_name)
            return command and with_examples(command, words)
        module, _, name = self.table[cmd_name].target.partition(":")
        with quick_imports():
            command = getattr(import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self.table[cmd_name].target} is not a command")
        return with_examples(command, words)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that *args* begin with; one that is unknown is answered with a guess."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise _with_guess(error, args[0], self.list_commands(ctx)) from None

    def helps(self) -> list[tuple[str, str]]:
        """Return each command's name and line, without importing any."""
        own = [(name, command.get_short_help_str(90)) for name, command in self.commands.items()]
        return own + [(name, command.help) for name, command in self.table.items()]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl(self.helps())

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return names and options for Tab."""
        names = [
            CompletionItem(name, help=text)
            for name, text in self.helps()
            if name.startswith(incomplete)
        ]
        return names + click.Command.shell_complete(self, ctx, incomplete)


class ListGroup(LazyGroup):
    """A group about one kind of thing: without a verb, its command `list` lists them."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"table": {}, **options})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `list` in front of what can't be a verb: nothing, an option, a session."""
        if args or not ctx.resilient_parsing:
            first = args[0] if args else ""
            option = first.startswith("-") and first not in ctx.help_option_names
            if not args or option or first in RELATIVE:
                args = ["list", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the verbs for Tab, and the options of `list`."""
        found = super().shell_complete(ctx, incomplete)
        listing = self.get_command(ctx, "list")
        if listing is None or not incomplete.startswith("-"):
            return found
        with listing.make_context("list", [], parent=ctx, resilient_parsing=True) as inner:
            return listing.shell_complete(inner, incomplete)


def with_examples(command: click.Command, words: str) -> click.Command:
    """Return *command* under its *words*, and all in it, with examples at the end of their help."""
    named = copy(command)  # one function may be a command in two groups
    named.epilog = epilog(words) or command.epilog
    named.short_help = command.short_help or " ".join(
        (command.help or "").partition("\n\n")[0].split()
    )
    if isinstance(named, click.Group) and not isinstance(named, LazyGroup):
        named.commands = {
            name: with_examples(each, f"{words} {name}") for name, each in named.commands.items()
        }
    return named


def _with_guess(error: click.UsageError, typed: str, known: Iterable[str]) -> click.UsageError:
    """Return *error* with the commands that look most like what was typed."""
    from difflib import get_close_matches

    close = get_close_matches(typed.lower(), list(known))
    if not close:
        return error
    guess = " or ".join(f"“{each}”" for each in close)
    return click.UsageError(f"{error.message} Did you mean {guess}?", error.ctx)
