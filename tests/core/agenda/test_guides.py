"""Guides that nobody wrote for this program open with warnings and an outline one can lead by."""

from pathlib import Path

import pytest

from focusgroup.core.agenda.reading import Reading, parse_agenda
from focusgroup.core.model import Agenda, Kind, Question, Section, SectionKind, Subheading

GUIDES = Path(__file__).resolve().parents[2] / "agendas"
FILES = sorted(path for path in GUIDES.iterdir() if path.is_file() and path.name != "SOURCES.md")


def read(name: str) -> Reading:
    return parse_agenda((GUIDES / name).read_text("utf-8"))


def titles(agenda: Agenda) -> list[tuple[str, float]]:
    return [(section.title, section.minutes) for section in agenda.sections]


def asked(section: Section) -> list[str]:
    return [question.text for question in section.questions]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_guide_can_be_led(path: Path) -> None:
    reading = parse_agenda(path.read_text("utf-8"))
    assert reading.errors == ()
    assert len(reading.agenda.sections) > 3


def test_an_interview_guide_with_subsections() -> None:
    reading = read("onrr_19_guide.md")
    agenda = reading.agenda
    assert agenda.title == "Interview Guide"
    assert titles(agenda) == [
        ("Intro", 5),
        ("User Task Background", 20),
        ("Task Setup", 1),
        ("Task & Questions", 30),
        ("Live Site", 0),
        ("Prototypes", 0),
        ("Close", 2),
    ]
    background = agenda.sections[1]
    assert asked(background)[0] == "Have you used the Natural Resources Revenue portal before?"
    assert len(background.questions) == 7
    assert background.questions[0].probes[0].text.startswith("Tell me a little bit")
    setup = agenda.sections[2]
    assert setup.questions == ()
    assert "We’re testing the design we’re not testing you." in setup.script
    assert asked(agenda.sections[3])[0] == "How do you get to the numbers?"
    assert agenda.sections[6].kind is SectionKind.ENDING
    assert {problem.line for problem in reading.warnings} == {10, 22, 37, 41, 57}


def test_slides_of_a_publishing_tool() -> None:
    reading = read("small_group_feedback.qmd")
    agenda = reading.agenda
    assert agenda.title == "Small group feedback"
    assert [title for title, _ in titles(agenda)] == [
        "Help Us Improve odin & monty",
        "Group Setup",
        "⏱️ Format and Timing",
        "Topic 1 – Interface Design",
        "Topic 2 – Documentation & Learning Materials",
        "Topic 3 – Work Practice",
        "Topic 4 – Community & Ecosystem",
        "Key Points & Wrap-up",
    ]
    assert len(agenda.sections[3].questions) == 3
    assert agenda.sections[0].questions == ()
    assert len(agenda.sections[0].notes) == 3
    assert not any(question.must for question in agenda.sections[3].questions)
    assert [problem.line for problem in reading.warnings] == [3, 8, 15, 33, 34, 68]


def test_a_list_of_topics_is_a_list_of_sections() -> None:
    agenda = read("ppgc21_agenda.md").agenda
    assert agenda.title == "Meeting Agenda - June 13, 2024"
    assert [title for title, _ in titles(agenda)] == [
        "zkPoS phase 1: Connecting to the AggLayer",
        "Bor Release v1.3.4",
        "PIP-26: Transition from MATIC to POL Validator Rewards",
        "PIP-39: Validator Admissions into PoS Network",
    ]
    assert agenda.sections[1].notes == (
        "https://github.com/maticnetwork/Polygon-Improvement-Proposals/pull/309",
    )


def test_a_conversation_guide_with_logistics_and_things_to_watch_for() -> None:
    agenda = read("usability_conversation.md").agenda
    assert titles(agenda)[:4] == [
        ("Intro", 5),
        ("Warm-up questions", 5),
        ("First task: Book an appointment", 20),
        ("Post-task interview", 10),
    ]
    intro, warm_up, task = agenda.sections[:3]
    (logistics,) = agenda.before
    assert logistics.title == "Moderator logistics"
    assert "Do Not Disturb ON" in logistics.notes
    assert [part.title for part in agenda.after] == ["Approvals"]
    assert intro.script[0].startswith("Thank you for joining us today!")
    assert "We want to hear your honest opinions." in intro.script[3]
    assert [question.must for question in intro.questions] == [True]
    assert [len(question.probes) for question in warm_up.questions] == [0, 2]
    assert asked(task) == [
        "Show me how you would go about it.",
        "What do you expect behind this button?",
    ]
    assert "Does the participant notice the calendar?" in task.notes


