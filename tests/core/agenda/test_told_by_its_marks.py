"""How an author marks questions elsewhere tells what is asked, told and done where nothing does."""

import pytest

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.agenda.format import format_agenda
from focusgroup.core.model import Agenda, GuideNote, ScriptText, Section
from tests.guides import steps_of

ASKING = ("- Why do you come?", "- What is missing?", "- Who else should come?", "- And then?")


def read(*lines: str) -> Agenda:
    return parse_agenda("\n".join(lines)).agenda


def kinds(agenda: Agenda, at: int = 0) -> list[str]:
    return [kind for kind, _ in steps_of(agenda.sections[at])]


@pytest.mark.parametrize("mark", ["- ", "1. "])
@pytest.mark.parametrize(
    ("title", "done"),
    [
        ("The rounds", "Reveal the pairs at the start|Swap seats halfway through"),
        ("The rounds", "**Find** - one lead from the list|**Enrich** - its name and town"),
        ("Die Runden", "Paare auslosen|Nach der Hälfte Plätze tauschen"),
        ("Les tours", "Tirage des paires|Changement de place à la moitié"),
        ("Las rondas", "Sorteo de las parejas|Cambio de sitio a la mitad"),
        ("De rondes", "Paren loten|Halverwege van plaats wisselen"),
        ("两轮", "抽签分组|中途换座位"),
    ],
)
def test_a_list_without_question_marks_is_done_where_the_others_have_them(
    title: str, done: str, mark: str
) -> None:
    lines = [f"{mark}{each}" for each in done.split("|")]
    agenda = read("# G", "", f"## {title} (10 min)", *lines, "", "## Talk (20 min)", *ASKING)
    assert kinds(agenda) == ["note", "note"]
    assert kinds(agenda, 1) == ["question"] * 4


@pytest.mark.parametrize(
    "asked",
    ["Tell us about your street.|Describe a normal week.", "Ihr Beruf|Ihre Wohnung",
     "Racontez-nous votre rue.|Décrivez une semaine.", "Votre quartier|Vos voisins"],
)  # fmt: skip
def test_a_list_of_requests_is_asked_without_question_marks(asked: str) -> None:
    lines = [f"- {each}" for each in asked.split("|")]
    agenda = read("# G", "", "## Street (10 min)", *lines, "", "## Talk (20 min)", *ASKING)
    assert kinds(agenda) == ["question", "question"]


def test_topics_below_their_name_are_asked_beside_questions_with_marks() -> None:
    lines = ("**Background:**", "- Role in the club", "- How long a member")
    agenda = read("# G", "", "## You (5 min)", *lines, "", "## Talk (20 min)", *ASKING)
    assert kinds(agenda)[-2:] == ["question", "question"]


@pytest.mark.parametrize(
    "title", ["Consent script (read verbatim)", "Sprechtext zur Begrüßung", "Opening script",
              "Skript für den Einstieg", "开场话术", "冒頭スクリプト"],
)  # fmt: skip
def test_sentences_of_a_script_are_read_aloud(title: str) -> None:
    said = ("1. Taking part is voluntary.", "2. Your name will not appear", "3. Shall we start?")
    agenda = read("# G", "", f"## {title}", *said, "", "## Talk (20 min)", *ASKING)
    assert kinds(agenda) == ["script", "script", "question"]


@pytest.mark.parametrize(
    ("label", "quote"),
    [
        ("Ask everybody:", "What stays with you? A word, a picture?"),
        ("Alle fragen:", "Was bleibt Ihnen? Ein Wort, ein Bild?"),
        ("Demandez à chacun :", "Que gardez-vous ? Un mot, une image ?"),
        ("Pregunte a cada persona:", "¿Qué se lleva? ¿Una palabra?"),
        ("Vraag aan iedereen:", "Wat blijft u bij? Een woord?"),
    ],
)
def test_what_is_quoted_below_the_words_to_ask_it_is_asked(label: str, quote: str) -> None:
    agenda = read("# G", "", "## End (5 min)", "- Any wish?", "", label, "", f"> {quote}", "")
    assert kinds(agenda)[-1] == "question"


