"""Lists of people as they are typed or pasted: who sits where, which lines are odd."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from focusgroup.core.model import Participant
from focusgroup.core.people.people import consent_in_words
from focusgroup.core.text import clean_line
from focusgroup.services.roster import as_text, key_of, read


def seats(text: str, there: tuple[Participant, ...] = ()) -> list[tuple[int, str, str]]:
    roster = read(text, there)
    assert roster.problems == ()
    return [(seated.seat, seated.initials, seated.person.name) for seated in roster.seats]


def somebody(seat: int, name: str, role: str = "", account: str = "") -> Participant:
    return Participant("p", "s", seat, name, name[:2].upper(), role, account)


def test_people_take_seats_in_the_order_of_their_lines() -> None:
    assert seats("Anna Novak, planner, Acme\n\nAndrej Nagy\n") == [
        (1, "AN", "Anna Novak"),
        (2, "AA", "Andrej Nagy"),
    ]


@pytest.mark.parametrize("notes", [False, True])
def test_who_was_not_asked_is_still_not_asked_when_their_line_is_read_again(notes: bool) -> None:
    anna = somebody(1, "Anna", "planner", "Acme")
    anna = replace(anna, asked=False, consent_notes=notes, consent_name=False)
    for text in (as_text((anna,)), "Anna, planner, Acme"):
        (again,) = read(text, (anna,)).not_asked
        assert consent_in_words(again) == consent_in_words(anna)
    assert not read("Anna, planner, Acme, by role only", (anna,)).not_asked


def test_a_seat_that_is_named_comes_before_a_free_one() -> None:
    assert seats("name;seat\nAnna;\nBo;1\n") == [(2, "AN", "Anna"), (1, "BO", "Bo")]


def test_a_seat_named_twice_is_a_problem() -> None:
    (problem,) = read("name,seat\nAnna,2\nBo,2\n").problems
    assert problem.line == 3


def test_a_named_seat_where_somebody_sits_already_is_a_problem_that_names_them() -> None:
    roster = read("name,seat\nAnna,\nBo,1\n", (somebody(1, "Anna"),))
    assert [problem.message for problem in roster.problems] == ["Seat 1 of Bo is taken by Anna."]


@pytest.mark.parametrize(
    ("text", "at_fault"),
    [("Anna\n, planner", [2]), ("x\nname,role\n,y", [3]), ('5" disk, x\n6" disk, y', [1, 2])],
)
def test_lines_that_can_not_be_used_are_named_and_the_others_are_seated(
    text: str, at_fault: list[int]
) -> None:
    roster = read(f"{text}\nZoe, tester")
    assert [problem.line for problem in roster.problems] == at_fault
    assert roster.seats[-1].person.name == "Zoe"


def test_who_is_there_already_keeps_seat_and_initials() -> None:
    there = (somebody(1, "Anna"), somebody(3, "Bo", "planner", "Acme"))
    assert seats("Cleo\nbo, Planner, ACME\nAnna", there) == [
        (2, "CL", "Cleo"),
        (3, "BO", "bo"),
        (1, "AN", "Anna"),
    ]


def test_more_people_than_fit_are_a_problem() -> None:
    roster = read("\n".join(f"Person {n}" for n in range(600)))
    assert len(roster.seats) == 500
    assert "500" in roster.problems[0].message


words = st.text(st.sampled_from("abÄ ,;，王ن'.\"()@-%1"), max_size=12)
people = st.tuples(words, words, words)


@example([("", ";;;;", ";")])
@given(st.lists(people, max_size=3, unique_by=lambda row: (row[0], row[2])))
def test_participants_read_back_from_their_text(rows: list[tuple[str, str, str]]) -> None:
    stored = [
        somebody(seat, clean_line(f"x{seat}{name}y"), clean_line(role), clean_line(account))
        for seat, (name, role, account) in enumerate(rows, 1)
    ]
    roster = read(as_text(stored))
    assert roster.problems == ()
    assert [key_of(seated.person) for seated in roster.seats] == [key_of(each) for each in stored]


def agreed(text: str, there: tuple[Participant, ...]) -> list[tuple[str, str, str]]:
    return [
        (seated.person.name, consent_in_words(seated.person), seated.stays)
        for seated in read(text, there).seats
    ]


ANNA = replace(somebody(1, "Anna Novak", "planner", "Acme"), id="a", consent_name=False)
BO = replace(somebody(2, "Bo Li"), id="b", consent_notes=False, consent_name=False)


def test_consent_stands_in_the_list_and_is_read_back() -> None:
    text = as_text((ANNA, BO))
    assert text == "Anna Novak, planner, Acme, by role only\nBo Li, , , no notes"
    assert agreed(text, ()) == [("Anna Novak", "by role only", ""), ("Bo Li", "no notes", "")]
    odd = replace(ANNA, name="Novak, Anna")
    assert as_text((odd,)) == 'Name,Role,Account,Consent\n"Novak, Anna",planner,Acme,by role only'
    assert agreed(as_text((odd,)), ()) == [("Novak, Anna", "by role only", "")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Anna Novak, planner, Acme", ("Anna Novak", "by role only", "a")),
        ("Anna Novak, chief planner, Tailspin", ("Anna Novak", "by role only", "a")),
        ("Ana Nowak, planner, Acme", ("Ana Nowak", "by role only", "a")),
        ("Anna Novak, planner, Acme, by name", ("Anna Novak", "by name", "a")),
        ("Anna Novak, planner, no notes", ("Anna Novak", "no notes", "a")),
        ("Cy Young, planner, Acme", ("Cy Young", "by name", "")),
        ("Name,Account,Seat\nAnna Novak,Acme,7", ("Anna Novak", "by name", "")),
        ("Name,Role,Account,Seat\nAnna Novak,planner,Acme,7", ("Anna Novak", "by role only", "")),
    ],
)
def test_who_is_changed_keeps_the_consent_that_they_gave(
    line: str, expected: tuple[str, str, str]
) -> None:
    assert agreed(line, (ANNA,)) == [expected]
