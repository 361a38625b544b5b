"""The items: what is done about findings, and the quotes that support each."""

from collections.abc import Sequence

from focusgroup.core.errors import FocusgroupError, NotFound
from focusgroup.core.ids import SHORTEST_PREFIX, named, new_id, too_short
from focusgroup.core.model.items import Item, ItemEdit, ItemStatus
from focusgroup.core.text import clean, clean_line, fold
from focusgroup.core.themes.codebook import Codebook
from focusgroup.store.engine.protocol import Db, Row, Tx
from focusgroup.store.row_mapping import placeholders
from focusgroup.store.themes import read_codebook

ITEMS = """
    SELECT i.*, coalesce(t.path, '') AS theme,
        (SELECT count(*) FROM item_quote s JOIN quote q ON q.id = s.quote_id
            WHERE s.item_id = i.id AND q.deleted = 0) AS quotes,
        (SELECT count(*) FROM item_quote s WHERE s.item_id = i.id) AS supporting
    FROM item i LEFT JOIN theme t ON t.id = i.theme_id
"""
IN_ORDER = " ORDER BY i.created_ms DESC, i.id DESC"
INSERT = """
    INSERT INTO item (id, title, status, owner, note, theme_id, kind, created_ms, changed_ms)
    VALUES (:id, :title, :status, :owner, :note,
        (SELECT id FROM theme WHERE path_key = :theme), :kind, :now, :now)
"""
UPDATE = """
    UPDATE item SET title = coalesce(:title, title), status = coalesce(:status, status),
        owner = coalesce(:owner, owner), note = coalesce(:note, note), changed_ms = :now
    WHERE id = :id
"""
SUPPORT = """
    INSERT INTO item_quote (item_id, quote_id, added_ms) VALUES (:id, :quote, :now)
    ON CONFLICT DO NOTHING
"""
UNSUPPORT = "DELETE FROM item_quote WHERE item_id = :id AND quote_id = :quote"
TOLD = "INSERT INTO item_status (item_id, at_ms, status, who) VALUES (:id, :now, :status, :who)"
STATUSES = "SELECT at_ms, status, who FROM item_status WHERE item_id = :id ORDER BY n"
QUOTE_IDS = "SELECT quote_id FROM item_quote WHERE item_id = :id ORDER BY quote_id"
THERE = """
    SELECT s.quote_id FROM item_quote s JOIN quote q ON q.id = s.quote_id
    WHERE s.item_id = :id AND q.deleted = 0
"""
LOST = """
    SELECT DISTINCT s.item_id FROM item_quote s JOIN quote q ON q.id = s.quote_id
    WHERE q.deleted <> 0 AND s.quote_id IN ({among})
"""
OF_SESSION = "SELECT id FROM quote WHERE session_id = :session"


def item_of(row: Row, book: Codebook | None = None) -> Item:
    """Return the item of a row of ITEMS, its theme by what became of it in the *book*."""
    theme = book.by_id(row["theme_id"]) if book else None
    return Item(
        id=row["id"],
        title=row["title"],
        status=ItemStatus(row["status"]),
        owner=row["owner"],
        note=row["note"],
        theme=theme.path if theme else row["theme"],
        kind=row["kind"],
        created_ms=row["created_ms"],
        changed_ms=row["changed_ms"],
        quotes=row["quotes"],
        gone=row["supporting"] - row["quotes"],
    )


async def add_item(db: Db, item: Item, quotes: Sequence[str], who: str, now_ms: int) -> Item:
    """Store a new item with the quotes that support it, by their ids; return it."""
    title = clean_line(item.title)
    if not title:
        raise FocusgroupError("an item needs a title")
    made = new_id(now_ms)

    async def work(tx: Tx) -> None:
        of_it: dict[str, object] = {"id": made, "now": now_ms}
        texts = {"title": title, "owner": clean_line(item.owner), "note": clean(item.note).text}
        finding = {"theme": fold(item.theme), "kind": item.kind, "status": item.status.value}
        await tx.run(INSERT, {**of_it, **texts, **finding})
        await tx.run(TOLD, {**of_it, "status": item.status.value, "who": who})
        for quote in dict.fromkeys(quotes):
            await tx.run(SUPPORT, {**of_it, "quote": quote})

    await db.write(work)
    return await find_item(db, made)


