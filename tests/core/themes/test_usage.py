"""Which themes come to hand: by how often and how lately they were used."""

from focusgroup.core.themes.usage import NUMBERED, ThemeUse


def used(*uses: tuple[str, int]) -> ThemeUse:
    use = ThemeUse()
    for theme, section in uses:
        use.used([theme], section)
    return use


def test_themes_of_the_section_come_before_the_agendas_and_those_before_others():
    use = used(("A", 0), ("B", 1), ("A", 0), ("C", 1))
    assert use.ranked(1, first=["D"]) == ["C", "B", "D", "A"]
    assert use.ranked(0, first=["D", "C"]) == ["A", "D", "C", "B"]
    assert use.ranked(7) == ["A", "C", "B"]


def test_often_counts_and_lately_counts_more_the_longer_ago_it_was():
    assert used(("A", 0), ("A", 0), ("A", 0), ("B", 0)).ranked(0) == ["A", "B"]
    assert used(*[("A", 0)] * 3, *[("B", 0)] * 2, *[("C", 0)] * 40, ("B", 0)).ranked(0)[1] == "B"


def test_thousands_of_uses_stay_numbers():
    use = used(*[("A", 0), ("B", 0), ("B", 0)] * 4_000)
    assert use.ranked(0) == ["B", "A"]


def test_a_theme_keeps_its_number_until_it_is_the_one_unused_longest():
    use = used(*((name, 0) for name in "ABCDE"))
    assert len(use.numbered) == NUMBERED
    use.used(["A"], 0)
    assert use.numbered == ("A", "B", "C", "D", "E")
    use.used(["F"], 0)
    assert use.numbered == ("A", "F", "C", "D", "E")
