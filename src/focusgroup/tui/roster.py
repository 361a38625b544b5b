"""From a list of people as it is typed to who will sit where; every odd line is named."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from focusgroup.core.model import Participant
from focusgroup.core.people import NewParticipant, RowProblem, parse_participants_csv
from focusgroup.core.text import fold, unique_initials

MOST_PEOPLE = 500


@dataclass(frozen=True, slots=True)
class Seated:
    """A person with the seat and the initials that they will have."""

    person: NewParticipant
    seat: int
    initials: str


@dataclass(frozen=True, slots=True)
class Roster:
    """Who was read, in the order of the list, and what was not."""

    seats: tuple[Seated, ...] = ()
    problems: tuple[RowProblem, ...] = ()

    @property
    def accounts(self) -> int:
        """How many different accounts there are."""
        return len({fold(seated.person.account) for seated in self.seats if seated.person.account})


Key = tuple[str, str, str]


def key_of(person: NewParticipant | Participant) -> Key:
    """By what a person of a list is the same as a participant of the session."""
    return fold(person.name), fold(person.role), fold(person.account)


def as_text(there: Sequence[Participant]) -> str:
    """Participants as the list that reads back as them: a line each, as a person types it.

    Where somebody's name or account holds what parts the fields of a line, it is a table
    with a row of headings.
    """
    rows = [(participant.name, participant.role, participant.account) for participant in there]
    typed = "\n".join(", ".join(row).rstrip(", ") for row in rows)
    roster = read(typed)
    if [key_of(seated.person) for seated in roster.seats] == [key_of(each) for each in there]:
        return typed
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows([("Name", "Role", "Account"), *rows])
    return table.getvalue().rstrip("\n")


def read(text: str, there: Sequence[Participant] = ()) -> Roster:
    """Who *text* names and where they will sit.

    Those already *there* stay where they are; seats that the list names come before free
    ones. A line that can't be used is a problem, and so are two people on one seat.
    """
    people, problems = parse_participants_csv(text)
    if len(people) > MOST_PEOPLE:
        problems.append(RowProblem(0, f"At most {MOST_PEOPLE} people fit into a session."))
    people = people[:MOST_PEOPLE]
    stays = _matched(people, there)
    taken = {participant.seat: participant.name for participant in stays.values()}
    fixed = _fixed(people, stays, taken, problems)
    free = (seat for seat in range(1, 10**6) if seat not in taken)
    marks = [participant.initials for participant in stays.values()]
    seats: list[Seated] = []
    for place, person in enumerate(people):
        if stay := stays.get(place):
            seats.append(Seated(person, stay.seat, stay.initials))
            continue
        initials = unique_initials(person.name, marks)
        marks.append(initials)
        seats.append(Seated(person, fixed.get(place) or next(free), initials))
    return Roster(tuple(seats), tuple(problems))


def _matched(
    people: Sequence[NewParticipant], there: Sequence[Participant]
) -> dict[int, Participant]:
    """By place in the list: the participant of the session that a person is."""
    known: dict[Key, list[Participant]] = {}
    for participant in there:
        known.setdefault(key_of(participant), []).append(participant)
    found: dict[int, Participant] = {}
    for place, person in enumerate(people):
        same = known.get(key_of(person))
        if same and person.seat in (None, same[0].seat):
            found[place] = same.pop(0)
    return found


def _fixed(
    people: Sequence[NewParticipant],
    stays: Mapping[int, Participant],
    taken: dict[int, str],
    problems: list[RowProblem],
) -> dict[int, int]:
    """By place in the list: the seats that it names, which are *taken* from then on."""
    fixed: dict[int, int] = {}
    for place, person in enumerate(people):
        if person.seat is None or place in stays:
            continue
        if person.seat in taken:
            why = f"Seat {person.seat} of {person.name} is taken by {taken[person.seat]}."
            problems.append(RowProblem(0, why))
        else:
            taken[person.seat] = person.name
            fixed[place] = person.seat
    return fixed
