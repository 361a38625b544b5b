"""Take an OpenDocument text (.odt, .fodt) apart into the pieces of a guide."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from focusgroup.imports.guides.inline import Run, marked_up, plain_text
from focusgroup.imports.guides.levels import Levels
from focusgroup.imports.guides.odt_styles import (
    DRAW,
    OFFICE,
    TABLE,
    TEXT,
    OdtLook,
    OdtStyles,
    text_of,
)
from focusgroup.imports.guides.package import ZippedParts, xml_of
from focusgroup.imports.guides.pieces import (
    COVERED,
    Cell,
    GuidePart,
    GuidePiece,
    Omitted,
    Taken,
    Unreadable,
    refuse_too_long,
    without_tables,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

DEEPEST = 40
"""The most lists, tables and sections in each other that are read."""

_MOST_REPEATED = 50
_DC = "{http://purl.org/dc/elements/1.1/}"
_SKIPPED = {
    f"{TEXT}tracked-changes": "",
    f"{TEXT}table-of-content": "it is a table of contents",
    f"{TEXT}alphabetical-index": "it is an index",
    f"{TEXT}bibliography": "it is a bibliography",
    f"{OFFICE}forms": "",
    f"{TEXT}sequence-decls": "",
    f"{TEXT}variable-decls": "",
    f"{TEXT}user-field-decls": "",
}


def take_open_document(data: bytes) -> Taken:
    """Return the pieces of an OpenDocument text. Raises Unreadable if it is damaged."""
    package = ZippedParts(data)
    if b"manifest:encryption-data" in package.part("META-INF/manifest.xml"):
        raise Unreadable("a password protects it")
    content = package.xml("content.xml")
    if content is None:
        raise Unreadable("it has no text part")
    return _taken(content, package.xml("styles.xml"))


def take_flat_document(data: bytes) -> Taken:
    """Return the pieces of a flat OpenDocument text, which is one XML file."""
    root = xml_of(data, "office:document")
    return _taken(root, root)


def _taken(content: "_Element", styles: "_Element | None") -> Taken:
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Unreadable("it has no text part")
    refuse_too_long(body)
    reader = _OdtReader(OdtStyles(styles, content))
    reader.blocks(body, 0, 0)
    reader.finish(styles)
    return Taken(tuple(reader.pieces), tuple(reader.left_out))


@dataclass(slots=True)
class _OdtText:
    """The text of a paragraph, and what is anchored in it."""

    runs: list[Run] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    boxes: list["_Element"] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    pictures: int = 0


class _OdtReader:
    """Walks through the text; every paragraph becomes a piece, or is left out with a reason."""

    def __init__(self, styles: OdtStyles) -> None:
        self.styles = styles
        self.pieces: list[GuidePiece] = []
        self.left_out: list[Omitted] = []
        self.place = 0
        self.counted: dict[int, int] = {}
        self.indents = Levels()  # Word's lists come as one for each indent, side by side.
        self.within = 0
        self.pictures = 0

    def blocks(self, parent: Iterable["_Element"], nested: int, depth: int) -> None:
        """Read the paragraphs, lists and tables in *parent*, *nested* in so many list items."""
        if depth > DEEPEST:
            self.left_out.append(Omitted(self.place, "", "it is nested too deep"))
            return
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            if tag == f"{TEXT}list":
                margin = self.styles.list_margin(child.get(f"{TEXT}style-name"))
                self.within = 0 if nested else self.indents.item(margin) - 1
                self._list(child, nested + 1, "", depth)
                self.within = 0
                continue
            self.indents.end()
            if tag in (f"{TEXT}p", f"{TEXT}h"):
                self._paragraph(child, nested, depth)
            elif tag == f"{TABLE}table":
                self._table(child, depth)
            elif tag in _SKIPPED:
                if why := _SKIPPED[tag]:
                    self.left_out.append(Omitted(self.place, text_of(child), why))
            elif tag == f"{DRAW}frame":
                self._frame(child, nested, depth)
            else:
                self.blocks(child, nested, depth + 1)

    # -- paragraphs ---------------------------------------------------------------------

    def _paragraph(
        self, paragraph: "_Element", nested: int, depth: int, item: GuidePiece | None = None
    ) -> bool:
        """Read one paragraph, as *item* if it is the first of one; return whether it has text."""
        self.place += 1
        look = self.styles.look(paragraph.get(f"{TEXT}style-name"))
        text = _OdtText()
        self._inline(paragraph, look, text, 0)
        self.left_out += [Omitted(self.place, gone, why) for gone, why in text.dropped]
        has_text = bool(plain_text(text.runs))
        if has_text:
            self.pieces.append(self._piece(paragraph, look, text, nested, item))
        self.pictures += text.pictures
        for comment in text.comments:
            note = marked_up([Run(comment)])
            self.pieces.append(GuidePiece(GuidePart.NOTE, note, self.place, nested))
        for box in text.boxes:
            self.blocks(box, 0, depth + 1)
        return has_text

    def _piece(
        self,
        paragraph: "_Element",
        look: OdtLook,
        text: _OdtText,
        nested: int,
        item: GuidePiece | None,
    ) -> GuidePiece:
        level = look.outline
        if paragraph.tag == f"{TEXT}h":
            said = paragraph.get(f"{TEXT}outline-level") or ""
            level = int(said) if said.isdecimal() and len(said) < 3 else level or 1
        if look.title or level:
            kind = GuidePart.TITLE if look.title else GuidePart.HEADING
            return GuidePiece(kind, marked_up(text.runs, plain=True), self.place, level or 1)
        usual = self.styles.size
        if min(text.sizes, default=usual) >= usual + 2 and not item:
            said = "".join(run.text for run in text.runs)
            if len(said) <= 100:
                text.runs = [Run(run.text, True, run.italic) for run in text.runs]
        marked = marked_up(text.runs)
        if item is not None:
            return replace(item, text=marked, place=self.place)
        if look.quote:
            return GuidePiece(GuidePart.QUOTE, marked, self.place)
        return GuidePiece(GuidePart.TEXT, marked, self.place, nested)

    def _inline(self, element: "_Element", look: OdtLook, found: _OdtText, depth: int) -> None:
        self._say(element.text, look, found)
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag == f"{TEXT}span":
                own = self.styles.look(child.get(f"{TEXT}style-name"), look)
                self._inline(child, own, found, depth + 1)
            elif tag == f"{TEXT}line-break":
                found.runs.append(Run("\n", look.bold, look.italic))
            elif tag == f"{TEXT}tab":
                found.runs.append(Run("\t", look.bold, look.italic))
            elif tag == f"{TEXT}s":
                found.runs.append(Run(" ", look.bold, look.italic))
            elif tag == f"{OFFICE}annotation":
                author = text_of(child.find(f"{DC_CREATOR}"))
                words = " ".join(text_of(each) for each in child.iter(f"{TEXT}p"))
                by = f" (comment by {author})" if author else " (a comment)"
                found.comments += [words + by] if words.strip() else []
            elif tag == f"{TEXT}note":
                words = text_of(child.find(f"{TEXT}note-body"))
                found.comments += [words] if words else []
            elif tag == f"{DRAW}frame" or tag.startswith(DRAW):
                boxes = list(child.iter(f"{DRAW}text-box"))
                found.boxes += boxes[:1]
                found.pictures += not boxes
            elif tag == f"{TEXT}hidden-text":
                pass
            elif tag and tag not in (f"{TEXT}ruby-text", f"{OFFICE}annotation-end"):
                self._inline(child, look, found, depth + 1)
            self._say(child.tail, look, found)

    def _say(self, text: str | None, look: OdtLook, found: _OdtText) -> None:
        if not text:
            return
        text = " ".join(f"x{text}x".split())[1:-1]
        if look.hidden or look.struck:
            why = "it is hidden text" if look.hidden else "it is crossed out"
            found.dropped.append((text, why))
            return
        found.runs.append(Run(text, bool(look.bold), bool(look.italic)))
        if text.strip():
            found.sizes.append(look.size or self.styles.size)

    # -- lists, tables, frames ------------------------------------------------------------

    def _list(self, listing: "_Element", level: int, style: str, depth: int) -> None:
        if depth > DEEPEST:
            return
        style = listing.get(f"{TEXT}style-name") or style
        form = self.styles.number_format(style, level)
        continued = listing.get(f"{TEXT}continue-numbering") == "true"
        goes_on = continued or listing.get(f"{TEXT}continue-list") is not None
        count = self.counted.get(level, 0) if goes_on else 0
        for item in listing:
            if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            start = item.get(f"{TEXT}start-value") or ""
            count = int(start) if start.isdecimal() and len(start) < 6 else count + 1
            shown = level + self.within
            number, letters = count if form else None, form in ("a", "A")
            own = GuidePiece(GuidePart.ITEM, "", 0, shown, number, lettered=letters)
            waiting: GuidePiece | None = own if item.tag == f"{TEXT}list-item" else None
            for child in item:
                if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                    if self._paragraph(child, shown, depth, waiting):
                        waiting = None
                elif child.tag == f"{TEXT}list":
                    self._list(child, level + 1, style, depth + 1)
                else:
                    self.blocks([child], level, depth + 1)
            if waiting is own:
                count -= 1
        self.counted[level] = count

    def _table(self, table: "_Element", depth: int) -> None:
        place, header = self.place + 1, table.find(f"{TABLE}table-header-rows") is not None
        rows: list[tuple[Cell, ...]] = []
        for row in table.iter(f"{TABLE}table-row"):
            if next(iter(row.iterancestors(f"{TABLE}table"))) is table:
                rows.append(self._row(row, depth))
        if rows:
            self.pieces.append(
                GuidePiece(GuidePart.TABLE, "", place, rows=tuple(rows), header=header)
            )

    def _row(self, row: "_Element", depth: int) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for cell in row:
            if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                continue
            outer, self.pieces = self.pieces, []
            self.blocks(cell, 0, depth + 1)
            inner, self.pieces = self.pieces, outer
            flat = without_tables(inner)
            covered = cell.tag == f"{TABLE}covered-table-cell" and cells and cells[-1]
            cells.append(tuple(flat) or (COVERED if covered else ()))
            repeated = cell.get(f"{TABLE}number-columns-repeated") or "1"
            if not flat and repeated.isdecimal() and len(repeated) < 9:
                cells += [()] * (min(int(repeated), _MOST_REPEATED) - 1)
        return tuple(cells)

    def _frame(self, frame: "_Element", nested: int, depth: int) -> None:
        boxes = list(frame.iter(f"{DRAW}text-box"))
        self.pictures += not boxes
        for box in boxes[:1]:
            self.blocks(box, nested, depth + 1)

    def finish(self, styles: "_Element | None") -> None:
        """Name what is left out of the whole document: pictures, headers and footers."""
        if self.pictures:
            what = f"{self.pictures} picture{'s' * (self.pictures > 1)}"
            self.left_out.append(Omitted(0, what, "an agenda has no pictures"))
        for master in self.styles.headers(styles):
            text = text_of(master)
            if any(char.isalpha() for char in text):
                self.left_out.append(Omitted(0, text, "it is a header or footer"))


DC_CREATOR = f"{_DC}creator"
