"""Say what was changed on both sides, as people read it."""

from collections.abc import Mapping
from typing import Any

from focusgroup.core.publishing import BothChanged, MergedRow, PublishConflict
from focusgroup.store.history import State
from focusgroup.store.publishing.references import Mapped
from focusgroup.store.publishing.rows import Captured

SHOWN = 60
"""Characters of a row's name."""
NAMES = {
    "participant_id": "speaker",
    "account_id": "account",
    "person_id": "person",
    "bottom_line": "bottom line",
    "revenue_share": "share of revenue",
    "at_ms": "time",
    "offset_ms": "time on the clock",
    "clock": "clock",
    "consent_notes": "consent to notes",
    "consent_name": "consent to be named",
    "theme_id": "theme",
    "verbatim": "own words",
    "stub": "unfinished",
    "agreement": "agreed",
    "dissent": "disagreed",
    "intensity": "feeling",
    "taken_by": "initials",
    "note_taker": "note-taker",
}
UNREADABLE = ("clock", "agenda_source")
"""Fields whose values say nothing to people."""
CALLED = {"agenda_item": "agenda", "observer_question": "question of an observer"}


def described(
    mine: Captured, known: Mapped, which: tuple[str, str], row: MergedRow, state: State
) -> PublishConflict:
    """Return a row that both sides changed: what it is, and its values here and there."""
    entity, id = which
    people = {
        known.participants.get(each) or each: str(person["name"])
        for each, person in mine.rows.tables["participant"].items()
    }
    fields = tuple(
        BothChanged(
            NAMES.get(name, name.removesuffix("_ms").replace("_", " ")),
            _value(name, state[name], known, people),
            _value(name, row.after[name], known, people),
        )
        for name in row.clashes
    )
    name = _name(mine, entity, id, row.after)
    return PublishConflict(entity, id, f"{CALLED.get(entity, entity)} {name}".strip(), fields)


def _name(mine: Captured, entity: str, id: str, after: Mapping[str, Any]) -> str:
    if entity == "theme":
        return next((f"“{row['path']}”" for row in mine.themes if row["id"] == id), "")
    if entity == "account":
        return next((f"“{row['name']}”" for row in mine.accounts if row["id"] == id), "")
    if entity == "headline":
        theme, _, kind = id.partition("/")
        path = next((row["path"] for row in mine.themes if row["id"] == theme), "")
        return f"of “{path}” ({kind})"
    if entity == "debrief":
        return f"({id.replace('_', ' ')})"
    told = str(after.get("text") or after.get("title") or after.get("name") or "")
    return f"“{told[:SHOWN]}{'…' if len(told) > SHOWN else ''}”" if told else ""


def _value(name: str, value: Any, known: Mapped, people: Mapping[str, str]) -> str:
    if name in UNREADABLE:
        return "changed"
    if name == "themes":
        return ", ".join(known.paths.get(theme, theme) for theme in value) or "none"
    if name == "theme_id":
        return known.paths.get(value, "none")
    if name == "participant_id":
        return people.get(value, "somebody else") if value else "nobody"
    if name in ("account_id", "person_id"):
        return "another one"
    if name == "deleted":
        return "deleted" if value else "not deleted"
    return "none" if value in ("", None) else str(value)
