"""A table is read by what its columns hold, in any order and language."""

from itertools import permutations

import pytest

from focusgroup.core.agenda import (
    COVERED,
    GuidePart,
    GuidePiece,
    ReadAs,
    parse_agenda,
    read_as,
    unfolded,
)
from focusgroup.core.model import Section

WORDS = {
    "en": ("Time", "Topic", "Questions", "Prompts", "What to say", "Who", "No."),
    "de": ("Dauer", "Thema", "Leitfragen", "Nachfragen", "Wortlaut", "Wer", "Nr."),
    "fr": ("Durée", "Séquence", "Questions", "Relances", "L'animateur dit", "Qui", "N°"),
    "es": ("Tiempo", "Bloque", "Preguntas", "Repreguntas", "El moderador dice", "Quién", "N.º"),
    "it": ("Durata", "Fase", "Domande", "Rilanci", "Testo", "Chi", "N."),
    "pt": ("Duração", "Etapa", "Perguntas", "Aprofundar", "O que a moderadora diz", "Quem", "Nº"),
    "nl": ("Duur", "Onderdeel", "Vragen", "Doorvragen", "Voorlezen", "Wie", "Nr."),
    "zh": ("时长", "环节", "问题", "追问", "主持词", "负责人", "序号"),
    "ja": ("時間", "項目", "質問", "深掘り", "司会コメント", "担当", "番号"),
}
ROWS = (
    ("10 min", "Tea", "Who came?", "With whom?", "Good to see you.", "Kim", "1"),
    ("25 min", "Work", "What broke?", "Since when?", "Now your day.", "Kim", "2"),
    ("5 min", "Bye", "What is left?", "Anything else?", "That was it.", "Jo", "3"),
)
ORDERS = [order for n, order in enumerate(permutations(range(7))) if n % 311 == 0]


def _read(text: str) -> list[tuple[str, float, list[tuple[str, str]]]]:
    sections = parse_agenda(f"# Guide\n\n{text}\n").agenda.sections
    return [(section.title, section.minutes, _steps(section)) for section in sections]


def _steps(section: Section) -> list[tuple[str, str]]:
    steps: list[tuple[str, str]] = []
    for step in section.steps:
        steps.append((type(step).__name__, step.text))
        steps += [("Probe", probe.text) for probe in getattr(step, "probes", ())]
    return steps


def _piped(rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: "".join(map(str, order)))
@pytest.mark.parametrize("language", WORDS)
def test_columns_stand_in_any_order_under_words_of_any_language(
    language: str, order: tuple[int, ...]
) -> None:
    rows = [[row[n] for n in order] for row in (WORDS[language], *ROWS)]
    for (title, minutes, steps), row in zip(_read(_piped(rows)), ROWS, strict=True):
        assert (title, minutes) == (row[1], float(row[0].split()[0]))
        assert ("Question", row[2]) in steps
        assert steps[steps.index(("Question", row[2])) + 1] == ("Probe", row[3])
        assert ("ScriptText", row[4]) in steps
        assert [text for kind, text in steps if kind == "GuideNote"] == [
            f"{WORDS[language][5]}: {row[5]}"
        ]


TIMES = {
    "lengths": ("10 min", "25 min", "5 min", ""),
    "bare numbers under minutes": ("10", "25", "5", ""),
    "from when to when": ("9:00 – 9:10", "9:10 – 9:35", "9:35 – 9:40", ""),
    "when it begins": ("9:00", "9:10", "9:35", "9:40"),
    "since the start": ("0:00", "0:10", "0:35", "0:40"),
    "minutes gone": ("0", "10", "35", "40"),
    "from one minute to another": ("0-10", "10-35", "35-40", ""),
    "in order": ("First 10 minutes", "Next 25 minutes", "Last 5 minutes", ""),
    "half past": ("9h00", "9h10", "9h35", "9h40"),
}


