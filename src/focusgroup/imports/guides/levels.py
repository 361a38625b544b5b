"""The levels of word processors: of headings by style, of lists by how far they are indented."""

from dataclasses import dataclass, field

from focusgroup.core.patterns import lazy_pattern

_APART = 60
"""Twentieths of a point between two indents that are the same to the eye."""

_TAB = 720
_BLANK = 60
_LEAD = lazy_pattern(r"^[ \t\u00a0\u3000]+")
TITLE_LEVEL = -1
"""The heading level of the style Title."""

_TITLES = frozenset(
    ("title", "titel", "titre", "título", "titulo", "titolo", "标题", "標題", "表題", "タイトル")
)
_HEADING = lazy_pattern(
    r"(?:heading|überschrift|titre|título|titulo|titolo|kop|encabezado|cabeçalho|intestazione"
    r"|标题|標題|見出し)\s?(?P<level>[1-9])$"
)


def level_named(name: str) -> int | None:
    """Return the level of a heading style by its *name* in small letters, or `TITLE_LEVEL`.

    Word and LibreOffice store the English names; other programs those of their language.
    """
    if name in _TITLES:
        return TITLE_LEVEL
    found = _HEADING.match(name)
    return int(found["level"]) if found else None


@dataclass(frozen=True, slots=True)
class _OpenItem:
    indent: int
    list_id: str
    depth: int


@dataclass(slots=True)
class Levels:
    """The items that the next paragraph may be nested in."""

    open: list[_OpenItem] = field(default_factory=list)

    def item(self, indent: int, list_id: str = "", depth: int = 0) -> int:
        """Return the level of an item, 1 for one that is in no other."""
        while self.open:
            top = self.open[-1]
            same = bool(list_id) and top.list_id == list_id
            if top.depth < depth if same else top.indent + _APART < indent:
                break
            self.open.pop()
        self.open.append(_OpenItem(indent, list_id, depth))
        return len(self.open)

    def text(self, indent: int) -> int:
        """Return how many items a paragraph without a bullet belongs to, 0 for none."""
        inside = sum(0 < item.indent <= indent + _APART for item in self.open)
        del self.open[inside:]
        return inside

    def end(self) -> None:
        """End all lists: a heading or a table comes."""
        self.open.clear()


def lead_of(text: str) -> int:
    """Return how far the tabs and blanks typed before *text* indent it."""
    lead = _LEAD.match(text)
    return sum(_TAB if char == "\t" else _BLANK for char in lead.group()) if lead else 0
