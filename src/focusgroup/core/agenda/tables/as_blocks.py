"""Tables of Markdown as the blocks that they say: headings, lists, quotes and notes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from focusgroup.core.agenda.blocks import (
    Block,
    BlockQuote,
    Heading,
    Listing,
    ListItem,
    Paragraph,
    PipeTable,
    TextLine,
)
from focusgroup.core.agenda.headings import read_heading
from focusgroup.core.agenda.parts import RawSection
from focusgroup.core.agenda.tables.pieces import Cell, GuidePart, GuidePiece, called_row
from focusgroup.core.agenda.tables.table_kinds import TableKind, looked_at
from focusgroup.core.agenda.tables.unfolding import topics_are_inside, unfolded
from focusgroup.core.patterns import lazy_pattern

_APART = (TableKind.TOPICS, TableKind.FORM, TableKind.QUESTIONS)
_BULLET = lazy_pattern(r"^\s*(?:[-–•·▪◦*]\s+|・\s*)(?=\S)")
_COUNTED = lazy_pattern(
    r"(?:^|(?<=[.;?!。；？！\s]))\s*(?:(\d)[.)、]|([a-h])\)|([①-⑨]))(?=\s*[^\d\s])"
)
_BEFORE_NUMBER = lazy_pattern(r"(?<=[.;?!。；？！\s])\s*(?=(?:\d[.)、]|[a-h]\)|[①-⑨])\s*[^\d\s])")
_LETTERED = lazy_pattern(r"^\s*(?:[a-h]\)|[①-⑨])\s*(?=\S)")
_NUMBER = lazy_pattern(r"(?<=[.;?!。；？！\s])\s*(?=\d[.)、]\s*[^\d\s])")
_NUMBER = lazy_pattern(r"^\s*(\d{1,2})(?:[.)]\s+|、\s*)(?=\S)")


def joined_tables(blocks: Sequence[Block]) -> list[Block]:
    """Return *blocks* with the parts of a table that goes on under the same headings as one."""
    whole: list[Block] = []
    for block in blocks:
        last = whole[-1] if whole else None
        if (
            isinstance(block, PipeTable)
            and isinstance(last, PipeTable)
            and any(block.header)
            and block.header == last.header
        ):
            whole[-1] = replace(last, rows=(*last.rows, *block.rows))
        else:
            whole.append(block)
    return whole


def with_topics_apart(blocks: Sequence[Block]) -> list[Block]:
    """Return *blocks* with tables of topics, of questions and forms as what they say."""
    out: list[Block] = []
    level = 1
    whole = joined_tables(blocks)
    heads = (block for block in whole if isinstance(block, Heading | PipeTable))
    inside = topics_are_inside(
        as_piece(block)
        if isinstance(block, PipeTable)
        else GuidePiece(GuidePart.HEADING, block.text, block.line, block.level)
        for block in heads
    )
    for block in whole:
        if isinstance(block, Heading):
            level = block.level
        table = as_piece(block) if isinstance(block, PipeTable) else None
        found = looked_at(table) if table is not None else None
        apart = found is not None and (
            found.kind in _APART or any(called_row(row)[0] == "section" for row in found.rows)
        )
        if table is None or not apart:
            out.append(block)
        else:
            out += blocks_of(unfolded(table, min(level + 1, 6), whole=True, inside=inside))
    return out


def with_tables_unfolded(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of a section with its tables as what they say."""
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, PipeTable):
            out += blocks_of(unfolded(as_piece(block), 6, whole=True))
        else:
            out.append(block)
    return tuple(out)


def rows_of(table: PipeTable) -> list[RawSection]:
    """Return the rows of a timetable as sections; none for other tables."""
    return [*_rows_of(table)]


@lru_cache(4)
def _rows_of(table: PipeTable) -> tuple[RawSection, ...]:
    piece = as_piece(table)
    found = looked_at(piece)
    if found is None or found.kind is not TableKind.TIMETABLE:
        return ()
    sections: list[RawSection] = []
    called: list[Block] = []
    for block in blocks_of(unfolded(piece, 1, whole=True)):
        if isinstance(block, Heading):
            head = read_heading(block.text)
            raw = RawSection(head.title, block.line, head.minutes, head.kind, (), head.starts)
            sections.append(raw)
        elif sections:
            sections[-1] = replace(sections[-1], blocks=(*sections[-1].blocks, block))
        elif not isinstance(block, Paragraph):
            called.append(block)  # the first row is called something else than a section
    if sections:
        sections[0] = replace(sections[0], blocks=(*called, *sections[0].blocks))
    return tuple(raw for raw in sections if raw.title)


