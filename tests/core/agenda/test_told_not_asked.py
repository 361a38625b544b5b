"""What a guide tells the room or whoever leads is no question: rules, remarks, what to do."""

import pytest

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.model import Agenda
from tests.guides import steps_of


def read(*lines: str) -> Agenda:
    return parse_agenda("\n".join(lines)).agenda


def kinds(agenda: Agenda, at: int = 0) -> list[str]:
    return [kind for kind, _ in steps_of(agenda.sections[at])]


RULES = {
    "Ground rules": "One at a time|What is said here stays here.|Respect each other's views!",
    "Our house rules": "Phones away|No wrong answers.|Disagree with ideas, not people",
    "Spielregeln": "Jede Meinung zählt|Handys aus|Einer spricht, die anderen hören zu.",
    "Gesprächsregeln": "Ausreden lassen|Alles bleibt im Raum.",
    "Règles du groupe": "On s'écoute|Pas de jugement|Tout reste confidentiel.",
    "Reglas básicas": "Una persona a la vez|Todo es confidencial.",
    "Regole del gioco": "Uno alla volta|Non ci sono giudizi.",
    "Regras do grupo": "Um de cada vez|Nada sai daqui.",
    "Gespreksregels": "Eén tegelijk|Telefoons uit.",
    "讨论规则": "一次一人发言|手机静音。",
    "グランドルール": "一人ずつ話す|秘密は守られます。",
}


@pytest.mark.parametrize("mark", ["- ", "1. ", "* "])
@pytest.mark.parametrize("name", RULES)
def test_rules_under_their_name_are_no_questions(name: str, mark: str) -> None:
    rules = [f"{mark}{rule}" for rule in RULES[name].split("|")]
    topic = ["", "## Topic (20 min)", "- What do you do?"]
    for heads in (
        [f"## {name} (5 min)"],
        [f"## {name}"],
        ["## Start (5 min)", "", f"### {name}"],
        ["## Start (5 min)", "", f"**{name}**", ""],
        ["## Start (5 min)", "", f"{name}:"],
    ):
        agenda = read("# Guide", "", *heads, *rules, *topic)
        assert not agenda.sections[0].questions, heads
        assert kinds(agenda)[-len(rules) :] == ["note"] * len(rules), heads


def test_what_asks_among_rules_is_asked() -> None:
    agenda = read(
        "# G",
        "## Ground rules (5 min)",
        "- One at a time",
        "- Any questions?",
        "- Everyone says their name.",
        "## Tea",
        "- Why?",
    )
    assert kinds(agenda) == ["note", "question", "question"]


def test_a_topic_whose_title_only_has_a_rule_in_it_is_asked_about() -> None:
    agenda = read("# G", "## The new rules (30 min)", "- Speed limits", "- Parking", "- Fines")
    assert kinds(agenda) == ["question"] * 3


@pytest.mark.parametrize("title", ["Welcome", "Begrüßung", "Accueil", "Cierre", "Chiusura"])
def test_sentences_to_nobody_in_an_opening_or_ending_are_notes(title: str) -> None:
    agenda = read("# G", f"## {title} (5 min)", "- Respect others' opinions.", "- Phones off.")
    assert kinds(agenda) == ["note"] * 2


# -- what is to be filled in, and who will come ------------------------------------------------


@pytest.mark.parametrize(
    "form",
    [
        ["- Task 1:", "- Task 2:", "- Task 3:"],
        ["Name: ______", "Age: ______"],
        [
            "| Task # | Done (Y/N) | Time | Notes |",
            "|---|---|---|---|",
            "| 1 |  |  |  |",
            "| 2 |  |  |  |",
            "| 3 |  |  |  |",
        ],
        ["| Nr. | Antwort | Bemerkung |", "|---|---|---|", "| P1 | | |", "| P2 | | |"],
    ],
)
def test_a_form_to_be_filled_in_is_beside_the_session(form: list[str]) -> None:
    agenda = read(
        "# G",
        "## Try it",
        "1. What do you see?",
        "",
        "## Ratings",
        "",
        *form,
        "",
        "## Close",
        "1. What would you change?",
    )
    assert [each.title for each in agenda.sections] == ["Try it", "Close"]
    beside = (*agenda.before, *agenda.after)
    assert [part.title for part in beside] == ["Ratings"]
    for line in form:
        words = [word for word in line.replace("|", " ").split() if any(map(str.isalnum, word))]
        head = line is form[0] and line.startswith("|")
        assert head or all(word in " ".join(beside[0].notes) for word in words)


