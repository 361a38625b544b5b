"""Write the pieces of a guide as the Markdown that an agenda is read from."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from focusgroup.imports.guides.pieces import GuidePart, GuidePiece
from focusgroup.imports.guides.tables import unfolded

MOST_CHARACTERS = 600_000
"""Where writing stops: more than an agenda may have, so that it is refused as too long."""

_DEEPEST = 8
"""The most lists in each other; Word has nine levels, people use up to four."""

_HAND_BULLET = re.compile(r"^(?:[-–—•◦▪▫●○■‣⁃·►➢➤✓✔\uf0b7\uf0a7\uf0d8*]|\\\*|o(?=\t))[ \t]+(?=\S)")
_HAND_NUMBER = re.compile(r"^(\d{1,2})[.)][ \t]+(?=\S)")
_BOX = re.compile(r"^[☐☑☒□❏❑❒◻]\s*(?=\S)")
_LOWEST_HEADING = 6


@dataclass(slots=True)
class _Writer:
    lines: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    open: list[tuple[int, bool]] = field(default_factory=list)
    """The items that a next one may be nested in: the width of the mark, and whether numbered."""
    size: int = 0
    last: GuidePart | None = None

    def put(self, text: str, place: int) -> None:
        self.lines.append(text)
        self.places.append(place)
        self.size += len(text) + 1

    def gap(self, place: int) -> None:
        if self.lines and self.lines[-1]:
            self.put("", place)

    def add(self, piece: GuidePiece) -> None:
        match piece.kind:
            case GuidePart.ITEM:
                self._item(piece)
            case GuidePart.TABLE:
                self._close(0, piece.place)
                self._table(piece)
            case GuidePart.TITLE | GuidePart.HEADING:
                self._close(0, piece.place)
                level = min(max(piece.level, 1), _LOWEST_HEADING)
                self.put(f"{'#' * level} {' '.join(piece.text.split())}", piece.place)
            case _:
                self._text(piece)
        self.last = piece.kind

    def _close(self, level: int, place: int) -> None:
        del self.open[level:]
        self.gap(place)

    def _item(self, piece: GuidePiece) -> None:
        level = min(max(piece.level, 1), len(self.open) + 1, _DEEPEST)
        nests = piece.number is None and not piece.task
        # Bullets right under a number are about it, even where they are not indented.
        if nests and level <= len(self.open) and self.open[level - 1][1] and level < _DEEPEST:
            level += 1
        if not self.open or self.last not in (GuidePart.ITEM, None):
            self.gap(piece.place)
        del self.open[level - 1 :]
        indent = " " * sum(width for width, _ in self.open)
        mark = "- " if piece.number is None else f"{piece.number}. "
        self.open.append((len(mark), piece.number is not None))
        box = "[ ] " if piece.task else ""
        first, *others = piece.text.split("\n")
        self.put(f"{indent}{mark}{box}{first}", piece.place)
        for other in others:
            self.put(f"{indent}{' ' * len(mark)}{other}", piece.place)

    def _text(self, piece: GuidePiece) -> None:
        self._close(min(piece.level, len(self.open)), piece.place)
        indent = " " * sum(width for width, _ in self.open)
        quoted = piece.kind is not GuidePart.TEXT
        if quoted and self.last is piece.kind is GuidePart.QUOTE and self.lines:
            # One script in several paragraphs, not several scripts.
            self.lines[-1] = f"{indent}>"
        call = "[!NOTE] " if piece.kind is GuidePart.NOTE else ""
        for number, line in enumerate(piece.text.split("\n")):
            mark = f"> {'' if number else call}" if quoted else ""
            self.put(f"{indent}{mark}{line}", piece.place)

    def _table(self, table: GuidePiece) -> None:
        columns = max(len(row) for row in table.rows)
        for number, row in enumerate(table.rows):
            cells = [_in_cell(cell) for cell in row] + [""] * (columns - len(row))
            place = next((piece.place for cell in row for piece in cell), table.place)
            self.put(f"| {' | '.join(cells)} |", place)
            if not number:
                self.put(f"|{' --- |' * columns}", place)


def as_markdown(pieces: Iterable[GuidePiece]) -> tuple[str, tuple[int, ...]]:
    """Return the Markdown of *pieces*, and for each of its lines the place in the file."""
    writer = _Writer()
    for piece in _levelled(list(_prepared(pieces))):
        if piece.kind is not GuidePart.ITEM:
            writer.gap(piece.place)
        writer.add(piece)
        if writer.size > MOST_CHARACTERS:
            break
    return "\n".join([*writer.lines, ""]), tuple(writer.places)


def _prepared(pieces: Iterable[GuidePiece]) -> Iterator[GuidePiece]:
    level = 1
    for piece in pieces:
        if piece.kind is GuidePart.TABLE:
            yield from map(_as_item, unfolded(piece, level + 1))
        elif piece.kind is GuidePart.HEADING and piece.text:
            level = piece.level
            yield piece
        elif piece.text:
            yield _as_item(piece)


def _as_item(piece: GuidePiece) -> GuidePiece:
    """Return a paragraph with a bullet, number or box typed by hand as the list item it is."""
    if piece.kind not in (GuidePart.TEXT, GuidePart.ITEM) or "\n" in piece.text:
        return piece
    if box := _BOX.match(piece.text):
        text, level = piece.text[box.end() :], max(piece.level, 1)
        return replace(
            piece, kind=GuidePart.ITEM, text=text, level=level, number=None, task=bool(text)
        )
    if piece.kind is GuidePart.ITEM:
        return piece
    if bullet := _HAND_BULLET.match(piece.text):
        text = piece.text[bullet.end() :]
        return _as_item(replace(piece, kind=GuidePart.ITEM, text=text, level=piece.level + 1))
    if number := _HAND_NUMBER.match(piece.text):
        text = piece.text[number.end() :]
        own = int(number[1])
        return replace(piece, kind=GuidePart.ITEM, text=text, level=piece.level + 1, number=own)
    return piece


def _levelled(pieces: Sequence[GuidePiece]) -> Iterator[GuidePiece]:
    """Yield *pieces* with the title as the only first heading, others in their order below it."""
    titles = [n for n, piece in enumerate(pieces) if piece.kind is GuidePart.TITLE]
    used = sorted({piece.level for piece in pieces if piece.kind is GuidePart.HEADING})
    for number, piece in enumerate(pieces):
        if piece.kind is GuidePart.TITLE:
            yield replace(piece, level=1 if number == titles[0] else 2)
        elif piece.kind is GuidePart.HEADING and titles:
            yield replace(piece, level=min(used.index(piece.level) + 2, _LOWEST_HEADING))
        else:
            yield piece


def _in_cell(cell: Sequence[GuidePiece]) -> str:
    texts = (piece.text.replace("\n", "<br>") for piece in cell if piece.text)
    return "<br>".join(texts).replace("|", r"\|")
