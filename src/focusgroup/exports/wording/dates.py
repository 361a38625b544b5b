"""Dates and times as people write them in a document's language, in a given time zone."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from focusgroup.core.model import Note
from focusgroup.exports.wording.words import Words, msg

_TWO_DIGITS = tuple(f"{number:02}" for number in range(60))
_SHORT = msg("d MMM y")
"""A date pattern (Unicode TS #35) short enough for a narrow column."""
_SHORT_US = "MMM d, y"
"""The same in American English, which has no catalogue."""


def _local(ms: int, zone: tzinfo) -> datetime:
    """Return *ms* as local time in *zone*, limited to the years that Python's calendar holds."""
    try:
        return datetime.fromtimestamp(ms / 1000, zone)
    except (OverflowError, OSError, ValueError):
        return datetime(1 if ms < 0 else 9999, 12, 31, tzinfo=zone)


def day(words: Words, ms: int, zone: tzinfo) -> str:
    """ "12 March 2026", "2026年3月12日"."""
    from babel.dates import format_date

    return format_date(_local(ms, zone), "long", words.locale)


def _short(words: Words) -> str:
    return _SHORT_US if words.code == "en_us" else words(_SHORT)


def short_day(words: Words, ms: int, zone: tzinfo) -> str:
    """ "12 Mar 2026", "2026/3/12"; for columns."""
    from babel.dates import format_date

    return format_date(_local(ms, zone), _short(words), words.locale)


def due(words: Words, note: Note) -> str:
    """ "27 Nov 2026" when the day is known, else the words as typed."""
    from babel.dates import format_date

    from focusgroup.core.dates.due_dates import day_of  # its patterns take 30 ms to compile

    day = day_of(note.due_on)
    return format_date(day, _short(words), words.locale) if day else note.due


def iso_day(ms: int, zone: tzinfo) -> str:
    """ "2026-03-12", which sorts by date."""
    date = _local(ms, zone)
    return f"{date.year:04}-{date.month:02}-{date.day:02}"


def clock(words: Words, ms: int, zone: tzinfo) -> str:
    """ "14:05"."""
    from babel.dates import format_time

    return format_time(_local(ms, zone).time(), "short", locale=words.locale)


def zone_label(ms: int, zone: tzinfo) -> str:
    """ "CET", or "UTC+03" for a zone without an abbreviation."""
    name = _local(ms, zone).tzname() or "UTC"
    return name if name[0].isalpha() else f"UTC{name}"


def span(words: Words, start_ms: int, end_ms: int | None, zone: tzinfo) -> str:
    """ "12 March 2026, 14:00–15:10 CET"; with both days when they differ."""
    start = _moment(words, start_ms, zone)
    label = zone_label(start_ms, zone)
    if end_ms is None or end_ms < start_ms:
        return f"{start} {label}"
    if day(words, start_ms, zone) == day(words, end_ms, zone):
        return f"{start}–{clock(words, end_ms, zone)} {label}"
    return f"{start} – {_moment(words, end_ms, zone)} {zone_label(end_ms, zone)}"


def _moment(words: Words, ms: int, zone: tzinfo) -> str:
    return words(msg("{day}, {time}"), day=day(words, ms, zone), time=clock(words, ms, zone))


def days(words: Words, moments: Iterable[tuple[int, tzinfo]]) -> str:
    """ "3 January 2026 to 12 March 2026", each in its own zone; a single day is given once."""
    in_order = sorted(moments, key=lambda moment: iso_day(*moment))
    first, last = (day(words, *moment) for moment in (in_order[0], in_order[-1]))
    return first if first == last else words(msg("{first} to {last}"), first=first, last=last)


def offset(ms: int) -> str:
    """Return a time on the session's clock: "41:30", "1:02:07"."""
    minutes, seconds = divmod(max(0, ms) // 1000, 60)
    if minutes < 60:
        return f"{minutes}:{_TWO_DIGITS[seconds]}"
    return f"{minutes // 60}:{_TWO_DIGITS[minutes % 60]}:{_TWO_DIGITS[seconds]}"
