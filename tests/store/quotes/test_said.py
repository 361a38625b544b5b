"""A field of `Said` reaches everything that keeps quotes; one without a column is found."""

import json
from dataclasses import fields, replace
from typing import Any, get_type_hints

from focusgroup.core.model import Kind, Said, Session
from focusgroup.core.quote_changes import Edit
from focusgroup.store import participants
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.outbox.entries import QuoteEdit, QuoteSplit, decode, encode
from focusgroup.store.quotes import NewQuote, add_quote, change_quote, get_quote
from focusgroup.store.row_mapping import SAID
from focusgroup.store.undo import undo
from tests.store.conftest import NOW

FIELDS = tuple(field.name for field in fields(Said))
COLUMNS = "SELECT name FROM pragma_table_info('quote')"
LAST = "SELECT before, after FROM change WHERE entity = 'quote' ORDER BY n DESC LIMIT 1"
FIRST: dict[Any, Any] = {str: "slow", int: 1, bool: True, Kind: Kind.STRENGTH}
SECOND: dict[Any, Any] = {str: "late", int: 2, bool: False, Kind: Kind.OBSERVATION}


def without_column(names: tuple[str, ...], columns: set[str]) -> set[str]:
    """Fields that no row could hold; themes have rows of their own."""
    return set(names) - columns - {"themes"}


def filled(values: dict[Any, Any], **given: object) -> dict[str, Any]:
    """A value for every field of `Said`, by its type; *given* for those that mean something."""
    kinds = get_type_hints(Said)
    return {name: given[name] if name in given else values[kinds[name]] for name in FIELDS}


async def columns(db: SqliteDb) -> set[str]:
    return {row["name"] for row in await db.read(lambda tx: tx.all(COLUMNS))}


async def test_every_field_has_a_column(db: SqliteDb) -> None:
    there = await columns(db)
    assert without_column(FIELDS, there) == set()
    assert without_column((*FIELDS, "no_such_column"), there) == {"no_such_column"}
    assert {*SAID, "themes"} == set(FIELDS)


async def test_every_field_is_stored_read_changed_kept_and_undone(
    db: SqliteDb, session: Session
) -> None:
    anna, bo = [
        await participants.add(db, session.id, name=name, now_ms=NOW) for name in ("Anna", "Bo")
    ]
    first = filled(FIRST, participant_id=anna.id, themes=("Mobile", "Reporting > Exports"))
    second = filled(SECOND, participant_id=bo.id, themes=("Onboarding",))
    assert not [name for name in FIELDS if first[name] == second[name]]

    new = NewQuote(**first, session_id=session.id, id="q1")
    assert decode(encode(new)) == new
    split = QuoteSplit("e1", "q0", "so", new)
    assert decode(encode(split)) == split
    quote = await add_quote(db, new, NOW)
    assert {name: getattr(quote, name) for name in FIELDS} == first

    edit = QuoteEdit("e2", "q1", Edit(**second))
    assert decode(encode(edit)) == edit
    assert {name: getattr(edit.edit.applied(quote), name) for name in FIELDS} == second
    (changed,) = await change_quote(db, ["q1"], edit.edit, NOW)
    assert {name: getattr(changed, name) for name in FIELDS} == second

    row = await db.read(lambda tx: tx.one(LAST))
    assert row is not None
    for state, said in ((json.loads(row["before"]), first), (json.loads(row["after"]), second)):
        assert {name: state[name] for name in FIELDS if name != "themes"} == {
            name: value for name, value in said.items() if name != "themes"
        }
        assert tuple(state["themes"]) == said["themes"]
    assert await undo(db, session.id, NOW)
    assert replace(await get_quote(db, "q1"), rev=0) == replace(quote, rev=0)


def test_an_edit_of_nothing_changes_nothing() -> None:
    said = Said(**filled(FIRST, participant_id="anna", themes=("Mobile",)))
    assert Edit().applied(said) == said
    for name in FIELDS:
        changed = Edit(**{name: getattr(said, name)}).applied(said)
        assert changed == said, name
