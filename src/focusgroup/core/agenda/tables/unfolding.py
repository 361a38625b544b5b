"""What a table of a guide is, and its rows as sections, questions, script and notes.

A table is a frame around text, a list of facts, a form with a label in each row, a timetable, a
list of topics with what is asked about each, a list of questions, or none of these. Rows that reach
over all columns head those below them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from focusgroup.core.agenda.headings import title_and_minutes
from focusgroup.core.agenda.tables.cells import cell_pieces, title_of
from focusgroup.core.agenda.tables.columns import (
    LED,
    LONGEST_TITLE,
    TIMES,
    GuideColumns,
    columns_of,
    is_list,
    is_time,
    name_role,
    tells_time,
)
from focusgroup.core.agenda.tables.pieces import (
    COVERED,
    GuidePart,
    GuidePiece,
    Row,
    filled,
    said,
)
from focusgroup.core.agenda.tables.row_times import RowTime, row_times
from focusgroup.core.agenda.vocabulary import (
    ROLES,
    SectionField,
    asks,
    bids,
    named_by,
    without_part,
)
from focusgroup.core.agenda.words.column_words import BREAKS, SHOWING, ColumnRole
from focusgroup.core.agenda.words.section_words import TOTALS
from focusgroup.core.dates.durations import in_words, parse_minutes
from focusgroup.core.text import fold

_ENDS = (".", "。", "!", "！", ":", "：", ";", ",")


class TableKind(StrEnum):
    """What the rows of a table are."""

    FRAME = "frame"
    FACTS = "facts"
    FORM = "form"
    TIMETABLE = "timetable"
    TOPICS = "topics"
    QUESTIONS = "questions"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class GuideTable:
    """A table that was looked at: its kind, its columns, and its rows without the header."""

    kind: TableKind
    rows: tuple[Row, ...]
    columns: GuideColumns
    header: tuple[Row, ...] = ()
    bands: tuple[int, ...] = ()

    @property
    def is_rich(self) -> bool:
        """Return whether a cell says more than a table of Markdown can."""
        return any(len(cell) > 1 or is_list(cell) for row in self.rows for cell in row)


def looked_at(table: GuidePiece) -> GuideTable | None:
    """Return what *table* is, None if it is empty."""
    rows = filled(table.rows)
    if not rows:
        return None
    none = GuideColumns((), (), has_header=False)
    if len(rows[0]) == 1:
        return GuideTable(TableKind.FRAME, tuple(rows), none)
    if _is_form(rows):
        return GuideTable(TableKind.FORM, tuple(rows), none)
    if _holds_facts(rows):
        return GuideTable(TableKind.FACTS, tuple(rows), none)
    rows = _with_times_in_bands(rows)
    bands = [n for n, row in enumerate(rows) if _is_band(row)]
    return (_with_bands(table, rows, bands) if bands else None) or _with_bands(table, rows, ())


def _with_bands(table: GuidePiece, rows: Sequence[Row], bands: Sequence[int]) -> GuideTable | None:
    """Return the table if *bands* are rows that head others; None if they are rows like them."""
    plain = [row for n, row in enumerate(rows) if n not in bands]
    if not plain:
        return None
    columns = columns_of(plain, marked=table.header and 0 not in bands)
    header = plain[:1] if columns.has_header else []
    names = [*map(said, header[0])] if header else []
    body = [row for row in rows if not header or [*map(said, row)] != names]
    at = [n for n, row in enumerate(body) if bands and _is_band(row)]
    kind = _kind(columns, [row for n, row in enumerate(body) if n not in at], banded=bool(at))
    if bands and not _are_bands(at, body, columns, kind):
        return None
    return GuideTable(kind, tuple(body), columns, tuple(header), tuple(at))


def _kind(columns: GuideColumns, body: Sequence[Row], *, banded: bool) -> TableKind:
    roles = columns.roles
    timed_questions = (
        columns.title is None
        and ColumnRole.QUESTIONS in roles
        and ColumnRole.START not in roles
        and (banded or ColumnRole.NUMBER in roles)
    )
    if timed_questions:
        return TableKind.QUESTIONS
    if any(role in roles for role in (*TIMES, ColumnRole.RUNNING)):
        return TableKind.TIMETABLE
    titles = [said(row[columns.title]) for row in body] if columns.title is not None else []
    if 2 * sum(map(tells_time, titles)) > len(body):
        return TableKind.TIMETABLE
    asking = sum(any(asks(said(cell)) for cell in row) for row in body)
    asked = ColumnRole.QUESTIONS in roles or 2 * asking >= len(body) > 1
    if asked and columns.title is not None and _has_topics(columns.title, body):
        return TableKind.TOPICS
    if any(role in LED for role in roles):
        return TableKind.QUESTIONS
    return TableKind.OTHER


def _has_topics(at: int, body: Sequence[Row]) -> bool:
    """Return whether the titles are short, and of more than one section."""
    titles = [said(row[at]) for row in body]
    short = all(len(title) <= LONGEST_TITLE and not asks(title) for title in titles)
    return short and len({*titles} - {""}) > 1


def _is_form(rows: Sequence[Row]) -> bool:
    """Return whether each row of two columns says what it holds: "Say | …", "Ask | …"."""
    pairs = [row for row in rows if not _is_band(row)]
    if len(rows[0]) != 2 or len(pairs) < 1:
        return False
    roles = [_label_role(said(row[0])) for row in pairs]
    known = sum(role is not None for role in roles)
    led = any(role in LED for role in roles)
    banded = len(pairs) < len(rows)
    both = name_role(said(pairs[0][0])) in LED and _label_role(said(pairs[0][1])) is not None
    alone = len(pairs) == 1 and fold(said(pairs[0][0]).strip(" :*")) in ROLES
    several = banded or known > 1 or alone
    return led and 2 * known > len(pairs) and several and not (both and not banded)


def _label_role(text: str) -> ColumnRole | None:
    return name_role(text) if text and len(text) <= 40 and not asks(text) else None


def _holds_facts(rows: Sequence[Row]) -> bool:
    """Return whether a table of two columns has facts: "Duration | 90 minutes", "Place | …"."""
    if len(rows[0]) != 2:
        return False
    times = [is_time(said(row[1])) for row in rows]
    named = [named_by(said(row[0])) is SectionField.MINUTES for row in rows]
    told = any(name and time for name, time in zip(named, times, strict=True))
    return told and 2 * sum(times) <= len(rows)


# -- rows over all columns ---------------------------------------------------------------------


def _is_band(row: Row) -> bool:
    alone = bool(said(row[0])) and not any(map(said, row[1:]))
    return alone and (_reaches_over(row) or _is_title(said(row[0])))


def _with_times_in_bands(rows: list[Row]) -> list[Row]:
    """Return *rows* with "Warm-up | 10 min" as one cell over all, if only some rows are such."""
    found = [
        n
        for n, row in enumerate(rows)
        if _is_title(said(row[0]))
        and not is_time(said(row[0]))
        and [is_time(text) for text in map(said, row[1:]) if text] == [True]
    ]
    times = sum(any(is_time(said(cell)) for cell in row) for row in rows)
    if len(found) < 2 or times > len(found) or 3 * len(found) > 2 * len(rows):
        return rows
    made = list(rows)
    for n in found:
        time = next(text for text in map(said, rows[n][1:]) if text)
        head = replace(rows[n][0][0], text=f"{said(rows[n][0])} ({time})")
        made[n] = ((head,), *(COVERED for _ in rows[n][1:]))
    return made


def _reaches_over(row: Row) -> bool:
    return all(cell == COVERED for cell in row[1:])


def _is_title(text: str) -> bool:
    return len(text) <= LONGEST_TITLE and not (asks(text) or bids(text) or text.endswith(_ENDS))


def _are_bands(
    at: Sequence[int], body: Sequence[Row], columns: GuideColumns, kind: TableKind
) -> bool:
    """Return whether the rows with one cell head the others, and are no rows like them."""
    if not at or len(at) == len(body):
        return False
    over = all(_reaches_over(body[n]) for n in at)
    timed = all(tells_time(said(body[n][0])) for n in at)
    if over and timed and len(at) > 1:
        return True
    full = sum(any(map(said, row[1:])) for n, row in enumerate(body) if n not in at)
    if 2 * full <= len(body) - len(at):
        return False
    if over and (timed or kind is not TableKind.OTHER):
        return True
    if timed:
        return len(at) > 1
    titled = all(without_part(text) != text for text in (said(body[n][0]) for n in at))
    first = columns.roles[0] in (ColumnRole.QUESTIONS, ColumnRole.CONTENT, ColumnRole.NUMBER)
    return first and len(at) > 1 and titled and kind is not TableKind.TIMETABLE


# -- unfolding -----------------------------------------------------------------------------------


def unfolded(table: GuidePiece, level: int, *, whole: bool = False) -> Iterator[GuidePiece]:
    """Yield *table* itself, with a header; or its pieces if they say more than a table can.

    Rows that become sections get headings of *level*. *whole*: unfold all that can be.
    """
    found = looked_at(table)
    if found is None:
        return
    plain = not (found.is_rich or found.bands or whole)
    match found.kind:
        case TableKind.FRAME:
            for row in found.rows:
                yield from row[0]
        case TableKind.FORM:
            yield from _form(found.rows, level)
        case TableKind.FACTS:
            yield replace(table, rows=(((), ()), *found.rows))
        case TableKind.OTHER if not found.bands:
            yield _kept(table, found)
        case TableKind.TIMETABLE if not plain or not found.header:
            yield from _timetable(found, level)
        case _ if plain:
            yield _kept(table, found)
        case _:
            yield from _by_band(found, level)


def _kept(table: GuidePiece, found: GuideTable) -> GuidePiece:
    width = len(found.rows[0]) if found.rows else 1
    header = found.header or (((),) * width,)
    return replace(table, rows=(*header, *found.rows))


def _form(rows: Sequence[Row], level: int) -> Iterator[GuidePiece]:
    for row in rows:
        name = said(row[0])
        if _is_band(row):
            yield _heading(row, name, level)
            continue
        role = _label_role(name)
        if role is ColumnRole.TITLE:
            yield _heading(row, said(row[1]), level)
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
        if not _is_title(said(row[0])):
            yield from row[0]
            yield from _rows(found, found.rows[at + 1 : end], level)
            continue
        below = found.rows[at + 1 : end]
        time = _summed(row, below, found.columns)
        yield _heading(row, time.over(said(row[0])), level)
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
        yield from _row(row, found.columns, skipped=banded, level=1)


def _timetable(found: GuideTable, level: int) -> Iterator[GuidePiece]:
    columns = found.columns
    plain = [row for n, row in enumerate(found.rows) if n not in found.bands]
    times = iter(row_times(plain, columns))
    timed = {n: next(times) for n in range(len(found.rows)) if n not in found.bands}
    for n, row in enumerate(found.rows):
        if n in timed and fold(_title_said(row, columns)) in TOTALS and timed[n].text:
            yield GuidePiece(
                GuidePart.TEXT, f"{_title_said(row, columns)}: {timed[n].text}", _place(row)
            )
    inside = 0
    for n, row in enumerate(found.rows):
        if n in timed:
            if not (fold(_title_said(row, columns)) in TOTALS and timed[n].text):
                yield from _timed_row(row, timed[n], columns, level + inside)
            continue
        text = said(row[0])
        if not _is_title(text):
            yield from row[0]
            continue
        inside = 0
        yield _heading(row, text, level)
        inside = int(_groups(n, found, timed))


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


def _title_said(row: Row, columns: GuideColumns) -> str:
    at = columns.title
    text = said(row[at]) if at is not None else ""
    return text or next((said(cell) for cell in row if said(cell)), "")


def _timed_row(row: Row, time: RowTime, columns: GuideColumns, level: int) -> Iterator[GuidePiece]:
    """Yield a row of a timetable: its heading, and what the other cells say."""
    skipped = columns.of(*TIMES, ColumnRole.RUNNING, ColumnRole.NUMBER)
    others = [n for n in range(len(row)) if n not in skipped and said(row[n])]
    found_row, at = row, columns.title
    if at not in others:
        # Cells that reach over several rows: what is here belongs to the row above.
        at = others[0] if time.text and others else None
    cell = row[at] if at is not None else ()
    title, rest = title_of(cell) if len(said(cell)) <= LONGEST_TITLE * 3 else ("", cell)
    if rest and not time.text and is_time(said(rest[:1]).strip("()")):
        time, rest = RowTime(said(rest[:1]).strip("()")), rest[1:]
    if at is not None:
        row = (*row[:at], rest, *row[at + 1 :])
    if at is not None or time.text:
        yield _heading(row, time.over(title), level, place=_place(found_row))
    yield from _row(row, columns, skipped=skipped)


def _topics(found: GuideTable, rows: Sequence[Row], level: int) -> Iterator[GuidePiece]:
    """Yield a heading where the title changes, and what is asked under it."""
    at = found.columns.title or 0
    before = ""
    for row in rows:
        title = said(row[at]) or before
        if title != before:
            yield _heading(row, title, level)
        before = title
        rest = tuple(() if n == at else cell for n, cell in enumerate(row))
        yield from _row(rest, found.columns, level=1)


def _row(
    row: Row,
    columns: GuideColumns,
    *,
    skipped: Sequence[int] = (),
    level: int = 0,
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
        yield from cell_pieces(cell, role, columns.names[n], inside, also_asks=asked < 0)
        inside = level if role is ColumnRole.QUESTIONS else inside


def _heading(row: Row, text: str, level: int, place: int | None = None) -> GuidePiece:
    return GuidePiece(GuidePart.HEADING, text, _place(row) if place is None else place, level)


def _place(row: Row) -> int:
    return next(
        piece.place for cell in row for piece in cell if piece.kind is not GuidePart.COVERED
    )
