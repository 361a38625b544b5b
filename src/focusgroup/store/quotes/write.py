"""Write a quote: its fields, themes, counters, search index and the session's count.

A change always writes the whole row, in one transaction.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from focusgroup.core.model import Kind, Said
from focusgroup.core.search.tokens import in_order, index_tokens
from focusgroup.store.counters import (
    Filed,
    Speaker,
    count_in_quarters,
    refile_quotes_by_theme,
    unfile_quote,
)
from focusgroup.store.engine.protocol import Row, Tx
from focusgroup.store.history import State, Stored
from focusgroup.store.history.kept_themes import KeptThemes, keep_moved, mark_at, themes_of_today
from focusgroup.store.row_mapping import (
    LOOKUP_BATCH,
    SAID,
    THEMES_OF_QUOTES,
    placeholders,
    plain_values,
    said_values,
)
from focusgroup.store.themes import places_of, tag

FIELDS = (*SAID, "deleted")
"""A quote's fields that can change, without ``themes`` (in a state, a list of paths)."""

THERE, DELETED, WITHHELD = 0, 1, 2
"""Values of ``deleted``. A withheld quote's speaker doesn't consent to notes: the quote is in
no list, search, count or document until consent is given again."""

READ = f"SELECT n, session_id, {', '.join(FIELDS)} FROM quote WHERE id = :quote"
LAST_KEPT = """
    SELECT n, after FROM change WHERE entity_id = :quote AND entity = 'quote' AND state = 'done'
    ORDER BY n DESC LIMIT 1
"""
SPEAKER = """
    SELECT person_id, account_id, consent_notes FROM participant WHERE id = :participant
"""
WRITE = f"""
    UPDATE quote SET {", ".join(f"{name} = :{name}" for name in FIELDS)},
        person_id = :person, account_id = :account, rev = :rev
    WHERE id = :quote
"""
INDEX = {
    "sqlite": "INSERT INTO quote_fts (rowid, tokens) VALUES (:n, :tokens)",
    "postgresql": """
        INSERT INTO quote_fts (rowid, tokens, in_order) VALUES (:n, :tokens, :in_order)
    """,
}
UNINDEX = "DELETE FROM quote_fts WHERE rowid = :n"
COUNT_QUOTES = "UPDATE session SET quotes = quotes + :by WHERE id = :session"
OF_SPEAKER = """
    SELECT id FROM quote WHERE session_id = :session AND participant_id = :participant
        AND deleted <> 1 ORDER BY n
"""


WITHHELD_ANYWHERE = """
    SELECT count(*) FILTER (WHERE kind <> 'observation') AS n,
        count(*) FILTER (WHERE kind = 'observation') AS observed
    FROM quote WHERE deleted = 2
"""
WITHHELD_IN = f"{WITHHELD_ANYWHERE} AND session_id = :session"


def said_of(state: State) -> Said:
    """Return what was said from a state."""
    return Said(**said_values(state), themes=tuple(state["themes"]))


def state_with(said: Said, deleted: int) -> State:
    """Return a state of what was said; *deleted* is THERE, DELETED or WITHHELD."""
    return {**plain_values(said), "themes": list(said.themes), "deleted": deleted}


async def read_quote(tx: Tx, quote_id: str) -> Stored | None:
    """Return the quote as it is now, None if it doesn't exist."""
    row = await tx.one(READ, {"quote": quote_id})
    if row is None:
        return None
    state: State = {name: row[name] for name in FIELDS}
    if state["deleted"] == THERE:
        themes = await tx.all(THEMES_OF_QUOTES.format(ids=":quote"), {"quote": quote_id})
        state["themes"] = [theme["path"] for theme in themes]
    else:
        # It is not tagged now: its themes are those of its last change.
        kept = await _last_themes(tx, quote_id)
        state["themes"] = [path for each in kept for path in each.paths]
    return Stored(row["n"], row["session_id"], state)


async def _last_themes(tx: Tx, quote_id: str) -> list[KeptThemes]:
    """Return today's themes of a quote's last change, [] for one without a history."""
    kept = await tx.one(LAST_KEPT, {"quote": quote_id})
    if kept is None:
        return []
    paths = tuple(json.loads(kept["after"])["themes"])
    return await themes_of_today(tx, [KeptThemes(quote_id, paths, await mark_at(tx, kept["n"]))])


OF_QUOTES = f"SELECT id, n, session_id, {', '.join(FIELDS)} FROM quote WHERE id IN ({{ids}})"


async def read_quotes(tx: Tx, quote_ids: Sequence[str]) -> dict[str, Stored]:
    """Return the quotes as they are now, by id, without those that don't exist."""
    found: dict[str, Stored] = {}
    for start in range(0, len(quote_ids), LOOKUP_BATCH):
        names, params = placeholders("q", list(quote_ids[start : start + LOOKUP_BATCH]))
        themes: dict[str, list[str]] = {}
        for row in await tx.all(THEMES_OF_QUOTES.format(ids=names), params):
            themes.setdefault(row["quote_id"], []).append(row["path"])
        for row in await tx.all(OF_QUOTES.format(ids=names), params):
            state: State = {name: row[name] for name in FIELDS}
            stored: Stored | None = None
            if state["deleted"] != THERE:
                stored = await read_quote(tx, row["id"])
            state["themes"] = themes.get(row["id"], [])
            found[row["id"]] = stored or Stored(row["n"], row["session_id"], state)
    return found


