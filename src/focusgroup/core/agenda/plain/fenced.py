"""Read a guide that its author put into a code fence, to keep its look."""

from collections.abc import Sequence

from focusgroup.core.agenda.headings import read_heading
from focusgroup.core.patterns import lazy_pattern

FENCE = lazy_pattern(r"^ {0,3}(?:```|~~~)")
_TITLE = lazy_pattern(r"(?:\d{1,2}[.)、]|#{1,6}|\*\*|\[?\d{1,2}:\d\d)\s*\S")
_LONGEST_TITLE = 120


def without_fence(lines: Sequence[str]) -> list[str]:
    """Return *lines* with the marks of the only fence blank, if all titles with times are in it."""
    marks = [n for n, line in enumerate(lines) if FENCE.match(line)]
    if len(marks) != 2:
        return list(lines)
    first, last = marks
    titles = [n for n, line in enumerate(lines) if _gives_minutes(line)]
    inside = [n for n in titles if first < n < last]
    # The heading right above may say how long all of it takes.
    above = max((n for n in range(first) if lines[n].strip()), default=-1)
    if len(inside) < 2 or any(n != above for n in titles if n not in inside):
        return list(lines)
    return ["" if n in marks else line for n, line in enumerate(lines)]


def _gives_minutes(line: str) -> bool:
    if len(line) > _LONGEST_TITLE or not _TITLE.match(line):
        return False
    return read_heading(line.strip("#* ")).minutes is not None
