"""What tells the sections from what is around them, each kind with relatives in other languages."""

import pytest

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.agenda.headings import read_heading
from focusgroup.core.agenda.outside import names_debrief, outside_of
from focusgroup.core.agenda.words.outside_words import Outside


def sections(*lines: str) -> list[tuple[str, float]]:
    """Return the titles and minutes of the sections in a guide of *lines*."""
    return [(each.title, each.minutes) for each in parse_agenda("\n".join(lines)).agenda.sections]


@pytest.mark.parametrize(
    "told",
    ["The talk has two parts.", "Das Gespräch hat zwei Teile.", "La rencontre a deux temps.",
     "La charla tiene dos momentos.", "L'incontro ha due parti.", "Het gesprek heeft twee delen.",
     "会议分为两个环节。", "1. [Tea](#tea)\n2. [Work](#work)"],
)  # fmt: skip
def test_a_heading_that_announces_its_parts_holds_the_sections(told: str) -> None:
    found = sections("# G", "", "## Of us", "", told, "", "##### Tea", "", "1. Who came?", "",
                     "##### Work", "", "1. What broke?")  # fmt: skip
    assert found == [("Tea", 0), ("Work", 0)]


def test_what_each_part_has_alike_is_no_section() -> None:
    parts = (f"### {title}\n\n#### Aim\n\nWe see.\n\n#### Steps\n\n1. Who?\n"
             for title in ("Tea", "Work", "Cake"))  # fmt: skip
    assert [title for title, _ in sections("# G", "", *parts)] == ["Tea", "Work", "Cake"]


@pytest.mark.parametrize("rule", ["-" * 40, "=" * 30, "*" * 20, "~" * 12])
def test_titles_between_two_rules_are_the_sections(rule: str) -> None:
    found = sections(rule, "1. Tea ........ 5 min", rule, "- Who came?", "", rule,
                     "2. Work ....... 20 min", rule, "- What broke?")  # fmt: skip
    assert found == [("Tea", 5), ("Work", 20)]


@pytest.mark.parametrize("time", ["10 min", "10’", "– 10 minutos", "(10 Min.)", "| 10 minutes"])
def test_the_time_behind_a_bold_title_is_that_of_the_section(time: str) -> None:
    found = sections("# G", "", "## 4. Talk", "", f"**Block 1: Tea** {time}", "", "Who came?", "",
                     f"**Block 2: Work** {time}", "", "What broke?")  # fmt: skip
    assert found == [("Block 1: Tea", 10), ("Block 2: Work", 10)]


@pytest.mark.parametrize(
    ("text", "title", "minutes"),
    [("1. Tea (19:00, 5 min)", "Tea", 5), ("（三）茶 15:00—15:25", "茶", 25),
     ("Tea 14:00–14:20", "Tea", 20), ("Plan（計120分）", "Plan", 120),
     ("流程（每人约40分钟）", "流程", 40), ("Tea（お一人1分）", "Tea（お一人1分）", None),
     ("日時：6月3日 10:00〜11:00", "日時：6月3日 10:00〜11:00", None),
     ("Move it to 3 pm (5 min)", "Move it to 3 pm", 5)],
)  # fmt: skip
def test_times_in_titles(text: str, title: str, minutes: float | None) -> None:
    parts = read_heading(text)
    assert (parts.title, parts.minutes) == (title, minutes)


def test_a_title_keeps_the_clock_that_is_no_time_of_its_row() -> None:
    found = sections("# G", "", "| N.º | Tarea | Tiempo |", "|---|---|---|",
                     "| 1 | Cambiarla a las 11:00 | 3 min |",
                     "| 2 | Anularla | 2 min |")  # fmt: skip
    assert found == [("Cambiarla a las 11:00", 3), ("Anularla", 2)]


@pytest.mark.parametrize("title", ["Uitwerking", "Im Einzelnen", "En détail", "Analysis", "詳細"])
@pytest.mark.parametrize("first", [True, False])
def test_a_part_that_writes_out_the_timetable_is_led(title: str, first: bool) -> None:
    plan = ("## Plan", "", "| Time | Topic |", "|---|---|", "| 9:00 | Tea |", "| 9:10 | Work |",
            "| 9:40 | End |", "")  # fmt: skip
    out = (f"## {title}", "", "### 1. Tea", "", "1. Who came?", "", "### 2. Work", "",
           "1. What broke?", "")  # fmt: skip
    whole = (*plan, *out) if first else (*out, *plan)
    assert sections("# G", "", *whole) == [("Tea", 10), ("Work", 30)]


