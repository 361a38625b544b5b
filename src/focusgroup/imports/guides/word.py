"""Take a Word document (.docx) apart into the pieces of a guide."""

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from focusgroup.imports.guides.inline import Run, marked_up, plain_text
from focusgroup.imports.guides.levels import TITLE_LEVEL, Levels, lead_of
from focusgroup.imports.guides.package import ZippedParts, word_main_part, word_xml
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
from focusgroup.imports.guides.word_inline import (
    WordText,
    all_words,
    read_text,
    style_of,
)
from focusgroup.imports.guides.word_styles import (
    Look,
    W,
    WordLists,
    WordStyles,
    number,
    paragraph_look,
    read_lists,
    run_look,
    value,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

DEEPEST = 40
"""The most tables, frames and controls in each other that are read."""

_LARGER = 4
"""Half points by which a short line must be larger than the text to stand out as if bold."""

_LONGEST_LINE = 100
_CONTENTS = "Table of Contents"
_HAND_MADE = frozenset("-–—•◦▪●○■·►➢➤*\uf0b7\uf0a7")


def take_word(data: bytes) -> Taken:
    """Return the pieces of a Word document. Raises Unreadable if it is damaged."""
    package = ZippedParts(data)
    main = word_main_part(package)
    root = word_xml(package, main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise Unreadable("it has no text part")
    refuse_too_long(body)
    folder = main.rpartition("/")[0]
    reader = _WordReader(package, f"{folder}/" if folder else "")
    reader.count_sizes(body)
    reader.blocks(body, 0)
    reader.finish()
    return Taken(tuple(reader.pieces), tuple(reader.left_out))


class _WordReader:
    """Walks through the body; every paragraph becomes a piece, or is left out with a reason."""

    def __init__(self, package: ZippedParts, folder: str) -> None:
        self.package = package
        self.folder = folder
        self.styles = WordStyles(word_xml(package, f"{folder}styles.xml"))
        self.lists: WordLists = read_lists(word_xml(package, f"{folder}numbering.xml"), self.styles)
        self.notes = {name: self._notes(name) for name in ("comments", "footnotes", "endnotes")}
        self.pieces: list[GuidePiece] = []
        self.left_out: list[Omitted] = []
        self.levels = Levels()
        self.body_size = 0
        self.place = 0
        self.carried: list[Run] = []
        self.pictures = 0
        self.first_picture = 0

    def _notes(self, part: str) -> dict[str, str]:
        """Return the texts of the comments, footnotes or endnotes by their id."""
        root = word_xml(self.package, f"{self.folder}{part}.xml")
        found: dict[str, str] = {}
        for note in root if root is not None else ():
            if value(note, "type"):
                continue  # the line between text and footnotes
            looks = ((each, style_of(each, self.styles)) for each in note.iter(f"{W}p"))
            texts = (plain_text(read_text(each, look, self.styles).runs) for each, look in looks)
            text = " ".join(filter(None, texts))
            author = value(note, "author")
            by = f" (comment by {author})" if author else " (a comment)"
            found[value(note, "id") or ""] = text + (by if part == "comments" and text else "")
        return found

    def count_sizes(self, body: "_Element") -> None:
        """Find the size of most of the text."""
        usual = self.styles.paragraph.size or self.styles.defaults.size or 20
        sizes: Counter[int] = Counter()
        for run in body.iter(f"{W}r"):
            own = run_look(run.find(f"{W}rPr")).size
            sizes[own or usual] += sum(len(each.text or "") for each in run.iterfind(f"{W}t"))
        self.body_size = sizes.most_common(1)[0][0] if sizes else usual

    def blocks(self, parent: "_Element", depth: int) -> None:
        """Read the paragraphs and tables in *parent*."""
        if depth > DEEPEST:
            self._leave_out("", "it is nested too deep")
            return
        for child in parent:
            match child.tag if isinstance(child.tag, str) else "":
                case tag if tag == f"{W}p":
                    self._paragraph(child, depth)
                case tag if tag == f"{W}tbl":
                    self._table(child, depth)
                case tag if tag == f"{W}sdt":
                    self._control(child, depth)
                case tag if tag in (f"{W}del", f"{W}moveFrom"):
                    self._leave_out(all_words(child), "it was deleted (a tracked change)")
                case tag if tag == f"{W}altChunk":
                    self._leave_out("", "another file is included there")
                case tag if tag.endswith("}AlternateContent"):
                    self.blocks(child[0] if len(child) else child, depth + 1)
                case tag if tag not in (f"{W}sectPr", f"{W}tblPr", f"{W}tcPr", f"{W}tblGrid", ""):
                    self.blocks(child, depth + 1)

    def _control(self, control: "_Element", depth: int) -> None:
        gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        content = control.find(f"{W}sdtContent")
        if content is None:
            return
        if value(gallery) == _CONTENTS:
            self.place += sum(1 for _ in content.iter(f"{W}p"))
            self._leave_out(all_words(content), "it is a table of contents")
            return
        self.blocks(content, depth + 1)

    # -- paragraphs ---------------------------------------------------------------------

    def _paragraph(self, paragraph: "_Element", depth: int) -> None:
        self.place += 1
        properties = paragraph.find(f"{W}pPr")
        style = style_of(paragraph, self.styles)
        look = paragraph_look(properties).over(style)
        text = read_text(paragraph, style, self.styles)
        for gone, why in text.dropped:
            self._leave_out(gone, why)
        text.runs = [*self.carried, *text.runs]
        self.carried = []
        marks = properties.find(f"{W}rPr") if properties is not None else None
        if marks is not None and marks.find(f"{W}del") is not None:
            self.carried = text.runs
        elif look.contents:
            self._leave_out(plain_text(text.runs), "it is a table of contents")
        else:
            self._piece(text, look)
        self._anchored(text, depth)

    def _piece(self, text: WordText, look: Look) -> None:
        said = "".join(run.text for run in text.runs)
        if not said.strip():
            return
        if look.heading:
            self.levels.end()
            kind = GuidePart.TITLE if look.heading == TITLE_LEVEL else GuidePart.HEADING
            self._add(GuidePiece(kind, marked_up(text.runs, plain=True), self.place, look.heading))
            return
        if self._stands_out(text, said):
            text.runs = [Run(run.text, True, run.italic) for run in text.runs]
        marked = marked_up(text.runs)
        level = self.lists.level(look.list_id or "", look.depth or 0)
        if look.list_id not in (None, "", "0") and level.shown:
            self._item(marked, look)
        elif look.quote:
            self.levels.end()
            self._add(GuidePiece(GuidePart.QUOTE, marked, self.place))
        else:
            self._text(marked, said, look)

    def _item(self, marked: str, look: Look) -> None:
        list_id, depth = look.list_id or "", look.depth or 0
        level = self.lists.level(list_id, depth)
        indent = level.indent if look.indent is None else look.indent
        nested = self.levels.item(indent, list_id, depth)
        counted = self.lists.next_number(list_id, depth)
        own = counted if level.numbered else None
        item = GuidePiece(GuidePart.ITEM, marked, self.place, nested, own, level.task)
        self._add(replace(item, lettered=level.lettered))

    def _text(self, marked: str, said: str, look: Look) -> None:
        indent = max(look.indent or 0, 0) + lead_of(said)
        lead = said.lstrip()
        first, _, rest = lead.partition(" ")
        first = first.split("\t")[0]
        typed = first in _HAND_MADE or (first[:-1].isdecimal() and first[-1] in ".)")
        # A number in bold comes before a heading, which holds no list.
        typed = typed and not marked.startswith("**")
        if typed and (rest or "\t" in lead) and "\n" not in lead:
            level = self.levels.item(indent) - 1
        else:
            level = self.levels.text(indent)
        self._add(GuidePiece(GuidePart.TEXT, marked, self.place, level))

    def _stands_out(self, text: WordText, said: str) -> bool:
        """Return whether a short line is larger than the text, or underlined as a whole."""
        if len(said) > _LONGEST_LINE or any(run.bold for run in text.runs):
            return False
        usual = self.styles.paragraph.size or self.styles.defaults.size or self.body_size
        least = min((size or usual for size in text.sizes), default=0)
        return text.underlined or least >= self.body_size + _LARGER

    def _anchored(self, text: WordText, depth: int) -> None:
        """Add the comments, footnotes and text boxes of a paragraph after it."""
        within = len(self.levels.open)
        for key in dict.fromkeys(text.comments):
            self._note(self.notes["comments"].get(key, ""), within)
        for part, key in text.footnotes:
            self._note(self.notes[part].get(key, ""), within)
        for box in text.boxes:
            place = self.place
            self.blocks(box, depth + 1)
            self.place = place
        if text.pictures:
            self.pictures += text.pictures
            self.first_picture = self.first_picture or self.place

    def _note(self, text: str, level: int) -> None:
        if text:
            self._add(GuidePiece(GuidePart.NOTE, marked_up([Run(text)]), self.place, level))

    # -- tables -------------------------------------------------------------------------

    def _table(self, table: "_Element", depth: int) -> None:
        place = self.place + 1
        self.levels.end()
        rows: list[tuple[Cell, ...]] = []
        header = False
        for row in table.iterfind(f".//{W}tr"):
            if next((up for up in row.iterancestors(f"{W}tbl")), None) is not table:
                continue
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                self._leave_out(all_words(row), "it was deleted (a tracked change)")
                continue
            if not rows and properties is not None:
                header = properties.find(f"{W}tblHeader") is not None
            rows.append(self._row(row, depth))
        if rows:
            self._add(GuidePiece(GuidePart.TABLE, "", place, rows=tuple(rows), header=header))

    def _row(self, row: "_Element", depth: int) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for cell in row.iter(f"{W}tc"):
            if next(iter(cell.iterancestors(f"{W}tr")), None) is not row:
                continue
            outer, self.pieces = self.pieces, []
            self.blocks(cell, depth + 1)
            self.levels.end()
            inner, self.pieces = self.pieces, outer
            cells.append(tuple(without_tables(inner)))
            span = number(value(cell.find(f"{W}tcPr/{W}gridSpan"))) or 1
            cells += [COVERED] * (min(span, 50) - 1)
        return tuple(cells)

    # -- what is left out -----------------------------------------------------------------

    def _add(self, piece: GuidePiece) -> None:
        self.pieces.append(piece)

    def _leave_out(self, text: str, why: str) -> None:
        text = " ".join(text.split())
        if text or not why.startswith("it was"):
            self.left_out.append(Omitted(self.place, text, why))

    def finish(self) -> None:
        """Name what is left out of the whole document: pictures, headers and footers."""
        if self.carried:
            self._piece(WordText(runs=self.carried), Look())
        if self.pictures:
            what = f"{self.pictures} picture{'s' * (self.pictures > 1)}"
            self.left_out.append(Omitted(self.first_picture, what, "an agenda has no pictures"))
        for name in sorted(self.package.names):
            part = name.rpartition("/")[2]
            if name.startswith(self.folder) and part.startswith(("header", "footer")):
                root = word_xml(self.package, name)
                text = all_words(root) if root is not None else ""
                if any(char.isalpha() for char in text):
                    self.left_out.append(Omitted(0, text, "it is a header or footer"))
