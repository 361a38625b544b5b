"""A callback comes up with the question that it is about, and with no other."""

import pytest

from focusgroup.core.agenda_run.callbacks import due
from focusgroup.core.model import Note, NoteKind, Probe, Question, Section


def callback(text: str) -> Note:
    return Note("n", "s", NoteKind.CALLBACK, text, 0)


EXPORTS = Question("How do you get data out?", (Probe("Which exports do you miss?"),))
SECTION = Section("Reporting", steps=(EXPORTS,), themes=("Reporting > Dashboards",))


@pytest.mark.parametrize("text", ["exports", "the export to Excel", "EXPORTING at night"])
def test_a_callback_is_due_when_a_question_or_its_probe_has_its_words(text: str) -> None:
    assert due([callback(text)], SECTION, EXPORTS)


def test_a_callback_is_due_when_a_section_opens_that_has_its_theme() -> None:
    assert due([callback("slow dashboards")], SECTION, None)
    assert not due([callback("slow dashboards")], SECTION, EXPORTS)


def test_little_words_make_nothing_due() -> None:
    assert not due([callback("do you get it?")], SECTION, EXPORTS)
    assert not due([callback("pricing")], SECTION, EXPORTS)
    assert not due([callback("what they have")], SECTION, Question("What would they have done?"))


def test_chinese_is_matched_by_pairs_of_characters() -> None:
    question = Question("报表导出有什么问题？")
    assert due([callback("她提到导出")], SECTION, question)
    assert not due([callback("价格")], SECTION, question)


@pytest.mark.parametrize(
    ("said", "asked", "is_due"),
    [
        ("the menu", "Is the menu clear?", True),
        ("the app", "Is the app slow?", False),  # three letters say too little
        ("menus", "Is the menu clear?", True),
        ("mend", "Is the menu clear?", False),
        ("reports", "Who does the reporting?", True),
        ("the contract", "Is there a contrast?", False),
        ("her contracts", "Who signs a contract?", True),
        ("报", "报表", False),
        ("导出快吗", "导出很慢", True),
        ("报表", "reports", False),
    ],
)
def test_words_are_alike_if_only_their_ending_differs(said: str, asked: str, is_due: bool) -> None:
    assert bool(due([callback(said)], SECTION, Question(asked))) is is_due


def test_no_word_that_tells_nothing_makes_anything_due() -> None:
    words = (
        "about also been does from have here into just like make more most need only other some"
        " than that them then there these they thing this those very want well were what when"
        " where which while will with work would your"
    )
    for word in words.split():
        assert not due([callback(word)], SECTION, Question(f"{word}?")), word
    for word in ("abbot", "than", "year"):
        assert bool(due([callback(word)], SECTION, Question(word))) is (word not in words), word
