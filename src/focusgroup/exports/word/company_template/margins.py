"""Estimate how far a template's headers and footers reach into the text of its pages."""

from collections.abc import Iterable, Iterator

from lxml import etree

from focusgroup.core.patterns import lazy_pattern
from focusgroup.exports.word.company_template.fonts import line_height
from focusgroup.exports.word.company_template.parts import OFFICE, Package, w
from focusgroup.exports.word.company_template.safety import DOCUMENT

_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_EMU = 635
"""English Metric Units in a twip."""

_LETTER = 110
"""The width of a letter in twips, at ten points."""

_VML_HEIGHT = lazy_pattern(r"(?:^|;)\s*height:\s*([\d.]+)pt")
_MOST = 31_680
"""Twips; Word has no taller paper."""


def pushed(package: Package, section: etree._Element, width: int) -> int:
    """Return the twips by which the text of *section*, *width* wide, starts later and ends earlier.

    Word moves the text when a header or footer is taller than its margin. The tallest one of
    the section counts, as any may be on its first page.
    """
    margins = section.find(w("pgMar"))
    total = 0
    for kind, side in (("header", "top"), ("footer", "bottom")):
        margin, edge = _twips(margins, side, 1440), _twips(margins, kind, 720)
        # A negative margin is kept, however tall the header is.
        if margin >= 0:
            heights = [blocks(package, root, width) for root in _heads(package, section, kind)]
            total += max(0, edge + max(heights, default=0) - margin)
    return min(total, _MOST)


def _heads(package: Package, section: etree._Element, kind: str) -> Iterator[etree._Element]:
    """Yield the headers or footers that *section* names, or all of them if it names none."""
    named = {each.get(f"{{{OFFICE}}}id") for each in section.findall(w(f"{kind}Reference"))}
    for each in package.relations.get(DOCUMENT, ()):
        if each.name == kind and each.target in package.parts and (each.id in named or not named):
            yield package.tree(each.target)


def blocks(package: Package, parent: Iterable[etree._Element], width: int) -> int:
    """Return an estimate of the twips that the blocks in *parent* take, *width* wide."""
    total = 0
    for each in parent:
        if each.tag == w("p"):
            total += _paragraph(package, each, width)
        elif each.tag == w("tbl"):
            total += sum(_row(package, row, width) for row in each.iter(w("tr")))
        elif each.tag == w("sdt") and (content := each.find(w("sdtContent"))) is not None:
            total += blocks(package, content, width)
    return total


def _row(package: Package, row: etree._Element, width: int) -> int:
    cells = row.findall(w("tc"))
    high = [blocks(package, cell, width // len(cells)) for cell in cells]
    return max([_twips(row.find(f"{w('trPr')}/{w('trHeight')}"), "val", 0), *high])


def _paragraph(package: Package, paragraph: etree._Element, width: int) -> int:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    line = line_height(package, "Normal" if style is None else style.get(w("val")) or "")
    words = sum(len(each.text or "") for each in paragraph.iter(w("t")))
    breaks = sum(1 for _ in paragraph.iter(w("br")))
    lines = 1 + breaks + words * _LETTER // max(width, 1)
    pictures = [int(each) // _EMU for each in _extents(paragraph) if each.isdecimal()]
    pictures += [
        round(float(found[1]) * 20)
        for each in paragraph.iter()
        if (found := _VML_HEIGHT.search(each.get("style") or "")) and found[1].count(".") < 2
    ]
    return max([lines * line, *pictures])


def _extents(paragraph: etree._Element) -> Iterator[str]:
    """Yield the heights of pictures in the line, and of those without text beside them."""
    for each in paragraph.iter(f"{{{_WP}}}inline", f"{{{_WP}}}anchor"):
        beside = each.find(f"{{{_WP}}}wrapTopAndBottom") is None
        extent = each.find(f"{{{_WP}}}extent")
        if extent is not None and not (beside and each.tag.endswith("anchor")):
            yield (extent.get("cy") or "")[:12]


def _twips(element: etree._Element | None, name: str, otherwise: int) -> int:
    value = "" if element is None else element.get(w(name)) or ""
    digits = value.removeprefix("-")
    if not digits.isdecimal() or len(digits) > 5:
        return otherwise
    return int(value)
