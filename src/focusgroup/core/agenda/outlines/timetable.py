"""Timetables: tables with a column of times, and lists whose items say how long they take."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from focusgroup.core.agenda.blocks import (
    Block,
    BlockQuote,
    Listing,
    ListItem,
    Paragraph,
    PipeTable,
    TextLine,
    texts_of,
)
from focusgroup.core.agenda.headings import HeadingParts, read_heading
from focusgroup.core.agenda.outlines.minutes import timed
from focusgroup.core.agenda.outlines.spans import in_a_row
from focusgroup.core.agenda.parts import RawSection
from focusgroup.core.agenda.tables.as_blocks import rows_of
from focusgroup.core.agenda.vocabulary import asks, is_round, title_key
from focusgroup.core.agenda.words.section_words import ENDS
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_WORDED = lazy_pattern(r"hour|stunde|heure|hora\b|ora\b|uur|kwartier", re.IGNORECASE)
_LONGEST_ITEM = 300
_ENDS = lazy_pattern(
    r"(?:[^\W\d]+\s){0,2}(?:ends|is over|finishes|endet|se termine|finit|termina|finaliza"
    r"|finisce|eindigt)$"
)
"""What says that all is over: "Workshop ends"."""
_FIRST = lazy_pattern(r"[.!;。！；]")
_TITLE_THEN = lazy_pattern(
    r"(?P<title>[^()]{2,60}[(（][^()（）]{2,30}[)）])\s*(?::|：|\s[–—-])\s+(?P<rest>\S.{6,})$"
)
"""A title with its time, and what else its line says: "Intros (5m) – name, project"."""

_NUMERIC = lazy_pattern(r"[\d½¼¾半一二两三四五六七八九十百]")


@dataclass(frozen=True, slots=True)
class Timetable:
    """The sections that a block lists, and the block."""

    block: Block
    sections: tuple[RawSection, ...]


def in_blocks(blocks: Sequence[Block]) -> Timetable | None:
    """Return the first timetable among *blocks*, None if there is none."""
    for block in blocks:
        sections: list[RawSection] = []
        if isinstance(block, PipeTable):
            sections = rows_of(block)
        elif isinstance(block, Listing):
            sections = _timed_items(block)
        if len(sections) > 1:
            return Timetable(block, tuple(without_end(list(timed(sections)))))
    return None


def is_end(title: str) -> bool:
    """Return whether *title* only says that the session is over: "End of day"."""
    key = title_key(title)
    first = _FIRST.split(key, maxsplit=1)[0].strip()  # "End. Stay for tea"
    return key in ENDS or first in ENDS or bool(_ENDS.match(key))


def without_end(sections: Sequence[RawSection]) -> Sequence[RawSection]:
    """Return the sections without a last one that only says when the session ends."""
    last = sections[-1]
    by_clock = last.starts is None and any(raw.starts for raw in sections)
    if last.called or (len(sections) > 1 and by_clock):
        return sections
    if len(sections) > 1 and last.minutes is None and not last.blocks and is_end(last.title):
        return sections[:-1]
    return sections


def without_repeated(sections: Sequence[RawSection]) -> tuple[RawSection, ...]:
    """Return the sections without the rows of a table after them that only lists them once more."""
    titles = [letters(raw.title) for raw in sections]
    half = len(sections) // 2
    again = [raw for raw in sections[half:] if not raw.blocks]
    if half < 2 or len(sections) != 2 * half or titles[:half] != titles[half:] or len(again) < half:
        return tuple(sections)
    pairs = zip(sections[:half], again, strict=True)
    return tuple(
        replace(raw, minutes=row.minutes if raw.minutes is None else raw.minutes)
        for raw, row in pairs
    )


def merged(listed: Sequence[RawSection], headed: Sequence[RawSection]) -> list[RawSection] | None:
    """Return the sections under headings with the minutes that a timetable gives them.

    What only the timetable has, such as a break, stays where the timetable has it. None if the
    two do not speak of the same sections.
    """
    places = _places(listed, headed)
    if 2 * len(places) < min(len(headed), len(listed)) or not places:
        return None
    whole: list[RawSection] = []
    done = 0
    for n, row in enumerate(listed):
        if n not in places:
            whole.append(row)
            continue
        at = places[n]
        whole.extend(headed[done:at])
        given = headed[at]
        minutes = row.minutes if given.minutes is None else given.minutes
        blocks = (*given.blocks, *_only_in_row(row, given))
        whole.append(replace(given, minutes=minutes, blocks=blocks))
        done = at + 1
    return [*whole, *headed[done:]]


def _only_in_row(row: RawSection, given: RawSection) -> Iterator[Block]:
    """Yield what a row says besides the section it names, as notes unless its author calls it."""
    there = " ".join(letters(text) for block in given.blocks for text, _ in texts_of(block))
    for block in row.blocks:
        if is_called(block):
            yield block
            continue
        for text, line in texts_of(block):
            if letters(text) not in there:
                yield BlockQuote(((text, line),), line, callout=True)


def _places(listed: Sequence[RawSection], headed: Sequence[RawSection]) -> dict[int, int]:
    """Return which heading each row is; both in the same order."""
    places: dict[int, int] = {}
    after = 0
    titles = [letters(raw.title) for raw in headed]
    for n, row in enumerate(listed):
        said = letters(row.title)
        for at in range(after, min(len(headed), after + 30)):
            if said and titles[at] and (said in titles[at] or titles[at] in said):
                places[n], after = at, at + 1
                break
    return places


def is_called(block: Block) -> bool:
    """Return whether an author marks what a block is, or its column does."""
    return isinstance(block, BlockQuote) or (
        isinstance(block, Listing) and any(item.called for item in block.items)
    )


def letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


# -- lists ---------------------------------------------------------------------------------


def _timed_items(listing: Listing) -> list[RawSection]:
    items = [item for item in listing.items if item.text and not item.called]
    if sum(_has_number(item.text) for item in items) < 2:
        return []
    items = [_with_rest_below(item) for item in items]
    heads = [read_heading(item.text) for item in items]
    lengths = in_a_row([item.text for item in items]) or ()
    for n, minutes in enumerate(lengths):
        heads[n] = replace(heads[n], minutes=minutes)
    with_time = sum(head.minutes is not None or head.starts is not None for head in heads)
    if with_time < 2 or 2 * with_time < len(items):
        return []
    if any(item.is_task for item in items) and with_time < len(items):
        return []
    if sum(asks(item.text) for item in items) * 2 > len(items):
        return []
    return with_called(listing.items, map(from_item, items, heads))


def _with_rest_below(item: ListItem) -> ListItem:
    """Return an item with only its title and time, and below it what follows these in its line."""
    said = item.text
    if len(said) > _LONGEST_ITEM or not _has_number(said):
        return item
    if (title := item.bold.rstrip(" :：")) and said != item.bold and said.startswith(item.bold):
        parts = read_heading(title)
        after = said[len(item.bold) :].strip(" :：–—-")
        titled = any(map(str.isalpha, parts.title))
        if parts.minutes is not None and titled and len(after.split()) > 1:
            inner = Paragraph((TextLine(after, item.line),))
            return replace(item, text=title, inner=(inner, *item.inner))
    found = _TITLE_THEN.match(said)
    if found is None or read_heading(found["title"]).minutes is None:
        return item
    rest = Listing((ListItem(found["rest"], item.line, italic=not is_round(said)),), item.line)
    return replace(item, text=found["title"], inner=(rest, *item.inner))


def _has_number(text: str) -> bool:
    """Return whether *text* could say a time; most items need not be searched for one."""
    return bool(_NUMERIC.search(text, 0, 300) or _WORDED.search(text, 0, 300))


def with_called(items: Sequence[ListItem], sections: Iterable[RawSection]) -> list[RawSection]:
    """Return *sections* with the items that their author calls something else in those before."""
    whole = {raw.line: raw for raw in sections}
    at = next(iter(whole), 0)
    for item in items:
        at = item.line if item.line in whole else at
        if item.called and at in whole:
            block = Listing((item,), item.line)
            whole[at] = replace(whole[at], blocks=(*whole[at].blocks, block))
    return [*whole.values()]


def from_item(item: ListItem, head: HeadingParts) -> RawSection:
    """Return the section that a list item is."""
    return RawSection(head.title, item.line, head.minutes, head.kind, item.inner, head.starts)