@lru_cache(4)
def as_piece(table: PipeTable) -> GuidePiece:
    """Return a table of Markdown as those of documents are."""
    rows = ((table.header, table.line), *table.rows)
    cells = tuple(tuple(_cell(cell, line) for cell in row) for row, line in rows)
    return GuidePiece(GuidePart.TABLE, "", table.line, rows=cells, header=any(table.header))


def _lines_in(cell: str) -> list[str]:
    """Return the lines of a cell; what is counted or listed in one line as a line each."""
    lines: list[str] = []
    for line in cell.split("\n"):
        counted = [_place(*found.groups()) for found in _COUNTED.finditer(line)]
        if len(counted) > 1 and counted == [*range(1, len(counted) + 1)]:
            lines += [_LETTERED.sub("• ", each) for each in _BEFORE_NUMBER.split(line)]
        elif line.count("•") > 1:
            lines += [f"• {each.strip()}" for each in line.split("•") if each.strip()]
        else:
            lines.append(line)
    return lines


def _place(number: str | None, letter: str | None, circled: str | None) -> int:
    """Return the place that ``2.``, ``b)`` or ``②`` gives."""
    if number:
        return int(number)
    return ord(letter) - ord("a") + 1 if letter else ord(circled or "") - ord("①") + 1


def _cell(cell: str, line: int) -> Cell:
    pieces: list[GuidePiece] = []
    for text in filter(str.strip, _lines_in(cell)):
        bullet, number = _BULLET.match(text), _NUMBER.match(text)
        if bullet:
            # Under a number, a bullet is about it.
            level = 2 if any(piece.number is not None for piece in pieces) else 1
            pieces.append(GuidePiece(GuidePart.ITEM, text[bullet.end() :], line, level))
        elif number:
            own = int(number[1])
            pieces.append(GuidePiece(GuidePart.ITEM, text[number.end() :], line, 1, own))
        else:
            pieces.append(GuidePiece(GuidePart.TEXT, text, line))
    return tuple(pieces)


def blocks_of(pieces: Iterable[GuidePiece]) -> Iterator[Block]:
    """Yield *pieces* as blocks, each run of items as lists in each other."""
    run: list[GuidePiece] = []
    for piece in pieces:
        if not piece.text and piece.kind is not GuidePart.TABLE:
            continue
        if piece.kind is GuidePart.ITEM or (
            run and piece.level > 0 and piece.kind is not GuidePart.HEADING
        ):
            run.append(piece)
            continue
        yield from _lists(run)
        run = []
        yield _block(piece)
    yield from _lists(run)


def _block(piece: GuidePiece) -> Block:
    match piece.kind:
        case GuidePart.HEADING:
            return Heading(piece.level, piece.text, piece.place)
        case GuidePart.QUOTE:
            text = piece.text.removeprefix("[!SCRIPT] ")
            called = "script" if text is not piece.text else ""
            return BlockQuote(((text, piece.place),), piece.place, called=called)
        case GuidePart.NOTE:
            return BlockQuote(((piece.text, piece.place),), piece.place, callout=True)
        case GuidePart.TABLE:
            rows = tuple(
                tuple("\n".join(each.text for each in cell) for cell in row) for row in piece.rows
            )
            lines = [next((p.place for c in row for p in c), piece.place) for row in piece.rows]
            return PipeTable(rows[0], tuple(zip(rows[1:], lines[1:], strict=True)), piece.place)
        case _:
            text = piece.text.replace("**", "")
            bold = text if piece.text == f"**{text}**" else ""
            return Paragraph((TextLine(text if bold else piece.text, piece.place, bold),))


def _lists(run: Sequence[GuidePiece]) -> Iterator[Block]:
    """Yield lists of items; what has a deeper level is nested in the item before it."""
    if not run:
        return
    least = run[0].level
    items: list[ListItem] = []
    at = 0
    while at < len(run):
        piece = run[at]
        end = at + 1
        while end < len(run) and (run[end].level > least or run[end].kind is not GuidePart.ITEM):
            end += 1
        inner = tuple(_inside(run[at + 1 : end]))
        numbered = piece.number is not None
        if items and items[-1].numbered != numbered:
            yield Listing(tuple(items), items[0].line)
            items = []
        text = piece.text.removeprefix("[!QUESTION] ")
        called = "question" if text is not piece.text else ""
        items.append(ListItem(text, piece.place, "", piece.task, numbered, inner, called))
        at = end
    yield Listing(tuple(items), items[0].line)


def _inside(run: Sequence[GuidePiece]) -> Iterator[Block]:
    items: list[GuidePiece] = []
    for piece in run:
        if piece.kind is GuidePart.ITEM:
            items.append(piece)
            continue
        yield from _lists(items)
        items = []
        yield _block(piece)
    yield from _lists(items)
