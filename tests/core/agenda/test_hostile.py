"""No text breaks the reading of agendas, none takes long, and every problem names a real line."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from focusgroup.core.agenda.reading import (
    MOST_CHARACTERS,
    MOST_LINES,
    MOST_MARKED_LINES,
    Reading,
    parse_agenda,
)
from tests.slow import some
from tests.speed import within

# fmt: off
_PIECES = st.sampled_from([
    "# ", "## ", "### ", "---\n", "title: ", "minutes: ", "themes:\n", "  - ", "- ", "1. ", "> ",
    "[ ] ", "**", "_", "`", "```\n", ":::\n", "<!--", "-->", "<br>", "<BR>", "| a | b |\n",
    "|-|-|\n", "(5 min)", "(-1 h, key)", "09:30 - ", "10:00 ", "Themes: ", "Listen for: ",
    "Probe: ", "Time: ", "?", "？", "(", ")", "[", "]", "[a](b)", "\\", "&a ", "*a ", "&amp;",
    "\n", "\n\n", "    ", "\t", "\r", "\x00", "\u2028", "\u202e", "\ufeff", "\ud800", "🙂", "“",
    "”", '"', "½", "~", "{", "}", ": ", "分钟", "二十", "半", "word ", "Why?", "We say so. ",
    "a" * 300,
])
_REPEATED = [
    ">", "- ", "> - ", "1. ", "[", "![", "*", "**a ", "_", "`", "~", "<", "(", "|", "#", "\\",
    "- [ ] ", "1 h ", "about ", "12:30-", "半", "十", "a: ", "&amp;", "{", ":::",
]
# fmt: on
texts = st.one_of(st.text(), st.lists(_PIECES, max_size=60).map("".join))


def check(text: str) -> Reading:
    """Read *text* and hold what is promised about every reading."""
    reading = parse_agenda(text)
    lines = reading.agenda.source.count("\n") + 1
    for problem in reading.problems:
        assert 1 <= problem.line <= lines
        assert problem.message
        assert problem.fix
    for section in reading.agenda.sections:
        assert section.title
        assert 1 <= section.line <= lines
        assert 0 <= section.minutes <= 24 * 60
        for question in section.questions:
            assert question.text
            assert 1 <= question.line <= lines
            assert all(1 <= probe.line <= lines for probe in question.probes)
    assert bool(reading.agenda.sections) or reading.errors
    return reading


@given(texts)
@example("---\nminutes: [\n---\n# x")
@example("- \n1. ")
@example("## \n- [ ] ")
@example("| |\n|-|\n")
def test_any_text_is_read(text: str) -> None:
    check(text)


@given(texts)
def test_reading_what_was_read_gives_the_same(text: str) -> None:
    first = parse_agenda(text)
    again = parse_agenda(first.agenda.source)
    assert again.agenda == first.agenda


@given(st.lists(_PIECES, max_size=20).map("".join))
def test_no_section_can_spoil_the_ones_around_it(middle: str) -> None:
    middle = re.sub("[`~<]", "", middle)  # an open fence and an open tag go on to the end
    before, after = "## Before (5 min)\n\n1. One?", "## After (7 min)\n\n1. Two?"
    text = f"# T\n\n{before}\n\n## Odd\n\nx {middle}\n\n{after}\n"
    sections = check(text).agenda.sections
    assert sections[0].title == "Before"
    assert (sections[-1].title, sections[-1].minutes) == ("After", 7)
    assert sections[-1].questions[-1].text == "Two?"


@pytest.mark.parametrize("piece", _REPEATED)
@pytest.mark.parametrize("before", some(["", "## ", "## x\n- ", "---\ntitle: "], ["", "## x\n- "]))
def test_a_hundred_thousand_of_anything_takes_less_than_two_seconds(
    piece: str, before: str
) -> None:
    within(2, lambda: check(before + piece * 100_000))


@pytest.mark.parametrize(
    "text",
    [
        "## x\n" + "\n".join("  " * n + "- x" for n in range(900)),
        "## x\n" + "\n".join(">" * n + " x" for n in range(1300)),
        "## a?\n" * (MOST_MARKED_LINES - 1),
        "## a\n" + "- We say this.\n" * (MOST_MARKED_LINES - 2),
        "**a (5 min)**\n\n" * (MOST_MARKED_LINES // 2 - 1),
        "| time | a |\n|-|-|\n" + "| 5 min | b |\n" * (MOST_MARKED_LINES - 3),
        "# T\n## Agenda\n| time | a |\n|-|-|\n"
        + "| 5 min | b |\n" * 2000
        + "## c\nd\n" * ((MOST_MARKED_LINES - 2010) // 2),
        "# T\n## a\n" + "* x\n - y\n1. z\na) b\n" * ((MOST_MARKED_LINES - 4) // 4),
        "## a\nWhat is it?\n- b\n" * (MOST_MARKED_LINES // 3 - 1),
        "# T\n\n"
        + ("We have had the new desk for a year and use it every other day.\n" * 6 + "\n") * 4_500,
        ("## A (5 min)\n\n" + "They go on with paper because nobody told them where it was.\n" * 99)
        * 300,
        "a" + "\u0301" * (MOST_CHARACTERS - 1),
        "---\nthemes:\n"
        + "".join(f"- theme {n}\n" for n in range(2000))
        + "---\n## a\nThemes: "
        + ",".join(f"thme {n}" for n in range(2000)),
    ],
    ids=[
        "lists",
        "quotes",
        "headings",
        "statements",
        "bold",
        "rows",
        "beside",
        "levels",
        "pairs",
        "prose",
        "prose in sections",
        "marks",
        "themes",
    ],
)
def test_the_longest_agendas_are_read_in_two_seconds(text: str) -> None:
    within(2, lambda: check(text))


def test_what_is_nested_too_deep_to_be_read_is_said() -> None:
    reading = check("# T\n## A (5 min)\n" + "- " * 100 + "deep\n")
    assert any("nested too deep" in problem.message for problem in reading.problems)


@pytest.mark.parametrize(
    "text",
    ["x" * (MOST_CHARACTERS + 1), "x\n" * (MOST_LINES + 1), "- x\n" * (MOST_MARKED_LINES + 1)],
)
def test_what_nobody_could_lead_by_is_refused_unread(text: str) -> None:
    (problem,) = within(1, lambda: check(text)).errors
    assert "too long for an agenda" in problem.message


def test_thousands_of_problems_are_cut_and_errors_come_first() -> None:
    text = "# T\n" + "## A (5 min)\n1. Why?\n" * 500 + "## B (-5 min)\n1. Why?\n"
    problems = check(text).problems
    assert len(problems) == 100
    assert "more problems like these" in problems[-1].message
    assert any(problem.message.startswith("-5 minutes") for problem in problems)
