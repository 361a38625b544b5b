"""Where the words of a search stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ("a [/] b", "[/]", []),
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
