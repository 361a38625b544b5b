"""The format of an agenda: every part of it arrives where it belongs, with its line."""

import subprocess
import sys

import pytest

from focusgroup.core.agenda.reading import Reading, Severity, parse_agenda
from focusgroup.core.model import Kind, Probe, Question, Section, SectionKind, Task, ThemeSpec

WHOLE = """\
---
title: Customer focus group
product: Atlas
minutes: 30
language: en
themes:
  - Onboarding: from signature to first value
  - Reporting
  - Reporting > Exports
---

## Welcome (10 min)
Check the recorder. Seat numbers
on the table.

> Thank you for coming.
> There are no right answers.
>
> Any questions before we begin?

- [ ] Consent to take notes
- [x] Water on the table

## What gets in your way? (20 min, key)
Themes: Onboarding, Exports
Listen for: problems

1. **When did the product last let you down?**
   - What did it cost you?
     - In money?
   - Who else has seen this?
2. What did you do [instead](https://example.org)?
"""


def only(text: str) -> Section:
    """The one section of an agenda that consists of it."""
    sections = parse_agenda(text).agenda.sections
    assert len(sections) == 1
    return sections[0]


def messages(reading: Reading) -> str:
    return "\n".join(f"{p.line}: {p.message} / {p.fix}" for p in reading.problems)


def test_the_front_matter_gives_title_product_minutes_language_and_themes() -> None:
    agenda = parse_agenda(WHOLE).agenda
    assert (agenda.title, agenda.product, agenda.minutes, agenda.language) == (
        "Customer focus group",
        "Atlas",
        30,
        "en",
    )
    assert agenda.themes == (
        ThemeSpec("Onboarding", "from signature to first value", 7),
        ThemeSpec("Reporting", "", 8),
        ThemeSpec("Reporting > Exports", "", 9),
    )
    assert agenda.source == WHOLE


def test_a_section_has_notes_script_and_tasks() -> None:
    welcome = parse_agenda(WHOLE).agenda.sections[0]
    assert (welcome.title, welcome.minutes, welcome.line) == ("Welcome", 10, 12)
    assert welcome.notes == ("Check the recorder. Seat numbers on the table.",)
    assert welcome.script == (
        "Thank you for coming. There are no right answers.",
        "Any questions before we begin?",
    )
    assert welcome.tasks == (Task("Consent to take notes", 21), Task("Water on the table", 22))
    assert welcome.questions == ()


def test_questions_have_probes_of_any_depth_and_bold_ones_must_be_asked() -> None:
    section = parse_agenda(WHOLE).agenda.sections[1]
    assert section.questions == (
        Question(
            "When did the product last let you down?",
            (
                Probe("What did it cost you?", 29),
                Probe("In money?", 30),
                Probe("Who else has seen this?", 31),
            ),
            must=True,
            line=28,
        ),
        Question("What did you do instead?", (), must=False, line=32),
    )


def test_a_section_says_its_kind_its_themes_and_what_it_listens_for() -> None:
    section = parse_agenda(WHOLE).agenda.sections[1]
    assert section.kind is SectionKind.KEY
    assert section.minutes == 20
    assert section.themes == ("Onboarding", "Reporting > Exports")
    assert section.listen_for is Kind.PROBLEM
    assert section.notes == ()


def test_a_well_written_agenda_has_no_problems() -> None:
    assert parse_agenda(WHOLE).problems == ()


def test_who_introduces_themselves_is_listened_to_for_context() -> None:
    listening = {kind: Section("Any", kind=kind).listens for kind in (None, *SectionKind)}
    introducing = (SectionKind.OPENING, SectionKind.INTRODUCTORY)
    assert listening == {kind: Kind.CONTEXT if kind in introducing else None for kind in listening}
    named = Section("Welcome", kind=SectionKind.OPENING, listen_for=Kind.PROBLEM)
    assert named.listens is Kind.PROBLEM


