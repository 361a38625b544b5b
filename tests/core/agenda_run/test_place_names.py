"""A place of the agenda is found by number or title; what is not there is named as missing."""

import pytest

from focusgroup.core.agenda_run.clock import Stop
from focusgroup.core.agenda_run.place_names import place_named, question_named, section_named
from focusgroup.core.errors import NotFound
from focusgroup.core.model import Agenda, Question, Section

TITLES = ("Welcome", "Reporting", "Report writing", "1999 plans", "Ending", "Ending words", "Plans")
AGENDA = Agenda(
    "Visit", tuple(Section(title, steps=(Question("A?"), Question("B?"))) for title in TITLES)
)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("1", 0),
        ("5", 4),
        ("  WELCOME ", 0),
        ("reporting", 1),  # a whole title before one that begins so
        ("report w", 2),
        ("writing", 2),  # anywhere in one title alone
        ("1999", 3),
        ("ending", 4),
        ("ending w", 5),
        ("plan", 6),  # before one that has it inside
        ("7", 6),
    ],
)
def test_a_section_is_named_by_its_number_or_its_title(typed: str, place: int) -> None:
    assert section_named(AGENDA, typed) == place


@pytest.mark.parametrize(
    "typed", ["0", "8", "end", "report", "ing", "", " ", "nonesuch", "9" * 5_000]
)
def test_what_names_no_section_or_several_is_answered_with_all_titles(typed: str) -> None:
    with pytest.raises(
        NotFound, match="there are 1 Welcome, 2 Reporting, 3 Report writing, 4 1999 plans, 5 Ending"
    ):
        section_named(AGENDA, typed)
    with pytest.raises(NotFound, match="there is no section “nonesuch”; there are none"):
        section_named(Agenda("Empty"), "nonesuch")
    with pytest.raises(NotFound):
        section_named(Agenda("Short", AGENDA.sections[:1]), "")


@pytest.mark.parametrize(("typed", "place"), [("0", -1), ("1", 0), (" 2 ", 1)])
def test_a_question_is_named_by_its_number_and_0_is_the_opening(typed: str, place: int) -> None:
    assert question_named(AGENDA.sections[0], typed) == place


@pytest.mark.parametrize("typed", ["3", "-1", "", "A?", "9" * 5_000])
def test_a_question_that_is_not_there_is_answered_with_how_many_there_are(typed: str) -> None:
    with pytest.raises(NotFound, match="“Welcome” has 2, give the number"):
        question_named(AGENDA.sections[0], typed)


@pytest.mark.parametrize(
    ("typed", "stop"),
    [
        ("2", Stop(1, 0)),
        ("2.0", Stop(1, -1)),
        (" 2. 2 ", Stop(1, 1)),
        ("3.1", Stop(2, 0)),
        ("ending", Stop(4, 0)),
    ],
)
def test_a_place_is_a_section_or_a_question_in_it(typed: str, stop: Stop) -> None:
    assert place_named(AGENDA, typed) == stop


@pytest.mark.parametrize("typed", ["2.3", "8.1", "2.x", "Welcome.1", "."])
def test_a_place_that_is_not_there_is_not_found(typed: str) -> None:
    with pytest.raises(NotFound):
        place_named(AGENDA, typed)
