"""What headers, footers and properties say, as markup for any template."""

from dataclasses import dataclass
from datetime import UTC, datetime

from focusgroup.exports.text.metrics import columns, cut
from focusgroup.exports.word.ooxml.markup import Markup, para
from focusgroup.exports.wording.words import Words, msg

_TITLE, _SHORTEST = 90, 20
"""Columns of a title in a header at most, and those that it has however narrow the paper is."""

_COLUMN = 72
"""Twips of a column in a header."""

_LONGEST_PROPERTY = 255
"""Characters; python-docx refuses more (ISO/IEC 29500-2 has no limit, Word's dialog has)."""


@dataclass(frozen=True, slots=True)
class Running:
    """What headers, footers and properties say; it comes from people, so it is not trusted."""

    title: str
    mark: str
    footer: str
    author: str
    subject: str
    now_ms: int
    words: Words
    sample: str = ""
    date: str = ""
    product: str = ""
    cover: bool = False

    @property
    def whole_mark(self) -> str:
        """Who the document is for, and whether it is a sample."""
        return " · ".join(part for part in (self.sample, self.mark) if part)


def header_line(running: Running, markup: Markup, width: int) -> str:
    """Return the header of every page but the first, *width* twips wide."""
    room = width // _COLUMN - round(columns(running.whole_mark)) - 3
    title = cut(running.title, min(_TITLE, max(_SHORTEST, room)))
    runs = markup.run(title) + _tab() + markup.run(running.whole_mark)
    return _line("header", runs, width)


def first_header_line(running: Running, markup: Markup, width: int) -> str:
    """Return the header of the first page, which only marks a sample."""
    runs = _tab() + markup.run(running.sample, "FG Alert") if running.sample else ""
    return _line("header", runs, width)


def footer_line(running: Running, markup: Markup, width: int) -> str:
    """Return the footer of every page."""
    pages = _page_of_pages(markup, running.words)
    return _line("footer", markup.run(running.footer) + _tab() + pages, width)


def _tab() -> str:
    return "<w:r><w:tab/></w:r>"


def _line(style: str, runs: str, width: int) -> str:
    """Return a line with a right-aligned part at its end."""
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    return para(style, runs, properties=tabs)


def _page_of_pages(markup: Markup, words: Words) -> str:
    """Return the page number fields, which Word fills in when it lays out a header or footer."""
    said = words(msg("Page {page} of {pages}"), page="\0PAGE\0", pages="\0NUMPAGES\0")
    return "".join(
        f'<w:fldSimple w:instr=" {piece} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        if place % 2
        else markup.run(piece)
        for place, piece in enumerate(said.split("\0"))
    )


def made_at(running: Running) -> datetime:
    """Return when the document was made, in UTC and whole seconds."""
    return datetime.fromtimestamp(max(0, running.now_ms) / 1000, UTC).replace(microsecond=0)


def property_text(text: str, markup: Markup) -> str:
    """Return *text* as a file property: one line, within the length that Word accepts."""
    return markup.legal(" ".join(text.split()))[:_LONGEST_PROPERTY]