async def change_item(db: Db, item_id: str, edit: ItemEdit, who: str, now_ms: int) -> Item:
    """Change an item and return it; a new status is kept with who gave it."""
    if edit.title is not None and not clean_line(edit.title):
        raise FocusgroupError("an item needs a title")

    async def work(tx: Tx) -> None:
        of_it: dict[str, object] = {"id": item_id, "now": now_ms}
        before = await tx.one("SELECT status FROM item WHERE id = :id", {"id": item_id})
        await tx.run(
            UPDATE,
            {
                **of_it,
                "title": None if edit.title is None else clean_line(edit.title),
                "status": edit.status.value if edit.status else None,
                "owner": None if edit.owner is None else clean_line(edit.owner),
                "note": None if edit.note is None else clean(edit.note).text,
            },
        )
        if edit.status and before and before["status"] != edit.status.value:
            await tx.run(TOLD, {**of_it, "status": edit.status.value, "who": who})
        for quote in edit.add:
            await tx.run(SUPPORT, {**of_it, "quote": quote})
        for quote in edit.remove:
            await tx.run(UNSUPPORT, {"id": item_id, "quote": quote})

    await db.write(work)
    return await find_item(db, item_id)


async def all_items(
    db: Db, statuses: Sequence[ItemStatus] = (), owner: str = ""
) -> tuple[Item, ...]:
    """Return the items, newest first: of these statuses, of an owner by the start of the name."""

    async def work(tx: Tx) -> list[Item]:
        rows = await tx.all(ITEMS + IN_ORDER)
        moved = any(row["theme_id"] and not row["theme"] for row in rows)
        book = await read_codebook(tx) if moved else None
        return [item_of(row, book) for row in rows]

    found = await db.read(work)
    return tuple(
        item
        for item in found
        if (not statuses or item.status in statuses) and fold(item.owner).startswith(fold(owner))
    )


async def find_item(db: Db, ref: str) -> Item:
    """Return the item with an id, the start or the end of one, or a title. Raises NotFound."""
    key = clean_line(ref).lower().lstrip("…")
    found = [
        item
        for item in await all_items(db)
        if item.id == key
        or fold(item.title) == fold(clean_line(ref))
        or (len(key) >= SHORTEST_PREFIX and (item.id.startswith(key) or item.id.endswith(key)))
    ]
    if len(found) > 1:
        there = named([(each.id, each.title) for each in found], ends=True)
        raise NotFound(f"several items are called “{ref}”: {there}; give an id")
    if not found:
        why = f"`focusgroup items list` shows their ids{too_short(key)}"
        raise NotFound(f"there is no item “{ref}”; {why}")
    return found[0]


async def quotes_of_item(db: Db, item_id: str, *, there: bool = False) -> tuple[str, ...]:
    """Return the ids of the quotes that support an item; if *there*, only those not gone."""
    sql = THERE if there else QUOTE_IDS
    rows = await db.read(lambda tx: tx.all(sql, {"id": item_id}))
    return tuple(row["quote_id"] for row in rows)


async def statuses_of_item(db: Db, item_id: str) -> tuple[tuple[int, ItemStatus, str], ...]:
    """Return when (Unix ms) the item got which status, and from whom."""
    rows = await db.read(lambda tx: tx.all(STATUSES, {"id": item_id}))
    return tuple((row["at_ms"], ItemStatus(row["status"]), row["who"]) for row in rows)


async def items_that_lost(
    db: Db, quote_ids: Sequence[str] = (), session_id: str = ""
) -> tuple[Item, ...]:
    """Return the items supported by those of these quotes, or of a session's, that are gone."""
    names, bound = placeholders("quote", list(quote_ids))
    sql = LOST.format(among=OF_SESSION if session_id else names)
    params = {"session": session_id} if session_id else bound
    rows = await db.read(lambda tx: tx.all(sql, params))
    ids = {row["item_id"] for row in rows}
    return tuple(item for item in await all_items(db) if item.id in ids) if ids else ()
