"""What stands around a session is no part of it, and what only looks so is one."""

import pytest

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.model import Agenda
from tests.guides import steps_of

ASKED = ("## Topic", "1. What do you do?", "2. Since when?")


def read(*lines: str) -> Agenda:
    return parse_agenda("\n".join(lines)).agenda


def titles(agenda: Agenda) -> list[str]:
    return [section.title for section in agenda.sections]


def beside(agenda: Agenda) -> list[str]:
    return [part.title for part in (*agenda.before, *agenda.after)]


@pytest.mark.parametrize(
    "title",
    [
        "Interviewer notes",
        "Moderator's ground rules",
        "Facilitator checklist",
        "Regeln für das Gespräch",
        "Indicaciones para quien entrevista",
        "Cómo voy a conducir la entrevista",
        "What not to ask",
        "Don't say",
        "O que não perguntar",
        "Qué no hacer",
        "Cosa non chiedere",
        "Preguntas que descarté (y por qué)",
        "Questions we dropped",
        "What you're looking for",
        "References",
        "Controle de versão",
        "Recruiting screen",
        "Evidence tracker",
        "Zugangsdaten",
        "Métricas simples",
        "Wozu",
        "Before the evening",
        "After each interview",
    ],
)
def test_what_its_title_names_is_beside_the_session(title: str) -> None:
    notes = ["- Pause after each answer.", "- No names."]
    for lines in (
        ("# G", f"## {title}", *notes, "", *ASKED),
        ("# G", *ASKED, "", f"## {title}", *notes),
    ):
        agenda = read(*lines)
        assert (titles(agenda), beside(agenda)) == (["Topic"], [title])


@pytest.mark.parametrize("title", ["Tools", "Your team", "Werkzeuge", "Équipe", "Herramientas"])
def test_topics_that_are_also_words_of_a_plan_are_asked(title: str) -> None:
    agenda = read("# G", *ASKED, "", f"## {title}", "- Which do you use, and why?")
    assert titles(agenda) == ["Topic", title]


@pytest.mark.parametrize(
    "over", ["## After the talk", "## NACH DEM GESPRÄCH (Du)", "## Phase 3: Nach dem Gespräch"]
)
def test_parts_of_what_is_left_out_are_left_out_with_it(over: str) -> None:
    agenda = read(
        "# G",
        "## Talk (10 min)",
        "1. Why?",
        "",
        over,
        "### At once (15 min)",
        "- [ ] Send it",
        "### Within a day",
        "- [ ] Write it up",
    )
    assert titles(agenda) == ["Talk"]
    assert len(beside(agenda)) == 1


def test_boxes_before_the_first_and_after_the_last_part_with_questions_are_beside() -> None:
    agenda = read(
        "# G",
        "## Protocol",
        "### Pre-research",
        "- [ ] Guide written",
        "### Post-research",
        "- [ ] Filed",
        "## Talk (10 min)",
        "1. Why?",
        "## Cake (5 min)",
        "1. How?",
        "## Filing",
        "- [ ] Notes",
    )
    assert titles(agenda) == ["Talk", "Cake"]


def test_boxes_with_a_time_are_a_section() -> None:
    agenda = read(
        "# G", "## Before we start (5 min)", "- [ ] Recording is on", "## Talk (10 min)", "1. Why?"
    )
    assert titles(agenda) == ["Before we start", "Talk"]
    agenda = read(
        "# Retro", "## Opening (5 min)", "- [ ] Welcome", "## Ideas (20 min)", "- [ ] Vote"
    )
    assert titles(agenda) == ["Opening", "Ideas"]


def test_empty_headings_below_one_another_after_the_questions_are_beside() -> None:
    agenda = read("# G", *ASKED, "", "## Interviews", "### Interview 1", "### Interview 2")
    assert (titles(agenda), beside(agenda)) == (["Topic"], ["Interviews"])


def test_words_to_be_said_before_the_start_are_a_section() -> None:
    agenda = read(
        "# G",
        "## Before you start",
        "Say this:",
        "",
        "> I did not make this, you may say anything.",
        "",
        *ASKED,
    )
    assert titles(agenda) == ["Before you start", "Topic"]
    assert agenda.sections[0].script


