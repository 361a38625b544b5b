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
        [f"## {name} (5 min)"], [f"## {name}"], ["## Start (5 min)", "", f"### {name}"],
        ["## Start (5 min)", "", f"**{name}**", ""], ["## Start (5 min)", "", f"{name}:"],
    ):  # fmt: skip
        agenda = read("# Guide", "", *heads, *rules, *topic)
        assert not agenda.sections[0].questions, heads
        assert kinds(agenda)[-len(rules) :] == ["note"] * len(rules), heads


def test_what_asks_among_rules_is_asked() -> None:
    agenda = read("# G", "## Ground rules (5 min)", "- One at a time", "- Any questions?",
                  "- Everyone says their name.", "## Tea", "- Why?")  # fmt: skip
    assert kinds(agenda) == ["note", "question", "question"]


def test_a_topic_whose_title_only_has_a_rule_in_it_is_asked_about() -> None:
    agenda = read("# G", "## The new rules (30 min)", "- Speed limits", "- Parking", "- Fines")
    assert kinds(agenda) == ["question"] * 3


@pytest.mark.parametrize("title", ["Welcome", "Begrüßung", "Accueil", "Cierre", "Chiusura"])
def test_sentences_to_nobody_in_an_opening_or_ending_are_notes(title: str) -> None:
    agenda = read("# G", f"## {title} (5 min)", "- Respect others' opinions.", "- Phones off.")
    assert kinds(agenda) == ["note"] * 2
