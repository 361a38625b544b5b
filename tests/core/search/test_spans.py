"""People's dates."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.search.spans import read_span
from tests.hostile import SHORT

TODAY = date(2026, 11, 21)


def days(text: str, today: date = TODAY) -> tuple[str, str]:
    """The first and the last day of what was read."""
    span = read_span(text, today, UTC)
    first = datetime.fromtimestamp(span.start_ms / 1000, UTC)
    last = datetime.fromtimestamp((span.end_ms - 1) / 1000, UTC)
    return first.date().isoformat(), last.date().isoformat()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-01", "2026-01-01", "2026-01-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-3-5", "2026-03-05", "2026-03-05"),
        ("2026/03/12", "2026-03-12", "2026-03-12"),
        ("12.3.2026", "2026-03-12", "2026-03-12"),
        ("3/13/2026", "2026-03-13", "2026-03-13"),
        ("13/3/2026", "2026-03-13", "2026-03-13"),
        ("12 Mar 2026", "2026-03-12", "2026-03-12"),
        ("March 12th, 2026", "2026-03-12", "2026-03-12"),
        ("  12   MARCH ", "2026-03-12", "2026-03-12"),
        ("12 Dec", "2025-12-12", "2025-12-12"),
        ("Sept 2025", "2025-09-01", "2025-09-30"),
        ("december", "2025-12-01", "2025-12-31"),
        ("november", "2026-11-01", "2026-11-30"),
        ("Q1 2026", "2026-01-01", "2026-03-31"),
        ("2026-Q3", "2026-07-01", "2026-09-30"),
        ("q4", "2026-10-01", "2026-12-31"),
        ("today", "2026-11-21", "2026-11-21"),
        ("yesterday", "2026-11-20", "2026-11-20"),
        ("this week", "2026-11-16", "2026-11-22"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("last quarter", "2026-07-01", "2026-09-30"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("last 7 days", "2026-11-15", "2026-11-21"),
        ("90 days", "2026-08-24", "2026-11-21"),
        ("past 2 weeks", "2026-11-08", "2026-11-21"),
        ("3 months", "2026-08-22", "2026-11-21"),
        ("2 weeks ago", "2026-11-07", "2026-11-07"),
        ("2026年3月12日", "2026-03-12", "2026-03-12"),
        ("2026年3月", "2026-03-01", "2026-03-31"),
        ("2026年", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, first: str, last: str) -> None:
    assert days(text) == (first, last)


def test_a_month_before_the_end_of_a_longer_one_ends_with_the_month() -> None:
    assert days("1 month", date(2026, 3, 31)) == ("2026-03-01", "2026-03-31")
    assert days("last month", date(2026, 1, 31)) == ("2025-12-01", "2025-12-31")


def test_a_day_begins_at_midnight_of_the_readers_zone() -> None:
    span = read_span("2026-03-29", TODAY, ZoneInfo("Europe/Berlin"))
    assert datetime.fromtimestamp(span.start_ms / 1000, UTC).isoformat().startswith("2026-03-28T23")
    # The clocks went forward: this day has 23 hours.
    assert span.end_ms - span.start_ms == 23 * 3_600_000


@pytest.mark.parametrize(
    "text",
    ["", "  ", "garbage", "2026-02-30", "31 feb", "2026-13", "0000", "9999", "1969", "0 days",
     "last 9999 years", "99999999999", "12", "q5", "ma", "१२", "2026-1-"],
)  # fmt: skip
def test_what_is_no_time_is_refused_with_the_forms_that_are(text: str) -> None:
    with pytest.raises(FocusgroupError, match=r"last 90 days"):
        read_span(text, TODAY, UTC)


def test_a_date_that_can_be_read_in_two_ways_names_both() -> None:
    with pytest.raises(FocusgroupError, match=r"3 Dec 2026 or 12 Mar 2026.*2026-12-03"):
        read_span("3/12/2026", TODAY, UTC)
    assert days("3/3/2026") == ("2026-03-03", "2026-03-03")


@given(st.one_of(st.text(), st.from_regex(r"[0-9a-z./ 年月日-]{1,14}", fullmatch=True)))
def test_whatever_is_written_is_a_span_or_an_error_for_people(text: str) -> None:
    try:
        span = read_span(text, TODAY, UTC)
    except FocusgroupError:
        return
    assert span.start_ms < span.end_ms
    assert span.words


@pytest.mark.parametrize("text", SHORT.values(), ids=SHORT.keys())
def test_hostile_texts_are_no_times(text: str) -> None:
    with pytest.raises(FocusgroupError):
        read_span(text, TODAY, UTC)
