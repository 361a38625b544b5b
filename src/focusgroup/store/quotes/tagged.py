"""Read quotes with their themes, newest first, page by page: suggestions learn from them."""

from focusgroup.core.model import Kind, Quote
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.row_mapping import LOOKUP_BATCH, THEMES_OF_QUOTES, member, placeholders

NEWEST = """
    SELECT q.id, q.session_id, q.section, q.kind, q.at_ms, q.text FROM quote q
    WHERE q.deleted = 0 AND (q.at_ms, q.id) < (:at, :id)
    ORDER BY q.at_ms DESC, q.id DESC LIMIT :limit
"""
LATEST_MS = 2**62


async def tagged_quotes(
    db: Db, *, limit: int = LOOKUP_BATCH, before: Quote | None = None
) -> list[Quote]:
    """Return at most *limit* quotes older than *before*, newest first; an empty list at the end.

    Each has only its text, kind, themes, and where and when it was said. Observations are
    included.
    """
    at, quote_id = (before.at_ms, before.id) if before else (LATEST_MS, "")

    async def work(tx: Tx) -> list[Quote]:
        rows = await tx.all(NEWEST, {"at": at, "id": quote_id, "limit": min(limit, LOOKUP_BATCH)})
        themes: dict[str, list[str]] = {}
        if rows:
            names, params = placeholders("q", [row["id"] for row in rows])
            for found in await tx.all(THEMES_OF_QUOTES.format(ids=names), params):
                themes.setdefault(found["quote_id"], []).append(found["path"])
        return [
            Quote(
                id=row["id"],
                session_id=row["session_id"],
                text=row["text"],
                kind=member(Kind, row["kind"]),
                at_ms=row["at_ms"],
                themes=tuple(themes.get(row["id"], ())),
                section=row["section"],
            )
            for row in rows
        ]

    return await db.read(work)
