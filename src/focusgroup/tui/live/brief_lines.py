"""The brief and the oral summary as lines of a window."""

from collections.abc import Sequence

from textual.content import Content

from focusgroup.core.evidence.brief import Brief
from focusgroup.core.model import KIND_LABELS, Note
from focusgroup.core.themes.paths import last_name
from focusgroup.services.dates_in_words import count
from focusgroup.services.live_commands.brief_words import (
    NOTHING_YET,
    in_quotes,
    readback,
)
from focusgroup.services.live_session import LiveSession
from focusgroup.tui.live.panels import Lines
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.style import MUTED


def readback_lines(brief: Brief, width: int) -> Lines:
    """Return the text to read out: a sentence and the customers' own words for each top theme."""
    lines: Lines = []
    for row in readback(brief):
        look = {"": "", "said": "bold", "frame": "italic", "note": MUTED}[row.look]
        lines += (
            _wrapped(row.text, width, look, indent=row.indent) if row.text else [(Content(), None)]
        )
    return lines


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


def _names(notes: Sequence[Note]) -> str:
    return "; ".join(note.text for note in notes)


def _line(label: str, text: str, width: int) -> tuple[Content, object]:
    return Content.assemble((f"{label:<10}", MUTED), style.cut(text, width - 11)), None


def _wrapped(text: str, width: int, look: str, *, indent: int = 0) -> Lines:
    rows = Content(style.said(text)).wrap(max(width - indent, 10))
    return [(Content.assemble(" " * indent, row.rstrip()).stylize(look), None) for row in rows]