def test_a_template_with_bold_questions_and_follow_ups() -> None:
    agenda = read("discovery_template.md").agenda
    assert agenda.minutes == 60
    assert [task.text for task in agenda.sections[0].tasks] == [
        "Recording consent obtained",
        "Recording started",
    ]
    introduction, main = agenda.sections[1:3]
    assert introduction.script[0].startswith('"Thanks for taking the time')
    assert asked(introduction) == ["Role and responsibilities", "How long in the current role"]
    assert (main.title, main.minutes) == ("Main questions", 35)
    assert asked(main)[0] == '"Tell me about the last time you planned a week."'
    assert all(question.must for question in main.questions)
    assert [probe.text for probe in main.questions[1].probes] == [
        '"How often does that happen?"',
        '"What do you do instead?"',
    ]


def test_a_german_guide() -> None:
    reading = read("interviewleitfaden.md")
    agenda = reading.agenda
    assert agenda.minutes == 90
    assert titles(agenda) == [
        ("Begrüßung", 5),
        ("Einstieg", 10),
        ("Hauptteil: Störungen", 60),
        ("Abschluss", 15),
    ]
    assert len(agenda.sections[0].script) == 1
    last = agenda.sections[2].questions[1]
    assert last.text == "Was tun Sie, bevor Sie uns anrufen?"
    assert [probe.text for probe in last.probes] == ["Wie gut klappt das?"]
    assert reading.problems == ()


def test_a_chinese_guide() -> None:
    reading = read("fangtan_tigang.md")
    agenda = reading.agenda
    assert (agenda.title, agenda.minutes) == ("门店系统使用访谈提纲", 60)
    assert titles(agenda) == [
        ("开场白", 5), ("暖场", 10), ("日常使用中的问题", 25), ("期望与改进", 15), ("结束", 5)
    ]  # fmt: skip
    key = agenda.sections[2]
    assert (key.kind, key.listen_for) == (SectionKind.KEY, Kind.PROBLEM)
    assert key.questions[0].must
    assert [probe.text for probe in key.questions[0].probes] == [
        "当时您怎么处理的？",
        "影响了多少顾客？",
    ]
    assert [problem.line for problem in reading.problems] == [4]


def test_a_text_from_word_with_bold_lines_for_headings() -> None:
    agenda = read("pasted_from_word.md").agenda
    assert agenda.title == "FOCUS GROUP DISCUSSION GUIDE – RIDERS OF THE NIGHT BUS"
    assert titles(agenda) == [
        ("Introduction", 10),
        ("Warm-up", 10),
        ("Using the night bus", 40),
        ("Closing", 5),
    ]
    assert agenda.sections[0].script[0].startswith('"Good evening')
    bus = agenda.sections[2]
    assert len(bus.questions) == 3
    assert [probe.text for probe in bus.questions[0].probes] == ["waiting, safety, price"]


def test_a_timetable_is_a_list_of_sections() -> None:
    agenda = read("table_protocol.md").agenda
    assert (agenda.title, agenda.minutes) == ("Parents' focus group protocol", 90)
    assert titles(agenda) == [
        ("Welcome and ground rules", 10),
        ("Warm-up: what goes well", 20),
        ("Core discussion", 30),
        ("A year from now", 20),
        ("Closing", 10),
    ]
    assert agenda.sections[2].notes == ("What gets in the way",)


def test_an_outline_of_numbered_items() -> None:
    agenda = read("numbered_outline.md").agenda
    assert agenda.title == "Customer advisory board, spring meeting"
    assert titles(agenda) == [
        ("Welcome", 10), ("Looking back", 25), ("Looking ahead", 40), ("Close", 15)
    ]  # fmt: skip
    assert asked(agenda.sections[1]) == [
        "Which of last year's promises did you notice?",
        "What would you have done first?",
    ]
    assert len(agenda.sections[1].questions[0].probes) == 1


def test_sections_that_only_say_when_they_start_last_until_the_next() -> None:
    agenda = read("stations_by_the_clock.md").agenda
    assert titles(agenda) == [
        ("Arrival", 15),
        ("How a case travels", 45),
        ("Where it stops", 45),
        ("Break", 15),
        ("What to change", 30),
        ("Close", 30),
    ]
    travels, stops, _, change = agenda.sections[1:5]
    assert asked(travels) == ["Who sees a new case first?", "What happens when nobody does?"]
    assert [probe.text for probe in travels.questions[0].probes] == ["The desk", "The team lead"]
    assert asked(stops) == ["Where did the last case get stuck?", "Who noticed?"]
    assert [probe.text for probe in change.questions[0].probes] == ["Who would feel it?"]


