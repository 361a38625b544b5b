"""Edit a session: details, bottom line and headlines; delete it, undo and redo."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.completing import names_of
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import session_named, the_session
from focusgroup.cli.output import hint, say, warn
from focusgroup.cli.quotes.edit import delete as delete_quotes
from focusgroup.cli.session import moment_in, print_sessions
from focusgroup.cli.session.add import details_to_edit
from focusgroup.cli.terminal.asking import is_confirmed
from focusgroup.core.errors import FocusgroupError, NotFound, UsageError
from focusgroup.core.evidence.findings import Finding
from focusgroup.core.model import KIND_NOUNS, RANKED_KINDS, Kind, Session, SessionStatus
from focusgroup.core.text import clean_line
from focusgroup.services.dates_in_words import said_in_words
from focusgroup.services.debrief.decisions import set_bottom_line, set_headline
from focusgroup.services.lead import SessionLead
from focusgroup.services.reviewing.items import support_lost
from focusgroup.store import Db, sessions
from focusgroup.store.deletion import delete_session, restore_session
from focusgroup.store.outbox import WriteInOrder
from focusgroup.store.quotes import find_quote
from focusgroup.store.undo import Undone
from focusgroup.system.clock import unix_ms
from focusgroup.system.invocation import typed


@click.command()
@the_session
@details_to_edit
@click.pass_obj
def edit(settings: Settings, /, ref: str, at: str | None, **wanted: str | None) -> None:
    """Edit a session's details: title, place, product, who runs it, when it will take place.

    What no option names stays; "" removes it. Participants have `focusgroup people edit`.
    """
    changes: dict[str, Any] = {name: text for name, text in wanted.items() if text is not None}
    if not changes and at is None:
        raise UsageError("say what to change, for example --title “Beta users” or --place “Room 2”")
    if not clean_line(changes.get("title", "x")):
        raise UsageError("a session needs a title")

    async def work(db: Db) -> Session:
        session = await session_named(db, ref)
        if at is not None:
            if session.status is not SessionStatus.SCHEDULED:
                raise FocusgroupError(f"“{session.title}” has begun; --at is for one to come")
            changes["scheduled_ms"] = moment_in(at, session.zone) if at else None
        return await sessions.update(db, session.id, **changes)

    print_sessions([with_db(settings, work)], with_db(settings, sessions.short_ids))


@click.command()
@click.argument(
    "refs", metavar="SESSION", nargs=-1, required=True, shell_complete=names_of("session")
)
@click.option("--yes", is_flag=True, help="Don't ask for confirmation.")
@click.pass_context
def delete(ctx: click.Context, refs: tuple[str, ...], yes: bool) -> None:
    """Delete a session.

    It is then in no list, search, count or document. `session restore` brings it back as it
    was. Nothing is erased: see `focusgroup erase`.
    """
    settings: Settings = ctx.obj
    session = with_db(settings, lambda db: _session_to_delete(db, refs))
    if session is None:
        hint("quotes are now deleted with `quotes delete`")
        ctx.invoke(delete_quotes, refs=refs)
        return
    title = f"“{session.title}” ({said_in_words(session)})"
    if not yes and not _is_confirmed(f"Delete {title}?"):
        raise FocusgroupError("nothing was deleted")
    with_db(settings, lambda db: delete_session(db, session.id, unix_ms()))
    id = with_db(settings, sessions.short_ids)[session.id]
    say(f"{title} deleted; {typed(f'session restore {id}')} brings it back")
    if lost := with_db(settings, lambda db: support_lost(db, session_id=session.id)):
        warn(f"quotes of it {lost}")


async def _session_to_delete(db: Db, refs: Sequence[str]) -> Session | None:
    """Return the session that is meant; None for quotes, which went this way once."""
    if len(refs) > 1:
        return None
    try:
        return await sessions.find(db, refs[0])
    except NotFound:
        with suppress(NotFound):
            await find_quote(db, refs[0])
            return None
        raise


def _is_confirmed(question: str) -> bool:
    return is_confirmed(question, "no answer, so nothing was deleted; --yes skips the question")


@click.command()
@the_session
@click.pass_obj
def restore(settings: Settings, ref: str) -> None:
    """Bring a deleted session back; `session list --deleted` shows them."""

    async def work(db: Db) -> Session:
        session = await sessions.find(db, ref, deleted=True)
        await restore_session(db, session.id, unix_ms())
        return await sessions.find(db, session.id)

    session = with_db(settings, work)
    say(f"“{session.title}” ({said_in_words(session)}) restored")


@click.command("bottom-line")
@the_session
@click.argument("text", metavar="SENTENCE")
@click.pass_obj
def bottom_line(settings: Settings, ref: str, text: str) -> None:
    """Write the one sentence a reader should remember; "" removes it.

    Documents begin with it. The debrief asks for the same sentence.
    """

    async def work(db: Db) -> Session:
        return await set_bottom_line(db, (await session_named(db, ref)).id, text)

    changed = with_db(settings, work)
    say(f"{changed.title}: {changed.bottom_line or 'no bottom line'}")


@click.command()
@the_session
@click.argument("theme", metavar="THEME", shell_complete=names_of("theme"))
@click.argument("kind", metavar="KIND", type=click.Choice([kind.value for kind in RANKED_KINDS]))
@click.argument("text", metavar="SENTENCE")
@click.pass_obj
def headline(settings: Settings, ref: str, theme: str, kind: str, text: str) -> None:
    """Write the headline of a finding: a theme's problems, say; "" removes it.

    Documents show it with the theme. The debrief asks for the same sentences.
    """

    async def work(db: Db) -> Finding:
        session = await session_named(db, ref)
        return await set_headline(db, session.id, theme, Kind(kind), text)

    changed = with_db(settings, work)
    say(f"{changed.theme}, {KIND_NOUNS[changed.kind]}s: {changed.headline or 'no headline'}")


@click.command()
@the_session
@click.pass_obj
def undo(settings: Settings, ref: str) -> None:
    """Undo the last change in a session; repeat it for the one before."""
    _walk(settings, ref, back=True)


@click.command()
@the_session
@click.pass_obj
def redo(settings: Settings, ref: str) -> None:
    """Redo what was last undone."""
    _walk(settings, ref, back=False)


def _walk(settings: Settings, ref: str, *, back: bool) -> None:
    async def work(db: Db) -> tuple[Undone | None, str]:
        writer = WriteInOrder()
        session = await session_named(db, ref)
        lead = await SessionLead.load(db, session.id, writer, unattended=True)
        done = await lead.walk_history(back=back)
        await writer.written()
        return done, await support_lost(db, done.quote_ids if done else ())

    done, lost = with_db(settings, work)
    if done is None:
        raise FocusgroupError("nothing to undo" if back else "nothing to redo")
    if done.left:
        raise FocusgroupError(f"another program has changed it since, so it stays: {done.what}")
    say(f"{'undone' if back else 'redone'}: {done.what}")
    if lost:
        warn(f"what is gone now {lost}")
