"""Where the report goes into a template, and the sections in front of it, in it and behind it."""

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
"""Processing instructions: where the report goes, and in place of the end of its section."""

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
    "The report is longer than a page: give {{report}} a paragraph of its own in the text,"
    " outside tables, text boxes, headers and footers."
)
_RANGES = ("bookmarkStart", "bookmarkEnd", "permStart", "permEnd")


@dataclass(frozen=True, slots=True)
class TemplatePlace:
    """A template cut in two where the report goes.

    *section* has the properties of the pages there. It *ended* at the marker, or its end is
    ``SECTION`` *behind* it. *rest* says that something stands behind the report, *started* that
    something stands in front of it, *headed* and *footed* that headers and footers do.
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
    """Find the marker in *package* and tell what surrounds it."""
    root = package.tree(DOCUMENT)
    etree.strip_elements(root, etree.ProcessingInstruction, etree.Comment, with_tail=False)
    if root.nsmap.get("w") != W:
        raise package.refuse("it was not made by Word or LibreOffice. Save it anew in Word.")
    body = root.find(w("body"))
    if body is None:
        raise package.refuse("it has no text in it, not even an empty one. Save it anew in Word.")
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
                f"{{{{report}}}} stands {wrong or 'where no text of pages stands'}. {_RULE}"
            )
    if len(found) > 1:
        raise package.refuse(f"{{{{report}}}} stands in it {len(found)} times. Leave one of them.")
    paragraph = found[0][1]
    if MARKER.sub("", _words(paragraph)).strip():
        raise package.refuse(f"{{{{report}}}} shares a paragraph with other text. {_RULE}")
    return paragraph


def _marked(root: etree._Element) -> Iterator[etree._Element]:
    for paragraph in root.iter(w("p")):
        if MARKER.search(_words(paragraph)):
            yield paragraph


def _words(paragraph: etree._Element) -> str:
    """The text of *paragraph*, however many runs it is in; not that of a text box in it."""
    return "".join(
        each.text or ""
        for each in paragraph.iter(w("t"))
        if next(each.iterancestors(w("p")), None) is paragraph
    )


def _blank(each: etree._Element) -> bool:
    """Whether *each* is an empty paragraph that ends no section, or no text at all."""
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
    """The properties of the section that *mark* stands in: those that come next."""
    for each in mark.itersiblings():
        found = next(each.iter(w("sectPr")), None)
        if found is not None:
            return found
    raise ValueError("a body without properties of its last section")


# -- sections --------------------------------------------------------------------------------


def number(element: etree._Element | None, name: str, otherwise: int) -> int:
    """An attribute in twips; *otherwise* where it is missing or in no whole twips."""
    value = "" if element is None else element.get(w(name)) or ""
    try:
        return round(float(value)) if value else otherwise
    except (ValueError, OverflowError):
        return otherwise


def measured(section: etree._Element) -> tuple[int, int, int]:
    """Width and height of the text on the pages of *section*, and its width on their side."""
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    wide, high = number(size, "w", 12240), number(size, "h", 15840)
    sides = number(margins, "left", 1440) + number(margins, "right", 1440)
    sides += number(margins, "gutter", 0)
    ends = abs(number(margins, "top", 1440)) + abs(number(margins, "bottom", 1440))
    return wide - sides, high - ends, max(wide, high) - sides


def for_report(section: etree._Element) -> etree._Element:
    """*section* for our pages: one column, text from the top, nothing tracked."""
    made = deepcopy(section)
    for name in ("vAlign", "textDirection", "formProt", "sectPrChange"):
        for each in made.findall(w(name)):
            made.remove(each)
    columns = made.find(w("cols"))
    if columns is not None:
        _only(columns, "space")
    return made


def columns(section: etree._Element) -> int:
    """How many columns of text the pages of *section* have."""
    return number(section.find(w("cols")), "num", 1)


def on_its_side(section: etree._Element) -> etree._Element:
    """*section* with the same paper on its side, going on from it."""
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
    """*section* once more, on a new page: not with its first page, nor with its first number."""
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
    """*section* as markup."""
    lone = deepcopy(section)
    etree.cleanup_namespaces(lone)
    made: str = etree.tostring(lone, encoding="unicode", with_tail=False)
    return made
