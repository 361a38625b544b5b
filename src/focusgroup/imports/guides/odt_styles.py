"""The styles of an OpenDocument text: what they make of a paragraph, a word or a list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from focusgroup.core.patterns import lazy_pattern
from focusgroup.imports.guides.levels import TITLE_LEVEL, level_named

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE = f"{_NAMES}office:1.0}}", f"{_NAMES}text:1.0}}", f"{_NAMES}table:1.0}}"
DRAW, STYLE = f"{_NAMES}drawing:1.0}}", f"{_NAMES}style:1.0}}"
FO = f"{_NAMES}xsl-fo-compatible:1.0}}"

_USUAL_SIZE = 12.0
_HEX = lazy_pattern(r"_([0-9a-f]{2})_")
_LENGTH = lazy_pattern(r"(?P<number>\d{1,3}(?:\.\d{1,6})?)(?P<unit>in|cm|mm|pt)")
_TWENTIETHS = {"in": 1440.0, "cm": 567.0, "mm": 56.7, "pt": 20.0}
_QUOTES = ("quot", "block text", "script", "read aloud", "zitat", "citation")


@dataclass(frozen=True, slots=True)
class OdtLook:
    """What a style says, with all that it is based on; *outline* is the level of a heading."""

    outline: int = 0
    title: bool = False
    quote: bool = False
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    struck: bool = False
    size: float = 0


class OdtStyles:
    """The styles of a document by name; automatic ones override the named ones."""

    def __init__(self, *roots: "_Element | None") -> None:
        self._styles: dict[str, _Element] = {}
        self._lists: dict[str, _Element] = {}
        self._looks: dict[tuple[str, OdtLook], OdtLook] = {}
        self.size = _USUAL_SIZE
        for root in roots:
            if root is None:
                continue
            for style in root.iter(f"{STYLE}style"):
                self._styles[style.get(f"{STYLE}name") or ""] = style
            for listing in root.iter(f"{TEXT}list-style", f"{TEXT}outline-style"):
                self._lists[listing.get(f"{STYLE}name") or ""] = listing
        self.size = self.look("Standard").size or _USUAL_SIZE

    def look(self, name: str | None, base: OdtLook | None = None) -> OdtLook:
        """Return the look of the style *name*, over *base* for a part of a paragraph."""
        key = (name or "", base or OdtLook())
        if key not in self._looks:
            chain: list[_Element] = []
            at = name or ""
            while at in self._styles and self._styles[at] not in chain:
                chain.append(self._styles[at])
                at = chain[-1].get(f"{STYLE}parent-style-name") or ""
            # A style that every office program knows need not be in the file.
            look = _named(key[1], at) if at else key[1]
            for style in reversed(chain):
                look = _over(look, style)
            self._looks[key] = look
        return self._looks[key]

    def number_format(self, style: str, level: int) -> str:
        """Return how a level of a list style counts, ``1`` or ``a``; "" for bullets."""
        listing = self._lists.get(style)
        for each in listing if listing is not None else ():
            if each.get(f"{TEXT}level") == str(level):
                is_number = each.tag == f"{TEXT}list-level-style-number"
                return (each.get(f"{STYLE}num-format") or "") if is_number else ""
        return ""

    def list_margin(self, style: str | None) -> int:
        """Return how far a list style indents its first level, in twentieths of a point."""
        listing = self._lists.get(style or "")
        for each in listing if listing is not None else ():
            if each.get(f"{TEXT}level") != "1":
                continue
            for part in each.iter():
                said = part.get(f"{FO}margin-left") or part.get(f"{TEXT}space-before") or ""
                if length := _LENGTH.fullmatch(said):
                    return round(float(length["number"]) * _TWENTIETHS[length["unit"]])
        return 0

    def headers(self, root: "_Element | None") -> Iterator["_Element"]:
        """Yield the headers and footers of the pages."""
        if root is not None:
            yield from root.iter(f"{STYLE}header", f"{STYLE}footer")


def _named(look: OdtLook, shown: str) -> OdtLook:
    """Return *look* with what the name of a style says."""
    name = _HEX.sub(lambda found: chr(int(found[1], 16)), shown).lower()
    level = level_named(name)
    if level == TITLE_LEVEL:
        look = replace(look, title=True)
    elif level is not None:
        look = replace(look, outline=level)
    if any(word in name for word in _QUOTES):
        look = replace(look, quote=True)
    return look


def _over(look: OdtLook, style: "_Element") -> OdtLook:
    look = _named(look, style.get(f"{STYLE}display-name") or style.get(f"{STYLE}name") or "")
    outline = style.get(f"{STYLE}default-outline-level") or ""
    if outline.isdecimal() and len(outline) == 1:
        look = replace(look, outline=int(outline))
    properties = style.find(f"{STYLE}text-properties")
    if properties is None:
        return look
    get = properties.get
    if weight := get(f"{FO}font-weight"):
        look = replace(look, bold=weight in ("bold", "600", "700", "800", "900"))
    if slant := get(f"{FO}font-style"):
        look = replace(look, italic=slant != "normal")
    if struck := get(f"{STYLE}text-line-through-style"):
        look = replace(look, struck=struck != "none")
    if get(f"{TEXT}display"):
        look = replace(look, hidden=get(f"{TEXT}display") == "none")
    size = re.fullmatch(r"(\d{1,3}(?:\.\d{1,3})?)pt", get(f"{FO}font-size") or "")
    return replace(look, size=float(size[1])) if size else look


def text_of(element: "_Element | None") -> str:
    """Return all text in *element* on one line."""
    if element is None:
        return ""
    return " ".join(" ".join(str(text) for text in element.itertext()).split())
