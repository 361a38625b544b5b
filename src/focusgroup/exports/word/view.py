"""A report ready for pages: what every part of the Word document looks up."""

from dataclasses import dataclass, field

from focusgroup.core.evidence.findings import Finding
from focusgroup.core.model import Kind
from focusgroup.exports.view import View
from focusgroup.exports.word.frame import Sheet
from focusgroup.exports.word.ooxml.markup import Markup, linked

LOG = "quote_log"
"""The bookmark of the quote log."""

LONGEST_QUOTE = 1200
"""Columns of a quote in a section; longer ones are cut there, and in full in the log."""

FEW = 3
"""Up to this many quotes are shown on two pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordView(View):
    """A `View` on a *sheet* of paper, with the numbers and anchors that its parts share.

    In a *topline*, which may be of *one_page*, links have no target. The log is in the workbook
    *log_in*, if that is named. *pages* are those of the entries of the contents, if they are known;
    a *draft*, from which those of a long document are taken, has no rows in its log.
    """

    legal: Markup
    sheet: Sheet
    topline: bool = False
    one_page: bool = False
    appendix: bool = False
    log_in: str = ""
    pages: tuple[int, ...] = ()
    draft: bool = False
    _themes: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        View.__post_init__(self)  # `super()` does not find the class that slots recreate
        for place, row in enumerate(self.findings.rows, 1):
            self._themes[row.theme] = place

    @property
    def numbers(self) -> dict[str, int]:
        """Return the numbers in the log of the quotes that are shown, by their ids."""
        return self.count.numbers

    @property
    def few(self) -> bool:
        """Return whether two pages hold all quotes, without contents, map and separate log."""
        return self.findings.logged <= FEW and not (self.several or self.appendix)

    @property
    def logged(self) -> bool:
        """Return whether the log is a part: not where few quotes are all in full above it.

        Paper with room for it on page two shows it all the same.
        """
        if not (self.few and self.sheet.tight):
            return bool(self.findings.logged)
        return any(
            quote.id not in self.numbers or len(quote.text) > LONGEST_QUOTE // 2
            for quote in self.log_order()
        )

    @property
    def markup(self) -> Markup:
        """The writer of its runs and paragraphs."""
        return self.legal

    def theme_anchor(self, theme: str) -> str:
        """Return the bookmark of a theme's section."""
        return f"theme_{self._themes[theme]}"

    def anchor(self, theme: str, kind: Kind) -> str:
        """Return the bookmark of a theme's quotes of *kind*."""
        return f"theme_{self._themes[theme]}_{kind}"

    def linked(self, anchor: str, runs: str) -> str:
        """Return *runs* as a link to *anchor*, or plain if that part is not in the document."""
        return runs if self.topline else linked(anchor, runs)

    def finding_anchor(self, found: Finding) -> str:
        """Return the bookmark of a finding."""
        return self.anchor(found.theme, found.kind)
