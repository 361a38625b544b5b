"""`focusgroup commitments`: what was promised to customers, across sessions."""

from dataclasses import replace
from datetime import date

import click

from focusgroup.cli.asyncrun import nothing_yet, with_db
from focusgroup.cli.commitments.printed import (
    HEADS,
    PAGE_HEADS,
    commitment_cells,
    commitment_row,
    print_commitment,
    print_promises,
    promise_cells,
    promise_row,
)
from focusgroup.cli.completing import names_of
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import a_session, json_or_csv, session_named
from focusgroup.cli.lazy import ListGroup
from focusgroup.cli.output import JsonArray, hint, plural, print_csv, print_json, warn
from focusgroup.cli.terminal.pager import paged
from focusgroup.core.dates.due_dates import read_due, today_in
from focusgroup.core.errors import FocusgroupError, UsageError
from focusgroup.core.search.selection import Selection
from focusgroup.core.text import clean_line
from focusgroup.services.reviewing.promises import PromiseMade, promises
from focusgroup.services.selection import resolved
from focusgroup.store import Db, notes
from focusgroup.store.actions import commitments as promised
from focusgroup.store.actions.commitments import Commitment, Promised
from focusgroup.store.notes import NoteChange
from focusgroup.system.clock import local_zone, unix_ms

NOTHING = "-"
"""Written in place of a value to remove it."""


@click.group(cls=ListGroup)
def commitments() -> None:
    """List and edit commitments to customers; without a verb, the open ones are listed.

    They are captured in a session, with `/promise`.
    """


