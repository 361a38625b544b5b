"""The styles and the numbering of a Word document: what a paragraph's style makes of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from focusgroup.imports.guides.levels import level_named

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY_LEVEL = 9
_INDENT_A_LEVEL = 720
"""Twentieths of a point that a level is indented where nothing says how much."""

_BOXES = frozenset("☐☑☒□❏❑❒◻\uf0a8\uf06f\uf071\uf072")
_QUOTES = ("quote", "block text", "quotation", "zitat", "citation", "blocktext")
_SCRIPTS = ("script", "read aloud", "skript", "vorlesen", "sprechtext", "texte à lire")


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says; None for what it leaves to the style that it is based on.

    *heading* is 1 to 9, or `TITLE_LEVEL`. *list_id* and *depth* are its numbering. *indent* is in
    twentieths of a point, *size* in half points.
    """

    heading: int | None = None
    quote: bool | None = None
    contents: bool | None = None
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    capitals: bool | None = None
    underlined: bool | None = None
    size: int | None = None
    list_id: str | None = None
    depth: int | None = None
    indent: int | None = None

    def over(self, base: "Look") -> "Look":
        """Return this look, with what it doesn't say taken from *base*."""
        return _over(self, base)


PLAIN = Look()


@lru_cache(maxsize=4_096)
def _over(look: Look, base: Look) -> Look:
    # Cached: a document has thousands of runs and a dozen looks.
    said = {name: getattr(look, name) for name in look.__slots__}
    return replace(base, **{name: value for name, value in said.items() if value is not None})


def value(element: "_Element | None", name: str = "val") -> str | None:
    """Return an attribute of Word's, None if the element or the attribute is missing."""
    return None if element is None else element.get(f"{W}{name}")


def number(said: str | None) -> int | None:
    """Return a whole number, None for anything else or one that no document has."""
    if said is None or len(said) > 9:
        return None
    try:
        return int(float(said))
    except (ValueError, OverflowError):
        return None


def run_look(properties: "_Element | None") -> Look:
    """Return what the properties of a run (``w:rPr``) say."""
    if properties is None or not len(properties):
        return PLAIN
    underline = value(properties.find(f"{W}u"))
    return Look(
        bold=_flag(properties, "b"),
        italic=_flag(properties, "i"),
        hidden=_flag(properties, "vanish"),
        struck=_flag(properties, "strike") or _flag(properties, "dstrike"),
        capitals=_flag(properties, "caps"),
        underlined=None if underline is None else underline != "none",
        size=number(value(properties.find(f"{W}sz"))),
    )


def paragraph_look(properties: "_Element | None") -> Look:
    """Return what the properties of a paragraph (``w:pPr``) say, without its style."""
    if properties is None or not len(properties):
        return PLAIN
    outline = number(value(properties.find(f"{W}outlineLvl")))
    numbering = properties.find(f"{W}numPr")
    indent = properties.find(f"{W}ind")
    listed = depth = None
    if numbering is not None:
        listed = value(numbering.find(f"{W}numId"))
        depth = number(value(numbering.find(f"{W}ilvl")))
    left = number(value(indent, "left") or value(indent, "start"))
    heading = None
    if outline is not None:
        heading = outline + 1 if 0 <= outline < _BODY_LEVEL else 0
    return Look(heading=heading, list_id=listed, depth=depth, indent=left)


def _flag(properties: "_Element", name: str) -> bool | None:
    found = properties.find(f"{W}{name}")
    return None if found is None else value(found) not in ("0", "false", "off", "none")


