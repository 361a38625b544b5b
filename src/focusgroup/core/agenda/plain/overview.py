"""Take a plan in front of a text as the times of the titles below it.

``Tea ..... 5 min`` or ``5-15  Warm up``, line after line, and below them the same titles alone.
"""

from collections.abc import Sequence

from focusgroup.core.agenda.headings import read_heading, since_beginning
from focusgroup.core.agenda.plain.among_headings import PROMOTED_LEVEL
from focusgroup.core.agenda.plain.line_looks import LONGEST_HEADING, heading_text, is_timed
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_ROW = lazy_pattern(
    r"^(?P<sign>(?:[A-Za-z]|\d{1,2}|[IVX]{1,4})[.)]?)?\t+(?P<title>[^\t]{2,80})\t+(?P<time>\d[^\t]*)$"
)
"""A row of a programme whose columns are tabs: its letter or number, its title, its time."""

_SIGN = lazy_pattern(r"^(?:[A-Za-z]|\d{1,2}|[IVX]{1,4})(?:[.)]\s*|\s+)")
_SHORTEST = 3
"""The fewest lines of a plan."""


def with_plan(lines: Sequence[str]) -> list[str] | None:
    """Return *lines* with a plan as a list and its titles as headings; None without a plan."""
    titles = _titles_planned(lines)
    if not titles:
        return None
    marked = [_as_item(line) if n in titles else line for n, line in enumerate(lines)]
    for n in titles.values():
        marked[n] = f"{'#' * PROMOTED_LEVEL} {heading_text(lines[n])}"
    first = next(n for n, line in enumerate(lines) if line.strip())
    plain = len(lines[first]) <= LONGEST_HEADING and lines[first].lstrip()[0] not in "#>"
    if first not in titles and plain:
        marked[first] = f"# {heading_text(lines[first])}"
    return marked


def with_programme(lines: Sequence[str]) -> list[str]:
    """Return *lines* with a programme by tabs as a list, and its titles below it as headings."""
    rows = {n: found for n, line in enumerate(lines) if (found := _ROW.match(line.rstrip()))}
    signed = [n for n, found in rows.items() if found["sign"]]
    if len(signed) < _SHORTEST:
        return list(lines)
    out = list(lines)
    last = signed[-1]
    below = [(n, line.strip()) for n, line in enumerate(lines) if n > last]
    alone = iter([(n, fold(line), fold(_SIGN.sub("", line))) for n, line in below])
    for n in signed:
        said = fold(rows[n]["title"].strip())
        last = next((at for at, *texts in alone if said in texts), len(lines))
        if last == len(lines):
            return list(lines)
        out[last] = f"## {rows[n]['title'].strip()}"
    for n, found in rows.items():
        out[n] = f"- {found['time'].strip()} {found['title'].strip()}"
    return out


def _titles_planned(lines: Sequence[str]) -> dict[int, int]:
    """Return the lines of a plan, each with the line of the title that it gives the time of.

    All titles of the plan stand again below it, alone in their lines and in the same order.
    """
    timed: list[int] = []
    for n, line in enumerate(lines):
        if line.strip() and not (is_timed(heading_text(line)) or since_beginning(line)):
            if len(timed) >= _SHORTEST:
                break
            timed = []
        elif line.strip():
            timed.append(n)
    if len(timed) < _SHORTEST:
        return {}
    alone = [(fold(heading_text(line)), n) for n, line in enumerate(lines) if n > timed[-1]]
    found: dict[int, int] = {}
    last = timed[-1]
    for n in timed:
        run = since_beginning(lines[n])
        title = fold(run[1] if run else read_heading(heading_text(lines[n])).title)
        last = next((at for said, at in alone if at > last and said == title), len(lines))
        found[n] = last
    return found if last < len(lines) else {}


def _as_item(line: str) -> str:
    """Return a line of a plan as an item of a list: ``5-15  Warm up`` is "Warm up (10 min)"."""
    run = since_beginning(line)
    return f"- {run[1]} ({run[0]} min)" if run else f"- {line.strip()}"
