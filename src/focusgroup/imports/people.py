"""Lists of participants from files. What a line or a row means is decided in ``core.people``."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.people.people import NewParticipant
from focusgroup.core.people.people_csv import parse_participants_csv

LARGEST = 1_000_000
"""Bytes of a file that is read as a list of people."""

MOST_PEOPLE = 500


@dataclass(frozen=True, slots=True)
class People:
    """Who was read from a file, and what was odd about it."""

    people: tuple[NewParticipant, ...] = ()
    warnings: tuple[str, ...] = ()


def read_file(path: Path) -> People:
    """The people of a CSV file: with a row of headings, or a participant a line.

    UTF-8, UTF-16 or, with a warning, Latin-1. Raises FocusgroupError that names every line
    that can't be read: a session is not set up with half its people.
    """
    text, warnings = _decoded(_bytes_of(path), path)
    people, problems = parse_participants_csv(text)
    if problems:
        told = "\n".join(f"{path}, line {each.line}: {each.message}" for each in problems)
        raise FocusgroupError(told)
    if not people:
        raise FocusgroupError(f"{path} names nobody; a line is `Name, role, account`")
    if len(people) > MOST_PEOPLE:
        raise FocusgroupError(f"{path} names {len(people)} people; at most {MOST_PEOPLE} fit")
    return People(tuple(people), warnings)


def check_seats(people: Sequence[NewParticipant]) -> None:
    """Raises FocusgroupError when two of *people* are to sit on the same seat."""
    taken: dict[int, str] = {}
    for person in people:
        if person.seat is None:
            continue
        if person.seat in taken:
            raise FocusgroupError(
                f"seat {person.seat} is given to {taken[person.seat]} and to {person.name}"
            )
        taken[person.seat] = person.name


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise FocusgroupError(f"there is no file {path}; name a CSV file of participants")
        if path.stat().st_size > LARGEST:
            raise FocusgroupError(f"{path} is larger than 1 MB, which is no list of participants")
        return path.read_bytes()
    except OSError as error:
        raise FocusgroupError(f"{path} can't be read: {error.strerror}") from error
    except ValueError as error:
        raise FocusgroupError(f"{str(path)!r} can't be the name of a file") from error


def _decoded(data: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), ()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        warning = f"{path} is not UTF-8; it was read as Latin-1, look at the names"
        return data.decode("cp1252", "replace"), (warning,)
