"""The options that the export commands share: what to export, for whom, on which paper."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from focusgroup.cli.completing import names_of
from focusgroup.cli.filters import quote_options
from focusgroup.core.errors import UsageError

if TYPE_CHECKING:
    from focusgroup.services.documents import DocumentOptions

F = TypeVar("F", bound=Callable[..., Any])

_AUDIENCE = (
    click.option(
        "--external",
        is_flag=True,
        help="For outside readers: no name of a customer or account anywhere.",
    ),
    click.option("--no-roles", is_flag=True, help="With --external: leave out roles too."),
)
_OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="File to write, `-` for standard output (default: named by date and title, in the"
    " documents folder).",
)
_ZONE = click.option("--zone", metavar="ZONE", help="Time zone for the times in the document.")
_LANGUAGE = click.option(
    "--language",
    metavar="CODE",
    shell_complete=names_of("language"),
    help="Language of headings: en, en-US, de, fr, es or zh (default: the agenda's).",
)
_IDS = click.argument("ids", metavar="[SESSION]...", nargs=-1, shell_complete=names_of("session"))
KEEP_TEMPLATE_TEXT = click.option(
    "--keep-template-text",
    is_flag=True,
    help="Keep what is written in a template without {{report}}, in front of the report.",
)
_PAGES = (
    click.option(
        "--paper",
        type=click.Choice(["a4", "letter"]),
        help="Paper size (default: a4, or the template's).",
    ),
    click.option(
        "--template",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Your company's .docx or .dotx: styles, headers, paper; {{report}} marks the place.",
    ),
    KEEP_TEMPLATE_TEXT,
)
_LENGTH = (
    click.option(
        "--topline",
        is_flag=True,
        help="Short version for the same day: two pages, without the log.",
    ),
    click.option(
        "--one-page",
        is_flag=True,
        help="Page one alone: the message, the figures and the rankings.",
    ),
    click.option(
        "--appendix",
        is_flag=True,
        help="Add the codebook and how the quotes were gathered.",
    ),
    click.option(
        "--full-log",
        is_flag=True,
        help="Keep all quotes in the document; else over 1,000 go into a workbook beside it.",
    ),
)


def _all_of(*options: Callable[[F], F]) -> Callable[[F], F]:
    def give(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return give


def report_options(*, pages: bool) -> Callable[[F], F]:
    """Add the options that choose quotes and how to write them, on *pages* or in a file."""
    chosen = _all_of(_IDS, _OUTPUT, quote_options, _ZONE, _LANGUAGE, *_AUDIENCE)
    return _all_of(chosen, *_PAGES, *_LENGTH) if pages else chosen


def register_options(command: F) -> F:
    """Add the options that choose sessions and how to write a register of them."""
    return _all_of(_IDS, _OUTPUT, _ZONE, _LANGUAGE, *_AUDIENCE, *_PAGES)(command)


def guide_options(command: F) -> F:
    """Add the options for how to write a guide."""
    return _all_of(_OUTPUT, _LANGUAGE, *_PAGES)(command)


def document_options(
    options: dict[str, Any], *, external: bool = False, no_roles: bool = False
) -> "DocumentOptions":
    """Take from *options* how to make a document; what is left chooses quotes.

    Raises UsageError if an option is given without the one it needs.
    """
    from focusgroup.services.documents import DocumentOptions, zone_named

    if no_roles and not external:
        raise UsageError("--no-roles needs --external; internal documents always show roles")
    names = (
        *("zone", "language", "topline", "one_page", "appendix", "full_log", "paper", "template"),
        *("keep_template_text", "output"),
    )
    asked = {name: options.pop(name) for name in names if name in options}
    if "zone" in asked:
        asked["zone"] = zone_named(asked["zone"] or "")
    return DocumentOptions(external=external, roles=not no_roles, **asked)
