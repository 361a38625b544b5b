"""Tell the paragraphs of a text that need no parser from what Markdown marks."""

import re
from collections.abc import Iterator, Sequence

from focusgroup.core.patterns import lazy_pattern

_PLAIN = lazy_pattern(r"[^\W\d_][^|]*$")
"""A line that begins with a letter and is in no table."""

_SPANS = lazy_pattern(r"[\s>*+\d.)-]*(?:```|~~~|<(?:[?spt]|!(?!-- -->)))", re.IGNORECASE)
"""A line with which a part begins that goes on over blank lines."""


def plain_and_marked(lines: Sequence[str]) -> Iterator[tuple[int, Sequence[str], bool]]:
    """Yield *lines* in parts, with where each begins and whether it is one plain paragraph.

    In long texts most lines are of such paragraphs, and the parser tries twelve rules on each line
    (30 µs): a paragraph between blank lines that begins with letters at the margin is only that.
    """
    if any(map(_SPANS.match, lines)):
        yield 0, lines, False
        return
    start = at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _PLAIN.match(lines[end]):
            end += 1
        if end > at and (end == len(lines) or not lines[end].strip()):
            if start < at:
                yield start, lines[start:at], False
            yield at, lines[at:end], True
            start = end
        else:
            while end < len(lines) and lines[end].strip():
                end += 1
        at = end + 1
    if start < len(lines):
        yield start, lines[start:], False
