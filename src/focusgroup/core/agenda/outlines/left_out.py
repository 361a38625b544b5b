"""What is not of the session: the plan around it. It becomes notes before or after the agenda."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from focusgroup.core.agenda.blocks import (
    Block,
    BlockQuote,
    Heading,
    Listing,
    Paragraph,
    PipeTable,
    texts_of,
)
from focusgroup.core.agenda.headings import read_heading
from focusgroup.core.agenda.items import label_of
from focusgroup.core.agenda.outlines.minutes import WHOLE_WORD, minutes_said
from focusgroup.core.agenda.outlines.nodes import Node, all_blocks, is_timed, names_length
from focusgroup.core.agenda.outlines.timetable import in_blocks
from focusgroup.core.agenda.problems import Problems, quoted
from focusgroup.core.agenda.vocabulary import (
    OF_OURS,
    ROLES,
    TITLE_KINDS,
    Role,
    SectionField,
    asks,
    asks_at_end,
    field_of,
    outside_of,
    title_key,
    without_part,
)
from focusgroup.core.agenda.words.leading_words import OF_THE_GROUP, ORDER, TO_ROOM, TO_YOU
from focusgroup.core.agenda.words.outside_words import (
    SCHEDULES,
    TOPICS_TOO,
    Outside,
)
from focusgroup.core.model import SectionKind, SidePart
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_LED = ("script", "question")
_BRACKETS = lazy_pattern(r"\s*[（(\[][^（）()\[\]]*[)）\]]")
_BEFORE = lazy_pattern(r"(?:before|bevor|vor|avant|antes|prima|voordat|voor)\b", re.IGNORECASE)
_OURS = lazy_pattern(
    r"^(?:the|your|our|die|ihre?|unser|le|la|les|votre|sus?|el|il|i|o|a|uw|jullie) "
)
_NUMBER = lazy_pattern(r"\W*(\d{1,2})[.):]?\s")
_LONGEST_LABEL = 40
_MOST_ROWS = 200
"""The rows of a timetable with which headings are compared."""


def is_schedule(title: str) -> bool:
    """Return whether *title* only says that a timetable follows: "Agenda", "Ablauf"."""
    return len(title) < 100 and fold(title.strip(" .:：*_")) in SCHEDULES


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
        asking = [n for n, node in enumerate(nodes) if _asks_anybody(node)]
        first_asking, last_asking = (asking[0], asking[-1]) if asking else (0, len(nodes))
        rows = [*_rows_in(over), *(row for node in nodes for row in _timetable_under(node))]
        listed = rows[:_MOST_ROWS]
        kept: list[Node] = []
        for n, node in enumerate(nodes):
            outside = _outside(node, bool(timed or listed))
            after_all = kept and kept[-1].parts.minutes is not None and n > first_timed
            if outside is None and _is_named_outside(node):
                closed = bool(kept) and kept[-1].parts.kind is SectionKind.ENDING
                outside = Outside.SURE if closed or (after_all and not _heads_timed(node)) else None
            if n < first_timed < len(nodes) and outside is None and _is_facts(node):
                outside = Outside.SURE
            if outside is None and _lists_others(node, named):
                outside = Outside.LIKELY
            if outside is None and len(nodes) > 1 and (_only_announces(node) or _is_form(node)):
                outside = Outside.LIKELY
            # "Before we start" with boxes may open the session, a part with parts of them does not.
            ticks = not is_timed(node) and _only_ticks(node)
            ticks = ticks and (bool(node.children) or n > last_asking)
            if outside is None and not many and not first_asking < n < last_asking:
                apart = n < first_asking and _tells_of_group(node)
                apart = apart or (n > last_asking and _only_states(node))
                apart = apart or (n > last_asking and (ticks or _is_bare(node)))
                outside = Outside.LIKELY if apart else None
            edge = many and not timed[0] < n < timed[-1]
            beside = len(listed) > 2 and not timed and _is_beside(node, listed)
            called = _is_called(all_blocks(node))
            written = node.parts.left_out is not None  # by the author, `(notes)` or `(section)`
            if called:
                outside = None
            elif outside is None and (beside or (edge and (_is_mute(node) or ticks))):
                outside = Outside.MAYBE
            if outside not in (None, Outside.SURE) and kept and not written:
                if _counts_on(kept[-1], *nodes[n : n + 2]):
                    outside = None  # "2. Background" between the sections 1 and 3
            elif outside is Outside.SURE and kept and not written and _is_between(nodes[n:]):
                outside = None  # "Afterwards", before the close, asks the room
            after_end = bool(kept) and kept[-1].parts.kind is SectionKind.ENDING
            if outside is None and after_end and not called and _is_mute(node):
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
    if outside is None and bare != node.parts.title and not _asks_anybody(node):
        outside = outside_of(bare)
    if names_length(node):
        return Outside.SURE
    if _is_at_edge(node) and any(map(TO_ROOM.search, _said_in(node))):
        return None  # "Before we start": what is told first
    if outside is Outside.SURE and _BEFORE.match(node.parts.title) and _quotes_speech(node):
        return None
    if _has_timetable(node) or is_timed(node):
        # "Duration: an hour" under "Logistics" is the length of the whole.
        heads = (each for each in all_blocks(node) if isinstance(each, Heading))
        sure = outside is Outside.SURE and not _has_timetable(node)
        inner = any(_says_time(head) for head in heads) and not _only_ticks(node)
        timed = inner or _says_time(node.heading)
        if not sure or timed or _asks_the_room(all_blocks(node)):
            return None
    if _OURS.sub("", title_key(node.parts.title)) in TOPICS_TOO and _asks_the_room(
        all_blocks(node)
    ):
        return None
    match outside:
        case Outside.LIKELY if _asks_the_room(all_blocks(node)) or _is_read_aloud(node):
            return None
        case Outside.MAYBE if not others_timed or _asks_the_room(all_blocks(node)):
            return None
    return outside


def bare_name(node: Node) -> str:
    """Return the title of a heading without the part that it is."""
    return without_part(node.parts.title)


def _lists_others(node: Node, named: Counter[str]) -> bool:
    """Return whether under a heading is only a table of the other ones, without their times."""
    tables = [block for block in node.blocks if isinstance(block, PipeTable)]
    if len(tables) != 1 or node.children or is_timed(node) or _has_timetable(node):
        return False
    rows = [[read_heading(cell).title for cell in cells if cell] for cells, _ in tables[0].rows]
    found = sum(any(fold(without_part(cell)) in named for cell in cells) for cells in rows)
    return found > 1 and 2 * found > len(rows) and not _asks_the_room(all_blocks(node))


def _is_named_outside(node: Node) -> bool:
    """Return whether a title surely is of the plan, whatever its list says of other lengths."""
    sure = outside_of(node.parts.title) is Outside.SURE and node.parts.left_out is None
    return sure and not _asks_the_room(all_blocks(node))


def _heads_timed(node: Node) -> bool:
    return any(_says_time(x) for x in all_blocks(node) if isinstance(x, Heading))


def _is_between(nodes: Sequence[Node]) -> bool:
    """Return whether the first node asks the room, and a later one does that is of the session."""
    first, *later = nodes
    return _asks_the_room(all_blocks(first)) and any(
        outside_of(node.parts.title) is None and _asks_the_room(all_blocks(node)) for node in later
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


def _is_facts(node: Node) -> bool:
    """Return whether under an untimed heading are only facts, each with its label, and a length."""
    if node.children or node.parts.left_out is not None or node.parts.kind is not None:
        return False
    texts = [text for block in node.blocks for text, _ in texts_of(block) if text]
    labels = [label_of(text)[0] for text in texts]
    named = any(field_of(label) is SectionField.MINUTES for label in labels)
    led = any(ROLES.get(label) not in (None, Role.NOTES) for label in labels)
    return len(texts) > 1 and all(labels) and named and not led and not any(map(asks, texts))


def _is_called(blocks: Iterable[Block]) -> bool:
    """Return whether an author calls something in *blocks* a question or a script."""
    for block in blocks:
        if isinstance(block, BlockQuote) and block.called:
            return True
        if isinstance(block, PipeTable) and any(
            cell.startswith("[!") for cells, _ in block.rows for cell in cells
        ):
            return True
        items = block.items if isinstance(block, Listing) else ()
        if any(item.called in _LED or _is_called(item.inner) for item in items):
            return True
    return False


def _only_announces(node: Node) -> bool:
    """Return whether "Agenda" only lists what comes: without times, asking nobody."""
    title = _BRACKETS.sub("", node.parts.title)
    bare = not (node.children or is_timed(node) or _has_timetable(node))
    lists = [block for block in node.blocks if isinstance(block, Listing)]
    if not (is_schedule(title) and bare and node.parts.left_out is None and lists):
        return False
    return not _asks_the_room(node.blocks) and not any(
        item.is_task or item.inner for block in lists for item in block.items
    )


def _said_in(node: Node) -> Iterator[str]:
    return (text for block in [*all_blocks(node)][1:] for text, _ in texts_of(block))


def _asks_anybody(node: Node) -> bool:
    """Return whether something under a heading ends in a question or has its number."""
    for block in all_blocks(node):
        if isinstance(block, Listing) and any(x.numbered or x.called for x in block.items):
            return True
        if any(asks_at_end(text) for text, _ in texts_of(block)):
            return True
    return False


def _only_ticks(node: Node) -> bool:
    """Return whether all under a heading are boxes to be ticked off, by whoever leads."""
    blocks = [block for block in all_blocks(node) if not isinstance(block, Heading)]
    lists = [block for block in blocks if isinstance(block, Listing)]
    ticked = all(item.is_task for block in lists for item in block.items)
    return bool(lists) and len(lists) == len(blocks) and ticked and not _is_at_edge(node)


def _only_states(node: Node) -> bool:
    """Return whether there are only statements under a heading, to nobody in the room."""
    kinds = Paragraph | Listing | PipeTable
    if not _is_mute(node) or not all(isinstance(x, kinds) for x in node.blocks):
        return False
    inside = [block for block in [*all_blocks(node)][1:] if not isinstance(block, PipeTable)]
    said = [text for block in inside for text, _ in texts_of(block)]
    to_team = not any(ORDER.match(text) or TO_ROOM.search(text) for text in said)
    return to_team and all(text.endswith((".", "。", ":", "：")) for text in said if text)


def _is_at_edge(node: Node) -> bool:
    return node.parts.kind is not None or fold(node.parts.title) in TITLE_KINDS


def _tells_of_group(node: Node) -> bool:
    """Return whether paragraphs under a heading only tell of those who will come, not to them."""
    if not _is_mute(node) or not all(isinstance(block, Paragraph) for block in node.blocks):
        return False
    said = [text for block in [*all_blocks(node)][1:] for text, _ in texts_of(block)]
    told = [text for text in said if not (ORDER.match(text) or TO_ROOM.search(text))]
    of_it = any(OF_THE_GROUP.search(text) or WHOLE_WORD.search(text) for text in said)
    return len(told) == len(said) and of_it


def _is_bare(node: Node) -> bool:
    """Return whether nothing is under a heading, nor under those below it."""
    bare = all(isinstance(block, Heading) for block in all_blocks(node))
    plain = not (_is_at_edge(node) or is_timed(node)) and node.parts.left_out is None
    return bare and bool(node.children) and plain


def _is_read_aloud(node: Node) -> bool:
    """Return whether all under a heading is a quote that speaks to somebody: a scene, a case."""
    quotes = [block for block in node.blocks if isinstance(block, BlockQuote)]
    said = [text for block in quotes if not block.callout for text, _ in block.texts]
    return bool(quotes) and len(quotes) == len(node.blocks) and any(map(TO_ROOM.search, said))


def _quotes_speech(node: Node) -> bool:
    """Return whether words to be said in the session are quoted under a heading."""
    quotes = [x for x in node.blocks if isinstance(x, BlockQuote) and not x.callout]
    said = [text for block in quotes for text, _ in block.texts]
    return any(TO_ROOM.search(text) and OF_OURS.search(text) for text in said)


def _is_form(node: Node) -> bool:
    """Return whether under an untimed heading are only blanks to be filled in: "Task 1:"."""
    if node.parts.left_out is not None or is_timed(node):
        return False
    blocks = [block for block in all_blocks(node) if not isinstance(block, Heading)]
    texts = [text for block in blocks for text in _cells_of(block)]
    return len(texts) > 1 and all(map(_is_blank, texts))


def _cells_of(block: Block) -> Iterator[str]:
    """Yield the texts that people fill in: the cells beside the first one, or the lines."""
    if isinstance(block, PipeTable):
        yield from (cell for cells, _ in block.rows for cell in cells[1:])
    elif isinstance(block, Paragraph):
        yield from (line.text for line in block.lines)
    else:
        yield from (text for text, _ in texts_of(block))


def _is_blank(text: str) -> bool:
    said = text.rstrip(" _…").strip()
    return not any(map(str.isalnum, said)) or (
        said.endswith((":", "：")) and len(said) <= _LONGEST_LABEL
    )


def _of_children(node: Node) -> Outside | None:
    """Return how surely a heading over headings is outside: as surely as the least of them."""
    if node.blocks or not node.children or _has_timetable(node):
        return None
    each = [outside_of(child.parts.title) for child in node.children]
    return None if None in each else [one for one in Outside if one in each][-1]


def _says_time(heading: Heading) -> bool:
    parts = read_heading(heading.text)
    return parts.minutes is not None or parts.starts is not None


def _has_timetable(node: Node) -> bool:
    return bool(_timetable_under(node))


def _timetable_under(node: Node) -> tuple[str, ...]:
    """Return the titles of the sections that a timetable under *node* lists."""
    if rows := _rows_in(node.blocks):
        return rows
    return next(filter(None, map(_timetable_under, node.children)), ())


def _rows_in(blocks: Sequence[Block]) -> tuple[str, ...]:
    found = in_blocks(blocks)
    return () if found is None else tuple(fold(raw.title) for raw in found.sections)


def _is_beside(node: Node, listed: Sequence[str]) -> bool:
    """Return whether *node* is beside a timetable: not one of its rows, and asking nobody."""
    if _has_timetable(node) or node.parts.left_out is not None or node.parts.kind is not None:
        return False
    title = fold(node.parts.title)
    named = any(title in row or row in title for row in listed if row)
    return not named and bool(node.blocks) and not _asks_the_room(all_blocks(node))


def _asks_the_room(blocks: Iterable[Block]) -> bool:
    return any(asks(text) and TO_YOU.search(text) for text in _texts(blocks))


def _is_mute(node: Node) -> bool:
    """Return whether nothing under an untimed heading is asked of the room, read or ticked off."""
    if node.parts.left_out is not None or is_timed(node) or _has_timetable(node):
        return False
    if _is_at_edge(node):
        return False
    if is_schedule(node.parts.title):
        return False
    blocks = list(all_blocks(node))
    if len(blocks) == 1 or any(isinstance(block, BlockQuote) for block in blocks):
        return False
    items = (item for block in blocks if isinstance(block, Listing) for item in block.items)
    said = [text for text in _texts(blocks[1:]) if text]
    asked = [text for text in said if asks(text)]
    # Between statements, a question that says "you" to nobody is one to those who lead.
    to_team = len(asked) < len(said) and not any(map(TO_YOU.search, asked))
    return (not asked or to_team) and not any(x.is_task for x in items)


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph | Listing | PipeTable):
            yield from (text for text, _ in texts_of(block))
        else:
            yield from (text for text, _ in texts_of(block) if asks(text))
