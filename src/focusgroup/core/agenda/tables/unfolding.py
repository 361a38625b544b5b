"""The rows of a guide's table as sections, questions, script and notes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from focusgroup.core.agenda.headings import title_and_minutes
from focusgroup.core.agenda.tables.cell_times import (
    LONGEST_TITLE,
    is_time,
    tells_time,
)
from focusgroup.core.agenda.tables.cells import cell_pieces, title_of
from focusgroup.core.agenda.tables.columns import (
    LED,
    TIMES,
    GuideColumns,
)
from focusgroup.core.agenda.tables.pieces import (
    GuidePart,
    GuidePiece,
    Row,
    is_called,
    said,
)
from focusgroup.core.agenda.tables.row_pieces import (
    called_pieces,
    place_of,
    row_heading,
    row_pieces,
)
from focusgroup.core.agenda.tables.row_times import RowTime, row_times
from focusgroup.core.agenda.tables.table_kinds import (
    GuideTable,
    TableKind,
    asked_in,
    is_band,
    is_length,
    is_title,
    label_role,
    looked_at,
)
from focusgroup.core.agenda.vocabulary import asks, without_part
from focusgroup.core.agenda.words.column_words import BREAKS, ColumnRole
from focusgroup.core.agenda.words.section_words import FIELDS, TOTALS, SectionField
from focusgroup.core.dates.durations import in_words, parse_minutes
from focusgroup.core.text import fold


def unfolded(
    table: GuidePiece, level: int, *, whole: bool = False, inside: bool = False
) -> Iterator[GuidePiece]:
    """Yield *table* itself, with a header; or its pieces if they say more than a table can.

    Rows that become sections get headings of *level*. *whole*: unfold all that can be.
    *inside*: the table is of one section among others, so that its topics are no sections.
    """
    found = looked_at(table)
    if found is None:
        return
    if whole and found.kind is TableKind.OTHER and not found.bands:
        found = asked_in(found)
    plain = not (found.is_rich or found.bands or whole)
    match found.kind:
        case TableKind.FRAME:
            for row in found.rows:
                yield from row[0]
        case TableKind.FORM:
            yield from _form(found.rows, level)
        case TableKind.FACTS if not any(map(is_called, found.rows)):
            yield replace(table, rows=(((), ()), *found.rows))
        case TableKind.OTHER if not found.bands and not any(map(is_called, found.rows)):
            yield _kept(table, found)
        case TableKind.TIMETABLE if not plain or not found.header:
            yield from _timetable(found, level)
        case _ if plain:
            yield _kept(table, found)
        case _:
            for piece in _by_band(found, level):
                heads = inside and piece.kind is GuidePart.HEADING
                bold = replace(piece, kind=GuidePart.TEXT, text=f"**{piece.text}**", level=0)
                yield bold if heads else piece


def topics_are_inside(pieces: Iterable[GuidePiece]) -> bool:
    """Return whether several headings have a table by topic each: the topics are parts of them."""
    under: set[int] = set()
    heading = -1
    named = False  # "Part 2: …", beside other parts
    for n, piece in enumerate(pieces):
        if piece.kind is GuidePart.HEADING:
            heading = n
            named = without_part(piece.text) != piece.text
        elif piece.kind is GuidePart.TABLE and heading >= 0:
            found = looked_at(piece)
            if found is not None and found.kind is TableKind.TOPICS:
                under |= {heading, -1} if named else {heading}
    return len(under) > 1


def _kept(table: GuidePiece, found: GuideTable) -> GuidePiece:
    width = len(found.rows[0]) if found.rows else 1
    header = found.header or (((),) * width,)
    return replace(table, rows=(*header, *found.rows))


def _form(rows: Sequence[Row], level: int) -> Iterator[GuidePiece]:
    for row in rows:
        name = said(row[0])
        if called := called_pieces(row, level):
            yield from called
            continue
        if is_band(row):
            yield from [row_heading(row, name, level)] if is_title(name) else row[0]
            continue
        role = label_role(name)
        if role not in LED and role not in TIMES and is_length(said(row[1])):
            time = said(row[1])
            yield row_heading(row, f"{name} ({f'{time} min' if time.isdecimal() else time})", level)
        elif role is ColumnRole.TITLE and row is rows[0]:
            yield row_heading(row, said(row[1]), level)
        elif role is ColumnRole.TITLE:
            yield from cell_pieces(row[1], ColumnRole.CONTENT, name)
        elif role in TIMES:
            yield GuidePiece(GuidePart.TEXT, f"{name.rstrip(':')}: {said(row[1])}", row[0][0].place)
        elif role is None:
            yield from (*row[0], *row[1])
        else:
            yield from cell_pieces(row[1], role, name.rstrip(": "))


def _by_band(found: GuideTable, level: int) -> Iterator[GuidePiece]:
    """Yield a heading for each row over all columns, and the rows below it under that."""
    ends = [*found.bands, len(found.rows)]
    yield from _rows(found, found.rows[: ends[0]], level)
    for at, end in pairwise(ends):
        row = found.rows[at]
        if not is_title(said(row[0])):
            yield from row[0]
            yield from _rows(found, found.rows[at + 1 : end], level)
            continue
        below = found.rows[at + 1 : end]
        time = _summed(row, below, found.columns)
        yield row_heading(row, time.over(said(row[0])), level)
        yield from _rows(found, below, level + 1)


def _summed(row: Row, below: Sequence[Row], columns: GuideColumns) -> RowTime:
    """Return how long the questions under a row take together, unless the row says it."""
    if not columns.of(ColumnRole.TIME) or tells_time(said(row[0])):
        return RowTime()
    lengths = [parse_minutes(each.text) or 0 for each in row_times(below, columns)]
    return RowTime(in_words(sum(lengths))) if any(lengths) else RowTime()


def _rows(found: GuideTable, rows: Sequence[Row], level: int) -> Iterator[GuidePiece]:
    if found.kind is TableKind.TOPICS:
        yield from _topics(found, rows, level)
        return
    banded = found.columns.of(*TIMES) if found.bands else ()
    for row in rows:
        yield from called_pieces(row, level) or row_pieces(
            row, found.columns, skipped=banded, level=1
        )


def _timetable(found: GuideTable, level: int) -> Iterator[GuidePiece]:
    columns = found.columns
    plain = [row for n, row in enumerate(found.rows) if n not in found.bands]
    times = iter(row_times(plain, columns))
    timed = {n: next(times) for n in range(len(found.rows)) if n not in found.bands}
    totals = {n for n, row in enumerate(found.rows) if _total_of(row)}
    for n in sorted(totals):
        yield GuidePiece(GuidePart.TEXT, _total_of(found.rows[n]), place_of(found.rows[n]))
    inside = 0
    below = _merged(found, timed)
    for n, row in enumerate(found.rows):
        if n in below:
            yield from row_pieces(row, columns, skipped=columns.of(*TIMES, ColumnRole.NUMBER))
        elif n in timed:
            if called := called_pieces(row, level + 1):
                yield from called
            elif n not in totals:
                yield from _timed_row(row, timed[n], columns, level + inside)
            continue
        text = said(row[0])
        if not is_title(text):
            yield from row[0]
            continue
        inside = 0
        yield row_heading(row, text, level)
        inside = int(_groups(n, found, timed))


def _merged(found: GuideTable, timed: dict[int, RowTime]) -> set[int]:
    """Return the rows of questions whose title is in the row above, which gets their minutes."""
    below: set[int] = set()
    owner = -1
    at = found.columns.title
    led = found.columns.of(ColumnRole.QUESTIONS)
    for n in sorted(timed) if at is not None and led else ():
        row = found.rows[n]
        if said(row[at or 0]) or is_called(row):
            owner = n
            continue
        lengths = [parse_minutes(timed[each].text) for each in (owner, n) if each >= 0]
        if len(lengths) == 2 and None not in lengths and asks(said(row[led[0]])):
            below.add(n)
            timed[owner] = RowTime(in_words(sum(each or 0 for each in lengths)))
    return below


def _groups(n: int, found: GuideTable, timed: dict[int, RowTime]) -> bool:
    """Return whether the row over all columns heads the rows after it, and is none of them."""
    text = said(found.rows[n][0])
    if BREAKS.match(fold(text)):
        return False
    minutes = title_and_minutes(text)[1]
    if minutes is None:
        return True
    end = next((m for m in found.bands if m > n), len(found.rows))
    below = [parse_minutes(timed[m].text) or 0 for m in range(n + 1, end)]
    return bool(below) and (sum(below) == minutes or len(found.bands) > 1)


_MINUTES = SectionField.MINUTES


def _total_of(row: Row) -> str:
    """Return "Total: 60 min" for a row that only adds up the others, "" for other rows."""
    if sum(len(piece.text) for cell in row for piece in cell) > LONGEST_TITLE:
        return ""
    texts = [text.strip(" :*") for text in map(said, row) if text]
    label, _, length = " ".join(texts).replace(":", " ").partition(" ")
    named = next((n for n, text in enumerate(texts) if fold(text) in TOTALS), None)
    if named is None and len(texts) == 2 and FIELDS.get(fold(texts[0])) is _MINUTES:
        named = 0
    if named is not None and len(texts) > 1:
        label, length = texts[named], texts[named + 1 if named + 1 < len(texts) else 0]
    length = f"{length} min" if length.isdecimal() else length
    sums_up = named is not None or fold(label) in TOTALS
    found = sums_up and parse_minutes(length.strip("= ")) is not None
    return f"{label}: {length.strip('= ')}" if found else ""


def _timed_row(row: Row, time: RowTime, columns: GuideColumns, level: int) -> Iterator[GuidePiece]:
    """Yield a row of a timetable: its heading, and what the other cells say."""
    skipped = columns.of(*TIMES, ColumnRole.RUNNING, ColumnRole.NUMBER)
    others = [n for n in range(len(row)) if n not in skipped and said(row[n])]
    found_row, at = row, columns.title
    if at not in others:
        # Cells that reach over several rows: what is here belongs to the row above.
        at = others[0] if time.text and others else None
    cell = row[at] if at is not None else ()
    short = bool(cell) and (
        len(said(cell)) <= LONGEST_TITLE * 3 or tells_time(cell[0].text.strip("* "))
    )
    title, rest = title_of(cell) if short else ("", cell)
    if rest and not time.text and is_time(said(rest[:1]).strip("()")):
        time, rest = RowTime(said(rest[:1]).strip("()")), rest[1:]
    if at is not None:
        row = (*row[:at], rest, *row[at + 1 :])
    if at is not None or time.text:
        yield row_heading(row, time.over(title), level, place=place_of(found_row))
    yield from row_pieces(row, columns, skipped=skipped, title=title)


def _topics(found: GuideTable, rows: Sequence[Row], level: int) -> Iterator[GuidePiece]:
    """Yield a heading where the title changes, and what is asked under it."""
    at = found.columns.title or 0
    before = ""
    for row in rows:
        if called := called_pieces(row, level):
            yield from called
            continue
        title = said(row[at]) or before
        if title != before:
            yield row_heading(row, title, level)
        before = title
        rest = tuple(() if n == at else cell for n, cell in enumerate(row))
        yield from row_pieces(rest, found.columns, level=1)