@commitments.command("list")
@a_session
@click.option(
    "--owner", default="", metavar="NAME", help="Only this owner, by name or the start of it."
)
@click.option("--overdue", is_flag=True, help="Only open ones past their due date.")
@click.option("--all", "with_done", is_flag=True, help="Include those that are done.")
@json_or_csv("Print a JSON array.")
@click.pass_obj
def list_(
    settings: Settings,
    session: str,
    owner: str,
    overdue: bool,
    with_done: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """List open commitments to customers, by owner and due date.

    Overdue ones are marked; those without an owner come first.
    """
    if nothing_yet(settings):
        if as_json:
            print_json([])
        elif as_csv:
            print_csv([HEADS])
        return
    before = _today().isoformat() if overdue else ""
    wanted = Promised(owner, session, before, with_done)
    with paged():
        shown, held = with_db(settings, lambda db: _print_all(db, wanted, as_json, as_csv))
    if not shown and not held and not (as_json or as_csv):
        hint(_nothing(wanted))
    _tell_withheld(held)


def _tell_withheld(held: int) -> None:
    if held:
        warn(f"{plural(held, 'commitment')} withheld: no consent to notes")


def _nothing(wanted: Promised) -> str:
    if wanted.before:
        return "nothing is overdue"
    if wanted.owner or wanted.session:
        return "no open commitments there" if not wanted.done else "no commitments there"
    return "no open commitments" if not wanted.done else "no commitments"


def _today() -> date:
    """Return today's date in the local zone, which decides what is overdue."""
    return today_in(local_zone(), unix_ms())


async def _print_all(db: Db, wanted: Promised, as_json: bool, as_csv: bool) -> tuple[int, int]:
    """Print the commitments page by page; return how many there were, and how many are withheld."""
    if wanted.session:
        wanted = replace(wanted, session=(await session_named(db, wanted.session)).id)
    today, shown = _today(), 0
    array = JsonArray() if as_json else None
    owner: str | None = None
    rows: list[tuple[object, ...]] = [HEADS]
    async for each in promised.each(db, wanted):
        if array is not None:
            array.add(commitment_row(each, today))
        elif as_csv:
            rows.append(commitment_cells(each, today))
        else:
            print_commitment(each, today, heading=each.note.owner != owner)
            owner = each.note.owner
        shown += 1
    if array is not None:
        array.close()
    elif as_csv:
        print_csv(rows)
    return shown, await promised.count_withheld(db, wanted)


@commitments.command()
@a_session
@click.option(
    "--account",
    default="",
    metavar="NAME",
    shell_complete=names_of("account"),
    help="Only those made to this account.",
)
@json_or_csv("Print a JSON array.")
@click.pass_obj
def page(settings: Settings, session: str, account: str, as_json: bool, as_csv: bool) -> None:
    """Show what we promised and what we did, by owner, with the quotes that support it.

    Kept commitments are shown too. The quotes are the last two that the customer said before it;
    if it was made to nobody in particular, those that anybody said in the five minutes before.
    """

    async def work(db: Db) -> "tuple[tuple[PromiseMade, ...], int]":
        chosen = await resolved(db, Selection(accounts=(account,) if account else ()))
        of_session = (await session_named(db, session)).id if session else ""
        made = await promises(db, account="".join(chosen.accounts), session_id=of_session)
        return made, await promised.count_withheld(db, Promised(session=of_session, done=True))

    made, held = ((), 0) if nothing_yet(settings) else with_db(settings, work)
    _tell_withheld(held)
    if as_json:
        print_json([promise_row(each, _today()) for each in made])
        return
    if as_csv:
        print_csv([PAGE_HEADS, *(promise_cells(each, _today()) for each in made)])
        return
    with paged():
        print_promises(made, _today())


@commitments.command()
@click.argument("refs", metavar="ID...", nargs=-1, required=True)
@click.pass_obj
def done(settings: Settings, refs: tuple[str, ...]) -> None:
    """Mark commitments as done, all of them or none."""
    _change(settings, refs, NoteChange(done=True))


@commitments.command()
@click.argument("refs", metavar="ID...", nargs=-1, required=True)
@click.pass_obj
def reopen(settings: Settings, refs: tuple[str, ...]) -> None:
    """Reopen commitments that were marked as done."""
    _change(settings, refs, NoteChange(done=False))


@commitments.command()
@click.argument("refs", metavar="ID...", nargs=-1, required=True)
@click.option("--owner", metavar="NAME", help="Who is responsible; - for nobody.")
@click.option("--due", metavar="DATE", help="Due date: fri, 12 dec, in 2 weeks; - for none.")
@click.option("--text", metavar="WORDS", help="What was promised.")
@click.pass_obj
def edit(
    settings: Settings, refs: tuple[str, ...], owner: str | None, due: str | None, text: str | None
) -> None:
    """Edit commitments: owner, due date or words; `session undo` reverts it."""
    if owner is None and due is None and text is None:
        raise UsageError("say what to change: --owner, --due or --text")
    if text is not None and not clean_line(text):
        raise UsageError("a commitment can't be empty")
    written, due_on = _due(due)
    owner = "" if owner is not None and owner.strip() == NOTHING else owner
    _change(settings, refs, NoteChange(text=text, owner=owner, due=written, due_on=due_on))


def _due(written: str | None) -> tuple[str | None, str | None]:
    """Return the date as written and its day. Raises FocusgroupError when it isn't a date."""
    if written is None:
        return None, None
    if written.strip() in ("", NOTHING):
        return "", ""
    day = read_due(written, _today())
    if day is None:
        raise FocusgroupError(
            f"“{written}” isn't a date; write fri, 12 dec, in 2 weeks or 2026-12-12"
        )
    return written, day.isoformat()


def _change(settings: Settings, refs: tuple[str, ...], wanted: NoteChange) -> None:
    async def work(db: Db) -> "list[Commitment]":
        ids = [(await promised.find(db, ref)).note.id for ref in refs]
        await notes.change(db, list(dict.fromkeys(ids)), wanted, unix_ms())
        return [await promised.find(db, each) for each in dict.fromkeys(ids)]

    today = _today()
    for each in with_db(settings, work):
        print_commitment(each, today, heading=True)
