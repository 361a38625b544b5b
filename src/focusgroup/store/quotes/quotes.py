"""Store, correct, retag and delete quotes. ``pages`` reads many at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from focusgroup.core.errors import FocusgroupError, LivesElsewhere, NotFound
from focusgroup.core.ids import new_id
from focusgroup.core.model import Quote, Said
from focusgroup.core.quote_changes import Edit, joined, paths_of
from focusgroup.core.text import clean
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.history import State, Stored, is_made, keep, keep_many
from focusgroup.store.history.kept_themes import KeptThemes, keep_moved, themes_of_today
from focusgroup.store.quotes.write import (
    DELETED,
    FIELDS,
    THERE,
    QuoteChange,
    file_under,
    put_quote,
    put_quotes,
    read_quote,
    read_quotes,
    said_of,
    standing,
    state_with,
)
from focusgroup.store.row_mapping import (
    LOOKUP_BATCH,
    QUOTE_COLUMNS,
    QUOTE_JOINS,
    bump,
    placeholders,
    with_themes,
)
from focusgroup.store.themes import now_called


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuote(Said):
    """A quote before it is stored; whoever captures it makes its id.

    Unknown themes are created. *codebook* is the codebook's last change that its themes' names
    take into account; None for the names of the moment in which it is stored.
    """

    id: str
    session_id: str
    codebook: int | None = None


NUMBER = "SELECT n FROM quote WHERE id = :quote"
INSERT = f"""
    INSERT INTO quote (id, session_id, person_id, account_id, created_ms, rev, {", ".join(FIELDS)})
    VALUES (:id, :session, :person, :account, :now, :rev, {", ".join(f":{f}" for f in FIELDS)})