def test_a_case_that_is_read_to_somebody_is_a_section() -> None:
    agenda = read("# G", "## Ausgangslage", "> Sie lesen gern und haben eine neue App.", "", *ASKED)
    assert titles(agenda) == ["Ausgangslage", "Topic"]


# -- where sections begin ------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["Tramo", "Parte", "Part", "Teil", "Block", "Étape", "Fase"])
def test_numbered_parts_below_a_heading_are_sections_whatever_it_says(part: str) -> None:
    agenda = read(
        "# Guide",
        "## Questions by part",
        "> They go from wide to narrow.",
        "",
        f"### {part} 1 — Context",
        "1. Why?",
        "",
        f"### {part} 2 — Pains",
        "2. How?",
    )
    assert [title[-7:] for title in titles(agenda)] == ["Context", "— Pains"]


@pytest.mark.parametrize(
    "number", ["Pregunta {}", "Question {}", "Frage {}", "Domanda {}", "Vraag {}", "Q{}"]
)
def test_numbered_questions_as_headings_are_no_sections(number: str) -> None:
    lines = ["# Guide"]
    for n, title in enumerate(("Context", "Today"), 1):
        lines += [
            f"# {title}",
            f"## {number.format(n)}",
            "**What do you do?**",
            "### Follow-ups",
            "- Why?",
            "",
        ]
    agenda = read(*lines)
    assert titles(agenda) == ["Context", "Today"]
    assert [kind for kind, _ in steps_of(agenda.sections[0])][-2:] == ["question", "probe"]


def test_headings_without_a_blank_after_their_signs_are_headings() -> None:
    agenda = read(
        "#Interview with NAME",
        "",
        "##Introduction",
        "Thank you for coming.",
        "",
        "##Work",
        "What do you do?",
        "",
        "##Close",
        "Anything else?",
    )
    assert (agenda.title, titles(agenda)) == (
        "Interview with NAME",
        ["Introduction", "Work", "Close"],
    )
    assert titles(read("# G", "## A", "#tag is no heading", "- Why?")) == ["A"]


def test_bold_titles_over_lists_below_the_one_heading_that_asks_are_sections() -> None:
    agenda = read(
        "# Plan",
        "## Goals",
        "- learn",
        "",
        "## Questions",
        "",
        "**1. Work**",
        "",
        "- What do you do?",
        "",
        "**2. Money**",
        "",
        "- Who pays?",
        "",
        "## References",
        "- a book",
    )
    assert titles(agenda) == ["Work", "Money"]


def test_bold_parts_with_shorter_times_are_inside_sections_with_a_time() -> None:
    agenda = read(
        "# Test",
        "### Phase 1: Start (6 min)",
        "**Demo (1 min):**",
        "> Look.",
        "",
        "**Talk (2 min):**",
        "- Why?",
        "",
        "### Phase 2: Work (10 min)",
        "**Demo (1 min):**",
        "> Look.",
        "",
        "- How?",
    )
    assert [section.minutes for section in agenda.sections] == [6, 10]


def test_what_stands_below_a_welcome_by_mistake_is_beside_it() -> None:
    agenda = read(
        "# G",
        "## Introduction",
        "Thank you for coming.",
        "### Work",
        "- What?",
        "### Wrap-up",
        "- Else?",
    )
    assert titles(agenda) == ["Introduction", "Work", "Wrap-up"]


def test_a_clock_of_minutes_and_seconds_counts_from_zero() -> None:
    spans = ("0:00 – 2:00", "2:00 – 11:00", "11:00 – 15:00")
    agenda = read(
        "# 15-Minute Guide",
        *(
            f"### {n}. A rather long title of a part that goes on ({each})"
            for n, each in enumerate(spans, 1)
        ),
    )
    assert [section.minutes for section in agenda.sections] == [2, 9, 4]


