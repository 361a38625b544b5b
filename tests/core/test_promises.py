"""A promise taken apart, never at the cost of its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.promises import Promise, read_promise


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


@given(st.text(), st.text())
def test_no_word_is_lost(text: str, owner: str) -> None:
    for written in (text, f"{text}, owner {owner}"):
        promise = read_promise(written)
        said = "".join([promise.text, promise.owner, promise.due])
        left = "".join(written.split())
        for char in "".join(said.split()):
            assert char in left
        assert written.strip().startswith(promise.text)
        if not promise.owner and not promise.due:
            assert promise.text == written.strip()
