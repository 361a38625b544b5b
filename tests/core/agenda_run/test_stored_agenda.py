"""A session keeps the sections and questions it was made with, however its guide is read today."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.agenda_run.stored_agenda import as_stored
from focusgroup.core.model import (
    Agenda,
    AgendaItem,
    GuideNote,
    Probe,
    Question,
    ScriptText,
    Section,
    SectionKind,
    Subheading,
    Task,
)

BEFORE = Path(__file__).resolve().parents[2] / "data" / "sessions_before_steps.json"
SESSIONS: list[dict[str, Any]] = json.loads(BEFORE.read_text("utf-8"))
"""Sessions as the program stored them that kept script, notes, tasks and questions apart."""


def items_of(session: dict[str, Any]) -> list[AgendaItem]:
    return [
        AgendaItem(section, question, title, SectionKind(kind) if kind else None, planned)
        for section, question, title, kind, planned in session["items"]
    ]


def asked(agenda: Agenda) -> list[tuple[str, float, list[str]]]:
    return [(s.title, s.minutes, [q.text for q in s.questions]) for s in agenda.sections]


def stored(items: list[AgendaItem]) -> list[tuple[str, float, list[str]]]:
    sections: list[tuple[str, float, list[str]]] = []
    for item in items:
        if item.question < 0:
            sections.append((item.title, item.planned_ms / 60_000, []))
        else:
            sections[-1][2].append(item.title)
    return sections


@pytest.mark.parametrize("session", SESSIONS, ids=[each["title"] for each in SESSIONS])
def test_a_session_of_an_older_version_keeps_its_sections_and_questions(
    session: dict[str, Any],
) -> None:
    items = items_of(session)
    agenda = parse_agenda(session["source"], session["title"]).agenda
    assert asked(as_stored(agenda, items)) == stored(items)


def test_an_agenda_that_is_read_as_it_was_stays_as_it_is() -> None:
    agenda = parse_agenda("## A (5 min)\n1. Why?\n\n## B (5 min)\n> Hello.\n").agenda
    first, *others = items = [
        AgendaItem(0, -1, "A", planned_ms=300_000),
        AgendaItem(0, 0, "Why?"),
        AgendaItem(1, -1, "B", planned_ms=300_000),
    ]
    assert as_stored(agenda, items) is agenda
    assert as_stored(agenda, []) is agenda
    untimed = as_stored(agenda, [replace(first, planned_ms=0), *others])
    assert [section.minutes for section in untimed.sections] == [0, 5]


def test_what_is_read_anew_goes_where_it_stood() -> None:
    today = Agenda(
        "A",
        (
            Section("Accueil", 5, steps=(ScriptText("Bonjour."), Question("Qui êtes-vous ?"))),
            Section("Discussion", 15, steps=(GuideNote("Laissez-les parler."), Task("Accord"))),
            Section("Fin", 5, steps=(Question("Autre chose ?", (Probe("Vraiment ?"),)),)),
        ),
    )
    items = [
        AgendaItem(0, -1, "Ablauf", planned_ms=1_200_000),
        AgendaItem(0, 0, "Accueil"),
        AgendaItem(0, 1, "Laissez-les parler."),
        AgendaItem(1, -1, "Fin"),
        AgendaItem(1, 0, "Rien ?"),
    ]
    first, last = as_stored(today, items).sections
    assert first.steps == (
        Question("Accueil", (Probe("Qui êtes-vous ?"),)),
        ScriptText("Bonjour."),
        Subheading("Discussion"),
        Question("Laissez-les parler."),
        Task("Accord"),
    )
    assert (first.title, first.minutes) == ("Ablauf", 20)
    assert [question.text for question in last.questions] == ["Rien ?"]
    assert last.notes == ("Autre chose ?", "Vraiment ?")


_WORD = st.sampled_from("abcdef")
_STEPS = st.lists(
    st.one_of(
        st.builds(Question, _WORD),
        st.builds(ScriptText, _WORD),
        st.builds(GuideNote, _WORD),
        st.builds(Task, _WORD),
    ),
    max_size=6,
).map(tuple)
_AGENDAS = st.lists(st.builds(Section, _WORD, st.just(5), steps=_STEPS), max_size=4).map(
    lambda sections: Agenda("A", tuple(sections))
)


@settings(max_examples=150)
@given(_AGENDAS, _AGENDAS)
def test_any_other_reading_leaves_the_stored_places(today: Agenda, then: Agenda) -> None:
    items = [
        each
        for at, section in enumerate(then.sections)
        for each in (
            AgendaItem(at, -1, section.title, planned_ms=round(section.minutes * 60_000)),
            *(AgendaItem(at, n, question.text) for n, question in enumerate(section.questions)),
        )
    ]
    agenda = as_stored(today, items)
    assert asked(agenda) == (stored(items) if items else asked(today))
    told = {step.text for section in agenda.sections for step in section.steps}
    told |= {p.text for s in agenda.sections for q in s.questions for p in q.probes}
    assert {step.text for section in today.sections for step in section.steps} <= told
