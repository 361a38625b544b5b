"""Say what the lines of a guide were used for that are in no part of its agenda, or that none was.

Most say when, not what: the rows of a timetable beside headings, an end, a total, a day.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from focusgroup.core.agenda import LineUse, bare_title, use_of_line
from focusgroup.core.model import Agenda
from focusgroup.core.patterns import lazy_pattern
from focusgroup.services.guides.read_row import LEFT_OUT, ReadRow

NO_PART = "it is in no part of the agenda"

_LONGEST = 100
"""Characters of a line that names a section, or what is below it."""

_USED_AS = {LineUse.DAY: "label", LineUse.SCHEDULE: "label", LineUse.PAGE: LEFT_OUT}
_WORD = lazy_pattern(r"[^\W\d_]{3}|[\u3040-\u30ff\u3400-\u9fff]{2}")
"""More than the unit of a time."""

_TAG = lazy_pattern(r"</?[a-z][^<>]*>", re.IGNORECASE)
_LINK = lazy_pattern(r"\[([^\[\]]*)\]\([^()\s]*\)")
_CALLOUT = lazy_pattern(r"\[![A-Za-z]{1,20}\]")
_MARKS = lazy_pattern(r"[^\w?？]+|_+")


def plain(text: str) -> str:
    """Return the words of *text*, so that marks of Markdown and blanks make no difference."""
    return _MARKS.sub("", _CALLOUT.sub("", text)).casefold()


class UnusedLines:
    """The lines of a guide in no part of its *agenda*; *is_said* tells what words are in one."""

    def __init__(self, agenda: Agenda, lines: Iterable[str], is_said: Callable[[str], bool]):
        self._title = plain(agenda.title)
        self._sections = {section.title: plain(section.title) for section in agenda.sections}
        self._often = Counter(map(str.strip, lines))
        self._is_said = is_said

    def read_as(self, said: str) -> tuple[str, str]:
        """Return what a line is, and what it was used for."""
        said = _LINK.sub(r"\1", said)
        if said[:1] == "<":
            bare = _TAG.sub("", said).strip()
            return ("label", "") if bare else (LEFT_OUT, "it is a mark of the page")
        if use := use_of_line(said):
            return _USED_AS.get(use, "about"), use.value
        if timed := self._timed_by(said):
            return "about", timed
        if plain(bare_title(said)) == self._title:
            return "title", ""
        if self._often[said] > 1 and len(said) > 1:
            return LEFT_OUT, "it is on several pages"
        if "\t" in said.partition("\t")[2]:
            return "label", "the head of a table"
        if len(said) < _LONGEST and said.rstrip("*_ ").endswith((":", "：")):
            return "label", ""
        return LEFT_OUT, NO_PART

    def _timed_by(self, said: str) -> str:
        """Return the words for a row or an item of a timetable, "" for other lines."""
        is_row = said.startswith("|")
        if not is_row and len(said) > _LONGEST:
            return ""
        cells = said.strip("|").split("|") if is_row else [said]
        titles = {cell: words for cell in cells if (words := plain(bare_title(cell)))}
        for title, words in self._sections.items():
            named = [each for each in titles.values() if _names(each, words)]
            if named:
                rest = [
                    cell.strip()
                    for cell, each in titles.items()
                    if each not in named
                    and _WORD.search(cell)
                    and use_of_line(cell.strip()) is None
                    and not self._is_said(plain(cell))
                ]
                unused = f"; not used: {' | '.join(rest)}" if rest else ""
                return f"minutes of “{title}”{unused}"
        return ""


def _names(cell: str, title: str) -> bool:
    return cell == title or (len(cell) > 3 and (title.endswith(cell) or title.startswith(cell)))


def with_headings(rows: Sequence[ReadRow]) -> list[ReadRow]:
    """Return the rows, those in no part that only stand over others or under the title so named."""
    ends = ReadRow(0, 0, "", "")
    named: list[ReadRow] = []
    for row, below in pairwise([*rows, ends]):
        above = named[-1].kind if named else ""
        if row.why == NO_PART and _heads(row.text, below):
            row = replace(row, kind="label", why="a heading over what follows")
        elif row.why == NO_PART and above == "title":
            row = replace(row, why="it is under the title")
        named.append(row)
    return named


def _heads(said: str, below: ReadRow) -> bool:
    return said.startswith("#") and below.kind in ("section", "about", "label")
