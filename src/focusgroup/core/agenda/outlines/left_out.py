"""What is not of the session: the plan around it. It becomes notes before or after the agenda."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from focusgroup.core.agenda.blocks import (
    Block,
    Heading,
    PipeTable,
    texts_of,
)
from focusgroup.core.agenda.headings import read_heading
from focusgroup.core.agenda.outlines.minutes import is_total, lines_of
from focusgroup.core.agenda.outlines.node_kinds import (
    asks_anybody,
    asks_the_room,
    calls_something,
    has_timetable,
    heading_says_time,
    heads_timed,
    is_at_edge,
    is_read_aloud,
    only_ticks,
    quotes_speech,
    rows_in,
    said_in,
    timetable_under,
)
from focusgroup.core.agenda.outlines.nodes import Node, all_blocks, is_timed, names_length
from focusgroup.core.agenda.outlines.places import Places, writes_out
from focusgroup.core.agenda.outside import names_debrief, outside_of
from focusgroup.core.agenda.problems import Problems, quoted
from focusgroup.core.agenda.vocabulary import (
    title_key,
    without_part,
)
from focusgroup.core.agenda.words.leading_words import TO_ROOM
from focusgroup.core.agenda.words.outside_words import Outside
from focusgroup.core.agenda.words.title_words import TOPICS_TOO
from focusgroup.core.model import SectionKind, SidePart
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_BEFORE = lazy_pattern(r"(?:before|bevor|vor|avant|antes|prima|voordat|voor)\b", re.IGNORECASE)
_OURS = lazy_pattern(
    r"^(?:the|your|our|die|ihre?|unser|le|la|les|votre|sus?|el|il|i|o|a|uw|jullie) "
)
_NUMBER = lazy_pattern(r"\W*(\d{1,2})[.):]?\s")
_MOST_ROWS = 200
"""The rows of a timetable with which headings are compared."""


@dataclass(slots=True)
class LeftOut:
    """The parts that were left out so far."""

    problems: Problems
    asides: list[SidePart] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    listed: frozenset[str] = frozenset()
    """The titles in a timetable of all sections."""

    def kept(self, nodes: Sequence[Node], over: Sequence[Block] = ()) -> list[Node]:
        """Return those of *nodes* that are of the session; the others are left out.

        *over* are the blocks above them all, perhaps with a timetable.
        """
        level = level_of(nodes, over)
        named = Counter(fold(bare_name(node)) for node in nodes)
        kept: list[Node] = []
        for n, node in enumerate(nodes):
            written, outside = node.parts.left_out, level.outside[n]
            if kept and written is None and outside is Outside.SURE and _is_between(nodes[n:]):
                outside = None  # "Afterwards", before the close, asks the room
            sure = outside is Outside.SURE
            led = has_timetable(node) or (level.is_led(n) and not _lists_others(node, named))
            called = written is False or calls_something(all_blocks(node))
            if called or (not written and led and not sure):
                kept.append(node)
                continue
            self._add(node)
            if not sure:
                self._say(node)
        return kept

    def _add(self, node: Node) -> None:
        blocks = list(all_blocks(node))[1:]
        self.blocks += [*blocks, node.heading.as_paragraph()]
        notes = tuple(text for block in blocks for text, _ in texts_of(block) if text)
        title = node.parts.title or node.heading.text
        self.asides.append(SidePart(title, notes, node.heading.line))

    def _say(self, node: Node) -> None:
        self.problems.warn(
            node.heading.line,
            f"{quoted(node.parts.title)} was read as notes beside the agenda, not as a section",
            "if it is a section, say how long it takes, `(10 min)`, or write `(section)` after it",
        )

    def around(self, first: int, last: int) -> tuple[tuple[SidePart, ...], tuple[SidePart, ...]]:
        """Return the parts before line *first* or between the sections, and those after *last*."""
        before = tuple(each for each in self.asides if each.line < last)
        return before, tuple(each for each in self.asides if each.line >= last)


def level_of(nodes: Sequence[Node], over: Sequence[Block] = ()) -> Places:
    """Return *nodes* with all their signs."""
    rows = [*rows_in(over), *(row for node in nodes for row in timetable_under(node))]
    listed = rows[:_MOST_ROWS]
    timed = bool(listed) or any(map(is_timed, nodes))
    outside: list[Outside | None] = []
    last: Node | None = None
    for node in nodes:
        found = None if writes_out(node, listed) else _outside(node, timed)
        if found is None and last is not None and _is_named_outside(node, last):
            found = Outside.SURE
        if found is not Outside.SURE:
            last = node
        outside.append(found)
    return Places(nodes, outside, listed)


def _outside(node: Node, others_timed: bool) -> Outside | None:
    if node.parts.left_out is not None:
        return Outside.SURE if node.parts.left_out else None
    outside = outside_of(node.parts.title) or _of_children(node)
    bare = without_part(node.parts.title)
    if outside is None and bare != node.parts.title and not asks_anybody(node):
        outside = outside_of(bare)
    if names_length(node):
        return Outside.SURE
    if is_at_edge(node) and any(map(TO_ROOM.search, said_in(node))):
        return None  # "Before we start": what is told first
    if outside is Outside.SURE and _BEFORE.match(node.parts.title) and quotes_speech(node):
        return None
    if has_timetable(node) or is_timed(node):
        # "Duration: an hour" under "Logistics" is the length of the whole.
        heads = (each for each in all_blocks(node) if isinstance(each, Heading))
        sure = outside is Outside.SURE and not has_timetable(node)
        inner = any(heading_says_time(head) for head in heads) and not only_ticks(node)
        timed = inner or heading_says_time(node.heading)
        whole = sure and any(map(is_total, lines_of(node.blocks)))
        if not sure or timed or (not whole and asks_the_room(all_blocks(node))):
            return None
    if _OURS.sub("", title_key(node.parts.title)) in TOPICS_TOO and asks_the_room(all_blocks(node)):
        return None
    match outside:
        case Outside.LIKELY if asks_the_room(all_blocks(node)) or is_read_aloud(node):
            return None
        case Outside.MAYBE if not others_timed or asks_the_room(all_blocks(node)):
            return None
    return outside


def bare_name(node: Node) -> str:
    """Return the title of a heading without the part that it is."""
    return without_part(node.parts.title)


def _lists_others(node: Node, named: Counter[str]) -> bool:
    """Return whether under a heading is only a table of the other ones, without their times."""
    tables = [block for block in node.blocks if isinstance(block, PipeTable)]
    if len(tables) != 1 or node.children or node.parts.left_out is not None:
        return False
    if is_timed(node) or has_timetable(node):
        return False
    rows = [[read_heading(cell).title for cell in cells if cell] for cells, _ in tables[0].rows]
    found = sum(any(fold(without_part(cell)) in named for cell in cells) for cells in rows)
    return found > 1 and 2 * found > len(rows) and not asks_the_room(all_blocks(node))


def _is_named_outside(node: Node, last: Node) -> bool:
    """Return whether a title surely is of the plan, whatever its list says of other lengths.

    That is so after the close, or after another section with its time in its title.
    """
    timed = last.parts.minutes is not None and not heads_timed(node)
    if not _closes(last) and not timed:
        return False
    sure = outside_of(node.parts.title) is Outside.SURE and node.parts.left_out is None
    return sure and (names_debrief(node.parts.title) or not asks_the_room(all_blocks(node)))


def _closes(node: Node) -> bool:
    """Return whether a heading, or the last below it, is the close."""
    return node.parts.kind is SectionKind.ENDING or any(map(_closes, node.children[-1:]))


def _is_between(nodes: Sequence[Node]) -> bool:
    """Return whether the first node asks the room, and a later one does that is of the session."""
    first, *later = nodes
    return asks_the_room(all_blocks(first)) and any(
        outside_of(node.parts.title) is None and asks_the_room(all_blocks(node)) for node in later
    )


def _counts_on(*nodes: Node) -> bool:
    """Return whether three headings are numbered in a row, the last of them a section."""
    found = [_NUMBER.match(each.heading.text) for each in nodes]
    numbers = [int(match[1]) if match else 0 for match in found]
    in_a_row = len(numbers) == 3 and numbers[0] > 0
    in_a_row = in_a_row and numbers == [*range(numbers[0], numbers[0] + 3)]
    return in_a_row and outside_of(nodes[-1].parts.title) is None


def _of_children(node: Node) -> Outside | None:
    """Return how surely a heading over headings is outside: as surely as the least of them."""
    if node.blocks or not node.children or has_timetable(node):
        return None
    each = [outside_of(child.parts.title) for child in node.children]
    return None if None in each else [one for one in Outside if one in each][-1]
