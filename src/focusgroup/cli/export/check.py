"""`focusgroup export check`: prove that a written document names nobody whom it must not name."""

from contextlib import closing
from pathlib import Path

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.completing import names_of
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import sessions_named
from focusgroup.cli.output import say, warn
from focusgroup.core.model import Report
from focusgroup.core.search.selection import Selection
from focusgroup.store import Db

SHOWN = 50
"""Places that are printed one by one."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.argument(
    "ids", metavar="SESSION...", nargs=-1, required=True, shell_complete=names_of("session")
)
@click.option(
    "--external", is_flag=True, help="For outside readers: look for all people and accounts."
)
@click.pass_context
def check(ctx: click.Context, file: Path, ids: tuple[str, ...], external: bool) -> None:
    """Look in a written document for names that must not be in it.

    SESSION is the one that the document is about, or several.
    Looks for the participants who declined to be named, in every part of the file: text,
    properties, alt text, charts, comments, hidden parts and the file's name. Prints each place;
    the exit code is 1 if there is any. A PDF is checked where poppler-utils are installed.
    """
    from focusgroup.exports.making import Audience
    from focusgroup.services.documents import report_of
    from focusgroup.services.documents.checking import check_document

    settings: Settings = ctx.obj

    async def read(db: Db) -> Report:
        return await report_of(db, await sessions_named(db, Selection(sessions=ids)))

    with closing(with_db(settings, read)) as report:
        checked = check_document(file, report, Audience(external=external))
    if checked.unsure:
        places = "place" if checked.unsure == 1 else "places"
        warn(f"A word that may be a name is in {checked.unsure} more {places}; read it yourself.")
    lines = checked.lines()
    if not lines:
        several = checked.looked_for != 1
        whom = "people who are not" if several else "person who is not"
        whom = "people and their accounts" if external else f"{whom} to be named"
        searched = f"{checked.texts} texts in {file.name} searched"
        say(f"No name found: {searched} for {checked.looked_for} {whom}.")
        return
    for line in lines[:SHOWN]:
        say(line)
    if len(lines) > SHOWN:
        say(f"and {len(lines) - SHOWN} more places")
    places = "1 place" if len(lines) == 1 else f"{len(lines)} places"
    warn(f"{file.name} holds names that must not be in it, in {places}. Don't send it.")
    ctx.exit(1)
