"""`focusgroup export`: documents made of whole sessions or of chosen quotes."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from focusgroup.cli.context import Settings
from focusgroup.cli.export.options import (
    Chosen,
    asked_language,
    audience_of,
    audience_options,
    choose,
    full_log_option,
    language_option,
    output_option,
    page_options,
    pages_of,
    selection,
    topline_option,
    zone_option,
)
from focusgroup.cli.filters import Wanted
from focusgroup.core.errors import FocusgroupError
from focusgroup.services.report_gathering import gathered

if TYPE_CHECKING:
    from focusgroup.exports.export_result import Written
    from focusgroup.exports.word import Making
    from focusgroup.exports.word.frame import Paper
    from focusgroup.exports.word.pages import Pages


@click.group()
def export() -> None:
    """Write documents: the Word summary, and the same as PDF, Markdown, XLSX or CSV."""


@export.command("word")
@selection
@page_options
@topline_option
@full_log_option
@click.pass_obj
def word(
    settings: Settings,
    /,
    paper: "Paper | None",
    template: Path | None,
    topline: bool,
    full_log: bool,
    **options: Any,
) -> None:
    """Write the Word summary of sessions, or of the quotes that the conditions choose.

    ID is a session's id, the start of one, or `last`; without one it is a report on all
    sessions, with what changed from one to the next. With conditions only the quotes
    that they choose are in it. Prints the file that was written.
    """
    from focusgroup.exports.word import write_word

    pages = pages_of(paper, template)
    chosen = choose(settings, ".docx", topline=topline, **options)
    how = _how(chosen, pages, topline=topline, full_log=full_log)
    _told(write_word(chosen.report, chosen.path, how))


@export.command("pdf")
@selection
@page_options
@topline_option
@full_log_option
@click.pass_obj
def pdf(
    settings: Settings,
    /,
    paper: "Paper | None",
    template: Path | None,
    topline: bool,
    full_log: bool,
    **options: Any,
) -> None:
    """Write the Word summary as PDF; LibreOffice has to be installed.

    ID and conditions choose as for `word`. Prints the file that was written.
    """
    from focusgroup.exports.pdf import write_pdf
    from focusgroup.exports.word import write_word

    pages = pages_of(paper, template)
    chosen = choose(settings, ".pdf", topline=topline, **options)
    how = _how(chosen, pages, topline=topline, full_log=full_log)
    _told(write_pdf(chosen.path, lambda path: write_word(chosen.report, path, how)))


def _how(chosen: Chosen, pages: "Pages", *, topline: bool, full_log: bool) -> "Making":
    from focusgroup.exports.word import Making

    return Making(
        chosen.now_ms,
        chosen.zone,
        pages.paper,
        chosen.audience,
        topline=topline,
        language=chosen.language,
        full_log=full_log,
        template=pages.template,
    )


@export.command("markdown")
@selection
@click.pass_obj
def markdown(settings: Settings, /, **options: Any) -> None:
    """Write the same report as Markdown, for a wiki or a repository.

    ID and conditions choose as for `word`. Prints the file that was written.
    """
    from focusgroup.exports.markdown import write_markdown

    chosen = choose(settings, ".md", **options)
    _write(write_markdown, chosen, now_ms=chosen.now_ms)


@export.command("xlsx")
@selection
@click.pass_obj
def xlsx(settings: Settings, /, **options: Any) -> None:
    """Write a workbook for Excel: quotes, themes, sessions, participants, commitments.

    ID and conditions choose as for `word`. Prints the file that was written.
    """
    from focusgroup.exports.xlsx import write_workbook

    chosen = choose(settings, ".xlsx", **options)
    _write(write_workbook, chosen, now_ms=chosen.now_ms)


@export.command("csv")
@selection
@click.pass_obj
def csv(settings: Settings, /, **options: Any) -> None:
    """Write the quotes as CSV, one a line.

    ID and conditions choose as for `word`. Prints the file that was written.
    """
    from focusgroup.exports.csv_file import write_csv

    _write(write_csv, choose(settings, ".csv", **options))


def _write(write: Callable[..., "Written"], chosen: Chosen, **more: int) -> None:
    """Write what was *chosen* in a form that has no pages."""
    _told(
        write(
            chosen.report,
            chosen.path,
            zone=chosen.zone,
            audience=chosen.audience,
            language=chosen.language,
            **more,
        )
    )


def _told(written: "Written") -> None:
    """The file on standard output, for scripts; beside it what nobody would expect."""
    from focusgroup.cli.output import say, warn

    say(str(written.path))
    for remark in written.remarks():
        warn(remark)


@export.command("commitments")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@output_option
@zone_option
@language_option
@audience_options
@page_options
@click.pass_obj
def commitments(
    settings: Settings,
    /,
    ids: tuple[str, ...],
    output: Path | None,
    zone: str | None,
    language: str | None,
    paper: "Paper | None",
    template: Path | None,
    external: bool,
    no_roles: bool,
) -> None:
    """Write the register of what was promised to customers, as a Word document.

    Of all sessions, or of those named. Prints the file that was written.
    """
    from focusgroup.cli.asyncrun import with_db
    from focusgroup.exports.names import file_name
    from focusgroup.exports.word.register import write_register
    from focusgroup.exports.wording.labels import COMMITMENTS
    from focusgroup.store.engine.location import exports_dir
    from focusgroup.system.clock import unix_ms

    pages = pages_of(paper, template)
    audience = audience_of(external=external, no_roles=no_roles)
    asked = asked_language(language)
    report, words = with_db(settings, lambda db: gathered(db, ids, Wanted(), language=asked))
    path = output or exports_dir() / file_name(words(COMMITMENTS))
    _told(
        write_register(
            report,
            path,
            now_ms=unix_ms(),
            zone=zone,
            paper=pages.paper,
            template=pages.template,
            audience=audience,
            language=words.code,
        )
    )


@export.command("guide")
@click.argument("name_or_path", metavar="AGENDA")
@output_option
@language_option
@page_options
def guide(
    name_or_path: str,
    output: Path | None,
    language: str | None,
    paper: "Paper | None",
    template: Path | None,
) -> None:
    """Write an agenda as a moderator's guide to print, with room for notes.

    AGENDA is a file, or the name of a shipped one. Prints the file that was written.
    """
    from focusgroup.exports.names import file_name
    from focusgroup.exports.word.guide import write_guide
    from focusgroup.exports.wording.labels import GUIDE_FILE
    from focusgroup.exports.wording.words import words_of
    from focusgroup.imports.agenda_file import load
    from focusgroup.store.engine.location import exports_dir
    from focusgroup.system.clock import unix_ms

    pages = pages_of(paper, template)
    reading = load(name_or_path)
    if reading.errors:
        raise FocusgroupError(
            f"{name_or_path} can't be led as it is; `focusgroup agenda check` says what is wrong"
        )
    words = words_of(reading.agenda, asked_language(language))
    name = file_name(words(GUIDE_FILE, title=reading.agenda.title), fallback="guide")
    path = output or exports_dir() / name
    _told(
        write_guide(
            reading.agenda,
            path,
            now_ms=unix_ms(),
            paper=pages.paper,
            template=pages.template,
            language=words.code,
        )
    )
