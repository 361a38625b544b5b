"""A quote between the line and the store: as it is typed, and as it will be once stored."""

from collections.abc import Callable
from dataclasses import fields, replace

from focusgroup.core.capture import Entry, Parsed, format_line
from focusgroup.core.model import Participant, Quote
from focusgroup.store.quotes import Edit, NewQuote


def provisional(new: NewQuote, speaker: Participant | None) -> Quote:
    """A new quote before it has a number and a revision."""
    quote = Quote(
        id=new.id,
        session_id=new.session_id,
        text=new.text,
        kind=new.kind,
        at_ms=new.at_ms,
        offset_ms=new.offset_ms,
        participant_id=new.participant_id,
        themes=new.themes,
        section=new.section,
        question=new.question,
        intensity=new.intensity,
        verbatim=new.verbatim,
        stub=new.stub,
    )
    return _spoken_by(quote, speaker)


def mended(quote: Quote, edit: Edit, speaker: Participant | None) -> Quote:
    """A quote with a correction, *speaker* being who says it then."""
    plain = {
        field.name: getattr(edit, field.name)
        for field in fields(edit)
        if getattr(edit, field.name) is not None and hasattr(quote, field.name)
    }
    before = quote.themes if edit.themes is None else edit.themes
    kept = (path for path in (*before, *edit.add_themes) if path not in edit.remove_themes)
    plain["themes"] = tuple(dict.fromkeys(kept))
    plain["participant_id"] = speaker.id if speaker else None
    return _spoken_by(replace(quote, **plain), speaker)


def merged(
    first: Quote, second: Quote, participant: Callable[[str | None], Participant | None]
) -> Quote:
    """Two quotes that become the first, as the store joins them."""
    earlier = min(first, second, key=lambda quote: (quote.offset_ms, quote.at_ms))
    joined = replace(
        first,
        text=f"{first.text} {second.text}",
        participant_id=first.participant_id or second.participant_id,
        themes=tuple(dict.fromkeys((*first.themes, *second.themes))),
        at_ms=earlier.at_ms,
        offset_ms=earlier.offset_ms,
        section=earlier.section,
        question=earlier.question,
        intensity=max(first.intensity, second.intensity),
        agreement=max(first.agreement, second.agreement),
        dissent=max(first.dissent, second.dissent),
        verbatim=first.verbatim and second.verbatim,
        stub=first.stub or second.stub,
    )
    return _spoken_by(joined, participant(joined.participant_id))


def _spoken_by(quote: Quote, speaker: Participant | None) -> Quote:
    return replace(
        quote,
        speaker=speaker.name if speaker else "",
        initials=speaker.initials if speaker else "",
        seat=speaker.seat if speaker else 0,
    )


def as_typed(quote: Quote) -> str:
    """A stored quote as a capture line that means the same."""
    parsed = Parsed(
        text=quote.text,
        kind=quote.kind,
        speaker=str(quote.seat) if quote.seat else None,
        themes=quote.themes,
        intensity=quote.intensity,
        verbatim=quote.verbatim,
        stub=quote.stub,
    )
    return format_line(parsed)


def edit_of(entry: Entry) -> Edit:
    """The correction that makes a quote what a line says."""
    return Edit(
        text=entry.text,
        kind=entry.kind,
        participant_id=entry.participant_id or "",
        themes=entry.themes,
        intensity=entry.intensity,
        verbatim=entry.verbatim,
        stub=entry.stub,
    )
