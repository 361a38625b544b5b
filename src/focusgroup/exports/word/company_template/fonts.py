"""How much of a company's page our first page may count on: its letters may be larger than ours."""

from collections.abc import Iterator

from lxml import etree

from focusgroup.exports.word.company_template.archive import Package
from focusgroup.exports.word.company_template.merging import w
from focusgroup.exports.word.company_template.safety import DOCUMENT

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_NARROW = frozenset(
    (
        *("calibri", "carlito", "candara", "corbel", "cambria", "caladea", "garamond"),
        *("times new roman", "liberation serif", "aptos narrow", "arial narrow"),
    )
)
"""Fonts in which a text is about as long as in Calibri, by which the first page is fitted."""

_TALL = frozenset(("verdana", "dejavu sans", "noto sans", "open sans", "segoe ui", "tahoma"))

_WIDE, _WIDEST = 0.88, 0.8
"""The part of a page that the first page may fill by that estimate: Arial and Aptos run 10 to 15 %
wider, those called tall are 12 % higher too."""

_OURS = {"Heading1": 760, "Title": 675}
"""Twips that these take in our own template, one line each."""


def counted_on(package: Package, height: int) -> int:
    """*height* in twips, less what the letters of *package* take more than ours do."""
    name = package.related(DOCUMENT, "styles")
    if name is None:
        return height
    root = package.tree(name)
    font = _font(package, root).casefold()
    room = height * (1 if font in _NARROW else _WIDEST if font in _TALL else _WIDE)
    known = {each.get(w("styleId")): each for each in root.iter(w("style"))}
    for name, ours in _OURS.items():
        room -= max(0, _height(root, known, name) - ours)
    return max(round(room), height // 2)


def _font(package: Package, root: etree._Element) -> str:
    """The font of the company's Normal, by the theme where it says so."""
    normal = next((s for s in root.iter(w("style")) if s.get(w("styleId")) == "Normal"), None)
    defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}")
    for each in (normal, defaults):
        fonts = None if each is None else each.find(f"{w('rPr')}/{w('rFonts')}")
        if fonts is None:
            continue
        if of_theme := fonts.get(w("asciiTheme")):
            return _of_theme(package, "major" if of_theme.startswith("major") else "minor")
        if named := fonts.get(w("ascii")):
            return str(named)
    return "Times New Roman"


def _of_theme(package: Package, which: str) -> str:
    name = package.related(DOCUMENT, "theme")
    if name is None:
        return ""
    found = package.tree(name).find(f".//{{{_A}}}{which}Font/{{{_A}}}latin")
    return "" if found is None else found.get("typeface") or ""


_Styles = dict[str | None, etree._Element]


def _height(root: etree._Element, known: _Styles, style: str) -> float:
    """Twips of one line in *style* with the space around it."""

    def said(path: str, attribute: str, otherwise: float) -> float:
        for each in _with_bases(root, known, style):
            found = each.find(path)
            value = "" if found is None else found.get(w(attribute)) or ""
            if value.isdecimal() and len(value) < 6:
                return float(value)
        return otherwise

    spacing = f"{w('pPr')}/{w('spacing')}"
    size = said(f"{w('rPr')}/{w('sz')}", "val", 20) * 10
    line = size * 1.22 * said(spacing, "line", 240) / 240
    return said(spacing, "before", 0) + line + said(spacing, "after", 0)


def _with_bases(root: etree._Element, known: _Styles, style: str) -> Iterator[etree._Element]:
    """*style* and those that it is based on; a circle of them ends."""
    seen: set[str | None] = set()
    each = known.get(style)
    while each is not None and each.get(w("styleId")) not in seen:
        yield each
        seen.add(each.get(w("styleId")))
        based = each.find(w("basedOn"))
        each = None if based is None else known.get(based.get(w("val")))
    defaults = root.find(w("docDefaults"))
    yield from () if defaults is None else defaults
