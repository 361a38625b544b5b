"""Text of any script, and of any kind that breaks programs, in every field of the document."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from focusgroup.core.model import Report
from focusgroup.core.text import clean
from focusgroup.exports.text.scripts import LEFT_TO_RIGHT_MARK, is_plain, is_rtl
from focusgroup.exports.word.ooxml.markup import Markup
from focusgroup.exports.word.ooxml.scripts import stretches
from tests.exports.conftest import NOW
from tests.exports.packages import WordFile, findings, w
from tests.exports.reports import chinese, of_quotes, planners, quote, right_to_left
from tests.exports.writing import write_summary
from tests.hostile import ALL, CORPUS, FEW, SHORT, TRIED_HUGE
from tests.slow import some

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn round what follows them, in whatever place of a document it stands."""


def with_text(value: object, change: Callable[[str], str]) -> object:
    """*value* with every text in it changed, ids too, however deep."""
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(with_text(each, change) for each in value)
    if isinstance(value, dict):
        return {with_text(key, change): with_text(each, change) for key, each in value.items()}
    if is_dataclass(value):
        changed = {
            each.name: with_text(getattr(value, each.name), change) for each in fields(value)
        }
        return replace(value, **changed)
    return value


def small() -> Report:
    """The planners with a few quotes: every part of the document and every field is there."""
    made = planners()
    return replace(
        made, quotes=(*made.quotes[:4], made.quotes[11], made.quotes[-1]), scope="all that"
    )


# -- scripts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "rtl"),
    [
        ("It took three weeks", False),
        ("التقارير تأخذ ثلاثة أسابيع", True),
        ("Excel لا يكفي لنا في التقارير", True),
        ("הדוחות איטיים", True),
        ("محمد said that the export is broken", False),
        ("报表太慢", False),
        ("שלום (Excel) 12:30", True),
        ("نستخدم Dashboard و Excel", True),
        ("محمد 报表导出要等十分钟", False),
        ("123 !?", False),
        ("", False),
    ],
)
def test_a_text_reads_from_right_when_most_of_its_letters_do(words, rtl):
    assert is_rtl(words) is rtl


def test_chinese_japanese_and_korean_are_told_apart():
    def language(words: str) -> str:
        ((_, script),) = stretches(words, rtl=False)
        return script.marks.split('eastAsia="')[1][:5]

    assert language("报表太慢") == "zh-CN"
    assert language("レポートが遅い") == "ja-JP"
    assert language("보고서") == "ko-KR"


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("รายงานช้ามาก", "th-TH"),
        ("रिपोर्ट बहुत धीमी है", "hi-IN"),
        ("அறிக்கை மெதுவாக", "ta-IN"),
        ("របាយការណ៍យឺត", "km-KH"),
        ("የሪፖርት", ""),
        ("הדוחות איטיים", "he-IL"),
        ("گزارش‌ها کند هستند چرا", "fa-IR"),
        ("رپورٹ بہت سست ہے", "ur-PK"),
        ("التقارير بطيئة", "ar-SA"),
    ],
)
def test_each_script_is_told_its_language(words, language):
    marks = "".join(script.marks for _, script in stretches(words, rtl=is_rtl(words)))
    assert (f'w:bidi="{language}"' in marks) if language else (marks == "")


def test_signs_around_chinese_are_as_wide_as_its_letters():
    def cut_up(words: str) -> list[tuple[str, bool]]:
        return [(piece, "eastAsia" in s.fonts) for piece, s in stretches(words, rtl=False)]

    assert cut_up("“太慢了……真的”") == [("“太慢了……真的”", True)]
    assert cut_up("他说“OK”，就这样") == [("他说“", True), ("OK", False), ("”，就这样", True)]
    assert cut_up("it said “失败” and “no”") == [
        ("it said “", False),
        ("失败", True),
        ("” and “no”", False),
    ]
    # Korean writes them narrow.
    assert cut_up("“너무 느려요”") == [("“", False), ("너무 느려요", True), ("”", False)]


@pytest.mark.parametrize(
    "words", ["在 Dashboard 查看很慢", "ดู Dashboard ช้ามาก", "نستخدم Excel يوميا"]
)
def test_latin_in_a_sentence_without_italics_is_not_slanted_either(words):
    markup = Markup().run(words, "FG Said", rtl=is_rtl(words))
    root = etree.fromstring(f'<r xmlns:w="{w("")[1:-1]}">{markup}</r>')
    slants = [run.find(f"{w('rPr')}/{w('i')}") for run in root]
    assert len(slants) == 3
    assert all(slant is not None and slant.get(w("val")) == "0" for slant in slants)


