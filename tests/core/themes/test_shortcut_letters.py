"""One letter a theme: from its name, kept, passed on when there are more themes than letters."""

from string import ascii_letters

from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.themes.shortcut_letters import TAKEN, ThemeKeys


def keys(*named: str, taken: str = "") -> ThemeKeys:
    made = ThemeKeys(taken)
    for path in named:
        made.named(path)
    return made


def letters(made: ThemeKeys, *paths: str) -> str:
    return "".join(made.letter(path) or "-" for path in paths)


def test_a_letter_comes_from_the_themes_own_name():
    themes = ("Reporting > Exports", "Audit log", "Excel", "Éxito", "Exx")
    assert letters(keys(*themes), *themes) == "eaxic"


def test_names_without_a_latin_letter_get_one_too():
    assert letters(keys("导出", "报表 > API", "Отчёты"), "导出", "报表 > API", "Отчёты") == "apc"


def test_what_something_else_has_is_left_out():
    assert letters(keys("Before", "Exports", taken="e"), "Before", "Exports") == "ox"


def test_a_theme_has_its_letter_until_there_are_more_themes_than_letters():
    many = [f"T{n}" for n in range(len(ascii_letters) - len(TAKEN))]
    made = keys(*many)
    assert "-" not in letters(made, *many)
    made.named("one more")
    assert made.letter("one more") == ""
    made.used(many[0])
    made.used("one more")
    assert made.letter(many[0]) == "t"
    assert made.letter(many[1]) == ""
    assert made.theme(made.letter("one more")) == "one more"


@given(st.lists(st.tuples(st.booleans(), st.text(max_size=4)), max_size=150), st.text())
def test_no_letter_is_had_twice_and_what_was_used_last_has_one(told, taken):
    made = ThemeKeys(taken)
    paths = {path for _, path in told}
    for use, path in told:
        (made.used if use else made.named)(path)
    had = [made.letter(path) for path in paths if made.letter(path)]
    assert len(set(had)) == len(had)
    assert not set(had) & (TAKEN | set(taken))
    if told and told[-1][0] and set(ascii_letters) - TAKEN - set(taken):
        assert made.letter(told[-1][1])


def test_the_capital_of_a_letter_saves_unless_it_is_another_themes_own():
    made = keys("Exports", *(f"T{n}" for n in range(25)), taken="T")
    assert made.saving("E") == "Exports"
    assert made.saving("e") is None
    assert made.saving("T") is None
    assert [letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if made.theme(letter)] == ["B", "F"]
    assert made.saving("B") is None
    made = keys(*(f"T{n}" for n in range(28)))
    assert (made.letter("T26"), made.letter("T27")) == ("Z", "Y")
    assert made.saving("Z") is None
    assert not any(map(made.saving, "NOPX"))  # a terminal can't send them
