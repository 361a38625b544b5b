"""Time spans as people type them: a day, a month, a quarter, the last 90 days.

Nothing here queries the store or asks for the time: today and the time zone are passed in.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import NamedTuple

from focusgroup.core.dates.zones import zone_of
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.patterns import lazy_pattern

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
EARLIEST = 1970
EXAMPLES = "2026-03-12, 2026-03, 2026, 12 Mar 2026, Q1 2026, last month or last 90 days"


class Unit(StrEnum):
    """The unit in which a span of days was given."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Days(NamedTuple):
    """A span of whole days, both ends included.

    It is one *unit*, or the last *back* units, ending today.
    """

    first: date
    last: date
    words: str
    unit: Unit = Unit.DAY
    back: int = 0


class TimeSpan(NamedTuple):
    """A span of time as Unix ms; *start_ms* is included and *end_ms* is not.

    *words* is how the span is shown, *written* what the user typed and *days* the days it was read
    as. Both times are those of the reader's zone; ``start_in`` and ``end_in`` are those of another.
    """

    start_ms: int
    end_ms: int
    words: str
    written: str = ""
    days: Days | None = None

    def start_in(self, zone: str) -> int:
        """Return when the first day begins (Unix ms) where *zone* (an IANA name) is kept."""
        return midnight(self.days.first, zone_of(zone)) if self.days else self.start_ms

    def end_in(self, zone: str) -> int:
        """Return when the last day is over (Unix ms) where *zone* (an IANA name) is kept."""
        return midnight(_after(self.days), zone_of(zone)) if self.days else self.end_ms


def read_span(text: str, today: date, zone: tzinfo) -> TimeSpan:
    """Return the days that *text* means to a person in *zone*.

    Raises FocusgroupError, listing the forms that are understood.
    """
    written = " ".join(text.split())
    try:
        days = _days(written.lower(), today)
        if days and days.first.year >= EARLIEST:
            start_ms, end_ms = midnight(days.first, zone), midnight(_after(days), zone)
            return TimeSpan(start_ms, end_ms, days.words, written, days)
    except (ValueError, OverflowError):
        pass  # a day that is not in the calendar
    raise FocusgroupError(f"“{written[:40]}” isn't a date or time span; write {EXAMPLES}")


def _after(days: Days) -> date:
    return days.last + timedelta(days=1)


def midnight(day: date, zone: tzinfo) -> int:
    """Return when a day begins in *zone* (Unix ms)."""
    return round(datetime.combine(day, time(), zone).timestamp() * 1000)


def day_words(day: date) -> str:
    """Return ``12 Mar 2026``; the month is a word, so nobody can mistake it for the day."""
    return f"{day.day} {MONTHS[day.month - 1][:3].title()} {day.year}"


def _one(day: date) -> Days:
    return Days(day, day, day_words(day))


def _month(year: int, month: int) -> Days:
    first = date(year, month, 1)
    words = f"{MONTHS[month - 1][:3].title()} {year}"
    return Days(first, date(year, month, monthrange(year, month)[1]), words, Unit.MONTH)


def _quarter(year: int, quarter: int) -> Days:
    last = _month(year, quarter * 3).last
    return Days(date(year, quarter * 3 - 2, 1), last, f"Q{quarter} {year}", Unit.QUARTER)


def _year(year: int) -> Days:
    return Days(date(year, 1, 1), date(year, 12, 31), str(year), Unit.YEAR)


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


DayReader = Callable[[re.Match[str], date], Days | None]


def _ago(found: re.Match[str], today: date) -> Days:
    """Read ``90 days`` or ``last 3 months`` (until today, inclusive), ``2 weeks ago`` (a day)."""
    number, unit = int(found["n"]), found["unit"][0]
    if unit in "dw":
        first = today - timedelta(days=number * (7 if unit == "w" else 1))
    else:
        first = _months_before(today, number * {"m": 1, "q": 3, "y": 12}[unit])
    if found["ago"]:
        return _one(first)
    first = min(first + timedelta(days=1), today)
    words = f"last {number} {_UNITS[unit]}{'' if number == 1 else 's'}"
    return Days(first, today, words, _UNITS[unit], number)


_UNITS = {unit.value[0]: unit for unit in Unit}


