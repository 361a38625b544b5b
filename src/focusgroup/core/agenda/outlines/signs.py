"""Weigh the signs that a part is led, or that it is for whoever leads: as a reader sees them.

No sign decides alone: a part before the first one with minutes that asks the room is led, one that
lists what to write down is not. The weights were fitted to guides that people outlined by hand.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from focusgroup.core.agenda.blocks import (
    Block,
    BlockQuote,
    Code,
    Listing,
    ListItem,
    PipeTable,
    texts_of,
)
from focusgroup.core.agenda.items import QUOTATION
from focusgroup.core.agenda.outlines.node_kinds import (
    edge_states,
    has_timetable,
    is_bare,
    is_blank,
    is_facts,
    is_form,
    only_announces,
    only_states,
    only_ticks,
    tells_of_group,
)
from focusgroup.core.agenda.outlines.nodes import Node, all_blocks
from focusgroup.core.agenda.outside import names_plan
from focusgroup.core.agenda.vocabulary import (
    Role,
    asks,
    asks_at_end,
    bids,
    goes_round,
    greets,
    names_rules,
    role_of_title,
    without_part,
)
from focusgroup.core.agenda.words.leading_words import (
    ASKING_WORD,
    ORDER,
    REQUEST,
    SPOKEN,
    TO_ROOM,
    TO_YOU,
)
from focusgroup.core.agenda.words.title_words import names_activity
from focusgroup.core.patterns import lazy_pattern

_INSIDE = lazy_pattern(r"[\"“„«「『(（\[][^\"”“»」』)）\]]*[\"”“»」』)）\]]")
_LEAD = lazy_pattern(r"^[\W\d_]+")
_LED = (Role.QUESTIONS, Role.TASKS, Role.SCRIPT)
_MOST_TEXTS = 40
_LONGEST_TEXT = 300


def signs_in(node: Node) -> Iterator[str]:
    """Yield the signs in the title of *node* and in what stands under it."""
    title = node.parts.title
    if names_rules(title):
        yield "rules of all"
    elif names_plan(title) and not _says_time(node):
        yield "plan"
    if role_of_title(title) in _LED:
        yield "led"
    if names_activity(title):
        yield "activity"
    bare = _LEAD.sub("", without_part(title))
    if ASKING_WORD.match(bare) and not asks_at_end(title):
        yield "asking title"
    blocks = [*all_blocks(node)][1:]
    texts = [text[:_LONGEST_TEXT] for text in islice(_texts(blocks), _MOST_TEXTS)]
    yield from _asked(texts, blocks)
    yield from _said(texts)
    items = [*islice(_items(blocks), _MOST_TEXTS)]
    if any(isinstance(b, BlockQuote) and not b.callout for b in blocks):
        yield "quote"
    if any(isinstance(b, PipeTable) for b in blocks) and not has_timetable(node):
        yield "table"
    if any(item.is_task for item in items):
        yield "only boxes" if only_ticks(node) else "some boxes"
    if texts and 2 * sum(map(is_blank, texts)) >= len(texts):
        yield "blanks"
    if only_states(node):
        yield "states"
    if edge_states(node, texts):
        yield "edge that states"
    if is_form(node):
        yield "form"
    if only_announces(node):
        yield "announces"
    if is_facts(node):
        yield "facts"
    if is_bare(node):
        yield "bare"
    if tells_of_group(node):
        yield "tells of the group"
    if items and not any(item.numbered for item in items) and not any(map(asks_at_end, texts)):
        yield "bullets"


def _says_time(node: Node) -> bool:
    return node.parts.minutes is not None or node.parts.starts is not None


def _asked(texts: Sequence[str], blocks: Sequence[Block]) -> Iterator[str]:
    asked = [text for text in texts if asks_at_end(text)]
    if asked:
        yield "questions"
        if len(asked) > 2:
            yield "many questions"
        if 2 * len(asked) >= len(texts):
            yield "mostly questions"
        if any(map(TO_YOU.search, asked)):
            yield "asks you"
    if any(REQUEST.match(text) or bids(text) for text in texts):
        yield "requests"
    if any(map(goes_round, texts)):
        yield "round"


def _said(texts: Sequence[str]) -> Iterator[str]:
    ordered = [text for text in texts if ORDER.match(text)]
    if ordered and 3 * len(ordered) >= len(texts):
        yield "orders"
    told = [text for text in texts if text not in ordered and not asks(text)]
    if told and 2 * sum(TO_ROOM.search(text) is not None for text in told) >= len(texts):
        yield "speaks to you"
    bare = [text.strip(QUOTATION + "*_") for text in texts]
    if any(map(SPOKEN.match, bare)):
        yield "spoken"
    if any(map(greets, bare)):
        yield "greets"
    if any(map(TO_ROOM.search, texts)):
        yield "you"
    if len(texts) < 2:
        yield "short"
    if not texts:
        yield "empty"


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Code):
            yield from filter(None, map(str.strip, block.text.splitlines()))
        else:
            yield from (text for text, _ in texts_of(block) if text)


def _items(blocks: Sequence[Block]) -> Iterator[ListItem]:
    for block in blocks:
        for item in block.items if isinstance(block, Listing) else ():
            yield item
            yield from _items(item.inner)
