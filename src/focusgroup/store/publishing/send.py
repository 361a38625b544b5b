"""Write a planned session into the repository, within one transaction."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from focusgroup.core.ids import new_id
from focusgroup.core.text import fold, unique_initials
from focusgroup.store.counters import counted_account, regroup
from focusgroup.store.engine.protocol import EVERYBODY, Row, Tx
from focusgroup.store.history import NOTES, State, Stored, keep, keep_many
from focusgroup.store.participants import put_participant
from focusgroup.store.publishing.new_quotes import WholeQuote, add_whole_quotes
from focusgroup.store.publishing.plan import ACCOUNT, THEME, PlannedRow, PublishPlan
from focusgroup.store.publishing.references import Mapped
from focusgroup.store.publishing.rows import Captured, SessionContent
from focusgroup.store.quotes import (
    THERE,
    WITHHELD,
    QuoteChange,
    put_quotes,
    read_quotes,
)
from focusgroup.store.row_mapping import bump


@dataclass(frozen=True, slots=True)
class Sending:
    """What is written, where things are there, and the search index of each quote."""

    session_id: str
    mine: Captured
    theirs: SessionContent
    known: Mapped
    plan: PublishPlan
    index: Mapping[str, tuple[str, str]]
    now_ms: int
    renamed: Mapping[str, str]
    """The themes that are called otherwise there, by their paths here."""

    def rev_row(self, rev: int) -> dict[str, object]:
        """Return the columns that every row of the session has."""
        return {"session_id": self.session_id, "rev": rev}


async def send(tx: Tx, of: Sending) -> int:
    """Write everything that the plan changes; return the session's revision there."""
    await _references(tx, of)
    if of.known.new_themes:
        tx.concerns(EVERYBODY)
    if of.theirs.row is None:
        (session,) = of.plan.of("session")
        own = {"id": of.session_id, "rev": 1, "clock_rev": 1}
        await tx.insert("session", [{**session.after, **own}])
        rev = 1
    else:
        rev = await bump(tx, of.session_id)
        for row in of.plan.of("session"):
            await _update(tx, "session", {"id": of.session_id}, _changes(row))
            if _changes(row).keys() & {"clock", "status"}:
                await _update(tx, "session", {"id": of.session_id}, {"clock_rev": rev})
    await _participants(tx, of, rev)
    for entity, key in (("observer", "id"), ("observer_question", "id"), ("agenda_item", "")):
        await _plain(tx, of, entity, key, rev)
    for entity in ("headline", "debrief"):
        await _texts(tx, of, entity, rev)
    await _notes(tx, of, rev)
    await _history(tx, of)
    await _quotes(tx, of, rev)
    await _items(tx, of)
    await _half_typed(tx, of)
    await _erase(tx, of, rev)
    return rev


def renamed_there(mine: Captured, known: Mapped) -> dict[str, str]:
    """Return the themes that are called otherwise in the repository, by their paths here."""
    there = {row["path"]: known.paths.get(known.themes[row["id"]] or "", "") for row in mine.themes}
    return {path: now for path, now in there.items() if now != path}


def _changes(row: PlannedRow) -> State:
    before = row.before or {}
    return {name: value for name, value in row.after.items() if before.get(name, row) != value}


async def _update(
    tx: Tx, table: str, keys: Mapping[str, object], values: Mapping[str, object]
) -> None:
    sets = ", ".join(f"{name} = :{name}" for name in values)
    where = " AND ".join(f"{name} = :key_{name}" for name in keys)
    which = {f"key_{name}": value for name, value in keys.items()}
    await tx.run(f"UPDATE {table} SET {sets} WHERE {where}", {**values, **which})


