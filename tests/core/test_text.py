"""What text is when it is stored, what it is when it is printed, and how names are looked up."""

import itertools
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.text import (
    Cleaned,
    clean,
    clean_line,
    fold,
    for_terminal,
    initials,
    unique_initials,
)
from tests.hostile import ALL, HUGE, MEGABYTE, TERMINAL, TRIED
from tests.speed import within

# Any string that Python can hold, with what goes wrong more often than by chance.
anything = st.text(
    st.characters() | st.sampled_from("\x00\r\n\t\x1b\x85\ud800\u0301\u0323\u3099\uff9eſİßｶ"),
    max_size=80,
)


def is_harmful(char: str) -> bool:
    """Stated apart from the code: a control but tab and newline, surrogate or non-character."""
    point = ord(char)
    return (
        (unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n")
        or 0xFDD0 <= point <= 0xFDEF
        or point & 0xFFFE == 0xFFFE
    )


# -- clean -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cleaned", "removed"),
    [
        ("it took three weeks", "it took three weeks", 0),
        ("", "", 0),
        ("a\x00b", "ab", 1),
        ("\x1b[31mred\x1b[0m", "[31mred[0m", 2),
        ("a\ud800b\udc00", "ab", 2),
        ("a\ufdd0\uffff\U0010ffffb", "ab", 3),
        ("a\x7f\x80\x9fb", "ab", 3),
        ("a\r\nb\rc\nd", "a\nb\nc\nd", 0),
        ("a\tb", "a\tb", 0),
        ("soft\x0bbreak\x0cpage\u2028line\u2029par", "soft\nbreak\npage\nline\npar", 0),
        ("Ame\u0301lie", "Amélie", 0),
        ("e\x00\u0301", "é", 1),
        ("[laughs] [/] [red]", "[laughs] [/] [red]", 0),
        ("👩‍👩‍👧‍👦 می‌خواهم", "👩‍👩‍👧‍👦 می‌خواهم", 0),
        ("\ue000\ufffd\u202e", "\ue000\ufffd\u202e", 0),
    ],
)
def test_clean_takes_out_controls_and_nothing_else(text: str, cleaned: str, removed: int) -> None:
    assert clean(text) == Cleaned(cleaned, removed)


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.slow)], ids=["some", "all"])
def test_every_character_is_kept_or_counted(step: int) -> None:
    breaks = "\r\x0b\x0c\u2028\u2029"
    # All that a keyboard types, and of the rest each or every seventh.
    tried = itertools.chain(range(0x3000), range(0, sys.maxunicode + 1, step))
    for char in map(chr, tried):
        cleaned = clean(f"a{char}b")
        kept, removed = cleaned.text, cleaned.removed
        if char in breaks:
            assert (kept, removed) == ("a\nb", 0), hex(ord(char))
        elif is_harmful(char):
            assert (kept, removed) == ("ab", 1), hex(ord(char))
        else:
            assert (kept, removed) == (unicodedata.normalize("NFC", f"a{char}b"), 0), hex(ord(char))


@given(anything)
def test_clean_text_is_normalised_harmless_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned.text) == Cleaned(cleaned.text, 0)
    assert not any(map(is_harmful, cleaned.text))
    assert unicodedata.is_normalized("NFC", cleaned.text)
    cleaned.text.encode()


@given(anything)
def test_a_clean_line_is_one_line_without_blanks_around_it(text: str) -> None:
    line = clean_line(text)
    assert "\n" not in line
    assert "\t" not in line
    assert line == line.strip() == clean_line(line)
    assert len(line.splitlines()) <= 1


def test_line_breaks_and_tabs_of_a_line_are_single_spaces() -> None:
    assert clean_line(" Anna\r\n\tNovak \n") == "Anna Novak"


@pytest.mark.parametrize(
    "size", [MEGABYTE // 4, pytest.param(MEGABYTE, marks=pytest.mark.slow)], ids=["part", "all"]
)
@pytest.mark.parametrize("name", HUGE)
def test_a_megabyte_is_cleaned_in_seconds_whatever_is_in_it(name: str, size: int) -> None:
    # Normalising the combining tower alone takes minutes when it is left as it is, a quarter of
    # it a sixteenth of that.
    text = HUGE[name][:size]
    seconds = 20 * size / MEGABYTE
    within(seconds, lambda: [step(text) for step in (clean, clean_line, for_terminal, fold)])


def test_a_tower_of_marks_keeps_every_mark() -> None:
    tower = "Z" + "\u0316\u0301" * 500
    cleaned = clean(tower).text
    assert sum(map(cleaned.count, "\u0316\u0301")) == 1_000 - 1  # one acute is part of the Ź
    assert cleaned.startswith("Ź")
    assert clean(cleaned).text == cleaned


# -- for_terminal ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("\x9b31m", "<U+009B>31m"),
        ("abc\u202edcba\u202c", "abc<U+202E>dcba<U+202C>"),
        ("\u2066a\u2069", "<U+2066>a<U+2069>"),
        ("a\nb\tc", "a b c"),
        ("paid\rnot", "paid not"),
        ("caf\udce9", "caf<U+DCE9>"),
        ("\uffff", "<U+FFFF>"),
        ("العربية 报表 🙂", "العربية 报表 🙂"),
        ("\u200eabc\u200f", "\u200eabc\u200f"),
    ],
)
def test_what_a_terminal_would_act_on_is_shown(text: str, shown: str) -> None:
    assert for_terminal(text) == shown


