"""Tell a line by the others that look like it: titles are alike; what is unlike is none."""

from collections.abc import Sequence
from itertools import pairwise

from focusgroup.core.agenda.headings import read_heading
from focusgroup.core.agenda.outlines.cell_lines import is_boxed
from focusgroup.core.agenda.plain.line_looks import (
    BOLD,
    NO_HEADING,
    heading_text,
    in_capitals,
    is_timed,
    lines_below,
)
from focusgroup.core.agenda.vocabulary import (
    asks_at_end,
    bids,
)
from focusgroup.core.agenda.words.leading_words import REQUEST
from focusgroup.core.dates.durations import leading_clock
from focusgroup.core.patterns import lazy_pattern

NUMBERED = lazy_pattern(
    r"^ {0,3}(?:(?:\d{1,2}|[IVX]{1,4}|[A-H])[.)]\s+|\d{1,2}[．、]\s*)(?P<text>\S.*)$"
)
_TOPIC = lazy_pattern(r"^(?P<number>\d{1,2})[.)]\s+(?P<text>\S.{0,58})$")
_AT_MARGIN = lazy_pattern(r"^ ?(?P<number>\d{1,2})[.)]\s+(?P<text>\S.*)$")

_MUST = lazy_pattern(r"\s*\[[A-Z*]{1,2}\]\s*$")
_LEAST_ASKED = 2
_LEAST_TITLED = 2


def numbered_topics(lines: Sequence[str]) -> list[int]:
    """Return the lines ``1. Background``, ``2. A day`` with text right below some of them."""
    found = [(n, match) for n, line in enumerate(lines) if (match := _TOPIC.match(line))]
    numbers = [int(match["number"]) for _, match in found]
    counted = [first + 1 == second for first, second in pairwise(numbers)]
    if len(found) < 3 or not all(counted) or numbers[0] > 1:
        return []
    below = lines_below(lines)
    under = [lines[n + 1].strip() if n + 1 < len(lines) else "" for n, _ in found]
    # A list may have blank lines between its items.
    under = [
        line or (below[n].strip() if below[n][:1] in "-*•" else "")
        for line, (n, _) in zip(under, found, strict=True)
    ]
    texts = [line for line in under if line and not NO_HEADING.match(line)]
    titles = all(match["text"][-1].isalnum() for _, match in found)
    bid = any(bids(match["text"]) or REQUEST.match(match["text"]) for _, match in found)
    asked_below = not bid and all(asks_at_end(line) for line in under)
    return [n for n, _ in found] if titles and all(under) and (texts or asked_below) else []


def unlike_most(lines: Sequence[str], out: Sequence[int], timed: Sequence[int]) -> set[int]:
    """Return the lines that are not as most timed ones are, bold or after the time of day: notes.

    "Show the film (4 min)" under "**19:15 Round 2 (35 min)**" is something to do in it.
    """
    if len(timed) == 1 and not in_capitals(lines[timed[0]]):
        capitals = sum(in_capitals(lines[n]) for n in out)
        return {*timed} if capitals > 2 and capitals == len(out) - 1 else set()
    boxed = {n for n in timed if is_boxed(lines[n].strip())}
    if boxed and 2 * len(boxed) < len(timed):
        return boxed
    for looks in (_is_bold, _begins_with_time):
        alike = {n for n in timed if looks(lines[n])}
        if len(alike) > 2 and 3 * len(alike) > 2 * len(timed):
            bold = looks is _is_bold and len(alike) == len(timed)
            return (
                {n for n in out if n > timed[0] and not looks(lines[n])}
                if bold
                else {*timed} - alike
            )
    return set()


def numbered_parts(lines: Sequence[str]) -> list[int]:
    """Return the lines "1. Tea (10 min)" if they count on and what they head begins where they do.

    None if there are other numbers at the margin, or if all below is further in: a list in a list.
    """
    found = [(n, match) for n, line in enumerate(lines) if (match := _AT_MARGIN.match(line))]
    timed = all(is_timed(match["text"][:100]) for _, match in found)
    numbers = [int(match["number"]) for _, match in found]
    if len(found) < 3 or not timed or numbers != [*range(numbers[0], numbers[0] + len(found))]:
        return []
    heads = [n for n, _ in found]
    below = (n for n in range(heads[0], len(lines)) if n not in heads)
    return heads if any(lines[n].strip() and not lines[n][0].isspace() for n in below) else []


def beside_numbered(lines: Sequence[str], timed: Sequence[int]) -> set[int]:
    """Return the timed lines without a number below others that are numbered and timed: notes."""
    counted = [n for n, line in enumerate(lines) if NUMBERED.match(line) and is_timed(line[:100])]
    if len(counted) < 3 or len(counted) <= len(timed) / 2:
        return set()
    return {n for n in timed if n > counted[0] and n not in counted and not _is_bold(lines[n])}


def _is_bold(line: str) -> bool:
    return BOLD.match(line.strip()) is not None


def _begins_with_time(line: str) -> bool:
    return leading_clock(heading_text(line)) is not None


def asked_in_time(lines: Sequence[str], timed: Sequence[int]) -> set[int]:
    """Return the timed lines that are questions of the sections, whose titles have times too.

    "Who came? (4')" below "Tea (10')": no section has less time than what is asked in it.
    """
    heads = {n: read_heading(heading_text(lines[n])) for n in timed}
    asked = {n for n, head in heads.items() if asks_at_end(_MUST.sub("", head.title))}
    if len(asked) < _LEAST_ASKED or len(timed) - len(asked) < _LEAST_TITLED:
        return set()
    if timed[0] in asked:
        return set()
    left = 0.0
    for n in timed:
        minutes = heads[n].minutes
        if minutes is None:
            return set()
        left = left - minutes if n in asked else minutes
        if left < 0:
            return set()
    return asked
