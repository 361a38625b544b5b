"""We promised, we did: commitments to an account or of a session, with the quotes behind them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from focusgroup.core.model import Quote
from focusgroup.core.text import fold
from focusgroup.store import Db
from focusgroup.store.actions.commitments import Commitment, Promised, each, quotes_before
from focusgroup.store.quotes import AccountFacts, get_quotes

UNHEARD_MS = 365 * 24 * 60 * 60_000


def is_unheard(each: AccountFacts, now_ms: int) -> bool:
    """Return whether nobody has heard an account for a year, or ever."""
    return each.heard_ms is None or each.heard_ms < now_ms - UNHEARD_MS


@dataclass(frozen=True, slots=True)
class PromiseMade:
    """A commitment with what was said shortly before it, in the order in which it was said."""

    commitment: Commitment
    quotes: Sequence[Quote] = ()

    def state(self, today: str) -> str:
        """Return kept, overdue or open on *today* (ISO 8601)."""
        if self.commitment.note.done:
            return "kept"
        return "overdue" if self.commitment.overdue_days(today) else "open"


async def promises(db: Db, *, account: str = "", session_id: str = "") -> tuple[PromiseMade, ...]:
    """Return the commitments by owner, kept ones too, of an account or a session or both."""
    wanted = replace(Promised(done=True), session=session_id)
    found = []
    async for commitment in each(db, wanted):
        if not account or fold(commitment.account) == fold(account):
            ids = await quotes_before(db, commitment.note)
            found.append(PromiseMade(commitment, await get_quotes(db, ids)))
    return tuple(found)
