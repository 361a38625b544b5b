"""Styles of our own, based on a company's headings, where its own would tear our pages apart.

A heading that begins a page, is numbered, has exact lines or much space around it is right for
a company's chapters, and splits page one. Ours keeps its font, colour and borders.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from focusgroup.exports.word.company_template.parts import W, w
from focusgroup.exports.word.ooxml.markup import style_id

_ON = ("", "1", "true", "on", None)


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that a heading may have: twips *before* and *after* it, half points of *size*."""

    before: int
    after: int
    size: int


LIMITS = {
    "title": Limit(480, 300, 56),
    "heading 1": Limit(480, 240, 44),
    "heading 2": Limit(300, 160, 30),
    "heading 3": Limit(300, 160, 26),
    "toc heading": Limit(480, 240, 44),
    "toc 1": Limit(120, 120, 24),
    "list bullet": Limit(160, 160, 26),
}
"""By the names of Word's styles. Word's own headings stay below them."""

_INSET = 1_200
"""Twips that a heading may be indented from the margin."""


def torn_by(root: etree._Element, style: etree._Element, name: str) -> tuple[str, ...]:
    """Return what in *style*, called *name*, would tear our pages, in words."""
    limit, chain = LIMITS[name], list(with_bases(root, style))
    found = {
        "starts a new page": _is_on(chain, "pageBreakBefore"),
        "is numbered": name != "list bullet" and _value(chain, "numPr/numId") not in ("", "0"),
        "has lines of a fixed height": _value(chain, "spacing", "lineRule") == "exact",
        "has wide spaces around it": _twips(chain, "spacing", "before") > limit.before
        or _twips(chain, "spacing", "after") > limit.after
        or _value(chain, "spacing", "beforeAutospacing") not in ("", "0", "false", "off")
        or _value(chain, "spacing", "afterAutospacing") not in ("", "0", "false", "off"),
        "is in a frame": _first(chain, "framePr") is not None,
        "is set in far from the margin": max(
            abs(_twips(chain, "ind", side)) for side in ("left", "start", "right", "end")
        )
        > _INSET,
        "runs from right to left": _is_on(chain, "bidi"),
        "is larger than a page has room for": _twips(chain, "sz", run=True) > limit.size,
        "is hidden": _is_on(chain, "vanish", run=True),
    }
    return tuple(why for why, there in found.items() if there)


def of_ours(root: etree._Element, style: etree._Element, name: str, title: str) -> etree._Element:
    """Return our style *title* based on *style*, called *name*, without what tears pages.

    It has no id yet.
    """
    limit, chain = LIMITS[name], list(with_bases(root, style))
    made = etree.Element(w("style"))
    made.set(w("type"), "paragraph")
    made.set(w("customStyle"), "1")
    _add(made, "name", val=title)
    framed = _first(chain, "framePr") is not None
    _add(made, "basedOn", val="FGBase" if framed else style.get(w("styleId")) or "")
    _add(made, "qFormat")
    paragraph = _add(made, "pPr")
    for each in ("keepNext", "keepLines"):
        _add(paragraph, each, **({"val": "0"} if name in ("toc 1", "list bullet") else {}))
    _add(paragraph, "pageBreakBefore", val="0")
    numbered = name != "list bullet" and _value(chain, "numPr/numId") not in ("", "0")
    if numbered:
        _add(_add(paragraph, "numPr"), "numId", val="0")
    _add(paragraph, "bidi", val="0")
    _add(
        paragraph,
        "spacing",
        before=str(min(_twips(chain, "spacing", "before"), limit.before)),
        beforeAutospacing="0",
        after=str(min(_twips(chain, "spacing", "after"), limit.after)),
        afterAutospacing="0",
        line="240",
        lineRule="auto",
    )
    if name != "list bullet":
        _add(paragraph, "ind", left="0", right="0", firstLine="0")
    run = _add(made, "rPr")
    copied = _first(chain, "rPr", own=True) if framed else None
    run.extend([] if copied is None else copied)
    for each in ("sz", "szCs", "vanish"):
        for old in run.findall(w(each)):
            run.remove(old)
    place = next((n for n, each in enumerate(run) if each.tag in _AFTER_SIZE), len(run))
    size = str(min(_twips(chain, "sz", run=True) or 22, limit.size))
    run.insert(place, _made("szCs", val=size))
    run.insert(place, _made("sz", val=size))
    if _is_on(chain, "vanish", run=True):
        run.insert(0, _made("vanish", val="0"))
    return made