@pytest.mark.parametrize(
    ("condition", "asked"),
    [("If yes:", "How did you find it?"), ("Wenn ja:", "Wie kam das?"),
     ("Si oui :", "Comment ?"), ("Si es así:", "¿Cómo fue?"), ("如果有：", "怎么发现的？")],
)  # fmt: skip
def test_what_is_quoted_below_a_condition_is_a_probe(condition: str, asked: str) -> None:
    lines = ("> Have you tried it?", "", f"**{condition}**", f"> {asked}", f"> {asked} And why?")
    agenda = read("# G", "", "## Trying (5 min)", *lines, "", "## Talk (9 min)", *ASKING)
    assert kinds(agenda)[:2] == ["question", "probe"]
    assert "question" not in kinds(agenda)[1:]


def test_a_quoted_request_with_probes_below_it_is_asked() -> None:
    for label in ("**Follow-up probes:**", "**Nachfragen:**", "**Relances :**", "**Repreguntas:**"):
        quote = '> "Before we talk about the shop, tell me how it all began. Who was there?"'
        lines = (quote, "", label, '- "Who helped?"', '- "What went wrong?"')
        agenda = read("# G", "", "## Story (5 min)", *lines, "", "## Talk (9 min)", *ASKING)
        assert kinds(agenda) == ["question", "probe", "probe"], label


@pytest.mark.parametrize(
    "label", ["Activity:", "**Resources/Notes**", "Ablauf:", "**Activités :**", "Qué hacer:",
              "**Dinámica:**", "Attività:", "Atividade:", "活动：", "進め方："],
)  # fmt: skip
def test_what_is_below_an_activity_is_done_but_a_question_is_asked(label: str) -> None:
    lines = (label, "", "- Ten cards on the table", "- What do we see?", "- Pens")
    assert kinds(read("# G", "", "## Cards (5 min)", *lines))[-3:] == ["note", "question", "note"]


@pytest.mark.parametrize(
    "lead", ["Watch and write down:", "Nicht helfen. Beobachten und mitschreiben:",
             "Observez et notez :", "Observar y anotar:", "观察并记录："],
)  # fmt: skip
def test_what_is_to_be_watched_is_not_asked(lead: str) -> None:
    lines = (f"- {lead}", "  - Where does the person click first?", "  - Do they use a filter?")
    agenda = read("# G", "", "## Task (5 min)", *lines, "", "## Talk (9 min)", *ASKING)
    assert "question" not in kinds(agenda)
    assert "probe" not in kinds(agenda)


@pytest.mark.parametrize(
    "lead", ["Before we start, a few things I want to mention:",
             "Bevor wir beginnen, möchte ich einiges erklären:",
             "Avant de commencer, je voudrais préciser quelques points :",
             "Antes de empezar, queremos aclarar algunas cosas:"],
)  # fmt: skip
def test_what_we_announce_is_told_even_in_bold_and_beside_a_question(lead: str) -> None:
    lines = (lead, "", "- **There is no need for a camera - sound is fine**", "- **May I record?**")
    agenda = read("# G", "", "## Welcome (5 min)", *lines, "", "## Talk (9 min)", *ASKING)
    assert kinds(agenda)[-2:] == ["script", "question"]


def test_a_heading_with_a_question_in_brackets_is_a_heading() -> None:
    for title in ("1.2 Faults (what keeps you awake?)", "Ängste (was raubt den Schlaf?)",
                  "Les soucis (que craignez-vous ?)"):  # fmt: skip
        lines = ("## Part (9 min)", f"### {title}", "- What was the worst day?", "- Who knew?")
        assert kinds(read("# G", "", *lines)) == ["heading", "question", "question"]


def test_what_is_done_under_a_quoted_question_is_a_note_where_speech_is_quoted() -> None:
    lines = ('**"What works well?"**', "- Keep what they love", "", '**"What is missing?"**',
             "- Shows what matters")  # fmt: skip
    spoken = ['- "What happened?"', '- "Who was there?"', '- "And then?"', '- "Why that?"']
    agenda = read("# G", "", "## Talk (9 min)", *spoken, "", "## Wishes (9 min)", *lines)
    assert kinds(agenda, 1) == ["question", "note", "question", "note"]