@pytest.mark.parametrize("times", TIMES.values(), ids=TIMES)
@pytest.mark.parametrize("name", ["Time", "Zeit", "Horaire", "时间", "Min."])
def test_a_column_of_times_says_how_long_each_row_takes(name: str, times: tuple[str, ...]) -> None:
    rows = [[name, "Topic", "Questions"]]
    rows += [[time, row[1], row[2]] for time, row in zip(times, ROWS, strict=False)]
    rows += [[times[3], "End", ""]] if times[3] else []
    assert [(title, minutes) for title, minutes, _ in _read(_piped(rows))] == [
        ("Tea", 10),
        ("Work", 25),
        ("Bye", 5),
    ]


@pytest.mark.parametrize("names", [("Start", "End"), ("Von", "Bis"), ("De", "À"), ("Van", "Tot")])
def test_two_columns_say_when_it_begins_and_ends(names: tuple[str, str]) -> None:
    rows = [[*names, "What"], ["19.30", "19.40", "Tea"], ["19.40", "20.05", "Work"]]
    assert [(title, minutes) for title, minutes, _ in _read(_piped(rows))] == [
        ("Tea", 10),
        ("Work", 25),
    ]


@pytest.mark.parametrize("name", ["Running total", "Acum.", "Kumuliert", "Cumul", "Totaal", ""])
def test_a_running_total_is_no_length(name: str) -> None:
    rows = [["Topic", "Min", name], ["Tea", "10", "10"], ["Work", "25", "35"], ["Bye", "5", "40"]]
    assert [minutes for _, minutes, _ in _read(_piped(rows))] == [10, 25, 5]


DRAWN = """\
+--------+-------+--------------------+
| Time   | Topic | Questions          |
+--------+-------+--------------------+
| 10 min | Tea   | Who came?          |
+--------+-------+--------------------+
| 25 min | Work  | What broke         |
|        |       | last week?         |
|        |       | Who saw it?        |
+--------+-------+--------------------+
"""


def test_tables_typed_with_tabs_or_drawn_with_lines_are_tables() -> None:
    typed = "Time\tTopic\tQuestions\n10 min\tTea\tWho came?\n25 min\tWork\tWhat broke?"
    assert _read(typed) == [
        ("Tea", 10, [("Question", "Who came?")]),
        ("Work", 25, [("Question", "What broke?")]),
    ]
    found = _read(DRAWN)
    assert [(title, minutes) for title, minutes, _ in found] == [("Tea", 10), ("Work", 25)]
    assert found[1][2] == [("Question", "What broke last week?"), ("Question", "Who saw it?")]
    boxed = DRAWN.translate(str.maketrans("+-|", "┼─│"))
    assert _read(boxed.replace("┼", "├", 1)) == found


def test_a_title_with_a_length_and_no_sections_is_no_agenda() -> None:
    assert _read("") == []
    assert parse_agenda("Staff meeting -- 50 minutes\n\nBring tea.\n").errors


def test_columns_apart_by_blanks_are_a_table() -> None:
    aligned = (
        "Time    Topic     Lead    Questions\n"
        "0:00    Tea       Kim\n"
        "0:10    Work              What broke last week?\n"
        "0:35    End"
    )
    assert [(title, minutes) for title, minutes, _ in _read(aligned)] == [("Tea", 10), ("Work", 25)]
    assert not _read("Tea is at nine.  Then\nwe work.  And then\nwe go home.  All")


def test_a_title_and_what_is_asked_stand_in_one_cell() -> None:
    rows = _piped(
        [
            ["When", "What"],
            ["10 min", "**Tea** – Who came today? Where did you sit?"],
            ["25 min", "Work: what broke last week?"],
            ["5 min", "Close. Hand out the vouchers."],
        ]
    )
    (tea, _, asked), (work, _, broke), (close, _, done) = _read(rows)
    assert (tea, work, close) == ("Tea", "Work", "Close")
    assert asked == [("Question", "Who came today?"), ("Question", "Where did you sit?")]
    assert broke == [("Question", "what broke last week?")]
    assert done == [("GuideNote", "Hand out the vouchers.")]


