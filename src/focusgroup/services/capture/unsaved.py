"""Unsaved entries as text that can be pasted elsewhere and typed in again later."""

from collections.abc import Iterable, Mapping

from focusgroup.core.dates.durations import clock_time
from focusgroup.core.model import Note, NoteKind, Quote
from focusgroup.services.capture.provisional_quote import as_typed
from focusgroup.store.outbox import OutboxEntry, QuoteEdit, QuoteMerge, QuoteSplit
from focusgroup.store.quotes import NewQuote

WORDS = {NoteKind.PARKED: "/park", NoteKind.CALLBACK: "/call", NoteKind.COMMITMENT: "/promise"}


def as_lines(waiting: Iterable[OutboxEntry], quotes: Mapping[str, Quote]) -> str:
    """Return a line for each entry that holds words, with its time.

    *quotes* holds the quotes by id, as they will be. A quote and its corrections are one line.
    """
    lines: dict[str, str] = {}
    for entry in waiting:
        if isinstance(entry, Note):
            word = WORDS.get(entry.kind, "")
            lines[entry.id] = f"{clock_time(entry.offset_ms)} {word} {entry.text}"
        for quote_id in _quotes_of(entry):
            quote = quotes.get(quote_id)
            if quote is not None:
                lines[quote_id] = f"{clock_time(quote.offset_ms)} {as_typed(quote)}"
    return "\n".join(lines.values())


def _quotes_of(entry: OutboxEntry) -> tuple[str, ...]:
    """Return the ids of the quotes whose words an entry adds or changes."""
    match entry:
        case NewQuote(id=quote_id) | QuoteEdit(quote_id=quote_id) | QuoteMerge(first_id=quote_id):
            return (quote_id,)
        case QuoteSplit():
            return entry.quote_id, entry.rest.id
        case _:
            return ()
