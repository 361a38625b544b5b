"""Take a web page, also one that Word or Google Docs saved, apart into the pieces of a guide."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from focusgroup.core.patterns import lazy_pattern
from focusgroup.imports.guides.inline import Run, marked_up, plain_text
from focusgroup.imports.guides.pieces import (
    COVERED,
    Cell,
    GuidePart,
    GuidePiece,
    Omitted,
    Taken,
    Unreadable,
    refuse_too_long,
)
from focusgroup.imports.guides.web_pages.run_in_lists import with_lists_apart
from focusgroup.imports.text_encoding import decoded
from focusgroup.system.named_encoding import named_encoding

if TYPE_CHECKING:
    from lxml.etree import _Element

DEEPEST = 200
"""The most elements in each other that are read; a saved page has about 30."""

_QUOTES = ("quote", "quotation", "block-text", "blocktext")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_HEADING = lazy_pattern(r"h[1-6]")
_BLOCKS = frozenset(
    """address article aside body center dd details dialog div dl dt fieldset figcaption figure form
    header hgroup html legend main p pre section summary tbody tfoot thead""".split()
)
_SKIPPED = frozenset(
    """audio button canvas datalist footer head iframe map math menu nav noscript object script
    select style svg template textarea title video""".split()
)
_NAMED = {"nav": "it is the navigation of the page", "footer": "it is the footer of the page"}
_BOLD = lazy_pattern(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NOT_BOLD = lazy_pattern(r"font-weight:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_ITALIC = lazy_pattern(r"font-style:\s*(?:italic|oblique)", re.IGNORECASE)
_HIDDEN = lazy_pattern(r"display:\s*none|visibility:\s*hidden|mso-hide:\s*all", re.IGNORECASE)
_STRUCK = lazy_pattern(r"text-decoration[a-z-]*:\s*line-through", re.IGNORECASE)
_WORD_LIST = lazy_pattern(r"mso-list:\s*l\d+\s+level(\d)", re.IGNORECASE)
_WORD_MARK = lazy_pattern(r"mso-list:\s*ignore", re.IGNORECASE)
_LETTERS = lazy_pattern(r"^[aA] |lower-alpha|upper-alpha|lower-latin|upper-latin")
_NUMBER = lazy_pattern(r"\(?(\d{1,4})[.)]?$")

_MOST_CHARACTERS = 600_000
"""Less than in a document: a page has no limit of its own for what one paragraph holds."""


def take_web_page(data: bytes) -> Taken:
    """Return the pieces of a web page. Raises Unreadable if there is nothing to read."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(_text_of(data).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("it has no text") from error
    if root is None:
        raise Unreadable("it has no text")
    body = root.find("body")
    refuse_too_long(root if body is None else body, _MOST_CHARACTERS)
    page = _Page()
    page.element(root if body is None else body, 0)
    page.flush()
    name = " ".join((root.findtext("head/title") or "").split())
    if name and page.pieces and page.pieces[0].text.strip("*_") == name:
        page.pieces[0] = replace(page.pieces[0], kind=GuidePart.TITLE, level=1, text=name)
    return Taken(tuple(with_lists_apart(page.pieces)), tuple(page.left_out))


def _text_of(data: bytes) -> str:
    """Return the text of a page, in the encoding that its head names or that gives sense."""
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        named = _CHARSET.search(data[:4096])
        if named and not named_encoding():
            try:
                return data.decode(named[1].decode("ascii"))
            except (LookupError, UnicodeError):
                pass
    found = decoded(data)
    return found.text if found else data.decode("utf-8", "replace")


_LEVEL_OF_LIST = lazy_pattern(r"\blst-kix_\w+-(\d)\b")
"""The level of a list in a word processor's page, which has no list in another."""


