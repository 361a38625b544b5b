"""`focusgroup themes export` and `import`: the codebook as CSV or REFI-QDA."""

from pathlib import Path

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.context import Settings
from focusgroup.cli.output import hint, plural, say, warn
from focusgroup.cli.terminal.standard_output import written_to
from focusgroup.cli.themes.change import DRY_RUN, said
from focusgroup.services.codebook.files import import_themes, read_themes, write_themes
from focusgroup.services.documents import DocumentOptions
from focusgroup.system.standard_input import STANDARD


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--external", is_flag=True, help="For readers outside: no names and accounts.")
@click.pass_obj
def export_themes(settings: Settings, file: Path, external: bool) -> None:
    """Write the codebook to FILE: .csv for a spreadsheet, .qdc for other analysis programs.

    A .qdc file (REFI-QDA) is read by ATLAS.ti, MAXQDA, NVivo, QualCoder and others; it has the
    kinds of quotes as codes too, context included. With `-` as FILE, the CSV goes to standard
    output. Names of people who declined to be named are masked.
    """
    how = DocumentOptions(external=external)
    with written_to(file, ".csv") as output:
        made = with_db(settings, lambda db: write_themes(db, output or file, how))
    if file != STANDARD:
        say(f"{plural(made.themes, 'theme')} in {made.file.path}")
    if made.masked:
        themes = plural(made.masked, "theme")
        warn(f"Names were masked in {themes}; importing the file here would add them anew.")
    for remark in made.file.remarks():
        warn(remark)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@DRY_RUN
@click.pass_obj
def import_file(settings: Settings, file: Path, dry_run: bool) -> None:
    """Add the themes of FILE, a .csv or .qdc, and complete those that are there.

    Nothing is removed, and quotes stay as they are. A CSV file has the headings path, or
    name and parent; and description, not, keywords, owner, retired.
    """
    found = with_db(settings, lambda db: read_themes(db, file), create=not dry_run)
    for warning in found.warnings:
        warn(warning)
    if dry_run:
        say(f"Would import: {found.words}. Nothing was changed.")
        return
    change = with_db(settings, lambda db: import_themes(db, found, file.name))
    say(f"Imported: {found.words}")
    if change:
        said(change)
    else:
        hint("everything in it was there already")
