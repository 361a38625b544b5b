"""The front matter: strict about its own keys, lenient with everybody else's, and never a bomb."""

import pytest

from focusgroup.core.agenda.reading import Reading, Severity, parse_agenda
from tests.speed import within

BODY = "---\n\n## A (5 min)\n1. Why?\n"


def read(*lines: str) -> Reading:
    """An agenda with these lines as its front matter and one section of 5 minutes."""
    return parse_agenda("\n".join(["---", *lines, BODY]))


@pytest.mark.parametrize(
    ("key", "meant"),
    [("theems", "themes"), ("minute", "minutes"), ("titel2", "title"), ("duration", "minutes"),
     ("langauge", "language"), ("prodct", "product"), ("topics", "themes")],
)  # fmt: skip
def test_a_misspelt_key_is_named_with_the_one_that_was_meant(key: str, meant: str) -> None:
    reading = read("title: T", f"{key}: x")
    (problem,) = reading.problems
    assert (problem.line, problem.fix) == (3, f"did you mean `{meant}`?")
    assert problem.severity is Severity.WARNING


def test_keys_of_other_programs_are_warnings_that_list_the_known_ones() -> None:
    reading = read("title: T", "format:", "  revealjs:", "    logo: a.png", "execute: {echo: true}")
    assert [p.line for p in reading.problems] == [3, 6]
    assert all("title, product, minutes, language, themes" in p.fix for p in reading.problems)


def test_keys_are_known_in_capitals_and_in_chinese() -> None:
    agenda = read("Title: T", "MINUTES: 5").agenda
    assert (agenda.title, agenda.minutes) == ("T", 5)
    agenda = read("标题: 访谈", "时长: 5 分钟", "主题: [价格, 服务]").agenda
    assert (agenda.title, agenda.minutes) == ("访谈", 5)
    assert agenda.theme_paths == ("价格", "服务")


@pytest.mark.parametrize("title", ["yes", "no", "1:30", "010", "null", "2024-01-01", "1e3", "0x10"])
def test_a_title_is_the_text_that_was_written(title: str) -> None:
    assert read(f"title: {title}").agenda.title == title


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("5", 5), ("05", 5), ("010", 10), ("5.0", 5), ("'5'", 5), ("5 min", 5), ("1 h 30", 90)],
)  # fmt: skip
def test_minutes_are_decimal_whatever_yaml_makes_of_them(said: str, minutes: float) -> None:
    assert read("title: T", f"minutes: {said}").agenda.minutes == minutes


def test_a_time_with_a_colon_is_hours_and_minutes_and_is_questioned() -> None:
    reading = read("title: T", "minutes: 1:30")
    assert reading.agenda.minutes == 90
    assert (reading.problems[0].line, reading.problems[0].fix) == (3, "write `minutes: 90`")


@pytest.mark.parametrize("said", ["NaN", ".nan", ".inf", "yes", "ninety", "", "~", "5 10"])
def test_minutes_that_are_no_number_are_a_warning_and_not_used(said: str) -> None:
    reading = read("title: T", f"minutes: {said}")
    assert reading.agenda.minutes == 0
    assert [(p.line, p.severity) for p in reading.problems] == [(3, Severity.WARNING)]


@pytest.mark.parametrize("said", ["-5", "-5 min", "1441", "100000", "48 h"])
def test_absurd_minutes_are_an_error(said: str) -> None:
    reading = read("title: T", f"minutes: {said}")
    assert [p.line for p in reading.errors] == [3]
    assert reading.agenda.minutes == 0


def test_a_key_that_stands_twice_is_an_error_that_names_both_lines() -> None:
    reading = read("title: T", "minutes: 5", "Minutes: 90")
    (problem,) = reading.errors
    assert (problem.line, "line 3" in problem.message) == (4, True)
    assert reading.agenda.minutes == 5


def test_anchors_and_aliases_are_refused() -> None:
    reading = read("title: T", "a: &a [x, x]", "b: *a")
    (problem,) = reading.errors
    assert (problem.line, "anchors and aliases" in problem.message) == (3, True)


def test_an_alias_bomb_is_refused_at_once() -> None:
    lines = ['a0: &a0 "lol"']
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    reading = within(1, lambda: read(*lines))
    assert reading.errors[0].line == 2


@pytest.mark.parametrize("text", ["[" * 100_000, "{" * 100_000, "- " * 100_000, "? " * 100_000])
def test_a_front_matter_nested_a_hundred_thousand_deep_is_refused_in_time(text: str) -> None:
    reading = within(2, lambda: read("title: T", f"a: {text}" if text[0] in "[{" else text))
    assert reading.problems


def test_more_than_256_kb_is_refused_unread() -> None:
    reading = read("title: T", "a: " + "x" * 300_000)
    assert [p.message for p in reading.errors] == [
        "the front matter is 292 KB long; at most 256 KB are read"
    ]


def test_what_is_not_quite_yaml_is_read_line_by_line() -> None:
    reading = read("title: Planning: the first week", "themes:", "  - A: what: ever", "  - B")
    assert reading.agenda.title == "Planning: the first week"
    assert [(t.path, t.description) for t in reading.agenda.themes] == [
        ("A", "what: ever"),
        ("B", ""),
    ]
    assert [(p.line, p.severity) for p in reading.problems] == [(2, Severity.WARNING)]


def test_a_front_matter_without_an_end_is_a_warning() -> None:
    reading = parse_agenda("---\ntitle: T\nminutes: 5\n\n## A (5 min)\n1. Why?\n")
    assert reading.agenda.title == "T"
    assert [s.line for s in reading.agenda.sections] == [5]
    assert [p.message for p in reading.problems] == ["the front matter is not closed"]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    reading = parse_agenda("---\n\n# T\n\n---\n\n## A (5 min)\n1. Why?\n")
    assert reading.agenda.title == "T"
    assert reading.problems == ()


def test_themes_may_be_a_tree_a_list_a_mapping_or_a_line() -> None:
    tree = read("title: T", "themes:", "- A:", "  - B: the second", "  - C", "- D > E")
    assert [(t.path, t.description, t.line) for t in tree.agenda.themes] == [
        ("A", "", 4), ("A > B", "the second", 5), ("A > C", "", 6), ("D > E", "", 7)
    ]  # fmt: skip
    mapping = read("title: T", "themes:", "  A: first", "  B:")
    assert [(t.path, t.description) for t in mapping.agenda.themes] == [("A", "first"), ("B", "")]
    line = read("title: T", "themes: A, B>C, #D")
    assert [t.path for t in line.agenda.themes] == ["A", "B > C"]


def test_a_theme_that_stands_twice_or_has_no_name_is_a_warning() -> None:
    reading = read("title: T", "themes:", "- A", "-", "- a: again")
    assert [t.path for t in reading.agenda.themes] == ["A"]
    assert [(p.line, p.message.split(" ")[0]) for p in reading.problems] == [(5, "a"), (6, "the")]


@pytest.mark.parametrize(
    ("said", "language"), [("zh", "zh"), ("de-CH", "de-CH"), ("no", "no"), ("日本語", "")]
)
def test_a_language_is_a_code(said: str, language: str) -> None:
    reading = read("title: T", f"language: {said}")
    assert reading.agenda.language == language
    assert bool(reading.problems) is not bool(language)


def test_a_list_where_one_value_belongs_is_a_warning() -> None:
    reading = read("title: [a, b]", "product: P")
    assert reading.agenda.product == "P"
    assert reading.problems[0].line == 2
