"""Where the report goes in a template, and the sections before, in and after it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from focusgroup.core.patterns import lazy_pattern
from focusgroup.exports.word.company_template.filling import prepare, texts
from focusgroup.exports.word.company_template.heads import filled
from focusgroup.exports.word.company_template.margins import blocks
from focusgroup.exports.word.company_template.parts import Package, W, serialised, w
from focusgroup.exports.word.company_template.safety import DOCUMENT
from focusgroup.exports.word.company_template.sample_text import (
    without_contents,
    without_empty_pages,
    without_leftovers,
    without_text,
)
from focusgroup.exports.word.company_template.sections import measured, paper_of

MARKER = lazy_pattern(r"\{\{\s*report\s*\}\}", re.IGNORECASE)
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
    up to there have headers and footers. *above* are the twips of text above it on its page,
    *words* how many of the template's were left out, *names* what is to be filled in. It *shares* a
    section with text above it. *paper* is its width and height in twips.
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
    above: int = 0
    words: int = 0
    names: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    contents: bool = False
    shares: bool = False
    paper: tuple[int, int] = (0, 0)


def placed(package: Package, *, keep_text: bool = False) -> TemplatePlace:
    """Find the marker in *package*; return the place and what surrounds it.

    Without a marker the template's own text is left out, unless *keep_text*.
    """
    root, body = _text_of(package)
    marked = _the_marker(package, root)
    contents = without_contents(body)
    if contents:
        without_empty_pages(body)
    words = 0 if marked is not None or keep_text else without_text(body)
    without_leftovers(package, root)
    trees = {name: root if name == DOCUMENT else package.tree(name) for name in texts(package)}
    names, unknown = prepare(package, trees)
    package.put(DOCUMENT, root)
    mark, ended = _with_mark(body, marked)
    rest = list(body)[body.index(mark) + 1 : -1]
    if ended is None and all(map(_blank, rest)):
        for each in rest:
            body.remove(each)
        rest = []
    front = [each for each in body[: body.index(mark)] if each.tag in (w("p"), w("tbl"), w("sdt"))]
    section = ended if ended is not None else _section_of(mark)
    shares = any(not _blank(each) for each in _in_its_section(front))
    above = blocks(package, _on_its_page(front), max(measured(section)[0], 1))
    earlier = [*_sections_before(mark), section]
    if ended is None:
        section.getparent().replace(section, etree.ProcessingInstruction(_SECTION))
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
        above,
        words,
        tuple(sorted(names)),
        tuple(unknown),
        contents,
        shares,
        paper_of(section),
    )


def _text_of(package: Package) -> tuple[etree._Element, etree._Element]:
    """Return the document's root and its body, which ends with the properties of its section."""
    root = package.tree(DOCUMENT)
    etree.strip_elements(root, etree.ProcessingInstruction, etree.Comment, with_tail=False)
    if root.nsmap.get("w") != W:
        raise package.refuse("it was not made by Word or LibreOffice. Save it again in Word.")
    body = root.find(w("body"))
    if body is None:
        raise package.refuse("it has no text, not even an empty paragraph. Save it again in Word.")
    if len(body) == 0 or body[-1].tag != w("sectPr"):
        etree.SubElement(body, w("sectPr"))
    return root, body


def _with_mark(
    body: etree._Element, marked: etree._Element | None
) -> tuple[etree._Element, etree._Element | None]:
    """Put a mark where the report goes; return it, and the section that the marker ended."""
    mark = etree.ProcessingInstruction(_MARK)
    if marked is None:
        _without_blanks_at_end(body)
        body.insert(len(body) - 1, mark)
        return mark, None
    ended = marked.find(f"{w('pPr')}/{w('sectPr')}")
    ranges = list(marked.iter(*map(w, _RANGES)))
    place = body.index(marked)
    body[place] = mark
    for each in reversed(ranges):
        body.insert(place, each)
    return mark, ended


def _sections_before(mark: etree._Element) -> list[etree._Element]:
    """Return the properties of the sections that end before *mark*."""
    found = []
    for each in mark.getroottree().iter():
        if each is mark:
            break
        if each.tag == w("sectPr"):
            found.append(each)
    return found


def _in_its_section(front: list[etree._Element]) -> list[etree._Element]:
    ends = [n for n, each in enumerate(front) if each.find(f"{w('pPr')}/{w('sectPr')}") is not None]
    return front[ends[-1] + 1 :] if ends else front


def _on_its_page(front: list[etree._Element]) -> list[etree._Element]:
    """Return the blocks of *front* after the last break of a page or section."""
    for place in range(len(front) - 1, -1, -1):
        each = front[place]
        breaks = (one.get(w("type")) == "page" for one in each.iter(w("br")))
        ends = each.find(f"{w('pPr')}/{w('sectPr')}")
        continuous = None if ends is None else ends.find(w("type"))
        going = continuous is not None and continuous.get(w("val")) == "continuous"
        if any(breaks) or (ends is not None and not going):
            return front[place + 1 :]
        if each.find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None:
            return front[place:]
    return front


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
