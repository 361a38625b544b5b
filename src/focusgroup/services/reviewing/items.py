"""From findings to items: make one of a finding, change it, and say which one a quote supports."""

from collections.abc import Sequence

from focusgroup.core.errors import UsageError
from focusgroup.core.model import Quote
from focusgroup.core.model.items import Item, ItemEdit
from focusgroup.core.search.selection import Selection
from focusgroup.services.selection import resolved
from focusgroup.store import Db
from focusgroup.store.actions import items
from focusgroup.store.quotes import find_quote, get_quotes, older_quotes
from focusgroup.store.themes import find
from focusgroup.system.clock import unix_ms
from focusgroup.system.running import who

MOST_QUOTES = 200
"""Quotes of a finding that an item takes, the newest."""


async def make_item(
    db: Db, item: Item, refs: Sequence[str] = (), finding: Selection | None = None
) -> Item:
    """Store an item with quotes by the start of their ids, or else with those of a *finding*."""
    ids = [(await find_quote(db, ref)).id for ref in refs]
    if finding and finding.themes:
        finding = (await resolved(db, finding)).quotes_only()
        if not ids:
            ids = [q.id for q in await older_quotes(db, finding, limit=MOST_QUOTES)]
    return await items.add_item(db, item, ids, who(), unix_ms())


async def edit_item(
    db: Db, ref: str, edit: ItemEdit, add: Sequence[str] = (), remove: Sequence[str] = ()
) -> Item:
    """Change an item by the start or end of its id; quotes to add or remove likewise."""
    found = await items.find_item(db, ref)
    supporting = await items.quotes_of_item(db, found.id)
    added = tuple([(await find_quote(db, each)).id for each in add])
    removed = tuple(_one_of(supporting, each) for each in remove)
    changed = ItemEdit(edit.title, edit.status, edit.owner, edit.note, added, removed)
    if changed == ItemEdit():
        raise UsageError("say what to change: --title, --status, --owner, --note, a quote")
    return await items.change_item(db, found.id, changed, who(), unix_ms())


def _one_of(supporting: Sequence[str], ref: str) -> str:
    found = [each for each in supporting if each.startswith(ref.strip().lower())]
    if len(found) != 1:
        raise UsageError(f"“{ref}” is not the start of one of the item's quotes")
    return found[0]


async def supporting(db: Db, item: Item) -> tuple[Quote, ...]:
    """Return the quotes that support an item and are still there, in the order they were said."""
    there = await get_quotes(db, await items.quotes_of_item(db, item.id, there=True))
    return tuple(sorted(there, key=lambda quote: (quote.at_ms, quote.id)))


async def support_lost(db: Db, quote_ids: Sequence[str] = (), session_id: str = "") -> str:
    """Return the sentence that quotes which are gone supported items; "" if they did not.

    They are those of *quote_ids*, or of a session.
    """
    found = await items.items_that_lost(db, quote_ids, session_id)
    if not found:
        return ""
    names = "; ".join(f"“{item.title}” ({item.short_id})" for item in found[:3])
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    noun = "an item" if len(found) == 1 else f"{len(found)} items"
    return f"supported {noun}: {names}{more}; `focusgroup items show` lists what is left"


async def theme_named(db: Db, name: str) -> str:
    """Return the path of a theme. Raises NotFound."""
    return (await find(db, name)).path
