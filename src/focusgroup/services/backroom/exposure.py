"""Who in the company has listened to customers in a time, and which accounts they heard."""

from collections.abc import Iterable
from dataclasses import dataclass

from focusgroup.core.model import JobFunction
from focusgroup.core.text import fold
from focusgroup.exports.wording.listeners import counted, listeners
from focusgroup.exports.wording.words import SOURCE, Words
from focusgroup.store import Db
from focusgroup.store.backroom.observers import listened


@dataclass(frozen=True, slots=True)
class Colleague:
    """A colleague, in how many *sessions* they listened, and when they did last (Unix ms)."""

    name: str
    function: JobFunction
    sessions: int
    last_ms: int


@dataclass(frozen=True, slots=True)
class AccountHeard:
    """An account, in how many *sessions* it was heard, and by what functions."""

    name: str
    segment: str
    sessions: int
    functions: tuple[JobFunction, ...]


@dataclass(frozen=True, slots=True)
class Exposure:
    """Who listened, those in the most sessions first; and the accounts, by name."""

    colleagues: tuple[Colleague, ...]
    accounts: tuple[AccountHeard, ...]
    sessions: int

    @property
    def by_function(self) -> str:
        """Return "3 engineers, 2 managers"."""
        return by_function(each.function for each in self.colleagues)


def by_function(functions: Iterable[JobFunction]) -> str:
    """Return "3 engineers, 2 managers", "" for nobody."""
    return listeners(Words(SOURCE), counted(functions))


async def exposure(db: Db, since_ms: int, until_ms: int) -> Exposure:
    """Return who signed in to a back room between two moments (Unix ms), and whom they heard.

    Only real sessions count, unless there are none but those of the sample.
    """
    who, heard = await listened(db, since_ms, until_ms, sample=False)
    if not who:
        who, heard = await listened(db, since_ms, until_ms, sample=True)
    people: dict[tuple[str, JobFunction], Colleague] = {}
    in_session: dict[str, set[tuple[str, JobFunction]]] = {}
    for each in who:
        key = fold(each.name), each.function
        before = people.get(key, Colleague(each.name, each.function, 0, 0))
        last = max(before.last_ms, each.last_ms)
        people[key] = Colleague(before.name, each.function, before.sessions + 1, last)
        in_session.setdefault(each.session_id, set()).add(key)
    accounts = {}
    for name, segment in dict.fromkeys((each.name, each.segment) for each in heard):
        where = [each.session_id for each in heard if each.name == name]
        ears = set().union(*(in_session[session] for session in where))
        functions = tuple(sorted(function for _, function in ears))
        accounts[name] = AccountHeard(name, segment, len(where), functions)
    most = sorted(people.values(), key=lambda each: (-each.sessions, fold(each.name)))
    return Exposure(tuple(most), tuple(accounts.values()), len(in_session))
