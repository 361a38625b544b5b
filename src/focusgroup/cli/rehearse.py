"""`focusgroup rehearse`: the live screen with an agenda, in a session that isn't kept."""

import click

from focusgroup.cli.asyncrun import ask_for_new
from focusgroup.cli.completing import complete_agenda
from focusgroup.cli.context import Settings
from focusgroup.cli.main import need_terminal

FASTEST = 60


@click.command()
@click.argument("agenda", default="customer-focus-group", shell_complete=complete_agenda)
@click.option(
    "--speed",
    type=click.IntRange(1, FASTEST),
    default=1,
    show_default=True,
    metavar="TIMES",
    help="Run the clock this many times faster than real time.",
)
@click.pass_context
def rehearse(ctx: click.Context, agenda: str, speed: int) -> None:
    """Rehearse an agenda; nothing is saved.

    AGENDA is a file, or one of those that `focusgroup agenda list` shows. The live screen
    opens with six invented participants; F9 shows where the time went.
    """
    from focusgroup.imports import agenda_file

    settings: Settings = ctx.obj
    agenda_file.load(agenda)
    need_terminal()
    ask_for_new(settings.db)
    from focusgroup.tui.run import rehearse as rehearse_on_screen

    ctx.exit(rehearse_on_screen(settings.db, agenda, speed))