@pytest.mark.parametrize(
    "title",
    ["Wash-up with the observers", "Nabespreking team", "Nachbesprechung mit dem Auftraggeber",
     "Débriefing avec le commanditaire", "Observers' wash-up", "Nagesprek met de opdrachtgever"],
)  # fmt: skip
def test_what_the_team_talks_about_after_the_close_is_not_led(title: str) -> None:
    assert names_debrief(title)
    found = sections("# G", "", "## Work (20 min)", "", "1. What broke?", "", "## Close (5 min)",
                     "", "1. What else?", "", f"## {title} (20:20–20:40)", "",
                     "- What do you take with you?")  # fmt: skip
    assert found == [("Work", 20), ("Close", 5)]


@pytest.mark.parametrize("title", ["Debriefing with the participants", "Debrief", "Debriefing"])
def test_a_debrief_of_the_room_is_led(title: str) -> None:
    assert not names_debrief(title)


@pytest.mark.parametrize(
    "title",
    ["FAQ for interviewers", "Frequently asked questions", "Häufige Fragen", "Questions fréquentes",
     "Preguntas frecuentes", "Domande frequenti", "Perguntas frequentes", "Veelgestelde vragen",
     "常见问题", "よくある質問", "Do's and don'ts", "Do's en don'ts", "5 Nach der Gruppe"],
)  # fmt: skip
def test_titles_of_what_is_around(title: str) -> None:
    assert outside_of(title) is Outside.SURE


@pytest.mark.parametrize("head", ["| Group | Who | When |", "| Gruppe | Wer | Wann |"])
@pytest.mark.parametrize(
    "rows",
    [("| G1 | owners | 10:30–12:30 |", "| G2 | others | 14:00–16:00 |"),
     ("| 1 | owners | 23 november, 19.00 uur |", "| 2 | others | 24 november, 19.00 uur |")],
)  # fmt: skip
def test_the_groups_of_a_study_are_no_sections(head: str, rows: tuple[str, str]) -> None:
    found = sections("# G", "", "## Groups", "", head, "|---|---|---|", *rows, "",
                     "## Work (20 min)", "", "1. What broke?", "", "## Close (5 min)")  # fmt: skip
    assert found == [("Work", 20), ("Close", 5)]


def test_an_office_over_the_title_is_none_of_the_headings() -> None:
    found = sections("# CITY OF ASH", "", "## Parks", "", "### Talk guide", "", "#### Aim", "",
                     "We ask.", "", "#### Plan", "", "**0–10 min: Tea**", "", "- Who came?", "",
                     "**10–30 min: Work**", "", "- What broke?")  # fmt: skip
    assert found == [("Tea", 10), ("Work", 20)]


def test_a_question_in_the_brackets_of_a_title_is_not_asked() -> None:
    read = parse_agenda("# G\n\n## Find the lift (“Which way?”) (3 min)\n\n## Pay (2 min)\n")
    assert not any(section.questions for section in read.agenda.sections)


@pytest.mark.parametrize("signs", ["A. B. C.", "A B C", "1. 2. 3.", "I. II. III.", "a) b) c)"])
@pytest.mark.parametrize(("head", "end"), [("Programma", "Fine"), ("Ablauf", "Ende")])
def test_a_programme_by_tabs_gives_the_titles_below_it_their_times(
    signs: str, head: str, end: str
) -> None:
    titles = ("Tea", "Work", "Cake")
    marks = signs.split()
    times = ("14.00", "14.15", "14.45")
    rows = [
        f"{mark}\t{title}\t{time}" for mark, title, time in zip(marks, titles, times, strict=True)
    ]
    below = [
        line
        for mark, title in zip(marks, titles, strict=True)
        for line in (f"{mark} {title}", f"Ann:\tWhat about {title}?", "\t- Who else?", "")
    ]
    told = (f"{head}\t\t14.00 – 15.00", *rows, f"\t{end}\t15.00", "", *below)
    assert sections("OUR FIRM", "", *told) == [("Tea", 15), ("Work", 30), ("Cake", 15)]
    read = parse_agenda("\n".join(told)).agenda.sections
    assert [len(section.questions) for section in read] == [1, 1, 1]


