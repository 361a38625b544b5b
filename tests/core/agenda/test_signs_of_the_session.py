"""A part is led or is for whoever leads by all its signs together, in any language."""

import pytest

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.model import Agenda

ASKED = {
    "en": ("What did you do last?", "How did you feel about it?"),
    "de": ("Was haben Sie zuletzt getan?", "Wie ging es Ihnen damit?"),
    "fr": ("Qu'avez-vous fait en dernier ?", "Comment l'avez-vous vécu ?"),
    "es": ("¿Qué hizo usted la última vez?", "¿Cómo se sintió usted?"),
    "it": ("Che cosa ha fatto lei l'ultima volta?", "Come si è sentito lei?"),
    "nl": ("Wat deed u de laatste keer?", "Hoe vond u dat?"),
}
AROUND = [
    ("en", "Swag checklist", ["[ ] Stickers for all", "[ ] Socks for the winners"]),
    ("en", "Evidence rating after the visit", ["Trip was recent", "Costs were named"]),
    ("en", "Cheat sheet", ["Reveal the pairs late", "Remind participants of the timer"]),
    ("de", "Bewertungsraster", ["Weg gefunden: ja / nein", "Gebühr genannt: ja / nein"]),
    ("de", "Typische Fehler", ["Zu früh helfen", "Antworten vorwegnehmen"]),
    ("fr", "Grille de synthèse", ["Trajet récent", "Coûts cités"]),
    ("fr", "Points de vigilance", ["Ne pas corriger", "Laisser finir"]),
    ("es", "Ficha de registro", ["Viaje reciente", "Costes mencionados"]),
    ("it", "Profilo utenti", ["Chi viaggia ogni giorno", "Chi viaggia di rado"]),
    ("nl", "Overeenkomsten", ["Reis was kort geleden", "Kosten genoemd"]),
    ("en", "Questions to avoid", ["Would you use our app?", "Would you pay for it?"]),
    ("es", "Preguntas que evitar", ["¿Usaría usted la app?", "¿Pagaría usted por ella?"]),
    ("pt", "Perguntas a evitar", ["Você usaria o aplicativo?", "Você pagaria por isso?"]),
]


def read(*lines: str) -> Agenda:
    return parse_agenda("\n".join(lines) + "\n").agenda


def titles(agenda: Agenda) -> list[str]:
    return [section.title for section in agenda.sections]


@pytest.mark.parametrize("timed", [True, False], ids=["timed", "untimed"])
@pytest.mark.parametrize(("language", "title", "items"), AROUND, ids=lambda each: str(each))
def test_a_part_for_whoever_leads_is_beside(
    language: str, title: str, items: list[str], timed: bool
) -> None:
    first, second = ASKED.get(language, ASKED["en"])
    time = " (20 min)" if timed else ""
    agenda = read(
        "# Guide",
        "",
        *(f"## A{time}", f"- {first}", f"- {second}", ""),
        *(f"## B{time}", f"- {second}", f"- {first}", ""),
        f"## {title}",
        *(f"- {item}" for item in items),
    )
    assert titles(agenda) == ["A", "B"]
    assert [part.title for part in agenda.after] == [title]


@pytest.mark.parametrize("language", ASKED)
def test_a_last_part_without_minutes_that_asks_the_room_is_led(language: str) -> None:
    first, second = ASKED[language]
    agenda = read(
        *("# Guide", "", "## A (5 min)", f"- {first}", ""),
        *("## B (20 min)", f"- {second}", f"- {first}", ""),
        *("## Extra", f"- {second}", f"- {first}"),
    )
    assert titles(agenda) == ["A", "B", "Extra"]


@pytest.mark.parametrize("words", ["Demo|Exercise", "Vorführung|Übung", "Démo|Exercice"])
def test_shorter_parts_of_a_section_with_minutes_are_sub_headings(words: str) -> None:
    demo, exercise = words.split("|")
    agenda = read(
        *("# Workshop", "", "## Block 0 (5 min)", "- Who are you?", ""),
        *("## Block 1 (10 min)", f"### {demo} (3 min)", "- What do you see?"),
        *(f"### {exercise} (7 min)", "- What would you change?", ""),
        *("## Block 2 (5 min)", "- What did you learn?"),
    )
    assert [(each.title, each.minutes) for each in agenda.sections] == [
        ("Block 0", 5),
        ("Block 1", 10),
        ("Block 2", 5),
    ]
    assert len(agenda.sections[1].questions) == 2


@pytest.mark.parametrize("word", ["Break", "Pause", "Pausa", "休息"])
def test_a_break_in_italics_between_timed_headings_is_a_section(word: str) -> None:
    agenda = read(
        *("# Day", "", "## One — 45 min (9:00–9:45)", "- What do you do?", ""),
        *(f"*{word} — 15 min (9:45–10:00)*", "", "## Two — 60 min (10:00–11:00)", "- Why?"),
    )
    assert [each.minutes for each in agenda.sections] == [45, 15, 60]


@pytest.mark.parametrize("name", ["Topic", "Punkt", "Tema", "主题"])
def test_counted_topics_under_a_general_heading_are_the_sections(name: str) -> None:
    agenda = read(
        *("# Guide", "", "## What we talk about", "", "Take two of them.", ""),
        *(f"### {name} 1: Roads", "- Which roads do you use?", ""),
        *(f"### {name} 2: Paths", "- Which paths do you avoid?", ""),
        *("## Close", "- What else would you like to say?"),
    )
    assert len(agenda.sections) == 3


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_a_guide_in_a_fence_is_read(fence: str) -> None:
    agenda = read(
        *("# Guide", "", "### Course of the talk (25 min)", "", fence),
        *("1. Warm-up (5 min)", '   - "Since when do you sell here?"', ""),
        *("2. A market day (20 min)", '   - "How was the last one?"', fence, ""),
    )
    assert [(each.title, each.minutes) for each in agenda.sections] == [
        ("Warm-up", 5),
        ("A market day", 20),
    ]


@pytest.mark.parametrize("said", ["End. Stay for tea", "Done", "Ende", "Fin. Merci !"])
def test_the_last_row_that_says_the_end_is_no_section(said: str) -> None:
    agenda = read(
        *("# Evening", "", "| Time | What |", "|---|---|", "| 18:00 | Arrival |"),
        *("| 18:30 | Circle |", f"| 19:30 | {said} |"),
    )
    assert [each.minutes for each in agenda.sections] == [30, 60]


@pytest.mark.parametrize("first", ["Goal", "Ziel", "Purpose", "Obiettivo"])
def test_a_heading_over_the_whole_guide_groups_it_whatever_comes_first(first: str) -> None:
    agenda = read(
        *("# Study", "", "## Discussion guide", "", f"### {first}", "We want to know why.", ""),
        *("### Opening", "- Who are you?", "", "### Use", "- What do you do?"),
    )
    assert titles(agenda) == ["Opening", "Use"]
