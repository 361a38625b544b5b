"""Each kind of thing that offices write is read in all its forms: generated relatives."""

from itertools import product

import pytest

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.agenda.headings import read_heading
from focusgroup.core.model import Agenda
from tests.guides import steps_of


def read(*lines: str) -> Agenda:
    return parse_agenda("\n".join(lines)).agenda


def outline(agenda: Agenda) -> list[tuple[str, float]]:
    return [(section.title, section.minutes) for section in agenda.sections]


def kinds(agenda: Agenda, at: int = 0) -> list[tuple[str, str]]:
    return steps_of(agenda.sections[at])


# -- times of day -----------------------------------------------------------------------------

FIVE = (
    "17:00|17.00|17h00|17.00 Uhr|17 Uhr|Um 17 Uhr|um 17.00 Uhr|à 17h00|Às 17h00|A las 17:00"
    "|Ore 17.00|ore 17|alle 17.00|Om 17.00 uur|17.00 uur|17u00|at 5pm|下午5点|午後5時|17時00分"
).split("|")


@pytest.mark.parametrize(("clock", "apart"), [*product(FIVE, (" – ", ": ", " | "))])
def test_a_time_of_day_before_a_title_is_when_it_begins(clock: str, apart: str) -> None:
    if clock == "at 5pm":
        clock = "5pm"
    parts = read_heading(f"{clock}{apart}Tea")
    assert (parts.title, parts.starts, parts.minutes) == ("Tea", 17 * 60, None)


@pytest.mark.parametrize(
    "span",
    ["14h00 - 14h10", "14:00–14:10", "14.00 - 14.10 Uhr", "14u00 - 14u10", "14h00 à 14h10",
     "14.00 bis 14.10 Uhr", "14:00 a 14:10", "14.00 tot 14.10 uur"],
)  # fmt: skip
def test_from_one_time_to_another_is_a_length(span: str) -> None:
    for text in (f"{span}  ABERTURA", f"{span}: ABERTURA", f"ABERTURA ({span})"):
        parts = read_heading(text)
        assert (parts.title, parts.minutes) == ("ABERTURA", 10)


@pytest.mark.parametrize("form", ["{}-{} min", "{}–{}m", "{}' – {}'", "{}分～{}分"])
def test_offsets_that_go_on_are_lengths(form: str) -> None:
    spans = [form.format(a, b) for a, b in ((0, 5), (5, 20), (20, 60))]
    lines = ["# Guide", *(f"## {each}: Part {n}" for n, each in enumerate(spans))]
    items = ["# Guide", *(f"- {each}: Part {n}" for n, each in enumerate(spans))]
    table = ["# Guide", "", "| Timing | Topic |", "|---|---|"]
    table += [f"| {each} | Part {n} |" for n, each in enumerate(spans)]
    for guide in (items, table) if "分" in form else (lines, items, table):
        assert [section.minutes for section in read(*guide).sections] == [5, 15, 40]


@pytest.mark.parametrize("one", ["## {} ({})", "## {} [{}]", "### {} ({})"])
def test_numbers_after_the_titles_are_minutes_if_all_have_one(one: str) -> None:
    parts = {"Opening": 5, "Their week": 15, "The draft": 20, "Close": 5}
    assert outline(read("# Guide", *(one.format(*each) for each in parts.items()))) == [
        *parts.items()
    ]


def test_numbers_of_versions_are_no_minutes() -> None:
    agenda = read("# Guide", "## Draft (1)\n- Why?", "## Draft (2)\n- How?", "## Draft (3)\n- Who?")
    assert not any(section.minutes for section in agenda.sections)


@pytest.mark.parametrize(
    ("line", "minutes"),
    [("Duur: 1 uur en 15 minuten", 75), ("Dauer: 1 Stunde und 15 Minuten", 75),
     ("Durée : 1 heure et 15 minutes", 75), ("Duración: 1 hora y 15 minutos", 75),
     ("Durata: 1 ora e 15 minuti", 75), ("Duration: 1 hour and 15 minutes", 75)],
)  # fmt: skip
def test_hours_and_minutes_in_words_are_one_length(line: str, minutes: float) -> None:
    assert read("# Guide", "", line, "", "## Tea", "- Why?", "## Two", "- How?").minutes == minutes


