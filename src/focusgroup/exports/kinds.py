"""The kinds of document: the name of each, its command, and its writer.

The command line and the documents window read the same table, so a new export is one row here
and its writer. A writer is imported only when it is used.
"""

from collections.abc import Callable
from enum import Enum, auto
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Agenda, Report

if TYPE_CHECKING:
    from focusgroup.exports.destination import Target
    from focusgroup.exports.export_result import Written
    from focusgroup.exports.making import Making

Subject = TypeVar("Subject")


class Need(Enum):
    """What a kind of document needs besides its subject."""

    PAGES = auto()
    """A paper size or a company's template."""
    PROGRAM = auto()
    """LibreOffice, for the layout."""
    SLIDES = auto()
    """python-pptx, which is an extra."""


class DocumentKind(NamedTuple, Generic[Subject]):
    """One kind of document about a report or an agenda.

    *command* is what follows ``focusgroup export``, *label* and *detail* are its line in the
    documents window and *help* the command's help. *name* suggests a file name that ends in
    *suffix*. *write* raises FocusgroupError when the file can't be written, Cancelled when the
    export is stopped. A *topline* has no log, one of *one_page* only the rankings; an *external*
    one names nobody; one of *only_quotes* has nothing else of the sessions in it.
    """

    command: str
    label: str
    detail: str
    suffix: str
    write: Callable[[Subject, "Target", "Making"], "Written"]
    name: Callable[[Subject, "Making", str], str]
    help: str = ""
    needs: frozenset[Need] = frozenset()
    topline: bool = False
    one_page: bool = False
    external: bool = False
    only_quotes: bool = False

    @property
    def installed(self) -> bool:
        """Return whether the libraries that it needs are here: those of an extra may not be."""
        return Need.SLIDES not in self.needs or find_spec("pptx") is not None


def _report_name(report: Report, how: "Making", suffix: str) -> str:
    from focusgroup.exports.names import suggested_name

    return suggested_name(
        report,
        how.audience,
        topline=how.topline,
        one_page=how.one_page,
        suffix=suffix,
        language=how.language,
    )


def _register_name(report: Report, how: "Making", suffix: str) -> str:
    from focusgroup.exports.names import file_name
    from focusgroup.exports.wording.labels import COMMITMENTS
    from focusgroup.exports.wording.words import words_for

    return file_name(words_for(report, how.language)(COMMITMENTS), suffix)


def _guide_name(agenda: Agenda, how: "Making", suffix: str) -> str:
    from focusgroup.exports.names import file_name
    from focusgroup.exports.wording.labels import GUIDE_FILE
    from focusgroup.exports.wording.words import words_of

    title = words_of(agenda, how.language)(GUIDE_FILE, title=agenda.title)
    return file_name(title, suffix, fallback="guide")


def _word(report: Report, path: "Target", how: "Making") -> "Written":
    from focusgroup.exports.word import write_word

    return write_word(report, path, how)


def _pdf(report: Report, path: "Target", how: "Making") -> "Written":
    from focusgroup.exports.names import log_ending
    from focusgroup.exports.pdf import MOST_SESSIONS, TOO_MANY, write_pdf
    from focusgroup.exports.word import write_word
    from focusgroup.exports.wording.words import words_for

    if len(report.sessions) > MOST_SESSIONS and not how.short:
        raise FocusgroupError(TOO_MANY)

    def write(word: Path) -> "Written":
        made = write_word(report, word, how)
        if how.laying_out is not None:
            how.laying_out()
        return made

    ending = log_ending(words_for(report, how.language))
    return write_pdf(path, write, ending, cancelled=how.cancelled)


def _xlsx(report: Report, path: "Target", how: "Making") -> "Written":
    from focusgroup.exports.xlsx import write_workbook

    return write_workbook(report, path, how)


def _markdown(report: Report, path: "Target", how: "Making") -> "Written":
    from focusgroup.exports.markdown import write_markdown

    return write_markdown(report, path, how)


def _csv(report: Report, path: "Target", how: "Making") -> "Written":
    from focusgroup.exports.csv_file import write_csv

    return write_csv(report, path, how)


