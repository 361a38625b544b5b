"""Dates and times as people write them in a document's language, in a zone of their own."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from focusgroup.core.model import Note
from focusgroup.exports.wording.words import Words, msg

_SHORT = msg("d MMM y")
"""A pattern of dates (Unicode TS #35) that a narrow column of a table has room for."""


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


def day(words: Words, ms: int, zone: tzinfo) -> str:
    """ "12 March 2026", "2026年3月12日"."""
    from babel.dates import format_date

    return format_date(_local(ms, zone), "long", words.locale)


def short_day(words: Words, ms: int, zone: tzinfo) -> str:
    """ "12 Mar 2026", "2026/3/12"; for columns."""
    from babel.dates import format_date

    return format_date(_local(ms, zone), words(_SHORT), words.locale)


def due(words: Words, note: Note) -> str:
    """ "27 Nov 2026" where the day is known, else as it was written."""
    from babel.dates import format_date

    from focusgroup.core.dates.due_dates import day_of  # its patterns take 30 ms to compile

    day = day_of(note.due_on)
    return format_date(day, words(_SHORT), words.locale) if day else note.due


def iso_day(ms: int, zone: tzinfo) -> str:
    """ "2026-03-12", which sorts."""
    date = _local(ms, zone)
    return f"{date.year:04}-{date.month:02}-{date.day:02}"


def clock(words: Words, ms: int, zone: tzinfo) -> str:
    """ "14:05"."""
    from babel.dates import format_time

    return format_time(_local(ms, zone).time(), "short", locale=words.locale)


def zone_label(ms: int, zone: tzinfo) -> str:
    """ "CET", or "UTC+03" for a zone that has no letters."""
    name = _local(ms, zone).tzname() or "UTC"
    return name if name[0].isalpha() else f"UTC{name}"


def span(words: Words, start_ms: int, end_ms: int | None, zone: tzinfo) -> str:
    """ "12 March 2026, 14:00–15:10 CET", with both days where they differ."""
    start = _moment(words, start_ms, zone)
    label = zone_label(start_ms, zone)
    if end_ms is None or end_ms < start_ms:
        return f"{start} {label}"
    if day(words, start_ms, zone) == day(words, end_ms, zone):
        return f"{start}–{clock(words, end_ms, zone)} {label}"
    return f"{start} – {_moment(words, end_ms, zone)} {zone_label(end_ms, zone)}"


def _moment(words: Words, ms: int, zone: tzinfo) -> str:
    return words(msg("{day}, {time}"), day=day(words, ms, zone), time=clock(words, ms, zone))


def days(words: Words, first_ms: int, last_ms: int, zone: tzinfo) -> str:
    """ "3 January 2026 to 12 March 2026", one day once."""
    first, last = day(words, first_ms, zone), day(words, last_ms, zone)
    return first if first == last else words(msg("{first} to {last}"), first=first, last=last)


def offset(ms: int) -> str:
    """A place on the session's clock: "41:30", "1:02:07"."""
    seconds = max(0, ms) // 1000
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
