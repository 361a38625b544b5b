"""Edit a session: people, quotes, bottom line and headlines; delete it, undo and redo."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.completing import names_of
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import read_kind, session_named
from focusgroup.cli.output import plural, say, warn
from focusgroup.cli.quotes import as_line
from focusgroup.cli.terminal.asking import is_confirmed
from focusgroup.core.errors import FocusgroupError, NotFound, UsageError
from focusgroup.core.evidence.findings import Finding
from focusgroup.core.model import KIND_NOUNS, RANKED_KINDS, Kind, Quote, Session
from focusgroup.core.people.people import parse_participant
from focusgroup.services.debrief.decisions import set_bottom_line, set_headline
from focusgroup.services.edits import EditNames, correct, delete_quotes
from focusgroup.services.lead import SessionLead, WriteInOrder
from focusgroup.services.reviewing.items import support_lost
from focusgroup.services.seating import seat as seat_participant
from focusgroup.services.seating import seated_words
from focusgroup.store import Db, sessions
from focusgroup.store.deletion import delete_session, restore_session
from focusgroup.store.quotes import find_quote
from focusgroup.store.undo import Undone
from focusgroup.system.clock import unix_ms


@click.command()
@click.argument("ref", metavar="ID", shell_complete=names_of("session"))
@click.argument("who", metavar='"Name, role, account"')
@click.option(
    "--seat", type=click.IntRange(1, 999), help="Their seat (default: the first free one)."
)
@click.option("--no-notes", is_flag=True, help="They don't agree to notes.")
@click.option("--not-by-name", is_flag=True, help="They may be quoted, but not by name.")
@click.pass_obj
def person(
    settings: Settings, ref: str, who: str, seat: int | None, no_notes: bool, not_by_name: bool
) -> None:
    """Add a participant to a session."""
    new = parse_participant(who)
    if new.remark:
        warn(new.remark)
    notes = new.consent_notes and not no_notes
    by_name = new.consent_name and notes and not not_by_name
    not_asked = new.not_asked and not (no_notes or not_by_name)
    new = replace(new, seat=seat, consent_notes=notes, consent_name=by_name, not_asked=not_asked)

    async def work(db: Db) -> str:
        session = await session_named(db, ref)
        return seated_words(await seat_participant(db, session, new, unix_ms()))

    say(with_db(settings, work))


@click.command()
@click.argument("refs", metavar="QUOTE_ID...", nargs=-1, required=True)
@click.option("--text", metavar="WORDS", help="The words as they were said.")
@click.option("--kind", metavar="KIND", help=f"One of: {', '.join(Kind)}.")
@click.option("--speaker", metavar="WHO", help="Seat, initials or part of a name; - for nobody.")
@click.option(
    "--theme",
    "themes",
    multiple=True,
    metavar="THEME",
    help="Replace all themes with this one; may be repeated.",
)
@click.option(
    "--add-theme", multiple=True, metavar="THEME", help="Add this theme; may be repeated."
)
@click.option(
    "--remove-theme", multiple=True, metavar="THEME", help="Remove this theme; may be repeated."
)
@click.option("--no-theme", is_flag=True, help="Remove all themes.")
@click.option("--new-themes", is_flag=True, help="Create themes that don't exist yet.")
@click.option("--intensity", type=click.IntRange(0, 2), help="How strongly felt: 0, 1 or 2.")
@click.option("--verbatim/--paraphrase", default=None, help="In their words, or in yours.")
@click.option("--stub/--finished", default=None, help="Unfinished, or complete.")
@click.option("--agree", type=click.IntRange(min=0), help="How many others agreed.")
@click.option("--object", "objected", type=click.IntRange(min=0), help="How many others disagreed.")
@click.pass_obj
def fix(settings: Settings, /, refs: tuple[str, ...], **changes: Any) -> None:
    """Correct one or more quotes, all of them or none.

    QUOTE_ID is a quote's id or a unique start of it; `focusgroup quotes` shows them.
    `session undo` reverts the correction.
    """
    kind = changes.pop("kind")
    wanted = EditNames(kind=read_kind(kind) if kind is not None else None, **changes)
    if wanted == EditNames():
        raise UsageError("say what to change, for example --kind strength or --text “…”")

    async def work(db: Db) -> tuple[Quote, ...]:
        return await correct(db, refs, wanted, unix_ms())

    for quote in with_db(settings, work):
        say(as_line(quote))


@click.command()
@click.argument("refs", metavar="ID|QUOTE_ID...", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Don't ask before a session is deleted.")
@click.pass_obj
def delete(settings: Settings, refs: tuple[str, ...], yes: bool) -> None:
    """Delete a session, or quotes: all of them or none.

    A deleted session is in no list, search, count or document. `session restore` brings it back
    as it was; `session undo` brings quotes back. Nothing is erased: see `focusgroup erase`.
    """
    session = with_db(settings, lambda db: _session_to_delete(db, refs))
    if session is None:
        _delete_quotes(settings, refs)
        return
    title = f"“{session.title}” ({plural(session.quotes, 'quote')})"
    if not yes and not _is_confirmed(f"Delete {title}?"):
        raise FocusgroupError("nothing was deleted")
    with_db(settings, lambda db: delete_session(db, session.id, unix_ms()))
    say(f"{title} deleted; focusgroup session restore {session.id} brings it back")
    if lost := with_db(settings, lambda db: support_lost(db, session_id=session.id)):
        warn(f"quotes of it {lost}")


@click.command()
@click.argument("refs", metavar="QUOTE_ID...", nargs=-1, required=True)
@click.pass_obj
def delete_quotes_only(settings: Settings, refs: tuple[str, ...]) -> None:
    """Delete quotes: all of them or none.

    QUOTE_ID is a quote's id or a unique start of it; `focusgroup quotes` shows them.
    `session undo` brings them back. Nothing is erased: see `focusgroup erase`.
    """
    _delete_quotes(settings, refs)


def _delete_quotes(settings: Settings, refs: Sequence[str]) -> None:
    gone, supported = with_db(settings, lambda db: delete_quotes(db, refs, unix_ms()))
    say(f"{plural(gone, 'quote')} deleted")
    if supported:
        warn(f"{plural(gone, 'deleted quote')} {supported}")


async def _session_to_delete(db: Db, refs: Sequence[str]) -> Session | None:
    """Return the session that is meant, None for quotes. Raises FocusgroupError if it's unclear."""
    quotes, unclear = [], False
    for ref in refs:
        try:
            quotes.append(await find_quote(db, ref))
        except NotFound as error:
            unclear = unclear or "several" in str(error)
    try:
        session = await sessions.find(db, refs[0])
    except NotFound as error:
        if quotes or unclear or len(refs) > 1:
            return None
        if "several" in str(error):
            raise
        raise NotFound(
            f"there is no session and no quote “{refs[0]}”; `focusgroup session list` and"
            " `focusgroup quotes` show their ids"
        ) from error
    if quotes or len(refs) > 1:
        raise UsageError("delete one session, or quotes; give the whole id of what you mean")
    return session


def _is_confirmed(question: str) -> bool:
    return is_confirmed(question, "no answer, so nothing was deleted; --yes skips the question")


@click.command()
@click.argument("ref", metavar="ID", shell_complete=names_of("session"))
@click.pass_obj
def restore(settings: Settings, ref: str) -> None:
    """Bring a deleted session back; `session list --deleted` shows them."""

    async def work(db: Db) -> Session:
        session = await sessions.find(db, ref, deleted=True)
        await restore_session(db, session.id, unix_ms())
        return await sessions.find(db, session.id)

    session = with_db(settings, work)
    say(f"“{session.title}” ({plural(session.quotes, 'quote')}) restored")


@click.command("bottom-line")
@click.argument("ref", metavar="ID", shell_complete=names_of("session"))
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
@click.argument("ref", metavar="ID", shell_complete=names_of("session"))
@click.argument("theme", metavar="THEME")
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
@click.argument("ref", metavar="ID", shell_complete=names_of("session"))
@click.pass_obj
def undo(settings: Settings, ref: str) -> None:
    """Undo the last change in a session; repeat it for the one before."""
    _walk(settings, ref, back=True)


@click.command()
@click.argument("ref", metavar="ID", shell_complete=names_of("session"))
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
