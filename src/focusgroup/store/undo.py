"""Undo and redo: step back and forth through the record of a session's changes.

`ENTITIES` defines how each kind of thing is read, restored, and named in a sentence.
"""

import json
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import NoteKind
from focusgroup.store.engine.protocol import Db, Row, Tx
from focusgroup.store.history import NOTES, PARTICIPANTS, State, Stored, others
from focusgroup.store.history.kept_themes import KeptThemes, keep_moved, mark_at, themes_of_today
from focusgroup.store.participants import put_participant
from focusgroup.store.quotes import (
    QuoteChange,
    Revisions,
    put_quote,
    put_quotes,
    read_quote,
    read_quotes,
    read_revisions,
)
from focusgroup.store.row_mapping import bump, placeholders

SHOWN = 60


async def _read_plan(_tx: Tx, session_id: str) -> Stored | None:
    """Return an empty state: plan and end are in the clock, which its owner restores."""
    return Stored(0, session_id, {})


async def _put_plan(
    _tx: Tx, _id: str, _before: Stored, _after: State, _rev: int, _now_ms: int
) -> None:
    """Write nothing, see `_read_plan`."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One kind of thing with a history: how it is read, stored, and named in a sentence.

    *words* holds the words for each verb; ``{what}`` is its text or name, ``{noun}`` its kind.
    """

    read: Callable[[Tx, str], Awaitable[Stored | None]]
    put: Callable[[Tx, str, Stored, State, int, int], Awaitable[None]]
    words: Mapping[str, str]


ENTITIES: Mapping[str, Entity] = {
    "quote": Entity(
        read_quote,
        put_quote,
        {
            "add": "the quote “{what}”",
            "change": "the correction of “{what}”",
            "delete": "deleting “{what}”",
            "split": "splitting “{what}”",
            "merge": "merging “{what}”",
        },
    ),
    "note": Entity(
        NOTES.read,
        NOTES.put,
        {
            "add": "the {noun} “{what}”",
            "change": "the change to the {noun} “{what}”",
            "done": "ticking the {noun} “{what}”",
            "open": "reopening the {noun} “{what}”",
            "delete": "deleting the {noun} “{what}”",
        },
    ),
    "participant": Entity(
        PARTICIPANTS.read,
        put_participant,
        {
            "add": "adding {what}",
            "change": "the change to {what}",
            "consent": "the change to {what}'s consent",
            "leave": "{what} leaving",
            "return": "{what} coming back",
            "move": "moving {what} to another seat",
            "remove": "removing {what}",
        },
    ),
    "plan": Entity(_read_plan, _put_plan, {"replan": "the new plan"}),
    "clock": Entity(
        _read_plan,
        _put_plan,
        {"end": "the end of the session", "resume": "resuming the session"},
    ),
}
NOUNS = {
    NoteKind.PARKED: "parked topic",
    NoteKind.CALLBACK: "callback",
    NoteKind.COMMITMENT: "commitment",
    NoteKind.TASK: "task",
}


@dataclass(frozen=True, slots=True)
class Undone:
    """The things that undo or redo restored.

    *entity*, *verb* and *text* are those of the first change, *ids* those of all things of that
    entity; *state* is the JSON of the first one as it is now. *left* says that nothing was
    restored, because somebody else has changed one of them since.
    """

    entity: str
    verb: str
    text: str
    ids: tuple[str, ...]
    state: str = ""
    left: bool = False

    @property
    def quotes(self) -> int:
        """How many quotes were restored."""
        return len(self.quote_ids)

    @property
    def quote_ids(self) -> tuple[str, ...]:
        """The ids of the quotes that were restored."""
        return self.ids if self.entity == "quote" else ()

    @property
    def what(self) -> str:
        """The change in words: ``the deletion of “three weeks” and 2 more``."""
        text = " ".join(self.text.split())
        short = text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
        kind = json.loads(self.state).get("kind", "") if self.entity == "note" else ""
        noun = NOUNS[NoteKind(kind)] if kind else ""
        many = len(self.ids) - 1 if self.verb not in ("split", "merge", "move") else 0
        more = f" and {many} more" if many else ""
        # Replaced without `format`: a text may contain braces of its own.
        words = ENTITIES[self.entity].words[self.verb].replace("{noun}", noun)
        return words.replace("{what}", short) + more


