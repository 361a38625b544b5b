"""What is not on disk yet, as text that can be pasted elsewhere and typed in again later."""

from collections.abc import Iterable, Mapping

from focusgroup.core.model import Note, NoteKind, Quote
from focusgroup.store.journal import Entry, QuoteEdit
from focusgroup.tui.look import clock_time
from focusgroup.tui.provisional import as_typed

WORDS = {NoteKind.PARKED: "/park", NoteKind.CALLBACK: "/call", NoteKind.COMMITMENT: "/promise"}


def as_lines(waiting: Iterable[Entry], quotes: Mapping[str, Quote]) -> str:
    """A line an entry, with its time in the session; *quotes* by id as they will be.

    A quote and its corrections are one line.
    """
    lines: dict[str, str] = {}
    for entry in waiting:
        if isinstance(entry, Note):
            word = WORDS.get(entry.kind, "")
            lines[entry.id] = f"{clock_time(entry.offset_ms)} {word} {entry.text}"
            continue
        quote = quotes.get(entry.quote_id if isinstance(entry, QuoteEdit) else entry.id)
        if quote is not None:
            lines[quote.id] = f"{clock_time(quote.offset_ms)} {as_typed(quote)}"
    return "\n".join(lines.values())
