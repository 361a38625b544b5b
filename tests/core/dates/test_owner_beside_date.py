"""The owner of a promise and its date in one field, in either order and in several languages."""

from datetime import date, timedelta
from itertools import product

import pytest

from focusgroup.core.dates.commitments import read_promise

TODAY = date(2026, 11, 20)  # a Friday
NEXT = TODAY + timedelta(days=7)
OWNERS = ("Paula", "Anna Novak", "Dr. Ludwig van der Berg", "李娜", "ليلى", "Ольга")
FRIDAYS = (
    "fri",
    "by Friday",
    "before Friday",
    "27 Nov",
    "until 27.11.",
    "2026-11-27",
    "next friday",
    "下周五前",
    "قبل الجمعة",
    "bis Freitag",
    "vendredi",
    "para viernes",
    "entro venerdì",
    "sexta-feira",
    "voor vrijdag",
    "до пятницы",
    "金曜日まで",
    "금요일까지",
)


@pytest.mark.parametrize("friday", FRIDAYS)
def test_owner_and_date_are_found_in_either_order(friday: str) -> None:
    for owner, form in product(OWNERS, ("{o} {d}", "{d} {o}", "{o}, {d}", "{d}, {o}")):
        typed = f"Send the list, {form.format(o=owner, d=friday)}"
        promise = read_promise(typed, TODAY, OWNERS)
        found = (promise.text, promise.owner, promise.due_on)
        assert found == ("Send the list", owner, NEXT.isoformat()), typed


@pytest.mark.parametrize(
    "typed",
    [
        "Call Anna, then Bo by Friday",
        "Meet them, in London by Friday",
        "Compare the plans, ours by Friday",
        "Sort it out, asap by Friday",
        "Send it to Paula, Ben and Cleo by Friday",
    ],
)
def test_other_words_beside_a_date_are_nobody(typed: str) -> None:
    promise = read_promise(typed, TODAY, ["Paula"])
    assert (promise.text, promise.owner, promise.due) == (typed, "", "Friday")