def test_lines_are_kept_for_the_terminal_on_request_but_no_bare_return() -> None:
    assert for_terminal("a\nb\tc\u2028d\re", newlines=True) == "a\nb\tc\nd<U+000D>e"


@given(anything, st.booleans())
def test_nothing_harmful_reaches_a_terminal(text: str, newlines: bool) -> None:
    shown = for_terminal(text, newlines=newlines)
    shown.encode()
    assert not any(map(is_harmful, shown))
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert newlines or not set(shown) & set("\n\t")
    assert for_terminal(shown, newlines=newlines) == shown


@pytest.mark.parametrize("name", TERMINAL)
def test_no_terminal_sequence_survives_either_cleaner(name: str) -> None:
    for text in (clean(TERMINAL[name]).text, for_terminal(TERMINAL[name])):
        assert not any(map(is_harmful, text))


# -- fold --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Onboarding", "ONBOARDING"),
        ("  Audit \t log ", "audit log"),
        ("Amélie", "amelie"),
        ("Ame\u0301lie", "amélie"),
        ("Größe", "GROSSE"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("İstanbul", "istanbul"),
        ("ＡＢＣ　１２", "abc 12"),
        ("ﾊﾟｿｺﾝ", "パソコン"),
        ("it’s", "it's"),
        ("отчёт", "ОТЧЕТ"),
        ("الْعَرَبِيَّة", "العربيه"),
        ("أحمد", "احمد"),
        ("שָׁלוֹם", "שלום"),
        ("می‌خواهم", "میخواهم"),
        ("ex\u200bport\u00ad", "export"),
        ("❤️", "❤"),
    ],
)
def test_these_are_one_name(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("か", "が"),
        ("ไม", "ไม่"),
        ("कि", "कु"),
        ("李娜", "李那"),
        ("한국", "한굴"),
        ("export", "exports"),
        ("علي", "عمر"),
    ],
)
def test_these_stay_two_names(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("text", ["李娜", "报表", "がんばって", "한국어", "ไทย", "هندسه"])
def test_letters_that_have_no_case_or_accent_stay(text: str) -> None:
    assert fold(text) == text


@given(anything)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(anything)
def test_case_and_normal_form_do_not_count(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert fold(text.casefold()) == fold(text)


# -- initials ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Anna Novak", "AN"),
        ("anna novak", "AN"),
        ("Madonna", "MA"),
        ("Jean-Luc Picard", "JP"),
        ("Anna de la Cruz", "AC"),
        ("Dr. Élise Øst", "ÉØ"),
        ("李娜", "李娜"),
        ("王小明", "小明"),
        ("山田 太郎", "山太"),
        ("محمد علي", "مع"),
        ("Q", "Q"),
        ("P1", "P1"),
        ("7", "P7"),
        ("participant 12", "P1"),
        ("", "?"),
        ("🙂", "?"),
        ("@#!", "?"),
    ],
)
def test_initials(name: str, short: str) -> None:
    assert initials(name) == short


def test_initials_that_are_taken_give_others() -> None:
    assert unique_initials("Anna Novak", []) == "AN"
    assert unique_initials("Anton Neu", ["AN"]) == "AE"
    assert unique_initials("Anton Neu", ["an", "AE", "AU", "AT", "AO"]) == "A2"
    assert unique_initials("李娜", ["李娜"]) == "李2"


def test_a_room_of_the_same_name_has_initials_for_everybody() -> None:
    taken: list[str] = []
    for _ in range(40):
        taken.append(unique_initials("Anna Novak", taken))
    assert len(set(map(fold, taken))) == 40


@given(anything, st.lists(anything, max_size=8))
def test_initials_are_short_unique_and_never_a_seat(name: str, others: list[str]) -> None:
    assert 1 <= len(initials(name)) <= 2
    assert not initials(name).isdecimal()
    taken = [initials(other) for other in others]
    short = unique_initials(name, taken)
    assert fold(short) not in {fold(one) for one in taken}
    assert not short.isdecimal()


# -- the corpus ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", TRIED)
def test_hostile_text_passes_every_function(name: str) -> None:
    text = ALL[name]
    cleaned = clean(text)
    assert not any(map(is_harmful, set(cleaned.text)))
    assert clean(cleaned.text) == Cleaned(cleaned.text, 0)
    assert not any(map(is_harmful, set(for_terminal(text))))
    assert fold(fold(text)) == fold(text)
    assert 1 <= len(initials(text)) <= 2


@given(st.text(st.sampled_from("aÀß“ŉ、。がかゔっガーヺ一龥 \t"), max_size=12))
def test_letters_that_nothing_beside_them_changes_are_folded_the_short_way_alike(text: str) -> None:
    composed = fold(f"{text} \uff21")  # a wide letter makes it the long way
    assert composed == f"{fold(text)} a".strip()