def _mail(report: Report, path: "Target", how: "Making") -> "Written":
    from focusgroup.exports.handover.mail import write_mail

    return write_mail(report, path, how)


def _slides(report: Report, path: "Target", how: "Making") -> "Written":
    from focusgroup.exports.handover.slides import write_slides

    return write_slides(report, path, how)


def _register(report: Report, path: "Target", how: "Making") -> "Written":
    from focusgroup.exports.word import write_register

    return write_register(report, path, how)


def _guide(agenda: Agenda, path: "Target", how: "Making") -> "Written":
    from focusgroup.exports.word import write_guide

    return write_guide(agenda, path, how)


_PAGES = frozenset((Need.PAGES,))

WORD = DocumentKind(
    "word",
    "Word summary",
    "findings, themes and the quote log",
    ".docx",
    _word,
    _report_name,
    """Write the Word summary of sessions, or of the quotes that pass the filters.

    SESSION is its id, the start of one, its title or `last`; without one it is a report on all
    sessions, with the changes from one to the next. Filters limit the quotes in it.
    Prints the path of the file.
    """,
    _PAGES,
)
PDF = DocumentKind(
    "pdf",
    "PDF",
    "as Word, laid out by LibreOffice",
    ".pdf",
    _pdf,
    _report_name,
    """Write the Word summary as PDF; LibreOffice must be installed.

    SESSION and filters work as for `word`. Prints the path of the file.
    """,
    _PAGES | {Need.PROGRAM},
)
REPORTS = (
    WORD,
    DocumentKind(
        "word --topline",
        "Top-line",
        "two pages to hand over the same day",
        ".docx",
        _word,
        _report_name,
        needs=_PAGES,
        topline=True,
    ),
    DocumentKind(
        "word --one-page",
        "One page",
        "the message and the rankings alone",
        ".docx",
        _word,
        _report_name,
        needs=_PAGES,
        one_page=True,
    ),
    DocumentKind(
        "word --external",
        "For readers outside",
        "Word, without names",
        ".docx",
        _word,
        _report_name,
        needs=_PAGES,
        external=True,
    ),
    PDF,
    DocumentKind(
        "mail",
        "Mail",
        "text to paste, with and without format",
        ".html",
        _mail,
        _report_name,
        """Write the text of a mail: HTML to copy from a browser, and plain text beside it.

        SESSION and filters work as for `word`. Prints the path of the HTML file.
        """,
    ),
    DocumentKind(
        "pptx",
        "Slides",
        "PowerPoint: message, a slide per theme",
        ".pptx",
        _slides,
        _report_name,
        """Write slides for PowerPoint: the message, a chart, one per theme, sources in the notes.

        Where python-pptx is not installed, the line that installs it is printed. SESSION and
        filters work as for `word`. Prints the path of the file.
        """,
        frozenset((Need.SLIDES,)),
    ),
    DocumentKind(
        "xlsx",
        "Workbook",
        "XLSX: quotes, themes, people",
        ".xlsx",
        _xlsx,
        _report_name,
        """Write a workbook for Excel: quotes, themes, sessions, participants, commitments.

        SESSION and filters work as for `word`. Prints the path of the file.
        """,
    ),
    DocumentKind(
        "markdown",
        "Markdown",
        "for a wiki or a repository",
        ".md",
        _markdown,
        _report_name,
        """Write the same report as Markdown, for a wiki or a repository.

        SESSION and filters work as for `word`. Prints the path of the file.
        """,
    ),
    DocumentKind(
        "csv",
        "CSV",
        "the quotes, one per line",
        ".csv",
        _csv,
        _report_name,
        """Write the quotes as CSV, one per line.

        SESSION and filters work as for `word`. Prints the path of the file.
        """,
        only_quotes=True,
    ),
)
"""The documents about chosen quotes or whole sessions, the usual one first."""

REGISTER = DocumentKind(
    "commitments",
    "Commitments",
    "what was promised in all sessions",
    ".docx",
    _register,
    _register_name,
    needs=_PAGES,
)
GUIDE = DocumentKind(
    "guide",
    "Moderator's guide",
    "its agenda, with room for notes",
    ".docx",
    _guide,
    _guide_name,
    needs=_PAGES,
)
