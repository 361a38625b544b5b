"""What may be chosen about a document; quick to import, as every caller fills it in."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

Paper = Literal["a4", "letter"]


class Audience(NamedTuple):
    """Who reads a document; *external* readers see no names, and roles only with *roles*."""

    external: bool = False
    roles: bool = True


INTERNAL = Audience()


class Making(NamedTuple):
    """How a document is made; equal values give equal bytes. What a format lacks it leaves out.

    *now_ms* is the time of the export (Unix ms); *zone* is the IANA zone of every time shown, each
    session's own when it is None. *audience* decides who may be named; a *topline* is the first
    page and at most one more, a document of *one_page* only the first. An *appendix* has codebook
    and method. *language* is ``en``, ``zh``, …; when it is None, the agenda's, else English. A log
    of more than ``LOG_IN_WORD`` quotes goes into a workbook beside the document, unless *full_log*.
    If *numbered*, LibreOffice, where it is, lays the document out for the page numbers of its
    contents. A company *template*, opened by ``company_template.opened_template``, replaces
    *paper*. *cancelled* is called between pieces, *progress* with the quotes of the log written so
    far and their total; for a PDF, *laying_out* is called when LibreOffice takes over.
    """

    now_ms: int
    zone: str | None = None
    paper: Paper = "a4"
    audience: Audience = INTERNAL
    topline: bool = False
    one_page: bool = False
    appendix: bool = False
    language: str | None = None
    full_log: bool = False
    numbered: bool = False
    # A `Template` of `exports.word`, or None: no other format looks into it, or imports Word's.
    template: Any = None
    cancelled: Callable[[], bool] | None = None
    progress: Callable[[int, int], None] | None = None
    laying_out: Callable[[], None] | None = None

    def look(self) -> None:
        """Raise Cancelled if the document is not wanted any more."""
        if self.cancelled is not None and self.cancelled():
            from focusgroup.exports.atomic import Cancelled

            raise Cancelled

    @property
    def short(self) -> bool:
        """Return whether it is a top-line or a single page, without themes and log."""
        return self.topline or self.one_page
