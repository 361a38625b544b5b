"""Timetables: tables with a column of times, and lists whose items say how long they take."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from focusgroup.core.agenda.blocks import (
    Block,
    BlockQuote,
    Listing,
    ListItem,
    Paragraph,
    PipeTable,
    TextLine,
)
from focusgroup.core.agenda.headings import HeadingParts, read_heading
from focusgroup.core.agenda.outlines.cell_lines import roles_in_questions
from focusgroup.core.agenda.outlines.minutes import in_a_row, timed
from focusgroup.core.agenda.parts import RawSection
from focusgroup.core.agenda.vocabulary import (
    FIELDS,
    ROLES,
    Role,
    SectionField,
    asks,
    asks_at_end,
    field_of,
    named_by,
)
from focusgroup.core.agenda.words.section_words import (
    CLOCK_COLUMNS,
    ENDS,
    SHORT_UNITS,
    TOPIC_COLUMNS,
    TOTALS,
)
from focusgroup.core.dates.durations import leading_clock, parse_minutes, starting_time
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_NUMERIC = lazy_pattern(r"[\d½¼¾半一二两三四五六七八九十百]")


@dataclass(frozen=True, slots=True)
class Timetable:
    """The sections that a block lists, and the block."""

    block: Block
    sections: tuple[RawSection, ...]


def in_blocks(blocks: Sequence[Block]) -> Timetable | None:
    """Return the first timetable among *blocks*, None if there is none."""
    for block in blocks:
        sections: list[RawSection] = []
        if isinstance(block, PipeTable):
            sections = rows_of(block)
        elif isinstance(block, Listing):
            sections = _timed_items(block)
        if len(sections) > 1:
            return Timetable(block, tuple(without_end(list(timed(sections)))))
    return None


def is_end(title: str) -> bool:
    """Return whether *title* only says that the session is over: "End of day"."""
    return fold(title) in ENDS


def without_end(sections: Sequence[RawSection]) -> Sequence[RawSection]:
    """Return the sections without a last one that only says when the session ends."""
    last = sections[-1]
    if len(sections) > 1 and last.starts is None and any(raw.starts for raw in sections):
        return sections
    if len(sections) > 1 and last.minutes is None and not last.blocks and is_end(last.title):
        return sections[:-1]
    return sections


def merged(listed: Sequence[RawSection], headed: Sequence[RawSection]) -> list[RawSection] | None:
    """Return the sections under headings with the minutes that a timetable gives them.

    What only the timetable has, such as a break, stays where the timetable has it. None if the
    two do not speak of the same sections.
    """
    places = _places(listed, headed)
    if 2 * len(places) < min(len(headed), len(listed)) or not places:
        return None
    whole: list[RawSection] = []
    done = 0
    for n, row in enumerate(listed):
        if n not in places:
            whole.append(row)
            continue
        at = places[n]
        whole.extend(headed[done:at])
        given = headed[at]
        whole.append(replace(given, minutes=row.minutes) if given.minutes is None else given)
        done = at + 1
    return [*whole, *headed[done:]]


def _places(listed: Sequence[RawSection], headed: Sequence[RawSection]) -> dict[int, int]:
    """Return which heading each row is; both in the same order."""
    places: dict[int, int] = {}
    after = 0
    titles = [_letters(raw.title) for raw in headed]
    for n, row in enumerate(listed):
        said = _letters(row.title)
        for at in range(after, min(len(headed), after + 30)):
            if said and titles[at] and (said in titles[at] or titles[at] in said):
                places[n], after = at, at + 1
                break
    return places


def _letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


# -- lists ---------------------------------------------------------------------------------


def _timed_items(listing: Listing) -> list[RawSection]:
    items = [item for item in listing.items if item.text]
    if sum(_has_number(item.text) for item in items) < 2:
        return []
    heads = [read_heading(item.text) for item in items]
    with_time = sum(head.minutes is not None or head.starts is not None for head in heads)
    if with_time < 2 or 2 * with_time < len(items) or any(item.is_task for item in items):
        return []
    if sum(asks(item.text) for item in items) * 2 > len(items):
        return []
    return [from_item(item, head) for item, head in zip(items, heads, strict=True)]


def _has_number(text: str) -> bool:
    """Return whether *text* could say a time; most items need not be searched for one."""
    return bool(_NUMERIC.search(text, 0, 300)) or "hour" in text


def from_item(item: ListItem, head: HeadingParts) -> RawSection:
    """Return the section that a list item is."""
    return RawSection(head.title, item.line, head.minutes, head.kind, item.inner, head.starts)


# -- tables --------------------------------------------------------------------------------


def rows_of(table: PipeTable) -> list[RawSection]:
    """Return the rows of a table with a column of times as sections; none for other tables."""
    width = len(table.header)
    times = [n for n in range(width) if _is_time(table, n)]
    if not times or width < 2:
        return []
    topic = _topic(table, times)
    if topic is None:
        return []
    rows = [(cells, line) for cells, line in table.rows if topic < len(cells) and cells[topic]]
    row_lengths = in_a_row([cells[times[0]] for cells, _ in rows if times[0] < len(cells)])
    sections: list[RawSection] = []
    for n, (cells, line) in enumerate(rows):
        raw = _from_row(table, cells, line, times, topic)
        row = row_lengths[n] if row_lengths is not None and n < len(row_lengths) else None
        sections.append(raw if row is None else replace(raw, minutes=row))
    _add_untitled(table, topic, sections)
    return [raw for raw in sections if raw.title and fold(raw.title) not in TOTALS]


def _add_untitled(table: PipeTable, topic: int, sections: list[RawSection]) -> None:
    """Add the rows without a title to the section of the row above them: merged cells."""
    at = -1
    for cells, line in table.rows:
        if topic < len(cells) and cells[topic]:
            at += 1
            continue
        if 0 <= at < len(sections):
            raw = _from_row(table, cells, line, (), topic)
            sections[at] = replace(sections[at], blocks=(*sections[at].blocks, *raw.blocks))


def _is_time(table: PipeTable, n: int) -> bool:
    """Return whether column *n* has times: by its name, or as most of its cells are times."""
    name = fold(table.header[n].strip(" *_."))
    bare = name.split("(")[0].split("（")[0].strip()
    cells = [cells[n] for cells, _ in table.rows[:40] if n < len(cells) and cells[n]]
    if SectionField.MINUTES in (field_of(name), FIELDS.get(bare)):
        # "Duration | 90 minutes", and "Place | Room 12" below it, is a table of facts.
        return not cells or any(map(_has_number, cells))
    given = sum(parse_minutes(cell) is not None or _clock(cell) is not None for cell in cells)
    return given > 1 and 4 * given >= 3 * len(cells)


def _topic(table: PipeTable, times: Sequence[int]) -> int | None:
    """Return the column with the titles: by its name, or the first with words."""
    others = [n for n in range(len(table.header)) if n not in times]
    for n in others:
        if fold(table.header[n].strip(" *_")) in TOPIC_COLUMNS:
            return n
    for n in others:
        cells = [cells[n] for cells, _ in table.rows[:40] if n < len(cells)]
        worded = sum(any(char.isalpha() for char in cell) for cell in cells)
        named = ROLES.get(fold(table.header[n].strip(" *_")))
        if named not in (Role.QUESTIONS, Role.PROBES) and 2 * worded > len(cells):
            return n
    return None


def _from_row(
    table: PipeTable, cells: Sequence[str], line: int, times: Sequence[int], topic: int
) -> RawSection:
    head = read_heading(cells[topic].replace("\n", " "))
    minutes, starts = head.minutes, head.starts
    clocks: list[int] = []
    for n in times:
        said = cells[n].strip() if n < len(cells) else ""
        clock = _clock(said)
        named = fold(table.header[n].split("(")[0].strip(" *_")) in CLOCK_COLUMNS
        if minutes is None and not (named and clock is not None and _is_one_clock(said)):
            minutes = _length(said, table.header[n])
        if clock is not None:
            clocks.append(clock)
    if minutes is None and len(clocks) > 1 and clocks[1] > clocks[0]:
        minutes = float(clocks[1] - clocks[0])
    starts = clocks[0] if clocks and starts is None else starts
    blocks: list[Block] = []
    for n, cell in enumerate(cells):
        if n not in (topic, *times) and any(char.isalpha() for char in cell):
            blocks += _cell(cell, line, table.header[n] if n < len(table.header) else "")
    return RawSection(head.title, line, minutes, head.kind, tuple(blocks), starts)


def _cell(cell: str, line: int, name: str) -> list[Block]:
    lines = [part.strip(" -•·") for part in cell.split("\n") if part.strip(" -•·")]
    role = ROLES.get(fold(name.strip(" *_"))) or named_by(name)
    apart = role is None and len(lines) > 1 and any(map(asks_at_end, lines))
    if role is Role.QUESTIONS or apart or (role is None and all(asks(part) for part in lines)):
        return [
            _of_line(part, line, what)
            for part, what in zip(lines, roles_in_questions(lines), strict=True)
        ]
    label = "Script: " if role is Role.SCRIPT else "Probe: " if role is Role.PROBES else ""
    return [Paragraph((TextLine(f"{label}{' '.join(lines)}", line),))]


def _of_line(text: str, line: int, role: Role) -> Block:
    match role:
        case Role.QUESTIONS:
            return Listing((ListItem(text, line, numbered=True),), line)
        case Role.SCRIPT:
            return BlockQuote(((text, line),), line)
        case _:
            return BlockQuote(((text, line),), line, callout=True)


def _length(said: str, name: str) -> float | None:
    plain = said.strip(" '’′*_~")
    if plain.isdecimal() and len(plain) < 5:
        return float(plain)
    minutes = parse_minutes(said)
    if minutes is None and any(unit in fold(name) for unit in SHORT_UNITS):
        minutes = parse_minutes(f"{said} min")
    return minutes


def _clock(said: str) -> int | None:
    found = leading_clock(f"{said} x")
    return None if found is None else found[0]


def _is_one_clock(said: str) -> bool:
    return starting_time(said) is None
