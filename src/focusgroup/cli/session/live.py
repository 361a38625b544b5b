"""`focusgroup live`: open a session on the live screen, or set one up and open it."""

from typing import Any

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.completing import complete_agenda, names_of
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import session_named
from focusgroup.cli.main import need_terminal
from focusgroup.cli.session.add import details, set_up
from focusgroup.core.errors import UsageError
from focusgroup.services.sharing.initials import own_initials

FACILITATOR, NOTE_TAKER = "facilitator", "note-taker"


@click.command()
@click.argument("session", metavar="[SESSION]", required=False, shell_complete=names_of("session"))
@click.option(
    "--new",
    "agenda",
    metavar="AGENDA",
    shell_complete=complete_agenda,
    help="Set up a session from this agenda, a file or a shipped name, and open it.",
)
@click.option(
    "--plain",
    is_flag=True,
    help="Run it in plain lines, for screen readers and terminals without a full screen.",
)
@click.option(
    "--as",
    "part",
    type=click.Choice((FACILITATOR, NOTE_TAKER)),
    default=FACILITATOR,
    help="Lead the session, or join one that another program leads.",
)
@click.option(
    "--initials",
    default="",
    metavar="AN",
    help="Whose quotes these are; else `initials` of the configuration, or the account's.",
)
@details
@click.pass_context
def live(
    ctx: click.Context,
    /,
    session: str | None,
    agenda: str | None,
    plain: bool,
    part: str,
    initials: str,
    **options: Any,
) -> None:
    """Open a session on the live screen.

    SESSION is a session's id, a unique start of it, its title, `last` (the one that
    runs, or was held last) or `next` (the one to come). A session that has not begun starts with
    F2; one that has ended stays ended. The options other than --new
    describe the new session; its title is the agenda's unless you give one.

    With --plain each line that you type is answered by lines of text: nothing is redrawn or in
    colour, and standard input may be a pipe. /help lists what can be typed.

    With --as note-taker it joins a running session from a second window on the same machine: clock
    and agenda follow the program that leads, the quotes of both appear on both.
    """
    if (session is None) == (agenda is None):
        raise UsageError(
            "name one session, or an agenda with --new; `focusgroup session list` shows the"
            " sessions, `focusgroup agenda list` the agendas"
        )
    if agenda is None and any(options.values()):
        raise UsageError("the details are for a new session; give its agenda with --new")
    leads = part == FACILITATOR
    if agenda is not None and not leads:
        raise UsageError("a note-taker joins a session that is there already; leave out --new")
    own = own_initials(initials)
    if not plain:
        need_terminal()
    settings: Settings = ctx.obj
    if agenda is None:
        opened = with_db(settings, lambda db: session_named(db, session or ""))
    else:
        opened = set_up(settings, agenda, **options)
    if plain:
        from focusgroup.cli.plain import hold_in_lines

        ctx.exit(hold_in_lines(settings.db, opened.id, initials=own, leads=leads))
    from focusgroup.tui.run import open_live

    ctx.exit(open_live(settings.db, opened.id, initials=own, leads=leads))
