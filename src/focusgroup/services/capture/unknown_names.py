"""Names that nobody and no theme has: the sentence goes first, the name is asked about."""

from collections.abc import Callable
from dataclasses import dataclass

from focusgroup.core.capture import CaptureProblem, Outcome, Trouble, parse_line
from focusgroup.core.model import Quote
from focusgroup.store.quotes import Edit

UNKNOWN = (Trouble.UNKNOWN_THEME, Trouble.UNKNOWN_SPEAKER)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that was not known when its quote was stored; *written* is as it was typed."""

    quote_id: str
    sigil: str
    written: str
    nearest: tuple[str, ...]


def with_names_as_text(
    text: str, problem: CaptureProblem, record: Callable[[str], Outcome]
) -> Outcome:
    """What the line comes to when its unknown names are words of the sentence.

    *record* reads a line. The outcome holds another problem when that stands in the way.
    """
    at = problem.span.start if problem.trouble in UNKNOWN and problem.span else None
    outcome = None
    while at is not None:
        text = f"{text[:at]}\\{text[at:]}"
        outcome = record(text)
        left = outcome.problem
        at = left.span.start if left and left.trouble in UNKNOWN and left.span else None
    return outcome or record(text)


def unknown_name(quote: Quote, text: str, problem: CaptureProblem) -> Unknown:
    """What is to be asked about *quote*, which was stored with the name in it."""
    written = text[problem.span.start : problem.span.end] if problem.span else ""
    sigil = "#" if problem.trouble is Trouble.UNKNOWN_THEME else "@"
    return Unknown(quote.id, sigil, written, problem.nearest)


def answered(unknown: Unknown, quote: Quote, *, nearest: bool) -> Edit | None:
    """The correction that tags the quote with the new theme, or with the nearest one.

    The written word leaves the text. None when it is no theme that was asked about.
    """
    themes = parse_line(unknown.written).themes if unknown.sigil == "#" else ()
    if nearest and themes and unknown.nearest:
        themes = unknown.nearest
    if not themes:
        return None
    text = " ".join(quote.text.replace(unknown.written, "", 1).split())
    return Edit(text=text or quote.text, add_themes=(themes[0],))
