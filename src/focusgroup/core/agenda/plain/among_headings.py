"""Find the lines used as headings in a text that has others: by a time, or over lists."""

import re
from collections.abc import Sequence
from itertools import pairwise

from focusgroup.core.agenda.headings import read_heading
from focusgroup.core.agenda.items import numbered_role
from focusgroup.core.agenda.outside import outside_of
from focusgroup.core.agenda.plain.line_looks import (
    BOLD,
    LONGEST_ALONE,
    LONGEST_HEADING,
    NO_HEADING,
    heading_text,
    is_from_to,
    lines_below,
)
from focusgroup.core.agenda.vocabulary import (
    ROLES,
    Role,
    asks,
    asks_at_end,
)
from focusgroup.core.agenda.words.leading_words import TO_YOU
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

PROMOTED_LEVEL = 5
"""The heading level given to a line that is read as a heading; below it, one more."""
ATX = lazy_pattern(r"^ {0,3}(#{1,6})(?:[ \t](?!.*\((?:section|notes)\)\s*$)|$)", re.MULTILINE)
"""A heading, but not one that a person added to a text without any: "##### Tea (section)"."""
_ASIDE = lazy_pattern(r"\s*[(（][^()（）]*[)）]$")
_ITALIC = lazy_pattern(r"(?P<mark>[*_])(?P<text>[^*_\s][^*_]*\d[:.h]\d\d[^*_]*)(?P=mark)\s*$")
_TITLE_WORDS = lazy_pattern(
    r"guide|agenda|protocol|script|discussion|interview|focus group|plan|leitfaden|ablauf|gespräch"
    r"|entretien|animation|guía|guion|guión|entrevista|grupo|traccia|intervista|roteiro|guião"
    r"|leidraad|gesprekswijzer|workshop|atelier|taller|oficina|werksessie|programm"
    r"|提纲|指南|议程|大纲|访谈|座谈|ガイド|インタビュー|進行|座談",
    re.IGNORECASE,
)


def is_named_as_whole(title: str) -> bool:
    """Return whether *title* names the whole document: "Interview guide: …"."""
    return bool(_TITLE_WORDS.search(title))


def with_timed_headings(lines: Sequence[str]) -> list[str]:
    """Return *lines* with ``**09:00 – 09:30 Welcome**`` made headings, unless there is only one."""
    marked = list(lines)
    out = without_shorter(lines, [n for n, line in enumerate(lines) if gives_its_time(line)])
    if len(out) > 1:
        for n in out:
            marked[n] = f"{'#' * PROMOTED_LEVEL} {heading_text(lines[n])}"
    for n, level in () if len(out) > 1 else bold_titles(lines):
        marked[n] = f"{'#' * level} {heading_text(lines[n])}"
    _mark_breaks(lines, marked)
    last = max((n for n, line in enumerate(marked) if ATX.match(line)), default=-1)
    if last >= 0 and (end := end_matter(lines, last + 1)) is not None:
        level = len(marked[last].strip().split(" ")[0])
        marked[end] = f"{'#' * level} {heading_text(lines[end])}"
    return marked


def _mark_breaks(lines: Sequence[str], marked: list[str]) -> None:
    """Make ``*Break – 15 min (10:45–11:00)*`` a heading beside those that say their times."""
    level = 0
    for n, line in enumerate(lines):
        if (found := ATX.match(line)) is not None:
            parts = read_heading(line.strip("# "))
            level = len(found[1]) if parts.minutes is not None else 0
        elif level and len(line) <= LONGEST_HEADING and (match := _ITALIC.match(line)) is not None:
            parts = read_heading(match["text"])
            alone = not any(each.strip() for each in (*lines[n - 1 : n], *lines[n + 1 : n + 2]))
            if alone and parts.minutes is not None and not match["text"].endswith((".", "?", "。")):
                marked[n] = f"{'#' * level} {match['text']}"


