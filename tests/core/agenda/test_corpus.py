"""Guides that strangers could have written are read as the outline that a person gave them."""

from pathlib import Path

import pytest

from tests.guides import CORPUS, Figures, agenda_of, figures_of, guides_in, read_gold, share

GUIDES = guides_in(CORPUS)


@pytest.fixture(scope="module")
def figures() -> Figures:
    """What was read of all of them."""
    whole = Figures()
    for guide in GUIDES:
        whole.add(figures_of(guide))
    return whole


def test_there_are_enough_of_them_in_every_language() -> None:
    assert len(GUIDES) >= 50
    languages = {guide.name.split("_")[0] for guide in GUIDES}
    assert {"en", "de", "fr", "es", "it", "pt", "nl", "zh", "ja"} <= languages
    forms = {guide.suffix for guide in GUIDES}
    assert {".md", ".docx", ".odt", ".html", ".txt", ".pdf"} <= forms


def test_the_sections_that_a_person_would_lead_are_found(figures: Figures) -> None:
    assert share(figures.sections) >= 0.97
    assert figures.false_sections <= 0.2 * figures.guides


def test_minutes_and_totals_are_those_of_the_guide(figures: Figures) -> None:
    assert share(figures.minutes) >= 0.97


def test_questions_are_asked_and_nothing_else_is(figures: Figures) -> None:
    assert share(figures.questions) >= 0.97
    assert figures.false_questions <= 0.5 * figures.guides


def test_steps_keep_their_order_and_kind(figures: Figures) -> None:
    assert share(figures.in_order) >= 0.99


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_what_is_not_of_the_session_is_kept_as_notes_beside_it(guide: Path) -> None:
    agenda = agenda_of(guide)
    assert agenda.sections
    asked = [q.text for section in agenda.sections for q in section.questions]
    assert not {*asked} & {*read_gold(guide.with_name(f"{guide.name}.gold")).left_out}
