"""`focusgroup agenda`: list, show, check, import and create agendas."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from focusgroup.cli.agenda.printed import (
    as_object,
    checked_object,
    counted,
    minutes_of,
    outline,
    print_check,
)
from focusgroup.cli.completing import complete_agenda, names_of
from focusgroup.cli.context import Settings
from focusgroup.cli.output import hint, print_json, print_table, say, warn
from focusgroup.core.agenda import ReadAs, format_agenda, retitled, starter_agenda
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.text import clean_line
from focusgroup.system.standard_input import STANDARD

if TYPE_CHECKING:
    from focusgroup.core.model import Report
    from focusgroup.store import Db


@click.group()
def agenda() -> None:
    """List, show, check, import and create agendas.

    An agenda is your discussion guide: a file (Markdown, Word, OpenDocument, web page, PDF or
    text), or the name of one that comes with the program.
    """


@agenda.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def list_agendas(as_json: bool) -> None:
    """List the agendas that come with the program."""
    from focusgroup.imports.agenda_file import shipped

    found = shipped()
    if as_json:
        rows = [
            {
                "name": each.name,
                "title": each.title,
                "minutes": each.minutes,
                "language": each.language,
                "path": str(each.path),
            }
            for each in found
        ]
        print_json(rows)
    else:
        table = [(e.name, minutes_of(e.minutes), e.language, e.title) for e in found]
        print_table(table, ("name", "minutes", "language", "title"))


@agenda.command()
@click.argument("name_or_path", metavar="NAME_OR_PATH", shell_complete=complete_agenda)
@click.option("--markdown", is_flag=True, help="Print the Markdown source.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
def show(ctx: click.Context, name_or_path: str, markdown: bool, as_json: bool) -> None:
    """Show an agenda: script, questions, probes and minutes."""
    from focusgroup.imports.agenda_file import load

    reading = load(name_or_path)
    if markdown:
        say(reading.agenda.source.rstrip("\n"))
    elif as_json:
        print_json(as_object(name_or_path, reading, whole=True))
    else:
        say("\n".join(outline(reading.agenda)))
    if reading.problems:
        hint(f"{counted(reading)}; `focusgroup agenda check` lists them")
    ctx.exit(1 if reading.errors else 0)


@agenda.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, shell_complete=complete_agenda)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_context
def check(ctx: click.Context, paths: tuple[str, ...], as_json: bool) -> None:
    """List the problems of agendas, and how each line was read.

    A Word file or a web page is read as the Markdown that it becomes. The exit code is 1 if an
    agenda can't be used; warnings alone give 0.
    """
    from focusgroup.imports.agenda_file import locate, open_guide

    objects: list[dict[str, object]] = []
    failed = False
    for number, path in enumerate(paths):
        try:
            opened = open_guide(locate(path))
        except FocusgroupError as error:
            failed = True
            objects.append({"path": path, "ok": False, "error": str(error)})
            if not as_json:
                warn(f"focusgroup: {error}")
            continue
        failed = failed or bool(opened.reading.errors)
        if as_json:
            objects.append(checked_object(path, opened))
            continue
        if number:
            say("")
        print_check(path, opened)
    if as_json:
        print_json(objects)
    ctx.exit(1 if failed else 0)


def _line_and_kind(said: str) -> tuple[int, ReadAs]:
    """Return the line and the kind of ``12=script``."""
    line, _, kind = said.partition("=")
    if not (line.isascii() and line.isdecimal() and len(line) < 8 and kind in list(ReadAs)):
        raise click.BadParameter(
            f"“{clean_line(said)[:60]}” is not a line and its kind; write `--as 12=script`"
            f" ({', '.join(ReadAs)})"
        )
    return int(line), ReadAs(kind)


@agenda.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    *("-o", "--output"),
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The Markdown file to write, `-` for standard output; by default beside the guide.",
)
@click.option(
    "--day",
    type=click.IntRange(1, 31),
    metavar="N",
    help="Keep one day of several; 1 is the first.",
)
@click.option(
    *("--as", "kinds"),
    multiple=True,
    metavar="LINE=KIND",
    help="Read a line as a section, note, script or question; may be given several times.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
def import_agenda(
    ctx: click.Context,
    file: Path,
    output: Path | None,
    day: int | None,
    kinds: tuple[str, ...],
    as_json: bool,
) -> None:
    """Write a guide in Word, or any other format, as Markdown.

    FILE is a .docx, .odt, .html, .pdf or text file; with --day or --as also Markdown. LINE is
    the number that `focusgroup agenda check` shows. Prints how each line was read, and last
    the path of the Markdown, for you to check and edit. A file that you changed is kept: the new
    one gets another name.
    """
    from focusgroup.services.guides.importing import GuideChanges, import_guide, open_changed

    changes = GuideChanges(day or 0, dict(map(_line_and_kind, kinds)))
    if output == STANDARD or (file == STANDARD and output is None):
        opened = open_changed(file, changes)
        say(opened.reading.agenda.source.removesuffix("\n"))
        ctx.exit(1 if opened.reading.errors else 0)
    made = import_guide(file, output, changes)
    if as_json:
        print_json(checked_object(str(file), made.opened) | {"written": str(made.written)})
    else:
        print_check(str(made.written), made.opened)
        say(str(made.written))
    if made.remark:
        warn(made.remark)
    ctx.exit(1 if made.opened.reading.errors else 0)


@agenda.command()
@click.argument("ref", metavar="[SESSION]", required=False, shell_complete=names_of("session"))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where to write the kit, instead of the documents folder.",
)
@click.option(
    "--language",
    default="",
    metavar="CODE",
    shell_complete=names_of("language"),
    help="en, de, fr, es or zh.",
)
@click.option("--word", is_flag=True, help="Write Word documents instead of Markdown.")
@click.option("--external", is_flag=True, help="For readers outside: no names and accounts.")
@click.option("--force", is_flag=True, help="Replace files that you changed.")
@click.pass_obj
def kit(
    settings: Settings,
    ref: str | None,
    output: Path | None,
    language: str,
    word: bool,
    external: bool,
    force: bool,
) -> None:
    """Write letters and forms for the people you invite.

    Screener, invitation, consent form, reminder, thank-you, and what became of what they told
    you, as Markdown or with --word as Word documents, in your company's template if the
    configuration names one, with the facts of SESSION filled in. Names of people who declined to
    be named are masked. Blanks in brackets are yours. A file that you changed is kept: the new one
    gets another name.
    """
    from focusgroup.cli.asyncrun import with_db
    from focusgroup.cli.filters import session_named
    from focusgroup.services.documents import DocumentOptions
    from focusgroup.services.documents.kit import kit_language, kit_report, write_kit

    async def read(db: "Db", named: str) -> "Report":
        return await kit_report(db, await session_named(db, named))

    report = with_db(settings, lambda db: read(db, ref)) if ref else None
    told = kit_language(language, report)
    audience = DocumentOptions(external=external).audience()
    kit = write_kit(report, told, output, word=word, replace=force, audience=audience)
    for written in kit:
        say(str(written.path))
        for remark in written.remarks():
            warn(remark)


@agenda.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "source",
    metavar="NAME_OR_PATH",
    shell_complete=complete_agenda,
    help="Copy this agenda instead of starting with a short one.",
)
@click.option("--title", metavar="TEXT", help="Title of the new agenda.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
def new(path: Path, source: str | None, title: str | None, force: bool) -> None:
    """Write a new agenda to PATH, ready to edit; `-` is standard output."""
    from focusgroup.imports.agenda_file import load, write_new

    name = clean_line(title or "")
    if source is None:
        text = format_agenda(starter_agenda(name or "Customer focus group"))
    else:
        text = load(source).agenda.source
        text = retitled(text, name) if name else text
    if path == STANDARD:
        say(text.removesuffix("\n"))
        return
    written = write_new(path, text, replace=force)
    say(str(written))
