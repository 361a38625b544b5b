"""Find who is meant by a name, in a database and in its copies."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from focusgroup.core.errors import StoreError
from focusgroup.core.text import fold
from focusgroup.store.engine.sqlite import connect

PEOPLE = """
    SELECT p.id, p.name, coalesce(a.name, '') AS account
    FROM person p LEFT JOIN account a ON a.id = p.account_id WHERE p.name <> ''
"""
SEATS = """
    SELECT p.person_id, p.name, p.seat, p.session_id, s.title, s.zone,
        coalesce(s.started_ms, s.scheduled_ms, s.created_ms) AS at_ms
    FROM participant p JOIN session s ON s.id = p.session_id WHERE p.name <> ''
    ORDER BY at_ms, s.id
"""


class Seat(NamedTuple):
    """One seat that somebody had; *at_ms* is the time of the session (Unix ms)."""

    session_id: str
    title: str
    zone: str
    at_ms: int
    seat: int


class Someone(NamedTuple):
    """One person: *ids* of the person's rows, all spellings of the name, and their seats."""

    ids: frozenset[str]
    names: tuple[str, ...]
    account: str
    seats: tuple[Seat, ...]

    @property
    def name(self) -> str:
        """The most recent spelling of the name."""
        return self.names[-1]


def find_people(
    databases: Iterable[Path], name: str, account: str = "", session_id: str = ""
) -> tuple[tuple[Someone, ...], bool]:
    """Return the people called *name* in any of *databases*, and whether the whole name matched.

    If no whole name matches, people whose name contains its words are returned. *account* is
    a company's name, *session_id* a session they took part in. A copy that can't be read is
    skipped; the database itself, the first one, raises StoreError.
    """
    everybody: dict[str, Someone] = {}
    for place, path in enumerate(databases):
        try:
            found = _people(path)
        except (sqlite3.Error, StoreError):
            if not place:
                raise
            continue
        for key, someone in found.items():
            everybody[key] = _joined(everybody[key], someone) if key in everybody else someone
    wanted, words = fold(name), set(fold(name).split())
    chosen = [
        each
        for each in everybody.values()
        if (not account or fold(each.account) == fold(account))
        and (not session_id or any(seat.session_id == session_id for seat in each.seats))
    ]
    exact = [each for each in chosen if wanted in {fold(known) for known in each.names}]
    if exact:
        return tuple(exact), True
    near = [each for each in chosen if any(words <= set(fold(n).split()) for n in each.names)]
    return tuple(near), False


def _people(path: Path) -> dict[str, Someone]:
    with closing(connect(path, reading=True)) as connection:
        seats: dict[str, list[Seat]] = {}
        names: dict[str, list[str]] = {}
        for row in connection.execute(SEATS):
            seat = Seat(row["session_id"], row["title"], row["zone"], row["at_ms"], row["seat"])
            seats.setdefault(row["person_id"], []).append(seat)
            names.setdefault(row["person_id"], []).append(row["name"])
        found = {}
        for row in connection.execute(PEOPLE):
            spelt = dict.fromkeys([row["name"], *names.get(row["id"], ())])
            theirs = tuple(seats.get(row["id"], ()))
            found[row["id"]] = Someone(frozenset({row["id"]}), tuple(spelt), row["account"], theirs)
    return found


def _joined(one: Someone, other: Someone) -> Someone:
    return Someone(
        one.ids | other.ids,
        tuple(dict.fromkeys([*other.names, *one.names])),
        one.account or other.account,
        tuple(sorted({*one.seats, *other.seats}, key=lambda seat: (seat.at_ms, seat.seat))),
    )


def as_one_person(people: Iterable[Someone]) -> Someone:
    """Return several people as one, to be erased together."""
    first, *others = people
    for each in others:
        first = _joined(first, each)
    return first
