"""`focusgroup themes add`, `edit`, `rename`, `merge`, `move`, `split`, `retire` and `delete`."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.completing import names_of
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import options_within_a_theme, selection_of
from focusgroup.cli.output import plural, say, warn
from focusgroup.cli.terminal.asking import is_confirmed
from focusgroup.core.errors import FocusgroupError, UsageError
from focusgroup.core.text import clean_line
from focusgroup.services import codebook
from focusgroup.services.codebook import CodebookChange
from focusgroup.services.selection import resolved
from focusgroup.store import Db
from focusgroup.system.invocation import typed

F = TypeVar("F", bound=Callable[..., Any])
Make = Callable[[Db], Awaitable[CodebookChange]]

DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would change, and stop.")
YES = click.option("--yes", is_flag=True, help="Don't ask for confirmation.")


def said(change: CodebookChange) -> None:
    """Say what was done and how to take it back."""
    say(f"Done: {codebook.change_in_words(change)}. Undo: {typed(f'themes undo {change.n}')}")


def made_or_shown(
    settings: Settings, told: str, make: Make, *, ask: bool, dry_run: bool, yes: bool = True
) -> None:
    """Make a change, after a question if it concerns quotes; with *dry_run*, say it only."""
    if dry_run:
        say(f"Would change: {told}. Nothing was changed.")
        return
    if ask and not yes:
        unanswered = f"{told}: no answer, so nothing was changed; --yes skips the question"
        if not is_confirmed(f"{told}. Do it?", unanswered):
            raise FocusgroupError("nothing was changed")
    said(with_db(settings, make))


def details(command: F) -> F:
    """Add the options that define a theme."""
    for option in reversed(
        (
            click.option("--description", metavar="TEXT", help="What belongs in it; - for none."),
            click.option("--not", "excludes", metavar="TEXT", help="What does not; - for none."),
            click.option(
                "--keyword",
                "keywords",
                multiple=True,
                metavar="WORDS",
                help="Words that speak for it; may be repeated; - for none.",
            ),
            click.option(
                "--owner", metavar="NAME", help="The person in charge of it; - for nobody."
            ),
        )
    ):
        command = option(command)
    return command


@click.command()
@click.argument("path")
@details
@click.option("--anew", is_flag=True, help="Also if it is a former name of another theme.")
@click.pass_obj
def add(settings: Settings, /, path: str, anew: bool, **told: Any) -> None:
    """Add the theme PATH, such as `Reporting > Exports`, and its parents if missing."""
    wanted = _details(told)
    say(with_db(settings, lambda db: codebook.add(db, path, wanted, anew=anew), create=True).path)


def _details(told: dict[str, Any]) -> codebook.ThemeDetails:
    keywords = told["keywords"] or None
    return codebook.details_of(told["description"], told["excludes"], keywords, told["owner"])


@click.command()
@click.argument("theme", shell_complete=names_of("theme"))
@details
@click.pass_obj
def edit(settings: Settings, /, theme: str, **told: Any) -> None:
    """Say what THEME is and is not, its keywords and its owner."""
    if not any(told.values()):
        raise UsageError("say what to change: --description, --not, --keyword or --owner")
    said(with_db(settings, lambda db: codebook.define(db, theme, _details(told))))


@click.command()
@click.argument("theme", shell_complete=names_of("theme"))
@click.argument("name")
@DRY_RUN
@click.pass_obj
def rename(settings: Settings, theme: str, name: str, dry_run: bool) -> None:
    """Rename THEME to NAME, in every session and document.

    A NAME with `>` is a whole path. What is typed as the old name is filed under the new one.
    """

    async def work(db: Db) -> str:
        found = await codebook.concerned(db, theme)
        if told := await codebook.takes_name(db, found.theme, name):
            warn(told)
        return f"“{found.theme.path}” becomes “{clean_line(name)}”: {found.words}"

    made_or_shown(
        settings,
        with_db(settings, work),
        lambda db: codebook.rename(db, theme, name),
        ask=False,
        dry_run=dry_run,
    )


@click.command()
@click.argument("theme", shell_complete=names_of("theme"))
@click.argument("into", shell_complete=names_of("theme"))
@DRY_RUN
@YES
@click.pass_obj
def merge(settings: Settings, theme: str, into: str, dry_run: bool, yes: bool) -> None:
    """File all quotes of THEME under INTO, and those below it under the same names there.

    The name of THEME leads to INTO from now on, wherever it is typed.
    """

    async def work(db: Db) -> tuple[str, bool]:
        found, target = await codebook.concerned(db, theme), await codebook.concerned(db, into)
        told = f"“{found.theme.path}” goes into “{target.theme.path}”: {found.words}"
        return told, bool(found.quotes)

    told, ask = with_db(settings, work)
    made_or_shown(
        settings,
        told,
        lambda db: codebook.merge(db, theme, into),
        ask=ask,
        dry_run=dry_run,
        yes=yes,
    )


@click.command()
@click.argument("theme", shell_complete=names_of("theme"))
@click.argument("parent", required=False, default="")
@click.option("--top", is_flag=True, help="To the top of the tree.")
@DRY_RUN
@click.pass_obj
def move(settings: Settings, theme: str, parent: str, top: bool, dry_run: bool) -> None:
    """Move THEME, with all below it, under the theme PARENT."""
    if bool(clean_line(parent)) == top:
        raise UsageError("name the theme that it goes under, or --top")

    async def work(db: Db) -> str:
        found = await codebook.concerned(db, theme)
        where = (await codebook.concerned(db, parent)).theme.path if parent else "the top"
        return f"“{found.theme.path}” goes to {where}: {found.words}"

    told = with_db(settings, work)
    make = lambda db: codebook.move(db, theme, parent)  # noqa: E731  # read beside the others
    made_or_shown(settings, told, make, ask=False, dry_run=dry_run)


@click.command()
@click.argument("theme", shell_complete=names_of("theme"))
@click.argument("name")
@options_within_a_theme
@click.option(
    "--quote", "refs", multiple=True, metavar="ID", help="Only this quote; may be repeated."
)
@DRY_RUN
@YES
@click.pass_obj
def split(
    settings: Settings,
    /,
    theme: str,
    name: str,
    refs: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    **wanted: Any,
) -> None:
    """File those quotes of THEME that the options choose under NAME instead.

    NAME is made beside THEME if it is missing.
    """
    asked = selection_of(**wanted)
    if not asked.asks and not refs:
        raise UsageError("say which quotes: --search, --kind, --quote or another option")

    async def work(db: Db) -> tuple[str, list[str]]:
        ids = await codebook.chosen(db, theme, await resolved(db, asked), refs)
        found = await codebook.concerned(db, theme)
        if told := await codebook.takes_name(db, found.theme, name):
            warn(told)
        return f"{plural(len(ids), 'quote')} of “{found.theme.path}” go to “{name}”", ids

    told, ids = with_db(settings, work)
    made_or_shown(
        settings,
        told,
        lambda db: codebook.split(db, theme, name, ids),
        ask=bool(ids),
        dry_run=dry_run,
        yes=yes,
    )


@click.command()
@click.argument("theme", shell_complete=names_of("theme"))
@click.option("--again", is_flag=True, help="Offer a retired theme again.")
@click.pass_obj
def retire(settings: Settings, theme: str, again: bool) -> None:
    """Stop offering THEME while quotes are captured; it keeps its quotes."""
    said(with_db(settings, lambda db: codebook.retire(db, theme, retired=not again)))


@click.command()
@click.argument("theme", shell_complete=names_of("theme"))
@DRY_RUN
@YES
@click.pass_obj
def delete(settings: Settings, theme: str, dry_run: bool, yes: bool) -> None:
    """Delete THEME and all below it; its quotes stay, without it."""
    found = with_db(settings, lambda db: codebook.concerned(db, theme))
    made_or_shown(
        settings,
        f"“{found.theme.path}” is deleted: {found.words}",
        lambda db: codebook.delete(db, theme),
        ask=bool(found.quotes),
        dry_run=dry_run,
        yes=yes,
    )
