"""Tables of guides: those that a table of Markdown can't hold are unfolded into sections or lists.

A cell of a Word table may have several paragraphs and lists in it, such as all questions of a
section. A table of short cells stays a table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from focusgroup.core.agenda import (
    Role,
    SectionField,
    named_by,
    roles_in_questions,
    title_and_minutes,
)
from focusgroup.core.dates.durations import leading_clock, parse_minutes
from focusgroup.imports.guides.pieces import Cell, GuidePart, GuidePiece

_LONGEST_TITLE = 100
_LONGEST_TIME = 40

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a table with what their headings name; *times* are those with times."""

    roles: tuple[Role | SectionField | None, ...]
    times: tuple[int, ...]
    has_header: bool


def unfolded(table: GuidePiece, level: int) -> Iterator[GuidePiece]:
    """Yield *table* itself, with a header; or its pieces if they say more than a table can.

    Rows that become sections get headings of *level*.
    """
    rows = _filled(table.rows)
    if not rows:
        return
    if len(rows[0]) == 1:
        # A frame around text, or one column of it.
        for row in rows:
            yield from row[0]
        return
    if banded := _banded(rows):
        yield from _by_band(table, rows, banded, level)
        return
    if _holds_facts(rows):
        yield replace(table, rows=(((), ()), *rows))
        return
    columns = _columns(rows, marked=table.header)
    body = rows[1:] if columns.has_header else rows
    rich = any(len(cell) > 1 or _is_list(cell) for row in body for cell in row)
    if columns.times and (rich or not columns.has_header):
        yield from _by_time(body, columns, level)
    elif rich and Role.QUESTIONS in columns.roles and _has_topics(body, columns):
        yield from _by_topic(body, columns, level)
    elif rich and Role.QUESTIONS in columns.roles:
        yield from _by_question(body, columns)
    elif rich and _is_led_by_titles(body):
        yield from _by_title(body, columns, level)
    else:
        header = () if columns.has_header else (((),) * len(rows[0]),)
        yield replace(table, rows=(*header, *rows))


def _holds_facts(rows: Sequence[Row]) -> bool:
    """Return whether a table of two columns has facts: "Duration | 90 minutes", "Place | …"."""
    if len(rows[0]) != 2:
        return False
    times = [_is_time(_text(row[1])) for row in rows]
    named = [named_by(_text(row[0])) is SectionField.MINUTES for row in rows]
    told = any(name and time for name, time in zip(named, times, strict=True))
    return told and 2 * sum(times) <= len(rows)


def _banded(rows: Sequence[Row]) -> list[int]:
    """Return the rows that head those below them: one cell over all columns, with a time."""
    bands = [
        n
        for n, row in enumerate(rows)
        if _text(row[0]) and not any(map(_text, row[1:])) and _tells_time(_plain(row[0]))
    ]
    others = [n for n in range(len(rows)) if n not in bands]
    full = sum(any(map(_text, rows[n][1:])) for n in others)
    return bands if len(bands) > 1 and 2 * full > len(others) > 0 else []


