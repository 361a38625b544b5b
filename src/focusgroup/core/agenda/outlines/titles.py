"""Which heading is the title of the whole guide, and which only groups sections."""

from collections.abc import Sequence

from focusgroup.core.agenda.blocks import Block, BlockQuote, Listing, Paragraph, texts_of
from focusgroup.core.agenda.items import numbered_role
from focusgroup.core.agenda.outlines import timetable
from focusgroup.core.agenda.outlines.minutes import (
    total_said,
)
from focusgroup.core.agenda.outlines.node_kinds import asks_anybody, is_schedule, names_flow
from focusgroup.core.agenda.outlines.nodes import (
    Node,
    is_part_of_section,
    is_timed,
    says_time,
)
from focusgroup.core.agenda.outside import outside_of
from focusgroup.core.agenda.plain.among_headings import is_named_as_whole
from focusgroup.core.agenda.vocabulary import asks, asks_at_end, without_part
from focusgroup.core.agenda.words.title_words import NUMBER_OF_PARTS, NUMBER_WORDS
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_LONGEST_ANNOUNCEMENT = 250
_NUMBER = lazy_pattern(r"\W*\d")
_COUNTED = lazy_pattern(r"(?P<name>[^\W\d_]{2,20})\s*(?P<number>\d{1,2})\s*[:：.–—-]")


def title_of(roots: Sequence[Node]) -> Node | None:
    """Return the first heading if it is the title of the whole and not a section itself."""
    first = roots[0]
    if is_schedule(first.parts.title) and timetable.in_blocks(first.blocks):
        return None
    if len(roots) == 1:
        if not first.children or (first.heading.level > 1 and not is_group(first, alone=True)):
            return None
        asking = all(asks_at_end(child.heading.text) for child in first.children)
        return None if asking and first.parts.minutes is not None else first
    if first.heading.level > min(root.heading.level for root in roots):
        return None
    if first.heading.level > 1 or first.parts.kind is not None or first.parts.left_out is False:
        return None
    summed = sum(_minutes_below(root) for root in roots[1:])
    if first.parts.minutes is not None:
        return first if not first.children and first.parts.minutes == summed else None
    total = total_said(first.blocks)
    if summed and total and 4 * total >= 3 * summed and not any(map(_asks_in, first.blocks)):
        return first
    # With several headings at the top, a title has nothing under it, or is worded as a title.
    others_timed = any(root.parts.minutes is not None for root in roots[1:])
    named = is_named_as_whole(first.parts.title)
    over_parts = not first.children and bool(roots[1].children)
    named = named and (len(roots) > 2 or over_parts)
    bare = not first.blocks and not first.children
    others_below = all(root.heading.level > 1 for root in roots[1:])
    has_list = any(isinstance(block, Listing | BlockQuote) for block in first.blocks)
    if bare or others_below or (not has_list and (others_timed or named)):
        return first
    return None


def _are_counted(nodes: Sequence[Node]) -> bool:
    """Return whether headings are named alike and counted on, other than tasks: "Topic 1: …"."""
    found = [_COUNTED.match(each.heading.text) for each in nodes]
    names = {fold(match["name"]) for match in found if match}
    if len(nodes) < 2 or None in found or len(names) != 1:
        return False
    numbers = [int(match["number"]) for match in found if match]
    named = numbered_role(next(iter(names))) is None
    return named and numbers == sorted({*numbers}) and all(map(asks_anybody, nodes))


def _minutes_below(node: Node) -> float:
    found = timetable.in_blocks(node.blocks)
    listed = sum(raw.minutes or 0 for raw in found.sections) if found is not None else 0
    return node.parts.minutes or listed or sum(map(_minutes_below, node.children))


def _asks_in(block: Block) -> bool:
    return any(asks(text) for text, _ in texts_of(block))


def led_in_a_row(nodes: Sequence[Node]) -> list[bool]:
    """Return which of *nodes* are sections in a row of those that say how long they take.

    What has shorter times below them is a part of them: "Demo (3 min)" in "Block 2 (10 min)".
    """
    timed = [each for each in nodes if each.parts.minutes is not None]
    divided = sum(any(map(is_timed, each.children)) for each in timed)
    row = len(timed) > 2 and 2 * divided <= len(timed)
    return [row and _holds_its_parts(each) for each in nodes]


def _holds_its_parts(node: Node) -> bool:
    within = sum(child.parts.minutes or 0 for child in node.children)
    return node.parts.minutes is not None and within <= node.parts.minutes


def announces_parts(node: Node) -> bool:
    """Return whether a list or a sentence under a heading announces the headings below it.

    The list names most of them; the sentence says how many there are: "The talk has four parts."
    """
    many = len(node.children)
    listed = [fold(item.text) for x in node.blocks if isinstance(x, Listing) for item in x.items]
    named = [fold(without_part(child.parts.title)) for child in node.children]
    found = sum(any(title and title in item for item in listed) for title in named)
    if many < 2 or len(listed) > many or any(map(_asks_in, node.blocks)):
        return False
    told = " ".join(x.text for x in node.blocks if isinstance(x, Paragraph))
    only_told = not listed and len(told) <= _LONGEST_ANNOUNCEMENT
    return 2 * found > many or (only_told and _says_number(told, many))


def _says_number(text: str, number: int) -> bool:
    """Return whether *text* says that there are so many parts: "four parts", "4つの要素"."""
    words = [str(number), *NUMBER_WORDS.get(number, "").split("|")]
    return any(
        fold(match["many"] or match["counted"]) in words for match in NUMBER_OF_PARTS.finditer(text)
    )


def is_group(node: Node, *, alone: bool = False) -> bool:
    """Return whether *node* only groups sections, which are the headings below it.

    *alone*: it is the only heading of the session, as others beside it were left out.
    """
    children = node.children
    if not children or node.parts.left_out is False:
        return False
    if 2 * sum(is_timed(child) for child in children) >= len(children):
        return True
    asked = any(map(_asks_in, node.blocks))
    if alone and not asked and len(children) > 1 and is_named_as_whole(node.parts.title):
        of_session = [each for each in children if outside_of(each.parts.title) is None]
        return not all(map(is_part_of_section, [children[0], *of_session[:1]]))
    if says_time(node) or any(is_part_of_section(child) for child in children):
        return False
    if announces_parts(node) or (alone and names_flow(node.parts.title)):
        return True
    if len(children) == 1 and without_part(node.parts.title) != node.parts.title:
        return False  # "Phase 2: Customers" has one sub-heading
    parts = sum(without_part(each.parts.title) != each.parts.title for each in children)
    alike = not _NUMBER.match(node.heading.text) and _are_counted(children)
    if parts > 1 or alike:
        return not asked
    return not node.blocks
