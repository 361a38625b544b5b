"""Store many quotes of one session at once, with their themes, counters and search index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from focusgroup.core.model import Kind
from focusgroup.core.search.tokens import in_order, index_tokens
from focusgroup.store.counters import Filed, Speaker, count_in_quarters, file_quotes
from focusgroup.store.engine.protocol import Tx
from focusgroup.store.history import State
from focusgroup.store.quotes import COUNT_QUOTES, FIELDS, THERE

NUMBERS = "SELECT id, n FROM quote WHERE session_id = :session AND rev = :rev"


@dataclass(frozen=True, slots=True)
class WholeQuote:
    """A quote with all that is stored of it: its state, whose words it is, and where it is filed.

    *themes* is its place in each theme (an id), 0 for parents of its own. *tokens* and *words* are
    its entries of the search index, made before the transaction.
    """

    id: str
    state: State
    by: Mapping[str, Any]
    created_ms: int
    themes: Mapping[str, int]
    tokens: str
    words: str


def indexed(text: str) -> tuple[str, str]:
    """Return what the search index holds of a text: its tokens, and its words in their order."""
    return index_tokens(text), in_order(text)


async def add_whole_quotes(tx: Tx, session_id: str, quotes: Sequence[WholeQuote], rev: int) -> None:
    """Store quotes that are not there yet, in this order, with the revision *rev* of their own."""
    await tx.insert(
        "quote",
        [
            {
                **{name: quote.state[name] for name in FIELDS},
                "id": quote.id,
                "session_id": session_id,
                "person_id": quote.by["person"],
                "account_id": quote.by["account"],
                "deleted": quote.by["deleted"],
                "created_ms": quote.created_ms,
                "rev": rev,
            }
            for quote in quotes
        ],
    )
    there = [quote for quote in quotes if quote.by["deleted"] == THERE]
    numbers = {
        row["id"]: row["n"] for row in await tx.all(NUMBERS, {"session": session_id, "rev": rev})
    }
    ordered = {"in_order": True} if tx.engine == "postgresql" else {}
    await tx.insert(
        "quote_fts",
        [
            {"rowid": numbers[quote.id], "tokens": quote.tokens}
            | dict.fromkeys(ordered, quote.words)
            for quote in there
        ],
    )
    await file_quotes(tx, [_filed(quote, session_id) for quote in there])
    await count_in_quarters(tx, [quote.id for quote in there], 1)
    await tx.run(COUNT_QUOTES, {"by": len(there), "session": session_id})


def _filed(quote: WholeQuote, session_id: str) -> Filed:
    by = Speaker(quote.by["person"], quote.by["account"], session_id)
    state = quote.state
    return Filed(quote.id, Kind(state["kind"]), by, state["at_ms"], quote.themes)