class _Page:
    """Walks through the page; text gathers until the block that it is in begins or ends."""

    def __init__(self) -> None:
        self.pieces: list[GuidePiece] = []
        self.left_out: list[Omitted] = []
        self.runs: list[Run] = []
        self.kind = GuidePart.TEXT
        self.heading = 0
        self.nested = 0
        self.item: GuidePiece | None = None
        self.bold = self.italic = self.as_written = False
        self.begun = False
        self.line = 0

    def flush(self) -> None:
        """Make a piece of the text gathered so far."""
        runs, self.runs, self.begun = self.runs, [], False
        if not plain_text(runs):
            return
        is_heading = self.kind in (GuidePart.HEADING, GuidePart.TITLE)
        text = marked_up(runs, plain=is_heading)
        if is_heading:
            self.pieces.append(GuidePiece(self.kind, text, self.line, self.heading))
        elif self.item is not None:
            item, self.item = self.item, None
            self.pieces.append(replace(item, text=text, place=self.line))
        else:
            self.pieces.append(GuidePiece(self.kind, text, self.line, self.nested))

    def element(self, element: "_Element", depth: int) -> None:
        """Read one element with all in it."""
        tag = element.tag
        if not isinstance(tag, str) or depth > DEEPEST:
            return
        style = element.get("style") or ""
        if tag in _SKIPPED or element.get("hidden") is not None or _HIDDEN.search(style):
            words = _words(element)
            why = _NAMED.get(tag, "" if tag in _SKIPPED else "it is hidden")
            if words and why:
                self.left_out.append(Omitted(element.sourceline or 0, words, why))
            return
        if tag in ("del", "s", "strike") or _STRUCK.search(style):
            if words := _words(element):
                self.left_out.append(Omitted(element.sourceline or 0, words, "it is crossed out"))
            return
        kept = self.bold, self.italic
        self._style(tag, style)
        self._tagged(element, tag, style, depth)
        self.bold, self.italic = kept

    def _style(self, tag: str, style: str) -> None:
        if tag in ("b", "strong", "th") or _BOLD.search(style):
            self.bold = True
        elif _NOT_BOLD.search(style):
            self.bold = False
        if tag in ("i", "em", "cite") or _ITALIC.search(style):
            self.italic = True

    def _tagged(self, element: "_Element", tag: str, style: str, depth: int) -> None:
        if tag == "br":
            self.runs.append(Run("\n", self.bold, self.italic))
        elif tag == "hr":
            self.flush()
        elif tag == "img":
            alt = element.get("alt") or ""
            what = f"a picture: {alt}" if alt else "a picture"
            self.left_out.append(Omitted(element.sourceline or 0, what, "an agenda has none"))
        elif tag == "input":
            if (element.get("type") or "").lower() == "checkbox":
                self.runs.append(Run("☐ "))
        elif tag == "table":
            self.flush()
            self._table(element, depth)
        elif tag in ("ul", "ol"):
            self._list(element, tag, depth)
        elif tag == "blockquote":
            self._as(GuidePart.QUOTE, 0, element, depth)
        elif _HEADING.fullmatch(tag):
            is_title = "title" in (element.get("class") or "").lower().split()
            kind = GuidePart.TITLE if is_title else GuidePart.HEADING
            self._as(kind, int(tag[1]), element, depth)
        elif found := _WORD_LIST.search(style):
            self._word_item(element, int(found[1]), depth)
        elif tag == "p" and "title" in (name := (element.get("class") or "").lower()):
            self._as(GuidePart.TITLE if "sub" not in name else self.kind, 1, element, depth)
        elif tag == "p" and any(word in name for word in _QUOTES):
            self._as(GuidePart.QUOTE, 0, element, depth)
        elif tag in _BLOCKS:
            self.flush()
            self._inside(element, depth, as_written=tag == "pre")
            self.flush()
        else:
            self._inside(element, depth)

    def _as(self, kind: GuidePart, level: int, element: "_Element", depth: int) -> None:
        """Read all in *element* as of one kind: a heading or a script."""
        self.flush()
        kept = self.kind, self.heading
        self.kind, self.heading = kind, level
        self._inside(element, depth)
        self.flush()
        self.kind, self.heading = kept

    def _inside(self, element: "_Element", depth: int, *, as_written: bool = False) -> None:
        kept, self.as_written = self.as_written, self.as_written or as_written
        self._say(element.text, element.sourceline)
        for child in element:
            self.element(child, depth + 1)
            self._say(child.tail, child.sourceline)
        self.as_written = kept

    def _say(self, text: str | None, line: int | None) -> None:
        if not text:
            return
        if not self.as_written:
            text = " ".join(f"x{text}x".split())[1:-1]
        if not self.begun and text.strip():
            self.begun, self.line = True, line or self.line
        self.runs.append(Run(text, self.bold, self.italic))

    def _list(self, listing: "_Element", tag: str, depth: int) -> None:
        self.flush()
        start = listing.get("start") or ""
        number = int(start) if start.isdecimal() and len(start) < 6 else 1
        said = f"{listing.get('type')} {listing.get('style')}"
        lettered = tag == "ol" and bool(_LETTERS.search(said))
        # A list that is an item's brother instead of its child is still nested in it.
        level = _LEVEL_OF_LIST.search(listing.get("class") or "")
        deeper = 1 + (int(level[1]) if level and not self.nested else 0)
        self.nested += deeper
        for child in listing:
            if child.tag == "li":
                own = child.get("value") or ""
                number = int(own) if own.isdecimal() and len(own) < 6 else number
                own_number = number if tag == "ol" else None
                item = GuidePiece(GuidePart.ITEM, "", 0, self.nested, own_number)
                self._item(child, replace(item, lettered=lettered), depth)
                number += 1
            else:
                self.element(child, depth + 1)
        self.flush()
        self.nested -= deeper

    def _item(self, element: "_Element", item: GuidePiece, depth: int) -> None:
        self.flush()
        self.item = item
        self._inside(element, depth)
        self.flush()
        self.item = None

    def _word_item(self, element: "_Element", level: int, depth: int) -> None:
        """Read a paragraph that Word saved as a list item: its mark is hidden in a span."""
        self.flush()
        number = None
        for mark in element.iter("span"):
            if _WORD_MARK.search(mark.get("style") or ""):
                found = _NUMBER.match(" ".join(mark.itertext()).strip())
                number = int(found[1]) if found else None
                mark.text = None
                for each in list(mark):
                    mark.remove(each)
                break
        kept, self.nested = self.nested, level
        self.item = GuidePiece(GuidePart.ITEM, "", 0, level, number)
        self._inside(element, depth)
        self.flush()
        self.item, self.nested = None, kept

    def _table(self, table: "_Element", depth: int) -> None:
        rows: list[tuple[Cell, ...]] = []
        header = False
        covered: dict[int, int] = {}
        for row in table.iter("tr"):
            if next(iter(row.iterancestors("table"))) is not table:
                continue
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            if not rows:
                header = bool(cells) and all(cell.tag == "th" for cell in cells)
            rows.append(self._row(cells, covered, depth))
        if rows:
            line = table.sourceline or 0
            self.pieces.append(
                GuidePiece(GuidePart.TABLE, "", line, rows=tuple(rows), header=header)
            )

    def _row(
        self, cells: "list[_Element]", covered: dict[int, int], depth: int
    ) -> tuple[Cell, ...]:
        """Return a row; *covered* are the columns that cells above reach into, and for how long."""
        row: list[Cell] = []
        reaching: dict[int, int] = {}
        for cell in cells:
            while covered.get(len(row), 0):
                row.append(())
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            reaching |= {len(row) + n: high - 1 for n in range(wide) if high > 1}
            row += [self._cell(cell, depth), *(COVERED for _ in range(wide - 1))]
        for at, rows in list(covered.items()):
            covered[at] = max(rows - 1, 0)
        covered |= reaching
        return tuple(row)

    def _cell(self, cell: "_Element", depth: int) -> Cell:
        outer, nested, self.pieces, self.nested = self.pieces, self.nested, [], 0
        self.item = None
        self.element(cell, depth + 1)
        self.flush()
        inner, self.pieces, self.nested = self.pieces, outer, nested
        flat: list[GuidePiece] = []
        for piece in inner:
            tables = piece.kind is GuidePart.TABLE
            flat += [e for row in piece.rows for c in row for e in c] if tables else [piece]
        return tuple(flat)


def _span(cell: "_Element", name: str) -> int:
    """Return over how many columns or rows a cell reaches."""
    said = str(cell.get(name) or "1").strip()
    return max(1, min(int(said), 50)) if said.isdecimal() and len(said) < 4 else 1


def _words(element: "_Element") -> str:
    return " ".join(" ".join(str(text) for text in element.itertext()).split())