@pytest.mark.parametrize(
    ("heading", "title", "minutes"),
    [
        ("Welcome (10 min)", "Welcome", 10),
        ("Welcome [~5 mins]", "Welcome", 5),
        ("Welcome | 5 minutes", "Welcome", 5),
        ("Welcome - 5 minutes", "Welcome", 5),
        ("Welcome – 30-40 minutes", "Welcome", 40),
        ("Welcome: 10 min", "Welcome", 10),
        ("Welcome 10 min", "Welcome", 10),
        ("10 min – Welcome", "Welcome", 10),
        ("09:30 - 10:45 Welcome", "Welcome", 75),
        ("Welcome (09:30–10:45)", "Welcome", 75),
        ("1. Einstieg (ca. 10 Min.)", "Einstieg", 10),
        ("2.1 Warm-up (1 h 30)", "Warm-up", 90),
        ("一、开场（约5分钟）", "开场", 5),
        ("开场 20分钟", "开场", 20),
        ("Warm-up (whole group, 20 min)", "Warm-up (whole group)", 20),
        ("Consent (external participants only) (5 min)", "Consent (external participants only)", 5),
        ("Welcome {.unnumbered} ", "Welcome", 0),
        ("The first 30 minutes", "The first 30 minutes", 0),
        ("What would you do with 10 minutes?", "What would you do with 10 minutes?", 0),
        ("Topic 1 – Interface", "Topic 1 – Interface", 0),
        ("Q&A [live] (5 min)", "Q&A [live]", 5),
    ],
)
def test_a_heading_gives_its_title_and_minutes(heading: str, title: str, minutes: float) -> None:
    section = only(f"## {heading}\n\n1. Why?\n")
    assert (section.title, section.minutes) == (title, minutes)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Talk (5 min, opening)", SectionKind.OPENING),
        ("Talk (introductory)", SectionKind.INTRODUCTORY),
        ("Talk (5 min) (transition)", SectionKind.TRANSITION),
        ("Talk | 5 min | key", SectionKind.KEY),
        ("Talk (Ending, 5 min)", SectionKind.ENDING),
        ("讨论（20 分钟，关键）", SectionKind.KEY),
        ("Gespräch (20 Min., Einstieg)", SectionKind.INTRODUCTORY),
        ("Wrap-up (5 min)", SectionKind.ENDING),
        ("Welcome (5 min, key)", SectionKind.KEY),
        ("Pricing (5 min)", None),
    ],
)
def test_a_heading_gives_its_kind(heading: str, kind: SectionKind | None) -> None:
    assert only(f"## {heading}\n\n1. Why?\n").kind is kind


def test_a_kind_that_is_misspelt_is_named_with_the_one_that_was_meant() -> None:
    reading = parse_agenda("# T\n\n## Talk (5 min, kee)\n\n1. Why?\n")
    assert [(p.line, p.fix) for p in reading.problems] == [(3, "did you mean `key`?")]
    assert reading.agenda.sections[0].title == "Talk"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("problems", Kind.PROBLEM),
        ("Strength", Kind.STRENGTH),
        ("missing features", Kind.MISSING_FEATURE),
        ("what is missing", Kind.MISSING_FEATURE),
        ("问题", Kind.PROBLEM),
        ("Wünsche", Kind.MISSING_FEATURE),
        ("context", Kind.CONTEXT),
        ("How they work", Kind.CONTEXT),
        ("Hintergrund", Kind.CONTEXT),
        ("背景", Kind.CONTEXT),
    ],
)
def test_what_a_section_listens_for_is_read_in_several_words(said: str, kind: Kind) -> None:
    assert only(f"## A (5 min)\nListen for: {said}\n\n1. Why?\n").listen_for is kind


def test_listening_for_something_else_is_a_note_and_a_warning() -> None:
    reading = parse_agenda("# T\n## A (5 min)\nListen for: the boss's mood\n\n1. Why?\n")
    section = reading.agenda.sections[0]
    assert section.listen_for is None
    assert section.notes == ("Listen for: the boss's mood",)
    assert "3: `the boss's mood` isn't one kind of quote" in messages(reading)


def test_listening_for_two_kinds_takes_the_first_and_says_so() -> None:
    reading = parse_agenda("# T\n## A (5 min)\nListen for: strengths and problems\n\n1. Why?\n")
    assert reading.agenda.sections[0].listen_for is Kind.STRENGTH
    assert "listens for strength" in messages(reading)


def test_a_theme_that_the_list_has_not_is_named_with_the_nearest() -> None:
    front = "---\ntitle: T\nthemes: [Reporting, Support]\n---\n"
    reading = parse_agenda(f"{front}## A (5 min)\nThemes: Reportin\n1. Why?\n")
    assert reading.agenda.sections[0].themes == ("Reportin",)
    assert [(p.line, p.fix) for p in reading.problems] == [(5, "did you mean `Reporting`?")]


def test_themes_need_no_list_in_the_front_matter() -> None:
    reading = parse_agenda(
        "# T\n## A (5 min)\nThemes: Pricing; Reporting>Exports、Pricing\n\n1. Why?\n"
    )
    assert reading.agenda.sections[0].themes == ("Pricing", "Reporting > Exports")
    assert reading.agenda.theme_paths == ("Pricing", "Reporting > Exports")
    assert reading.problems == ()


def test_a_theme_is_known_in_any_case_of_its_letters() -> None:
    text = "---\ntitle: T\nthemes:\n- Audit log\n---\n## A (5 min)\nThemes: AUDIT LOG\n1. Why?\n"
    assert parse_agenda(text).agenda.sections[0].themes == ("Audit log",)


def test_a_label_before_a_colon_is_not_bold_text_that_must_be_asked() -> None:
    section = only("## A (5 min)\n1. **Novices:** was it easy?\n2. **Really?** Go round.\n")
    assert [q.must for q in section.questions] == [False, True]


def test_a_probe_may_stand_in_the_line_of_its_question() -> None:
    (question,) = only("## A (5 min)\n1. What did you do?\n   Probe: who helped?\n").questions
    assert question.text == "What did you do?"
    assert [probe.text for probe in question.probes] == ["who helped?"]


def test_comments_are_left_out_and_other_html_is_read_for_its_text() -> None:
    section = only("## A (5 min)\n<!-- mine\nonly -->\n\n<div>\nA note\n</div>\n\n1. Why<br>not?\n")
    assert section.notes == ("A note",)
    assert section.questions[0].text == "Why not?"


