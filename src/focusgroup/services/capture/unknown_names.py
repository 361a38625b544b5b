"""Unknown names of people and themes: store the sentence first, then ask about the name."""

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
    """Return the outcome of the line with its unknown names read as words of the sentence.

    *record* reads a line. If another problem prevents that, the outcome holds it.
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
    """Return what to ask about *quote*, which was stored with the name in it."""
    written = text[problem.span.start : problem.span.end] if problem.span else ""
    sigil = "#" if problem.trouble is Trouble.UNKNOWN_THEME else "@"
    return Unknown(quote.id, sigil, written, problem.nearest)


def answered(unknown: Unknown, quote: Quote, *, nearest: bool) -> Edit | None:
    """Return the correction that tags the quote with the new theme, or with the nearest one.

    It removes the written word from the text. None if the question wasn't about a theme.
    """
    themes = parse_line(unknown.written).themes if unknown.sigil == "#" else ()
    if nearest and themes and unknown.nearest:
        themes = unknown.nearest
    if not themes:
        return None
    text = " ".join(quote.text.replace(unknown.written, "", 1).split())
    return Edit(text=text or quote.text, add_themes=(themes[0],))
