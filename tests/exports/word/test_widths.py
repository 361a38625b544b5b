"""Columns of tables: a word is broken only where no other column has room for it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from focusgroup.exports.text.metrics import ems
from focusgroup.exports.word.company_template import opened_template
from focusgroup.exports.word.frame import Sheet
from focusgroup.exports.word.ooxml.fitting import LABEL_SIZE, figure_widths
from focusgroup.exports.word.ooxml.markup import shares
from focusgroup.exports.word.ooxml.widths import column_widths, needed
from tests.exports.company_papers import A4, PAPERS
from tests.exports.packages import WordFile
from tests.exports.reports import planners
from tests.exports.writing import write_summary

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


def test_no_label_of_a_key_figure_is_broken():
    labels = ("Zitate festgehalten", "Personen nahmen teil", "Kunden", "Produktthemen", "Umsatz")
    figures = tuple(zip(("63", "10", "7", "8", "37 %"), labels, strict=True))
    for made, need in zip(
        figure_widths(NARROW, figures), needed(NARROW, [labels], LABEL_SIZE), strict=True
    ):
        assert made >= need


def test_a_map_without_room_leaves_its_last_columns_out(tmp_path):
    names = {"Reporting and exports": "Benachrichtigungen", "Driver mobile app": "Zugriffsrechte"}
    made = planners()
    quotes = tuple(
        replace(each, themes=tuple(names.get(theme, theme) for theme in each.themes))
        for each in made.quotes
    )
    template = opened_template(PAPERS["ministry"](tmp_path / "t.docx", A4))
    shown = []
    for width in (9_000, 5_700):
        paper = replace(template, sheet=replace(template.sheet, width=width, wide=1.15))
        file = write_summary(replace(made, quotes=quotes), tmp_path / "s", now_ms=0, template=paper)
        shown.append(len(WordFile(file).tables("Theme map")[0][0]))
    assert shown == [7, 5]


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