def test_bullets_and_capitals_pasted_from_a_word_processor() -> None:
    agenda = read("bullets_from_word.txt").agenda
    assert agenda.title == "RIVERSIDE CLINIC – PATIENT GROUP"
    assert titles(agenda) == [
        ("WELCOME", 0),
        ("PART 1: MAKING AN APPOINTMENT", 20),
        ("PART 2: THE WAITING ROOM", 25),
        ("WRAP UP", 5),
    ]
    assert agenda.sections[0].script == ("“Thank you for coming in this weather.”",)
    easy = agenda.sections[1].questions[1]
    assert (easy.text, easy.line) == ("What was easy about it?", 10)
    assert [(probe.text, probe.line) for probe in easy.probes] == [
        ("By phone", 11),
        ("On line", 12),
    ]


def test_a_chinese_outline_pasted_as_plain_text() -> None:
    agenda = read("zuotan_pasted.txt").agenda
    assert (agenda.title, agenda.minutes) == ("社区图书馆读者座谈会提纲", 60)
    assert titles(agenda) == [("开场", 5), ("借阅习惯", 20), ("服务与环境", 25), ("结束", 10)]
    visit, find = agenda.sections[1].questions
    assert visit.text == "您最近一次来图书馆是为了什么？"
    assert [probe.text for probe in visit.probes] == ["一个人来还是和家人一起来？", "待了多久？"]
    assert find.text == "您一般怎样找书？"
    assert [probe.text for probe in find.probes] == ["找不到的时候怎么办？"]
    assert len(agenda.sections[2].questions) == 2


def test_bold_lines_are_only_headings_where_there_are_no_others() -> None:
    reading = parse_agenda("# T\n## Talk (9 min)\n\n**Gains**\n\n1. Why?\n\n**Costs**\n\n1. How?\n")
    (section,) = reading.agenda.sections
    assert [(type(step), step.text) for step in section.steps] == [
        (Subheading, "Gains"),
        (Question, "Why?"),
        (Subheading, "Costs"),
        (Question, "How?"),
    ]
    assert reading.problems == ()


def test_lists_in_code_stay_as_they_are() -> None:
    section = parse_agenda("# T\n## A (5 min)\n```\n• a\n1、b\n```\n1. Why?\n").agenda.sections[0]
    assert section.notes == ("• a\n1、b",)


def test_a_flat_list_of_questions_is_one_section() -> None:
    reading = parse_agenda(
        "# Ten questions\n\n1. What works?\n2. Tell us about yesterday.\n3. What not?\n"
    )
    (section,) = reading.agenda.sections
    assert section.title == "Ten questions"
    assert len(section.questions) == 3
    assert "one section" in reading.problems[0].message


def test_several_parts_at_the_top_are_the_sections_when_none_is_a_title() -> None:
    agenda = parse_agenda(
        "# Welcome\n\nSay hello.\n\n- Who are you?\n\n# Problems\n\n- What broke?\n"
    ).agenda
    assert [section.title for section in agenda.sections] == ["Welcome", "Problems"]


def test_a_part_whose_sections_add_up_to_something_else_is_named() -> None:
    text = "# T\n\n## Part (30 min)\n\n### A (10 min)\n\n1. Why?\n\n### B (10 min)\n\n1. Why?\n"
    assert [(p.line, p.message) for p in parse_agenda(text).problems] == [
        (3, "`Part` says 30 minutes; its sections add up to 20")
    ]


def test_headings_named_for_what_stands_below_them_are_no_sections() -> None:
    text = (
        "# T\n\n## Pricing (10 min)\n\n### Script\n\nWe now come to the price.\n\n### Questions\n\n"
        "- Is it fair?\n\n### Probes\n\n- For whom?\n\n### Notes\n\n- Do not defend it\n"
    )
    (section,) = parse_agenda(text).agenda.sections
    assert section.script == ("We now come to the price.",)
    assert asked(section) == ["Is it fair?"]
    assert [probe.text for probe in section.questions[0].probes] == ["For whom?"]
    assert section.notes == ("Do not defend it",)
