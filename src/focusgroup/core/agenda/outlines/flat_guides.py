"""Find the sections of a guide without section headings, and what comes before the first one.

The sections may be the items of a list or the rows of a table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
from focusgroup.core.agenda.outlines.minutes import minutes_of, timed, total_said, without_minutes
from focusgroup.core.agenda.outlines.node_kinds import is_schedule
from focusgroup.core.agenda.outlines.timetable import from_item, in_blocks, with_called
from focusgroup.core.agenda.parts import RawSection
from focusgroup.core.agenda.plain.among_headings import is_named_as_whole
from focusgroup.core.agenda.problems import Problems
from focusgroup.core.agenda.tables.as_blocks import rows_of
from focusgroup.core.agenda.vocabulary import asks, asks_at_end, bids
from focusgroup.core.model import SidePart


@dataclass(frozen=True, slots=True)
class Outline:
    """The title of the whole guide, its minutes, the sections, and what is not of the session."""

    title: str = ""
    minutes: float | None = None
    line: int = 1
    sections: tuple[RawSection, ...] = ()
    has_headings: bool = True
    before: tuple[SidePart, ...] = ()
    after: tuple[SidePart, ...] = ()


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
            if asks(text):
                yield BlockQuote(((text, line),), line, callout=True)
            else:
                yield Paragraph((TextLine(text, line),))
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


def outline_of_flat(blocks: Sequence[Block], problems: Problems, title: str) -> Outline:
    """Return the sections of a text without headings: bold lines, list items, rows, or one."""
    line = texts_of(blocks[0])[0][1] if blocks and texts_of(blocks[0]) else 1
    found = in_blocks(blocks)
    listed = found.block if found is not None and isinstance(found.block, Listing) else None
    minutes = total_said([block for block in blocks if block is not listed])
    if not title and (name := title_line(blocks)):
        parts = read_heading(name)
        flat = outline_of_flat(without_first_line(blocks), problems, name)
        if flat.sections and flat.minutes is None and parts.minutes is not None:
            flat, name = replace(flat, minutes=parts.minutes), parts.title
        if len(flat.sections) == 1 and flat.sections[0].title == name:
            flat = replace(flat, sections=(replace(flat.sections[0], line=line),))
        return replace(flat, title=name, line=line)
    if found is not None:
        at = next(n for n, block in enumerate(blocks) if block is found.block)
        after = blocks[at + 1 :] if isinstance(found.block, Listing) else ()
        sections = with_preamble(
            list(found.sections), [*blocks[:at], *blocks[at + 1 + len(after) :]]
        )
        last = sections[-1]
        sections[-1] = replace(last, blocks=(*last.blocks, *after))
    else:
        sections = from_items(blocks) or from_rows(blocks)
    if sections:
        outline = Outline(sections=tuple(timed(sections)))
        how = "each list item was read as a section"
    elif any(holds_question(block) for block in blocks):
        one = RawSection(title or "Discussion", line, minutes, None, tuple(blocks))
        outline = Outline(sections=(one,))
        how = "everything was read as one section"
    else:
        return Outline()
    problems.warn(
        line, f"there are no section headings; {how}", "start each section with `## Title (10 min)`"
    )
    return replace(outline, minutes=minutes, has_headings=False)
