"""Read a guide that its author put into a code fence, to keep its look."""

import re
from collections.abc import Sequence

from focusgroup.core.agenda.headings import read_heading
from focusgroup.core.agenda.vocabulary import asks_at_end, is_quoted
from focusgroup.core.patterns import lazy_pattern

FENCE = lazy_pattern(r"^ {0,3}(?:```|~~~)")
_TITLE = lazy_pattern(r"(?:\d{1,2}[.)、]|#{1,6}|\*\*|\[?\d{1,2}:\d\d)\s*\S")
_LONGEST_TITLE = 120
_OF_TEXT = lazy_pattern(r"\W*(?:te?xt|plain\w*|md|markdown)?\s*$", re.IGNORECASE)
"""A mark of a fence that names no language of programs."""

_FORM = lazy_pattern(r".*[:：_…\]]\s*$|[^?？]*_{3}")
"""A line to be filled in: "Name: ____"."""

_HEADING = lazy_pattern(r"#{1,6}\s+(.*\S)\s*$")


def without_fence(lines: Sequence[str]) -> list[str]:
    """Return *lines* with the marks of fences blank that hold what is asked or said.

    So is the only fence of a guide if all titles with times are in it.
    """
    out = list(lines)
    marks = [n for n, line in enumerate(lines) if FENCE.match(line)]
    if len(marks) == 2 and _holds_all(lines, *marks):
        return ["" if n in marks else line for n, line in enumerate(lines)]
    for first, last in _fences(lines, marks):
        inside = range(first + 1, last)
        if _OF_TEXT.match(lines[first]) and _is_talk([lines[n].strip() for n in inside]):
            out[first] = out[last] = ""
            for n in inside:
                out[n] = _HEADING.sub(r"**\1**", lines[n])
    return out


def _fences(lines: Sequence[str], marks: Sequence[int]) -> list[tuple[int, int]]:
    """Return where fences begin and end; tildes right below a line underline it."""
    found: list[tuple[int, int]] = []
    first = -1
    for n in marks:
        said = lines[n].strip()
        if first < 0:
            underlines = said[0] == "~" and n > 0 and bool(lines[n - 1].strip())
            first = -1 if underlines else n
        elif not said.strip(said[0]) and said.startswith(_ticks(lines[first])):
            found.append((first, n))
            first = -1
    return found


def _ticks(line: str) -> str:
    said = line.strip()
    return said[: len(said) - len(said.lstrip(said[0]))]


def _holds_all(lines: Sequence[str], first: int, last: int) -> bool:
    titles = [n for n, line in enumerate(lines) if _gives_minutes(line)]
    inside = [n for n in titles if first < n < last]
    # The heading right above may say how long all of it takes.
    above = max((n for n in range(first) if lines[n].strip()), default=-1)
    return len(inside) > 1 and not any(n != above for n in titles if n not in inside)


def _is_talk(lines: Sequence[str]) -> bool:
    """Return whether lines are spoken, not a form to be filled in: one asks, or is quoted."""
    said = [line for line in lines if line]
    forms = sum(bool(_FORM.match(line)) for line in said)
    return 2 * forms <= len(said) and any(asks_at_end(x) or is_quoted(x) for x in said)


def _gives_minutes(line: str) -> bool:
    if len(line) > _LONGEST_TITLE or not _TITLE.match(line):
        return False
    return read_heading(line.strip("#* ")).minutes is not None
