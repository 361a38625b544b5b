"""Editing the line: keys move and delete by what a person sees as one character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.capture.line_editor import Line

FAMILY = "👨‍👩‍👧‍👦"
KEYS = (
    "left right home end word_left word_right backspace delete delete_word_left"
    " delete_word_right delete_to_start"
).split()


def test_typing_goes_in_at_the_caret() -> None:
    line = Line("ac", 1).insert("b")
    assert (line.text, line.caret) == ("abc", 2)


@pytest.mark.parametrize("char", ["e\u0301", FAMILY, "🇩🇪", "👍🏽", "नि", "字", "\u05d1\u05bc"])
def test_one_key_takes_one_character_away(char: str) -> None:
    assert Line(f"x{char}", len(char) + 1).backspace() == Line("x", 1)
    assert Line(f"x{char}y", 1).delete() == Line("xy", 1)
    assert Line(f"x{char}y", 1).right().caret == 1 + len(char)


def test_two_flags_are_two_characters() -> None:
    assert Line("🇩🇪🇫🇷", 4).backspace() == Line("🇩🇪", 2)


def test_words_are_deleted_with_the_blanks_between() -> None:
    assert Line("three weeks  ", 13).delete_word_left() == Line("three ", 6)
    assert Line("three weeks", 0).delete_word_right() == Line(" weeks", 0)
    assert Line("three weeks", 6).delete_to_start() == Line("weeks", 0)


@given(st.text(max_size=30), st.integers(0, 30), st.lists(st.sampled_from(KEYS), max_size=12))
def test_no_key_leaves_the_text_or_invents_any(text: str, caret: int, keys: list[str]) -> None:
    line = Line(text, min(caret, len(text)))
    for key in keys:
        before = line
        line = getattr(line, key)()
        assert 0 <= line.caret <= len(line.text)
        assert len(line.text) <= len(before.text)
        if "delete" not in key and key != "backspace":
            assert line.text == before.text
    assert Line(text, len(text)).left().right().caret == len(text)


@pytest.mark.parametrize(
    ("before", "after", "pasted", "whole"),
    [
        ("", "", "\none\n\ntwo\n", "one\n\ntwo"),
        ("half", "", "\none", "half\none"),
        ("half ", "", "one\n", "half one"),
        ("a", "b", "one\n", "aone\nb"),
        ("a\n", "\nb", "\none\n", "a\none\nb"),
        ("a", "", "\n", "a\n"),
        ("", "b", "\n", "\nb"),
    ],
)
def test_a_line_break_at_the_edge_of_a_paste_parts_it_from_what_stands_there(
    before: str, after: str, pasted: str, whole: str
) -> None:
    line = Line(before + after, len(before))
    assert line.insert(line.as_pasted(pasted)).text == whole


@given(st.lists(st.text("ab \n", min_size=1)))
def test_a_paste_in_parts_has_the_rows_of_the_whole(parts: list[str]) -> None:
    line, apart = Line(), False
    for part in parts:
        line = line.insert(line.as_pasted(part, apart=apart))
        apart = part.endswith("\n")
    assert line.rows == Line("".join(parts)).rows
