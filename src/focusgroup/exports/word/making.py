"""How a Word document is made; light to import, since every way to ask for one fills it in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from focusgroup.exports.privacy.consent import INTERNAL, Audience

if TYPE_CHECKING:
    from focusgroup.exports.word.frame import Template

Paper = Literal["a4", "letter"]


@dataclass(frozen=True, slots=True)
class Making:
    """How a Word summary is made; the same way gives the same bytes.

    *now_ms* is the time of the export (Unix ms); *zone* is the IANA zone of every time shown, each
    session's own without it. *audience* says who may be named; a *topline* is the first page and
    at most one more. *language* is ``en``, ``zh``, …, that of the agenda without it, else English.
    A log of more than ``LOG_IN_WORD`` quotes goes into a workbook beside the document, unless
    *full_log*. *template* is a company's, opened by ``company_template.opened_template``, and takes
    the place of *paper*. *cancelled* is asked between pieces, *progress* told how many quotes of
    how many are in the log; *laying_out* is called when LibreOffice takes over, for a PDF.
    """

    now_ms: int
    zone: str | None = None
    paper: Paper = "a4"
    audience: Audience = INTERNAL
    topline: bool = False
    language: str | None = None
    full_log: bool = False
    template: "Template | None" = None
    cancelled: Callable[[], bool] | None = None
    progress: Callable[[int, int], None] | None = None
    laying_out: Callable[[], None] | None = None
