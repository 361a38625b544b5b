"""What a session refers to in the shared repository: the same by id, else by its normalised name.

Accounts, themes, people of an account, participants and observers that were made on both sides are
one there. People without an account can't be told apart, and are joined only by their id.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from focusgroup.core.ids import new_id
from focusgroup.core.text import fold
from focusgroup.core.themes.paths import lineage
from focusgroup.store.engine.protocol import Row, Tx
from focusgroup.store.history import State
from focusgroup.store.publishing.rows import (
    ACCOUNTS,
    PEOPLE,
    Captured,
    SessionContent,
    by_ids,
    is_erased,
)

Known = dict[str, str | None]
"""The id there of each id here; None for a theme that was deleted there."""


@dataclass(slots=True)
class Mapped:
    """Where everything that a session refers to is in the repository, and what is new there."""

    accounts: Known = field(default_factory=dict)
    people: Known = field(default_factory=dict)
    themes: Known = field(default_factory=dict)
    participants: Known = field(default_factory=dict)
    observers: Known = field(default_factory=dict)
    accounts_there: dict[str, Row] = field(default_factory=dict)
    themes_there: dict[str, Row] = field(default_factory=dict)
    new_people: list[State] = field(default_factory=list)
    new_themes: dict[str, str] = field(default_factory=dict)
    """The ids of new themes by their paths, parents first."""
    paths: dict[str, str] = field(default_factory=dict)
    """The paths of all themes there, with the new ones, by their ids."""
    ids: dict[str, str] = field(default_factory=dict)
    """The same the other way round, by folded paths."""
    erased: set[str] = field(default_factory=set)
    """The participants here who were erased there: nothing of theirs is sent."""
    joined: list[str] = field(default_factory=list)
    """Names that were made on both sides and are one there."""

    def state(self, entity: str, state: State) -> State:
        """Return a row's state with the ids that it refers to as they are there."""
        known: dict[str, Known] = {
            "account_id": self.accounts,
            "person_id": self.people,
            "participant_id": self.participants,
            "observer_id": self.observers,
            "theme_id": self.themes,
        }
        there: State = {
            name: known[name].get(value, value) if name in known and value else value
            for name, value in state.items()
        }
        if "themes" in there:
            now = (self.themes.get(theme, theme) for theme in there["themes"])
            there["themes"] = list(dict.fromkeys(filter(None, now)))
        return there

    def places(self, themes: Iterable[str]) -> dict[str, int]:
        """Return the place of a quote with these themes (ids) in each, 0 for their parents."""
        direct = {theme: place for place, theme in enumerate(themes, 1)}
        parents = [
            self.ids[fold(path)] for theme in direct for path in lineage(self.paths[theme])[:-1]
        ]
        return dict.fromkeys(parents, 0) | direct


async def map_references(tx: Tx, mine: Captured, theirs: SessionContent) -> Mapped:
    """Find everything that *mine* refers to in the repository; nothing is written."""
    found = Mapped()
    await _map_accounts(tx, mine, found)
    nameless = await _map_people(tx, mine, found)
    await _map_themes(tx, mine, theirs, found)
    here, there = mine.rows.tables, theirs.tables
    seated = {s["person_id"]: id for id, s in there["participant"].items() if not s["deleted"]}
    for id, state in here["participant"].items():
        person = found.people.get(state["person_id"], "")
        own = found.participants[id] = (
            id if id in there["participant"] else seated.get(person, id) or id
        )
        seat = there["participant"].get(own)
        if person in nameless or (seat and is_erased("participant", seat)):
            found.erased.add(id)
    heard = {(s["name_key"], s["function"]): id for id, s in there["observer"].items()}
    for id, state in here["observer"].items():
        named = (state["name_key"], state["function"])
        found.observers[id] = id if id in there["observer"] else heard.get(named, id)
    return found


async def _either(tx: Tx, select: str, rows: Iterable[Row]) -> tuple[dict[str, Row], list[Row]]:
    """Return the rows there with an id of *rows*, and those with one of their names."""
    rows = list(rows)
    same = {row["id"]: row for row in await by_ids(tx, select, "id", {r["id"] for r in rows})}
    return same, await by_ids(tx, select, "name_key", {r["name_key"] for r in rows})


async def _map_accounts(tx: Tx, mine: Captured, found: Mapped) -> None:
    same, named = await _either(tx, ACCOUNTS, mine.accounts)
    by_name = {row["name_key"]: row for row in named}
    for row in mine.accounts:
        there = same.get(row["id"]) or by_name.get(row["name_key"])
        found.accounts[row["id"]] = there["id"] if there else row["id"]
        if there:
            found.accounts_there[row["id"]] = there
            _joined(found, row, there, row["name"])


async def _map_people(tx: Tx, mine: Captured, found: Mapped) -> set[str]:
    """Find the people; return the ids of those who were erased there."""
    same, named = await _either(tx, PEOPLE, mine.people)
    of_account = {(row["account_id"], row["name_key"]): row for row in named if row["account_id"]}
    for row in mine.people:
        account = found.accounts.get(row["account_id"], row["account_id"])
        there = same.get(row["id"]) or of_account.get((account, row["name_key"]))
        found.people[row["id"]] = there["id"] if there else row["id"]
        if there:
            _joined(found, row, there, row["name"])
        else:
            state = {name: row[name] for name in ("id", "name", "name_key")}
            found.new_people.append(state | {"account_id": account})
    return {row["id"] for row in same.values() if not row["name"]}


def _joined(found: Mapped, mine: Row, theirs: Row, name: str) -> None:
    if mine["id"] != theirs["id"]:
        found.joined.append(name)


async def _map_themes(tx: Tx, mine: Captured, theirs: SessionContent, found: Mapped) -> None:
    book = theirs.codebook
    found.themes_there = {row["id"]: row for row in await tx.all("SELECT * FROM theme")}
    found.paths = {theme.id: theme.path for theme in book.themes}
    ids = found.ids = {fold(path): id for id, path in found.paths.items()}
    gone = {name.theme_id for name in book.former}
    for row in mine.themes:
        theme = book.by_id(row["id"])
        if theme is None and row["id"] in gone:
            found.themes[row["id"]] = None
            continue
        path = theme.path if theme else book.now_called(row["path"])
        for name in lineage(path):
            if fold(name) not in ids:
                own = name == path and row["id"] not in found.paths
                ids[fold(name)] = made = row["id"] if own else new_id()
                found.new_themes[name] = made
                found.paths[made] = name
        there = found.themes[row["id"]] = ids[fold(path)]
        if there != row["id"]:
            found.joined.append(row["path"])
