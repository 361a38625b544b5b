"""How wide the columns of a table are: no word is broken where another column has room."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from focusgroup.exports.text.metrics import ems
from focusgroup.exports.text.scripts import EAST_ASIAN
from focusgroup.exports.word.frame import Sheet
from focusgroup.exports.word.ooxml.markup import shares

CELL_SIZE = 9.0
"""The font size of most cells, in points."""

_PADDING = 180
"""Twips left and right of a cell's text, and a little for what the estimate misses."""

_WIDER = 1.03
"""Bold letters are wider, and the heads of tables smaller."""

_MOST = 3
"""One over the part of the table that a column may ask for."""

_BREAKS = re.compile(rf"[ \t\n]+|(?<=-)|(?<=[{EAST_ASIAN}]{{4}})")
"""Where a line ends: not at a space that doesn't break, nor within a short Chinese word."""


def column_widths(
    sheet: Sheet,
    parts: Sequence[int],
    rows: Iterable[Sequence[str]],
    *,
    width: int = 0,
    size: float = CELL_SIZE,
    most: int = _MOST,
) -> tuple[int, ...]:
    """Return the twips of each column: *parts* of *width*, but the longest word of *rows* fits.

    The other columns give what they can spare; *width* is the sheet's if it is 0. No column asks
    for more than one part in *most*: a longer word is broken.
    """
    whole = width or sheet.width
    wanted = shares(whole, *parts)
    least = [min(whole // most, each) for each in needed(sheet, rows, size)]
    lacking = sum(max(0, need - has) for need, has in zip(least, wanted, strict=True))
    if not lacking:
        return wanted
    spare = [max(0, has - need) for need, has in zip(least, wanted, strict=True)]
    part = min(1.0, sum(spare) / lacking)
    given = min(lacking, sum(spare)) / max(1, sum(spare))
    made = [
        round(has + max(0, need - has) * part - free * given)
        for need, has, free in zip(least, wanted, spare, strict=True)
    ]
    made[-1] += whole - sum(made)
    return tuple(made)


def needed(sheet: Sheet, rows: Iterable[Sequence[str]], size: float = CELL_SIZE) -> list[int]:
    """Return the twips of each column in which no word of *rows* is broken."""
    point = size * 20 * _WIDER * sheet.wide
    return [
        round(max((_longest(text) for text in column), default=0) * point) + _PADDING
        for column in zip_longest(*rows, fillvalue="")
    ]


def _longest(text: str) -> float:
    """Return the width of the longest word of *text*, in ems."""
    return max((ems(word) for word in _BREAKS.split(text) if word), default=0.0)
