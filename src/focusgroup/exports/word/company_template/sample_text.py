"""Take a template's own text out, and what belongs to it: pictures, notes, contents, old headers.

As Word's "attach template" does, a document takes over styles, headers, footers and paper only.
"""

import re
from collections.abc import Iterator

from lxml import etree

from focusgroup.core.patterns import lazy_pattern
from focusgroup.exports.word.company_template.parts import OFFICE, Package, Relation, w
from focusgroup.exports.word.company_template.safety import DOCUMENT, keep_reachable

_ALWAYS = frozenset(
    """styles settings numbering fontTable theme footnotes endnotes customXml""".split()
)
"""Relationships of a document that nothing in it names."""

_TOC = lazy_pattern(r"\s*TOC\b", re.IGNORECASE)
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))


def without_text(body: etree._Element) -> int:
    """Remove everything from *body* but the section with most text; return how many words.

    The section gets the headers and footers that it took over from those in front of it.
    """
    chosen, most, so_far, words = body[-1], -1, 0, 0
    inherited: dict[tuple[str, str], etree._Element] = {}
    references: dict[tuple[str, str], etree._Element] = {}
    for each in list(body):
        count = len(" ".join(t.text or "" for t in each.iter(w("t"))).split())
        words, so_far = words + count, so_far + count
        section = each if each.tag == w("sectPr") else next(each.iter(w("sectPr")), None)
        if section is None:
            continue
        for kind in ("headerReference", "footerReference"):
            for reference in section.findall(w(kind)):
                inherited[kind, reference.get(w("type")) or "default"] = reference
        if so_far >= most:
            chosen, most, references = section, so_far, dict(inherited)
        so_far = 0
    for each in list(chosen):
        if each.tag in (w("headerReference"), w("footerReference"), w("type")):
            chosen.remove(each)
    for each in list(body):
        body.remove(each)
    body.append(chosen)
    for place, reference in enumerate(references.values()):
        chosen.insert(place, reference)
    return words


def without_contents(body: etree._Element) -> bool:
    """Remove tables of contents, which list samples; return whether there were any."""
    found = False
    for control in list(body.iter(w("sdt"))):
        if any(_TOC.match(each.text or "") for each in control.iter(w("instrText"))):
            control.getparent().remove(control)
            found = True
    return _without_field(body) or found


def _without_field(body: etree._Element) -> bool:
    depth, found = 0, False
    for each in list(body):
        inside, begins = depth > 0, False
        for mark in each.iter(w("fldChar"), w("instrText")):
            if mark.tag == w("instrText"):
                begins = begins or bool(depth == 0 and _TOC.match(mark.text or ""))
                depth = max(depth, 1) if begins else depth
            elif depth and mark.get(w("fldCharType")) != "separate":
                depth += 1 if mark.get(w("fldCharType")) == "begin" else -1
        if begins and _is_heading(each.getprevious()):
            body.remove(each.getprevious())
        if inside or begins:
            _remove(body, each)
            found = True
    return found


def _is_heading(each: etree._Element | None) -> bool:
    style = None if each is None else each.find(f"{w('pPr')}/{w('pStyle')}")
    return style is not None and (style.get(w("val")) or "").startswith("TOCHeading")


def _remove(body: etree._Element, each: etree._Element) -> None:
    """Remove a block of *body*; of one that ends a section, only its words."""
    if each.find(f"{w('pPr')}/{w('sectPr')}") is None:
        body.remove(each)
        return
    for child in list(each):
        if child.tag != w("pPr"):
            each.remove(child)


def without_empty_pages(body: etree._Element) -> None:
    """Remove sections with nothing in them; the next one takes over their headers and footers."""
    blank: list[etree._Element] = []
    shown = False
    for each in list(body):
        section = each.find(f"{w('pPr')}/{w('sectPr')}") if each.tag == w("p") else None
        shown = shown or any(True for _ in each.iter(*map(w, _SHOWN)))
        blank.append(each)
        if section is None:
            continue
        if not shown:
            _hand_over(section, next(each.itersiblings()))
            for empty in blank:
                body.remove(empty)
        blank, shown = [], False


def _hand_over(section: etree._Element, following: etree._Element) -> None:
    rest = [following, *following.itersiblings()]
    target = next(found for each in rest for found in each.iter(w("sectPr")))
    for kind in ("footerReference", "headerReference"):
        there = {each.get(w("type")) for each in target.findall(w(kind))}
        for each in reversed(section.findall(w(kind))):
            if each.get(w("type")) not in there:
                target.insert(0, each)


_SHOWN = ("t", "drawing", "pict", "object", "tbl", "fldSimple", "instrText", "sym")


def without_leftovers(package: Package, root: etree._Element) -> None:
    """Remove the parts that only text pointed to that is gone from the document *root*."""
    named = _named(root)
    package.relations[DOCUMENT] = [
        each for each in package.relations.get(DOCUMENT, []) if _needed(each, named)
    ]
    for part, note in _NOTES:
        name = package.related(DOCUMENT, part)
        if name is None:
            continue
        used = {each.get(w("id")) for each in root.iter(w(f"{note}Reference"))}
        notes = package.tree(name)
        for each in _written(notes, note):
            if each.get(w("id")) not in used:
                notes.remove(each)
        package.put(name, notes)
        there = _named(notes)
        known = package.relations.get(name, [])
        package.relations[name] = [each for each in known if each.id in there]
    keep_reachable(package)


def _named(root: etree._Element) -> set[str]:
    """Return the ids of the relationships that *root* names."""
    return {
        value
        for each in root.iter()
        for key, value in each.attrib.items()
        if key.startswith(f"{{{OFFICE}}}")
    }


def _needed(each: Relation, named: set[str]) -> bool:
    return each.id in named or each.name in _ALWAYS


def _written(notes: etree._Element, note: str) -> Iterator[etree._Element]:
    """Yield the notes that somebody wrote, without the lines above them."""
    for each in notes.findall(w(note)):
        if each.get(w("type"), "normal") == "normal":
            yield each