def test_latin_with_a_foreign_word_in_it_keeps_its_slant():
    markup = Markup().run("It only says 登录失败 and stops there", "FG Said")
    root = etree.fromstring(f'<r xmlns:w="{w("")[1:-1]}">{markup}</r>')
    assert [run.find(f"{w('rPr')}/{w('i')}") is None for run in root] == [True, False, True]


def test_the_signs_of_a_chinese_document_are_narrow_in_an_arabic_line(written):
    file = written(right_to_left(), language="zh")
    lines = [words for words in file.styled("FGFindingQuote") if "ليلى" in words]
    assert lines
    assert all("ليلى حداد, شركة النور للنقل" in words for words in lines)


def test_spaces_between_two_directions_belong_to_the_paragraph():
    assert [words for words, _ in stretches("نستخدم Excel v2 يوميا", rtl=True)] == [
        "نستخدم ",
        "Excel v2",
        " يوميا",
    ]
    assert [words for words, _ in stretches("it says “تم الحفظ”, but", rtl=False)] == [
        "it says “",
        "تم الحفظ",
        "”, but",
    ]


@given(st.text(st.characters()), st.booleans())
def test_cutting_into_stretches_loses_nothing(words, rtl):
    assert "".join(piece for piece, _ in stretches(words, rtl=rtl)) == words
    if is_plain(words) and not rtl:
        assert len(list(stretches(words, rtl=False))) <= 1


@pytest.mark.parametrize("name", TRIED_HUGE)
def test_cutting_a_huge_text_takes_time_in_its_length_only(name):
    words = ALL[name]
    for rtl in (False, True):
        assert sum(len(piece) for piece, _ in stretches(words, rtl=rtl)) == len(words)


def runs(file: WordFile, words: str) -> list[list[str]]:
    """The marks of every run that holds *words*."""
    return [
        [child.tag.rpartition("}")[2] for child in run.find(w("rPr"))]
        for run in file.body.iter(w("r"))
        if "".join(run.itertext()) == words and run.find(w("rPr")) is not None
    ]


def test_arabic_quotes_stand_in_paragraphs_from_right_to_left(written):
    file = written(right_to_left())
    words = "لوحة الجدولة ممتازة، وفرت علينا ساعتين كل يوم!"
    paragraphs = [each for each in file.body.iter(w("p")) if words in "".join(each.itertext())]
    assert len(paragraphs) == 3
    assert all(each.find(f"{w('pPr')}/{w('bidi')}") is not None for each in paragraphs)
    assert runs(file, words) == [["rtl", "lang"]]
    assert f"“{words}”" in file.styled("FGQuoteProblemRTL") + file.styled("FGQuoteStrengthRTL")


def test_who_said_it_stands_behind_an_arabic_quote_in_its_direction(written):
    file = written(right_to_left())
    cells = [
        each
        for each in file.body.iter(w("p"))
        if "".join(each.itertext()).endswith("” ليلى حداد, شركة النور للنقل")
    ]
    assert cells
    for paragraph in cells:
        assert paragraph.find(f"{w('pPr')}/{w('bidi')}") is not None
        assert paragraph[-1].find(f"{w('rPr')}/{w('rtl')}") is not None


def test_chinese_is_marked_as_such_and_never_slanted(written):
    file = written(chinese())
    words = "“排班看板很直观，新同事半天就会用了。”"
    assert "FGSaid" in {
        run.find(f"{w('rPr')}/{w('rStyle')}").get(w("val"))
        for run in file.body.iter(w("r"))
        if run.find(f"{w('rPr')}/{w('rStyle')}") is not None
    }
    slanted = [
        run
        for run in file.all("//w:r[w:rPr/w:rStyle/@w:val='FGSaid']")
        if not is_plain("".join(run.itertext()))
    ]
    assert slanted
    for run in slanted:
        assert run.find(f"{w('rPr')}/{w('i')}").get(w("val")) == "0"
        assert run.find(f"{w('rPr')}/{w('rFonts')}").get(w("hint")) == "eastAsia"
    assert words in file.styled("FGQuoteStrength")


def test_an_arabic_name_in_a_line_of_ours_does_not_turn_the_numbers_behind_it(written):
    file = written(right_to_left())
    facts = "\n".join(file.styled("FGFacts"))
    assert f"شركة النور للنقل{LEFT_TO_RIGHT_MARK}" in facts
    assert f"مخابز الشام{LEFT_TO_RIGHT_MARK} (2)" in facts


# -- what XML can't hold ---------------------------------------------------------------------