def test_names_before_a_tab_are_of_those_who_lead() -> None:
    lines = (
        "## Tea (10 min)",
        "",
        'Ann:\t"Welcome to you',
        '\tall."',
        "Ann:\tWho are you and what",
        "\tdo you do?",
        "\t- Since when?",
        "Bob:\twrites on the wall",
        "Bob:\tWhat else?",
    )
    section = parse_agenda("\n".join(lines)).agenda.sections[0]
    assert [question.text for question in section.questions] == [
        "Who are you and what do you do?", "What else?"
    ]  # fmt: skip
    assert [probe.text for probe in section.questions[0].probes] == ["Since when?"]


@pytest.mark.parametrize("must", [" [M]", " [K]", ""])
@pytest.mark.parametrize("time", ["(4')", "(4 min)", "(4 Min.)"])
@pytest.mark.parametrize("code", ["[A1] ", "A1 ", ""])
def test_a_time_behind_a_question_makes_no_section_of_it(must: str, time: str, code: str) -> None:
    asked = (f"{code}Who came? {time}{must}", f"{code}What broke? {time}{must}", "")
    found = sections("Guide", "", "A. Tea (10')", "", *asked, "B. Work (12')", "", *asked)
    assert found == [("Tea", 10), ("Work", 12)]


def test_sections_whose_titles_ask_stay_sections() -> None:
    found = sections("Guide", "", "Welcome (5 min)", "", "- Who?", "", "What works? (20 min)", "",
                     "- Why?", "", "What fails? (20 min)", "", "- Why?", "", "Close (5 min)", "",
                     "- What else?")  # fmt: skip
    assert [minutes for _, minutes in found] == [5, 20, 20, 5]


@pytest.mark.parametrize("label", ["MUST ASK", "PFLICHT", "À POSER", "OBLIGATORIO"])
@pytest.mark.parametrize("bullet", ["o", "-", "•"])
@pytest.mark.parametrize("number", ["1  ", "1. ", ""])
def test_a_box_with_its_title_and_time_is_a_section(label: str, bullet: str, number: str) -> None:
    rule = f"+{'-' * 40}+"
    boxes = [
        line
        for title, time in (("TEA", "10 min"), ("WORK", "30 min"), ("CAKE", "5 min"))
        for line in (rule, f"| {number}{title}          {time} |", rule, f"| {label}      |",
                     f"|  {bullet} Who came?      |", f"|  {bullet} What broke?    |", rule, "")
    ]  # fmt: skip
    read = parse_agenda("\n".join(["OUR FIRM", "Talk guide", "", *boxes, "TOTAL 45 MIN"])).agenda
    found = [(each.title, each.minutes, len(each.questions)) for each in read.sections]
    assert found == [("TEA", 10, 2), ("WORK", 30, 2), ("CAKE", 5, 2)]


@pytest.mark.parametrize("label", "◆◇▼▶")
@pytest.mark.parametrize("timed", "●○")
@pytest.mark.parametrize("blank", ["\u3000", "  "])
def test_bullets_of_four_ranks_are_titles_labels_and_questions(
    label: str, timed: str, blank: str
) -> None:
    lines = ("座談会", "", "■ 目的", f"{blank}・理由を知る", "", "■ 進行（全35分）", "",
             f"{timed} はじめに（10分）", f"{blank}{label} 司会より", f"{blank * 2}「ようこそ。」",
             f"{blank}{label} 自己紹介", f"{blank * 2}・お名前は何ですか。",
             f"{blank * 3}→ いつからですか。", "", f"{timed} 次の案（25分）",
             f"{blank}※写真を見せる。", f"{blank * 2}・どの案がよいですか。",
             f"{blank * 2}・どこに置きますか。")  # fmt: skip
    read = parse_agenda("\n".join(lines)).agenda.sections
    assert [(each.title, each.minutes, len(each.questions)) for each in read] == [
        ("はじめに", 10, 1), ("次の案", 25, 2)
    ]  # fmt: skip
    assert "ようこそ。" in " ".join(str(step) for step in read[0].steps)
