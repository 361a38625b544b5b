"""A promise taken apart, never at the cost of its words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.dates.commitments import Promise, in_words, read_promise


@pytest.mark.parametrize(
    ("written", "promise"),
    [
        ("Send the list", Promise("Send the list")),
        ("Send it, owner Paula, due fri", Promise("Send it", "Paula", "fri")),
        ("Send it, due in 2 weeks, by Al P", Promise("Send it", "Al P", "in 2 weeks")),
        ("Send A, B and C, with care, Owner: Al", Promise("Send A, B and C, with care", "Al")),
        ("Stand by, all of you", Promise("Stand by, all of you")),
        ("owner Paula", Promise("owner Paula")),
        ("给出原因，负责人 王，截止 周五", Promise("给出原因", "王", "周五")),
        ("x, owner , due", Promise("x, owner , due")),
        ("a, due fri, due sat", Promise("a, due fri", "", "sat")),
    ],
)  # fmt: skip
def test_owner_and_date_stand_behind_the_last_commas(written: str, promise: Promise) -> None:
    assert read_promise(written) == promise


@pytest.mark.parametrize(
    ("written", "promise"),
    [
        ("Send the list, Paula, fri", Promise("Send the list", "Paula", "fri", "2026-11-27")),
        ("Send the list, fri", Promise("Send the list", "", "fri", "2026-11-27")),
        ("Send it, Fri, 27 Nov", Promise("Send it", "", "Fri, 27 Nov", "2026-11-27")),
        ("Send it, by fri", Promise("Send it", "", "fri", "2026-11-27")),
        ("Send it, by Paula by fri", Promise("Send it", "Paula", "fri", "2026-11-27")),
        ("Send it, fri, owner Paula", Promise("Send it", "Paula", "fri", "2026-11-27")),
        # Who owns it may be called as a month is; whom it is “by” may not.
        ("Send it, owner May", Promise("Send it", "May")),
        ("Send it, 负责人 May", Promise("Send it", "May")),
        ("Send it, owner April, fri", Promise("Send it", "April", "fri", "2026-11-27")),
        ("Send it, owner May by fri", Promise("Send it", "May", "fri", "2026-11-27")),
        ("Send it, by May", Promise("Send it", "", "May", "2027-05-31")),
        ("Send it, al, fri", Promise("Send it, al", "", "fri", "2026-11-27")),
        ("Send it, zoe, fri", Promise("Send it", "zoe", "fri", "2026-11-27")),
        ("发名单，王芳，周五", Promise("发名单", "王芳", "周五", "2026-11-27")),
        ("发名单，尽快，周五", Promise("发名单，尽快", "", "周五", "2026-11-27")),
        ("Call, Paula, due 12 dec", Promise("Call", "Paula", "12 dec", "2026-12-12")),
        ("Send it, due someday", Promise("Send it", "", "someday")),
        ("Meet Zoe, Bo, fri", Promise("Meet Zoe, Bo", "", "fri", "2026-11-27")),
        ("Call Northwind, Bo, fri", Promise("Call Northwind", "Bo", "fri", "2026-11-27")),
        ("Send it, ali, fri", Promise("Send it", "ali", "fri", "2026-11-27")),
        ("Offer EUR, USD, fri", Promise("Offer EUR, USD", "", "fri", "2026-11-27")),
        ("أرسل، ليلى حداد، الجمعة", Promise("أرسل", "ليلى حداد", "الجمعة", "2026-11-27")),
        ("أرسل، عاجل، غداً", Promise("أرسل، عاجل", "", "غداً", "2026-11-23")),
        ("Numbers for Q1, Q2", Promise("Numbers for Q1, Q2")),
        ("Reports for March, April", Promise("Reports for March, April")),
        ("Look at Monday, Tuesday", Promise("Look at Monday, Tuesday")),
        ("Send it by fri", Promise("Send it by fri", "", "fri", "2026-11-27")),
        ("Ship in 2 weeks", Promise("Ship in 2 weeks", "", "in 2 weeks", "2026-12-06")),
        *[(f"Send it {due}", Promise(f"Send it {due}", "", due.removeprefix("by "), day))
          for due, day in (
              ("by the end of next month", "2026-12-31"),
              ("until the end of the next week", "2026-11-27"),
              ("by the 12th of December 2027", "2027-12-12"),
              ("on Friday, the 27th of November 2026", "2026-11-27"),
              ("by no later than the end of the next month", "2026-12-31"),
              ("by eod", "2026-11-22"),
          )],
        ("Send it, Zoe by fri", Promise("Send it", "Zoe", "fri", "2026-11-27")),
        ("Send it, Zoe due fri", Promise("Send it", "Zoe", "fri", "2026-11-27")),
        ("Send it due fri", Promise("Send it due fri", "", "fri", "2026-11-27")),
        ("by fri", Promise("by fri")),
        ("Ready in 2 weeks, fri", Promise("Ready in 2 weeks, fri")),
        ("Call A, then B, Paula, fri", Promise("Call A, then B", "Paula", "fri", "2026-11-27")),
        ("Fri, 27 Nov", Promise("Fri, 27 Nov")),
        ("fri, Paula", Promise("fri, Paula")),
        ("Send it, now, Paula", Promise("Send it, now, Paula")),
        ("We turn it on", Promise("We turn it on")),
        ("fri", Promise("fri")),
    ],
)  # fmt: skip
def test_a_date_is_read_without_a_word_in_front_of_it(written: str, promise: Promise) -> None:
    assert read_promise(written, date(2026, 11, 22), known=("王芳", "Zoe", "Ali Reza")) == promise


def test_somebody_whose_name_is_not_known_yet_is_nobody() -> None:
    promise = Promise("Send it, al", "", "fri", "2026-11-27")
    assert read_promise("Send it, al, fri", date(2026, 11, 22), known=("", "Zoe")) == promise


def test_a_promise_is_said_back_as_it_was_understood() -> None:
    today = date(2026, 11, 22)
    assert in_words(read_promise("Send it, Paula, fri", today), today) == (
        "Send it · Paula · due Fri 27 Nov"
    )
    assert in_words(read_promise("Send it, due someday", today), today) == (
        "Send it · no owner yet · due someday, not a date: due day left empty"
    )
    assert in_words(read_promise("Send it", today), today) == "Send it · no owner yet · no date yet"


@given(st.text(), st.text(), st.sampled_from(["", ", fri", ", Bo, 12 dec", ", by Al by fri"]))
def test_no_word_is_lost(text: str, owner: str, end: str) -> None:
    for written in (text + end, f"{text}, owner {owner}{end}"):
        promise = read_promise(written, date(2026, 11, 22))
        said = "".join([promise.text, promise.owner, promise.due])
        left = "".join(written.split())
        for char in "".join(said.split()):
            assert char in left
        assert written.strip().startswith(promise.text)
        if not promise.owner and not promise.due:
            assert promise.text == written.strip()


@pytest.mark.parametrize("lead", ["by", "owner", "By:", "verantwortlich:"])
@pytest.mark.parametrize(
    ("after", "due"),
    [
        (" until", ""), (" until further notice", "further notice"), (" before they move",
        "they move"), (" due", ""), (" bis auf weiteres", "auf weiteres"),
    ],
)  # fmt: skip
def test_words_without_a_day_after_an_owner_are_no_part_of_the_name(
    lead: str, after: str, due: str
) -> None:
    found = read_promise(f"Send it, {lead} Kim{after}", date(2026, 11, 20))
    assert (found.text, found.owner, found.due, found.due_on) == ("Send it", "Kim", due, "")
    assert read_promise("Send it, by Bisrat Untila", date(2026, 11, 20)).owner == "Bisrat Untila"