@pytest.mark.parametrize("title", ["20-minute script", "20-min script", "20-minütiges Gespräch"])
def test_a_length_may_stand_in_front_of_a_title(title: str) -> None:
    agenda = read("# G", f"## {title}", "1. Why?", "## Close (5 min)", "1. Else?")
    assert [(x.title, x.minutes) for x in agenda.sections] == [(title, 20), ("Close", 5)]


def test_the_last_row_by_the_clock_ends_with_the_whole() -> None:
    agenda = read(
        "# G",
        "## Suggested run of a 2.5-hour session",
        "| Time | What |",
        "|---|---|",
        "| 0:00 | Welcome |",
        "| 0:20 | Work |",
        "| 2:20 | Show |",
        "",
        "## Snags",
        "- What if it rains on you?",
    )
    assert [section.minutes for section in agenda.sections][:3] == [20, 120, 10]
    assert agenda.minutes == 150


def test_a_length_below_its_label_as_a_heading_is_the_total_and_stays_whole() -> None:
    agenda = read(
        "# G",
        "## 访谈时长：",
        "",
        " 45-60 分钟",
        "",
        "## 开场 (10 分钟)",
        "- 为什么？",
        "## 收尾",
        "- 还有吗？",
    )
    assert agenda.minutes == 60
    assert agenda.before[0].notes == ("45-60 分钟",)


@pytest.mark.parametrize(
    "titled",
    [
        ["**1. Warm-up**", "", "- {}", "", "**2. Tools**", "", "- {}", ""],
        ["**Icebreaker**", "", "1. {}", "   - Probe: where", "", "**Tools**", "", "2. {}", ""],
        ["1. **Warm-up**", "   - {}", "2. **Tools**", "   - {}", ""],
    ],
)
def test_bold_titles_below_questions_are_sections_also_beside_other_parts(
    titled: list[str],
) -> None:
    lines = [line.format("What do you do?") for line in titled]
    close = ["## Close", "- What else?"]
    agenda = read(
        "# G", "## Intro", "- May I record?", "", "## Interview questions", *lines, *close
    )
    assert len(titles(agenda)) == 4
    assert titles(agenda)[2] == "Tools"


@pytest.mark.parametrize("clock", ["12:00-ish", "~12:00-ish", "12:00ish"])
@pytest.mark.parametrize("end", ["Workshop ends", "Die Sitzung endet", "La sesión termina"])
def test_a_time_that_is_about_right_is_one_and_an_end_ends(clock: str, end: str) -> None:
    agenda = read("# G", "11:00 - Talk", "- Why?", "", f"{clock} - Lunch", "", "13:00 - Close",
                  "- What else?", "", f"13:30 - {end}")  # fmt: skip
    assert [(each.title, each.minutes) for each in agenda.sections] == [
        ("Talk", 60), ("Lunch", 60), ("Close", 30)
    ]  # fmt: skip


@pytest.mark.parametrize("asks", ["Facilitator asks", "Ask each of them", "Fragen Sie alle"])
def test_a_quoted_question_after_a_label_is_asked(asks: str) -> None:
    agenda = read("# G", "## A", f"{asks}: “What stands out?”", "", "Some text.", "", "1. Why?")
    assert [kind for kind, _ in steps_of(agenda.sections[0])] == ["question", "note", "question"]


@pytest.mark.parametrize("length", ["2 hours", "120 min", "90 min"])
@pytest.mark.parametrize("title", ["Workshop Structure", "How we spend the evening", "Ablauf"])
def test_a_heading_with_the_only_length_over_a_timetable_is_over_its_rows(
    title: str, length: str
) -> None:
    rows = [
        "| 0:00 | 10 min | Welcome, goals |",
        "| 0:10 | 50 min | Work |",
        "| 1:00 | 60 min | End talk |",
    ]
    agenda = read(
        "# W",
        f"## {title} ({length})",
        "",
        "| Time | Duration | Activity |",
        "|---|---|---|",
        *rows,
        "",
        "## Common Challenges",
        "| Challenge | Response |",
        "|---|---|",
        "| Noise | wait |",
    )
    assert [each.minutes for each in agenda.sections] == [10, 50, 60]
    assert agenda.minutes == (90 if length == "90 min" else 120)
