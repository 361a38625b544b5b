"""`focusgroup export`: documents made of whole sessions or of chosen quotes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from focusgroup.cli.edge import Settings
from focusgroup.cli.filters import Wanted, quote_options
from focusgroup.cli.gathering import gathered
from focusgroup.core.errors import FocusgroupError, UsageError

if TYPE_CHECKING:
    from focusgroup.core.model import Report
    from focusgroup.exports.consent import Audience
    from focusgroup.exports.word.frame import Paper, Template
    from focusgroup.exports.written import Written


@click.group()
def export() -> None:
    """Write documents: the Word summary, and the same as PDF, Markdown, XLSX or CSV."""


segment_option = click.option(
    "--segment",
    default="",
    metavar="NAME",
    help="Only accounts of this segment; a beginning will do.",
)

F = TypeVar("F", bound=Callable[..., Any])


def audience_options(command: F) -> F:
    """Give a command `--external` and `--no-roles`, which `audience_of` takes."""
    command = click.option(
        "--no-roles", is_flag=True, help="With --external: without what people do, too."
    )(command)
    return click.option(
        "--external",
        is_flag=True,
        help="For readers outside: no customer's or company's name anywhere.",
    )(command)


def audience_of(*, external: bool, no_roles: bool) -> "Audience":
    """For whom the document is. Raises UsageError where one option lacks the other."""
    from focusgroup.exports.consent import Audience

    if no_roles and not external:
        raise UsageError("--no-roles goes with --external; inside the company roles are shown")
    return Audience(external=external, roles=not no_roles)


_OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write; without it one named after title and date in `exports`.",
)
_ZONE = click.option("--zone", metavar="ZONE", help="Time zone of the times in the document.")
_LANGUAGE = click.option(
    "--language",
    metavar="CODE",
    help="Language of the document's own words: en or zh; that of the agenda without it.",
)
_SELECTION = (
    click.argument("ids", metavar="[ID]...", nargs=-1),
    _OUTPUT,
    quote_options,
    _ZONE,
    _LANGUAGE,
    audience_options,
    segment_option,
)
_PAPER = click.option(
    "--paper", type=click.Choice(["a4", "letter"]), help="Paper; a4 without it or a template."
)
_TEMPLATE = click.option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A company's .docx or .dotx: its styles, headers and paper; {{report}} says where.",
)
_TOPLINE = click.option(
    "--topline", is_flag=True, help="The same day's short version: two pages, without the log."
)


_FULL_LOG = click.option(
    "--full-log",
    is_flag=True,
    help="All quotes in the document itself; beyond 1,000 they go into a workbook beside it.",
)


@dataclass(frozen=True, slots=True)
class Pages:
    """What a Word document is written on: paper, or a company's template."""

    paper: "Paper"
    template: "Template | None"


def page_options(command: F) -> F:
    """Give a command `--paper` and `--template`, which `pages_of` takes."""
    return _PAPER(_TEMPLATE(command))