_AFTER_LEVEL = tuple(map(w, ("divId", "cnfStyle", "rPr", "sectPr", "pPrChange")))


def as_headings(root: etree._Element) -> None:
    """Keep each heading with what follows it, and give it its outline level.

    Contents and bookmarks go by the level. Word knows it by the style's name, LibreOffice does not.
    """
    for level in range(3):
        ours = style_id(f"heading {level + 1}")
        for style in root.iter(w("style")):
            if style.get(w("styleId")) != ours:
                continue
            chain = list(with_bases(root, style))
            found = style.find(w("pPr"))
            paragraph = _paragraph_of(style) if found is None else found
            if not _is_on(chain, "keepNext"):
                for old in paragraph.findall(w("keepNext")):
                    paragraph.remove(old)
                paragraph.insert(0, _made("keepNext"))
            if not _value(chain, "outlineLvl"):
                place = (n for n, each in enumerate(paragraph) if each.tag in _AFTER_LEVEL)
                made = _made("outlineLvl", val=str(level))
                paragraph.insert(next(place, len(paragraph)), made)


def _paragraph_of(style: etree._Element) -> etree._Element:
    """Return new properties of a paragraph in *style*, which has none."""
    made = etree.Element(w("pPr"))
    run = style.find(w("rPr"))
    if run is None:
        style.append(made)
    else:
        run.addprevious(made)
    return made


_AFTER_SIZE = frozenset(
    f"{{{W}}}{name}"
    for name in (
        *("highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em"),
        *("lang", "eastAsianLayout", "specVanish", "oMath"),
    )
)


def with_bases(
    root: etree._Element,
    style: etree._Element | None,
    known: Mapping[str | None, etree._Element] | None = None,
) -> Iterator[etree._Element]:
    """Yield *style*, the styles it is based on, and the defaults; stops if they form a circle.

    *known* are the styles by id, if they are at hand.
    """
    known = known or {each.get(w("styleId")): each for each in reversed(root.findall(w("style")))}
    seen: set[str | None] = set()
    each = style
    while each is not None and each.get(w("styleId")) not in seen:
        yield each
        seen.add(each.get(w("styleId")))
        based = each.find(w("basedOn"))
        each = None if based is None else known.get(based.get(w("val")))
    defaults = root.find(w("docDefaults"))
    yield from () if defaults is None else defaults


def _first(
    chain: list[etree._Element], path: str, *, run: bool = False, own: bool = False
) -> etree._Element | None:
    """Return the nearest property at *path*; *own* asks for a child of the style itself."""
    ahead = "" if own else f"{w('rPr' if run else 'pPr')}/"
    whole = ahead + "/".join(map(w, path.split("/")))
    return next((found for each in chain if (found := each.find(whole)) is not None), None)


def _value(chain: list[etree._Element], path: str, name: str = "val", *, run: bool = False) -> str:
    """Return the nearest attribute *name*: an element may leave it to a style further down."""
    ahead = w("rPr" if run else "pPr")
    for each in chain:
        found = each.find("/".join([ahead, *map(w, path.split("/"))]))
        if found is not None and (value := found.get(w(name))):
            return str(value)
    return ""


def _twips(chain: list[etree._Element], path: str, name: str = "val", *, run: bool = False) -> int:
    value = _value(chain, path, name, run=run)
    digits = value.removeprefix("-")
    return int(value) if digits.isdecimal() and len(digits) < 6 else 0


def _is_on(chain: list[etree._Element], path: str, *, run: bool = False) -> bool:
    found = _first(chain, path, run=run)
    return found is not None and found.get(w("val")) in _ON


def _made(tag: str, **values: str) -> etree._Element:
    element = etree.Element(w(tag))
    for name, value in values.items():
        element.set(w(name), value)
    return element


def _add(parent: etree._Element, tag: str, **values: str) -> etree._Element:
    parent.append(_made(tag, **values))
    return parent[-1]
