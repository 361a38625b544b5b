"""The codebook as a value, likely duplicates, and what follows a theme to its new name."""

import pytest

from focusgroup.core.model import Theme
from focusgroup.core.themes.codebook import Codebook, FormerName, became_in_words
from focusgroup.core.themes.duplicates import duplicates
from focusgroup.core.themes.shortcut_letters import ThemeKeys
from focusgroup.core.themes.suggestion import Suggester
from focusgroup.core.themes.usage import ThemeUse


def theme(path: str, id_: str = "") -> Theme:
    return Theme(id_ or path, path)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Export", "exports", "another form"),
        ("E-mail", "Email", "another form"),
        ("Log in", "login", "another form"),
        ("Reporting > Ｅxport", "Export", "another place"),
        ("Categories", "category", "another form"),
        ("导出", "导 出", "another form"),
        ("采购 > 价格（含税）", "价格(含税)", "another place"),
        ("Reporting > Exports", "Export", "another place"),
        ("Scheduling", "Schedulling", "nearly the same"),
    ],
)
def test_themes_that_are_probably_one_are_proposed(one: str, other: str, why: str) -> None:
    for themes in ([theme(one), theme(other)], [theme(other), theme(one)]):
        (found,) = duplicates(themes)
        assert why in found.why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Reporting", "Reporting > Reporting"),
        ("Access", "Process"),
        ("Status", "Statue"),
        ("SSO", "SSL"),
        ("Price", "Prize draw"),
        ("数据导入", "数据导出"),
    ],
)
def test_themes_that_only_look_alike_are_not(one: str, other: str) -> None:
    assert duplicates([theme(one), theme(other)]) == []


def test_a_retired_theme_is_no_duplicate_and_many_are_looked_at_quickly() -> None:
    retired = Theme("x", "Exports", retired=True)
    assert duplicates([theme("Export"), retired]) == []
    assert duplicates([theme(f"Theme number {n:05d}") for n in range(5_000)]) is not None


BOOK = Codebook(
    (theme("New", "a"), theme("Target", "t"), theme("Old", "z")),
    (
        FormerName("Old", "a", "a", 1),
        FormerName("Merged", "m", "t", 2),
        FormerName("Gone", "g", None, 3),
        FormerName("New > moved", "t", "t", 3),
        FormerName("Before", "m", "m", 1),
    ),
    3,
)


@pytest.mark.parametrize(
    ("path", "since", "now"),
    [
        ("Old", 0, "New"),
        ("Old", 1, "Old"),
        ("Old", None, "Old"),
        ("old > below", 0, "New > below"),
        ("Merged", 1, "Target"),
        ("Old > moved", 0, "Target"),
        ("Merged", None, "Target"),
        ("Before", 0, "Target"),
        ("Gone", 2, ""),
        ("Gone > below", 2, ""),
        ("Gone", 3, "Gone"),
        ("Gone", None, "Gone"),
        ("Never", 0, "Never"),
    ],
)
def test_a_name_means_what_it_meant_when_it_was_written(
    path: str, since: int | None, now: str
) -> None:
    assert BOOK.now_called(path, since) == now


def test_themes_answer_to_the_names_that_nobody_else_has() -> None:
    others = {each.path: each.other_names for each in BOOK.with_other_names()}
    assert others == {"New": (), "Target": ("Merged", "New > moved", "Before"), "Old": ()}


def test_what_another_program_did_is_told_once_for_a_whole_branch() -> None:
    before = Codebook((theme("A"), theme("A > X"), theme("B"), theme("C")))
    now = Codebook(
        (theme("Z", "A"), theme("Z > X", "A > X"), theme("C")),
        (FormerName("B", "B", "C", 1),),
        1,
    )
    became = now.became(before)
    assert became == {"A": "Z", "A > X": "Z > X", "B": "C"}
    assert became_in_words(became, before) == (
        "In another program: “A” is called “Z” now; “B” was merged into “C”."
    )


def test_what_was_learned_of_a_theme_goes_with_it() -> None:
    model = Suggester()
    for _ in range(5):
        model.learn(["Slow"], "waits for minutes until loaded")
        model.learn(["Gone"], "colours of the logo")
        model.learn(["Speed"], "faster than before")
    model.rename({"Slow": "Speed", "Gone": ""})
    assert [path for path, _ in model.suggest("waits for minutes")] == ["Speed"]
    assert model.suggest("colours of the logo") == []
    assert set(model.most_used()) == {"Speed"}
    assert model.suggest("slow and gone") == []


def test_uses_numbers_and_letters_go_with_a_theme() -> None:
    use, keys = ThemeUse(), ThemeKeys()
    for path in ("Slow", "Gone", "Speed"):
        use.used([path], 0)
        keys.named(path)
    letter = keys.letter("Slow")
    use.rename({"Slow": "Waiting", "Gone": ""})
    keys.rename({"Slow": "Waiting", "Gone": ""})
    assert list(use.numbered) == ["Waiting", "Speed"]
    assert use.ranked(0) == ["Speed", "Waiting"]
    assert keys.letter("Waiting") == letter
    assert keys.letter("Gone") == ""
    keys.named("Other")
    assert keys.letter("Other")


def test_a_name_means_its_theme_though_another_had_it_while_that_was_deleted() -> None:
    """Deleted, made anew by somebody who typed it, deleted again; then the first is undone."""
    deleted, again = FormerName("a", "first", None, 2), FormerName("A", "second", None, 4)
    book = Codebook((theme("a", "first"),), (again,), 5, (deleted,))
    assert [book.now_called("a", since) for since in (1, 3, 5)] == ["a", "", "a"]
    assert Codebook((), (deleted, again), 4).now_called("a", 1) == ""
