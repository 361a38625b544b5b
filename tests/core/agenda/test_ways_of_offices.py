"""Kinds of guides that offices send, each with relatives: mails, labels, plans, totals."""

import pytest

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.model import Agenda, GuideNote, Question, ScriptText, Section
from tests.speed import within


def read(text: str) -> Agenda:
    """Return the agenda in *text*."""
    return parse_agenda(text).agenda


def asked(section: Section) -> list[str]:
    """Return the questions of a section."""
    return [question.text for question in section.questions]


def kinds(section: Section) -> list[type]:
    """Return what the steps of a section are."""
    return [type(step) for step in section.steps]


_GUIDE = """EVENING GROUP

Total running time: 30 minutes

1. WELCOME (10 mins)

- What is your first name, and how long have you
  had your plot?

2. THE SITE (20 mins)

- When did you last need something from the council?
   - Who helped?
"""
_HEADS = [
    "From: Ana\nTo: Ben\nSubject: guide",
    "Von: Ana\nAn: Ben\nBetreff: Leitfaden",
    "De : Ana\nÀ : Ben\nObjet : guide",
    "De: Ana\nPara: Ben\nAsunto: guion",
    "Da: Ana\nA: Ben\nOggetto: traccia",
    "Van: Ana\nAan: Ben\nOnderwerp: leidraad",
    "发件人：小林\n收件人：小王\n主题：提纲",
    "Am 3. Mai schrieb Ana:",
    "On Tuesday, Ana wrote:",
    "Le 3 mai, Ana a écrit :",
]


@pytest.mark.parametrize("marks", ["> ", ">", ">> "])
@pytest.mark.parametrize("head", _HEADS)
def test_a_guide_in_a_mail_is_the_guide(head: str, marks: str) -> None:
    quoted = "".join(f"{marks}{line}".rstrip() + "\n" for line in _GUIDE.split("\n"))
    plain, mailed = read(_GUIDE), read(f"{head}\n\nHere is the guide.\n\n{quoted}")
    assert [(s.title, s.minutes, asked(s)) for s in mailed.sections] == [
        (s.title, s.minutes, asked(s)) for s in plain.sections
    ]
    assert mailed.minutes == plain.minutes == 30


def test_a_quotation_in_a_guide_is_read_aloud_however_long() -> None:
    text = "## Welcome (5 min)\n\n" + "> We are glad that you came.\n" * 30
    assert kinds(read(text).sections[0]) == [ScriptText]


@pytest.mark.parametrize(
    "label",
    [
        *("Main Question 1.1", "Ice-breaker", "Wrap-up Question", "Final question (ALWAYS ask)"),
        *("Einstiegsfrage", "Abschlussfrage", "Question d'ouverture et question", "Pregunta final"),
        *("Domanda di apertura e domanda", "Pergunta inicial e pergunta", "Openingsvraag"),
    ],
)
def test_what_is_quoted_under_a_label_of_a_question_is_asked(label: str) -> None:
    text = f'## Work (9 min)\n\n**{label}:**\n> "What do you do first?"\n\n**Probes:**\n- Why?\n'
    section = read(text).sections[0]
    assert [step.text for step in section.steps] == ['"What do you do first?"']
    assert [probe.text for probe in section.questions[0].probes] == ["Why?"]


def test_what_is_quoted_under_any_other_label_is_read_aloud() -> None:
    for label in ("Welcome", "Research question", "Script", "Thank You"):
        section = read(f'## Work (9 min)\n\n**{label}:**\n> "How good that you came."\n').sections[
            0
        ]
        assert not section.questions


@pytest.mark.parametrize("label", ["Probes", "Nachfragen", "Relances", "Doorvragen", "追问"])
def test_probes_of_a_task_are_questions(label: str) -> None:
    task = "## Tasks (9 min)\n\n### Task 1\n\n> Find a book.\n\n"
    text = f"{task}{label}:\n- What was odd?\n- And why?\n"
    assert asked(read(text).sections[0]) == ["What was odd?", "And why?"]


_DIRECTIONS = ["[Explain the mirror]", "SHOW BOARD A AND B", "(Karten austeilen)", "【出示概念板】"]


@pytest.mark.parametrize("direction", _DIRECTIONS)
def test_a_column_of_questions_may_hold_directions_and_words_to_say(direction: str) -> None:
    rows = f"| 10 min | Start | “Thank you for coming.”<br>{direction}<br>What do you do? | |\n"
    head = "| Time | Section | Questions | Notes |\n|---|---|---|---|\n"
    section = read(f"# T\n\n{head}{rows}| 20 min | Work | What broke? | |\n").sections[0]
    assert kinds(section) == [ScriptText, GuideNote, Question]


