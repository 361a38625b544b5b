"""The entry point: the group `focusgroup`, which imports a command only when it is used.

Without a command it opens the full-screen program.
"""

import sys

import click

from focusgroup import __version__
from focusgroup.cli import context
from focusgroup.cli.lazy import LazyCommand, LazyGroup
from focusgroup.core.errors import UsageError

IN_PACKAGE = {"live": "session.live"}
COMMANDS = {
    name: LazyCommand(f"focusgroup.cli.{IN_PACKAGE.get(name, name)}:{name}", text)
    for name, text in (
        ("agenda", "List, show, check and create agendas."),
        ("session", "Set up, run, show and correct sessions."),
        ("live", "Open a session on the live screen, or set one up and open it."),
        ("rehearse", "Rehearse an agenda; nothing is saved."),
        ("quotes", "Find what customers said."),
        ("themes", "Show themes and how often each came up."),
        ("commitments", "List and edit commitments to customers."),
        ("accounts", "List and edit customer accounts."),
        ("export", "Write documents: Word, PDF, Markdown, XLSX, CSV."),
        ("demo", "Try the program on invented sessions."),
        ("erase", "Erase a participant and everything they said."),
        ("db", "Check, back up, restore, recover and encrypt the database."),
        ("keys", "List the keys of every screen."),
        ("paths", "Show where the program stores its files."),
        ("completion", "Print the completion script for your shell."),
    )
}
"""Every command, in the order of the help."""


class ProgramGroup(LazyGroup):
    """The program's commands; errors meant for people become messages and exit codes."""

    def invoke(self, ctx: click.Context) -> None:
        """Run the command; what its function returns isn't an exit code."""
        with context.explained():
            super().invoke(ctx)


@click.group(
    cls=ProgramGroup,
    table=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Without a command, the full-screen program opens.",
)
@click.option(
    "--db",
    type=click.Path(),
    envvar="FOCUSGROUP_DB",
    metavar="PATH",
    help="The database to use, instead of FOCUSGROUP_DB or your own.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, db: str | None) -> None:
    """Run a customer focus group and report what was said."""
    from focusgroup.cli.unlocking import Asking
    from focusgroup.store.encryption import begin_keys
    from focusgroup.store.engine.location import database_at, default_db

    begin_keys(Asking())
    ctx.obj = context.Settings(db=default_db() if db is None else database_at(db))
    if ctx.invoked_subcommand is None:
        need_terminal()
        from focusgroup.cli.asyncrun import ask_for_new

        ask_for_new(ctx.obj.db)
        from focusgroup.tui.run import run

        ctx.exit(run(ctx.obj.db))


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
