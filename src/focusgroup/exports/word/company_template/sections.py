"""The sections of a template: how large their pages are, and the sections of our pages."""

from copy import deepcopy

from lxml import etree

from focusgroup.exports.word.company_template.parts import w


def number(element: etree._Element | None, name: str, otherwise: int) -> int:
    """Return an attribute in twips, *otherwise* if it is missing or not a number."""
    value = "" if element is None else element.get(w(name)) or ""
    try:
        return round(float(value)) if value else otherwise
    except (ValueError, OverflowError):
        return otherwise


def measured(section: etree._Element) -> tuple[int, int, int]:
    """Return width and height of the text on *section*'s pages, and its width in landscape."""
    margins = section.find(w("pgMar"))
    wide, high = paper_of(section)
    sides = number(margins, "left", 1440) + number(margins, "right", 1440)
    sides += number(margins, "gutter", 0)
    ends = abs(number(margins, "top", 1440)) + abs(number(margins, "bottom", 1440))
    return wide - sides, high - ends, max(wide, high) - sides


def paper_of(section: etree._Element) -> tuple[int, int]:
    """Return width and height of *section*'s paper in twips."""
    size = section.find(w("pgSz"))
    return number(size, "w", 12240), number(size, "h", 15840)


def for_report(section: etree._Element) -> etree._Element:
    """Return *section* for our pages: one column, text from the top, no grid or line numbers."""
    made = deepcopy(section)
    for name in ("vAlign", "textDirection", "formProt", "docGrid", "lnNumType", "sectPrChange"):
        for each in made.findall(w(name)):
            made.remove(each)
    columns = made.find(w("cols"))
    if columns is not None:
        _only(columns, "space")
    return made


def columns(section: etree._Element) -> int:
    """Return how many columns of text the pages of *section* have."""
    return number(section.find(w("cols")), "num", 1)


def on_its_side(section: etree._Element) -> etree._Element:
    """Return a section that follows *section* on the same paper in landscape."""
    made = going_on(section)
    for each in [*made.findall(w("headerReference")), *made.findall(w("footerReference"))]:
        made.remove(each)
    size = made.find(w("pgSz"))
    if size is None:
        size = etree.Element(w("pgSz"))
        size.set(w("w"), "12240")
        size.set(w("h"), "15840")
        made.insert(_place_of_size(made), size)
    wide, high = number(size, "w", 12240), number(size, "h", 15840)
    size.set(w("w"), str(max(wide, high)))
    size.set(w("h"), str(min(wide, high)))
    size.set(w("orient"), "landscape")
    size.attrib.pop(w("code"), None)
    return made


def going_on(section: etree._Element) -> etree._Element:
    """Return *section* continued on a new page, without its first page and first page number."""
    made = deepcopy(section)
    for name in ("titlePg", "type"):
        for each in made.findall(w(name)):
            made.remove(each)
    pages = made.find(w("pgNumType"))
    if pages is not None:
        pages.attrib.pop(w("start"), None)
    return made


def _place_of_size(section: etree._Element) -> int:
    ahead = {
        w(name)
        for name in ("headerReference", "footerReference", "footnotePr", "endnotePr", "type")
    }
    return sum(each.tag in ahead for each in section)


def _only(element: etree._Element, *names: str) -> None:
    for child in list(element):
        element.remove(child)
    for key in list(element.attrib):
        if key not in {w(name) for name in names}:
            del element.attrib[key]


def as_text(section: etree._Element) -> str:
    """Return *section* as markup."""
    lone = deepcopy(section)
    etree.cleanup_namespaces(lone)
    made: str = etree.tostring(lone, encoding="unicode", with_tail=False)
    return made
