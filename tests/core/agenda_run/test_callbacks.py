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
