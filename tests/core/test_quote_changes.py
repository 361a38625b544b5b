"""Corrections and joins of what was said, alike for what is stored and what is still to be."""

from focusgroup.core.model import Kind, Quote, Said
from focusgroup.core.quote_changes import Edit, joined, shared_fields

SLOW = Said("slow", Kind.PROBLEM, 200, 20, "anna", ("Mobile",), 1, 0, 1, True, False, 3, 0)
DEAR = Said(
    "and dear", Kind.STRENGTH, 100, 10, "bo", ("Price", "Mobile"), 0, 2, 2, False, True, 1, 4
)


def test_two_that_are_joined_keep_the_firsts_kind_and_speaker_at_the_earlier_moment() -> None:
    assert joined(SLOW, DEAR) == Said(
        "slow and dear",
        Kind.PROBLEM,
        100,
        10,
        "anna",
        ("Mobile", "Price"),
        0,
        2,
        2,
        False,
        True,
        3,
        4,
    )


def test_one_without_a_speaker_takes_that_of_the_other() -> None:
    nobody = Edit(participant_id="").applied(SLOW)
    assert nobody.participant_id is None
    assert joined(nobody, DEAR).participant_id == "bo"


def test_a_join_and_an_edit_leave_what_stands_beside_a_quote() -> None:
    quote = Quote(**shared_fields(SLOW, Said), id="q1", session_id="s", speaker="Anna", rev=7)
    both = joined(quote, DEAR)
    assert (both.id, both.speaker, both.rev) == ("q1", "Anna", 7)
    assert shared_fields(both, Said) == shared_fields(joined(SLOW, DEAR), Said)
    edited = Edit(kind=Kind.STRENGTH).applied(quote)
    assert (type(edited), edited.id, edited.kind) == (Quote, "q1", Kind.STRENGTH)


def test_themes_are_put_taken_and_replaced_by_their_paths() -> None:
    more = Edit(add_themes=(" Reporting>Exports ", "Mobile", ">"), remove_themes=("Mobile",))
    assert more.applied(SLOW).themes == ("Reporting > Exports",)
    assert Edit(themes=()).applied(DEAR).themes == ()
    assert Edit(text="so\x07 slow").applied(SLOW).text == "so slow"
