"""A group of commands that imports a command only when it is used."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem


@dataclass(frozen=True, slots=True)
class LazyCommand:
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
        if cmd_name not in self.table:
            return super().get_command(ctx, cmd_name)
        module, _, name = self.table[cmd_name].target.partition(":")
        command = getattr(import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self.table[cmd_name].target} is not a command")
        return command

    def _helps(self) -> list[tuple[str, str]]:
        """Return each command's name and line, without importing any."""
        own = [(name, command.get_short_help_str(90)) for name, command in self.commands.items()]
        return own + [(name, command.help) for name, command in self.table.items()]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl(self._helps())

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return names and options for Tab."""
        names = [
            CompletionItem(name, help=text)
            for name, text in self._helps()
            if name.startswith(incomplete)
        ]
        return names + click.Command.shell_complete(self, ctx, incomplete)
