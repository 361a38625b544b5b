"""What the cells of a table say of time: lengths, times of day, titles with their length."""

import re
from datetime import date

from focusgroup.core.agenda.headings import title_and_minutes
from focusgroup.core.agenda.words.section_words import SHORT_UNITS
from focusgroup.core.dates.due_dates import read_due
from focusgroup.core.dates.durations import leading_clock, parse_minutes, starting_time
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

LONGEST_TITLE = 100
LONGEST_TIME = 40
_IN_ORDER = lazy_pattern(
    r"(?:(?:the|die|les|los|las|os|as|i|gli|le|de)\s+)?(?:first|next|last|final|ersten?|nächsten?"
    r"|letzten?|premières|prochaines|dernières|primeros|siguientes|últimos|primeiros|próximos|primi"
    r"|prossimi|ultimi|eerste|volgende|laatste)\s+(?=\d)",
    re.IGNORECASE,
)
_BESIDE_DAY = lazy_pattern(
    r"^[^\W\d_]{2,3}\.?,?\s+(?=\d+\.?\s?[^\W\d_]|\d+[./-]\d)|\s*[(（][^()（）]{1,12}[)）]$"
    r"|,\s*\d{1,2}\.\d\d(?!\.)(?:\s?(?:uur|uhr|h))?$|\s\d{1,2}\.\d\d\s?(?:uur|uhr).*$"
    r"|,?\s*(?:at |um |à |a las |às |alle |om )?\d{1,2}(?:[:h]\d\d|\s?(?:[ap]m\b|Uhr)).*$",
    re.IGNORECASE,
)
"""A short weekday before a date, one in brackets after it, and the hours."""
_NEW_YEAR, _LATER = date(2000, 1, 1), date(2000, 1, 20)


def time_said(text: str) -> str:
    """Return the time in a cell without marks: "First 15 minutes", "**10 min**"."""
    plain = text.strip("* ")
    found = _IN_ORDER.match(plain)
    return plain[found.end() :] if found else plain


def is_time(text: str) -> bool:
    """Return whether *text* is only a length or a time of day."""
    if len(text) > 2 * LONGEST_TIME:
        return False
    text = time_said(text)
    if not text or len(text) > LONGEST_TIME:
        return False
    return parse_minutes(text) is not None or leading_clock(f"{text} x") is not None


def is_day(text: str) -> bool:
    """Return whether *text* is only a date, maybe with its weekday and hours: "Tue 3 May, 6 pm"."""
    if not 4 <= len(text) <= LONGEST_TIME or not any(map(str.isdecimal, text)):
        return False
    plain = _BESIDE_DAY.sub("", text.strip("*_ "))
    if not any(map(str.isalpha, plain)) and sum(plain.count(sign) for sign in "./-") != 2:
        return False
    # "In 2 weeks" and "week 2" depend on when they are said; "3 May" is the same day of any year.
    days = [read_due(plain, today) for today in (_NEW_YEAR, _LATER)]
    return len({(day.month, day.day) if day else () for day in days}) == 1 and days[0] is not None


def tells_time(text: str) -> bool:
    """Return whether *text* is a title with its length."""
    if len(text) > LONGEST_TITLE:
        return False
    title, minutes = title_and_minutes(text)
    return minutes is not None and any(char.isalpha() for char in title)


def is_clock(text: str) -> bool:
    """Return whether *text* is one time of day: "9:30"."""
    return leading_clock(f"{text} x") is not None and starting_time(text) is None


def length_of(text: str, name: str) -> float | None:
    """Return the minutes in a cell of a column called *name*; a bare number is minutes."""
    plain = text.strip(" '’′*_~()")
    if plain.isdecimal() and len(plain) < 5:
        return float(plain)
    minutes = parse_minutes(text)
    if minutes is None and any(unit in fold(name) for unit in SHORT_UNITS):
        minutes = parse_minutes(f"{text} min")
    return minutes