LAST_DONE = """
    SELECT batch FROM change
    WHERE session_id = :session AND state = 'done' AND writer NOT IN ({others})
    ORDER BY n DESC LIMIT 1
"""
FIRST_UNDONE = """
    SELECT batch FROM change
    WHERE session_id = :session AND state = 'undone' AND writer NOT IN ({others})
    ORDER BY n LIMIT 1
"""
BATCH = """
    SELECT n, verb, entity, entity_id, before, after FROM change
    WHERE session_id = :session AND batch = :batch AND state = :state ORDER BY n
"""
SINCE = """
    SELECT 1 FROM change WHERE session_id = :session AND entity_id = :id AND n > :n
    AND state = 'done' AND writer IN ({others}) LIMIT 1
"""
SET_STATE = """
    UPDATE change SET state = :after, writer = :writer
    WHERE session_id = :session AND batch = :batch AND state = :state
"""
KEEP_DEBRIEFED = """
    UPDATE change SET after = '"debriefed"'
    WHERE session_id = :session AND batch = :batch AND entity = 'clock' AND after = '"ended"'
      AND EXISTS (SELECT 1 FROM session WHERE id = :session AND status = 'debriefed')
"""
"""An end that is undone after the debrief is made again as what it was."""
TWO_ON_A_SEAT = """
    SELECT seat FROM participant WHERE session_id = :session AND deleted = 0
    GROUP BY seat HAVING count(*) > 1
"""


async def undo(db: Db, session_id: str, now_ms: int) -> Undone | None:
    """Undo this program's last change of the session; return it, None if there is none left.

    Changes of commands and of other running programs are not its own, see `history.others`. What
    one of them has changed since is left as it is. Raises FocusgroupError, and changes nothing, if
    undo would leave quotes without their speaker, or two people on one seat.
    """
    return await db.write(lambda tx: _walk(tx, session_id, LAST_DONE, "done", now_ms))


async def undo_changes(db: Db, made: Revisions, now_ms: int) -> dict[str, Undone]:
    """Undo one change of quotes in all its sessions, as `undo` does; return what was undone where.

    *made* are the revisions that it gave them. A session stays as it is if its last change is
    another, or if one of the quotes was changed since.
    """

    async def work(tx: Tx) -> dict[str, Undone]:
        ids = [quote_id for revs in made.values() for quote_id in revs]
        now = await read_revisions(tx, ids)
        back: list[QuoteChange] = []
        found = {}
        for session_id, revs in made.items():
            if now.get(session_id) != revs:
                continue
            fits = partial(_changes_just, revs.keys())
            undone = await _walk(tx, session_id, LAST_DONE, "done", now_ms, fits, back)
            if undone and not undone.left:
                found[session_id] = undone
        await put_quotes(tx, back, now_ms)
        return found

    return await db.write(work)


def _changes_just(quote_ids: Collection[str], changes: Sequence[Row]) -> bool:
    return {("quote", "change", each) for each in quote_ids} == {
        (change["entity"], change["verb"], change["entity_id"]) for change in changes
    }


async def redo(db: Db, session_id: str, now_ms: int) -> Undone | None:
    """Redo the change that this program undid last; return it, None if there is none."""
    return await db.write(lambda tx: _walk(tx, session_id, FIRST_UNDONE, "undone", now_ms))


