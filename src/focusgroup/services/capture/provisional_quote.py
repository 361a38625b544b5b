"""A quote on its way from the line to the store: as typed, and as it will be once stored."""

from collections.abc import Callable
from dataclasses import replace

from focusgroup.core.capture import Entry, Parsed, format_line
from focusgroup.core.model import Participant, Quote, Said
from focusgroup.core.quote_changes import Edit, joined, shared_fields
from focusgroup.store.quotes import NewQuote


def provisional(new: NewQuote, speaker: Participant | None) -> Quote:
    """Return a new quote before it has a number and a revision."""
    return _spoken_by(Quote(**shared_fields(new, Quote)), speaker)


def mended(quote: Quote, edit: Edit, speaker: Participant | None) -> Quote:
    """Return a quote with a correction applied; *speaker* is its speaker afterwards."""
    spoken = replace(edit.applied(quote), participant_id=speaker.id if speaker else None)
    return _spoken_by(spoken, speaker)


def merged(
    first: Quote,
    second: Quote,
    participant: Callable[[str | None], Participant | None],
    *,
    same: bool,
) -> Quote:
    """Return two quotes merged into the first, as the store joins them."""
    both = joined(first, second, same=same)
    return _spoken_by(both, participant(both.participant_id))


def _spoken_by(quote: Quote, speaker: Participant | None) -> Quote:
    return replace(
        quote,
        speaker=speaker.name if speaker else "",
        initials=speaker.initials if speaker else "",
        seat=speaker.seat if speaker else 0,
        account=speaker.account if speaker else "",
    )


def as_typed(quote: Quote) -> str:
    """Return a stored quote as a capture line that means the same."""
    speaker = str(quote.seat) if quote.seat else None
    return format_line(Parsed(**{**shared_fields(quote, Parsed), "speaker": speaker}))


def edit_of(entry: Entry) -> Edit:
    """Return the correction that changes a quote to what a line says."""
    said = shared_fields(entry, Said)
    return Edit(**{**said, "participant_id": entry.participant_id or ""})
