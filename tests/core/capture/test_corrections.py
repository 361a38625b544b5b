"""Whatever is done to a quote's speaker, kind and themes, its words stay letter for letter."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from focusgroup.core.capture import (
    Parsed,
    corrected,
    format_line,
    parse_line,
    with_speaker,
    with_theme,
)
from focusgroup.core.model import KIND_ASCII_SIGNS, Kind

P, S = Kind.PROBLEM, Kind.STRENGTH


@pytest.mark.parametrize(
    ("row", "seat", "then"),
    [
        ("- the gate is slow @1", "3", "- the gate is slow @3 "),
        ("- the gate is slow", "3", "- the gate is slow @3 "),
        ("@1: slow, and late", "3", "@3 slow, and late "),
        ("slow @-", "3", "slow @3 "),
        ('slow @"Anna Novak"', "3", "slow @3 "),
        ("as @an said it is slow @1 …", "3", "as @an said it is slow @3 … "),
        ("we told @Zed #Neu of it @1+@2", "3", "we told @Zed #Neu of it @3 "),
        ("/call exports @1", "3", "/call exports @3 "),
        ("", "3", "@3 "),
    ],
)
def test_a_speaker_stands_in_place_of_the_one_before(row: str, seat: str, then: str) -> None:
    assert with_speaker(row, seat) == then


@pytest.mark.parametrize(
    ("row", "add", "then"),
    [
        ("- slow @1 #Mobile", False, "- slow @1 #exp "),
        ("- slow @1 #Mobile", True, "- slow @1 #Mobile #exp "),
        ("- slow @1 #exp", True, "- slow @1 #exp "),
        ("- slow #Mobile fast #onb", False, "- slow fast #exp "),
        ("we told @Zed of #Neu, so #mob", False, "we told @Zed of, so #exp "),
        ("we told @Zed of it #mob", True, "we told @Zed of it #mob #exp "),
        ("slow #-", True, "slow #exp "),
        ("slow", False, "slow #exp "),
        ("slow", True, "slow #exp "),
    ],
)
def test_a_theme_stands_in_place_of_those_before_or_beside_them(
    row: str, add: bool, then: str
) -> None:
    assert with_theme(row, "exp", add=add) == then


@pytest.mark.parametrize(
    ("before", "row", "then"),
    [
        ("- slow @1", "- slow @1 @3", Parsed("slow", P, "3")),
        ("- slow @1", "- slow @1 @3@1", Parsed("slow", P, "1")),
        ("- slow @1", "- slow @1 and @3 late @1", Parsed("slow and @3 late", P, "1")),
        ("- slow @1", "- slow @1@3", Parsed("slow", P, "3")),
        ("- slow @1 #t", "- slow @1 #t@3", Parsed("slow", P, "3", ("t",))),
        ("- mail", "- mail@3", Parsed("mail@3", P)),
        ("- slow @1", "- slow @3 @1", Parsed("slow", P, "3")),
        ("- slow @1", "@3 - slow @1", Parsed("slow", P, "3")),
        ("~- slow @1", "#exp @3: ~- slow @1", Parsed("slow", P, "3", ("exp",), verbatim=False)),
        ("~- slow", "~ ~- slow", Parsed("slow", P, verbatim=False)),
        ("- slow", "- slow @1 #t @3", Parsed("slow", P, "3", ("t",))),
        ("- slow @1", "- slow @1, @-", Parsed("slow", P, clear_speaker=True)),
        ("- slow @1", "- slow @1", Parsed("slow", P, "1")),
        ("- slow @1", "- slow", Parsed("slow", P)),
        ("- slow", "- slow @3", Parsed("slow", P, "3")),
        ("- slow @1", "- slow @1 @2 @3", Parsed("slow", P, "3")),
        ("- slow @1", "- slow @1 @2+@3", Parsed("slow", P, "2", also=("3",))),
        ("- slow @1", "+- slow @1", Parsed("slow", S, "1")),
        ("- slow @1", "+~ - slwo @1", Parsed("slwo", S, "1", verbatim=False)),
        ("~- slow @1", "+~- slow @1", Parsed("slow", S, "1", verbatim=False)),
        ("- -5 degrees", "+- -5 degrees", Parsed("-5 degrees", S)),
        ("- -5 degrees", "+ -5 degrees", Parsed("-5 degrees", S)),
        ("- - slow", "+- - slow", Parsed("- slow", S)),
        ("- - slow", "+ - slow so", Parsed("- slow so", S)),
        (". nods", "-. nods", Parsed("nods", P)),
    ],
)
def test_what_a_correction_says_anew_replaces_what_was_there(
    before: str, row: str, then: Parsed
) -> None:
    assert parse_line(corrected(row, before)) == then


@pytest.mark.parametrize("begun", ["the export", "so, @an said", "- we"])
@pytest.mark.parametrize(
    "more", ["took weeks", "took weeks @2", "and then …", "… no, three!", ", so"]
)
@pytest.mark.parametrize("strongly", [0, 2])
def test_the_sign_of_an_unfinished_quote_is_no_word_of_the_finished_one(
    begun: str, more: str, strongly: int
) -> None:
    stub = Parsed(begun, P, "1", ("t",), stub=True, intensity=strongly)
    before = format_line(stub)
    then = parse_line(corrected(f"{before} {more}", before))
    said = parse_line(f"x {more}")
    assert then == replace(
        stub,
        text=f"{begun}{said.text.removeprefix('x')}",
        speaker=said.speaker or "1",
        stub=said.stub,
    )
    for sign in ("", " @2", " #u", " !"):
        assert parse_line(corrected(f"{before}{sign}", before)).stub


words = st.text(
    st.sampled_from("ab1 @#-+?.~!…/\\\"'>,:") | st.characters(), min_size=1, max_size=25
)
seats = st.sampled_from(["1", "2", "Anna Novak"])
steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["alt", "typed", "first"]), seats),
        st.tuples(st.sampled_from(["theme", "more", "typed theme"]), st.sampled_from(["a", "b c"])),
        st.tuples(st.just("kind"), st.sampled_from(list(KIND_ASCII_SIGNS.values()))),
    ),
    max_size=5,
)


@given(words, st.sampled_from(list(Kind)), seats, st.booleans(), st.booleans(), steps)
@example("our #1 problem", P, "1", False, True, [("typed", "2"), ("kind", "+"), ("alt", "1")])
@example(":", P, "1", False, False, [("first", "1"), ("kind", "-")])
@example("and", P, "1", False, False, [("first", "2")])
@example("Y", P, "1", False, True, [("first", "1"), ("kind", "+")])
@example("- x", P, "1", False, False, [("kind", "+")])
@example("?", Kind.MISSING_FEATURE, "1", False, False, [("alt", "1")])
@example("?", Kind.MISSING_FEATURE, "1", False, True, [("alt", "2"), ("kind", "+")])
@example("-", P, "1", True, True, [("first", "2"), ("theme", "a")])
@example("=:", S, "1", False, True, [("first", "2"), ("first", "1")])
@example("~ ?", Kind.UNTAGGED, "1", False, False, [("alt", "2")])
@example("0", Kind.UNTAGGED, "1", False, False, [("first", "1")])
@example("+1 for that", P, "1", False, True, [("kind", "+"), ("typed theme", "a")])
@example(".NET is slow,@2", P, "1", False, True, [("kind", "."), ("alt", "2"), ("kind", "+")])
def test_the_words_stay_letter_for_letter(
    text: str, kind: Kind, seat: str, stub: bool, verbatim: bool, steps: list[tuple[str, str]]
) -> None:
    text = " ".join(text.split()) or "so"
    quote = Parsed(text, kind, seat, ("t",), stub=stub, verbatim=verbatim)
    before = row = format_line(quote)
    for step, value in steps:
        if step == "alt":
            row = with_speaker(row, value)
        elif step == "typed":
            row = f'{row.rstrip()} @"{value}"'
        elif step == "first":
            row = f'@"{value}" {row}'
        elif step == "kind":
            row = f"{value} {row}" if row[0].isdigit() else value + row  # "-1" is a figure
        elif step == "typed theme":
            row = f'{row.rstrip()} #"{value}"'
        elif step in ("theme", "more"):
            row = with_theme(row, value, add=step == "more")
        row = corrected(row, before)  # as Enter reads it, with the quote opened again
        before = row
    assert replace(parse_line(row), kind=None, speaker=None, themes=()) == replace(
        quote, kind=None, speaker=None, themes=()
    )
    named = [value for step, value in steps if step in ("alt", "typed", "first")]
    assert parse_line(row).speaker == (named or [seat])[-1]
