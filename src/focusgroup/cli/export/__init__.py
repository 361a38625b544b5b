"""`focusgroup export`: documents made from whole sessions or from chosen quotes."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.completing import complete_agenda
from focusgroup.cli.context import Settings
from focusgroup.cli.export.options import (
    document_options,
    guide_options,
    register_options,
    report_options,
)
from focusgroup.cli.filters import selection_of, sessions_named
from focusgroup.cli.lazy import LazyCommand, LazyGroup
from focusgroup.cli.output import say, warn
from focusgroup.cli.terminal.pager import working
from focusgroup.cli.terminal.standard_output import written_to
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Report
from focusgroup.exports.kinds import GUIDE, REGISTER, REPORTS, DocumentKind, Need
from focusgroup.system.standard_input import STANDARD

if TYPE_CHECKING:
    from focusgroup.exports.export_result import Written
    from focusgroup.services.documents import Owner
    from focusgroup.store import Db


CHECKS = {
    "check": LazyCommand(
        "focusgroup.cli.export.check:check",
        "Look in a written document for names that must not be in it.",
    ),
    "template-check": LazyCommand(
        "focusgroup.cli.export.template_check:template_check",
        "Show what documents take from a company's template, and page one on it.",
    ),
}


@click.group(cls=LazyGroup, table=CHECKS)
def export() -> None:
    """Write documents: the Word summary, or the same as PDF, mail, slides, Markdown or tables."""


def _write(
    kind: DocumentKind[Report],
    settings: Settings,
    /,
    ids: tuple[str, ...],
    external: bool,
    no_roles: bool,
    **options: Any,
) -> None:
    """Write a document of *kind* with what the options choose."""
    from focusgroup.services.documents import finished_report, owner_of, read_report
    from focusgroup.services.documents.jobs import Job, write_document

    how = document_options(options, external=external, no_roles=no_roles)
    chosen, job = selection_of(sessions=ids, **options), Job()

    async def read(db: "Db") -> "tuple[Report, Owner]":
        named = await sessions_named(db, chosen)
        report, found = await read_report(db, named, only_quotes=kind.only_quotes)
        return finished_report(report, found, how), owner_of(db, found)

    report, owner = with_db(settings, read)
    with closing(report), written_to(how.output, kind.suffix) as output:
        with working(f"writing {kind.label} …"):
            written = write_document(kind, report, owner, how._replace(output=output), job)
        _told(written, job.notes, how.output)


def _told(written: "Written", notes: tuple[str, ...], output: Path | None) -> None:
    """Print the file's path on standard output, for scripts, and remarks on standard error."""
    for note in notes:
        warn(note)
    if output != STANDARD:
        say(str(written.path))
    elif written.log or written.plain:
        warn("A second file belongs to it, which `-` leaves out; name a file after -o to get both.")
        written = written._replace(log=None, plain=None)
    for remark in written.remarks():
        warn(remark)


def _add(kind: DocumentKind[Report]) -> None:
    def write(settings: Settings, /, **options: Any) -> None:
        _write(kind, settings, **options)

    write.__doc__ = kind.help
    give = report_options(pages=Need.PAGES in kind.needs)
    export.command(kind.command)(give(click.pass_obj(write)))


for _kind in REPORTS:
    if " " not in _kind.command:  # the others are options of the first
        _add(_kind)


@export.command(REGISTER.command)
@register_options
@click.pass_obj
def commitments(settings: Settings, /, **options: Any) -> None:
    """Write the log of commitments to customers, as a Word document.

    It covers all sessions, or those named. Prints the path of the file.
    """
    _write(REGISTER, settings, **options)


@export.command(GUIDE.command)
@click.argument("name_or_path", metavar="AGENDA", shell_complete=complete_agenda)
@guide_options
def guide(name_or_path: str, **options: Any) -> None:
    """Write an agenda as a printable moderator's guide, with room for notes.

    AGENDA is a file, or the name of a shipped agenda. Prints the path of the file.
    """
    from focusgroup.imports.agenda_file import load, locate
    from focusgroup.services.documents import Owner
    from focusgroup.services.documents.jobs import Job, write_document

    reading = load(name_or_path)
    if reading.errors:
        raise FocusgroupError(
            f"{name_or_path} can't be used as it is; `focusgroup agenda check` says what is wrong"
        )
    owner, job = Owner(str(locate(name_or_path).absolute())), Job()
    how = document_options(options)
    with written_to(how.output, GUIDE.suffix) as output:
        written = write_document(GUIDE, reading.agenda, owner, how._replace(output=output), job)
        _told(written, job.notes, how.output)
