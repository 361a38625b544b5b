"""All the wording of the brief and of the oral summary, around their counts and quotes.

What is read out to the group never contains names, and its quotes are exactly as captured.
"""

from collections.abc import Sequence

from textual.content import Content

from focusgroup.core.evidence.brief import Brief, Told
from focusgroup.core.model import KIND_LABELS, Kind, Note, Quote
from focusgroup.core.themes.paths import last_name
from focusgroup.services.dates_in_words import count
from focusgroup.services.live_session import LiveSession
from focusgroup.tui.live.panels import Lines
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.style import MUTED

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
    name = style.said(last_name(told.theme))
    return f"{who}{accounts} spoke of “{name}” {AS_KIND[told.kind]}."


def readback_lines(brief: Brief, width: int) -> Lines:
    """Return the text to read out: a sentence and the customers' own words for each top theme."""
    if not brief.told:
        return [(Content.styled(NOTHING_YET, MUTED), None)]
    lines = _wrapped(OPENING, width, "italic")
    for told in brief.told:
        lines.append((Content(), None))
        lines += _wrapped(spoken(told), width, "bold")
        for quote in told.quotes:
            agreed = f" ({number(quote.agreement)} agreed)" if quote.agreement else ""
            lines += _wrapped(f"{in_quotes(quote)}{agreed}", width, "", indent=3)
    if brief.unheard:
        names = ", ".join(f"“{style.said(last_name(path))}”" for path in brief.unheard)
        lines.append((Content(), None))
        lines += _wrapped(f"We have not spoken of {names}.", width, "")
    lines.append((Content(), None))
    return [*lines, *_wrapped(CLOSING, width, "italic")]


def brief_lines(live: LiveSession, brief: Brief, width: int) -> Lines:
    """Return the brief: the open section and question, who said how much, and what is open."""
    section = live.section
    sections = len(live.agenda.sections)
    where = f"{live.clock.section + 1} of {sections}: {section.title}" if section else "no agenda"
    lines: Lines = [
        _line("Now", where, width),
        _line(
            "Said",
            f"{count(brief.quotes, 'quote')} by {brief.people} of {len(live.participants)}"
            f" participants, {count(brief.accounts, 'company', 'companies')}",
            width,
        ),
    ]
    if live.question:
        lines.insert(1, _line("", live.question.text, width))
    if not brief.told:
        lines.append((Content.styled(NOTHING_YET, MUTED), None))
    for told in brief.told:
        counts = f"{count(told.people, 'person', 'people')}, {count(told.mentions, 'quote')}"
        name = style.column(f"{told.theme} ({KIND_LABELS[told.kind]})", width - len(counts) - 4)
        lines.append(
            (Content.assemble(style.kind_sign(told.kind), " ", name, " ", (counts, MUTED)), None)
        )
        for quote in told.quotes[:1]:
            words = Content.assemble("   ", style.cut(in_quotes(quote), width - 4))
            lines.append((words.stylize(MUTED), None))
    for label, notes in (
        ("Callbacks", brief.callbacks),
        ("Parked", brief.parked),
        ("Promised", brief.commitments),
    ):
        if notes:
            lines.append(_line(label, _names(notes), width))
    if brief.unheard:
        lines.append(_line("Unheard", ", ".join(map(last_name, brief.unheard)), width))
    return lines


def in_quotes(quote: Quote) -> str:
    """Return a verbatim quote in quotation marks, or a paraphrase after a tilde."""
    return f"❝{quote.text}❞" if quote.verbatim else f"~ {quote.text}"


def _names(notes: Sequence[Note]) -> str:
    return "; ".join(note.text for note in notes)


def _line(label: str, text: str, width: int) -> tuple[Content, object]:
    return Content.assemble((f"{label:<10}", MUTED), style.cut(text, width - 11)), None


def _wrapped(text: str, width: int, look: str, *, indent: int = 0) -> Lines:
    rows = Content(style.said(text)).wrap(max(width - indent, 10))
    return [(Content.assemble(" " * indent, row.rstrip()).stylize(look), None) for row in rows]
