"""Turn a typed list of people into participants with seats, and report every odd line."""

import csv
import difflib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from focusgroup.core.model import Participant
from focusgroup.core.people.people import NewParticipant, consent_in_words
from focusgroup.core.people.people_csv import read_people
from focusgroup.core.people.rows import RowProblem
from focusgroup.core.text import fold, unique_initials

MOST_PEOPLE = 500
SAME_NAME = 0.6
"""Two spellings at least this similar are one person if role or account is the same."""


@dataclass(frozen=True, slots=True)
class Seated:
    """A person with their future seat and initials.

    *stays* is the id of the participant they already are in the session, "" for a new one.
    """

    person: NewParticipant
    seat: int
    initials: str
    stays: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """The people who were read, in the order of the list, and the lines that could not be.

    *remarks* are what was guessed about lines, or is not read of them.
    """

    seats: tuple[Seated, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    remarks: tuple[RowProblem, ...] = ()

    @property
    def not_asked(self) -> list[NewParticipant]:
        """Return those who have not been asked for their consent."""
        return [seated.person for seated in self.seats if seated.person.not_asked]

    @property
    def accounts(self) -> int:
        """How many different accounts there are."""
        return len({fold(seated.person.account) for seated in self.seats if seated.person.account})


RosterKey = tuple[str, str, str]


def key_of(person: NewParticipant | Participant) -> RosterKey:
    """Return the key by which a person in a list matches a participant of the session."""
    return fold(person.name), fold(person.role), fold(person.account)


def as_text(there: Sequence[Participant]) -> str:
    """Return participants as a list that reads back as the same people, a typed line each.

    A limit on somebody's consent comes last on the line (``by role only``). If a name or account
    contains a field separator, the list is a table with a row of headings. If that has consent, it
    has everybody's: an empty field would mean that they were not asked.
    """
    rows = [(each.name, each.role, each.account, _unusual(each)) for each in there]
    typed = "\n".join(", ".join(row).rstrip(", ") for row in rows)
    wanted = [(key_of(each), consent_in_words(each)) for each in there]
    roster = read(typed)
    if [(key_of(s.person), consent_in_words(s.person)) for s in roster.seats] == wanted:
        return typed
    table = io.StringIO()
    lines = [("Name", "Role", "Account", "Consent")]
    lines += [(each.name, each.role, each.account, consent_in_words(each)) for each in there]
    # Fields with other separators are quoted too, or the reader would take one for the delimiter.
    dialect = csv.unix_dialect if any(mark in typed for mark in ";\t") else csv.excel
    written = csv.writer(table, dialect, lineterminator="\n")
    columns = 4 if any(row[3] for row in rows) else 3
    written.writerows(line[:columns] for line in lines)
    return table.getvalue().rstrip("\n")


def _unusual(person: Participant) -> str:
    words = consent_in_words(person)
    return "" if person.consent_name and person.consent_notes else words


def read(text: str, there: Sequence[Participant] = ()) -> Roster:
    """Return the people whom *text* names, with their seats.

    People already *there* keep their seats; seats that the list names are assigned before free
    ones. A line that can't be used is a problem, and so are two people on one seat.
    """
    found = read_people(text)
    people, problems = found.people, found.problems
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
            seats.append(Seated(_agreed(person, stay), stay.seat, stay.initials, stay.id))
            continue
        initials = unique_initials(person.name, marks)
        marks.append(initials)
        # Somebody who only changes seats has not agreed to more than before.
        was = next((each for each in there if key_of(each) == key_of(person)), None)
        person = _agreed(person, was) if was else person
        seats.append(Seated(person, fixed.get(place) or next(free), initials))
    return Roster(tuple(seats), tuple(problems), tuple(found.remarks))


def _agreed(person: NewParticipant, stay: Participant) -> NewParticipant:
    """Return a known person with the consent they gave, if the list says nothing about it."""
    if person.says_consent:
        return person
    notes, name = stay.consent_notes, stay.consent_name
    return replace(person, consent_notes=notes, consent_name=name, not_asked=not stay.asked)


def _matched(
    people: Sequence[NewParticipant], there: Sequence[Participant]
) -> dict[int, Participant]:
    """Return, by place in the list, the participant of the session who each person is."""
    known: dict[RosterKey, list[Participant]] = {}
    for participant in there:
        known.setdefault(key_of(participant), []).append(participant)
    found: dict[int, Participant] = {}
    for place, person in enumerate(people):
        same = known.get(key_of(person))
        if same and person.seat in (None, same[0].seat):
            found[place] = same.pop(0)
    left = [each for rest in known.values() for each in rest]
    for place, person in enumerate(people):
        if place not in found and person.seat is None:
            changed = next((each for each in left if _is_changed(person, each)), None)
            if changed is not None:
                found[place] = changed
                left.remove(changed)
    return found


def _is_changed(person: NewParticipant, participant: Participant) -> bool:
    """Return whether a line is a participant with a corrected detail, not another person."""
    name, role, account = key_of(person)
    was_name, was_role, was_account = key_of(participant)
    if name == was_name:
        return True
    alike = difflib.SequenceMatcher(None, name, was_name).ratio() >= SAME_NAME
    return alike and bool(account or role) and (account, role) == (was_account, was_role)


def _fixed(
    people: Sequence[NewParticipant],
    stays: Mapping[int, Participant],
    taken: dict[int, str],
    problems: list[RowProblem],
) -> dict[int, int]:
    """Return, by place in the list, the seats that it names, and add them to *taken*."""
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
