"""Star quotes as representative: they are the top moments of their session's debrief."""

from focusgroup.core.model import Quote
from focusgroup.store import Db, debriefs


async def star(db: Db, quote: Quote) -> bool:
    """Star a quote, or take its star away; return whether it is starred now."""
    return await debriefs.toggle_moment(db, quote.session_id, quote.id)


async def starred(db: Db) -> frozenset[str]:
    """Return the ids of all starred quotes."""
    return await debriefs.all_moments(db)
