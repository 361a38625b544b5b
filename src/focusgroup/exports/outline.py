"""The headings in a tagged PDF that LibreOffice made, with the pages that they are on."""

import re
import zlib
from collections import Counter
from typing import NamedTuple

Heading = tuple[str, int]
"""The words of a heading without spaces, and how many headings before it have the same."""

_OUTLINE = re.compile(
    rb"\n(\d+) 0 obj\s*<</Count[^>]*/Title<([0-9A-F]*)>\s*"
    rb"/Dest\[(\d+) 0 R(?:/XYZ [\d.]+ ([\d.]+))?[^\]]*\]/Parent (\d+) 0 R"
)
_PAGES = re.compile(rb"/Type/Pages\b.*?/Kids\[([^\]]*)\]", re.DOTALL)
_TAG = re.compile(rb"/([^\s<>/]+)<</MCID")
_ENDS_IN_HEADING = re.compile(
    rb"(?:^|\n)H[12](?:\nFG#20(?:Count|Headline|Note#20Above|Care|Strong))*$"
)
"""A page whose last words are a heading, or one and what leads from it to what it is of."""

_NEAR = 90
"""Points between a heading and the one below it with nothing but notes between them."""


class _Bookmark(NamedTuple):
    number: bytes
    title: str
    page: int
    y: float
    parent: bytes


def headed_pages(pdf: bytes) -> tuple[int, ...]:
    """Return the page of each heading of the first level."""
    entries = _entries(pdf)
    return tuple(each.page for each in entries if each.parent == entries[0].parent)


def left_behind(pdf: bytes) -> frozenset[Heading]:
    """Return the headings at the end of a page with nothing below them, each by its highest one."""
    entries = _entries(pdf)
    last = {each.page: place for place, each in enumerate(entries)}
    found = set()
    for page, number in enumerate(_kids(pdf), 1):
        if page in last and _ENDS_IN_HEADING.search(b"\n".join(_tags(pdf, number))):
            place, entry = last[page], entries[last[page]]
            above = entries[place - 1] if place else entry
            near = above.page == page and above.y - entry.y < _NEAR
            found.add(place - 1 if near and entry.parent == above.number else place)
    titles = ["".join(each.title.split()) for each in entries]
    met: Counter[str] = Counter()
    known = {}
    for place, title in enumerate(titles):
        known[place] = (title, met[title])
        met[title] += 1
    return frozenset(known[place] for place in found)


def _entries(pdf: bytes) -> list[_Bookmark]:
    pages = {number: page for page, number in enumerate(_kids(pdf), 1)}
    return [
        _Bookmark(
            number,
            bytes.fromhex(title.decode()).decode("utf-16", "replace"),
            pages.get(page, 0),
            float(y or 0),
            parent,
        )
        for number, title, page, y, parent in _OUTLINE.findall(pdf)
        if pages
    ]


def _kids(pdf: bytes) -> list[bytes]:
    kids = _PAGES.search(pdf)
    return re.findall(rb"(\d+) 0 R", kids[1]) if kids else []


def _tags(pdf: bytes, page: bytes) -> list[bytes]:
    """Return the tags of what stands on a page, in the order in which it is drawn."""
    told = re.search(rb"\n%s 0 obj.*?/Contents (\d+) 0 R" % page, pdf, re.DOTALL)
    content = told and re.search(rb"\n%s 0 obj.*?stream\r?\n" % told[1], pdf, re.DOTALL)
    if not content:
        return []
    try:
        return _TAG.findall(zlib.decompressobj().decompress(pdf[content.end() :]))
    except zlib.error:
        return []
