"""Which sentences are likely one, taken down by two people."""

from dataclasses import replace

import pytest

from focusgroup.core.evidence.doubles import APART_MS, alike, likely_same
from focusgroup.core.model import Kind, Said

TWICE = (
    ("The export takes three weeks", "export takes three weeks, every time we do it"),
    ("I gave up and went back to Excel", "gave up, back to Excel"),
    ("it is slow", "it's slow"),
    ("yes", "Yes!"),
    ("Wir müssen alles doppelt eingeben", "wir muessen alles doppelt eingeben"),
    ("导出报表要三个星期", "导出要三个星期"),
    ("レポートの出力に三週間かかる", "レポート出力に三週間かかる"),
    ("التصدير يستغرق ثلاثة أسابيع", "التصدير يستغرق 3 أسابيع"),
    ("रिपोर्ट निकालने में तीन हफ़्ते लगते हैं", "रिपोर्ट निकालने में ३ हफ़्ते लगते हैं"),
    ("내보내기에 삼 주가 걸려요", "내보내기 삼 주 걸려요"),
    ("Экспорт занимает три недели", "экспорт занимает 3 недели"),
)
APART = (
    ("the export is slow", "the search is slow"),
    ("it is slow", "it is great"),
    ("yes", "yes, but only on Mondays"),
    ("too expensive for a small team", "too complicated for a small team"),
    ("Der Export dauert drei Wochen", "Der Import dauert zwei Tage"),
    ("我们每周都要手工核对", "我们每天都要开会"),
    ("التصدير يستغرق ثلاثة أسابيع", "البحث يستغرق دقيقتين"),
    ("", ""),
    ("!", "?"),
)


@pytest.mark.parametrize("texts", TWICE)
def test_one_sentence_in_two_peoples_words(texts: tuple[str, str]) -> None:
    assert alike(*texts)
    assert alike(*reversed(texts))


@pytest.mark.parametrize("texts", APART)
def test_two_sentences(texts: tuple[str, str]) -> None:
    assert not alike(*texts)
    assert not alike(*reversed(texts))


def test_only_of_different_people_within_half_a_minute_and_of_one_speaker() -> None:
    first = Said("it takes three weeks", Kind.PROBLEM, 100_000, taken_by="AN")
    second = replace(first, taken_by="BO", kind=Kind.STRENGTH, at_ms=100_000 + APART_MS)
    assert likely_same(first, second)
    assert likely_same(replace(first, participant_id="p1"), second)
    assert likely_same(replace(first, taken_by=""), second)
    for other in (
        replace(second, taken_by="AN"),
        replace(second, taken_by="BO, AN"),
        replace(second, at_ms=second.at_ms + 1),
        replace(second, kind=Kind.OBSERVATION),
    ):
        assert not likely_same(first, other)
    assert not likely_same(replace(first, participant_id="p1"), replace(second, participant_id="2"))
    assert not likely_same(replace(first, taken_by=""), replace(second, taken_by=""))
