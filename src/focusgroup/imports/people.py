"""Read lists of participants from files. ``core.people`` decides what a line or a row means."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.people.people import NewParticipant
from focusgroup.core.people.people_csv import read_people
from focusgroup.imports import workbook
from focusgroup.imports.input_lines import other_format
from focusgroup.imports.named_file import file_bytes
from focusgroup.imports.text_encoding import text_of

LARGEST = 1_000_000
"""The most bytes of a file that is read as a list of participants."""

MOST_PEOPLE = 500


@dataclass(frozen=True, slots=True)
class People:
    """The participants in a file, and warnings about it."""

    people: tuple[NewParticipant, ...] = ()
    warnings: tuple[str, ...] = ()


def read_file(path: Path) -> People:
    """Return the participants in a CSV file or a workbook, below headings or one a line.

    In UTF-8, UTF-16 or, with a warning, a code page. Raises FocusgroupError that names every line
    that can't be read: a session is not set up with half its participants.
    """
    data = file_bytes(
        path, wanted="a CSV file of participants", what="a list of participants", most=LARGEST
    )
    if data.startswith(workbook.MAGIC):
        try:
            data = workbook.first_sheet(data).encode()
        except FocusgroupError as error:
            raise FocusgroupError(f"{path} {error}") from error
    elif what := other_format(data[:4096]).partition(";")[0]:
        raise FocusgroupError(f"{path} is {what}; save the list as CSV or as a workbook (.xlsx)")
    text = text_of(data, path)
    found = read_people(text.text)
    if found.problems:
        told = [f"{path}, line {each.line}: {each.message}" for each in found.problems]
        raise FocusgroupError("\n".join(told))
    people = found.people
    if not people:
        raise FocusgroupError(f"{path} lists no participants; a line is `Name, role, account`")
    if len(people) > MOST_PEOPLE:
        raise FocusgroupError(f"{path} lists {len(people)} people; the limit is {MOST_PEOPLE}")
    assumed = f"{path} isn't UTF-8; it was read as {text.assumed}, so check the names"
    assumed += "; --encoding names another"
    remarks = [assumed] if text.assumed else []
    remarks += [f"{path}, line {each.line}: {each.message}" for each in found.remarks]
    return People(tuple(people), tuple(remarks))


def check_seats(people: Sequence[NewParticipant]) -> None:
    """Raise FocusgroupError if two of *people* have the same seat."""
    taken: dict[int, str] = {}
    for person in people:
        if person.seat is None:
            continue
        if person.seat in taken:
            raise FocusgroupError(
                f"seat {person.seat} is given to both {taken[person.seat]} and {person.name}"
            )
        taken[person.seat] = person.name
