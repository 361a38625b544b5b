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
from focusgroup.core.agenda.outlines.minutes import minutes_said
from focusgroup.core.agenda.outlines.node_kinds import (
    asks_anybody,
    asks_the_room,
    calls_something,
    has_timetable,
    heading_says_time,
    heads_timed,
    is_at_edge,
    is_bare,
    is_facts,
    is_form,
    is_mute,
    is_read_aloud,
    only_announces,
    only_states,
    only_ticks,
    quotes_speech,
    rows_in,
    said_in,
    tells_of_group,
    timetable_under,
)
from focusgroup.core.agenda.outlines.nodes import Node, all_blocks, is_timed, names_length
from focusgroup.core.agenda.outside import outside_of
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
        timed = [n for n, node in enumerate(nodes) if is_timed(node)]
        if len(timed) > 2 and timed[0] == 0 and _gives_whole(nodes[0], nodes[1:]):
            timed.pop(0)
        many = sum(_count_timed(nodes[n]) for n in timed) > 1
        heads = (n for n, node in enumerate(nodes) if node.parts.minutes is not None)
        first_timed = next(heads, len(nodes))
        named = Counter(fold(bare_name(node)) for node in nodes)
        asking = [n for n, node in enumerate(nodes) if asks_anybody(node)]
        first_asking, last_asking = (asking[0], asking[-1]) if asking else (0, len(nodes))
        rows = [*rows_in(over), *(row for node in nodes for row in timetable_under(node))]
        listed = rows[:_MOST_ROWS]
        kept: list[Node] = []
        for n, node in enumerate(nodes):
            if node.parts.left_out is False:
                kept.append(node)  # its author says so: `(section)`
                continue
            outside = _outside(node, bool(timed or listed))
            if outside is None and kept and _is_named_outside(node, kept[-1]):
                outside = Outside.SURE
            if n < first_timed < len(nodes) and outside is None and is_facts(node):
                outside = Outside.SURE
            if outside is None and _lists_others(node, named):
                outside = Outside.LIKELY
            if outside is None and len(nodes) > 1 and (only_announces(node) or is_form(node)):
                outside = Outside.LIKELY
            # "Before we start" with boxes may open the session, a part with parts of them does not.
            ticks = not is_timed(node) and only_ticks(node)
            ticks = ticks and (bool(node.children) or n > last_asking)
            if outside is None and not many:
                early = n < first_asking and tells_of_group(node)
                late = n > last_asking and (ticks or only_states(node) or is_bare(node))
                outside = Outside.LIKELY if early or late else None
            edge = many and not timed[0] < n < timed[-1]
            beside = len(listed) > 2 and not timed and _is_beside(node, listed)
            called = calls_something(all_blocks(node))
            written = node.parts.left_out is not None  # by the author, `(notes)` or `(section)`
            if called:
                outside = None
            elif outside is None and (beside or (edge and (is_mute(node) or ticks))):
                outside = Outside.MAYBE
            if outside not in (None, Outside.SURE) and kept and not written:
                if _counts_on(kept[-1], *nodes[n : n + 2]):
                    outside = None  # "2. Background" between the sections 1 and 3
            elif outside is Outside.SURE and kept and not written and _is_between(nodes[n:]):
                outside = None  # "Afterwards", before the close, asks the room
            after_end = bool(kept) and kept[-1].parts.kind is SectionKind.ENDING
            if outside is None and after_end and not called and is_mute(node):
                outside = Outside.MAYBE
            if outside is None:
                kept.append(node)
                continue
            self._add(node)
            if outside is not Outside.SURE:
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
        if not sure or timed or asks_the_room(all_blocks(node)):
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
    if last.parts.kind is not SectionKind.ENDING and not timed:
        return False
    sure = outside_of(node.parts.title) is Outside.SURE and node.parts.left_out is None
    return sure and not asks_the_room(all_blocks(node))


def _is_between(nodes: Sequence[Node]) -> bool:
    """Return whether the first node asks the room, and a later one does that is of the session."""
    first, *later = nodes
    return asks_the_room(all_blocks(first)) and any(
        outside_of(node.parts.title) is None and asks_the_room(all_blocks(node)) for node in later
    )


def _gives_whole(first: Node, others: Sequence[Node]) -> bool:
    """Return whether a time under the first heading is at least as long as all others together."""
    said = minutes_said(first.blocks) if first.parts.minutes is None else None
    return said is not None and said >= sum(node.parts.minutes or 0 for node in others) > 0


def _counts_on(*nodes: Node) -> bool:
    """Return whether three headings are numbered in a row, the last of them a section."""
    found = [_NUMBER.match(each.heading.text) for each in nodes]
    numbers = [int(match[1]) if match else 0 for match in found]
    in_a_row = len(numbers) == 3 and numbers[0] > 0
    in_a_row = in_a_row and numbers == [*range(numbers[0], numbers[0] + 3)]
    return in_a_row and outside_of(nodes[-1].parts.title) is None


def _count_timed(node: Node) -> int:
    return max(1, sum(_count_timed(child) for child in node.children if is_timed(child)))


def _of_children(node: Node) -> Outside | None:
    """Return how surely a heading over headings is outside: as surely as the least of them."""
    if node.blocks or not node.children or has_timetable(node):
        return None
    each = [outside_of(child.parts.title) for child in node.children]
    return None if None in each else [one for one in Outside if one in each][-1]


def _is_beside(node: Node, listed: Sequence[str]) -> bool:
    """Return whether *node* is beside a timetable: not one of its rows, and asking nobody."""
    if has_timetable(node) or node.parts.left_out is not None or node.parts.kind is not None:
        return False
    title = fold(node.parts.title)
    named = any(title in row or row in title for row in listed if row)
    return not named and bool(node.blocks) and not asks_the_room(all_blocks(node))
