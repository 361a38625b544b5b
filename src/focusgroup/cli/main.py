"""The entry point: the group `focusgroup`, which imports a command only when it is used.

Without a command it opens the full-screen program.
"""

import sys
from dataclasses import dataclass
from importlib import import_module

import click
from click.shell_completion import CompletionItem

from focusgroup import __version__
from focusgroup.cli import context
from focusgroup.core.errors import UsageError


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """Where to import a command from (`module:name`) and its text in the list of commands."""

    target: str
    help: str


COMMANDS = {
    "agenda": LazyCommand("focusgroup.cli.agenda:agenda", "List, show, check and start agendas."),
    "session": LazyCommand(
        "focusgroup.cli.session:session", "List, set up, show, capture and end sessions."
    ),
    "rehearse": LazyCommand(
        "focusgroup.cli.rehearse:rehearse", "Rehearse an agenda; nothing of it is kept."
    ),
    "quotes": LazyCommand("focusgroup.cli.quotes:quotes", "Find what customers said."),
    "themes": LazyCommand("focusgroup.cli.themes:themes", "The themes and how often they came up."),
    "commitments": LazyCommand(
        "focusgroup.cli.commitments:commitments", "What was promised, by owner and due day."
    ),
    "accounts": LazyCommand(
        "focusgroup.cli.accounts:accounts", "The customers' companies: segment, share of revenue."
    ),
    "export": LazyCommand(
        "focusgroup.cli.export:export", "Write documents: Word, PDF, Markdown, XLSX, CSV."
    ),
    "demo": LazyCommand("focusgroup.cli.demo:demo", "Try everything on a sample database."),
    "erase": LazyCommand(
        "focusgroup.cli.erase:erase", "Remove a participant and their words for good."
    ),
    "db": LazyCommand(
        "focusgroup.cli.db:db", "Check, back up, restore, recover and encrypt the database."
    ),
    "keys": LazyCommand("focusgroup.cli.keys:keys", "The keys of every screen, and their names."),
    "paths": LazyCommand("focusgroup.cli.paths:paths", "Where the program keeps what it keeps."),
    "completion": LazyCommand(
        "focusgroup.cli.completion:completion", "Print the completion script for your shell."
    ),
}
"""Every command, in the order of the help."""


class LazyGroup(click.Group):
    """A group that knows its commands from the table above and imports only the one in use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command of this name; None when there isn't one."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].target.partition(":")
        command = getattr(import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name].target} is not a command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table, so help doesn't import any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.help) for name, command in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return names and options for Tab; the names come from the table too."""
        names = [
            CompletionItem(name, help=command.help)
            for name, command in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return names + click.Command.shell_complete(self, ctx, incomplete)

    def invoke(self, ctx: click.Context) -> None:
        """Run the command; what its function returns isn't an exit code."""
        with context.explained():
            super().invoke(ctx)


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Without a command the full-screen program opens.",
)
@click.option(
    "--db",
    type=click.Path(),
    envvar="FOCUSGROUP_DB",
    metavar="PATH",
    help="The database to use (also FOCUSGROUP_DB).",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, db: str | None) -> None:
    """Lead a customer focus group and hand over what was said."""
    from focusgroup.cli.unlocking import Asking
    from focusgroup.store.encryption import begin_keys
    from focusgroup.store.engine.location import database_at, default_db

    begin_keys(Asking())
    ctx.obj = context.Settings(db=default_db() if db is None else database_at(db))
    if ctx.invoked_subcommand is None:
        ctx.exit(_open_screens(ctx.obj))


def _open_screens(settings: context.Settings) -> int:
    """Run the full-screen program. Raises UsageError if there is no terminal for it."""
    need_terminal()
    from focusgroup.tui.run import run

    return run(settings.db)


def need_terminal() -> None:
    """Apply what the environment says about the terminal, before Textual is imported.

    Raises UsageError if no terminal can show the full-screen program.
    """
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError(
            "the full-screen program needs a terminal; `focusgroup --help` lists the commands"
            " that work without one"
        )
    from focusgroup.system.environment import settle

    settle()


def main(args: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    return context.run(cli, args)
