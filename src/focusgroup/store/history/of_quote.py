"""What was done to one quote, oldest first: the states before and after each change."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from focusgroup.store.engine.protocol import Db

OF_QUOTE = """
    SELECT at_ms, verb, before, after, state FROM change
    WHERE entity = 'quote' AND entity_id = :id ORDER BY n
"""
SPEAKER = "SELECT name FROM participant WHERE id = :id"
Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class QuoteStep:
    """One change of a quote: when (Unix ms), what was done, the fields before and after it.

    *undone* says that it was taken back. A speaker is there by name, as ``speaker``.
    """

    at_ms: int
    verb: str
    before: Fields
    after: Fields
    undone: bool = False


async def history_of_quote(db: Db, quote_id: str) -> tuple[QuoteStep, ...]:
    """Return every change of a quote, oldest first."""
    rows = await db.read(lambda tx: tx.all(OF_QUOTE, {"id": quote_id}))
    names: dict[str, str] = {}

    async def fields(state: str | None) -> Fields:
        kept = json.loads(state) if state else {}
        who = kept.pop("participant_id", None)
        if who and who not in names:
            found = await db.read(lambda tx: tx.all(SPEAKER, {"id": who}))
            names[who] = found[0]["name"] if found else ""
        return {**kept, "speaker": names.get(who or "", "")}

    return tuple(
        [
            QuoteStep(
                row["at_ms"],
                row["verb"],
                await fields(row["before"]),
                await fields(row["after"]),
                row["state"] in ("undone", "dropped"),
            )
            for row in rows
        ]
    )