def _cell(*texts: str) -> tuple[GuidePiece, ...]:
    return tuple(GuidePiece(GuidePart.TEXT, text, 1) for text in texts)


def _told(*rows: tuple[tuple[GuidePiece, ...], ...]) -> list[tuple[str, str]]:
    table = GuidePiece(GuidePart.TABLE, "", 1, rows=rows)
    return [(piece.kind.value, piece.text) for piece in unfolded(table, 2)]


def test_rows_over_all_columns_head_those_below_them() -> None:
    told = _told(
        (_cell("Question"), _cell("Probes")),
        (_cell("Part 1: Tea"), COVERED),
        (_cell("Who came?"), _cell("With whom?", "How?")),
        (_cell("Part 2: Work"), COVERED),
        (_cell("What broke?"), ()),
    )
    assert told == [
        ("heading", "Part 1: Tea"),
        ("item", "Who came?"),
        ("item", "With whom?"),
        ("item", "How?"),
        ("heading", "Part 2: Work"),
        ("item", "What broke?"),
    ]


def test_minutes_of_questions_are_those_of_the_part_above_them() -> None:
    told = _told(
        (_cell("No."), _cell("Question"), _cell("Minutes")),
        (_cell("A. Tea"), COVERED, COVERED),
        (_cell("1"), _cell("Who came?"), _cell("10")),
        (_cell("2"), _cell("With whom?"), _cell("5")),
        (_cell("B. Work"), COVERED, COVERED),
        (_cell("3"), _cell("What broke?"), _cell("20")),
    )
    assert [text for kind, text in told if kind == "heading"] == [
        "A. Tea (15 min)",
        "B. Work (20 min)",
    ]


@pytest.mark.parametrize(
    ("say", "ask", "probe", "aim"),
    [
        ("Say", "Ask", "Probe", "Aim"),
        ("Vorlesen", "Fragen", "Nachfragen", "Ziel"),
        ("À dire", "Question", "Relance", "Objectif"),
        ("Decir", "Preguntar", "Sondear", "Objetivo"),
        ("话术", "提问", "追问", "目的"),
    ],
)
def test_a_form_has_a_label_in_each_row(say: str, ask: str, probe: str, aim: str) -> None:
    told = _told(
        (_cell("Tea (10 min)"), COVERED),
        (_cell(aim), _cell("Get all talking")),
        (_cell(say), _cell("Good to see you.")),
        (_cell(ask), _cell("Who came?")),
        (_cell(probe), _cell("With whom?")),
    )
    assert told == [
        ("heading", "Tea (10 min)"),
        ("note", "Get all talking"),
        ("quote", "Good to see you."),
        ("item", "Who came?"),
        ("item", "With whom?"),
    ]


@pytest.mark.parametrize("label", ["Activity", "Actividad", "Aktivität", "Activité", "Attività"])
def test_a_form_may_begin_with_a_title_and_its_length(label: str) -> None:
    told = _told(
        (_cell("Phase 1: Tea"), _cell("20 minutes")),
        (_cell(label), _cell("Each presents a neighbour.")),
        (_cell("Question"), _cell("Who came?")),
    )
    assert told == [
        ("heading", "Phase 1: Tea (20 minutes)"),
        ("text", "Each presents a neighbour."),
        ("item", "Who came?"),
    ]


def test_topics_under_several_headings_are_parts_of_these() -> None:
    table = _piped([["Topic", "Questions"], ["Tea", "Who came?"], ["Work", "What broke?"]])
    alone = _read(f"## Talk\n\n{table}")
    assert [title for title, _, _ in alone] == ["Tea", "Work"]
    several = _read(f"## One\n\n{table}\n\n## Two\n\n{table}")
    assert [title for title, _, _ in several] == ["One", "Two"]
    assert ("Question", "Who came?") in several[0][2]