async def standing(tx: Tx, state: State) -> dict[str, Any]:
    """Return what a quote gets from its speaker: person, account, and if it is withheld."""
    speaker: Row | None = None
    if state["participant_id"]:
        speaker = await tx.one(SPEAKER, {"participant": state["participant_id"]})
    deleted = DELETED
    if state["deleted"] != DELETED:
        deleted = WITHHELD if speaker and not speaker["consent_notes"] else THERE
    return {
        "person": speaker["person_id"] if speaker else None,
        "account": speaker["account_id"] if speaker else None,
        "deleted": deleted,
    }


async def file_under(
    tx: Tx,
    quote_id: str,
    session_id: str,
    n: int,
    state: State,
    by: dict[str, Any],
    now_ms: int,
    *,
    new: bool = False,
    indexed: bool = False,
) -> None:
    """Tag a quote that is not deleted or withheld with its themes, and index it for search.

    *by* is the result of `standing`. A *new* one is filed nowhere yet; an *indexed* one's words are
    in the search index already.
    """
    speaker = Speaker(by["person"], by["account"], session_id)
    kind = Kind(state["kind"])
    await tag(tx, quote_id, state["themes"], kind, speaker, state["at_ms"], now_ms, new=new)
    if new:
        await count_in_quarters(tx, [quote_id], 1)
    if not indexed:
        entry = {"n": n, "tokens": index_tokens(state["text"])}
        if "in_order" in INDEX[tx.engine]:
            entry["in_order"] = in_order(state["text"])
        await tx.run(INDEX[tx.engine], entry)


WEIGHED = ("kind", "at_ms", "intensity", "agreement", "dissent", "themes")
"""What decides where a quote counts in ``theme_quarter``, and how much."""


async def put_quote(
    tx: Tx, quote_id: str, before: Stored, after: State, rev: int, now_ms: int
) -> None:
    """Change a stored quote from one state to another, with everything that depends on it."""
    by = await standing(tx, after)
    values = {name: after[name] for name in FIELDS} | by
    if before.state["deleted"] != THERE:
        last = await _last_themes(tx, quote_id)
        await keep_moved(tx, [each for each in last if [*each.paths] == after["themes"]])
    was_there, is_there = before.state["deleted"] == THERE, by["deleted"] == THERE
    moves = was_there != is_there or any(before.state[name] != after[name] for name in WEIGHED)
    if moves:
        await count_in_quarters(tx, [quote_id], -1)
    await tx.run(WRITE, {**values, "rev": rev, "quote": quote_id})
    indexed = was_there and is_there and before.state["text"] == after["text"]
    if not indexed:
        await tx.run(UNINDEX, {"n": before.n})
    if not is_there:
        await unfile_quote(tx, quote_id)
    else:
        await file_under(
            tx, quote_id, before.session_id, before.n, after, by, now_ms, indexed=indexed
        )
    if moves:
        await count_in_quarters(tx, [quote_id], 1)
    if change := is_there - was_there:
        await tx.run(COUNT_QUOTES, {"by": change, "session": before.session_id})


class QuoteChange(NamedTuple):
    """A stored quote and what it becomes, with its session's revision."""

    id: str
    before: Stored
    after: State
    rev: int


REVISED = "UPDATE quote SET rev = :rev WHERE id = :id"
SPEAKERS = """
    SELECT id, person_id, account_id, session_id FROM quote WHERE id IN ({ids})
"""


async def put_quotes(tx: Tx, changes: Sequence[QuoteChange], now_ms: int) -> None:
    """Change stored quotes; those that only get other themes all at once.

    A thousand of them took 1.7 s one by one.
    """
    tagged: dict[str, QuoteChange] = {}
    for change in changes:
        same = change.before.state | {"themes": change.after["themes"]}
        if change.after == same and same["deleted"] == THERE and len(changes) > 1:
            tagged[change.id] = change
        else:
            await put_quote(tx, change.id, change.before, change.after, change.rev, now_ms)
    places: dict[tuple[str, ...], Mapping[str, int]] = {}
    known: dict[str, list[str]] = {}
    filed = []
    ids = list(tagged)
    for start in range(0, len(ids), LOOKUP_BATCH):
        names, params = placeholders("q", ids[start : start + LOOKUP_BATCH])
        for row in await tx.all(SPEAKERS.format(ids=names), params):
            after = tagged[row["id"]].after
            paths = tuple(after["themes"])
            if paths not in places:
                places[paths] = await places_of(tx, paths, now_ms, known)
            kind = Kind(after["kind"])
            by = Speaker.of(row)
            filed.append(Filed(row["id"], kind, by, after["at_ms"], places[paths]))
    await tx.many(REVISED, ({"id": each.id, "rev": each.rev} for each in tagged.values()))
    await count_in_quarters(tx, ids, -1, themes_alone=True)
    await refile_quotes_by_theme(tx, filed)
    await count_in_quarters(tx, ids, 1, themes_alone=True)


async def refile_quotes(
    tx: Tx, participant_id: str, session_id: str, rev: int, now_ms: int
) -> None:
    """Write all quotes of a participant again after their account, person or consent changed."""
    found = await tx.all(OF_SPEAKER, {"session": session_id, "participant": participant_id})
    for row in found:
        stored = await read_quote(tx, row["id"])
        if stored is not None:
            await put_quote(tx, row["id"], stored, stored.state, rev, now_ms)
