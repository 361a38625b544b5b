"""Where the words of a search stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.search.folding import bare_words, folded, readings
from focusgroup.core.search.highlights import hits
from tests.hostile import SHORT


def found(text: str, search: str) -> list[str]:
    return [text[start:end] for start, end in hits(text, search)]


@pytest.mark.parametrize(
    ("text", "search", "expected"),
    [
        ("The exports are slow; Export again", "export", ["exports", "Export"]),
        ("Müller's résumé", "resume MULL", ["Müller", "résumé"]),
        ("单点登录用了十九天", "登录", ["登录"]),
        ("单点登录用了十九天", "登录用", ["登录", "录用"]),
        ("نحتاج إلى تصدير التقارير", "تقارير", ["التقارير"]),
        ("reexport", "export", []),
        ("says Nguye\u0302\u0303n twice", "nguyen", ["Nguye\u0302\u0303n"]),
        ("Quix\u00adworth came", "quixworth", ["Quix\u00adworth"]),
        ("O’Brien and Smith-Jones", "brien jones", ["Brien", "Jones"]),
        ("Smith-Jones", "smithjones", ["Smith-Jones"]),
        ("登录用了", "登录", ["登录"]),
        ("哈哈哈", "哈哈", ["哈哈", "哈哈"]),
        ("exports and speed", "export -speed", ["exports"]),
        ("exports of themes", "theme:themes export", ["exports"]),
        ("a [/] b", "[/]", ["[/]"]),
        ("anything", "", []),
    ],
)
def test_words_are_found_as_the_search_finds_them(
    text: str, search: str, expected: list[str]
) -> None:
    assert found(text, search) == expected


@given(st.text(), st.text(max_size=20))
def test_hits_lie_in_the_text_in_order(text: str, search: str) -> None:
    spans = hits(text, search)
    assert list(spans) == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize("text", SHORT.values(), ids=SHORT.keys())
def test_a_hostile_text_is_searched_like_any_other(text: str) -> None:
    assert hits(text + " exports", "exp")[-1] == (len(text) + 1, len(text) + 8)


FOLDED = {
    "Đỗ": "do", "Øre": "ore", "Łoza": "loza", "Æsa": "aesa", "Œuvre": "oeuvre", "ışık": "isik",
    "Þór": "thor", "Ðan": "dan", "ħal": "hal", "Əli": "eli", "فاطمة": "فاطمه", "ليلى": "ليلي",
    "علی": "علي", "کریم": "كريم", "سـالم": "سالم", "Γιώργος": "γιωργοσ", " Ada ": "ada",
    "가힣 한글": "가힣 한글", "Straße": "strasse", "ＡＢ": "ab",
}  # fmt: skip


def test_letters_that_people_type_as_others_are_folded_to_those() -> None:
    assert {text: folded(text) for text in FOLDED} == FOLDED


def test_a_word_with_a_hyphen_is_read_in_three_ways_and_an_x_is_a_letter() -> None:
    assert bare_words("MAX-É") == ["max", "e", "maxe", "max", "e"]
    assert bare_words("A\u00adX") == ["ax", "ax", "a", "x"]
    ways = [[each.folded for each in reading] for reading in readings("MAX-É X")]
    assert ways == [["max", "e", "x"], ["max", "e", "x"], ["maxe", "x"]]