class WordStyles:
    """The looks of all styles by their id."""

    def __init__(self, root: "_Element | None") -> None:
        self._looks: dict[str, Look] = {}
        self._based: dict[str, str] = {}
        self._resolved: dict[str, Look] = {}
        self.paragraph = PLAIN
        for style in root.iter(f"{W}style") if root is not None else ():
            self._read(style)
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self.defaults = run_look(defaults)

    def _read(self, style: "_Element") -> None:
        key = value(style, "styleId") or ""
        name = (value(style.find(f"{W}name")) or "").lower()
        paragraph = paragraph_look(style.find(f"{W}pPr"))
        look = paragraph.over(run_look(style.find(f"{W}rPr")))
        if (level := level_named(name)) is not None:
            look = replace(look, heading=level)
        quoted = any(word in name for word in _QUOTES) or name in _SCRIPTS
        contents = name.startswith(("toc ", "toc heading", "contents ", "table of figures"))
        look = replace(look, quote=quoted or None, contents=contents or None)
        if name == "strong":
            look = replace(look, bold=True)
        self._looks[key] = look
        self._based[key] = value(style.find(f"{W}basedOn")) or ""
        if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
            self.paragraph = look

    def look(self, key: str | None) -> Look:
        """Return the look of a style, with all that it is based on."""
        if not key or key not in self._looks:
            return self.paragraph if key is None else PLAIN
        if key not in self._resolved:
            chain: list[str] = []
            at = key
            while at in self._looks and at not in chain:
                chain.append(at)
                at = self._based[at]
            look = PLAIN
            for each in reversed(chain):
                look = self._looks[each].over(look)
            self._resolved[key] = look
        return self._resolved[key]


@dataclass(slots=True)
class ListLevel:
    """One level of a list: numbers, of them letters, or bullets, of them boxes to tick."""

    numbered: bool = False
    task: bool = False
    lettered: bool = False
    shown: bool = True
    start: int = 1
    indent: int = _INDENT_A_LEVEL


@dataclass(slots=True)
class WordLists:
    """The lists of a document, and how far each is counted."""

    levels: dict[str, dict[int, ListLevel]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    counted: dict[str, dict[int, int]] = field(default_factory=dict)

    def level(self, list_id: str, depth: int) -> ListLevel:
        """Return a level of a list, bullets where the document doesn't say."""
        known = self.levels.get(self.shared.get(list_id, ""), {})
        return known.get(depth) or ListLevel(indent=_INDENT_A_LEVEL * (depth + 1))

    def next_number(self, list_id: str, depth: int) -> int:
        """Return the number of the next item of that list and level."""
        key = self.shared.get(list_id, list_id)
        counted = self.counted.setdefault(key, {})
        restart = self.restarts.get(list_id, {}).pop(depth, None)
        if restart is not None:
            counted[depth] = restart
        elif depth in counted:
            counted[depth] += 1
        else:
            counted[depth] = self.level(list_id, depth).start
        for deeper in [each for each in counted if each > depth]:
            del counted[deeper]
        return min(max(counted[depth], 0), 999_999_999)


def read_lists(root: "_Element | None", styles: WordStyles) -> WordLists:
    """Return the lists that the numbering part defines."""
    lists = WordLists()
    links: dict[str, str] = {}
    for abstract in root.iter(f"{W}abstractNum") if root is not None else ():
        key = value(abstract, "abstractNumId") or ""
        lists.levels[key] = dict(_levels(abstract))
        linked = value(abstract.find(f"{W}numStyleLink"))
        if linked:
            links[key] = linked
    for num in root.iter(f"{W}num") if root is not None else ():
        key = value(num, "numId") or ""
        lists.shared[key] = value(num.find(f"{W}abstractNumId")) or ""
        for override in num.iter(f"{W}lvlOverride"):
            depth = number(value(override, "ilvl"))
            start = number(value(override.find(f"{W}startOverride")))
            if depth is not None and start is not None:
                lists.restarts.setdefault(key, {})[depth] = start
    for key, style in links.items():
        target = lists.shared.get(styles.look(style).list_id or "", "")
        lists.levels[key] = lists.levels.get(target, {})
    return lists


def _levels(abstract: "_Element") -> Iterator[tuple[int, ListLevel]]:
    for level in abstract.iter(f"{W}lvl"):
        depth = number(value(level, "ilvl")) or 0
        form = value(level.find(f"{W}numFmt")) or "decimal"
        text = value(level.find(f"{W}lvlText")) or ""
        left = paragraph_look(level.find(f"{W}pPr")).indent
        yield (
            depth,
            ListLevel(
                numbered=form not in ("bullet", "none"),
                task=form == "bullet" and bool(text) and text[0] in _BOXES,
                lettered=form in ("lowerLetter", "upperLetter"),
                shown=form != "none" or bool(text),
                start=number(value(level.find(f"{W}start"))) or 1,
                indent=_INDENT_A_LEVEL * (depth + 1) if left is None else left,
            ),
        )