async def _references(tx: Tx, of: Sending) -> None:
    accounts = {row["id"]: row for row in of.mine.accounts}
    new = [accounts[row.id] for row in of.plan.of("account") if row.before is None]
    own = ("id", "name", "name_key", "created_ms", *ACCOUNT)
    await tx.insert("account", [{name: row[name] for name in own} for row in new])
    for row in of.plan.of("account"):
        if row.before is not None:
            before = await counted_account(tx, row.there)
            await _update(tx, "account", {"id": row.there}, _changes(row))
            await regroup(tx, row.there, before)
    await tx.insert("person", of.known.new_people)
    details = {row.there: row for row in of.plan.of("theme")}
    none = dict.fromkeys(THEME, "")
    await tx.insert(
        "theme",
        [
            {
                "id": id, "path": path, "path_key": fold(path), "created_ms": of.now_ms,
                **(details[id].after if id in details else none),
            }
            for path, id in of.known.new_themes.items()
        ],
    )  # fmt: skip
    for row in details.values():
        if row.before is not None:
            await _update(tx, "theme", {"id": row.there}, _changes(row))


async def _participants(tx: Tx, of: Sending, rev: int) -> None:
    """Add and change participants; what a new consent means for their quotes follows."""
    taken = {
        state["seat"]: state
        for state in of.theirs.tables["participant"].values()
        if not state["deleted"]
    }
    new = []
    for row in of.plan.of("participant"):
        if row.before is None:
            after = dict(row.after)
            if not after["deleted"] and after["seat"] in taken:
                after["seat"] = next(n for n in range(1, 10**6) if n not in taken)
                marks = [state["initials"] for state in taken.values()]
                after["initials"] = unique_initials(after["name"], marks)
            taken[after["seat"]] = after
            new.append({**after, "id": row.there, **of.rev_row(rev)})
    await tx.insert("participant", new)
    batch = new_id(of.now_ms)
    for row in of.plan.of("participant"):
        if row.before is not None and not row.erases:
            after = {**row.after}
            if after["deleted"] and _spoke(of, row.there):
                after["deleted"] = row.before["deleted"]
            before = Stored(0, of.session_id, row.before)
            await put_participant(tx, row.there, before, after, rev, of.now_ms)
            await keep(
                tx, "participant", of.session_id, row.there, "change", row.before, after, batch,
                of.now_ms, walked=False,
            )  # fmt: skip


def _spoke(of: Sending, participant: str) -> bool:
    return any(q.state["participant_id"] == participant for q in of.theirs.quotes.values())


async def _plain(tx: Tx, of: Sending, entity: str, key: str, rev: int) -> None:
    """Insert and update rows that nothing else depends on."""
    with_rev = {"rev": rev} if entity != "observer" else {}
    new = []
    for row in of.plan.of(entity):
        section, _, question = row.there.partition("/")
        keys: dict[str, object] = (
            {"id": row.there} if key else {"section": int(section), "question": int(question)}
        )
        if row.before is None:
            new.append({**row.after, **keys, "session_id": of.session_id, **with_rev})
        else:
            which = keys | {"session_id": of.session_id}
            await _update(tx, entity, which, {**_changes(row), **with_rev})
    await tx.insert(entity, new)


async def _texts(tx: Tx, of: Sending, entity: str, rev: int) -> None:
    """Write headlines and thoughts; a headline without text is none."""
    for row in of.plan.of(entity):
        theme, _, kind = row.there.partition("/")
        keys = {"theme_id": theme, "kind": kind} if entity == "headline" else {"part": theme}
        which = {**keys, "session_id": of.session_id}
        where = " AND ".join(f"{name} = :{name}" for name in which)
        await tx.run(f"DELETE FROM {entity} WHERE {where}", which)
        if row.after["text"] or entity == "debrief":
            await tx.insert(entity, [{**which, **row.after, "rev": rev}])


async def _notes(tx: Tx, of: Sending, rev: int) -> None:
    new, batch = [], new_id(of.now_ms)
    for row in of.plan.of("note"):
        if row.before is None:
            new.append({**row.after, "id": row.there, **of.rev_row(rev)})
        else:
            before = Stored(0, of.session_id, row.before)
            await NOTES.put(tx, row.there, before, row.after, rev, of.now_ms)
            if not row.erases:
                await keep(
                    tx, "note", of.session_id, row.there, "change", row.before, row.after, batch,
                    of.now_ms,
                )  # fmt: skip
    await tx.insert("note", new)


# -- quotes ----------------------------------------------------------------------------------