def bold_titles(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return the bold lines over lists that are the sections of the one part that asks.

    They stand below a heading without a time and without text of its own, such as "Questions".
    """
    ends = [n for n, line in enumerate(lines) if ATX.match(line)]
    spans = [*pairwise([*ends, len(lines)])]
    asking = [
        (start, end)
        for start, end in spans
        if any(asks_at_end(line.strip()) for line in lines[start + 1 : end])
    ]
    general = [span for span in asking if is_general(lines[span[0]])]
    if len(asking) != 1 and len(general) != 1:
        return []
    start, end = (general or asking)[0]
    level = len(lines[start].strip().split(" ")[0]) + 1
    bold = [
        n
        for n in range(start + 1, end)
        if (match := BOLD.match(lines[n].strip())) is not None
        and not (match["colon"] or match["text"].rstrip().endswith((":", "：")) or asks(lines[n]))
        and ROLES.get(fold(heading_text(lines[n]))) is None
    ]
    titles = [
        n
        for n, after in pairwise([*bold, end])
        if any(NO_HEADING.match(line) or asks_at_end(line) for line in lines[n + 1 : after] if line)
    ]
    first = next((n for n in range(start + 1, end) if lines[n].strip()), -1)
    timed = read_heading(lines[start].lstrip("# ")).minutes is not None
    alone = len(titles) > 1 and titles[0] == first and not timed and level <= PROMOTED_LEVEL
    return [(n, level) for n in titles] if alone else []


def is_general(line: str) -> bool:
    """Return whether a heading only says that questions follow: "Interview questions"."""
    title = line.strip("# *").rstrip(":： ")
    return numbered_role(fold(title)) is Role.QUESTIONS or is_named_as_whole(title)


def without_shorter(lines: Sequence[str], out: Sequence[int]) -> list[int]:
    """Return *out* without parts of a section that has minutes itself, of which they take a few."""
    kept: list[int] = []
    ends = [n for n, line in enumerate(lines) if ATX.match(line)]
    for start, end in pairwise([-1, *ends, len(lines)]):
        inside = [n for n in out if start < n < end]
        whole = read_heading(lines[start].lstrip("# ")).minutes if start >= 0 else None
        times = [read_heading(heading_text(lines[n])) for n in inside]
        by_clock = any(each.starts is not None for each in times)
        summed = sum(each.minutes or 0 for each in times)
        if whole is None or by_clock or 4 * summed >= 3 * whole:
            kept += inside
    return kept


def end_matter(lines: Sequence[str], first: int) -> int | None:
    """Return the line from *first* that heads what is not of the session, up to the end.

    That is "Kit list" or "For the report" below the last section, with no question to the room.
    """
    below = lines_below(lines)
    for n in range(first, len(lines)):
        said = lines[n].strip()
        text = _ASIDE.sub("", heading_text(lines[n]))
        alone = n > 0 and not lines[n - 1].strip() and 0 < len(text) <= LONGEST_ALONE
        labels = said.rstrip("*_")[-1:] in (":", "：")
        if not alone or NO_HEADING.match(lines[n]) or not text[-1].isalnum() or labels:
            continue
        if below[n] and outside_of(text) is not None and fold(text) not in ROLES:
            rest = lines[n + 1 :]
            return None if any(asks(line) and TO_YOU.search(line) for line in rest) else n
    return None


def gives_its_time(line: str) -> bool:
    said = line.strip()
    if not said or len(said) > LONGEST_HEADING or line[:4].isspace():
        return False
    bold = BOLD.match(said)
    if bold is None and not said[0].isdecimal():
        return False
    text = heading_text(line)
    if text.endswith((".", "。")) or (asks_at_end(text) and not is_from_to(text)):
        return False  # from one time to another, a title may ask: "10:30 – 12:00 What is slow?"
    parts = read_heading(text)
    if not any(char.isalpha() for char in parts.title):
        return False
    return parts.starts is not None or (bold is not None and parts.minutes is not None)