def test_a_row_with_only_its_number_is_no_number_of_a_page() -> None:
    blocks = read(
        "# G",
        "## A",
        "- Why?",
        "",
        "| A | B | C |",
        "|---|---|---|",
        "| 1 | | |",
        "",
        "## B",
        "- How?",
    ).sections
    assert "1" in blocks[0].notes


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Requirements", "Participants should be developers with two years of experience."),
        ("Interview scenario", "Interviews are online. The participants first see a film."),
        ("Wer dabei ist", "Acht Teilnehmende aus zwei Orten, per Aushang gefunden."),
        ("Cadre de travail", "Les enquêtés sont reçus au bureau, deux par deux."),
        ("Quem vem", "Os participantes são alunos do segundo ano."),
    ],
)
def test_what_only_tells_of_those_who_come_is_beside_the_session(title: str, said: str) -> None:
    agenda = read(
        "# G",
        f"## {title}",
        "",
        said,
        "",
        "## Topic",
        "- What do you do?",
        "",
        "## Second",
        "- Why?",
    )
    assert [each.title for each in agenda.sections] == ["Topic", "Second"]
    to_them = read(
        "# G",
        f"## {title}",
        "",
        f"{said} Please take your time, you are welcome.",
        "",
        "## Topic",
        "- What do you do?",
        "",
        "## Second",
        "- Why?",
    )
    assert len(to_them.sections) == 3 or to_them.before


# -- where quotation marks mark what is said ---------------------------------------------------


@pytest.mark.parametrize("marks", ["“{}”", "„{}“", "«{}»", '"{}"'])
@pytest.mark.parametrize(
    "told",
    ["Get verbal consent.", "Mostre o protótipo.", "Zeitplan", "If they stop at (“no”), go on: {}"],
)
def test_what_is_outside_the_marks_is_for_whoever_leads(marks: str, told: str) -> None:
    said = [f"- {marks.format(each)}" for each in ("Since when?", "Tell me of it.", "And then?")]
    note = told.replace("{}", marks.format("Since when?"))
    agenda = read("# G", "## One (5 min)", *said, f"- {note}", "## Two (5 min)", *said)
    assert kinds(agenda) == ["question"] * 3 + ["note"]


def test_what_asks_outside_the_marks_is_asked() -> None:
    said = ["- “Since when?”", "- “And then?”"]
    agenda = read(
        "# G", "## One (5 min)", *said, "- Tell us more.", "- Why?", "## Two", *said, *said
    )
    assert kinds(agenda) == ["question"] * 4


@pytest.mark.parametrize("label", ["Probes", "Nachfragen", "Relances", "Sondeos", "Doorvragen"])
def test_probes_about_no_question_are_questions(label: str) -> None:
    agenda = read(
        "# G",
        "## Reaction",
        "- “I'm going to show you an idea. We want to learn.”",
        f"- **{label}:**",
        "  - “What is your first thought?”",
        "  - “Why?”",
    )
    assert kinds(agenda) == ["script", "question", "question"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Introduction", "Thank you for coming. We want to learn from you."),
        ("Einleitung", "Vielen Dank, dass Sie da sind."),
        ("Accueil", "Merci d'être venus."),
        ("Cierre", "Muchas gracias por su tiempo."),
    ],
)
def test_a_greeting_after_its_bold_name_is_read_aloud(name: str, said: str) -> None:
    assert kinds(read("# G", "## A", f"**{name}.** {said}", "", "- Why?")) == ["script", "question"]


