"""Dates and times as people write them, in a zone of their own."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def zone_named(name: str) -> tzinfo:
    """The zone of that IANA name, UTC where it is not known to this system."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return UTC


def _local(ms: int, zone: tzinfo) -> datetime:
    """A time in *zone*; what no calendar holds becomes its first or last day."""
    try:
        return datetime.fromtimestamp(ms / 1000, zone)
    except (OverflowError, OSError, ValueError):
        return datetime(1 if ms < 0 else 9999, 12, 31, tzinfo=zone)


def day(ms: int, zone: tzinfo) -> str:
    """ "12 March 2026"."""
    date = _local(ms, zone)
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def short_day(ms: int, zone: tzinfo) -> str:
    """ "12 Mar 2026"."""
    date = _local(ms, zone)
    return f"{date.day} {MONTHS[date.month - 1][:3]} {date.year}"


def iso_day(ms: int, zone: tzinfo) -> str:
    """ "2026-03-12", which sorts."""
    date = _local(ms, zone)
    return f"{date.year:04}-{date.month:02}-{date.day:02}"


def clock(ms: int, zone: tzinfo) -> str:
    """ "14:05"."""
    return f"{_local(ms, zone):%H:%M}"


def zone_label(ms: int, zone: tzinfo) -> str:
    """ "CET", or "UTC+03" for a zone that has no letters."""
    name = _local(ms, zone).tzname() or "UTC"
    return name if name[0].isalpha() else f"UTC{name}"


def span(start_ms: int, end_ms: int | None, zone: tzinfo) -> str:
    """ "12 March 2026, 14:00–15:10 CET", with both days where they differ."""
    start = f"{day(start_ms, zone)}, {clock(start_ms, zone)}"
    label = zone_label(start_ms, zone)
    if end_ms is None or end_ms < start_ms:
        return f"{start} {label}"
    if day(start_ms, zone) == day(end_ms, zone):
        return f"{start}–{clock(end_ms, zone)} {label}"
    end = f"{day(end_ms, zone)}, {clock(end_ms, zone)}"
    return f"{start} – {end} {zone_label(end_ms, zone)}"


def days(first_ms: int, last_ms: int, zone: tzinfo) -> str:
    """ "3 January 2026 to 12 March 2026", one day once."""
    first, last = day(first_ms, zone), day(last_ms, zone)
    return first if first == last else f"{first} to {last}"


def offset(ms: int) -> str:
    """A place on the session's clock: "41:30", "1:02:07"."""
    seconds = max(0, ms) // 1000
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