@pytest.mark.parametrize(
    "line",
    ["2 Gruppen à 60 Min.", "Groups: 6 x 60 min", "Groupes d'1 h", "Grupos: 4, de 1 hora cada uno",
     "Allow 60 minutes.", "mercoledì ore 17.00–18.00", "Samedi, 17h00/18h00"],
)  # fmt: skip
def test_a_length_above_that_is_as_long_as_all_sections_is_the_total(line: str) -> None:
    sections = ("## One (20 min)", "- Why?", "## Two (40 min)", "- How?")
    assert read("# Guide", "", line, "", *sections).minutes == 60


@pytest.mark.parametrize("key", ["duration", "length", "Dauer", "durée", "duración", "durata"])
def test_a_length_in_the_front_matter_is_the_total_under_any_name(key: str) -> None:
    assert read("---", f"{key}: 45 min", "---", "# G", "## A", "- Why?").minutes == 45


@pytest.mark.parametrize(
    "fields",
    ["Time: 10 minutes   Lead: Chair", "Lead: Chair   Time: 10 minutes",
     "Dauer: 10 Min. | Moderation: A", "Durée : 10 min – Animateur : Y",
     "Lead: Chair; Time: 10 min"],
)  # fmt: skip
def test_minutes_stand_among_other_fields_in_one_line(fields: str) -> None:
    agenda = read("# G", "## Tea", fields, "", "- Why?", "## Cake (5 min)", "- How?")
    assert outline(agenda) == [("Tea", 10), ("Cake", 5)]


# -- headings ------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", ["-----------", "===========", "~~~~~~~~~~~"])
def test_a_line_under_a_title_makes_it_a_heading_with_a_number_or_without(rule: str) -> None:
    parts = [line for n in (1, 2, 3) for line in (f"{n}. Part ({n}0 min)", rule, "", "- Why?", "")]
    assert [section.minutes for section in read(*parts).sections] == [10, 20, 30]


@pytest.mark.parametrize("marks", ["#", "##", "###"])
def test_a_title_may_have_any_level(marks: str) -> None:
    agenda = read(
        f"{marks} Interview guide", f"{marks}# Welcome", "- Who?", f"{marks}# Tea", "- Why?"
    )
    assert (agenda.title, [each.title for each in agenda.sections]) == (
        "Interview guide", ["Welcome", "Tea"]
    )  # fmt: skip


def test_a_length_alone_below_each_heading_is_that_of_its_section() -> None:
    agenda = read(
        "# Guide", "## Tea", "", "*10 min*", "", "- Why?", "## Cake", "", "20 min", "", "- How?"
    )
    assert outline(agenda) == [("Tea", 10), ("Cake", 20)]


@pytest.mark.parametrize(
    "titles", ["Intro Situatie Belasting Steun Slot", "Inicio Rutina Dudas Ideas Cierre"]
)
def test_lines_over_lists_that_look_alike_are_sections(titles: str) -> None:
    names = titles.split()
    lines = [line for name in names for line in (name, "- Wat vindt u?", "- En verder?", "")]
    assert [each.title for each in read("Guide of ours", "", *lines).sections] == names


@pytest.mark.parametrize(
    "note", ["Film zeigen (4 Min.)", "(Play clip 1, 3 minutes)", "[Show it (2 min)]"]
)
def test_a_length_in_a_line_unlike_the_titles_is_of_a_note(note: str) -> None:
    parts = [x for n in (1, 2, 3) for x in (f"**Part {n} ({n}0 min)**", "", "- Why?", "")]
    agenda = read(*parts, note, "", "Who would say so?")
    assert [each.minutes for each in agenda.sections] == [10, 20, 30]


