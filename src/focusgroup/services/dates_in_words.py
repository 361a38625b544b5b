"""Days and times of day as the screens write them: near ones in words, far ones by date.

Months are written as words, so that no reader takes a day for a month.
"""

from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def zone_of(name: str) -> tzinfo:
    """The time zone of an IANA name; UTC where this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def moment(ms: int, zone: str) -> datetime:
    """Unix time in ms as the clock on the wall of *zone* showed it."""
    try:
        return datetime.fromtimestamp(ms / 1000, zone_of(zone))
    except (OverflowError, OSError, ValueError):
        return datetime.fromtimestamp(0, UTC)


def time_of_day(ms: int, zone: str) -> str:
    """``14:02``."""
    return f"{moment(ms, zone):%H:%M}"


def full_date(day: date) -> str:
    """``12 Mar 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_of(ms: int, zone: str, now_ms: int) -> str:
    """``today``, ``yesterday``, ``tomorrow`` or ``12 Mar 2026``, by the days of *zone*."""
    day, today = moment(ms, zone).date(), moment(now_ms, zone).date()
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get((day - today).days, full_date(day))


def since(ms: int, zone: str, now_ms: int) -> str:
    """``14:02`` today, ``yesterday 14:02``, ``12 Mar 2026 14:02``."""
    day = day_of(ms, zone, now_ms)
    clock = time_of_day(ms, zone)
    return clock if day == "today" else f"{day} {clock}"


def weekday(ms: int, zone: str) -> str:
    """``Friday, 21 Nov 2026``."""
    day = moment(ms, zone).date()
    return f"{DAYS[day.weekday()]}, {full_date(day)}"


def minutes(value: float) -> str:
    """A length in minutes without needless decimals: ``20``, ``7.5``."""
    return f"{value:g}" if value == round(value, 1) else f"{value:.1f}"


def count(n: int, noun: str, several: str = "") -> str:
    """``1 quote``, ``2,000 quotes``; *several* is a plural that is not made with an s."""
    return f"{n:,} {noun if n == 1 else several or noun + 's'}"
