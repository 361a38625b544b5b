"""From the lines of a list of people to who will sit where; every odd line is named."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Participant
from focusgroup.core.text import clean_line, fold, unique_initials
from focusgroup.imports.people import COLUMNS, MOST_PEOPLE, Person, read_line


@dataclass(frozen=True, slots=True)
class Seated:
    """A person with the seat and the initials that they will have."""

    person: Person
    seat: int
    initials: str


@dataclass(frozen=True, slots=True)
class Oddity:
    """A line (1-based) that can't be read, and why."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Roster:
    """Who was read, in the order of their lines, and what was not."""

    seats: tuple[Seated, ...] = ()
    oddities: tuple[Oddity, ...] = ()

    @property
    def accounts(self) -> int:
        """How many different accounts there are."""
        return len({fold(seated.person.account) for seated in self.seats if seated.person.account})


@dataclass(frozen=True, slots=True)
class Heads:
    """What each column is, "" for one that is not known, and what separates them."""

    names: tuple[str, ...]
    delimiter: str


Key = tuple[str, str, str]
SEPARATORS = ",，،;\t"
_HEADINGS = {fold(heading): name for name, headings in COLUMNS.items() for heading in headings}


def key_of(person: Person | Participant) -> Key:
    """By what a person of a list is the same as a participant of the session."""
    return fold(person.name), fold(person.role), fold(person.account)


def as_line(participant: Participant) -> str:
    """A participant as the line that reads back as them."""
    parts = [_quoted(part) for part in (participant.name, participant.role, participant.account)]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return ", ".join(parts)


def _quoted(text: str) -> str:
    """*text* in quotes when it holds what separates the parts of a line."""
    if not any(char in text for char in SEPARATORS + '"'):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def read(text: str) -> tuple[tuple[Person, ...], tuple[Oddity, ...]]:
    """The people of *text*, one a line, and the lines that name nobody.

    A first line of headings (``Name, Seat, Company``) says what the columns are.
    """
    people: list[Person] = []
    oddities: list[Oddity] = []
    heads: Heads | None = None
    first = True
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        if first:
            first, heads = False, headings(line)
            if heads is not None:
                continue
        try:
            people.append(_person(line, number, heads))
        except FocusgroupError as error:
            oddities.append(Oddity(number, str(error)))
    if len(people) > MOST_PEOPLE:
        line_of = people[MOST_PEOPLE].line
        oddities.append(Oddity(line_of, f"at most {MOST_PEOPLE} people fit into a session"))
        del people[MOST_PEOPLE:]
    return tuple(people), tuple(oddities)


def headings(line: str) -> Heads | None:
    """What the columns of a list are, when its first line says so."""
    delimiter = max(",;\t", key=line.count)
    names = [_HEADINGS.get(fold(cell.replace("_", " ")), "") for cell in _cells(line, delimiter)]
    return Heads(tuple(names), delimiter) if "name" in names else None


def _cells(line: str, delimiter: str = ",") -> list[str]:
    try:
        rows = csv.reader([line], delimiter=delimiter, skipinitialspace=True)
        return [clean_line(cell) for cell in next(rows, [])]
    except csv.Error as error:
        raise FocusgroupError(f"not a line of a table ({error})") from None


def _person(line: str, number: int, heads: Heads | None) -> Person:
    if heads is not None:
        return _from_row(
            dict(zip(heads.names, _cells(line, heads.delimiter), strict=False)), number
        )
    if '"' in line:
        cells = [*_cells(line), "", ""]
        return Person(cells[0], cells[1], cells[2], line=number) if cells[0] else read_line("")
    return read_line(line, number)


def _from_row(cells: Mapping[str, str], number: int) -> Person:
    seat = cells.get("seat", "")
    if seat and not seat.isdecimal():
        raise FocusgroupError(f"“{seat}” is not a seat number")
    if not cells.get("name"):
        raise FocusgroupError("there is no name in this line")
    return Person(
        name=cells["name"],
        role=cells.get("role", ""),
        account=cells.get("account", ""),
        seat=int(seat) if seat else None,
        initials=cells.get("initials", ""),
        segment=cells.get("segment", ""),
        line=number,
    )


def seated(people: Sequence[Person], there: Sequence[Participant] = ()) -> Roster:
    """Where everybody will sit: those already *there* where they are, others in free seats.

    Seats that the list names come before free ones; a seat named twice is odd.
    """
    stays = _matched(people, there)
    taken = {participant.seat: participant.name for participant in stays.values()}
    fixed, oddities = _fixed(people, stays, taken)
    free = (seat for seat in range(1, 10**6) if seat not in taken)
    marks = [participant.initials for participant in stays.values()]
    seats: list[Seated] = []
    for place, person in enumerate(people):
        if stay := stays.get(place):
            seats.append(Seated(person, stay.seat, stay.initials))
            continue
        initials = person.initials or unique_initials(person.name, marks)
        marks.append(initials)
        seats.append(Seated(person, fixed.get(place) or next(free), initials))
    return Roster(tuple(seats), oddities)


def _matched(people: Sequence[Person], there: Sequence[Participant]) -> dict[int, Participant]:
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
    people: Sequence[Person], stays: Mapping[int, Participant], taken: dict[int, str]
) -> tuple[dict[int, int], tuple[Oddity, ...]]:
    """By place in the list: the seats that it names, which are then *taken*; and odd ones."""
    fixed: dict[int, int] = {}
    oddities: list[Oddity] = []
    for place, person in enumerate(people):
        if person.seat is None or place in stays:
            continue
        if person.seat < 1:
            oddities.append(Oddity(person.line, "seats count from 1"))
        elif person.seat in taken:
            who = taken[person.seat]
            oddities.append(Oddity(person.line, f"seat {person.seat} is taken by {who}"))
        else:
            taken[person.seat] = person.name
            fixed[place] = person.seat
    return fixed, tuple(oddities)
