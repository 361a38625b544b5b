"""What is exported, for whom and on what: the options that the export commands share."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from focusgroup.cli.context import Settings
from focusgroup.cli.filters import Wanted, quote_options
from focusgroup.core.errors import UsageError
from focusgroup.services.report_gathering import gathered

if TYPE_CHECKING:
    from focusgroup.core.model import Report
    from focusgroup.exports.privacy.consent import Audience
    from focusgroup.exports.word.frame import Paper
    from focusgroup.exports.word.pages import Pages

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
    from focusgroup.exports.privacy.consent import Audience

    if no_roles and not external:
        raise UsageError("--no-roles goes with --external; inside the company roles are shown")
    return Audience(external=external, roles=not no_roles)


output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write; without it one named after title and date in `exports`.",
)
zone_option = click.option("--zone", metavar="ZONE", help="Time zone of the times in the document.")
language_option = click.option(
    "--language",
    metavar="CODE",
    help="Language of the document's own words: en or zh; that of the agenda without it.",
)
_SELECTION = (
    click.argument("ids", metavar="[ID]...", nargs=-1),
    output_option,
    quote_options,
    zone_option,
    language_option,
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
topline_option = click.option(
    "--topline", is_flag=True, help="The same day's short version: two pages, without the log."
)


full_log_option = click.option(
    "--full-log",
    is_flag=True,
    help="All quotes in the document itself; beyond 1,000 they go into a workbook beside it.",
)


def page_options(command: F) -> F:
    """Give a command `--paper` and `--template`, which `pages_of` takes."""
    return _PAPER(_TEMPLATE(command))


def pages_of(paper: "Paper | None", template: Path | None) -> "Pages":
    """What to write on, the configuration's without either; says on standard error what it lacks.

    Raises UsageError for both, FocusgroupError for a template that can't be used.
    """
    if template and paper:
        raise UsageError("--paper does not go with --template: the template has a paper of its own")
    from focusgroup.cli.output import warn
    from focusgroup.exports.word.pages import open_pages
    from focusgroup.store.engine.location import configured_documents

    if not template and not paper:
        documents = configured_documents()
        template, paper = documents.template, documents.paper
    pages = open_pages(paper, template)
    for note in pages.notes:
        warn(note)
    return pages


def asked_language(language: str | None) -> str | None:
    """The code of *language*, else of the configuration's, None for neither.

    Raises UsageError for a language without a catalogue.
    """
    from focusgroup.exports.wording.words import named
    from focusgroup.store.engine.location import configured_documents

    code = language if language is not None else configured_documents().language
    return named(code) if code is not None else None


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
    from focusgroup.store.engine.location import exports_dir
    from focusgroup.system.clock import unix_ms

    chosen = Wanted(**wanted)
    audience = audience_of(external=external, no_roles=no_roles)
    asked = asked_language(language)
    report, words = with_db(settings, lambda db: gathered(db, ids, chosen, segment, asked))
    name = suggested_name(report, audience, topline=topline, suffix=suffix, language=words.code)
    path = output or exports_dir() / name
    return Chosen(report, audience, path, zone, unix_ms(), words.code)