async def _quotes(tx: Tx, of: Sending, rev: int) -> None:
    """Add new quotes at once, and change those that are there, on record and to be undone."""
    seated = {state["id"]: state for state in await tx.all(SEATED, {"session": of.session_id})}
    places: dict[tuple[str, ...], Mapping[str, int]] = {}
    new, changed = [], {}
    for row in of.plan.of("quote"):
        if row.before is not None:
            changed[row.id] = row
            continue
        themes = tuple(row.after["themes"])
        if themes not in places:
            places[themes] = of.known.places(themes)
        by = _standing(seated.get(row.after["participant_id"] or ""), row.after)
        made = of.mine.rows.quotes[row.id].created_ms
        new.append(WholeQuote(row.id, row.after, by, made, places[themes], *of.index[row.id]))
    await add_whole_quotes(tx, of.session_id, new, rev)
    if changed:
        await _change_quotes(tx, of, changed, rev)
    late = [
        (of.session_id, row.id, _in_paths(of, row.after), _in_paths(of, row.refused))
        for row in of.plan.rows
        if row.refused is not None
    ]
    await keep_many(tx, "quote", late, "refused", new_id(of.now_ms), of.now_ms, walked=False)


def _in_paths(of: Sending, state: State) -> State:
    """Return a quote's state with the paths of its themes, as histories have it."""
    return {**state, "themes": [of.known.paths[theme] for theme in state["themes"]]}


SEATED = """
    SELECT id, person_id, account_id, consent_notes FROM participant WHERE session_id = :session
"""


def _standing(speaker: Row | None, state: State) -> dict[str, Any]:
    deleted = WITHHELD if speaker and not speaker["consent_notes"] else THERE
    return {
        "person": speaker["person_id"] if speaker else None,
        "account": speaker["account_id"] if speaker else None,
        "deleted": state["deleted"] or deleted,
    }


async def _change_quotes(tx: Tx, of: Sending, changed: Mapping[str, PlannedRow], rev: int) -> None:
    stored = await read_quotes(tx, list(changed))
    changes = []
    for id, row in changed.items():
        changes.append(QuoteChange(id, stored[id], _in_paths(of, row.after), rev))
    await put_quotes(tx, changes, of.now_ms)
    kept = [
        (of.session_id, each.id, each.before.state, each.after)
        for each in changes
        if not changed[each.id].erases
    ]
    await keep_many(tx, "quote", kept, "change", new_id(of.now_ms), of.now_ms)


# -- what was done ---------------------------------------------------------------------------

FORGET = """
    DELETE FROM change WHERE session_id = :session
        AND (entity_id = :id OR before LIKE :within OR after LIKE :within)
"""
NOBODY = """
    UPDATE person SET name = '', name_key = '', account_id = NULL WHERE id = :person
        AND NOT EXISTS (SELECT 1 FROM participant p WHERE p.person_id = :person AND p.name <> '')
"""
THEIR_HISTORY = """
    SELECT batch, verb, entity, entity_id, at_ms FROM change WHERE session_id = :session
"""
NAMED = ("account_id", "person_id", "participant_id")
COPIED = ("at_ms", "batch", "verb", "entity", "before", "after", "state", "writer")


async def _erase(tx: Tx, of: Sending, rev: int) -> None:
    """Leave no word in the histories of who was erased here, and no name; their quotes are gone."""
    for row in of.plan.rows:
        if row.erases and row.is_changed:
            within = {"session": of.session_id, "id": row.there, "within": f"%{row.there}%"}
            await tx.run(FORGET, within)
            if row.entity == "participant":
                await _update(tx, "participant", {"id": row.there}, {**row.after, "rev": rev})
                for state in filter(None, (row.before, row.after)):
                    await tx.run(NOBODY, {"person": state["person_id"]})


