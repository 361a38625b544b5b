"""Lengths of time are read in the ways people write them, and nothing else is taken for one."""

import re
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.dates.durations import (
    _ANY_FROM_TO,
    _ONE_FROM_TO,
    _ONE_RANGE,
    LENGTH,
    SHORT_LENGTH,
    LengthPattern,
    in_words,
    leading_clock,
    may_be_length,
    parse_minutes,
    starting_time,
)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("20 min", 20),
        ("20min", 20),
        ("~5 mins", 5),
        ("5 minutes", 5),
        ("1 minute", 1),
        ("5 min.", 5),
        ("about 20 minutes", 20),
        ("approx. 20 minutes", 20),
        ("10 min each", 10),
        ("20-minute", 20),
        ("20'", 20),
        ("7.5 min", 7.5),
        ("2 min 30 s", 2.5),
        ("30 sec", 0.5),
        ("1 h", 60),
        ("1h30", 90),
        ("1 h 30", 90),
        ("1 h 30 min", 90),
        ("1 hour and 15 minutes", 75),
        ("1.5 hours", 90),
        ("2½ hours", 150),
        ("half an hour", 30),
        ("an hour", 60),
        ("an hour and a half", 90),
        ("1,000 min", 1000),
    ],
)
def test_english_lengths_are_read(text: str, minutes: float) -> None:
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("20 Min.", 20),
        ("ca. 15 Minuten", 15),
        ("1,5 Std.", 90),
        ("1 Stunde 30 Minuten", 90),
        ("eine halbe Stunde", 30),
        ("anderthalb Stunden", 90),
        ("15 minutos", 15),
        ("1 heure 30", 90),
        ("20 分钟", 20),
        ("20分钟", 20),
        ("２０分钟", 20),
        ("约 5 分钟", 5),
        ("十分钟", 10),
        ("二十五分钟", 25),
        ("半小时", 30),
        ("一个半小时", 90),
        ("1小时半", 90),
        ("1 小时 30 分钟", 90),
        ("1時間30分", 90),
        ("20분", 20),
        ("20 мин", 20),
        ("٢٠ دقيقة", 20),
    ],
)
def test_lengths_of_other_languages_are_read(text: str, minutes: float) -> None:
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("30-40 minutes", 40), ("5 – 10 mins", 10), ("3 to 5 min", 5), ("30 min - 1 h", 60)],
)
def test_a_range_counts_as_its_upper_end(text: str, minutes: float) -> None:
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("09:30 - 10:45", 75),
        ("9.30–10.45 Uhr", 75),
        ("9h30 - 10h45", 75),
        ("9:30am to 10:45am", 75),
        ("11:00 - 1:00 pm", 120),
        ("1:00-2:00 pm", 60),
        ("0:60-0:80", 20),
    ],
)
def test_from_one_time_to_another_is_the_time_between(text: str, minutes: float) -> None:
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "minutes"), [("11:30 - 1:00", 90), ("10:30 - 1:00", 150), ("23:30 - 00:30", 60)]
)
def test_a_time_after_noon_or_midnight_is_later_all_the_same(text: str, minutes: float) -> None:
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize(
    "text",
    ["", "20", "min", "5 more", "twenty", "NaN min", "inf min", "1e3 min", "X minutes", "yes",
     "09:30", "12:00 - 12:00", "the first 20 minutes", "20 minutes of silence", "-", "~"],
)  # fmt: skip
def test_what_is_no_length_is_none(text: str) -> None:
    assert parse_minutes(text) is None


def test_a_negative_length_is_given_back_for_the_caller_to_refuse() -> None:
    assert parse_minutes("-5 min") == -5


def test_a_leading_time_of_day_is_taken_off() -> None:
    assert leading_clock("09:30 Welcome") == (570, "Welcome")
    assert leading_clock("9.00 Uhr – Beginn") == (540, "Beginn")
    assert leading_clock("10:00pm Drinks") == (1320, "Drinks")
    assert leading_clock("2024 in review") is None


def test_a_range_of_times_tells_when_it_starts() -> None:
    assert starting_time("Talk (10:00 – 10:45)") == 600
    assert starting_time("Talk (45 min)") is None


@given(st.integers(0, 1440))
def test_minutes_in_words_are_read_back(minutes: int) -> None:
    assert parse_minutes(in_words(minutes)) == minutes


@given(st.integers(0, 23 * 60), st.integers(1, 59))
def test_any_two_times_of_a_day_are_their_difference(start: int, length: int) -> None:
    end = start + length
    text = f"{start // 60:02}:{start % 60:02} - {end // 60:02}:{end % 60:02}"
    assert parse_minutes(text) == length


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert parse_minutes(f" {text} ") == parse_minutes(text)
    leading_clock(text)
    starting_time(text)


def test_a_pattern_with_a_length_is_compiled_only_for_a_text_that_may_have_one() -> None:
    pattern = LengthPattern(rf"^(?P<length>{LENGTH}) at most")
    assert may_be_length("10 min")  # compiles what tells the texts apart
    with mock.patch.object(re, "compile", wraps=re.compile) as compiled:
        assert pattern.search("Welcome everybody, at most") is None
        assert pattern.search("1. In half a minute each: your name") is None
        assert not compiled.called
        assert pattern.search("10 min at most")
        assert pattern.search("half an hour at most")
        assert compiled.call_count == 1


@pytest.mark.parametrize(
    "said",
    ["10 min", "½ h", "半小时", "十五分钟", "eine Viertelstunde", "une demi-heure", "Media hora",
     "an hour", "09:30 - 10:45", "9h-10h", "٣ دقائق", "quarter of an hour", "8時から9時"],
)  # fmt: skip
def test_every_way_of_writing_a_length_is_looked_for(said: str) -> None:
    found, wanted = LengthPattern(LENGTH).search(said), re.search(LENGTH, said, re.IGNORECASE)
    assert found is not None
    assert wanted is not None
    assert found.span() == wanted.span()


@given(st.from_regex(re.compile(LENGTH, re.IGNORECASE), fullmatch=True))
def test_whatever_is_a_length_is_looked_at_closely(said: str) -> None:
    assert may_be_length(said)
    assert LengthPattern(LENGTH).search(said)


@given(st.from_regex(re.compile(SHORT_LENGTH, re.IGNORECASE), fullmatch=True))
def test_so_are_the_few_forms_that_end_a_heading(said: str) -> None:
    assert may_be_length(said)


@given(st.from_regex(_ONE_FROM_TO._pattern.pattern, fullmatch=True))
def test_times_from_and_to_are_not_passed_over(said: str) -> None:
    assert _ONE_FROM_TO.search(said)
    assert _ANY_FROM_TO.search(said)


@given(st.from_regex(_ONE_RANGE._pattern.pattern, fullmatch=True))
def test_ranges_are_not_passed_over(said: str) -> None:
    assert _ONE_RANGE.search(said)