@pytest.mark.parametrize(
    ("title", "bullet"),
    [
        ("Introduction", "Welcome, rules, recording"),
        ("Presentación", "Explicación de la dinámica"),
        ("Einführung", "Vorstellung, Regeln, Aufnahme"),
        ("Accueil", "Présentation des règles"),
        ("Introductie", "Doel van het gesprek, opname"),
        ("Apresentação", "Regras e gravação"),
        ("Benvenuto", "Regole e registrazione"),
        ("导入", "自我介绍、录音说明"),
        ("導入", "自己紹介、録音の許可"),
    ],
)
def test_bullets_of_a_welcome_that_ask_nothing_are_notes(title: str, bullet: str) -> None:
    section = read(f"## {title} (5 min)\n\n- {bullet}\n\n## Work (9 min)\n\n- Why?\n").sections[0]
    assert kinds(section) == [GuideNote]


def test_bullets_under_a_label_of_a_welcome_are_topics_to_ask_about() -> None:
    text = "## Introduction (5 min)\n\n**Background:**\n- Role\n- How long in it\n"
    assert asked(read(text).sections[0]) == ["Role", "How long in it"]


@pytest.mark.parametrize(
    "line",
    [
        *("Min. 10-30: Habits", "min 10–30 | Habits", "Minutes 10 to 30 – Habits"),
        *("Minute 10 bis 30: Habits", "[min 10-30] Habits", "第10至30分钟 Habits"),
    ],
)
def test_minutes_counted_from_the_start_are_a_length(line: str) -> None:
    section = read(f"# T\n\n## {line}\n\n- Why?\n\n## Close (5 min)\n\n- And?\n").sections[0]
    assert (section.title, section.minutes) == ("Habits", 20)


def test_minutes_and_seconds_from_zero_are_no_hours() -> None:
    text = "## 00:00 — 02:00: A\n\n- Why?\n\n## 02:00 — 10:00: B\n\n- And?\n"
    assert [s.minutes for s in read(text).sections] == [2, 8]
    by_the_clock = text.replace("02:00", "01:00").replace("10:00", "01:30")
    assert [s.minutes for s in read(by_the_clock).sections] == [60, 30]


_BEFORE = "## {}\n\nDuration: 20 minutes\n\n- Test the recorder\n"


@pytest.mark.parametrize(
    "title",
    [
        *("Pre-Session Checklist (24 Hours Before)", "Pre-interview preparation", "Logistics"),
        *("Immediate post-session tasks", "Arrival (15 minutes before start)", "Participants"),
    ],
)
def test_a_time_under_what_is_not_of_the_session_makes_no_section_of_it(title: str) -> None:
    text = f"# T\n\n{_BEFORE.format(title)}\n## Work (9 min)\n\n- What do you do?\n"
    assert [s.title for s in read(text).sections] == ["Work"]


@pytest.mark.parametrize("total", ["Total", "**Total**", "Gesamt", "Totale", "合计"])
def test_a_row_that_adds_up_the_others_is_no_section(total: str) -> None:
    rows = "| Time | What |\n|---|---|\n| 10 min | Start |\n| 20 min | Work |\n"
    assert [s.title for s in read(f"# T\n\n{rows}| 30 min | {total} |\n").sections] == [
        "Start",
        "Work",
    ]


@pytest.mark.parametrize("head", ["Min.", "Zeit (Min.)", "Dauer in Min.", "Time", "时间"])
def test_a_row_without_a_title_belongs_to_the_one_above(head: str) -> None:
    rows = "| 10 | Start | Who are you? |\n| 20 | Work | What broke? |\n| | | Who helped? |\n"
    table = f"# T\n\n| {head} | Topic | Questions |\n|---|---|---|\n{rows}| 5 | Close | And? |\n"
    assert [(s.title, s.minutes, asked(s)) for s in read(table).sections] == [
        ("Start", 10, ["Who are you?"]),
        ("Work", 20, ["What broke?", "Who helped?"]),
        ("Close", 5, ["And?"]),
    ]