@pytest.mark.parametrize("mark", ["2.1 ", "2.1) ", "(2.1) ", "2.1. "])
def test_numbers_of_two_levels_typed_under_a_numbered_title_are_its_items(mark: str) -> None:
    agenda = read(
        "1. Start (5 min)", "   1.1 Thank them", "", "2. Tea (10 min)",
        f"   {mark}Why do you drink it?", "       - Since when?", f"   {mark}Who makes it?", "",
        "3. End (5 min)", "   3.1 What did we forget?",
    )  # fmt: skip
    assert outline(agenda) == [("Start", 5), ("Tea", 10), ("End", 5)]
    assert [kind for kind, _ in kinds(agenda, 1)] == ["question", "probe", "question"]


# -- what a line is --------------------------------------------------------------------------------

ROUNDS = [
    "Vorstellungsrunde: Vorname, Alter", "Tour de table : prénom, métier",
    "Giro di presentazioni: nome, età", "Rodada de apresentação: nome e idade",
    "Ronda de presentación: nombre, barrio", "Voorstelrondje: naam, woonplaats",
    "Introductions: name, shop", "Presentación de los participantes: nombre, edad",
    "自己紹介：お名前、ご家族", "Ognuno dice il proprio nome.", "Chacun dit son nom.",
]  # fmt: skip


@pytest.mark.parametrize(("said", "mark"), [*product(ROUNDS, ("", "- "))])
def test_a_round_of_names_is_asked(said: str, mark: str) -> None:
    agenda = read("# G", "## Welcome (5 min)", "", f"{mark}{said}", "", "## Tea (5 min)", "- Why?")
    assert kinds(agenda)[0][0] == "question"


@pytest.mark.parametrize(
    "said",
    ["Doorvraagpunten: weer, haast", "Vertiefungsfragen: Geld, Zeit", "Points à approfondir : prix",
     "Aspectos a profundizar: precio", "Punti da approfondire: prezzo", "Pontos a explorar: preço",
     "深掘りポイント：価格", "追问方向：价格", "Probe on: price", "Probe fully: price, quality",
     "INT: doorvragen op prijs", "If they mention noise, ask what they did about it.",
     "(se falarem de preço, perguntar quanto)", "Wenn jemand Lärm erwähnt, fragen, was half."],
)  # fmt: skip
def test_what_is_to_be_asked_on_is_a_probe_of_the_question_above(said: str) -> None:
    agenda = read("# G", "## Tea (5 min)", "", "1. Why do you drink it?", "", said, "", "2. Who?")
    assert [kind for kind, _ in kinds(agenda)] == ["question", "probe", "question"]


@pytest.mark.parametrize(
    "lead",
    ["L'animatrice se présente et rappelle le cadre :", "The moderator explains the rules of it:",
     "Moderator to cover:", "Die Moderatorin erklärt kurz die Regeln:"],
)  # fmt: skip
def test_a_list_of_what_the_host_tells_is_no_question(lead: str) -> None:
    agenda = read("# G", "## Start (5 min)", "", lead, "", "- confidentiality", "- recording", "")
    assert not agenda.sections[0].questions


@pytest.mark.parametrize(
    "label", ["Compito 1", "Task 1", "Aufgabe 2", "Tâche 1", "Tarea A", "Taak 3"]
)
def test_what_stands_under_the_title_of_a_task_is_read_aloud(label: str) -> None:
    agenda = read(
        "# G", "## Tasks (5 min)", "", f"**{label}**", "", "Ha perso la carta e ne vuole una.",
        "", "- What did you expect?",
    )  # fmt: skip
    assert [kind for kind, _ in kinds(agenda)][:2] == ["heading", "script"]


@pytest.mark.parametrize(
    "said",
    ["Now a week has passed. Find out what became of your claim.",
     "Bitte schreiben Sie für sich auf, was Ihnen auffällt.",
     "Nous aimerions connaître votre avis sur le magasin."],
)  # fmt: skip
def test_a_sentence_to_the_room_is_read_aloud(said: str) -> None:
    agenda = read("# G", "## Tea (5 min)", "", said, "", "- Why?", "- How?")
    assert kinds(agenda)[0][0] == "script"