"""
COUNT_ONE = "UPDATE session SET rev = rev + 1, quotes = quotes + :by WHERE id = :session"
"""Followed by a look at REV: RETURNING costs SQLite a table each time, 3 × as much as both."""
REV = "SELECT rev, deletion, published, title FROM session WHERE id = :session"
EACH = f"SELECT {QUOTE_COLUMNS} FROM quote q {QUOTE_JOINS} WHERE q.id IN ({{ids}})"


async def _read_one(tx: Tx, quote_id: str) -> Quote:
    return (await _read_each(tx, [quote_id]))[0]


async def _read_each(tx: Tx, quote_ids: Sequence[str]) -> tuple[Quote, ...]:
    """Return the quotes in this order. Raises NotFound when one does not exist."""
    found: dict[str, Quote] = {}
    for start in range(0, len(quote_ids), LOOKUP_BATCH):
        names, params = placeholders("q", tuple(quote_ids[start : start + LOOKUP_BATCH]))
        rows = await tx.all(EACH.format(ids=names), params)
        found |= {quote.id: quote for quote in await with_themes(tx, rows)}
    for quote_id in quote_ids:
        if quote_id not in found:
            raise NotFound(f"there is no quote {quote_id}")
    return tuple(found[quote_id] for quote_id in quote_ids)


async def _insert(tx: Tx, new: NewQuote, verb: str, batch: str, now_ms: int) -> None:
    """Insert a quote with everything that depends on it; record it as part of *batch*."""
    tidy = replace(new, text=clean(new.text).text, themes=await _themes_of(tx, new))
    state = state_with(tidy, THERE)
    by = await standing(tx, state)
    is_there = by["deleted"] == THERE
    tx.concerns(new.session_id)
    await tx.run(COUNT_ONE, {"session": new.session_id, "by": int(is_there)})
    session = await tx.one(REV, {"session": new.session_id})
    if session is None:
        raise NotFound(f"there is no session {new.session_id} in this database")
    if session["published"]:
        raise LivesElsewhere(session["title"], session["published"])
    values = {name: state[name] for name in FIELDS} | by
    made = {"id": new.id, "session": new.session_id, "now": now_ms, "rev": session["rev"]}
    await tx.run(INSERT, {**values, **made})
    (row,) = await tx.all(NUMBER, {"quote": new.id})
    if is_there:
        await file_under(tx, new.id, new.session_id, row["n"], state, by, now_ms, new=True)
    await keep(tx, "quote", new.session_id, new.id, verb, None, state, batch, now_ms)
    if gone := session["deletion"]:  # it comes back with its session
        stored = await _stored(tx, new.id)
        after = {**stored.state, "deleted": DELETED}
        await put_quote(tx, new.id, stored, after, session["rev"], now_ms)
        await keep(
            tx, "quote", new.session_id, new.id, "delete", stored.state, after,
            gone, now_ms, walked=False,
        )  # fmt: skip


async def _themes_of(tx: Tx, new: NewQuote) -> tuple[str, ...]:
    """Return the themes of a new quote, which may have waited, as they are called today."""
    paths = paths_of(new.themes)
    if new.codebook is None:
        return await now_called(tx, paths)
    today = await themes_of_today(tx, [KeptThemes(new.id, paths, new.codebook)])
    if today[0].moved:
        await keep_moved(tx, today)
    return today[0].paths


async def add_quote(db: Db, new: NewQuote, now_ms: int) -> Quote:
    """Store a quote and return it; it is durable by then. An id is stored only once.

    A quote whose speaker doesn't consent to notes is stored, but withheld. Raises NotFound
    when the session doesn't exist.
    """

    async def work(tx: Tx) -> Quote:
        await _insert_once(tx, new, now_ms)
        return await _read_one(tx, new.id)

    return await db.write(work)


async def store_quote(db: Db, new: NewQuote, now_ms: int) -> None:
    """Store a quote like `add_quote`, without reading it back."""
    await db.write(lambda tx: _insert_once(tx, new, now_ms))


async def _insert_once(tx: Tx, new: NewQuote, now_ms: int) -> None:
    if await tx.one(NUMBER, {"quote": new.id}) is None:
        await _insert(tx, new, "add", new.id, now_ms)


async def get_quote(db: Db, quote_id: str) -> Quote:
    """Return a quote, even a deleted one. Raises NotFound if none ever had this id."""
    return await db.read(lambda tx: _read_one(tx, quote_id))


async def get_quotes(db: Db, quote_ids: Sequence[str]) -> tuple[Quote, ...]:
    """Return quotes in this order, even deleted ones, in one read. Raises NotFound."""
    return await db.read(lambda tx: _read_each(tx, quote_ids))


def _edited(state: State, edit: Edit) -> State:
    return state_with(edit.applied(said_of(state)), state["deleted"])


Revisions = dict[str, dict[str, int]]
"""The revision of each quote, by its session."""
REVISIONS = "SELECT id, session_id, rev FROM quote WHERE id IN ({ids})"


async def read_revisions(tx: Tx, quote_ids: Sequence[str]) -> Revisions:
    """Return the revisions of those quotes that are there, even of deleted ones."""
    found: Revisions = {}
    for start in range(0, len(quote_ids), LOOKUP_BATCH):
        names, params = placeholders("q", tuple(quote_ids[start : start + LOOKUP_BATCH]))
        for row in await tx.all(REVISIONS.format(ids=names), params):
            found.setdefault(row["session_id"], {})[row["id"]] = row["rev"]
    return found


async def revisions_of(db: Db, quote_ids: Sequence[str]) -> Revisions:
    """Return the revisions of quotes, even of deleted ones. Raises NotFound."""

    async def work(tx: Tx) -> Revisions:
        found = await read_revisions(tx, quote_ids)
        there = {quote_id for of_session in found.values() for quote_id in of_session}
        if missing := [quote_id for quote_id in quote_ids if quote_id not in there]:
            raise NotFound(f"there is no quote {missing[0]}")
        return found

    return await db.read(work)


async def _change_each(
    tx: Tx,
    quote_ids: Sequence[str],
    edit: Edit | None,
    verb: str,
    batch: str,
    now_ms: int,
    words: Sequence[str] = (),
) -> Revisions:
    """Change each quote, or delete it without *edit*; one undo step in each session.

    Return those that are different now, by session, with their new revisions.

    A correction of a quote that somebody else has changed or deleted is only put on record; with
    *words*, a quote that no longer has its words is not deleted.
    """
    if await is_made(tx, batch):
        return {}
    if edit:
        edit = await _of_today(tx, edit)
    batch, revs = batch or new_id(now_ms), dict[str, int]()
    stored_by_id = await read_quotes(tx, list(dict.fromkeys(quote_ids)))
    changes: dict[str, QuoteChange] = {}
    for quote_id, text in zip_longest(quote_ids, words[: len(quote_ids)]):
        stored = _there(stored_by_id.get(quote_id), quote_id)
        after = _edited(stored.state, edit) if edit else {**stored.state, "deleted": DELETED}
        if after == stored.state or text not in (None, stored.state["text"]):
            continue
        if edit and edit.before and _is_elsewhere(stored.state, edit):
            before, at = stored.state, stored.session_id
            await keep(
                tx, "quote", at, quote_id, "refused", before, after, batch, now_ms, walked=False
            )
            continue
        if stored.session_id not in revs:
            revs[stored.session_id] = await bump(tx, stored.session_id)
        changes[quote_id] = QuoteChange(quote_id, stored, after, revs[stored.session_id])
    await put_quotes(tx, list(changes.values()), now_ms)
    kept = [
        (each.before.session_id, each.id, each.before.state, each.after)
        for each in changes.values()
    ]
    await keep_many(tx, "quote", kept, verb, batch, now_ms)
    changed: Revisions = {}
    for each in changes.values():
        changed.setdefault(each.before.session_id, {})[each.id] = each.rev
    return changed


async def _of_today(tx: Tx, edit: Edit) -> Edit:
    """Return *edit* with today's names of its themes; see `Edit.codebook`."""
    before = edit.before.themes if edit.before else ()
    paths = paths_of((*(edit.themes or ()), *edit.add_themes, *edit.remove_themes, *before))
    now = {path: await now_called(tx, [path], mark=edit.codebook) for path in paths}
    became = {path: "".join(new) for path, new in now.items() if new != (path,)}
    return edit.renamed(became) if became else edit


