"""The wording of the session in brief, and of the oral summary that is checked with the group.

What is read out to the group never contains names, and its quotes are exactly as captured.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from focusgroup.core.evidence.brief import Brief, Told, brief
from focusgroup.core.model import Kind, Quote
from focusgroup.core.themes.paths import last_name
from focusgroup.services.dates_in_words import count
from focusgroup.services.live_session import LiveSession

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
           "eleven", "twelve")  # fmt: skip
AS_KIND = {
    Kind.PROBLEM: "as a problem",
    Kind.STRENGTH: "as something that works well",
    Kind.MISSING_FEATURE: "as something that is missing",
}
NOTHING_YET = "Nothing has been said yet."
OPENING = "Let me say back what I heard; please correct me."
CLOSING = "Did I get that right? What did I leave out?"


def number(n: int) -> str:
    """Return a number in words, ``three``, or in figures from thirteen on."""
    return NUMBERS[n] if 0 < n < len(NUMBERS) else f"{n:,}"


def spoken(told: Told) -> str:
    """Return ``Five of you, from three companies, spoke of “Exports” as a problem.``"""
    who = f"{number(told.people)} of you" if told.people else count(told.mentions, "remark")
    who = who[:1].upper() + who[1:]
    accounts = f", from {number(told.accounts)} companies," if told.accounts > 1 else ""
    name = last_name(told.theme)
    return f"{who}{accounts} spoke of “{name}” {AS_KIND[told.kind]}."


def in_quotes(quote: Quote) -> str:
    """Return a verbatim quote in quotation marks, or a paraphrase after a tilde."""
    return f"❝{quote.text}❞" if quote.verbatim else f"~ {quote.text}"


def brief_of(live: LiveSession) -> Brief:
    """Return the brief of the running session so far."""
    return brief(live.session, live.agenda, live.participants, live.ordered(), live.notes)


@dataclass(frozen=True, slots=True)
class SpokenRow:
    """A paragraph to read out, empty for a gap; *look* is ``said``, ``frame``, ``note`` or "".

    *indent* is in cells.
    """

    text: str = ""
    look: str = ""
    indent: int = 0


def readback(brief: Brief) -> Iterator[SpokenRow]:
    """Yield the text to read out: a sentence and the customers' own words for each top theme."""
    if not brief.told:
        yield SpokenRow(NOTHING_YET, "note")
        return
    yield SpokenRow(OPENING, "frame")
    for told in brief.told:
        yield SpokenRow()
        yield SpokenRow(spoken(told), "said")
        for quote in told.quotes:
            agreed = f" ({number(quote.agreement)} agreed)" if quote.agreement else ""
            yield SpokenRow(f"{in_quotes(quote)}{agreed}", indent=3)
    if brief.unheard:
        names = ", ".join(f"“{last_name(path)}”" for path in brief.unheard)
        yield SpokenRow()
        yield SpokenRow(f"We have not spoken of {names}.")
    yield SpokenRow()
    yield SpokenRow(CLOSING, "frame")
