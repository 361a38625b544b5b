"""What stands under a heading: facts, a form, boxes, statements, a timetable, words to the room."""

import re
from collections.abc import Iterable, Iterator, Sequence

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
from focusgroup.core.agenda.outlines.minutes import WHOLE_WORD, lines_of
from focusgroup.core.agenda.outlines.nodes import Node, all_blocks, is_timed
from focusgroup.core.agenda.outlines.timetable import in_blocks
from focusgroup.core.agenda.vocabulary import (
    OF_OURS,
    ROLES,
    TITLE_KINDS,
    Role,
    SectionField,
    asks,
    asks_at_end,
    field_of,
)
from focusgroup.core.agenda.words.leading_words import OF_THE_GROUP, ORDER, SPOKEN, TO_ROOM, TO_YOU
from focusgroup.core.agenda.words.title_words import FLOW_WITHOUT_SPACE, SCHEDULES
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_LED = ("script", "question")
_BRACKETS = lazy_pattern(r"\s*[（(\[][^（）()\[\]]*[)）\]]")
_LONGEST_LABEL = 40


def is_schedule(title: str) -> bool:
    """Return whether *title* only says that a timetable follows: "Agenda", "Ablauf"."""
    return len(title) < 100 and fold(title.strip(" .:：*_")) in SCHEDULES


def names_flow(title: str) -> bool:
    """Return whether a word of *title* says that the parts of the session follow in their order."""
    plain = fold(title.strip(" .:：*_"))
    words = re.split(r"[\W_]+", plain)
    return plain.endswith(FLOW_WITHOUT_SPACE) or not SCHEDULES.isdisjoint(words)


def heads_timed(node: Node) -> bool:
    return any(heading_says_time(x) for x in all_blocks(node) if isinstance(x, Heading))


def is_facts(node: Node) -> bool:
    """Return whether under an untimed heading are only facts, each with its label, and a length."""
    if node.children or node.parts.left_out is not None or node.parts.kind is not None:
        return False
    pairs = [x for x in node.blocks if isinstance(x, PipeTable) and len(x.header) == 2]
    others = (x for x in node.blocks if not (isinstance(x, PipeTable) and len(x.header) == 2))
    texts = [text for block in others for text, _ in texts_of(block) if text]
    texts += [line.text for line in lines_of(pairs)]
    labels = [label_of(text)[0] for text in texts]
    named = any(field_of(label) is SectionField.MINUTES for label in labels)
    led = any(ROLES.get(label) not in (None, Role.NOTES) for label in labels)
    return len(texts) > 1 and all(labels) and named and not led and not any(map(asks, texts))


def calls_something(blocks: Iterable[Block]) -> bool:
    """Return whether an author calls something in *blocks* a question or a script."""
    for block in blocks:
        if isinstance(block, BlockQuote) and block.called:
            return True
        if isinstance(block, PipeTable) and any(
            cell.startswith("[!") for cells, _ in block.rows for cell in cells
        ):
            return True
        items = block.items if isinstance(block, Listing) else ()
        if any(item.called in _LED or calls_something(item.inner) for item in items):
            return True
    return False


def only_announces(node: Node) -> bool:
    """Return whether "Agenda" only lists what comes: without times, asking nobody."""
    title = _BRACKETS.sub("", node.parts.title)
    bare = not (node.children or is_timed(node) or has_timetable(node))
    lists = [block for block in node.blocks if isinstance(block, Listing)]
    if not (is_schedule(title) and bare and node.parts.left_out is None and lists):
        return False
    return not asks_the_room(node.blocks) and not any(
        item.is_task or item.inner for block in lists for item in block.items
    )


def said_in(node: Node) -> Iterator[str]:
    return (text for block in [*all_blocks(node)][1:] for text, _ in texts_of(block))


def asks_anybody(node: Node) -> bool:
    """Return whether something under a heading ends in a question or has its number."""
    for block in all_blocks(node):
        if isinstance(block, Listing) and any(x.numbered or x.called for x in block.items):
            return True
        if any(asks_at_end(text) for text, _ in texts_of(block)):
            return True
    return False


def only_ticks(node: Node) -> bool:
    """Return whether all under a heading are boxes to be ticked off, by whoever leads."""
    blocks = [block for block in all_blocks(node) if not isinstance(block, Heading)]
    lists = [block for block in blocks if isinstance(block, Listing)]
    ticked = all(item.is_task for block in lists for item in block.items)
    return bool(lists) and len(lists) == len(blocks) and ticked and not is_at_edge(node)


def only_states(node: Node) -> bool:
    """Return whether there are only statements under a heading, to nobody in the room."""
    kinds = Paragraph | Listing | PipeTable
    if not is_mute(node) or not all(isinstance(x, kinds) for x in node.blocks):
        return False
    inside = [block for block in [*all_blocks(node)][1:] if not isinstance(block, PipeTable)]
    said = [text for block in inside for text, _ in texts_of(block)]
    to_team = not any(ORDER.match(text) or TO_ROOM.search(text) for text in said)
    return to_team and all(text.endswith((".", "。", ":", "：")) for text in said if text)


