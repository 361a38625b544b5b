"""Find the sections of a guide without section headings, and what comes before the first one.

The sections may be bold lines, the items of a list or the rows of a table. Some give only a
starting time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from focusgroup.core.agenda.blocks import (
    Block,
    Listing,
    ListItem,
    Paragraph,
    PipeTable,
    TextLine,
    texts_of,
)
from focusgroup.core.agenda.headings import HeadingParts, read_heading
from focusgroup.core.agenda.parts import RawSection
from focusgroup.core.agenda.plain.line_headings import is_named_as_whole
from focusgroup.core.agenda.vocabulary import FIELDS, SectionField, asks, asks_at_end, bids
from focusgroup.core.dates.durations import MOST_MINUTES, parse_minutes
from focusgroup.core.text import fold


def with_preamble(sections: list[RawSection], before: Sequence[Block]) -> list[RawSection]:
    """Return *sections* with the blocks before them added to the first one."""
    kept = [block for block in map(_without_minutes, before) if block is not None]
    if not sections or not kept:
        return sections
    first = sections[0]
    blocks = tuple(block for each in kept for block in _as_notes(each))
    return [replace(first, blocks=(*blocks, *first.blocks)), *sections[1:]]


def _as_notes(block: Block) -> Iterator[Block]:
    """Yield a list before the first section as notes, unless it is a list of tasks."""
    if isinstance(block, Listing) and not all(item.is_task for item in block.items):
        for text, line in texts_of(block):
            yield Paragraph((TextLine(text.rstrip("?？"), line),))
    else:
        yield block


def minutes_said(blocks: Sequence[Block]) -> float | None:
    """Return the minutes of a line such as ``Duration: 45-60 minutes`` before the first section."""
    for block in blocks:
        if isinstance(block, Paragraph):
            for line in block.lines:
                minutes = _minutes_of(line)
                if minutes is not None:
                    return minutes
    return None


def _minutes_of(line: TextLine) -> float | None:
    label, _, said = line.text.replace("：", ":").partition(":")
    if FIELDS.get(fold(label.strip(" *_"))) is not SectionField.MINUTES:
        return None
    return parse_minutes(said.strip(" *_"))


def _without_minutes(block: Block) -> Block | None:
    """Return *block* without the line that gives the total length; None if nothing is left."""
    if not isinstance(block, Paragraph):
        return block
    lines = tuple(line for line in block.lines if _minutes_of(line) is None)
    return Paragraph(lines) if lines else None


def timed(sections: Sequence[RawSection]) -> Iterator[RawSection]:
    """Yield the sections with lengths taken from their starting times (``09:30 Welcome``)."""
    for n, raw in enumerate(sections):
        after = sections[n + 1].starts if n + 1 < len(sections) else None
        if raw.minutes is None and raw.starts is not None and after is not None:
            length = (after - raw.starts) % MOST_MINUTES
            yield replace(raw, minutes=float(length) if length else None)
        else:
            yield raw


def title_line(blocks: Sequence[Block]) -> str:
    """Return the first line if it is a title: short, not a sentence, alone or clearly marked; or
    ""."""
    first = blocks[0] if len(blocks) > 1 else None
    if not isinstance(first, Paragraph):
        return ""
    text = first.lines[0].text
    if len(text) > 100 or not text[-1].isalnum() or ":" in text:
        return ""
    return text if len(first.lines) == 1 or is_named_as_whole(text) else ""


def without_first_line(blocks: Sequence[Block]) -> list[Block]:
    """Return *blocks* without the line that is their title."""
    first, *others = blocks
    if isinstance(first, Paragraph) and len(first.lines) > 1:
        return [Paragraph(first.lines[1:]), *others]
    return others


def from_items(blocks: Sequence[Block]) -> list[RawSection]:
    """Return the list items as sections, if they are topics and not questions."""
    items = [item for block in blocks if isinstance(block, Listing) for item in block.items]
    items = [item for item in items if item.text and not item.is_task]
    heads = [read_heading(item.text) for item in items]
    with_time = sum(head.minutes is not None or head.starts is not None for head in heads)
    topics = sum(not asks(item.text) and not bids(item.text) for item in items)
    if not items or not (2 * with_time >= len(items) or 2 * topics > len(items)):
        return []
    sections = [_from_item(item, head) for item, head in zip(items, heads, strict=True)]
    return with_preamble(sections, [b for b in blocks if not isinstance(b, Listing)])


def _from_item(item: ListItem, head: HeadingParts) -> RawSection:
    return RawSection(head.title, item.line, head.minutes, head.kind, item.inner, head.starts)


def from_rows(blocks: Sequence[Block]) -> list[RawSection]:
    """Return the rows of a table with a column of times as sections."""
    sections: list[RawSection] = []
    for block in blocks:
        if not isinstance(block, PipeTable):
            continue
        times = [FIELDS.get(fold(name)) is SectionField.MINUTES for name in block.header]
        if True not in times or len(times) < 2:
            continue
        for cells, line in block.rows:
            sections.append(_from_row(cells, times.index(True), line))
    return [raw for raw in sections if raw.title]


def _from_row(cells: Sequence[str], time_at: int, line: int) -> RawSection:
    said = cells[time_at] if time_at < len(cells) else ""
    others = [cell for n, cell in enumerate(cells) if n != time_at and cell]
    head = read_heading(others[0] if others else "")
    minutes = head.minutes
    if minutes is None:
        minutes = float(said) if said.isdecimal() and len(said) < 5 else parse_minutes(said)
    notes = tuple(Paragraph((TextLine(text, line),)) for text in others[1:])
    return RawSection(head.title, line, minutes, head.kind, notes)


def holds_question(block: Block) -> bool:
    """Return whether something in *block* is a question for the group."""
    if isinstance(block, Listing):
        return any(not item.is_task and item.text for item in block.items)
    return isinstance(block, Paragraph) and asks_at_end(block.text)