async def _walk(
    tx: Tx,
    session_id: str,
    find: str,
    state: str,
    now_ms: int,
    fits: Callable[[Sequence[Row]], bool] = bool,
    later: list[QuoteChange] | None = None,
) -> Undone | None:
    """Undo or redo a change that *fits*; quotes that are changed at once are left for *later*."""
    names, bound = placeholders("w", await others(tx, session_id, state))
    found = await tx.one(find.format(others=names), {"session": session_id, **bound})
    if found is None:
        return None
    batch = {"session": session_id, "batch": found["batch"], "state": state}
    changes = await tx.all(BATCH, batch)
    if not fits(changes):
        return None
    side, after = ("before", "undone") if state == "done" else ("after", "done")
    left = await _changed_since(tx, session_id, changes)
    if left:
        after = "dropped"
    else:
        back = await _put_back(tx, session_id, changes, side, now_ms)
        if later is None:
            await put_quotes(tx, back, now_ms)
        else:
            later += back
        if taken := await tx.one(TWO_ON_A_SEAT, {"session": session_id}):
            raise FocusgroupError(
                f"seat {taken['seat']} was given to somebody else since; give one of them another"
                " seat"
            )
    if state == "done":
        await tx.run(KEEP_DEBRIEFED, {"session": session_id, "batch": found["batch"]})
    await tx.run(SET_STATE, {**batch, "after": after, "writer": tx.programs.own})
    first = changes[0]
    kept = _fields(first["after"])
    return Undone(
        entity=first["entity"],
        verb=first["verb"],
        text=str(kept.get("text") or kept.get("name") or ""),
        ids=tuple(each["entity_id"] for each in changes if each["entity"] == first["entity"]),
        state=first[side] or first["after"],
        left=left,
    )


async def _changed_since(tx: Tx, session_id: str, changes: Sequence[Row]) -> bool:
    """Return whether somebody else has changed one of the same things later."""
    running = await others(tx, session_id, "done")
    names, bound = placeholders("w", running)
    for change in changes if len(running) > 1 else ():  # "nobody" is in any list
        later = {"session": session_id, "id": change["entity_id"], "n": change["n"], **bound}
        if await tx.one(SINCE.format(others=names), later):
            return True
    return False


async def _put_back(
    tx: Tx, session_id: str, changes: Sequence[Row], side: str, now_ms: int
) -> list[QuoteChange]:
    """Restore the states on one *side* of the changes; return those of quotes to put at once."""
    rev = await bump(tx, session_id)
    quotes = [change["entity_id"] for change in changes if change["entity"] == "quote"]
    at_once = len(set(quotes)) == len(changes)
    stored_quotes = await read_quotes(tx, quotes) if at_once else {}
    made: list[QuoteChange] = []
    states = [_fields(each[side]) if each[side] else State(deleted=1) for each in changes]
    await _name_as_today(tx, changes, states)
    walk = list(zip(changes, states, strict=True))
    for change, kept in walk[::-1] if side == "before" else walk:
        entity, entity_id = ENTITIES[change["entity"]], change["entity_id"]
        if at_once:
            stored = stored_quotes.get(entity_id)
        else:
            stored = await entity.read(tx, entity_id)
        if stored is None:
            continue
        after = {**stored.state, **kept}
        if at_once:
            made.append(QuoteChange(entity_id, stored, after, rev))
        else:
            await entity.put(tx, entity_id, stored, after, rev, now_ms)
    return made


async def _name_as_today(tx: Tx, changes: Sequence[Row], states: Sequence[State]) -> None:
    """Give the states today's themes; they are of one batch, so of one codebook."""
    mark = await mark_at(tx, changes[0]["n"])
    tagged = [
        (change, state) for change, state in zip(changes, states, strict=True) if "themes" in state
    ]
    kept = [KeptThemes(each["entity_id"], tuple(state["themes"]), mark) for each, state in tagged]
    restored = await themes_of_today(tx, kept)
    await keep_moved(tx, restored)
    for (_, state), today in zip(tagged, restored, strict=True):
        state["themes"] = list(today.paths)


def _fields(kept: str) -> State:
    """Return a kept state; {} if it isn't a JSON object, as a plan's may be any JSON."""
    state = json.loads(kept)
    return state if isinstance(state, dict) else {}