async def _history(tx: Tx, of: Sending) -> None:
    """Bring the histories of what is sent; of a row that was there they are on record only."""
    there = set()
    if of.theirs.row is not None:
        rows = await tx.all(THEIR_HISTORY, {"session": of.session_id})
        there = {tuple(row[i] for i in range(5)) for row in rows}
    planned = {(row.entity, row.id): row for row in of.plan.rows}
    entered = []
    for row in of.mine.history:
        plan = planned.get((row["entity"], row["entity_id"]))
        if plan is None and row["entity"] in ("quote", "note", "participant"):
            continue  # its words are not sent
        if any(id in f"{row['before']}{row['after']}" for id in of.known.erased):
            continue  # it was theirs once
        known = plan.there if plan else row["entity_id"]
        key = (row["batch"], row["verb"], row["entity"], known, row["at_ms"])
        if key not in there:
            made = {name: row[name] for name in COPIED}
            if of.theirs.row is not None and not (plan and plan.before is None):
                made["state"] = "kept"
            for name in ("before", "after"):
                made[name] = _with_ids_there(made[name], of, row["n"])
            entered.append({**made, "entity_id": known, "session_id": of.session_id})
    await tx.insert("change", entered)


def _with_ids_there(state: str | None, of: Sending, n: int) -> str | None:
    """Return a state of the history with what it refers to as it is there."""
    renamed = of.renamed
    if not state or (not renamed and all(f'"{name}"' not in state for name in NAMED)):
        return state
    kept = json.loads(state)
    if not isinstance(kept, dict):
        return state
    there = {**kept, **of.known.state("", {n: kept[n] for n in NAMED if n in kept})}
    if renamed and isinstance(kept.get("themes"), list):
        book = of.mine.rows.codebook
        paths = (book.now_called(path) for path in kept["themes"])
        there["themes"] = [now for path in paths if (now := renamed.get(path, path))]
    return state if there == kept else json.dumps(there, ensure_ascii=False)


# -- items and half-typed lines --------------------------------------------------------------

SUPPORT = """
    INSERT INTO item_quote (item_id, quote_id, added_ms) VALUES (:item_id, :quote_id, :added_ms)
    ON CONFLICT DO NOTHING
"""
TOLD = """
    INSERT INTO item_status (item_id, at_ms, status, who)
    SELECT :item_id, :at_ms, :status, :who WHERE NOT EXISTS (
        SELECT 1 FROM item_status WHERE item_id = :item_id AND at_ms = :at_ms
            AND status = :status AND who = :who)
"""
HALF = """
    INSERT INTO draft (session_id, writer, who, text, caret, first_key_ms, quote_id, state,
        updated_ms, initials, leads)
    VALUES (:session_id, :writer, :who, :text, :caret, :first_key_ms, :quote_id, :state,
        :updated_ms, :initials, :leads)
    ON CONFLICT DO NOTHING
"""
LINE = (
    *("writer", "who", "text", "caret", "first_key_ms", "quote_id", "state", "updated_ms"),
    *("initials", "leads"),
)


async def _items(tx: Tx, of: Sending) -> None:
    """Bring the items that quotes of this session support, with these quotes."""
    dates = {row["id"]: row for row in of.mine.items}
    new = []
    for row in of.plan.of("item"):
        made = {name: dates[row.id][name] for name in ("created_ms", "changed_ms")}
        if row.before is None:
            new.append({**row.after, "id": row.there, **made})
        else:
            changed = {"changed_ms": made["changed_ms"]}
            await _update(tx, "item", {"id": row.there}, {**_changes(row), **changed})
    await tx.insert("item", new)
    sent = {row.id for row in of.plan.rows if row.entity == "quote"}
    support = [_named(row, ("item_id", "quote_id", "added_ms")) for row in of.mine.support]
    await tx.many(SUPPORT, [row for row in support if row["quote_id"] in sent])
    await tx.many(
        TOLD, [_named(row, ("item_id", "at_ms", "status", "who")) for row in of.mine.statuses]
    )


async def _half_typed(tx: Tx, of: Sending) -> None:
    """Bring lines that were begun and not entered: whoever opens the session there has them."""
    lines = [_named(row, LINE) | {"session_id": of.session_id} for row in of.mine.half_typed]
    await tx.many(HALF, lines)


def _named(row: Row, names: Iterable[str]) -> dict[str, object]:
    return {name: row[name] for name in names}