def pages_of(paper: "Paper | None", template: Path | None) -> Pages:
    """What to write on; says on standard error what a template lacks.

    Raises UsageError for both, FocusgroupError for a template that can't be used.
    """
    if template is None:
        return Pages(paper or "a4", None)
    if paper:
        raise UsageError("--paper does not go with --template: the template has a paper of its own")
    from focusgroup.cli.output import warn
    from focusgroup.exports.word.company_template import opened_template

    made = opened_template(template)
    for note in made.notes:
        warn(note)
    return Pages("a4", made)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be written, for whom, and where."""

    report: "Report"
    audience: "Audience"
    path: Path
    zone: str | None
    now_ms: int
    language: str


def selection(command: F) -> F:
    """Give a command the options that choose what is exported; `choose` takes them."""
    for option in reversed(_SELECTION):
        command = option(command)
    return command


def choose(
    settings: Settings,
    suffix: str,
    *,
    ids: tuple[str, ...],
    output: Path | None,
    zone: str | None,
    language: str | None,
    external: bool,
    no_roles: bool,
    segment: str,
    topline: bool = False,
    **wanted: Any,
) -> Chosen:
    """What the options of `selection` say.

    Raises NotFound where they choose nothing, UsageError for a language without a catalogue.
    """
    from focusgroup.cli.asyncrun import with_db
    from focusgroup.exports.word import suggested_name
    from focusgroup.exports.wording.words import named
    from focusgroup.store.location import exports_dir
    from focusgroup.tui.now import unix_ms

    chosen = Wanted(**wanted)
    audience = audience_of(external=external, no_roles=no_roles)
    asked = named(language) if language is not None else None
    report, words = with_db(settings, lambda db: gathered(db, ids, chosen, segment, asked))
    name = suggested_name(report, audience, topline=topline, suffix=suffix, language=words.code)
    path = output or exports_dir() / name
    return Chosen(report, audience, path, zone, unix_ms(), words.code)


@export.command("word")
@selection
@page_options
@_TOPLINE
@_FULL_LOG
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
    pages = pages_of(paper, template)
    chosen = choose(settings, ".docx", topline=topline, **options)
    _told(_written_word(chosen, chosen.path, pages, topline=topline, full_log=full_log))


def _told(written: "Written") -> None:
    """The file on standard output, for scripts; beside it what nobody would expect."""
    from focusgroup.cli.output import say, warn

    say(str(written.path))
    for remark in written.remarks():
        warn(remark)


def _written_word(
    chosen: Chosen, path: Path, pages: Pages, *, topline: bool, full_log: bool
) -> "Written":
    from focusgroup.exports.word import write_word

    return write_word(
        chosen.report,
        path,
        now_ms=chosen.now_ms,
        zone=chosen.zone,
        paper=pages.paper,
        template=pages.template,
        audience=chosen.audience,
        language=chosen.language,
        topline=topline,
        full_log=full_log,
    )


@export.command("pdf")
@selection
@page_options
@_TOPLINE
@_FULL_LOG
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

    pages = pages_of(paper, template)
    chosen = choose(settings, ".pdf", topline=topline, **options)

    def write(path: Path) -> "Written":
        return _written_word(chosen, path, pages, topline=topline, full_log=full_log)

    _told(write_pdf(chosen.path, write))


@export.command("markdown")
@selection
@click.pass_obj
def markdown(settings: Settings, /, **options: Any) -> None:
    """Write the same report as Markdown, for a wiki or a repository.

    ID and conditions choose as for `word`. Prints the file that was written.
    """
    from focusgroup.exports.markdown import write_markdown
    from focusgroup.exports.written import Written

    chosen = choose(settings, ".md", **options)
    made = write_markdown(
        chosen.report,
        chosen.path,
        now_ms=chosen.now_ms,
        zone=chosen.zone,
        audience=chosen.audience,
        language=chosen.language,
    )
    _told(Written(made, chosen.path))


@export.command("xlsx")
@selection
@click.pass_obj
def xlsx(settings: Settings, /, **options: Any) -> None:
    """Write a workbook for Excel: quotes, themes, sessions, participants, commitments.

    ID and conditions choose as for `word`. Prints the file that was written.
    """
    from focusgroup.exports.word.markup import Markup
    from focusgroup.exports.written import Written
    from focusgroup.exports.xlsx import write_workbook

    chosen = choose(settings, ".xlsx", **options)
    markup = Markup()
    made = write_workbook(
        chosen.report,
        chosen.path,
        now_ms=chosen.now_ms,
        zone=chosen.zone,
        audience=chosen.audience,
        language=chosen.language,
        markup=markup,
    )
    _told(Written(made, chosen.path, replaced=markup.replaced))


@export.command("csv")
@selection
@click.pass_obj
def csv(settings: Settings, /, **options: Any) -> None:
    """Write the quotes as CSV, one a line.

    ID and conditions choose as for `word`. Prints the file that was written.
    """
    from focusgroup.exports.csv_file import write_csv
    from focusgroup.exports.word.markup import Markup
    from focusgroup.exports.written import Written

    chosen = choose(settings, ".csv", **options)
    markup = Markup()
    made = write_csv(
        chosen.report,
        chosen.path,
        zone=chosen.zone,
        audience=chosen.audience,
        language=chosen.language,
        markup=markup,
    )
    _told(Written(made, chosen.path, replaced=markup.replaced))


@export.command("commitments")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@_OUTPUT
@_ZONE
@_LANGUAGE
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
    from focusgroup.exports.wording.words import named
    from focusgroup.exports.written import Written
    from focusgroup.store.location import exports_dir
    from focusgroup.tui.now import unix_ms

    pages = pages_of(paper, template)
    audience = audience_of(external=external, no_roles=no_roles)
    asked = named(language) if language is not None else None
    report, words = with_db(settings, lambda db: gathered(db, ids, Wanted(), language=asked))
    path = output or exports_dir() / file_name(words(COMMITMENTS))
    made = write_register(
        report,
        path,
        now_ms=unix_ms(),
        zone=zone,
        paper=pages.paper,
        template=pages.template,
        audience=audience,
        language=words.code,
    )
    _told(Written(made, path))


@export.command("guide")
@click.argument("name_or_path", metavar="AGENDA")
@_OUTPUT
@_LANGUAGE
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
    from focusgroup.exports.written import Written
    from focusgroup.imports.agenda_file import load
    from focusgroup.store.location import exports_dir
    from focusgroup.tui.now import unix_ms

    pages = pages_of(paper, template)
    reading = load(name_or_path)
    if reading.errors:
        raise FocusgroupError(
            f"{name_or_path} can't be led as it is; `focusgroup agenda check` says what is wrong"
        )
    words = words_of(reading.agenda, language)
    name = file_name(words(GUIDE_FILE, title=reading.agenda.title), fallback="guide")
    path = output or exports_dir() / name
    made = write_guide(
        reading.agenda,
        path,
        now_ms=unix_ms(),
        paper=pages.paper,
        template=pages.template,
        language=words.code,
    )
    _told(Written(made, path))
