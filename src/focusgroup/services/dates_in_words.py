"""Days and times of day as the screens write them: near days in words, others as dates.

Months are written as words, so no reader mistakes a day for a month.
"""

from datetime import UTC, date, datetime

from focusgroup.core.dates.zones import zone_of
from focusgroup.core.model import Session

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def moment(ms: int, zone: str) -> datetime:
    """Return a Unix time (ms) as the local time of *zone*."""
    try:
        return datetime.fromtimestamp(ms / 1000, zone_of(zone))
    except (OverflowError, OSError, ValueError):
        return datetime.fromtimestamp(0, UTC)


def time_of_day(ms: int, zone: str) -> str:
    """Return the time of day, as in ``14:02``."""
    return f"{moment(ms, zone):%H:%M}"


def full_date(day: date) -> str:
    """Return the date, as in ``12 Mar 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_of(ms: int, zone: str, now_ms: int) -> str:
    """Return ``today``, ``yesterday``, ``tomorrow`` or ``12 Mar 2026``, by the days of *zone*."""
    day, today = moment(ms, zone).date(), moment(now_ms, zone).date()
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get((day - today).days, full_date(day))


def since(ms: int, zone: str, now_ms: int) -> str:
    """Return ``14:02`` for today, else ``yesterday 14:02`` or ``12 Mar 2026 14:02``."""
    day = day_of(ms, zone, now_ms)
    clock = time_of_day(ms, zone)
    return clock if day == "today" else f"{day} {clock}"


def weekday(ms: int, zone: str) -> str:
    """Return the weekday and the date, as in ``Friday, 21 Nov 2026``."""
    day = moment(ms, zone).date()
    return f"{DAYS[day.weekday()]}, {full_date(day)}"


def minutes(value: float) -> str:
    """Return a length in minutes without needless decimals: ``20``, ``7.5``."""
    return f"{value:g}" if value == round(value, 1) else f"{value:.1f}"


def said_in_words(session: Session) -> str:
    """Return what was said in a session: "12 quotes", "12 quotes and 3 observations"."""
    said = count(session.quotes, "quote")
    return (
        f"{said} and {count(session.observations, 'observation')}" if session.observations else said
    )


def count(n: int, noun: str, several: str = "") -> str:
    """Return ``1 quote`` or ``2,000 quotes``; *several* is a plural not formed with an s."""
    return f"{n:,} {noun if n == 1 else several or noun + 's'}"