@pytest.mark.parametrize("title", ["Agenda", "Ablauf", "Déroulé", "Programma"])
def test_a_list_of_what_comes_is_no_section_beside_the_sections(title: str) -> None:
    text = (
        f"# T\n\n## {title}\n\n- Start\n- Work\n\n## Start\n\n- Who are you?\n\n## Work\n\n- Why?\n"
    )
    agenda = read(text)
    assert [s.title for s in agenda.sections] == ["Start", "Work"]
    assert [part.title for part in agenda.before] == [title]


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("8 x 90-minute groups, London and Leeds", 90),
        ("Gruppendiskussion, 90 Min., je 6–8 Personen", 90),
        ("Grupos com pais, 1h30, online", 90),
        ("Interviews last about an hour and a quarter.", 75),
        ("**When:** Tuesday 7 October, 6.30pm–8pm", 90),
        ("Approx. 60 minutes", 60),
        ("Telefoninterview, ca. 30 Minuten", 30),
        ("**When:** Tuesday, 6-8pm", 120),
        ("Thursday, 11-12.30pm, Room 4", 90),
        ("Wednesday, 2:00 - 3:30 pm, Learning Studio", 90),
        ("Mittwoch, 14.00 – 15.30 Uhr, Saal 2", 90),
        ("Jeudi 4 juin, 18h30 – 20h", 90),
        ("Date : 14 mars, 18h30 – 20h30", 120),
        ("*Totaal: 50 minuten*", 50),
    ],
)
def test_the_whole_is_said_among_other_facts(said: str, minutes: int) -> None:
    assert read(f"# Guide\n\n{said}\n\n## A\n\n- Why?\n\n## B\n\n- And?\n").minutes == minutes


@pytest.mark.parametrize("when", ["10 min before the session", "30 Minuten vor dem Gespräch"])
def test_what_is_done_before_is_not_the_length_of_the_whole(when: str) -> None:
    assert not read(f"# Guide\n\n**{when}:** open the room\n\n## A\n\n- Why?\n").minutes


_SENTENCE = (
    "In the last week, when the plan changed and a tour had to be driven twice, we wrote it down "
)
_LONG = {
    "questions": lambda: "".join(
        f"{n}. What did you do in week {n} when the plan changed and nobody told you before noon?\n"
        for n in range(1, 4_900)
    ),
    "paragraphs that ask": lambda: "\n\n".join(f"What did {_SENTENCE * 2}?" for _ in range(9_900)),
    "prose": lambda: "\n\n".join(_SENTENCE * 6 for _ in range(3_400)),
    "sections": lambda: "".join(
        f"## Part {n} (10 min)\n\n{_SENTENCE * 30}\n\n- What broke?\n\n" for n in range(600)
    ),
}


@pytest.mark.parametrize("kind", _LONG)
def test_the_longest_guides_are_read_in_a_second(kind: str) -> None:
    text = ("# T\n\n## Work (30 min)\n\n" + _LONG[kind]())[:1_990_000]
    assert within(1.0, lambda: read(text)).sections


_TIMES_ALONE = (
    "9h00 – 9h15|9h15 – 9h45|9h45 – 10h15",
    "9:00 – 9:15|9:15 – 9:45|9:45 – 10:15",
    "9.00 - 9.15 Uhr|9.15 - 9.45 Uhr|9.45 - 10.15 Uhr",
    "9 h – 9 h 15|9 h 15 – 9 h 45|9 h 45 – 10 h 15",
    "### 09:00-09:15|### 09:15-09:45|### 09:45-10:15",
    "**9h à 9h15**|**9h15 à 9h45**|**9h45 à 10h15**",
)


@pytest.mark.parametrize("between", ["", "\n"])
@pytest.mark.parametrize("times", _TIMES_ALONE)
def test_a_title_below_a_line_of_only_a_time_is_that_of_its_section(
    times: str, between: str
) -> None:
    first, second, third = times.split("|")
    text = (
        f"# T\n\n{first}\n{between}Accueil\nCafé\n\n{second}\n{between}**Habitudes**\n- Quand ?\n\n"
        f"{third}\n{between}Clôture\nUn mot ?\n"
    )
    sections = parse_agenda(text).agenda.sections
    assert [(each.title, each.minutes) for each in sections] == [
        ("Accueil", 15),
        ("Habitudes", 30),
        ("Clôture", 30),
    ]
    assert [[step.text for step in each.steps] for each in sections] == [
        ["Café"],
        ["Quand ?"],
        ["Un mot ?"],
    ]


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("总时长约1小时20分钟", 80),
        ("讨论时长80分钟", 80),
        ("总时间：80分钟", 80),
        ("所要時間は約80分", 80),
        ("所要時間80分", 80),
    ],
)
def test_a_length_of_all_needs_no_colon(said: str, minutes: int) -> None:
    text = (
        f"座谈会\n\n{said}\n\n一、开场（5分钟）\n1、你是谁？\n\n二、使用（30分钟）\n1、为什么？\n\n"
        "三、结束（5分钟）\n"
    )
    agenda = parse_agenda(text).agenda
    assert [(each.title, each.minutes) for each in agenda.sections] == [
        ("开场", 5),
        ("使用", 30),
        ("结束", 5),
    ]
    assert agenda.minutes == minutes
