"""Lengths that follow from where sections begin and end: in a row, from the start, to the end."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from focusgroup.core.agenda.blocks import Block, Heading, Paragraph, texts_of
from focusgroup.core.agenda.outlines.minutes import LONGEST_SECTION, lines_of
from focusgroup.core.agenda.parts import RawSection
from focusgroup.core.dates.durations import (
    LENGTH,
    LengthPattern,
    folded,
    leading_clock,
    parse_minutes,
)
from focusgroup.core.patterns import lazy_pattern

SINCE_START = lazy_pattern(r"(\d{1,3}):(\d\d)\s*[-–—~]+\s*(\d{1,3}):(\d\d)")
_ANY_LENGTH = LengthPattern(rf"(?:(?<![\w.,:/-])|(?<=[\u3040-\u9fff])){LENGTH}")
_MOST_LOOKED_AT = 300
_SLASH = lazy_pattern(r"(\d\s?[:.h]\s?\d\d)\s?[/>→]\s?(?=\d)", re.IGNORECASE)
_MOST_HOURS = 5
_NUMBERS = lazy_pattern(
    r"(?<![\d:.])(?:t\s?\+\s?)?(?P<from>\d{1,3})\s*(?:['′’]|m(?:in)?\b\.?|分)?\s*(?:[-–—~]|à|to|bis|至)\s*(?:t\s?\+\s?)?(?P<to>\d{1,3})(?:\s*(?:['′’]|m|分)|\s*$)",
    re.IGNORECASE,
)
_OVER_AT = lazy_pattern(
    r"\b(?:ends?|finish(?:es)?|closes?|over|ende|endet|schluss|bis|fin|termine|termina|fine|fim|einde"
    r"|klaar|tot)\b[^\d]{0,16}(?P<clock>\d{1,2}\s?[:.hH]\s?\d\d)|(?P<cjk>\d{1,2}[:：]\d\d)\s?(?:结束|終了)",
    re.IGNORECASE,
)


def with_last(
    sections: Sequence[RawSection], total: float | None, blocks: Sequence[Block]
) -> tuple[RawSection, ...]:
    """Return *sections* with the length of a last one that only says when it begins.

    What is left of the *total*, or up to the time at which a line says that all is over.
    """
    at = max((n for n, raw in enumerate(sections) if raw.starts is not None), default=0)
    first, last = sections[0], sections[at]
    if at < 1 or last.minutes is not None or None in (first.starts, last.starts):
        return tuple(sections)
    starts, began = last.starts or 0, first.starts or 0
    length = None if total is None else began + total - starts
    for line in () if length else lines_of([*blocks, *last.blocks]):
        found = _OVER_AT.search(folded(line.text[:120]))
        clock = leading_clock(f"{found['clock'] or found['cjk']} x") if found else None
        length = float(clock[0] - starts) if clock else length
    if length is None or not 0 < length <= LONGEST_SECTION / 4:
        return tuple(sections)
    return (*sections[:at], replace(last, minutes=length), *sections[at + 1 :])


def total_as_summed(sections: Sequence[RawSection], blocks: Sequence[Block]) -> float | None:
    """Return a length among *blocks* that is as long as all sections together.

    It needs no word: "2 groups of 90 min". Or it runs from when the first section starts.
    """
    summed = sum(raw.minutes or 0 for raw in sections)
    began, last = sections[0].starts, sections[-1].starts
    if sum(raw.minutes is not None for raw in sections) < 2:
        return None
    for line in islice(_texts(blocks), _MOST_LOOKED_AT):
        for said in _lengths_in(line):
            minutes, clock = parse_minutes(said), leading_clock(f"{said} x")
            if minutes is not None and minutes == summed:
                return minutes
            if minutes is None or began is None or last is None or clock is None:
                continue
            if clock[0] == began and began + minutes > last:
                return minutes
    return None


def _lengths_in(line: str) -> Iterator[str]:
    rest = _SLASH.sub(r"\1 - ", folded(line[:300]))
    while (found := _ANY_LENGTH.search(rest)) is not None:
        yield found.group()
        rest = rest[found.end() :]


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Paragraph):
            yield from (line.text for line in block.lines)
        else:
            yield from (text for text, _ in texts_of(block))


def in_a_row(said: Sequence[str]) -> list[float] | None:
    """Return the lengths where each text goes on from the one before: ``0-5 min``, ``5-15 min``."""
    found = [_NUMBERS.search(folded(text[:120]).strip(" ()[]")) for text in said]
    pairs = [(int(each["from"]), int(each["to"])) for each in found if each is not None]
    if len(pairs) < 2 or len(pairs) < len(said) or pairs[0][0] != 0:
        return None
    if any(before[1] != after[0] for before, after in pairwise(pairs)):
        return None
    return [float(end - start) for start, end in pairs]


def counted_from_zero(said: Sequence[str]) -> list[float] | None:
    """Return the lengths of ``00:00-02:00``, ``02:00-10:00``: minutes and seconds from the start.

    A session that begins at 0:00 and has gone on for hours isn't one by the clock.
    """
    found = [SINCE_START.search(folded(text[:120])) for text in said]
    spans = [tuple(map(int, each.groups())) for each in found if each is not None]
    if len(spans) < 2 or len(spans) < len(said) or spans[0][:2] != (0, 0):
        return None
    if spans[-1][2] <= _MOST_HOURS or any(a[2:] != b[:2] for a, b in pairwise(spans)):
        return None
    return [(c - a) + (d - b) / 60 for a, b, c, d in spans]