@pytest.mark.parametrize(
    "done", ["各タスクを順に実行", "簡単な操作に慣れてもらう", "感想の聴取", "観察者が行動を記録"]
)
def test_actions_in_japanese_are_no_questions(done: str) -> None:
    assert kinds(read("# G", "", "## タスク（9分）", f"- {done}", f"- {done}")) == ["note", "note"]


@pytest.mark.parametrize("length", ["Time: 40 minutes", "Dauer: 40 Minuten", "Durée : 40 minutes"])
def test_what_stands_beside_the_length_of_the_whole_is_kept(length: str) -> None:
    for lines in ((f"- {length}", "- Room: the hall"), ("- Room: the hall", f"- {length}"),
                  (f"{length}", "The hall is ours until noon")):  # fmt: skip
        agenda = read("# G", "", "## Talk", "1. Why?", "2. Who?", "", "## Place", *lines)
        assert agenda.minutes == 40
        said = " ".join(step.text for section in agenda.sections for step in section.steps)
        said += " ".join(note for part in (*agenda.before, *agenda.after) for note in part.notes)
        assert "hall" in said, lines


@pytest.mark.parametrize(
    "done", ["If yes: get an address for the list", "If no: skip to the next card",
             "Wenn nein: weiter mit der nächsten Karte", "Si non : passez à la carte suivante",
             "Si no: pase a la tarjeta siguiente"],
)  # fmt: skip
def test_what_to_do_after_an_answer_is_no_probe(done: str) -> None:
    lines = ("1. Would you come again?", f"   - {done}", "   - If so, with whom?")
    agenda = read("# G", "", "## End (5 min)", *lines, "", "## Talk (9 min)", *ASKING)
    assert sorted(kinds(agenda)) == ["note", "probe", "question"]


@pytest.mark.parametrize(
    "said", ["We will be taking notes today for our own use", "I'd like you to say what you think",
             "Wir schreiben heute nur für uns selbst mit", "Nous prenons des notes pour nous seuls",
             "If we want to quote you anywhere, we will ask you before"],
)  # fmt: skip
def test_what_we_do_is_told_among_questions(said: str) -> None:
    lines = ("- Have you taken part before?", f"- {said}", "- Shall we start?")
    agenda = read("# G", "", "## Privacy (5 min)", *lines, "", "## Talk (9 min)", *ASKING)
    assert kinds(agenda) == ["question", "script", "question"]


@pytest.mark.parametrize(
    "line", ["Ana Lima, Sample Research, ana@example.org", "*Last updated: 3 May 2026*",
             "Stand: 3. Mai 2026", "Version 1.2", "Dernière mise à jour : mai 2026"],
)  # fmt: skip
def test_who_wrote_the_guide_is_not_asked(line: str) -> None:
    asked = ("**Questions:**", "", "What do you like?", "", "What is missing?", "")
    assert kinds(read("# G", "", "## Talk (5 min)", *asked, line))[-1] == "note"


def test_statements_are_read_aloud_where_the_paragraphs_speak() -> None:
    lines = [
        "Welcome to you all, we are glad that you are here.", "",
        "You can stop at any time, and we will not ask why.", "",
        "We look at two pages with you today.", "", "I will ask you about each of them.", "",
        "## Second task (5 min)", "[SHOW THE PAGE]", "", "This is the last page of the two.", "",
        "- What do you see?",
    ]  # fmt: skip
    agenda = read("# G", "", "## Welcome (5 min)", *lines)
    assert kinds(agenda, 1) == ["note", "script", "question"]


@pytest.mark.parametrize("said", ["Why do you come?", "Tell us. Why?", "Anna: come in", "您好吗？"])
def test_a_script_that_asks_stays_a_script_when_it_is_written(said: str) -> None:
    steps = (GuideNote("Ask everybody:"), ScriptText(said))
    agenda = Agenda("T", (Section("A", 5.0, steps=steps),))
    assert parse_agenda(format_agenda(agenda)).agenda.sections[0].script == (said,)
