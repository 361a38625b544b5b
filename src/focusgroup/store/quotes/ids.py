"""Find a quote by the id that somebody copied, or by the start of an id."""

from collections.abc import Iterable
from itertools import takewhile

from focusgroup.core.errors import NotFound
from focusgroup.core.ids import SHORTEST_PREFIX, named, too_short
from focusgroup.core.model import Quote
from focusgroup.core.text import clean_line
from focusgroup.store.engine.protocol import Db, Row, Tx
from focusgroup.store.quotes.quotes import get_quote
from focusgroup.store.quotes.write import WITHHELD

BY_ID = "SELECT id, deleted FROM quote WHERE id = :ref"
BY_PREFIX = """
    SELECT id, deleted, text FROM quote WHERE id >= :ref AND id < :after ORDER BY id LIMIT 100
"""
NEIGHBOURS = """
    SELECT (SELECT max(id) FROM quote WHERE id < :id) AS before,
           (SELECT min(id) FROM quote WHERE id > :id) AS after
"""
SHORTEST_SHOWN = 8
"""Characters of an id that are shown at least, so that it stays unique for a while."""


async def find_quote(db: Db, ref: str) -> Quote:
    """Return the quote with this id, or the only one whose id starts with *ref*.

    Raises NotFound, which says what to do, also for a deleted or withheld quote.
    """
    ref = clean_line(ref).lower()

    async def work(tx: Tx) -> list[Row]:
        rows = await tx.all(BY_ID, {"ref": ref})
        if not rows and len(ref) >= SHORTEST_PREFIX:
            rows = await tx.all(BY_PREFIX, {"ref": ref, "after": ref + "\x7f"})
        return rows

    rows = await db.read(work)
    if len(rows) > 1:
        there = [(row["id"], row["text"]) for row in rows if not row["deleted"]]
        said = f": {named(there)}" if there else ""
        raise NotFound(f"several quotes start with “{ref}”{said}; type more of the id")
    if not rows:
        raise NotFound(
            f"there is no quote “{ref}”; `focusgroup quotes` shows the ids{too_short(ref)}"
        )
    if rows[0]["deleted"] == WITHHELD:
        raise NotFound(f"the quote {ref} is withheld: its speaker has not agreed to notes")
    if rows[0]["deleted"]:
        raise NotFound(f"the quote {ref} was deleted; `focusgroup session undo` restores it")
    return await get_quote(db, rows[0]["id"])


async def short_ids(db: Db, ids: Iterable[str]) -> dict[str, str]:
    """Return for each id of a quote the start of it that no other quote has."""

    async def work(tx: Tx) -> dict[str, str]:
        found = {}
        for each in ids:
            beside = await tx.one(NEIGHBOURS, {"id": each})
            near = filter(None, (beside["before"], beside["after"]) if beside else ())
            shared = max((_shared(each, other) for other in near), default=0)
            found[each] = each[: max(shared + 1, SHORTEST_SHOWN)].rstrip("-")
        return found

    return await db.read(work)


def _shared(one: str, other: str) -> int:
    """Return how many characters two ids begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