def test_characters_that_xml_cannot_hold_are_replaced_counted_and_said(written):
    said = quote("a\x00b\ud800c\uffffd\x0be", planners().participants[0])
    file = written(of_quotes([said], sessions=()))
    assert file.log()[0][5] == "a\ufffdb\ufffdc\ufffdd\ufffde"
    # Four in the log and four in the section of its theme.
    assert file.paragraphs()[-1][1] == (
        "End of the log: 1 quote. In 8 places in this document \ufffd stands for a character that "
        "no file can hold."
    )


def test_line_breaks_and_tabs_of_a_quote_are_kept(written):
    said = quote("first\nsecond\tthird  two spaces ", planners().participants[0])
    assert written(of_quotes([said])).log()[0][5] == said.text


@given(st.text(st.characters()))
@example("\u202e")
@example("price \u202etxt.exe\u2066 end")
def test_a_run_holds_its_text_but_for_what_xml_cannot(words):
    markup = Markup()
    ours = "".join(
        char
        if char in "\t\n"
        or 0x20 <= ord(char) < 0xD800
        or 0xE000 <= ord(char) < 0xFFFE
        or ord(char) > 0xFFFF
        else "\ufffd"
        for char in (TURNING.sub("", words) or (words and "\ufffd"))
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )
    file = f'<r xmlns:w="urn:w">{markup.run(words)}</r>'
    root = etree.fromstring(file.encode())
    read = "".join(
        {"br": "\n", "tab": "\t"}.get(each.tag.rpartition("}")[2], each.text or "")
        for each in root.iter("{urn:w}t", "{urn:w}br", "{urn:w}tab")
    )
    assert read == ours
    assert markup.replaced == ours.count("\ufffd") - words.count("\ufffd")


# -- any text in any field -------------------------------------------------------------------


@pytest.mark.parametrize("name", some(SHORT, FEW))
def test_hostile_text_in_every_field_gives_a_sound_file(tmp_path, name):
    hostile = CORPUS[name]
    made = with_text(small(), lambda words: f"{words}{hostile}" if words else words)
    path = write_summary(made, tmp_path / "s.docx", now_ms=NOW)
    assert findings(path) == []
    cleaned = with_text(made, lambda words: clean(words).text)
    log = WordFile(write_summary(cleaned, tmp_path / "c.docx", now_ms=NOW)).log()
    said = [TURNING.sub("", each.text) for each in cleaned.quotes[:-1]]
    assert [row[5] for row in log] == said


@pytest.mark.parametrize("name", some(SHORT, FEW))
def test_hostile_text_instead_of_every_field_gives_a_sound_file(tmp_path, name):
    numbers = iter(range(10_000))
    made = small()
    hostile = with_text(made, lambda words: CORPUS[name] if words else words)
    hostile = replace(
        hostile,
        quotes=tuple(replace(each, id=f"q{next(numbers)}") for each in hostile.quotes),
    )
    assert findings(write_summary(hostile, tmp_path / "s.docx", now_ms=NOW)) == []


@pytest.mark.parametrize("name", TRIED_HUGE)
def test_a_huge_quote_stands_in_the_log_whole(tmp_path, name):
    made = small()
    huge = replace(made.quotes[0], text=clean(ALL[name]).text)
    path = write_summary(
        replace(made, quotes=(huge, *made.quotes[1:])), tmp_path / "s.docx", now_ms=NOW
    )
    assert WordFile(path).log()[0][5] == huge.text


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(), max_size=30), min_size=8, max_size=8))
def test_any_text_in_any_field_gives_a_sound_file(tmp_path, words):
    counter = iter(range(1_000_000))
    made = with_text(small(), lambda old: old and f"{old}{words[next(counter) % len(words)]}")
    assert findings(write_summary(made, tmp_path / "s.docx", now_ms=NOW)) == []


def test_titles_and_sources_run_in_the_documents_direction_and_names_are_kept_together(written):
    made = right_to_left()
    titled = replace(made, title="客户座谈 مجموعة نقاش العملاء في الرياض")
    file = written(titled)
    for style in ("Title", "FGSourceProblemRTL", "FGSourceStrengthRTL"):
        of_it = [p for p in file.body.iter(w("p")) if _style(p) == style]
        assert all(each.find(f"{w('pPr')}/{w('bidi')}") is None for each in of_it)
    lines = file.styled("FGSourceProblemRTL") + file.styled("FGSourceStrengthRTL")
    assert lines
    for line in lines:
        name = line.split(",")[0]
        assert name.endswith(LEFT_TO_RIGHT_MARK)
        assert re.search(r" · #\d+$", line)


def _style(paragraph):
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else style.get(w("val"))
