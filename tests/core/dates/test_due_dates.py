"""People's dates: what is written means one day, and what is no date means none."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from focusgroup.core.dates.due_dates import DAYS, MONTHS, day_of, read_due, shown, today_in

SUNDAY = date(2026, 11, 22)
FRIDAY = date(2026, 11, 27)
DAYS_OF_TESTS = st.dates(date(2020, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("by Fri.", "2026-11-27"),
        ("fri 5pm", "2026-11-27"),
        ("Monday 9:30", "2026-11-23"),
        ("sun", "2026-11-29"),
        ("this sun", "2026-11-22"),
        ("next tue", "2026-11-24"),
        ("12 dec", "2026-12-12"),
        ("12th of December", "2026-12-12"),
        ("12 dec 2027", "2027-12-12"),
        ("12 dec 2020", "2020-12-12"),
        ("Dec 12", "2026-12-12"),
        ("Dec 12, 2027", "2027-12-12"),
        ("12.12.", "2026-12-12"),
        ("12.12.27", "2027-12-12"),
        ("12/12", "2026-12-12"),
        ("2/3", "2027-03-02"),
        ("12/25", "2026-12-25"),
        ("25/12/2026", "2026-12-25"),
        ("2026-12-12", "2026-12-12"),
        ("Fri 27 Nov", "2026-11-27"),
        ("Friday, 27 November 2026", "2026-11-27"),
        ("the 12th", "2026-12-12"),
        ("31st", "2026-12-31"),
        ("29 feb", "2028-02-29"),
        ("in 2 weeks", "2026-12-06"),
        ("within two weeks", "2026-12-06"),
        ("in a week", "2026-11-29"),
        ("in 10 days", "2026-12-02"),
        ("in 3 months", "2027-02-22"),
        ("2w", "2026-12-06"),
        ("today", "2026-11-22"),
        ("tomorrow", "2026-11-23"),
        ("end of month", "2026-11-30"),
        ("the end of next month", "2026-12-31"),
        ("eom", "2026-11-30"),
        ("eow", "2026-11-27"),
        ("next week", "2026-11-27"),
        ("q1", "2027-03-31"),
        ("q4", "2026-12-31"),
        ("Q1 2028", "2028-03-31"),
        ("december", "2026-12-31"),
        ("end of January", "2027-01-31"),
        ("明天", "2026-11-23"),
        ("周五", "2026-11-27"),
        ("下周五", "2026-11-27"),
        ("下下周五", "2026-12-04"),
        ("本周五", "2026-11-27"),
        ("12月12日", "2026-12-12"),
        ("2027年1月3日前", "2027-01-03"),
        ("两周内", "2026-12-06"),
        ("3个月后", "2027-02-22"),
        ("月底", "2026-11-30"),
        ("下月底", "2026-12-31"),
        ("年底", "2026-12-31"),
        ("１２月１２日", "2026-12-12"),
    ],
)
def test_a_date_as_people_write_it_means_a_day(written: str, day: str) -> None:
    assert read_due(written, SUNDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        "someday",
        "asap",
        "31 apr",
        "30.2.",
        "2026-02-30",
        "13/13",
        "99.99.",
        "0/0",
        "32nd",
        "q5",
        "in 99999 days",
        "in 9999 years",
        "friday and monday",
        "13月1日",
        "x" * 10_000,
    ],
)
def test_what_is_no_date_means_none(written: str) -> None:
    assert read_due(written, SUNDAY) is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("fri", FRIDAY + timedelta(days=7)),
        ("this fri", FRIDAY),
        ("next fri", FRIDAY + timedelta(days=7)),
        ("eow", FRIDAY),
        ("27 nov", FRIDAY),
        ("the 27th", FRIDAY),
    ],
)
def test_on_the_very_day_only_its_bare_name_means_the_next_one(written: str, day: date) -> None:
    assert read_due(written, FRIDAY) == day


def test_a_month_later_is_never_past_the_end_of_that_month() -> None:
    assert read_due("in 1 month", date(2027, 1, 31)) == date(2027, 2, 28)


@given(DAYS_OF_TESTS, st.integers(0, 364))
def test_a_day_written_in_any_form_without_a_year_is_the_next_such_day(
    today: date, ahead: int
) -> None:
    day = today + timedelta(days=ahead)
    if (day.month, day.day) == (2, 29):
        return
    month = MONTHS[day.month - 1]
    for written in (
        f"{day.day} {month}",
        f"{month} {day.day}",
        f"{day.day}.{day.month}.",
        f"{day.day}/{day.month}",
        f"{DAYS[day.weekday()]} {day.day} {month}",
        f"{day.month}月{day.day}日",
        f"in {ahead} days",
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
    ):
        assert read_due(written, today) == day, written


@given(DAYS_OF_TESTS, DAYS_OF_TESTS)
def test_a_day_is_read_back_from_how_it_is_shown(today: date, day: date) -> None:
    if day.year == today.year and day < today:
        return
    assert read_due(shown(day, today), today) == day


@given(DAYS_OF_TESTS, st.sampled_from(["mon", "tuesday", "Wed", "thurs", "fri", "sat", "sun"]))
def test_weekdays_lie_within_the_next_two_weeks(today: date, name: str) -> None:
    coming, this, following = (read_due(f"{lead}{name}", today) for lead in ("", "this ", "next "))
    assert coming is not None
    assert this is not None
    assert following is not None
    assert 1 <= (coming - today).days <= 7
    assert 0 <= (this - today).days <= 6
    assert 1 <= (following - today).days <= 13
    assert coming.weekday() == this.weekday() == following.weekday()


@settings(max_examples=40)
@given(st.text(max_size=40), DAYS_OF_TESTS)
def test_any_text_is_a_day_or_none(text: str, today: date) -> None:
    found = read_due(text, today)
    assert found is None or isinstance(found, date)


@given(st.from_regex(r"\A[0-9]{0,5}[ ./天周月日年qw-]{0,3}[0-9]{0,5}[a-z月日年]{0,4}\Z"))
def test_figures_of_all_sorts_raise_nothing(text: str) -> None:
    read_due(text, date(9999, 12, 30))


def test_today_is_that_of_the_sessions_zone_also_when_the_clocks_change() -> None:
    late = 1_792_969_140_000  # 25 October 2026, 22:59 UTC: the clocks went back
    assert today_in("Europe/Berlin", late) == date(2026, 10, 25)
    assert today_in("Europe/Berlin", late + 60_000) == date(2026, 10, 26)
    assert today_in("Asia/Shanghai", late) == date(2026, 10, 26)
    assert today_in("Nowhere/City", late) == date(2026, 10, 25)


def test_a_stored_day_that_is_none_is_none() -> None:
    assert day_of("2026-12-12") == date(2026, 12, 12)
    assert day_of("") is None
    assert day_of("soon") is None