def _named(found: re.Match[str], today: date) -> Days:
    """Read ``this quarter``, ``last year``: whole weeks (from Monday), months, quarters, years."""
    back, unit = int(found["which"] != "this"), found["unit"][0]
    if unit == "w":
        monday = today - timedelta(days=today.weekday() + 7 * back)
        words = f"{found['which']} week"
        return Days(monday, monday + timedelta(days=6), words, Unit.WEEK)
    if unit == "y":
        return _year(today.year - back)
    if unit == "q":
        day = _months_before(today.replace(day=1), 3 * back)
        return _quarter(day.year, (day.month + 2) // 3)
    day = _months_before(today.replace(day=1), back)
    return _month(day.year, day.month)


def _numbers(found: re.Match[str], today: date) -> Days:
    """Read a year, a year and a month, or a day, with the year first."""
    year, month, day = int(found["y"]), found["m"], found["d"]
    if not month:
        return _year(year)
    return _one(date(year, int(month), int(day))) if day else _month(year, int(month))


def _turned(found: re.Match[str], today: date) -> Days:
    """Read a day with the year last: after points the day is first, after slashes it may not be."""
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    if found["sep"] == "/" and first != second and first <= 12 and second <= 12:
        one, other = day_words(date(year, second, first)), day_words(date(year, first, second))
        raise FocusgroupError(
            f"“{found.group()}” could be {one} or {other}; write {year}-{second:02}-{first:02}"
            f" or {year}-{first:02}-{second:02}"
        )
    day, month = (second, first) if second > 12 else (first, second)
    return _one(date(year, month, day))


def _worded(found: re.Match[str], today: date) -> Days | None:
    """Read a month by name, with or without day and year; without a year, the most recent one."""
    name = found["month"]
    month = next((i for i, full in enumerate(MONTHS, 1) if full.startswith(name)), 0)
    if not month and name != "sept":
        return None
    month = month or 9
    day = found["day"] or found["day2"]
    if found["year"]:
        year = int(found["year"])
    else:
        year = today.year - ((month, int(day or 1)) > (today.month, today.day))
    return _one(date(year, month, int(day))) if day else _month(year, month)


def _in_quarter(found: re.Match[str], today: date) -> Days:
    quarter = int(found["q"])
    year = found["y"] or found["y2"]
    if year:
        return _quarter(int(year), quarter)
    return _quarter(today.year - (quarter > (today.month + 2) // 3), quarter)


_READERS: tuple[tuple[re.Pattern[str], DayReader], ...] = (
    (lazy_pattern("today|now"), lambda _, today: _one(today)),
    (lazy_pattern("yesterday"), lambda _, today: _one(today - timedelta(days=1))),
    (lazy_pattern("(?P<which>this|last) (?P<unit>week|month|quarter|year)"), _named),
    (
        lazy_pattern(
            "(?:the )?(?:last|past)? ?(?P<n>[1-9][0-9]{0,3}) ?"
            "(?P<unit>d|days?|w|weeks?|m|months?|quarters?|y|years?)(?P<ago> ago)?"
        ),
        _ago,
    ),
    (
        lazy_pattern(
            "(?P<y>[0-9]{4})(?:[-/.年](?P<m>[0-9]{1,2})月?(?:[-/.]?(?P<d>[0-9]{1,2})日?)?)?年?"
        ),
        _numbers,
    ),
    (
        lazy_pattern("(?P<a>[0-9]{1,2})(?P<sep>[./])(?P<b>[0-9]{1,2})(?P=sep)(?P<y>[0-9]{4})"),
        _turned,
    ),
    (
        lazy_pattern("(?:(?P<y>[0-9]{4})[ -]?)?q(?P<q>[1-4])(?:[ -/]?(?P<y2>[0-9]{4}))?"),
        _in_quarter,
    ),
    (
        lazy_pattern(
            r"(?:(?P<day>[0-9]{1,2})(?:\.|st|nd|rd|th)? )?(?P<month>[a-z]{3,9})\.?"
            r"(?: (?P<day2>[0-9]{1,2})(?:st|nd|rd|th)?)?(?:,? (?P<year>[0-9]{4}))?"
        ),
        _worded,
    ),
)


def _days(text: str, today: date) -> Days | None:
    for pattern, read in _READERS:
        found = pattern.fullmatch(text)
        if found and (days := read(found, today)):
            return days
    return None
