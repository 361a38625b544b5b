"""WordprocessingML as text: runs, paragraphs, tables, links and bookmarks.

python-docx builds a tree an element at a time and takes 194 times as long as deflating
the finished part (``table.cell()`` alone is quadratic); strings take about as long. People's
text goes through ``Markup.run`` or ``Markup.para`` and nowhere else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from focusgroup.core.patterns import lazy_pattern
from focusgroup.exports.text.legal import LegalText
from focusgroup.exports.text.scripts import is_plain, is_rtl
from focusgroup.exports.word.ooxml.scripts import PLAIN, Script, stretches

_BREAKS = lazy_pattern("\r\n|[\t\n\r]")
_TEXT = '<w:t xml:space="preserve">'


_WORDS_OWN = {"Toc1": "TOC1"}
"""Ids that Word doesn't form by the rule; other programs look styles up by them."""


@cache
def style_id(name: str) -> str:
    """Return the id of the style *name*: "heading 1" is Heading1, "FG Care" FGCare."""
    made = "".join(word[:1].upper() + word[1:] for word in name.split(" "))
    return _WORDS_OWN.get(made, made)


def escaped(text: str) -> str:
    """Return *text* escaped for an element or a double-quoted attribute; it must be legal XML."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text


@dataclass(slots=True)
class Markup(LegalText):
    """Writes a document's markup; counts replaced characters and hands out numbers."""

    bookmarks: int = 0
    drawings: int = 0

    def content(self, text: str) -> str:
        """Return *text* as the content of a run: line breaks and tabs are elements in Word."""
        if text.isprintable():
            return f"{_TEXT}{escaped(text)}</w:t>"
        pieces: list[str] = []
        done = 0
        text = self.legal(text)
        for found in _BREAKS.finditer(text):
            if found.start() > done:
                pieces.append(f"{_TEXT}{escaped(text[done : found.start()])}</w:t>")
            pieces.append("<w:tab/>" if found[0] == "\t" else "<w:br/>")
            done = found.end()
        if done < len(text):
            pieces.append(f"{_TEXT}{escaped(text[done:])}</w:t>")
        return "".join(pieces)

    def run(self, text: str, style: str = "", *, rtl: bool = False) -> str:
        """Return *text* in the character style *style*; *rtl* is the direction of its paragraph.

        It is cut into several runs where the script changes. Empty for empty text.
        """
        if not text:
            return ""
        mark = f'<w:rStyle w:val="{style_id(style)}"/>' if style else ""
        if is_plain(text) and not rtl:
            return self._run(text, mark, PLAIN, styled=False)
        return "".join(
            self._run(piece, mark, script, styled=bool(style))
            for piece, script in stretches(text, rtl=rtl)
        )

    def _run(self, text: str, mark: str, script: Script, *, styled: bool) -> str:
        upright = script.upright if styled else ""
        marks = f"{mark}{script.fonts}{upright}{script.marks}"
        properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
        return f"<w:r>{properties}{self.content(text)}</w:r>"

    def said(
        self, text: str, paragraph: str, *tail: str, style: str = "", keep: bool = False
    ) -> str:
        """Return a paragraph of somebody's *text*, in the direction it is read.

        *tail* are finished runs that follow it; *keep* as in ``para``.
        """
        rtl = is_rtl(text)
        return para(paragraph, self.run(text, style, rtl=rtl), *tail, keep=keep, rtl=rtl)

    def text(self, text: str, paragraph: str, style: str = "", *, keep: bool = False) -> str:
        """Return a paragraph of our own words, or of words within ours; *keep* as in ``para``."""
        return para(paragraph, self.run(text, style), keep=keep)

    def bookmark(self, name: str, content: str = "") -> str:
        """Return *content* as the target of links to *name*."""
        self.bookmarks += 1
        number = self.bookmarks
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

    def drawing(self) -> int:
        """Return an unused number for a drawing."""
        self.drawings += 1
        return self.drawings

    def link(self, anchor: str, text: str, style: str = "Hyperlink") -> str:
        """Return *text* as a link to the bookmark *anchor*."""
        return linked(anchor, self.run(text, style))


def linked(anchor: str, runs: str) -> str:
    """Return *runs* as a link to the bookmark *anchor*."""
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{runs}</w:hyperlink>'


def para(
    style: str, *runs: str, keep: bool = False, rtl: bool = False, properties: str = ""
) -> str:
    """Return a paragraph in *style*; *keep* holds it on the page of the next one.

    *properties* are those that follow ``bidi`` in the schema.
    """
    marks = ("<w:keepNext/>" if keep else "") + ("<w:bidi/>" if rtl else "")
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{marks}{properties}</w:pPr>'
        f"{''.join(runs)}</w:p>"
    )


def cell(width: int, content: str, *, fill: str = "", after: str = "") -> str:
    """Return a table cell of *width* twips around finished paragraphs, tinted with *fill*.

    *after* are the properties that follow the shading in the schema.
    """
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}{after}</w:tcPr>{content}</w:tc>'
    )


def row(cells: Iterable[str], *, header: bool = False, splits: bool = False) -> str:
    """Return a table row; a *header* repeats on every page, and *splits* lets it break."""
    marks = ("" if splits else "<w:cantSplit/>") + ("<w:tblHeader/>" if header else "")
    properties = f"<w:trPr>{marks}</w:trPr>" if marks else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def table_start(style: str, widths: Sequence[int], title: str, *, header: bool = True) -> str:
    """Return the opening of a table; column *widths* in twips, *title* for screen readers."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    first = 1 if header else 0
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style_id(style)}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{"0620" if header else "0600"}" w:firstRow="{first}" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escaped(title)}"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    )


TABLE_END = "</w:tbl>"

KEPT_ROWS = 14
"""A table of up to this many rows is kept on one page, if it fits."""


def shares(width: int, *parts: int) -> tuple[int, ...]:
    """Return *width* twips divided in proportion to *parts*, in whole points but for the last."""
    total = sum(parts)
    ends = [width * sum(parts[: place + 1]) // total // 20 * 20 for place in range(len(parts))]
    ends[-1] = width
    return tuple(end - start for start, end in zip([0, *ends], ends, strict=False))