@pytest.mark.parametrize("row", range(3))
@pytest.mark.parametrize("kind", [ReadAs.NOTE, ReadAs.SCRIPT, ReadAs.QUESTION])
def test_a_row_is_what_a_person_calls_it(kind: ReadAs, row: int) -> None:
    table = _piped([["Time", "Topic", "Questions"], *([r[0], r[1], r[2]] for r in ROWS)])
    changed = read_as(table, {row + 3: kind})
    read = _read(changed)
    assert [title for title, _, _ in read] == [r[1] for r in ROWS if r is not ROWS[row]]
    names = {ReadAs.NOTE: "GuideNote", ReadAs.SCRIPT: "ScriptText", ReadAs.QUESTION: "Question"}
    said = f"{ROWS[row][0]} · {ROWS[row][1]} · {ROWS[row][2]}"
    assert (names[kind], said) in [step for _, _, steps in read for step in steps]


@pytest.mark.parametrize(
    ("columns", "cells", "notes"),
    [
        ("Time | Section | Aim", "10 min | Work | find habits", ["find habits"]),
        ("TOP | Uhrzeit | Thema | Unterlagen", "1 | 17:00 | Work | Karte A0", ["Karte A0"]),
        ("Activité | Durée | Matériel", "1. Work | 10' | affiches", ["affiches"]),
        ("Time | Item | Materials | Goal", "10 min | Work | boards | learn why",
         ["boards", "learn why"]),
        ("Time | Section | Key question", "10 min | Work | What hurts?", []),
    ],
)  # fmt: skip
def test_what_an_overview_says_besides_is_a_note_of_the_section_it_names(
    columns: str, cells: str, notes: list[str]
) -> None:
    other = cells.replace("Work", "Talk").replace("1 | 17:00", "2 | 17:10")
    width = "|---" * (columns.count("|") + 1) + "|"
    table = [f"| {columns} |", width, f"| {cells} |", f"| {other} |"]
    headings = ["## Work", "1. What hurts?", "", "## Talk", "1. What hurts?", "2. How?"]
    (title, minutes, steps), _ = _read("\n".join([*table, "", *headings]))
    assert (title, minutes) == ("Work", 10)
    assert steps == [("Question", "What hurts?"), *(("GuideNote", each) for each in notes)]


DAYS = (
    ("3 May", "4 May"),
    ("Tue 3 May 2026, 6 pm", "Wed 4 May 2026, 6 pm"),
    ("May 3", "May 4"),
    ("Di, 3. Mai", "Mi, 4. Mai"),
    ("03.05.2026", "04.05.2026"),
    ("3 de mayo", "4 de mayo"),
    ("mardi 3 mai", "mercredi 4 mai"),
    ("3 maggio", "4 maggio"),
    ("3 mei", "4 mei"),
    ("5月3日（周二）", "5月4日（周三）"),
)


@pytest.mark.parametrize("days", DAYS)
@pytest.mark.parametrize(
    "rows",
    [
        "| {} | 18:00 – 20:00 | Bern |",
        "| Group {n} | {} | 18:00 – 20:00 |",
        "| Bern | 90 min | {} |",
    ],
)
def test_the_days_of_the_groups_are_no_parts_of_the_session(
    days: tuple[str, ...], rows: str
) -> None:
    """A study has several groups; where and when they meet stands in front of many guides."""
    table = "\n".join(rows.format(day, n=n) for n, day in enumerate(days, 1))
    plan = f"## Sessions\n\n| A | B | C |\n|---|---|---|\n{table}\n\n"
    found = _read(f"{plan}## Riding (20 min)\n\n- Where?\n\n## Parking (5 min)\n\n- How?")
    assert [title for title, minutes, _ in found if minutes] == ["Riding", "Parking"]


def test_a_plan_of_several_days_is_a_timetable() -> None:
    rows = (
        "3 May | 9:00 | Tea",
        "3 May | 9:30 | Work",
        "4 May | 9:00 | Recap",
        "4 May | 9:20 | Bye",
    )
    table = "\n".join(f"| {row} |" for row in rows)
    found = _read(f"| Date | Time | Topic |\n|---|---|---|\n{table}")
    assert [title for title, _, _ in found] == ["Tea", "Work", "Recap", "Bye"]