def _is_elsewhere(state: State, edit: Edit) -> bool:
    """Return whether what a correction started from was deleted or changed since."""
    return state["deleted"] == DELETED or edit.clashes(said_of(state))


async def _stored(tx: Tx, quote_id: str) -> Stored:
    return _there(await read_quote(tx, quote_id), quote_id)


def _there(stored: Stored | None, quote_id: str) -> Stored:
    if stored is None:
        raise NotFound(f"there is no quote {quote_id}")
    return stored


async def _put(
    tx: Tx,
    quote_id: str,
    stored: Stored,
    after: State,
    verb: str,
    rev: int,
    batch: str,
    now_ms: int,
) -> None:
    """Write the row, and record what it was before."""
    await put_quote(tx, quote_id, stored, after, rev, now_ms)
    await keep(tx, "quote", stored.session_id, quote_id, verb, stored.state, after, batch, now_ms)


async def change_quote(
    db: Db, quote_ids: Sequence[str], edit: Edit, now_ms: int, *, batch: str = ""
) -> tuple[Quote, ...]:
    """Change quotes, all or none, and return them as they are afterwards.

    They are undone together, session by session. A change with the id *batch* is made once,
    however often it is asked for. A correction with `Edit.before` does not change a quote that was
    deleted or changed since; it is put on record. Raises NotFound when one of the quotes
    does not exist.
    """

    async def work(tx: Tx) -> tuple[Quote, ...]:
        await _change_each(tx, quote_ids, edit, "change", batch, now_ms)
        return await _read_each(tx, quote_ids)

    return await db.write(work)


