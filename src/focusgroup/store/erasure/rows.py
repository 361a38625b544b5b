"""Remove one person's own rows from one database: quotes, notes, history, search index.

Each removed row leaves a tombstone without words: that there was a seat, a quote or a note.
Copies with an older schema lack some tables and columns, so these are looked up first.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from focusgroup.core.model import Kind, Said
from focusgroup.core.text import fold
from focusgroup.store.counters import COUNTERS, anew
from focusgroup.store.erasure.people import Someone
from focusgroup.store.history import State
from focusgroup.store.row_mapping import BUMP_REV, placeholders, plain_values

LEFT = ("kind", "at_ms", "offset_ms", "section", "question", "verbatim", "stub")
"""What stays of an erased quote: that something was said, when and where."""
ERASED = {
    name: value
    for name, value in plain_values(Said("", Kind.PROBLEM, 0)).items()
    if name not in LEFT
}
"""Everything else of it, as in a quote of which nothing is known."""


@dataclass(slots=True)
class ErasedRows:
    """What was erased from one database, with the texts, and where the name remains.

    *sessions* are those they took part in, *mentions* counts other texts by session title.
    *unsure* is where a part of the name may be theirs: the session's title, and the words around
    it. *supported* are the titles of the items that lose a quote, *published* the sessions that
    were sent to a repository: the title, and where to.
    """

    quotes: int = 0
    notes: int = 0
    changes: int = 0
    drafts: int = 0
    masked: int = 0
    texts: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    sessions: set[str] = field(default_factory=set)
    mentions: Counter[str] = field(default_factory=Counter)
    unsure: list[tuple[str, str]] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    supported: list[str] = field(default_factory=list)
    published: list[tuple[str, str]] = field(default_factory=list)


class Eraser:
    """One erasure within the open transaction of *connection*; ``gone`` is what was removed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.gone = ErasedRows()
        self.connection = connection
        self._revs: dict[str, int] = {}
        self._tables: dict[str, frozenset[str]] = {}

    def rows(self, sql: str, params: dict[str, Any] | None = None) -> list[sqlite3.Row]:
        """Return the rows of a statement."""
        return self.connection.execute(sql, params or {}).fetchall()

    def columns(self, table: str) -> frozenset[str]:
        """Return the columns of a table in this copy; empty if it does not exist."""
        if table not in self._tables:
            rows = self.rows(f"PRAGMA table_info({table})")
            self._tables[table] = frozenset(row["name"] for row in rows)
        return self._tables[table]

    def rev(self, session: str) -> int:
        """Return the session's revision for this erasure."""
        if session not in self._revs:
            self._revs[session] = self.rows(BUMP_REV, {"session": session})[0][0]
        return self._revs[session]

    def put(self, table: str, rowid: int, **values: object) -> None:
        """Update the given columns of a row, skipping those that this copy lacks."""
        known = {name: value for name, value in values.items() if name in self.columns(table)}
        sets = ", ".join(f"{name} = :{name}" for name in known)
        self.connection.execute(
            f"UPDATE {table} SET {sets} WHERE rowid = :rowid", {**known, "rowid": rowid}
        )

    # -- the person's own rows ----------------------------------------------------------------

    def take_out(self, someone: Someone) -> None:
        """Remove everything that is the person's own."""
        persons, bound = placeholders("p", sorted(someone.ids))
        seats = self.rows(
            "SELECT rowid AS at_row, id, session_id FROM participant"
            f" WHERE person_id IN ({persons})",
            bound,
        )
        at, seated = placeholders("s", [row["id"] for row in seats])
        people = someone.ids | self._former(list(map(str, seated.values())))
        quotes = self.rows(
            "SELECT n, id, session_id, text FROM quote"
            f" WHERE person_id IN ({persons}) OR participant_id IN ({at})",
            {**bound, **seated},
        )
        notes = self.rows(
            "SELECT rowid AS at_row, id, session_id, text FROM note"
            f" WHERE participant_id IN ({at})",
            seated,
        )
        self.gone.ids |= {row["id"] for row in (*seats, *quotes, *notes)} | people
        self._tell_items([row["id"] for row in quotes])
        for row in quotes:
            self._take_quote(row)
        for row in notes:
            self.take_note(row)
        self._take_history()
        for row in seats:
            self._take_seat(row)
        for person in people:
            self.connection.execute(
                "UPDATE person SET name = '', name_key = '', account_id = NULL WHERE id = :id",
                {"id": person},
            )

    def _tell_items(self, quotes: list[str]) -> None:
        """Note the items that these quotes support; their rows stay, so the items tell of it."""
        if not self.columns("item_quote"):
            return
        titles = {
            row["id"]: row["title"]
            for quote in quotes
            for row in self.rows(
                "SELECT i.id, i.title FROM item_quote s JOIN item i ON i.id = s.item_id"
                " WHERE s.quote_id = :quote",
                {"quote": quote},
            )
        }
        self.gone.supported += titles.values()

    def _take_quote(self, row: sqlite3.Row) -> None:
        self.gone.texts.add(row["text"])
        self.gone.quotes += bool(row["text"])
        self.put(
            "quote",
            row["n"],
            **ERASED,
            person_id=None,
            account_id=None,
            deleted=1,
            rev=self.rev(row["session_id"]),
        )
        quote = {"quote": row["id"]}
        for table in filter(self.columns, ("quote_theme", "theme_link")):
            self.connection.execute(f"DELETE FROM {table} WHERE quote_id = :quote", quote)
        self.connection.execute("DELETE FROM quote_fts WHERE rowid = :n", {"n": row["n"]})

    def take_note(self, row: sqlite3.Row) -> None:
        """Remove one note and leave a tombstone."""
        self.gone.texts.add(row["text"])
        self.gone.notes += bool(row["text"])
        self.gone.ids.add(row["id"])
        self.put(
            "note",
            row["at_row"],
            text="",
            owner="",
            due="",
            due_on="",
            participant_id=None,
            deleted=1,
            rev=self.rev(row["session_id"]),
        )

    def _take_seat(self, row: sqlite3.Row) -> None:
        self.gone.sessions.add(row["session_id"])
        self.put(
            "participant",
            row["at_row"],
            name="",
            initials="",
            role="",
            account_id=None,
            arrived_ms=None,
            left_ms=None,
            deleted=1,
            rev=self.rev(row["session_id"]),
        )

    def _take_history(self) -> None:
        """Remove changes of what is gone, and of other quotes that were once theirs."""
        found = []
        for row in self.rows("SELECT n, entity_id, before, after FROM change"):
            states = [_fields(row["before"]), _fields(row["after"])]
            if row["entity_id"] in self.gone.ids:
                self.gone.texts |= {text for state in states for text in _texts(state)}
                found.append(row["n"])
            elif any(state.get("participant_id") in self.gone.ids for state in states):
                found.append(row["n"])
        for n in found:
            self.connection.execute("DELETE FROM change WHERE n = :n", {"n": n})
        self.gone.changes += len(found)

    def _former(self, seats: list[str]) -> set[str]:
        """Return people no longer in use: names or companies of these seats were corrected."""
        at, bound = placeholders("s", seats)
        former = {
            state["person_id"]
            for row in self.rows(
                f"SELECT before, after FROM change WHERE entity_id IN ({at})", bound
            )
            for state in (_fields(row["before"]), _fields(row["after"]))
            if state.get("person_id")
        }
        still = {row["person_id"] for row in self.rows("SELECT person_id FROM participant")}
        return former - still

    # -- counters ------------------------------------------------------------------------------

    def finish(self) -> None:
        """Update counters and lists of quotes to match what is left."""
        for table in COUNTERS:
            if self.columns(table):
                for sql in anew(table):
                    self.connection.execute(sql)
        for session in self._revs:
            self.connection.execute(
                "UPDATE session SET quotes = (SELECT count(*) FROM quote q"
                " WHERE q.session_id = session.id AND q.deleted = 0) WHERE id = :session",
                {"session": session},
            )
        if self.columns("publication"):
            rows = self.rows(
                "SELECT s.id, s.title, p.place FROM publication p JOIN session s"
                " ON s.id = p.session_id ORDER BY p.at_ms"
            )
            sent = [(r["title"], r["place"]) for r in rows if r["id"] in self.gone.sessions]
            self.gone.published = sent
        if "part" in self.columns("debrief"):
            for row in self.rows(
                "SELECT rowid AS at_row, text FROM debrief WHERE part = 'moments'"
            ):
                left = [line for line in row["text"].split("\n") if line not in self.gone.ids]
                self.put("debrief", row["at_row"], text="\n".join(left))
        self.gone.texts = {text for text in self.gone.texts if fold(text)}


def _fields(state: str | None) -> State:
    """Return a stored state as fields; a plan's may be any JSON and has none."""
    data = json.loads(state) if state else {}
    return data if isinstance(data, dict) else {}


def _texts(state: State) -> Iterator[str]:
    yield from (str(state[name]) for name in ("text", "name", "role", "owner") if state.get(name))
