"""Write the pieces of a guide as the Markdown that an agenda is read from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from focusgroup.core.agenda import topics_are_inside, unfolded
from focusgroup.core.patterns import lazy_pattern
from focusgroup.imports.guides.pieces import GuidePart, GuidePiece

_DEEPEST = 8
"""The most lists in each other; Word has nine levels, people use up to four."""

_MOST_UNDER_ONE = 50
"""The most items under one number between which the next number is looked for."""

_HAND_BULLET = lazy_pattern(
    r"^(?:[-–—•◦▪▫●○■‣⁃·►➢➤✓✔\uf0b7\uf0a7\uf0d8*]|\\\*|o(?=\t))[ \t]+(?=\S)"
)
_HAND_NUMBER = lazy_pattern(r"^(\d{1,2})[.)][ \t]+(?=\S)")
_BOX = lazy_pattern(r"^[☐☑☒□❏❑❒◻]\s*(?=\S)")
_LOWEST_HEADING = 6


@dataclass(slots=True)
class _Writer:
    lines: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    """The widths of the marks of the items that a next one may be nested in."""
    last: GuidePart | None = None
    numbered: bool = False
    """Whether the last item had a number."""
    options: bool = False
    """Whether boxes since the heading are answers to a question, and not tasks."""

    def put(self, text: str, place: int) -> None:
        self.lines.append(text)
        self.places.append(place)

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
                self.options = False
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
        self.options |= piece.task and level > 1
        tasks = piece.task and level == 1 and self.numbered and not self.options
        if not self.open or self.last not in (GuidePart.ITEM, None) or tasks:
            self.gap(piece.place)
        self.numbered = piece.number is not None
        del self.open[level - 1 :]
        indent = " " * sum(self.open)
        mark = "- " if piece.number is None else f"{piece.number}. "
        self.open.append(len(mark))
        box = "[ ] " if piece.task else ""
        first, *others = piece.text.split("\n")
        self.put(f"{indent}{mark}{box}{first}", piece.place)
        for other in others:
            self.put(f"{indent}{' ' * len(mark)}{other}", piece.place)

    def _text(self, piece: GuidePiece) -> None:
        self._close(min(piece.level, len(self.open)), piece.place)
        indent = " " * sum(self.open)
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
    for piece in _nested(list(_levelled(list(_prepared(pieces))))):
        if piece.kind is not GuidePart.ITEM:
            writer.gap(piece.place)
        writer.add(piece)
    return "\n".join([*writer.lines, ""]), tuple(writer.places)


def _prepared(pieces: Iterable[GuidePiece]) -> Iterator[GuidePiece]:
    level = 1
    pieces = list(pieces)
    inside = topics_are_inside(pieces)
    for piece in pieces:
        if piece.kind is GuidePart.TABLE:
            yield from map(_as_item, unfolded(piece, level + 1, inside=inside))
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


def _nested(pieces: Sequence[GuidePiece]) -> Iterator[GuidePiece]:
    """Yield *pieces* with bullets under a number that are about it nested in it.

    Word lets them have the same indent: they are about a question before them, and about
    whatever is between two numbers that follow each other.
    """
    moved: int | None = None
    for at, piece in enumerate(pieces):
        heads = piece.kind in (GuidePart.HEADING, GuidePart.TITLE)
        if moved is not None and piece.level > moved and not heads:
            yield replace(piece, level=piece.level + 1)  # with the bullet that it is nested in
            continue
        under = _item_above(pieces, at) if _is_bullet(piece) or piece.lettered else None
        moved = None
        if under and (piece.lettered or _asks(under) or _counts_on(under, pieces, at)):
            moved = piece.level
            piece = replace(piece, level=piece.level + 1)
        yield piece


def _is_bullet(piece: GuidePiece) -> bool:
    return piece.kind is GuidePart.ITEM and piece.number is None and not piece.task


def _asks(piece: GuidePiece) -> bool:
    return piece.text.rstrip("*_ ").endswith(("?", "？", "؟"))


def _item_above(pieces: Sequence[GuidePiece], at: int) -> GuidePiece | None:
    """Return the item right above those around *at* that they may be about; None without one.

    That is a number on the level of bullets, or anything but a letter on the level of letters.
    """
    piece = pieces[at]
    for above in reversed(pieces[max(at - _MOST_UNDER_ONE, 0) : at]):
        is_item = above.kind is GuidePart.ITEM
        same = above.lettered if piece.lettered else _is_bullet(above)
        if above.kind is GuidePart.NOTE or (is_item and (above.level > piece.level or same)):
            continue
        return above if is_item and above.level == piece.level else None
    return None


def _counts_on(number: GuidePiece, pieces: Sequence[GuidePiece], at: int) -> bool:
    """Return whether the number after *number* follows the bullets at *at*."""
    for below in pieces[at : at + _MOST_UNDER_ONE]:
        if below.kind is not GuidePart.ITEM and below.kind is not GuidePart.NOTE:
            return False
        if below.number is not None and below.level == number.level:
            return below.number == (number.number or 0) + 1
    return False


def _levelled(pieces: Sequence[GuidePiece]) -> Iterator[GuidePiece]:
    """Yield *pieces* with the title as the only first heading, others in their order below it."""
    titles = [n for n, piece in enumerate(pieces) if piece.kind is GuidePart.TITLE]
    used = sorted({piece.level for piece in pieces if piece.kind is GuidePart.HEADING})
    for number, piece in enumerate(pieces):
        if titles and number == titles[0] + 1 and piece.text == pieces[number - 1].text:
            continue  # the title once more, as a heading
        if piece.kind is GuidePart.TITLE:
            yield replace(piece, level=1 if number == titles[0] else 2)
        elif piece.kind is GuidePart.HEADING and titles:
            yield replace(piece, level=min(used.index(piece.level) + 2, _LOWEST_HEADING))
        else:
            yield piece


def _in_cell(cell: Sequence[GuidePiece]) -> str:
    texts = (piece.text.replace("\n", "<br>") for piece in cell if piece.text)
    return "<br>".join(texts).replace("|", r"\|")
