"""The size of a template's letters relative to ours, used to fit page one."""

from dataclasses import dataclass

from lxml import etree

from focusgroup.exports.word.company_template.headings import with_bases
from focusgroup.exports.word.company_template.parts import Package, w
from focusgroup.exports.word.company_template.safety import DOCUMENT
from focusgroup.exports.word.template import TWINS

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_OURS = (1.0, 1.0)
_FONTS = {
    **dict.fromkeys(("calibri", "carlito", "candara", "corbel", "garamond", "gill sans mt"), _OURS),
    **dict.fromkeys(("times new roman", "liberation serif", "aptos narrow", "arial narrow"), _OURS),
    **dict.fromkeys(("cambria", "caladea"), (1.06, 1.0)),
    **dict.fromkeys(
        ("arial", "liberation sans", "helvetica", "tahoma", "trebuchet ms"), (1.13, 1.0)
    ),
    **dict.fromkeys(("aptos", "segoe ui", "lato", "source sans pro"), (1.1, 1.1)),
    **dict.fromkeys(
        ("open sans", "noto sans", "noto serif", "roboto", "inter", "montserrat"), (1.2, 1.12)
    ),
    **dict.fromkeys(("verdana", "dejavu sans", "bitstream vera sans"), (1.28, 1.0)),
    "dejavu serif": (1.28, 1.0),
    **dict.fromkeys(("georgia", "gelasio", "century gothic"), (1.18, 1.0)),
}
"""How much wider text and how much taller lines are than in Calibri, used to fit the first page:
means over English text, from the fonts' own width tables."""

_UNKNOWN = (1.2, 1.12)
"""For other fonts: a generous guess."""

_LINES = {"Heading1": (760, 1), "Heading2": (480, 3)}
"""Twips of a line of these styles in our own template, and how many there are on page one."""

_TITLE_SPACE = 90
_AUTO = 280
"""Twips that Word puts before and after a paragraph by itself, if it is asked to."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The size of a template's letters: *wide* and *tall* are factors, *more* twips in heads.

    *title* is the size of the title in points, *font* what text is set in.
    """

    wide: float
    tall: float
    more: int
    title: float = 24.0
    font: str = "Calibri"


def factors(font: str) -> tuple[float, float]:
    """Return how much wider and taller the letters of *font* are than ours."""
    return _FONTS.get(font.casefold(), _UNKNOWN)


def letters(package: Package) -> Letters:
    """Return the letter sizes of *package*."""
    name = package.related(DOCUMENT, "styles")
    if name is None:
        return Letters(*_OURS, 0)
    root = package.tree(name)
    font = _font(package, root)
    wide, tall = factors(font)
    known = {each.get(w("styleId")): each for each in root.iter(w("style"))}
    more = sum(
        count * max(0, _height(root, known, each) - ours) for each, (ours, count) in _LINES.items()
    )
    spaces, line = _line(root, known, "Title")
    more += max(0, spaces - _TITLE_SPACE)
    return Letters(wide, tall, round(more), max(24.0, line / 1.22 / 20), font)


def name_twins(package: Package) -> None:
    """Name the free font that is as wide as each font in the list of fonts, where there is one."""
    name = package.related(DOCUMENT, "fontTable")
    if name is None:
        return
    root = package.tree(name)
    for each in root.iter(w("font")):
        twin = TWINS.get(each.get(w("name")) or "")
        if twin and each.find(w("altName")) is None:
            alternative = etree.Element(w("altName"))
            alternative.set(w("val"), twin)
            each.insert(0, alternative)
    package.put(name, root)


def line_height(package: Package, style: str) -> int:
    """Return the twips of a line in paragraph *style*, or in none, with the space around it."""
    name = package.related(DOCUMENT, "styles")
    if name is None:
        return 244
    root = package.tree(name)
    known = {each.get(w("styleId")): each for each in root.iter(w("style"))}
    return round(_height(root, known, style))


def _font(package: Package, root: etree._Element) -> str:
    """Return the font of the company's Normal style, taken from the theme if it refers there."""
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
    """Return the twips of one line in *style*, with the space around it."""
    return sum(_line(root, known, style))


def _line(root: etree._Element, known: _Styles, style: str) -> tuple[float, float]:
    """Return the twips around one line in *style*, and those of the line."""

    def said(path: str, attribute: str, otherwise: float) -> float:
        for each in with_bases(root, known.get(style), known):
            found = each.find(path)
            value = "" if found is None else found.get(w(attribute)) or ""
            if value.isdecimal() and len(value) < 6:
                return float(value)
        return otherwise

    spacing = f"{w('pPr')}/{w('spacing')}"
    size = said(f"{w('rPr')}/{w('sz')}", "val", 20) * 10
    line = size * 1.22 * said(spacing, "line", 240) / 240
    around = sum(
        _AUTO if said(spacing, f"{side}Autospacing", 0) else said(spacing, side, 0)
        for side in ("before", "after")
    )
    return around, line
