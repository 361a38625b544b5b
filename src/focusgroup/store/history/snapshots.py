"""The states that history keeps: a row's changeable fields as plain values, and tables of them."""

from typing import Any, NamedTuple

from focusgroup.store.engine.protocol import Tx

State = dict[str, Any]
"""All fields of a row that can change, by name, as they are before or after a change."""


class Stored(NamedTuple):
    """A row as it is now: its number if it has one (else 0), its session and its state."""

    n: int
    session_id: str
    state: State


class SnapshotTable(NamedTuple):
    """A table whose rows belong to a session; *fields* are those that can change."""

    name: str
    fields: tuple[str, ...]

    async def read(self, tx: Tx, entity_id: str) -> Stored | None:
        """Return the row as it is now, None if it doesn't exist."""
        sql = f"SELECT session_id, {', '.join(self.fields)} FROM {self.name} WHERE id = :id"
        row = await tx.one(sql, {"id": entity_id})
        if row is None:
            return None
        return Stored(0, row["session_id"], {name: row[name] for name in self.fields})

    async def put(
        self, tx: Tx, entity_id: str, before: Stored, after: State, rev: int, now_ms: int
    ) -> None:
        """Change a stored row to another state; all of its *fields* are written."""
        sets = ", ".join(f"{name} = :{name}" for name in self.fields)
        values = {name: after[name] for name in self.fields}
        await tx.run(
            f"UPDATE {self.name} SET {sets}, rev = :rev WHERE id = :id",
            {**values, "rev": rev, "id": entity_id},
        )


NOTES = SnapshotTable(
    "note",
    (
        "text",
        "kind",
        "participant_id",
        "owner",
        "due",
        "due_on",
        "done",
        "done_ms",
        "at_ms",
        "offset_ms",
        "deleted",
    ),
)
PARTICIPANTS = SnapshotTable(
    "participant",
    (
        "seat",
        "name",
        "initials",
        "role",
        "account_id",
        "person_id",
        "consent_notes",
        "consent_name",
        "asked",
        "arrived_ms",
        "left_ms",
        "deleted",
    ),
)
