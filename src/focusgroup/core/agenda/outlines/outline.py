"""Find the sections of a guide among its headings, or without any headings.

Guides put their sections at any level, below a title or below parts, or write them as bold lines,
as the items of one list or as the rows of a table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from focusgroup.core.agenda.blocks import Block, BlockQuote, Heading, Listing, texts_of
from focusgroup.core.agenda.headings import HeadingParts, read_heading
from focusgroup.core.agenda.outlines.flat_guides import (
    from_items,
    from_rows,
    holds_question,
    minutes_said,
    timed,
    title_line,
    with_preamble,
    without_first_line,
)
from focusgroup.core.agenda.parts import RawSection
from focusgroup.core.agenda.plain.line_headings import PROMOTED_LEVEL, is_named_as_whole
from focusgroup.core.agenda.problems import Problems, quoted
from focusgroup.core.agenda.vocabulary import ROLES, asks_at_end
from focusgroup.core.text import fold


@dataclass(frozen=True, slots=True)
class Outline:
    """The title of the whole guide, its minutes, and the sections."""

    title: str = ""
    minutes: float | None = None
    line: int = 1
    sections: tuple[RawSection, ...] = ()
    has_headings: bool = True


@dataclass(slots=True)
class _Node:
    """A heading, the blocks under it up to the next heading, and the headings below it."""

    heading: Heading
    parts: HeadingParts
    blocks: list[Block] = field(default_factory=list)
    children: list["_Node"] = field(default_factory=list)


def read_outline(blocks: Sequence[Block], problems: Problems) -> Outline:
    """Return the sections in *blocks*; none if nothing can serve as a section."""
    before, roots = _tree(blocks)
    if not _is_led_by_headings(roots):
        title = roots[0] if roots else None
        flat = [*before, *(title.blocks if title else ())]
        return _titled(_flat(flat, problems, title.parts.title if title else ""), title)
    title = _title_of(roots)
    if title is None and len(roots) == 1:
        only = roots[0]
        sections = with_preamble(list(_sections(only, problems)), before)
        return Outline(only.parts.title, None, only.heading.line, tuple(sections))
    if title is not None:
        roots = [*title.children, *roots[1:]]
        before = [*before, *title.blocks]
    name = "" if title else _name_over(before, roots)
    if name:
        before = without_first_line(before)
    minutes = title.parts.minutes if title else None
    minutes = minutes_said(before) if minutes is None else minutes
    sections = [raw for root in roots for raw in _sections(root, problems)]
    sections = with_preamble(sections, before)
    outline = Outline(name, minutes, sections=tuple(timed(sections)))
    return _titled(outline, title)


def _name_over(before: Sequence[Block], roots: Sequence[_Node]) -> str:
    """Return the title line above a text whose headings are not marked as headings, or ""."""
    if not before or any(root.heading.level < PROMOTED_LEVEL for root in roots):
        return ""
    return title_line([*before, roots[0].heading])


def _titled(outline: Outline, title: _Node | None) -> Outline:
    if title is None:
        return outline
    minutes = outline.minutes if outline.minutes is not None else title.parts.minutes
    return replace(outline, title=title.parts.title, line=title.heading.line, minutes=minutes)


def _tree(blocks: Sequence[Block]) -> tuple[list[Block], list[_Node]]:
    """Return the blocks before the first heading, and the headings as trees by level."""
    before: list[Block] = []
    roots: list[_Node] = []
    path: list[_Node] = []
    for block in blocks:
        if not isinstance(block, Heading):
            (path[-1].blocks if path else before).append(block)
            continue
        node = _Node(block, read_heading(block.text))
        while path and path[-1].heading.level >= block.level:
            path.pop()
        (path[-1].children if path else roots).append(node)
        path.append(node)
    return before, roots


def _is_led_by_headings(roots: Sequence[_Node]) -> bool:
    """Return whether headings mark the sections: False for none, or only a title over an agenda."""
    if len(roots) != 1 or roots[0].children:
        return bool(roots)
    only = roots[0]
    if only.heading.level > 1:
        return True
    listed = from_items(only.blocks) or from_rows(only.blocks)
    return only.parts.minutes is not None and not listed


def _title_of(roots: Sequence[_Node]) -> _Node | None:
    """Return the first heading if it is the title of the whole and not a section itself."""
    first = roots[0]
    if len(roots) == 1:
        if not first.children or (first.heading.level > 1 and not _is_group(first)):
            return None
        asking = all(asks_at_end(child.heading.text) for child in first.children)
        return None if asking and first.parts.minutes is not None else first
    if first.heading.level > min(root.heading.level for root in roots):
        return None
    if first.parts.minutes is not None or first.heading.level > 1:
        return None
    # With several headings at the top, a title has nothing under it, or is worded as a title.
    others_timed = any(root.parts.minutes is not None for root in roots[1:])
    named = is_named_as_whole(first.parts.title)
    bare = not first.blocks and not first.children
    others_below = all(root.heading.level > 1 for root in roots[1:])
    has_list = any(isinstance(block, Listing | BlockQuote) for block in first.blocks)
    if bare or others_below or (not has_list and (others_timed or (named and len(roots) > 2))):
        return first
    return None


def _is_group(node: _Node) -> bool:
    """Return whether *node* only groups sections, which are the headings below it."""
    children = node.children
    if not children:
        return False
    if 2 * sum(_is_timed(child) for child in children) >= len(children):
        return True
    if node.parts.minutes is not None or node.blocks:
        return False
    return not any(_is_part_of_section(child) for child in children)


def _is_timed(node: _Node) -> bool:
    return (
        node.parts.minutes is not None
        or node.parts.starts is not None
        or any(_is_timed(child) for child in node.children)
    )


def _is_part_of_section(node: _Node) -> bool:
    return asks_at_end(node.heading.text) or fold(node.heading.text.rstrip(" :：")) in ROLES


def _sections(node: _Node, problems: Problems) -> Iterator[RawSection]:
    """Yield the section that *node* is, or the sections it groups."""
    if not _is_group(node):
        yield _section(node, problems)
        return
    inner = [raw for child in node.children for raw in _sections(child, problems)]
    given, summed = node.parts.minutes, sum(raw.minutes or 0 for raw in inner)
    if given is not None and summed and given != summed:
        problems.warn(
            node.heading.line,
            f"{quoted(node.parts.title)} says {given:g} minutes; its sections add up to {summed:g}",
            "change one of them",
        )
    yield from with_preamble(inner, node.blocks)


def _section(node: _Node, problems: Problems) -> RawSection:
    parts = node.parts
    if parts.typo is not None:
        word, meant = parts.typo
        problems.warn(
            node.heading.line,
            f"{quoted(word)} isn't a section kind",
            f"did you mean `{meant}`?",
        )
    blocks = [*node.blocks, *(block for child in node.children for block in _all_blocks(child))]
    return RawSection(
        parts.title, node.heading.line, parts.minutes, parts.kind, tuple(blocks), parts.starts
    )


def _all_blocks(node: _Node) -> Iterator[Block]:
    yield node.heading
    yield from node.blocks
    for child in node.children:
        yield from _all_blocks(child)


def _flat(blocks: Sequence[Block], problems: Problems, title: str) -> Outline:
    """Return the sections of a text without headings: bold lines, list items, rows, or one."""
    line = texts_of(blocks[0])[0][1] if blocks and texts_of(blocks[0]) else 1
    minutes = minutes_said(blocks)
    if not title and (name := title_line(blocks)):
        return replace(_flat(without_first_line(blocks), problems, name), title=name, line=line)
    if (found := from_items(blocks)) or (found := from_rows(blocks)):
        outline = Outline(sections=tuple(timed(found)))
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
