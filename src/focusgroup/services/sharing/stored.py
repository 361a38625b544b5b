"""What follows once an entry is on disk: a tick, or word of what another program did before."""

from dataclasses import dataclass, replace

from focusgroup.core.model import Quote
from focusgroup.core.quote_changes import Edit
from focusgroup.services.capture.provisional_quote import as_typed, mended
from focusgroup.services.live_session import LiveSession

SHOWN = 40


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """The quotes to tick, what to say, and words to give back: a correction that wasn't stored."""

    quotes: tuple[Quote, ...] = ()
    said: str = ""
    words: str = ""


def stored(live: LiveSession, entry_id: str, quote: Quote | None) -> StoredEntry:
    """Take over the state of an entry that is on disk now; return what follows.

    *quote* is as stored, None if the entry is not about one.
    """
    sent, split_off, merging = live.on_their_way.arrived(entry_id)
    beside = live.quotes.get(split_off)
    ticked = [each for each in (quote, beside) if each and each.id in live.quotes]
    for each in ticked:
        live.know(each)  # not deleted or merged meanwhile
    if merging and quote is None:
        live.seen_version = live.seen_rev = -1  # the next look reads everything again
        return StoredEntry(said="One of the two was deleted in another program; nothing is merged.")
    if sent and quote and not sent[1].is_done(quote):
        if replace(sent[1], themes=None, add_themes=(), remove_themes=()).is_done(quote):
            live.on_their_way.doubtful.append((quote, sent[1]))  # the next look tells
            return StoredEntry(tuple(ticked))
        return _given_back(live, *sent, tuple(ticked))
    return StoredEntry(tuple(ticked))


def left_as_it_is(quote: Quote) -> str:
    """Return what to say about a correction that was not stored."""
    short = quote.text[:SHOWN]
    return f"Changed or deleted in another program just now, and left as it is: {short}"


def _given_back(
    live: LiveSession, quote: Quote, edit: Edit, ticked: tuple[Quote, ...]
) -> StoredEntry:
    """Return what to say about a correction that was not stored, and its words."""
    short = quote.text[:SHOWN]
    if edit.text is None:
        return StoredEntry(ticked, left_as_it_is(quote))
    speaker = edit.participant_id if edit.participant_id is not None else quote.participant_id
    words = as_typed(mended(quote, edit, live.participant(speaker)))
    said = f"Changed or deleted in another program just now: {short}  Your words are in the line."
    return StoredEntry(ticked, said, words)
