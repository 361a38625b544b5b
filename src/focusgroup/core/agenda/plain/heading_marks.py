"""Write headings alike, however their author marks them and however deep the first one is."""

import re
from collections.abc import Sequence

from focusgroup.core.agenda.headings import read_heading
from focusgroup.core.agenda.outside import outside_of
from focusgroup.core.agenda.plain.among_headings import gives_its_time, is_named_as_whole
from focusgroup.core.agenda.plain.line_looks import is_timed, says_minutes
from focusgroup.core.agenda.vocabulary import Role, role_of_title
from focusgroup.core.dates.durations import may_be_length
from focusgroup.core.patterns import lazy_pattern

_HEADING = lazy_pattern(r"^ {0,3}(#{1,6})[ \t]+(\S.*)$")
_UNDERLINE = lazy_pattern(r"^ {0,3}(?:(=)=*|[-~]{2,})[ \t]*$")
_FRAME = lazy_pattern(r"^ {0,3}([-=~*_#+])\1{4,}[ \t]*$")
_LARGEST = lazy_pattern(r"^#[ \t]+(\S.*)$", re.MULTILINE)
_TIGHT = lazy_pattern(r"^(#{2,6})(?=[^\s#!])")
_TIGHT_OR_TITLE = lazy_pattern(r"^(#{1,6})(?=[^\s#!])")
_QUOTED_TITLE = lazy_pattern(r"^>\s*(#{1,3}\s.*)$")
_NO_TITLE = lazy_pattern(r"^(?:\s{4}|\s*(?:[#>|+*=-]|$))")
_ITEM = lazy_pattern(r"^\s*(?:\d{1,3}[.)]|[A-Za-z][.)])\s")
_MARKS = lazy_pattern(r"^\s*(?:[-*+•|]|\d{1,2}[.)])\s+")
_LONGEST = 100
_DEEPEST_TITLE = 4


def alike(lines: Sequence[str]) -> list[str]:
    """Return *lines* with underlined headings marked by signs, and a title above all as a ``#``."""
    marked = _without_underlines(_without_frames(with_blanks(lines)))
    heads = [(n, match) for n, line in enumerate(marked) if (match := _HEADING.match(line))]
    if heads and _is_title(marked, [match for _, match in heads]):
        level = len(heads[0][1][1])
        for n, match in heads:
            marked[n] = f"{match[1][level - 1 :]} {match[2]}"
    return marked


def name_over_title(text: str) -> tuple[str, str]:
    """Return the name of who made the guide, if it stands above the title, and *text* without it.

    Word files and web pages begin with the name of a firm or site that is as large as the title.
    """
    heads = list(_LARGEST.finditer(text))
    if len(heads) != 2 or text[: heads[0].start()].strip():
        return "", text
    over, own = (read_heading(head[1]) for head in heads)
    between = text[heads[0].end() : heads[1].start()]
    says_more = between.strip() or over.minutes is not None or over.kind is not None
    if says_more or own.kind is not None or outside_of(over.title) is not None:
        return "", text
    return over.title, text[: heads[0].start()] + text[heads[0].end() :]


def with_blanks(lines: Sequence[str]) -> list[str]:
    """Return *lines* with the blank after the signs of headings that older Markdown leaves out.

    "#Tea" alone may be a tag; beside "##Welcome" it is a heading. So is the only one in a quote.
    """
    deeper = [n for n, line in enumerate(lines) if _TIGHT.match(line)]
    heads = _TIGHT_OR_TITLE if deeper else _TIGHT
    spaced = [heads.sub(r"\1 ", line, count=1) for line in lines]
    first = next((n for n, line in enumerate(lines) if line.strip()), None)
    if first is not None and (title := _QUOTED_TITLE.match(spaced[first])) is not None:
        spaced[first] = title[1]
    return spaced


def _is_title(lines: Sequence[str], heads: Sequence[re.Match[str]]) -> bool:
    """Return whether the first heading is no ``#`` and over all others, which are the sections."""
    level, *others = (len(match[1]) for match in heads)
    if not 1 < level <= _DEEPEST_TITLE or min(others, default=level + 1) <= level:
        return False
    first, *below = (
        read_heading(match[2]) for match in heads if len(match[1]) <= min(others, default=9)
    )
    if first.minutes is not None or first.kind is not None or first.left_out is False:
        return False
    parts = [role_of_title(each.title) for each in below]
    if any(part not in (None, Role.NOTES) for part in parts):
        return False  # one section: its script, its questions
    if is_named_as_whole(first.title) or sum(map(_gives_time, lines)) > 1:
        return True
    return any(
        each.minutes is not None or each.kind is not None or outside_of(each.title) is not None
        for each in below
    )


def _gives_time(line: str) -> bool:
    """Return whether a line, an item or a cell gives the time of a section."""
    if line.startswith("#") or not may_be_length(line):
        return False
    text = _MARKS.sub("", line)
    return gives_its_time(line) or says_minutes(text) or (text != line and is_timed(text[:100]))


def _without_frames(lines: Sequence[str]) -> list[str]:
    """Return *lines* with titles between two rules of one sign as bold lines, if some are."""
    out = list(lines)
    framed = [
        n
        for n in range(1, len(lines) - 1)
        if _FRAME.match(lines[n - 1])
        and lines[n - 1].strip() == lines[n + 1].strip()
        and not _NO_TITLE.match(lines[n])
        and len(lines[n]) <= _LONGEST
    ]
    for n in framed if len(framed) > 1 else ():
        title = lines[n].strip().strip("*_")
        out[n - 1 : n + 2] = "", f"**{title}**", ""
    return out


def _without_underlines(lines: Sequence[str]) -> list[str]:
    out = list(lines)
    for n, line in enumerate(lines):
        under = _UNDERLINE.match(line) if line[:3].strip(" =-~") == "" and line.strip() else None
        if under is not None and line.rstrip() in ("--", "-- "):
            out[n] = ""  # the end of a mail, below it or above it a name
            continue
        if under is None or not n or not _is_underlined(lines, n):
            continue
        out[n - 1] = f"{'#' if under[1] else '##'} {lines[n - 1].strip()}"
        out[n] = ""
    return out


def _is_underlined(lines: Sequence[str], n: int) -> bool:
    """Return whether line *n* underlines the one above, which may have a number."""
    title, rule = lines[n - 1], lines[n].strip()
    if _NO_TITLE.match(title) or len(title) > _LONGEST or (n > 1 and lines[n - 2].strip()):
        return False
    # "1. Tea", and right below it a rule between parts.
    return not _ITEM.match(title) or len(rule) > 4
