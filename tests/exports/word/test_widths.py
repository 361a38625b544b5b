"""Columns of tables: a word is broken only where no other column has room for it."""

from hypothesis import given
from hypothesis import strategies as st

from focusgroup.exports.text.metrics import ems
from focusgroup.exports.word.frame import Sheet
from focusgroup.exports.word.ooxml.markup import shares
from focusgroup.exports.word.ooxml.widths import column_widths

AMPLE = Sheet(9_400, 14_000, 14_000)
NARROW = Sheet(5_700, 13_000, 12_000)


def test_where_every_word_fits_the_parts_are_kept():
    rows = [("Theme", "People"), ("Scheduling board", "7")]
    assert column_widths(AMPLE, (30, 10), rows) == shares(AMPLE.width, 30, 10)


def test_a_narrow_column_takes_what_the_others_can_spare():
    rows = [("Section", "Began", "Planned"), ("Welcome and consent", "14:00", "10\u00a0min")]
    tight, even = column_widths(NARROW, (80, 10, 10), rows), shares(NARROW.width, 80, 10, 10)
    assert sum(tight) == NARROW.width
    assert tight[0] < even[0]
    assert tight[1] > even[1]
    # In the letters of a cell, between the cell's margins.
    assert tight[2] >= ems("Planned") * 9 * 20 + 160


def test_larger_letters_ask_for_more():
    rows = [("Questions", "What was asked")]
    large = Sheet(5_700, 13_000, 12_000, wide=1.3)
    assert column_widths(large, (1, 9), rows)[0] > column_widths(NARROW, (1, 9), rows)[0]


def test_one_endless_word_takes_no_more_than_a_third():
    rows = [("Theme", "Kind"), ("a", "x" * 400)]
    assert column_widths(NARROW, (8, 2), rows)[1] <= NARROW.width // 3


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=8),
    st.lists(st.text(max_size=40), min_size=1, max_size=8),
    st.sampled_from([AMPLE, NARROW]),
)
def test_widths_are_whole_and_fill_the_page(parts, texts, sheet):
    row = (texts * 8)[: len(parts)]
    made = column_widths(sheet, parts, [row])
    assert sum(made) == sheet.width
    assert min(made) > 0
