"""Names and numbers in a template that would clash with ours, and names that it may not contain."""

import html
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from focusgroup.core.patterns import lazy_pattern
from focusgroup.exports.word.body.page_one import ANCHOR
from focusgroup.exports.word.company_template.parts import OFFICE, Package, Relation, w
from focusgroup.exports.word.company_template.safety import DOCUMENT
from focusgroup.exports.word.ooxml.chart import CHART_ID

_OURS = lazy_pattern(
    r"(theme_\d+(_\w+)?|quote_\d+|quote_log|theme_map|sessions|accounts|commitments|parking_lot"
    r"|callbacks|how_they_work|observations|who_took_part|agenda|how_to_read|what_next|segments"
    rf"|compared|codebook|method|{ANCHOR})\Z"
)
"""Our bookmarks. A template that was once one of our documents has them too."""

_MOST = 1 << 30
_SHORTEST = 3
"""The shortest name to look for, in letters."""


def free_numbers(package: Package) -> tuple[int, int]:
    """Return the largest number of a bookmark and of a drawing in *package*.

    Names that clash with ours are changed first.
    """
    bookmarks = drawings = 0
    for name in list(package.parts):
        if not package.types[name].endswith("+xml"):
            continue
        root = package.tree(name)
        changed = _rename_bookmarks(root)
        if name == DOCUMENT:
            changed = _rename_chart(package, root) or changed
            bookmarks = max((_number(each.get(w("id"))) for each in root.iter()), default=0)
        drawn = (_number(each.get("id")) for each in root.iter("{*}docPr"))
        drawings = max(drawings, max(drawn, default=0))
        if changed:
            package.put(name, root)
    return bookmarks, drawings


def _number(value: str | None) -> int:
    found = int(value) if value and value.isdecimal() and len(value) < 11 else 0
    return found if found < _MOST else 0


def _rename_bookmarks(root: etree._Element) -> bool:
    changed = False
    for each in root.iter(w("bookmarkStart"), w("hyperlink")):
        key = w("name") if each.tag == w("bookmarkStart") else w("anchor")
        if _OURS.match(each.get(key) or ""):
            each.set(key, f"template_{each.get(key)}"[:40])
            changed = True
    return changed


def _rename_chart(package: Package, root: etree._Element) -> bool:
    known = package.relations.get(DOCUMENT, [])
    other = f"{CHART_ID}OfTemplate"
    if all(each.id != CHART_ID for each in known):
        return False
    package.relations[DOCUMENT] = [
        Relation(other, each.kind, each.target, each.external) if each.id == CHART_ID else each
        for each in known
    ]
    for each in root.iter():
        for key, value in each.attrib.items():
            if key.startswith(f"{{{OFFICE}}}") and value == CHART_ID:
                each.set(key, other)
    return True


def named_in(package: Package, names: Iterable[str]) -> tuple[str, str] | None:
    """Return the first part of *package* that contains one of *names*, and that name."""
    wanted = sorted({name.strip() for name in names if len(name.strip()) >= _SHORTEST}, key=len)
    if not wanted:
        return None
    pattern = re.compile(
        r"(?<!\w)(" + "|".join(map(re.escape, reversed(wanted))) + r")(?!\w)", re.IGNORECASE
    )
    for part, text in _texts(package):
        if found := pattern.search(text):
            return part, found[0]
    return None


def _texts(package: Package) -> Iterator[tuple[str, str]]:
    """Yield the text of each part: its words, the alternative text of pictures, link targets."""
    for name in sorted(package.parts):
        if not package.types[name].endswith("xml"):
            continue
        raw = etree.tostring(package.tree(name), encoding="unicode")
        told = re.findall(r'\s(?:descr|title|alt|w:instr)="([^"]*)"', raw)
        words = re.sub(r"<[^>]*>", "", raw.replace("</w:p>", "\n").replace("<w:tab/>", " "))
        yield name, html.unescape("\n".join([words, *told]))
        for each in package.relations.get(name, ()):
            if each.external:
                yield name, each.target
