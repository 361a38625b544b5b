"""What is not of the session: the plan around it. It becomes notes before or after the agenda."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from focusgroup.core.agenda.blocks import Block, BlockQuote, Listing, Paragraph, PipeTable, texts_of
from focusgroup.core.agenda.outlines.nodes import Node, all_blocks, is_timed
from focusgroup.core.agenda.outlines.timetable import in_blocks
from focusgroup.core.agenda.problems import Problems, quoted
from focusgroup.core.agenda.vocabulary import TITLE_KINDS, asks
from focusgroup.core.agenda.words.leading_words import TO_YOU
from focusgroup.core.agenda.words.outside_words import (
    FILLERS,
    FILLERS_WITHOUT_SPACE,
    GENERIC,
    OUTSIDE,
    OUTSIDE_PATTERNS,
    SCHEDULES,
    Outside,
)
from focusgroup.core.model import SidePart
from focusgroup.core.text import fold

_JOINED = re.compile(r"\s*(?:[,;/&+、・和与及と]|\b(?:and|und|et|y|e|en|ed)\b)\s*")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_IN_BRACKETS = re.compile(r"[（(\[][^（）()\[\]]*[)）\]]")
_MOST_ROWS = 200
"""The rows of a timetable with which headings are compared."""


def outside_of(title: str) -> Outside | None:
    """Return how surely *title* names a part that is not of the session; None if it does not."""
    plain = fold(_EDGES.sub("", _IN_BRACKETS.sub("", title[:120])).replace("’", "'"))
    whole = _meaning(plain)
    if whole is not None:
        return whole
    parts = [_meaning(part) for part in _JOINED.split(plain) if part]
    if not parts or None in parts:
        return None
    return next(each for each in Outside if each in parts)


def _meaning(plain: str) -> Outside | None:
    if plain in OUTSIDE:
        return OUTSIDE[plain]
    words = [word for word in re.split(r"[\s'-]+", plain) if word not in FILLERS]
    short = " ".join(words)
    if short in OUTSIDE:
        return OUTSIDE[short]
    each = [OUTSIDE.get(word) for word in words if word not in GENERIC]
    if each and None not in each:
        return next(outside for outside in Outside if outside in each)
    if (pattern := next((o for o, p in OUTSIDE_PATTERNS if p.match(plain)), None)) is not None:
        return pattern
    for filler in FILLERS_WITHOUT_SPACE:
        short = short.replace(fold(filler), "")
    return OUTSIDE.get(short)


def is_schedule(title: str) -> bool:
    """Return whether *title* only says that a timetable follows: "Agenda", "Ablauf"."""
    return len(title) < 100 and fold(title.strip(" .:：*_")) in SCHEDULES


@dataclass(slots=True)
class LeftOut:
    """The parts that were left out so far."""

    problems: Problems
    asides: list[SidePart] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def kept(self, nodes: Sequence[Node]) -> list[Node]:
        """Return those of *nodes* that are of the session; the others are left out."""
        timed = [n for n, node in enumerate(nodes) if is_timed(node)]
        listed = [row for node in nodes for row in _timetable_under(node)][:_MOST_ROWS]
        kept: list[Node] = []
        for n, node in enumerate(nodes):
            outside = _outside(node, bool(timed or listed))
            edge = len(timed) > 1 and not timed[0] < n < timed[-1]
            beside = len(listed) > 2 and not timed and _is_beside(node, listed)
            if outside is None and (beside or (edge and _is_mute(node))):
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
    if is_timed(node) or _has_timetable(node):
        return None
    outside = outside_of(node.parts.title)
    match outside:
        case Outside.LIKELY if _asks_the_room(all_blocks(node)):
            return None
        case Outside.MAYBE if not others_timed or _asks_the_room(all_blocks(node)):
            return None
    return outside


def _has_timetable(node: Node) -> bool:
    return bool(_timetable_under(node))


def _timetable_under(node: Node) -> tuple[str, ...]:
    """Return the titles of the sections that a timetable under *node* lists."""
    found = in_blocks(node.blocks)
    if found is not None:
        return tuple(fold(raw.title) for raw in found.sections)
    return next(filter(None, map(_timetable_under, node.children)), ())


def _is_beside(node: Node, listed: Sequence[str]) -> bool:
    """Return whether *node* is beside a timetable: not one of its rows, asking nobody."""
    if _has_timetable(node) or node.parts.left_out is not None or node.parts.kind is not None:
        return False
    title = fold(node.parts.title)
    named = any(title in row or row in title for row in listed if row)
    return not named and bool(node.blocks) and not _asks_the_room(all_blocks(node))


def _asks_the_room(blocks: Iterable[Block]) -> bool:
    return any(asks(text) and TO_YOU.search(text) for text in _texts(blocks))


def _is_mute(node: Node) -> bool:
    """Return whether nothing under an untimed heading is asked, read aloud or ticked off."""
    if node.parts.left_out is not None or is_timed(node) or _has_timetable(node):
        return False
    if node.parts.kind is not None or fold(node.parts.title) in TITLE_KINDS:
        return False
    if is_schedule(node.parts.title):
        return False
    blocks = list(all_blocks(node))
    if len(blocks) == 1 or any(isinstance(block, BlockQuote) for block in blocks):
        return False
    items = (item for block in blocks if isinstance(block, Listing) for item in block.items)
    return not any(asks(text) for text in _texts(blocks)) and not any(x.is_task for x in items)


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph | Listing | PipeTable):
            yield from (text for text, _ in texts_of(block))
        else:
            yield from (text for text, _ in texts_of(block) if asks(text))
