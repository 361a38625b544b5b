"""Find the sections of a guide without section headings, and what comes before the first one.

The sections may be the items of a list or the rows of a table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from focusgroup.core.agenda.blocks import (
    Block,
    BlockQuote,
    Listing,
    Paragraph,
    PipeTable,
    TextLine,
    texts_of,
)
from focusgroup.core.agenda.headings import read_heading
from focusgroup.core.agenda.outlines.left_out import is_schedule
from focusgroup.core.agenda.outlines.minutes import minutes_of, without_minutes
from focusgroup.core.agenda.outlines.timetable import from_item, with_called
from focusgroup.core.agenda.parts import RawSection
from focusgroup.core.agenda.plain.line_headings import is_named_as_whole
from focusgroup.core.agenda.tables.as_blocks import rows_of
from focusgroup.core.agenda.vocabulary import asks, asks_at_end, bids


def with_preamble(sections: list[RawSection], before: Sequence[Block]) -> list[RawSection]:
    """Return *sections* with the blocks before them added to the first one."""
    kept = [block for block in map(without_minutes, before) if block is not None]
    kept = [block for block in kept if not _only_leads_in(block)]
    if not sections or not kept:
        return sections
    first = sections[0]
    blocks = tuple(block for each in kept for block in _as_notes(each))
    return [replace(first, blocks=(*blocks, *first.blocks)), *sections[1:]]


def _only_leads_in(block: Block) -> bool:
    return isinstance(block, Paragraph) and is_schedule(block.text)


def _as_notes(block: Block) -> Iterator[Block]:
    """Yield a list before the first section as notes, unless it is a list of tasks."""
    plain = isinstance(block, Listing) and not any(item.called for item in block.items)
    if isinstance(block, Listing) and plain and not all(item.is_task for item in block.items):
        for text, line in texts_of(block):
            yield Paragraph((TextLine(text.rstrip("?？"), line),))
    elif isinstance(block, Paragraph) and asks(block.text):
        yield BlockQuote(((block.text, block.line),), block.line, callout=True)
    else:
        yield block


def title_line(blocks: Sequence[Block]) -> str:
    """Return the first line if it is a title: short, not a sentence, alone or clearly marked; or
    ""."""
    first = blocks[0] if len(blocks) > 1 else None
    if not isinstance(first, Paragraph):
        return ""
    text = first.lines[0].text
    if len(text) > 100 or not text[-1].isalnum() or ":" in text:
        return ""
    over_facts = len(first.lines) > 1 and minutes_of(first.lines[1].text.split(",")[0]) is not None
    return text if len(first.lines) == 1 or over_facts or is_named_as_whole(text) else ""


def without_first_line(blocks: Sequence[Block]) -> list[Block]:
    """Return *blocks* without the line that is their title."""
    first, *others = blocks
    if isinstance(first, Paragraph) and len(first.lines) > 1:
        return [Paragraph(first.lines[1:]), *others]
    return others


def from_items(blocks: Sequence[Block]) -> list[RawSection]:
    """Return the list items as sections, if they are topics and not questions."""
    listed = [item for block in blocks if isinstance(block, Listing) for item in block.items]
    items = [item for item in listed if item.text and not (item.is_task or item.called)]
    heads = [read_heading(item.text) for item in items]
    with_time = sum(head.minutes is not None or head.starts is not None for head in heads)
    topics = sum(not asks(item.text) and not bids(item.text) for item in items)
    if not items or not (2 * with_time >= len(items) or 2 * topics > len(items)):
        return []
    sections = with_called(listed, map(from_item, items, heads))
    return with_preamble(sections, [b for b in blocks if not isinstance(b, Listing)])


def from_rows(blocks: Sequence[Block]) -> list[RawSection]:
    """Return the rows of the tables with a column of times as sections."""
    return [raw for block in blocks if isinstance(block, PipeTable) for raw in rows_of(block)]


def holds_question(block: Block) -> bool:
    """Return whether something in *block* is a question for the group."""
    if isinstance(block, Listing):
        return any(not item.is_task and item.text for item in block.items)
    return isinstance(block, Paragraph) and asks_at_end(block.text)