@pytest.mark.parametrize(
    "probe",
    [
        "[If yes] What were you looking for?",
        "(If no) How could it help?",
        "If so, how?",
        "[Wenn ja] Wonach haben Sie gesucht?",
        "Wenn nicht, warum?",
        "Si oui, comment ?",
        "[Si no] ¿Por qué?",
        "Se sim, como?",
    ],
)
def test_what_is_asked_after_one_answer_is_a_probe(probe: str) -> None:
    agenda = read("# G", "## A", "Have you ever looked it up?", "", probe, "", "What else?")
    assert kinds(agenda) == ["question", "probe", "question"]


@pytest.mark.parametrize("part", ["Block", "Part", "Teil", "Partie", "Parte", "Bloque", "Deel"])
def test_parts_that_end_in_brackets_are_sections(part: str) -> None:
    lines = ["Interview guide", ""]
    for n, who in enumerate(("For Ilya (Founder)", "Dealers (B2B)", "Buyers"), 1):
        lines += [f"{part} {n}: {who}", f"{2 * n - 1}. Why this?", f"{2 * n}. Why that?", ""]
    agenda = read(*lines)
    assert [len(each.questions) for each in agenda.sections] == [2, 2, 2]
    assert agenda.sections[0].title.endswith("For Ilya (Founder)")


# -- what whoever leads does -------------------------------------------------------------------


@pytest.mark.parametrize(
    "does",
    [
        "Greet people as they arrive. Play music.",
        "Request permission to record.",
        "Provide sticky notes for each group.",
        "**Short talk** (5 min): Show photos of the last time.",
        "**Step 1**: Draw a calendar on a sheet.",
        "Annoncer le sujet de la prochaine session.",
        "Partager l'écran pour montrer les points retenus.",
        "Opte por iniciar com perguntas gerais;",
        "Weitere Karten an die Wand hängen.",
    ],
)
def test_a_sentence_that_asks_nothing_of_you_is_what_to_do(does: str) -> None:
    agenda = read("# G", "## Work (10 min)", "- What do you do?", f"- {does}", "- Why?")
    assert kinds(agenda) == ["question", "note", "question"]


@pytest.mark.parametrize(
    "asked",
    [
        "Tell us about your week.",
        "Briefly describe the main challenges.",
        "Point at what you would press.",
        "Everyone says one word.",
        "Me mostra como você faria.",
        "Raise your hand if it is new.",
    ],
)
def test_a_request_to_the_room_is_asked(asked: str) -> None:
    agenda = read("# G", "## Work (10 min)", "- What do you do?", f"- {asked}", "- Why?")
    assert kinds(agenda) == ["question"] * 3


def test_tasks_with_what_is_asked_about_them_below_are_asked() -> None:
    agenda = read(
        "# G", "## Try", "- Sort the plot by size.", "  - What do you see?", "- Scale each plot."
    )
    assert kinds(agenda) == ["question", "probe", "question"]


def test_quotes_that_only_tell_what_to_do_are_notes_where_paragraphs_speak() -> None:
    speech = [
        "Thanks for joining us today.",
        "I'd like you to look at this page.",
        "Let me ask you about it.",
        "We're nearly done, thank you.",
    ]
    cues = ["> Start the transcript.", "> Let in observers.", "> Screen: map."]
    lines = [line for pair in zip(speech, [*cues, "- Why?"], strict=True) for line in (*pair, "")]
    assert kinds(read("# G", "## A (5 min)", *lines)) == ["script", "note"] * 3 + [
        "script",
        "question",
    ]


@pytest.mark.parametrize(
    "thanks",
    [
        "That's everything. Thank you very much.",
        "Je vous remercie de votre disponibilité.",
        "Vielen Dank für Ihre Zeit.",
        "非常感谢您接受访谈。",
        "Muchas gracias por su tiempo.",
    ],
)
def test_thanks_right_below_the_last_question_are_words_of_their_own(thanks: str) -> None:
    agenda = read("# G", "## A", "1. What else?", "2. Anything?", thanks)
    assert kinds(agenda)[:2] == ["question"] * 2
    assert thanks in (*agenda.sections[0].script, *agenda.sections[0].notes)


def test_a_label_over_what_is_told_is_not_asked() -> None:
    agenda = read(
        "# G",
        "## A",
        "1. **Opening:**",
        "   - “We made something new.”",
        "   - [Show the sketch]",
        "2. Why?",
    )
    assert kinds(agenda) == ["note", "script", "note", "question"]


