"""Plain paragraphs are read without the parser, and page edges, tabs and dots are not read."""

import re

import pytest

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.agenda.markdown import read_blocks
from focusgroup.core.agenda.plain import plain_parts
from focusgroup.core.agenda.plain.page_lines import with_times_in_brackets, without_pages
from focusgroup.core.agenda.problems import Problems
from tests.guides import CORPUS, guides_in

ODD = [
    "Title\n=====\n\nText\n\n- a\n\ntext at the margin\n\n- b\n\n[x]: /y\n\nsee [x]",
    "- a\n\n      code\n\nplain\n\n1. b\nlazy\n\nplain\nOther\n-----\n",
    "text\n> quote\n\nplain\n\n| a | b |\n|---|---|\n| c | d |\nplain\n",
    "<!-- open\n\nplain\n\n-->\n\nafter\n\n```\n\ncode\n\n```\n",
    "plain\n```\ncode\n\nplain\n```\n\nplain",
    "* a\n\n  inside\n\nLetter\n\n  b) no list\n\nÄußerung\n\n中文\n",
]


@pytest.mark.parametrize("text", [*ODD, *(p.read_text("utf-8") for p in guides_in(CORPUS)
                                          if p.suffix == ".md")])  # fmt: skip
def test_the_parser_says_the_same_of_plain_paragraphs(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = read_blocks(text, Problems())
    monkeypatch.setattr(plain_parts, "_PLAIN", re.compile("$^"))
    assert read_blocks(text, Problems()) == apart


@pytest.mark.parametrize(
    "edge", ["Page {n} of 2", "Seite {n} von 2", "– {n} –", "第{n}页", "{n}", "Acme | page {n}"]
)
def test_the_edges_of_pages_are_no_text(edge: str) -> None:
    pages = [["Acme Research", "------", edge.format(n=n), "", f"1. Why {n}?"] for n in (1, 2)]
    lines = [line for page in pages for line in page]
    assert [line for line in without_pages(lines) if line] == ["1. Why 1?", "1. Why 2?"]


@pytest.mark.parametrize("kept", [["What is 7?", "7 cards", "Welcome"], ["Page by page", "x", "y"]])
def test_what_is_no_page_number_stays(kept: list[str]) -> None:
    assert without_pages(kept) == kept


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1\tWelcome\t\t10 min", "1. Welcome (10 min)"),
        ("Welcome ........ 10 min", "Welcome (10 min)"),
        ("2.  Your day          25 Minuten", "2. Your day (25 Minuten)"),
        ("Welcome\tAnna", "Welcome\tAnna"),
        ("\ta)\tWho lives here?", "\ta)\tWho lives here?"),
    ],
)
def test_times_apart_by_tabs_or_dots_are_those_of_the_line(typed: str, read: str) -> None:
    assert with_times_in_brackets(typed) == read


@pytest.mark.parametrize(
    "said",
    [
        "Client: Acme · Duration: 2 h",
        "Dauer: ca. 2 Stunden / 8 Teilnehmende / Studio Köln",
        "**Duur:** twee uur **Plaats:** De Schakel",
        "Sessions: 120 minutes, remote. Researcher: S. Okafor",
        "120-minute web-assisted depth interview",
        "访谈时间：每人 120 分钟左右",
    ],
)
def test_the_length_of_the_whole_stands_among_other_facts(said: str) -> None:
    text = f"# T\n\n{said}\n\n## A (60 min)\n\n1. Why?\n\n## B (60 min)\n\n1. How?\n"
    assert parse_agenda(text).agenda.minutes == 120


def test_lunch_until_the_next_day_takes_no_minutes() -> None:
    times = {"9:00": "Talk", "12:00": "Lunch", "8:30": "Coffee", "9:10": "End"}
    rows = "".join(f"| {at} | {what} |\n" for at, what in times.items())
    agenda = parse_agenda(f"# T\n\n| Time | What |\n|---|---|\n{rows}").agenda
    assert [section.minutes for section in agenda.sections] == [180, 0, 40]
