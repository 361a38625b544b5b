"""What a line says that becomes no part of an agenda: a time, an end, a total, a day, a page."""

from enum import Enum

from focusgroup.core.agenda.headings import read_heading, since_beginning
from focusgroup.core.agenda.outlines.node_kinds import is_schedule
from focusgroup.core.agenda.outlines.timetable import is_end
from focusgroup.core.agenda.plain.changing import names_day
from focusgroup.core.agenda.plain.page_lines import is_page_number
from focusgroup.core.agenda.words.section_words import TOTALS
from focusgroup.core.dates.durations import parse_minutes
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_LEAD = lazy_pattern(r"^[>\s]*(?:#{1,6}\s+|[-*+•]\s+|\d{1,2}[.)]\s+)?[*_\[(]*")
_END = lazy_pattern(r"[*_\])\s:：.]+$")
_COLON = lazy_pattern(r"[:：]")


class LineUse(Enum):
    """What a line was used for, and the words that say so."""

    END = "when the session ends"
    TOTAL = "the length of the whole"
    TIME = "how long a section takes"
    DAY = "the name of a day"
    SCHEDULE = "a heading over the timetable"
    PAGE = "the number of a page"


def use_of_line(said: str) -> LineUse | None:
    """Return what a line, or the row of a table, was used for; None if it says more than that."""
    texts = (
        [_bare(cell) for cell in said.strip("|").split("|")] if said[:1] == "|" else [_bare(said)]
    )
    words = [text for text in texts if any(map(str.isalpha, text))]
    if is_page_number(said):
        return LineUse.PAGE
    titles = [title for text in words if (title := read_heading(text).title)]
    if words and (not titles or all(parse_minutes(text) is not None for text in words)):
        return LineUse.TIME
    if any(fold(_COLON.split(text)[0].strip()) in TOTALS for text in words):
        return LineUse.TOTAL
    if len(titles) != 1:
        return None
    if is_end(_bare(titles[0])):
        return LineUse.END
    if names_day(said):
        return LineUse.DAY
    return LineUse.SCHEDULE if is_schedule(titles[0]) else None


def bare_title(said: str) -> str:
    """Return the title in a line or a cell, without its time, its number and its marks."""
    run = since_beginning(said)
    return run[1] if run else read_heading(_bare(said)).title


def _bare(text: str) -> str:
    return _END.sub("", _LEAD.sub("", text.strip()))
