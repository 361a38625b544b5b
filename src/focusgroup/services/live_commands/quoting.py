"""Commands that count agreement, move quotes in time, merge and delete them."""

from focusgroup.core.model import Quote
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.quote_changes import Edit
from focusgroup.services.live_commands import Did, number_in
from focusgroup.services.live_session import LiveSession

NUDGE_S = 5
MOST_BACK_S = 3600
BETWEEN_SEATS = lazy_pattern(r"[\s,;，、+&]+")


def counted(text: str, so_far: int) -> int:
    """Return how many agree once *text* is counted: a number, or seats like `@2` or `3 5`.

    One number is how many there are in all, several are seats. Without either it is one more.
    """
    named = {word for word in BETWEEN_SEATS.split(text) if word}
    seats = {word.lstrip("@＠") for word in named}
    if all(word[0] in "@＠" or word.isdecimal() for word in named) and named != seats:
        return so_far + len(seats)
    if len(seats) > 1 and all(map(str.isdecimal, seats)):
        return so_far + len(seats)
    return number_in(text, so_far + 1)


def tally(live: LiveSession, quote: Quote | None, text: str, *, agree: bool) -> Did:
    """Count who agrees or disagrees with *quote*; *text* may give a number or seats."""
    if quote is None:
        return Did("There is no quote to agree with yet.")
    many = counted(text, quote.agreement if agree else quote.dissent)
    edit = Edit(agreement=many) if agree else Edit(dissent=many)
    changed = live.correct(quote, edit)
    return Did(f"{many} {'agree' if agree else 'disagree'}: {quote.text[:60]}", quote=changed)


def earlier(live: LiveSession, quote: Quote | None, text: str) -> Did:
    """Move *quote* back by five seconds, or as many as *text* says."""
    if quote is None:
        return Did()
    back = min(seconds_back(text), quote.offset_ms)
    edit = Edit(at_ms=quote.at_ms - back, offset_ms=quote.offset_ms - back)
    return Did(quote=live.correct(quote, edit))


def seconds_back(text: str) -> int:
    """Return by how many ms *text* moves a line back."""
    return min(number_in(text, NUDGE_S), MOST_BACK_S) * 1000


def delete(live: LiveSession, quote: Quote, undo: str) -> Did:
    """Delete *quote*; *undo* is how the front calls what brings it back."""
    live.delete(quote)
    return Did(f"Deleted: {quote.text[:60]}  {undo} brings it back.", gone=quote)


def merge_double(live: LiveSession, quote: Quote | None) -> Did | None:
    """Merge *quote*, or the newest that has a double, with its double; None if there is none."""
    found = quote or live.doubles.newest(live.quotes)
    double = live.quotes.get(live.doubles.at.get(found.id, "")) if found else None
    if found is None or double is None:
        return None
    first, second = sorted((found, double), key=lambda each: (each.at_ms, each.id))
    joined = live.merge(first, second, same=True)
    said = f"Merged, as captured by {joined.taken_by}: {joined.text[:60]}"
    return Did(said, quote=joined, gone=second)


def merge(live: LiveSession, second: Quote) -> Did | None:
    """Merge *second* with the quote before it; None if there is none."""
    quotes = live.ordered()
    at = next((place for place, quote in enumerate(quotes) if quote.id == second.id), 0)
    if at == 0:
        return None
    first = quotes[at - 1]
    if first.is_observation != second.is_observation:
        return Did("An observation and a quote can't be merged.")
    joined = live.merge(first, second)
    said = f"One quote now: {first.text[:30]} … {second.text[:30]}"
    return Did(said, quote=joined, gone=second)
