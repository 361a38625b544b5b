"""A quote between the line and the store: as it is typed, and as it will be once stored."""

from dataclasses import fields, replace

from focusgroup.core.capture import Parsed, format_line
from focusgroup.core.model import Participant, Quote
from focusgroup.core.recorder import Entry
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
