"""`focusgroup quotes edit | delete`: correct and delete what customers said."""

from dataclasses import fields
from typing import Any

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.completing import names_of
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import read_kind
from focusgroup.cli.output import plural, say, warn
from focusgroup.cli.quotes import as_line
from focusgroup.core.errors import UsageError
from focusgroup.core.model import Kind, Quote
from focusgroup.core.quote_changes import Edit
from focusgroup.services.edits import EditNames, correct, delete_quotes
from focusgroup.store import Db
from focusgroup.system.clock import unix_ms


@click.command()
@click.argument("refs", metavar="QUOTE_ID...", nargs=-1, required=True)
@click.option("--text", metavar="WORDS", help="The words as they were said.")
@click.option(
    "--kind",
    metavar="KIND",
    shell_complete=names_of("kind"),
    help=f"One of: {', '.join(Kind)}.",
)
@click.option(
    "--speaker",
    metavar="WHO",
    shell_complete=names_of("speaker"),
    help="Seat, initials or part of a name; - for nobody.",
)
@click.option(
    "--theme",
    "themes",
    multiple=True,
    metavar="THEME",
    shell_complete=names_of("theme"),
    help="Replace all themes with this one; may be repeated.",
)
@click.option(
    "--add-theme",
    multiple=True,
    metavar="THEME",
    shell_complete=names_of("theme"),
    help="Add this theme; may be repeated.",
)
@click.option(
    "--remove-theme",
    multiple=True,
    metavar="THEME",
    shell_complete=names_of("theme"),
    help="Remove this theme; may be repeated.",
)
@click.option("--no-theme", is_flag=True, help="Remove all themes.")
@click.option("--new-themes", is_flag=True, help="Create themes that don't exist yet.")
@click.option("--intensity", type=click.IntRange(0, 2), help="How strongly felt: 0, 1 or 2.")
@click.option("--verbatim/--paraphrase", default=None, help="In their words, or in yours.")
@click.option("--stub/--finished", default=None, help="Unfinished, or complete.")
@click.option("--agree", "agreement", type=click.IntRange(min=0), help="How many others agreed.")
@click.option(
    "--disagree", "dissent", type=click.IntRange(min=0), help="How many others disagreed."
)
@click.pass_obj
def edit(settings: Settings, /, refs: tuple[str, ...], **changes: Any) -> None:
    """Correct one or more quotes, all of them or none.

    QUOTE_ID is a quote's id or a unique start of it; `focusgroup quotes` shows them.
    `session undo` reverts the correction.
    """
    kind = changes.pop("kind")
    names = {
        each.name: changes.pop(each.name) for each in fields(EditNames) if each.name in changes
    }
    said = Edit(kind=read_kind(kind) if kind is not None else None, **changes)
    wanted = EditNames(said, **names)
    if wanted == EditNames():
        raise UsageError("say what to change, for example --kind strength or --text “…”")

    async def work(db: Db) -> tuple[Quote, ...]:
        return await correct(db, refs, wanted, unix_ms())

    for quote in with_db(settings, work):
        say(as_line(quote))


@click.command()
@click.argument("refs", metavar="QUOTE_ID...", nargs=-1, required=True)
@click.pass_obj
def delete(settings: Settings, refs: tuple[str, ...]) -> None:
    """Delete quotes: all of them or none.

    QUOTE_ID is a quote's id or a unique start of it; `focusgroup quotes` shows them.
    `session undo` brings them back. Nothing is erased: see `focusgroup erase`.
    """
    gone, supported = with_db(settings, lambda db: delete_quotes(db, refs, unix_ms()))
    say(f"{plural(gone, 'quote')} deleted")
    if supported:
        warn(f"{plural(gone, 'deleted quote')} {supported}")