def _tells_time(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and title_and_minutes(text)[1] is not None


def _by_band(
    table: GuidePiece, rows: Sequence[Row], bands: Sequence[int], level: int
) -> Iterator[GuidePiece]:
    """Yield a heading for each row over all columns, and the table below it under that."""
    header = rows[: bands[0]]
    for n, after in zip(bands, [*bands[1:], len(rows)], strict=True):
        yield _heading(rows[n], _plain(rows[n][0]), level)
        if below := rows[n + 1 : after]:
            yield from unfolded(replace(table, rows=(*header, *below)), level + 1)


def _filled(rows: Sequence[Row]) -> list[Row]:
    """Return *rows* of one length, without empty rows and columns."""
    width = max((len(row) for row in rows), default=0)
    even = [(*row, *((),) * (width - len(row))) for row in rows]
    used = [n for n in range(width) if any(_text(row[n]) for row in even)]
    filled = [tuple(row[n] for n in used) for row in even]
    return [row for row in filled if any(_text(cell) for cell in row)]


def _columns(rows: Sequence[Row], *, marked: bool) -> _Columns:
    first, *body = rows
    roles = tuple(named_by(_text(cell)) for cell in first)
    times = [
        n
        for n in range(len(first))
        if 2 * sum(_is_time(_text(row[n])) for row in body) > len(body) > 0
    ]
    named = [n for n, role in enumerate(roles) if role is SectionField.MINUTES]
    all_times = tuple(sorted({*times, *named}))
    bold = all(_text(cell).startswith("**") for cell in first if _text(cell))
    has_header = bool(body) and (marked or bold or any(roles))
    if any(_is_time(_text(first[n])) for n in all_times):
        has_header = False
    elif times:
        has_header = True
    return _Columns(roles if has_header else (None,) * len(first), all_times, has_header)


def _by_time(body: Sequence[Row], columns: _Columns, level: int) -> Iterator[GuidePiece]:
    for row in body:
        said = [_plain(row[n]) for n in columns.times if _text(row[n])]
        # Of a time of day and a length, the length.
        time = next((text for text in said if parse_minutes(text)), said[0] if said else "")
        others = [n for n in range(len(row)) if n not in columns.times and _text(row[n])]
        title_at = next((n for n in others if columns.roles[n] is None), None)
        if not time and title_at is None:
            # The cell of the time reaches over several rows.
            title = None
        else:
            title_at = others[0] if title_at is None and others else title_at
            title = row[title_at][0] if title_at is not None else None
            if len(_plain(row[title_at] if title_at is not None else ())) > _LONGEST_TITLE * 3:
                title = None
            yield _heading(row, _timed(title.text if title else "", time), level)
        for n in others:
            yield from _cell(row[n][1:] if row[n][:1] == (title,) else row[n], columns.roles[n])


def _timed(title: str, time: str) -> str:
    title = title.replace("**", "").replace("\n", " ")
    if not time:
        return title
    if time.isdecimal():
        time = f"{time} min"
    if parse_minutes(time) is None and leading_clock(f"{time} x"):
        return f"{time} {title}"
    return f"{title} ({time})"


def _by_question(body: Sequence[Row], columns: _Columns) -> Iterator[GuidePiece]:
    for row in body:
        for cell, role in zip(row, columns.roles, strict=True):
            if role is Role.QUESTIONS:
                yield from _items(_told_apart(cell), 1, numbered=True)
        for cell, role in zip(row, columns.roles, strict=True):
            if role is Role.PROBES:
                yield from _items(cell, 2)
            elif role is not Role.QUESTIONS and not _plain(cell).strip(".").isdecimal():
                for piece in cell:
                    yield replace(piece, kind=GuidePart.NOTE, level=1)


def _is_led_by_titles(body: Sequence[Row]) -> bool:
    """Return whether the first cells are titles of what is asked in the others."""
    short = all(len(row[0]) == 1 and len(_text(row[0])) <= _LONGEST_TITLE for row in body)
    asking = sum(any("?" in _text(cell) or "？" in _text(cell) for cell in row[1:]) for row in body)
    return short and len(body) > 1 and 2 * asking >= len(body)


def _has_topics(body: Sequence[Row], columns: _Columns) -> bool:
    """Return whether the first column has titles, of which some head several rows or questions."""
    titles = [_plain(row[0]) for row in body]
    numbered = all(title.strip(".)").isdecimal() for title in titles if title)
    short = all(len(title) <= _LONGEST_TITLE and "?" not in title for title in titles)
    return columns.roles[0] is None and short and not numbered and len({*titles} - {""}) > 1


def _by_topic(body: Sequence[Row], columns: _Columns, level: int) -> Iterator[GuidePiece]:
    """Yield a heading where the title in the first column changes, and the questions under it."""
    before = ""
    for row in body:
        title = _plain(row[0]) or before
        if title != before:
            yield _heading(row, title, level)
        before = title
        yield from _by_question([((), *row[1:])], columns)


def _by_title(body: Sequence[Row], columns: _Columns, level: int) -> Iterator[GuidePiece]:
    for row in body:
        yield _heading(row, _plain(row[0]), level)
        for cell, role in zip(row[1:], columns.roles[1:], strict=True):
            yield from _cell(cell, role)


def _heading(row: Row, text: str, level: int) -> GuidePiece:
    place = next(piece.place for cell in row for piece in cell)
    return GuidePiece(GuidePart.HEADING, text, place, level)


def _cell(cell: Cell, role: Role | SectionField | None) -> Iterator[GuidePiece]:
    """Yield the pieces of a cell as what the heading of its column says that they are."""
    match role:
        case Role.QUESTIONS:
            yield from _items(_told_apart(cell), 1, numbered=True)
        case Role.PROBES:
            yield from _items(cell, 2)
        case Role.SCRIPT:
            for piece in cell:
                yield replace(piece, kind=GuidePart.QUOTE, level=0, number=None)
        case Role.NOTES:
            for piece in cell:
                yield replace(piece, kind=GuidePart.NOTE, level=0, number=None)
        case _:
            yield from cell


def _told_apart(cell: Cell) -> Cell:
    """Return a cell of questions with what is said or done between them as script and notes."""
    texts = [piece for piece in cell if piece.kind is GuidePart.TEXT]
    kinds = {Role.SCRIPT: GuidePart.QUOTE, Role.NOTES: GuidePart.NOTE}
    told = dict(zip(map(id, texts), roles_in_questions([x.text for x in texts]), strict=True))
    return tuple(
        replace(piece, kind=kinds[told[id(piece)]], level=1)
        if told.get(id(piece)) in kinds
        else piece
        for piece in cell
    )


def _items(cell: Cell, level: int, *, numbered: bool = False) -> Iterator[GuidePiece]:
    """Yield the paragraphs of a cell as list items; a list in it keeps its levels."""
    number = 0
    listed = [piece.level for piece in cell if piece.kind is GuidePart.ITEM]
    least = min(listed, default=1)
    mixed = 0 < len(listed) < len(cell)
    for piece in cell:
        if piece.kind is GuidePart.ITEM:
            deeper = level + piece.level - least + (1 if mixed else 0)
            yield replace(piece, level=deeper)
        elif piece.kind is GuidePart.TEXT:
            number += 1
            own = number if numbered else None
            yield replace(piece, kind=GuidePart.ITEM, level=level, number=own)
        else:
            yield piece


def _is_list(cell: Cell) -> bool:
    return any(piece.kind is GuidePart.ITEM for piece in cell)


def _is_time(text: str) -> bool:
    text = text.strip("* ")
    if not text or len(text) > _LONGEST_TIME:
        return False
    return parse_minutes(text) is not None or leading_clock(f"{text} x") is not None


def _text(cell: Cell) -> str:
    return " ".join(piece.text for piece in cell)


def _plain(cell: Cell) -> str:
    return " ".join(_text(cell).replace("**", "").split())