def edge_states(node: Node, texts: Sequence[str]) -> bool:
    """Return whether "Introduction" is one to the guide: it tells nothing to the room."""
    if not is_at_edge(node) or is_timed(node) or not texts:
        return False
    blocks = [block for block in all_blocks(node) if not isinstance(block, Heading)]
    told = all(isinstance(block, Paragraph | Listing) for block in blocks)
    to_room = any(TO_ROOM.search(x) or SPOKEN.match(x) or ORDER.match(x) or asks(x) for x in texts)
    return told and not to_room and all(text.endswith((".", "。")) for text in texts)


def is_at_edge(node: Node) -> bool:
    return node.parts.kind is not None or fold(node.parts.title) in TITLE_KINDS


def tells_of_group(node: Node) -> bool:
    """Return whether paragraphs under a heading only tell of those who will come, not to them."""
    if not is_mute(node) or not all(isinstance(block, Paragraph) for block in node.blocks):
        return False
    said = [text for block in [*all_blocks(node)][1:] for text, _ in texts_of(block)]
    told = [text for text in said if not (ORDER.match(text) or TO_ROOM.search(text))]
    of_it = any(OF_THE_GROUP.search(text) or WHOLE_WORD.search(text) for text in said)
    return len(told) == len(said) and of_it


def is_bare(node: Node) -> bool:
    """Return whether nothing is under a heading, nor under those below it."""
    bare = all(isinstance(block, Heading) for block in all_blocks(node))
    plain = not (is_at_edge(node) or is_timed(node)) and node.parts.left_out is None
    return bare and bool(node.children) and plain


def is_read_aloud(node: Node) -> bool:
    """Return whether all under a heading is a quote that speaks to somebody: a scene, a case."""
    quotes = [block for block in node.blocks if isinstance(block, BlockQuote)]
    said = [text for block in quotes if not block.callout for text, _ in block.texts]
    return bool(quotes) and len(quotes) == len(node.blocks) and any(map(TO_ROOM.search, said))


def quotes_speech(node: Node) -> bool:
    """Return whether words to be said in the session are quoted under a heading."""
    quotes = [x for x in node.blocks if isinstance(x, BlockQuote) and not x.callout]
    said = [text for block in quotes for text, _ in block.texts]
    return any(TO_ROOM.search(text) and OF_OURS.search(text) for text in said)


def is_form(node: Node) -> bool:
    """Return whether under an untimed heading are only blanks to be filled in: "Task 1:"."""
    if node.parts.left_out is not None or is_timed(node):
        return False
    blocks = [block for block in all_blocks(node) if not isinstance(block, Heading)]
    texts = [text for block in blocks for text in cells_of(block)]
    return len(texts) > 1 and all(map(is_blank, texts))


def cells_of(block: Block) -> Iterator[str]:
    """Yield the texts that people fill in: the cells beside the first one, or the lines."""
    if isinstance(block, PipeTable):
        yield from (cell for cells, _ in block.rows for cell in cells[1:])
    elif isinstance(block, Paragraph):
        yield from (line.text for line in block.lines)
    else:
        yield from (text for text, _ in texts_of(block))


def is_blank(text: str) -> bool:
    said = text.rstrip(" _…").strip()
    return not any(map(str.isalnum, said)) or (
        said.endswith((":", "：")) and len(said) <= _LONGEST_LABEL
    )


def heading_says_time(heading: Heading) -> bool:
    parts = read_heading(heading.text)
    return parts.minutes is not None or parts.starts is not None


def has_timetable(node: Node) -> bool:
    return bool(timetable_under(node))


def timetable_under(node: Node) -> tuple[str, ...]:
    """Return the titles of the sections that a timetable under *node* lists."""
    if rows := rows_in(node.blocks):
        return rows
    return next(filter(None, map(timetable_under, node.children)), ())


def rows_in(blocks: Sequence[Block]) -> tuple[str, ...]:
    found = in_blocks(blocks)
    return () if found is None else tuple(fold(raw.title) for raw in found.sections)


def asks_the_room(blocks: Iterable[Block]) -> bool:
    return any(asks(text) and TO_YOU.search(text) for text in texts_asking(blocks))


def is_mute(node: Node) -> bool:
    """Return whether nothing under an untimed heading is asked of the room, read or ticked off."""
    if node.parts.left_out is not None or is_timed(node) or has_timetable(node):
        return False
    if is_at_edge(node):
        return False
    if is_schedule(node.parts.title):
        return False
    blocks = list(all_blocks(node))
    if len(blocks) == 1 or any(isinstance(block, BlockQuote) for block in blocks):
        return False
    items = (item for block in blocks if isinstance(block, Listing) for item in block.items)
    said = [text for text in texts_asking(blocks[1:]) if text]
    asked = [text for text in said if asks(text)]
    # Between statements, a question that says "you" to nobody is one to those who lead.
    to_team = len(asked) < len(said) and not any(map(TO_YOU.search, asked))
    return (not asked or to_team) and not any(x.is_task for x in items)


def texts_asking(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph | Listing | PipeTable):
            yield from (text for text, _ in texts_of(block))
        else:
            yield from (text for text, _ in texts_of(block) if asks(text))