@pytest.mark.parametrize(
    "said",
    ["If you run out of time, skip the rest.", "Make sure that you hear everybody.",
     "Let participants finish before you go on.", "Remercier, distribuer les coordonnées du lieu."],
)  # fmt: skip
def test_advice_to_whoever_leads_is_a_note(said: str) -> None:
    agenda = read("# G", "## Tea (5 min)", "", said, "", "- Why?", "- How?")
    assert kinds(agenda)[0][0] == "note"


@pytest.mark.parametrize(
    ("line", "kind"),
    [("(Write it on the board)", "note"), ("[Pause]", "note"), ("¿Y el fin de semana?", "probe"),
     ("“Thank you for telling us.”", "script")],
)  # fmt: skip
def test_a_line_further_in_below_a_question_is_something_of_its_own(line: str, kind: str) -> None:
    agenda = read(
        "# G", "## Tea (5 min)", "1. What do you drink at breakfast?", f"   {line}", "2. Who?"
    )
    assert [each for each, _ in kinds(agenda)] == ["question", kind, "question"]


def test_a_line_that_goes_on_from_the_one_above_is_no_probe() -> None:
    agenda = read(
        "# G", "## Tea (5 min)", "- What did you (all of you)", "  say to each other?", "- Who?"
    )
    assert [text for _, text in kinds(agenda)] == [
        "What did you (all of you) say to each other?",
        "Who?",
    ]


def test_bullets_after_each_numbered_part_are_in_it_after_the_last_one_too() -> None:
    lines = [x for n in (1, 2, 3) for x in (f"{n}. Part ({n}0 min)", "", f"- What of {n}?", "")]
    agenda = read("Guide", "", *lines)
    assert [len(section.questions) for section in agenda.sections] == [1, 1, 1]


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("eine Viertelstunde", 15), ("halbe Stunde", 30), ("un quart d'heure", 15),
     ("une demi-heure", 30), ("un quarto d'ora", 15), ("mezz'ora", 30), ("media hora", 30),
     ("meia hora", 30), ("een kwartier", 15), ("half an hour", 30), ("a quarter of an hour", 15),
     ("drei viertel Stunden", 45), ("tres cuartos de hora", 45)],
)  # fmt: skip
def test_lengths_in_words_stand_after_titles(said: str, minutes: float) -> None:
    for text in (f"Tea, {said}", f"Tea ({said})", f"Tea – {said}", f"Tea: {said}"):
        assert (read_heading(text).title, read_heading(text).minutes) == ("Tea", minutes)


@pytest.mark.parametrize(
    "names", ["Question|Prompts|Mins", "Frage|Nachfragen|Min.", "Pergunta|Aprofundar|Tempo",
              "问题|追问|时间"],
)  # fmt: skip
def test_rows_that_begin_with_a_question_are_questions_with_or_without_minutes(names: str) -> None:
    table = ["| " + " | ".join(names.split("|")) + " |", "|---|---|---|"]
    rows = ["| What did you book? | where, when | 5 |", "| How did you choose? | price | 5 |"]
    agenda = read("# G", "## Part A (10 min)", "", *table, *rows, "", "## Part B (5 min)", "- Who?")
    assert outline(agenda) == [("Part A", 10), ("Part B", 5)]
    asked = [kind for kind, _ in kinds(agenda) if kind != "note"]
    assert asked == ["question", "probe"] * 2


@pytest.mark.parametrize(
    "line",
    ["Beginn 20:30   Ende: 22:00", "Início: 20h30    Fim: 22h00", "Start: 20:30, end: 22:00"],
)
def test_a_total_from_when_it_begins_to_when_it_ends(line: str) -> None:
    assert read("# G", "", line, "", "## A (5 min)", "- Why?", "## B", "- How?").minutes == 90


@pytest.mark.parametrize("line", ["MOD:", "INT:", "Probe:", "()", "> ", "- ", "**", "1. "])
def test_a_line_with_nothing_after_its_mark_is_no_error(line: str) -> None:
    assert read("# G", "## A (5 min)", "- What?", line, "- Why?", line).sections
