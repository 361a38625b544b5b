"""The entry point: the group `focusgroup`, which imports a command only when it is used.

Without a command it opens the full-screen program.
"""

import gc
import sys
from itertools import pairwise

import click

from focusgroup.cli import context
from focusgroup.cli.lazy import LazyCommand, LazyGroup
from focusgroup.cli.renamed import in_new_words
from focusgroup.core.errors import UsageError
from focusgroup.system.quick_imports import quick_imports

WITH_VALUE = ("--db", "--encoding")
RENAMED = "focusgroup.renamed"
"""Where a command line keeps what is said about old names in it."""
TYPED = "focusgroup.typed"
"""Where it keeps itself."""
ELSEWHERE = {
    "live": "session.live:live",
    "exposure": "backroom.exposure:exposure",
    "help": "about.help:help_",
    "keys": "about.keys:keys",
    "paths": "about.paths:paths",
    "doctor": "about.doctor:doctor",
    "completion": "about.completion:completion",
}
COMMANDS = {
    name: LazyCommand(f"focusgroup.cli.{ELSEWHERE.get(name, f'{name}:{name}')}", text)
    for name, text in (
        ("agenda", "List, show, check and create agendas."),
        ("session", "Set up, run, show and edit sessions."),
        ("people", "List, add and edit the participants of a session."),
        ("live", "Open a session on the live screen, or set one up and open it."),
        ("backroom", "Let colleagues follow a session on a page of its own."),
        ("rehearse", "Rehearse an agenda; nothing is saved."),
        ("quotes", "Find what customers said."),
        ("themes", "Show themes and how often each came up."),
        ("matrix", "Count by two things at once: themes by kind, by session, by account."),
        ("findings", "Show what each theme is worth as evidence."),
        ("items", "Track what is done about findings: owner, status, quotes."),
        ("commitments", "List and edit commitments to customers."),
        ("accounts", "List and edit customer accounts."),
        ("exposure", "Show which colleagues have listened to customers, and which accounts."),
        ("export", "Write documents: Word, PDF, Markdown, XLSX, CSV."),
        ("demo", "Try the program on invented sessions."),
        ("erase", "Erase a participant and everything they said."),
        ("db", "Check, back up, restore, recover, encrypt and upgrade the database."),
        ("keys", "List the keys of every screen."),
        ("paths", "Show where the program stores its files."),
        ("doctor", "Check this machine: Python, terminal, disk, database, documents."),
        ("completion", "Print the completion script for your shell."),
        ("help", "Show the help of a command."),
    )
}
"""Every command, in the order of the help."""


class ProgramGroup(LazyGroup):
    """The program's commands; errors meant for people become messages and exit codes."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the group's own options, wherever they are before a ``--``, and old names."""
        ctx.meta[TYPED] = tuple(args)
        mine, rest = _own_first(args)
        rest, ctx.meta[RENAMED] = in_new_words(rest)
        return super().parse_args(ctx, mine + rest)

    def invoke(self, ctx: click.Context) -> None:
        """Run the command; what its function returns isn't an exit code."""
        with context.explained():
            super().invoke(ctx)


def _own_first(args: list[str]) -> tuple[list[str], list[str]]:
    """Return every option of the group, such as ``--db PATH``, and the other *args*."""
    mine: list[str] = []
    rest: list[str] = []
    left = list(args)
    while left and left[0] != "--":
        word = left.pop(0)
        if word in WITH_VALUE and left:
            mine += [word, left.pop(0)]
        elif word in WITH_VALUE:
            raise click.BadOptionUsage(word, f"Option '{word}' requires an argument.")
        else:
            own = word.partition("=")[0] in WITH_VALUE or word in ("-q", "--quiet", "--no-input")
            (mine if own else rest).append(word)
    return mine, rest + left


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if not value or ctx.resilient_parsing:
        return
    from focusgroup.cli.about.version import version

    click.echo(version())
    ctx.exit()


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
    help="The database to use, instead of FOCUSGROUP_DB or your own; may stand anywhere.",
)
@click.option(
    "-V",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
@click.option(
    "--encoding",
    default="",
    metavar="NAME",
    help="The encoding of lists, notes and guides that aren't UTF-8, such as cp1251; guessed if"
    " not given. May stand anywhere.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print results and errors, and no hints.")
@click.option(
    "--no-input",
    is_flag=True,
    help="Ask nothing and open no pager; what would need an answer is refused.",
)
@click.pass_context
def cli(ctx: click.Context, db: str | None, encoding: str, quiet: bool, no_input: bool) -> None:
    """Run a customer focus group and report what was said."""
    from focusgroup.cli.output import QUIET, hint
    from focusgroup.cli.terminal.asking import ask_nothing
    from focusgroup.cli.terminal.unlocking import Asking
    from focusgroup.cli.terminal.upgrading import tell_upgrade
    from focusgroup.store.encryption import begin_keys
    from focusgroup.store.engine.location import database_at, default_db
    from focusgroup.store.engine.migrate import tell_upgrades
    from focusgroup.store.engine.servers import refuse_password
    from focusgroup.system.named_encoding import name_encoding

    ask_nothing(never=no_input)
    QUIET[:] = [True] if quiet else []
    if renamed := ctx.meta[RENAMED]:
        hint(f"{renamed}; the old name will go with the next version")
    begin_keys(Asking())
    tell_upgrades(tell_upgrade)
    try:
        name_encoding(encoding)
    except (LookupError, ValueError) as error:
        raise UsageError(
            f"there is no encoding “{encoding}”; name one as Python does, such as cp1251, gb18030,"
            " shift_jis or mac_roman"
        ) from error
    for before, word in pairwise(("", *ctx.meta[TYPED])):
        refuse_password(word, "--to" if "--to" in (before, word.partition("=")[0]) else "--db")
    ctx.obj = context.Settings(db=default_db() if db is None else database_at(db))
    if ctx.invoked_subcommand is None:
        need_terminal()
        from focusgroup.cli.asyncrun import ask_for_new

        ask_for_new(ctx.obj.db)
        with quick_imports():
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
    code = context.run(cli, args)
    if args is None:  # the process ends: searching what is left for garbage takes 10 ms
        gc.freeze()
    return code
