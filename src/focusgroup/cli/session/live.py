"""`focusgroup live`: open a session on the live screen, or set one up and open it."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import click
from click.shell_completion import CompletionItem

from focusgroup.cli.agenda import complete_agenda
from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import session_named
from focusgroup.cli.main import need_terminal
from focusgroup.cli.session.new import details, set_up
from focusgroup.core.errors import FocusgroupError, UsageError
from focusgroup.core.model import Session
from focusgroup.store import Db, sessions

RELATIVE = {"last": "the session that runs, or was held last", "next": "the session to come"}
OFFERED = 50
"""How many sessions a shell offers, the newest ones."""


def _complete(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return ids of sessions for Tab, each with its title."""
    from focusgroup.store.encryption import is_encrypted
    from focusgroup.store.engine.location import database_at, default_db

    given = ctx.find_root().params.get("db")
    path = database_at(given) if given else default_db()
    if not path.exists() or is_encrypted(path):
        return []

    async def recent(db: Db) -> Sequence[Session]:
        return await sessions.recent(db, limit=OFFERED)

    found: Sequence[Session] = ()
    with suppress(FocusgroupError):  # a database that can't be read completes nothing
        found = with_db(Settings(path), recent)
    offered = {**RELATIVE, **{each.id: each.title for each in found}}
    return [
        CompletionItem(ref, help=title)
        for ref, title in offered.items()
        if ref.startswith(incomplete)
    ]


@click.command()
@click.argument("session", required=False, shell_complete=_complete)
@click.option(
    "--new",
    "agenda",
    metavar="AGENDA",
    shell_complete=complete_agenda,
    help="Set up a session from this agenda, a file or a shipped name, and open it.",
)
@details
@click.pass_context
def live(ctx: click.Context, /, session: str | None, agenda: str | None, **options: Any) -> None:
    """Open a session on the live screen.

    SESSION is a session's id, a unique start of it, its title, `last` (the one that
    runs, or was held last) or `next` (the one to come). A session that has not begun starts with
    F2; one that has ended stays ended. The options other than --new
    describe the new session; its title is the agenda's unless you give one.
    """
    if (session is None) == (agenda is None):
        raise UsageError(
            "name one session, or an agenda with --new; `focusgroup session list` shows the"
            " sessions, `focusgroup agenda list` the agendas"
        )
    if agenda is None and any(options.values()):
        raise UsageError("the details are for a new session; give its agenda with --new")
    need_terminal()
    settings: Settings = ctx.obj
    if agenda is None:
        opened = with_db(settings, lambda db: session_named(db, session or ""))
    else:
        opened = set_up(settings, agenda, **options)
    from focusgroup.tui.run import open_live

    ctx.exit(open_live(settings.db, opened.id))
