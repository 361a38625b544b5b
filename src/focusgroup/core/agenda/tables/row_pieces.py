"""The cells of one row as pieces, each as what its column holds."""

from collections.abc import Iterator, Sequence

from focusgroup.core.agenda.headings import read_heading
from focusgroup.core.agenda.tables.cell_times import (
    LONGEST_TITLE,
)
from focusgroup.core.agenda.tables.cells import asks_room, cell_pieces
from focusgroup.core.agenda.tables.columns import (
    GuideColumns,
)
from focusgroup.core.agenda.tables.pieces import (
    GuidePart,
    GuidePiece,
    Row,
    called_row,
    said,
)
from focusgroup.core.agenda.vocabulary import asks_at_end
from focusgroup.core.agenda.words.column_words import SHOWING, ColumnRole
from focusgroup.core.model import SectionKind
from focusgroup.core.text import fold

_EDGES = (SectionKind.OPENING, SectionKind.ENDING)


def called_pieces(row: Row, level: int) -> list[GuidePiece]:
    """Return a row as what its author calls it, whatever its columns are; nothing for other rows.

    *level* is that of the headings of the table: the section that a row is called is above them.
    """
    kind, text = called_row(row)
    place = place_of(row)
    match kind:
        case "section":
            return [GuidePiece(GuidePart.HEADING, f"{text} (section)", place, max(level - 1, 1))]
        case "question":
            return [GuidePiece(GuidePart.ITEM, f"[!QUESTION] {text}", place, 1)]
        case "script":
            return [GuidePiece(GuidePart.QUOTE, f"[!SCRIPT] {text}", place)]
        case "note":
            return [GuidePiece(GuidePart.NOTE, text, place)]
    return []


def row_pieces(
    row: Row,
    columns: GuideColumns,
    *,
    skipped: Sequence[int] = (),
    level: int = 0,
    title: str = "",
) -> Iterator[GuidePiece]:
    """Yield the cells of a row in their order, probes right after the questions."""
    asked = max(columns.of(ColumnRole.QUESTIONS), default=-1)
    probes = columns.of(ColumnRole.PROBES)
    inside = 0
    shown = [
        n
        for n in columns.of(ColumnRole.NOTES, ColumnRole.ASIDE)
        if SHOWING.search(fold(said(row[n])[:LONGEST_TITLE]))
    ]
    places = dict.fromkeys(probes, asked + 0.5) | dict.fromkeys(shown, -1.0)
    for n in sorted(range(len(row)), key=lambda n: places.get(n, n)):
        cell, role = row[n], columns.roles[n]
        bare = said(cell).strip(".").isdecimal() and role is ColumnRole.CONTENT
        if n in skipped or not said(cell) or bare or role is ColumnRole.NUMBER:
            continue
        role = ColumnRole.CONTENT if role is ColumnRole.TITLE else role
        asks_alone = asked < 0 and role in (ColumnRole.NOTES, ColumnRole.ASIDE)
        if asks_alone and all(asks_at_end(piece.text) for piece in cell):
            role = ColumnRole.QUESTIONS  # a list of questions under "Method"
        asked_nothing = role is ColumnRole.QUESTIONS and not any(map(asks_room, cell))
        if title and asked_nothing and read_heading(title).kind in _EDGES:
            role = ColumnRole.NOTES  # "Welcome, rules, recording" among the questions
        yield from cell_pieces(cell, role, columns.names[n], inside, also_asks=asked < 0)
        inside = level if role is ColumnRole.QUESTIONS else inside


def row_heading(row: Row, text: str, level: int, place: int | None = None) -> GuidePiece:
    return GuidePiece(GuidePart.HEADING, text, place_of(row) if place is None else place, level)


def place_of(row: Row) -> int:
    return next(
        piece.place for cell in row for piece in cell if piece.kind is not GuidePart.COVERED
    )