def test_a_label_of_one_answer_goes_with_each_question_below_it() -> None:
    agenda = read(
        "# G",
        "## A",
        "1. Do you use it?",
        "   - **If yes:**",
        "     - Why?",
        "   - **If no:**",
        "     - Why not?",
    )
    assert [text for _, text in steps_of(agenda.sections[0])] == [
        "Do you use it?",
        "If yes: Why?",
        "If no: Why not?",
    ]


@pytest.mark.parametrize("length", ["(15)", "⏱ 20:00–40:00"])
def test_a_heading_whose_time_stands_apart_can_be_called_notes(length: str) -> None:
    heads = ["## ⏱ 0:00–20:00 A", f"## {length} B (notes)", "## ⏱ 40:00–60:00 C"]
    if length == "(15)":
        heads = ["## A (5)", "## B (15) (notes)", "## C (10)", "## D (5)"]
    agenda = read("# G", *(line for head in heads for line in (head, "- Why?")))
    assert "B" not in [each.title for each in agenda.sections]


# -- questions that are quoted ------------------------------------------------------------------


def test_quotes_that_ask_are_questions_where_nothing_else_asks() -> None:
    work = ["## Work", '> "What do you do?"', '> "Since when?"', "", '> "Why?"', ""]
    money = [
        "## Money",
        "Go slowly.",
        "",
        "> «Who pays?»",
        "",
        "## Close",
        "> Thank you. Is that all?",
    ]
    agenda = read("# G", *work, *money)
    assert kinds(agenda) == ["question"] * 3
    assert kinds(agenda, 1) == ["note", "question"]
    assert kinds(agenda, 2) == ["script"]


def test_a_quote_that_only_asks_is_asked_beside_other_questions() -> None:
    def of(said: str) -> list[str]:
        parts = [line for n in "abcd" for line in (f"## {n}", f"> “{said}”", "", "- Why?", "")]
        return kinds(read("# G", *parts))

    assert of("Where did that begin?") == of("Tell me about the start.") == ["question"] * 2
    assert of("Thank you. We now come to the idea. Ready?") == ["script", "question"]
    for said in ("Now think of the last week only.", "Denken Sie an die letzte Woche."):
        assert of(said) == ["script", "question"]


def test_what_is_quoted_below_a_ban_is_not_asked() -> None:
    agenda = read(
        "# G", "## A", "- Why?", "", "Avoid asking:", "", "> “Would you pay?”", "", "## B"
    )
    assert kinds(agenda) == ["question", "note", "script"]


def test_what_to_listen_for_is_not_asked_though_it_is_below_ask() -> None:
    lines = ["## A", "Ask:", "", "- Why?", "", "What to listen for:", "", "- price", "", "## B"]
    assert kinds(read("# G", *lines)) == ["question", "note", "note"]


def test_a_label_of_script_is_about_the_quotation_below_it() -> None:
    lines = ["## A", "**Read:**", "> “You want a ticket.”", "", "Be patient.", "", "> “Which one?”"]
    assert kinds(read("# G", *lines)) == ["script", "note", "question"]


@pytest.mark.parametrize("apart", [" · ", " | ", ": ", " – "])
def test_a_title_after_its_time_is_no_kind_alone(apart: str) -> None:
    spans = {"0–5 min": "Welcome", "5–15 min": "Work", "15–30 min": "Close"}
    agenda = read("# G", *(f"## {span}{apart}{title}\n- Why?" for span, title in spans.items()))
    assert [(each.title, each.minutes) for each in agenda.sections] == [
        ("Welcome", 5), ("Work", 10), ("Close", 15)
    ]  # fmt: skip


def test_a_table_of_the_other_parts_is_beside_the_session() -> None:
    table = ["| Part | Goal |", "|---|---|", "| Work | learn |", "| Money | learn more |", ""]
    agenda = read(
        "# G", "## Overview", *table, "## Part 1: Work", "- Why?", "## Part 2: Money", "- How?"
    )
    assert [each.title for each in agenda.before] == ["Overview"]
    assert len(agenda.sections) == 2