def test_lines_of_chinese_are_joined_without_a_space() -> None:
    section = only("## 开场（5 分钟）\n请先确认录音\n设备正常，\nOK 了再开始。\n\n1. 您好吗？\n")
    assert section.notes == ("请先确认录音设备正常，OK 了再开始。",)


def test_the_sum_of_the_sections_is_held_against_the_total() -> None:
    reading = parse_agenda(
        "---\ntitle: T\nminutes: 30\n---\n## A (10 min)\n1. Why?\n## B (25 min)\n1. Why?\n"
    )
    (problem,) = reading.problems
    assert problem.line == 3
    assert (
        problem.message
        == "the sections add up to 35 min, 5 min more than the 30 min of the whole agenda"
    )
    assert problem.severity is Severity.WARNING


def test_two_sections_of_one_title_are_a_warning_and_both_are_kept() -> None:
    reading = parse_agenda("# T\n## Talk (5 min)\n1. Why?\n## talk (5 min)\n1. How?\n")
    assert [s.title for s in reading.agenda.sections] == ["Talk", "talk"]
    (problem,) = reading.warnings
    assert (problem.line, "on line 2" in problem.message) == (4, True)


@pytest.mark.parametrize("minutes", ["-5 min", "1441 min", "99999 min", "25 h"])
def test_absurd_minutes_of_a_section_are_an_error_with_its_line(minutes: str) -> None:
    reading = parse_agenda(f"# T\n\n## Talk ({minutes})\n1. Why?\n")
    (problem,) = reading.errors
    assert problem.line == 3
    assert reading.agenda.sections[0].minutes == 0


def test_a_section_without_minutes_is_named_and_a_whole_without_any_only_once() -> None:
    some = parse_agenda("# T\n## A (5 min)\n1. Why?\n## B\n1. Why?\n## C\n1. Why?\n")
    assert [p.line for p in some.problems] == [4, 6]
    none = parse_agenda("# T\n## A\n1. Why?\n## B\n1. Why?\n")
    assert [p.line for p in none.problems] == [2]


def test_an_empty_section_is_named() -> None:
    assert "4: `B` is empty" in messages(parse_agenda("# T\n## A (5 min)\n1. Why?\n## B\n"))


def test_a_break_needs_nothing_but_its_minutes() -> None:
    assert parse_agenda("# T\n## A (5 min)\n1. Why?\n## Break (10 min)\n").problems == ()


@pytest.mark.parametrize("text", ["", "   \n\n", "\ufeff\n"])
def test_nothing_is_an_error(text: str) -> None:
    (problem,) = parse_agenda(text).problems
    assert (problem.severity, problem.message) == (Severity.ERROR, "the agenda is empty")


@pytest.mark.parametrize(
    "text", ["Hello world.", "# A title\n\nAnd a sentence.", "---\ntitle: T\n---\n"]
)
def test_a_text_without_any_section_is_an_error(text: str) -> None:
    reading = parse_agenda(text)
    assert [p.message for p in reading.errors] == ["no section was found"]
    assert reading.agenda.sections == ()


def test_without_a_title_the_given_one_is_used() -> None:
    assert parse_agenda("## A (5 min)\n1. Why?\n## B (5 min)\n", "Visit").agenda.title == "Visit"
    reading = parse_agenda("## A (5 min)\n1. Why?\n## B (5 min)\n")
    assert reading.agenda.title == "Untitled agenda"
    assert "the agenda has no title" in messages(reading)


def test_control_characters_are_counted_and_the_line_of_the_first_is_named() -> None:
    reading = parse_agenda("# T\n\n## A\x1b[31m (5 min)\n1. Why\x00?\n")
    assert reading.agenda.sections[0].title == "A[31m"
    assert "3: 2 control characters were removed" in messages(reading)
    assert "\x1b" not in reading.agenda.source


def test_windows_line_ends_keep_the_line_numbers() -> None:
    assert (
        parse_agenda(WHOLE.replace("\n", "\r\n")).agenda.sections
        == parse_agenda(WHOLE).agenda.sections
    )


def test_nothing_heavy_is_imported_before_an_agenda_is_read() -> None:
    code = "import sys, focusgroup.core.agenda; print(*{'markdown_it', 'yaml'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_markup_of_screens_stays_text() -> None:
    section = only("## [red]A[/] (5 min)\n> [@click=app.quit]go[/]\n\n1. What about [/]?\n")
    assert section.title == "[red]A[/]"
    assert section.script == ("[@click=app.quit]go[/]",)
    assert section.questions[0].text == "What about [/]?"


def test_each_line_of_a_paragraph_of_questions_is_one_with_its_own_line() -> None:
    section = only(
        "## A (5 min)\nGo round.\n\nThe last time,\nwho was there?\n\nAnd then?\nAnd now?\n"
    )
    assert section.notes == ("Go round.",)
    assert [(q.text, q.line) for q in section.questions] == [
        ("The last time, who was there?", 4),
        ("And then?", 7),
        ("And now?", 8),
    ]
