"""Where the report goes in a template, and the sections before, in and after it."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from focusgroup.exports.word.company_template.heads import filled
from focusgroup.exports.word.company_template.merging import w
from focusgroup.exports.word.company_template.parts import Package, serialised
from focusgroup.exports.word.company_template.safety import DOCUMENT, W

MARKER = re.compile(r"\{\{\s*report\s*\}\}", re.IGNORECASE)
_MARK = "focusgroup-report"
_SECTION = "focusgroup-section"
SECTION = f"<?{_SECTION} ?>"
"""Processing instructions that mark the report's place, and the end of its section."""

_WHERE = {
    "tc": "in a table",
    "txbxContent": "in a text box",
    "sdtContent": "in a content control",
    "hdr": "in a header",
    "ftr": "in a footer",
    "footnote": "in a footnote",
    "endnote": "in an endnote",
}
_RULE = (
    "The report is longer than a page: put {{report}} in a paragraph of its own in the text,"
    " outside tables, text boxes, headers and footers."
)
_RANGES = ("bookmarkStart", "bookmarkEnd", "permStart", "permEnd")


@dataclass(frozen=True, slots=True)
class TemplatePlace:
    """A template cut in two where the report goes.

    *section* has the properties of the pages there. It *ended* at the marker, or its end is
    ``SECTION`` in *behind*, the text after the report. *rest* tells whether anything follows the
    report, *started* whether anything comes before it, *headed* and *footed* whether the pages
    up to there have headers and footers.
    """

    before: str
    behind: str
    section: etree._Element
    ended: bool
    rest: bool
    started: bool
    marked: bool
    headed: bool
    footed: bool


def placed(package: Package) -> TemplatePlace:
    """Find the marker in *package*; return the place and what surrounds it."""
    root = package.tree(DOCUMENT)
    etree.strip_elements(root, etree.ProcessingInstruction, etree.Comment, with_tail=False)
    if root.nsmap.get("w") != W:
        raise package.refuse("it was not made by Word or LibreOffice. Save it again in Word.")
    body = root.find(w("body"))
    if body is None:
        raise package.refuse("it has no text, not even an empty paragraph. Save it again in Word.")
    if len(body) == 0 or body[-1].tag != w("sectPr"):
        etree.SubElement(body, w("sectPr"))
    marked = _the_marker(package, root)
    mark = etree.ProcessingInstruction(_MARK)
    if marked is None:
        _without_blanks_at_end(body)
        body.insert(len(body) - 1, mark)
        ended = None
    else:
        ended = marked.find(f"{w('pPr')}/{w('sectPr')}")
        ranges = list(marked.iter(*map(w, _RANGES)))
        place = body.index(marked)
        body[place] = mark
        for each in reversed(ranges):
            body.insert(place, each)
    rest = list(body)[body.index(mark) + 1 : -1]
    if ended is None and all(map(_blank, rest)):
        for each in rest:
            body.remove(each)
        rest = []
    front = [each for each in body[: body.index(mark)] if each.tag in (w("p"), w("tbl"), w("sdt"))]
    section = ended if ended is not None else _section_of(mark)
    earlier = list(root.iter(w("sectPr")))
    if ended is None:
        earlier = earlier[: earlier.index(section) + 1]
        replaced = etree.ProcessingInstruction(_SECTION)
        section.getparent().replace(section, replaced)
    else:
        earlier = [each for each in earlier if each in set(mark.itersiblings(preceding=True))]
        earlier.append(section)
    text = serialised(root).decode()
    before, _, behind = text.partition(f"<?{_MARK} ?>")
    return TemplatePlace(
        before,
        behind,
        section,
        ended is not None,
        bool(rest) or ended is not None,
        any(not _blank(each) for each in front),
        marked is not None,
        filled(package, earlier, "header"),
        filled(package, earlier, "footer"),
    )


def _the_marker(package: Package, root: etree._Element) -> etree._Element | None:
    found: list[tuple[str, etree._Element]] = []
    for name in package.parts:
        if package.types[name].endswith("+xml") and b"{" in package.parts[name]:
            tree = root if name == DOCUMENT else package.tree(name)
            found += [(name, each) for each in _marked(tree)]
    if not found:
        return None
    for name, each in found:
        above = [etree.QName(parent).localname for parent in each.iterancestors()]
        wrong = next((_WHERE[tag] for tag in above if tag in _WHERE), "")
        if wrong or name != DOCUMENT or above != ["body", "document"]:
            raise package.refuse(
                f"{{{{report}}}} is {wrong or 'outside the text of the pages'}. {_RULE}"
            )
    if len(found) > 1:
        raise package.refuse(f"{{{{report}}}} occurs {len(found)} times in it. Keep one of them.")
    paragraph = found[0][1]
    if MARKER.sub("", _words(paragraph)).strip():
        raise package.refuse(f"{{{{report}}}} shares a paragraph with other text. {_RULE}")
    return paragraph


def _marked(root: etree._Element) -> Iterator[etree._Element]:
    for paragraph in root.iter(w("p")):
        if MARKER.search(_words(paragraph)):
            yield paragraph


def _words(paragraph: etree._Element) -> str:
    """Return the text of *paragraph* from all its runs, without text boxes inside it."""
    return "".join(
        each.text or ""
        for each in paragraph.iter(w("t"))
        if next(each.iterancestors(w("p")), None) is paragraph
    )


def _blank(each: etree._Element) -> bool:
    """Return whether *each* is an empty paragraph that ends no section, or holds no text at all."""
    if each.tag in (w(name) for name in _RANGES) or not isinstance(each.tag, str):
        return True
    if each.tag != w("p"):
        return False
    shown = ("t", "drawing", "pict", "object", "br", "sectPr", "fldSimple", "instrText", "sym")
    return not any(
        child.tag != w("t") or (child.text or "").strip() for child in each.iter(*map(w, shown))
    )


def _without_blanks_at_end(body: etree._Element) -> None:
    while len(body) > 1 and body[-2].tag == w("p") and _blank(body[-2]):
        if any(True for _ in body[-2].iter(*map(w, _RANGES))):
            return
        body.remove(body[-2])


def _section_of(mark: etree._Element) -> etree._Element:
    """Return the properties of the section that contains *mark*: the next ones in the body."""
    for each in mark.itersiblings():
        found = next(each.iter(w("sectPr")), None)
        if found is not None:
            return found
    raise ValueError("a body without properties of its last section")


# -- sections --------------------------------------------------------------------------------


def number(element: etree._Element | None, name: str, otherwise: int) -> int:
    """Return an attribute in twips, *otherwise* if it is missing or not a number."""
    value = "" if element is None else element.get(w(name)) or ""
    try:
        return round(float(value)) if value else otherwise
    except (ValueError, OverflowError):
        return otherwise


def measured(section: etree._Element) -> tuple[int, int, int]:
    """Return width and height of the text on *section*'s pages, and its width in landscape."""
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    wide, high = number(size, "w", 12240), number(size, "h", 15840)
    sides = number(margins, "left", 1440) + number(margins, "right", 1440)
    sides += number(margins, "gutter", 0)
    ends = abs(number(margins, "top", 1440)) + abs(number(margins, "bottom", 1440))
    return wide - sides, high - ends, max(wide, high) - sides


def for_report(section: etree._Element) -> etree._Element:
    """Return *section* for our pages: one column, text from the top, no tracked changes."""
    made = deepcopy(section)
    for name in ("vAlign", "textDirection", "formProt", "sectPrChange"):
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