async def change_quotes(db: Db, quote_ids: Sequence[str], edit: Edit, now_ms: int) -> Revisions:
    """Change many quotes like `change_quote`; return the revisions of those that are different."""
    return await db.write(lambda tx: _change_each(tx, quote_ids, edit, "change", "", now_ms))


async def delete_quote(
    db: Db,
    quote_ids: Sequence[str],
    now_ms: int,
    *,
    batch: str = "",
    words: Sequence[str] = (),
) -> None:
    """Delete quotes, all or none; undo brings them back. For *batch* see `change_quote`.

    Where their *words* are given, one that has others by now stays.
    """

    async def work(tx: Tx) -> None:
        await _change_each(tx, quote_ids, None, "delete", batch, now_ms, words)

    await db.write(work)


async def split_quote(
    db: Db, quote_id: str, first_text: str, rest: NewQuote, now_ms: int, *, batch: str = ""
) -> tuple[Quote, Quote]:
    """Split a quote in two: it keeps *first_text*, *rest* becomes a new one. Return both.

    Both are undone together. A split with the id *batch*, or one whose rest is already stored,
    is made once. Raises FocusgroupError when a half has no words, and NotFound when the quote
    doesn't exist.
    """
    if not clean(first_text).text.strip() or not clean(rest.text).text.strip():
        raise FocusgroupError("both halves of a quote need words; nothing was changed")

    async def work(tx: Tx) -> tuple[Quote, Quote]:
        stored = await _stored(tx, quote_id)
        if not (await tx.one(NUMBER, {"quote": rest.id}) or await is_made(tx, batch)):
            if stored.session_id != rest.session_id or stored.state["deleted"] == DELETED:
                raise NotFound(f"there is no quote {quote_id} in this session any more")
            rev = await bump(tx, stored.session_id)
            # Words that somebody else has put there since are left as they are.
            there = first_text in stored.state["text"]
            after = _edited(stored.state, Edit(text=first_text if there else None))
            made = batch or new_id(now_ms)
            await _put(tx, quote_id, stored, after, "split", rev, made, now_ms)
            await _insert(tx, rest, "split", made, now_ms)
        return await _read_one(tx, quote_id), await _read_one(tx, rest.id)

    return await db.write(work)


async def merge_quotes(
    db: Db, first_id: str, second_id: str, now_ms: int, *, batch: str = "", same: bool = False
) -> Quote:
    """Merge two quotes: join their words and themes, at the earlier time and place.

    Return the first, which keeps its kind and, if it has one, its speaker; the second is
    deleted. The words of the *same* sentence, captured twice, are not joined, see `joined`.
    Both are undone together. A merge with the id *batch* is made once. Raises NotFound when a
    quote doesn't exist, and FocusgroupError when the quotes are of different sessions or both are
    the same quote.
    """
    if first_id == second_id:
        raise FocusgroupError("a quote can't be joined with itself; choose another one")

    async def work(tx: Tx) -> Quote:
        first, second = await _stored(tx, first_id), await _stored(tx, second_id)
        if not await is_made(tx, batch):
            if first.session_id != second.session_id:
                raise FocusgroupError("these quotes are of two sessions and stay apart")
            if DELETED in (first.state["deleted"], second.state["deleted"]):
                raise NotFound("one of these quotes was deleted; undo brings it back")
            rev = await bump(tx, first.session_id)
            made = batch or new_id(now_ms)
            gone = {**second.state, "deleted": DELETED}
            both = joined(said_of(first.state), said_of(second.state), same=same)
            after = state_with(both, first.state["deleted"])
            await _put(tx, first_id, first, after, "merge", rev, made, now_ms)
            await _put(tx, second_id, second, gone, "merge", rev, made, now_ms)
        return await _read_one(tx, first_id)

    return await db.write(work)
