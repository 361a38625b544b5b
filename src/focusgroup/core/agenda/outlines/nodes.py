"""The headings of a guide as trees, each with the blocks under it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from focusgroup.core.agenda.blocks import Block, Heading, Listing, Paragraph, texts_of
from focusgroup.core.agenda.headings import HeadingParts, read_heading
from focusgroup.core.agenda.items import numbered_role
from focusgroup.core.agenda.outlines.minutes import minutes_said
from focusgroup.core.agenda.outlines.spans import SINCE_START, counted_from_zero, in_a_row
from focusgroup.core.agenda.outside import outside_of
from focusgroup.core.agenda.plain.among_headings import is_named_as_whole
from focusgroup.core.agenda.vocabulary import (
    FIELDS,
    Role,
    SectionField,
    asks_at_end,
    field_of,
    role_of_title,
    title_key,
)
from focusgroup.core.agenda.words.outside_words import Outside
from focusgroup.core.dates.durations import may_be_length, parse_minutes
from focusgroup.core.model import SectionKind
from focusgroup.core.patterns import lazy_pattern

_EDGES = " \t|·•:,–—-()[]⏱⏱️⏰🕐\ufe0f"

_LONGEST_LENGTH = 30
_MOST_LOOKED_AT = 120
_PLACE = lazy_pattern(r"\s*\((?:notes|section)\)$")
_NUMBER_AT_END = lazy_pattern(r"\s*[(\[（](?P<minutes>[1-9]\d{0,2})['’]?[)\]）]\s*$")


@dataclass(slots=True)
class Node:
    """A heading, the blocks under it up to the next heading, and the headings below it."""

    heading: Heading
    parts: HeadingParts
    blocks: list[Block] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    of_form: bool = False
    """Whether the headings beside that over it have one of this title too: "Aim", "Steps"."""


def tree(blocks: Sequence[Block]) -> tuple[list[Block], list[Node]]:
    """Return the blocks before the first heading, and the headings as trees by level."""
    before: list[Block] = []
    roots: list[Node] = []
    path: list[Node] = []
    for block in blocks:
        if not isinstance(block, Heading):
            (path[-1].blocks if path else before).append(block)
            continue
        node = Node(block, read_heading(block.text))
        while path and path[-1].heading.level >= block.level:
            path.pop()
        (path[-1].children if path else roots).append(node)
        path.append(node)
    roots = _with_end_beside(_with_later_beside(roots))
    while len(roots) == 1 and _is_letterhead(roots[0]):
        before += [roots[0].heading.as_paragraph(), *roots[0].blocks]
        roots = roots[0].children
    _take_lengths(roots, whole=[])
    _take_numbers(roots)
    _run_on(roots)
    _see_forms(roots)
    return before, roots


def _is_letterhead(node: Node) -> bool:
    """Return whether a heading stands only over the title: the office that made the guide."""
    below = node.children[0] if len(node.children) == 1 else None
    if below is None or node.parts.minutes is not None or is_named_as_whole(node.parts.title):
        return False
    if below.parts.minutes is not None:
        return False
    named = is_named_as_whole(below.parts.title)
    over_parts = len(below.children) == 1 and len(below.children[0].children) > 1
    return over_parts or (named and len(below.children) > 1)


def _see_forms(nodes: Sequence[Node]) -> None:
    """Mark the headings that stand below most of *nodes* alike: each is a part of a section."""
    found = Counter(title for node in nodes for title in {x.parts.title for x in node.children})
    for node in nodes:
        for child in node.children:
            child.of_form = len(nodes) > 2 and 2 * found[child.parts.title] > len(nodes)
        _see_forms(node.children)


def _with_later_beside(nodes: list[Node]) -> list[Node]:
    """Return *nodes* with what comes after a welcome beside it: below it is its author's slip.

    That is so if the close stands below the welcome, a heading that names the whole guide, or
    several parts with questions.
    """
    for node in nodes:
        node.children = _with_later_beside(node.children)
    opening = [node for node in nodes if node.parts.kind is SectionKind.OPENING and node.children]
    if len(opening) != 1:
        return nodes
    at, below = nodes.index(opening[0]), opening[0].children
    closes = any(child.parts.kind is SectionKind.ENDING for child in below)
    closes = closes or (not says_time(opening[0]) and sum(map(_asks_much, below)) > 1)
    if not closes and not (len(below) == 1 and is_named_as_whole(below[0].parts.title)):
        return nodes
    opening[0].children = []
    return [*nodes[: at + 1], *below, *nodes[at + 1 :]]


def _with_end_beside(nodes: list[Node]) -> list[Node]:
    """Return *nodes* with what is not of the session beside the last section, not below it.

    "### Debrief of the team" after "## Close (5 min)": its author takes a smaller heading for what
    is around the sections. What other sections have below them too is of the section.
    """
    nodes = [replace(node, children=_with_end_beside(node.children)) for node in nodes]
    timed = [node for node in nodes if says_time(node)]
    if len(timed) < 2 or nodes[-1] is not timed[-1]:
        return nodes
    others = {child.parts.title for node in timed[:-1] for child in node.children}
    below = nodes[-1].children
    kept = len(below)
    while kept and _is_around(below[kept - 1], others):
        kept -= 1
    return [*nodes[:-1], replace(nodes[-1], children=below[:kept]), *below[kept:]]


def _is_around(node: Node, others: set[str]) -> bool:
    title = node.parts.title
    around = outside_of(title) is Outside.SURE and title not in others
    return around and not says_time(node) and not node.children


def _asks_much(node: Node) -> bool:
    texts = (text for block in all_blocks(node) for text, _ in texts_of(block))
    return sum(map(asks_at_end, texts)) > 2


def _take_numbers(nodes: Sequence[Node]) -> None:
    """Take the numbers at the ends of headings of a level as minutes: "Opening (5)".

    Most of them have one, no other length is given, and they are as minutes are: mostly fives.
    """
    for node in nodes:
        _take_numbers(node.children)
    found = [(node, match) for node in nodes if (match := _NUMBER_AT_END.search(node.parts.title))]
    given = any(node.parts.minutes is not None or node.parts.starts is not None for node in nodes)
    fives = sum(int(match["minutes"]) % 5 == 0 for _, match in found)
    numbers = [int(match["minutes"]) for _, match in found]
    as_minutes = 3 * fives >= 2 * len(found) or (
        len(found) == len(nodes) and numbers != sorted({*numbers})
    )
    if given or len(found) < 3 or 2 * len(found) < len(nodes) or not as_minutes:
        return
    for node, match in found:
        title = node.parts.title[: match.start()].rstrip()
        _retitle(node, title, float(match["minutes"]))


def _retitle(node: Node, title: str, minutes: float) -> None:
    """Give a heading what is left of its title without *minutes*; it stays where it was put."""
    node.parts = replace(read_heading(title), minutes=minutes, left_out=node.parts.left_out)


def _take_lengths(nodes: Sequence[Node], whole: Sequence[Node]) -> None:
    """Take the length that stands alone below headings: "20 min" right under "Habits".

    Under the title of *nodes* it is that of the whole, which others say better.
    """
    for node in nodes:
        _take_lengths(node.children, whole=[node])
    lengths = [_length_below(node) for node in nodes]
    if not whole and nodes and nodes[0].parts.kind is None and not all(lengths):
        lengths[0] = None
    for node, length in zip(nodes, lengths, strict=True):
        first = node.blocks[0] if node.blocks else None
        if length is None or not isinstance(first, Paragraph):
            continue
        node.parts = replace(node.parts, minutes=length)
        rest = first.lines[1:]
        node.blocks[:1] = [Paragraph(rest)] if rest else []


def names_length(node: Node) -> bool:
    """Return whether a heading is only the label of a length: "Duration", and below it "1 h"."""
    alone = len(node.blocks) == 1 and not node.children
    named = title_key(node.parts.title)
    meant = FIELDS.get(named) or (None if " " in named else field_of(named))
    return alone and meant is SectionField.MINUTES and _length_in(node.blocks[0]) is not None


def _length_below(node: Node) -> float | None:
    first = node.blocks[0] if node.blocks else None
    given = node.parts.minutes is not None or node.parts.starts is not None or names_length(node)
    if given or not isinstance(first, Paragraph):
        return None
    return _length_in(first)


def _length_in(block: Block) -> float | None:
    """Return the length that is all of the first line of a paragraph."""
    said = block.lines[0].text.strip(_EDGES) if isinstance(block, Paragraph) else ""
    return parse_minutes(said) if len(said) <= _LONGEST_LENGTH and may_be_length(said) else None


def _run_on(nodes: Sequence[Node]) -> None:
    """Give headings such as ``0-5 min``, ``5-15 min`` the minutes between."""
    spans = [node for node in nodes if SINCE_START.search(node.heading.text[:_MOST_LOOKED_AT])]
    counted = counted_from_zero([node.heading.text for node in spans])
    for node, minutes in zip(spans, counted or (), strict=False):
        title = SINCE_START.sub("", _PLACE.sub("", node.heading.text), count=1)
        _retitle(node, title.strip(_EDGES), minutes)
    ranged = [node for node in nodes if node.parts.minutes is not None]
    lengths = in_a_row([node.heading.text for node in ranged])
    for node, minutes in zip(ranged, lengths or (), strict=False):
        node.parts = replace(node.parts, minutes=minutes)
    for node in nodes:
        _run_on(node.children)


def is_timed(node: Node) -> bool:
    """Return whether the heading, a line under it or a heading below it says how long it takes."""
    return says_time(node) or any(is_timed(child) for child in node.children)


def says_time(node: Node) -> bool:
    """Return whether the heading or a line right under it says how long it takes."""
    parts = node.parts
    given = parts.minutes is not None or parts.starts is not None
    return given or minutes_said(node.blocks) is not None


def is_part_of_section(node: Node) -> bool:
    """Return whether a heading is a question or names what is below it, such as "Probes"."""
    title = title_key(node.heading.text)
    counted = title[-1:].isdecimal() and len(title.split()) < 3  # "Question 4"
    return (
        node.of_form
        or (asks_at_end(node.heading.text) and not _lists_questions(node))
        or role_of_title(node.heading.text) is not None
        or (counted and numbered_role(title) is Role.QUESTIONS)
    )


def _lists_questions(node: Node) -> bool:
    """Return whether numbered questions stand below a heading: it is none, even if it asks."""
    lists = [block for block in node.blocks if isinstance(block, Listing)]
    items = [item for block in lists for item in block.items if item.numbered]
    return any(asks_at_end(item.text) for item in items)


def all_blocks(node: Node) -> Iterator[Block]:
    """Yield the heading, its blocks, and those of the headings below it."""
    yield node.heading
    yield from node.blocks
    for child in node.children:
        yield from all_blocks(child)


def without_subtitle(nodes: list[Node]) -> list[Node]:
    """Return *nodes* without a first one that only has words: the second line of the title."""
    if len(nodes) < 3:
        return nodes
    first, parts = nodes[0], nodes[0].parts
    said = parts.kind or parts.minutes is not None or parts.starts is not None
    bare = not (first.blocks or first.children or said) and parts.left_out is None
    return nodes[1:] if bare and any(node.blocks for node in nodes[1:]) else nodes
