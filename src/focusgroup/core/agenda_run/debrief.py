"""The debrief checklist: what is left to do after a session, in the order to do it.

Pure: takes the session's report, returns the parts of the checklist and the items in each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from focusgroup.core.evidence.evidence import strength
from focusgroup.core.evidence.findings import Finding, find
from focusgroup.core.evidence.grade import Evidence
from focusgroup.core.model import RANKED_KINDS, Kind, Note, NoteKind, Quote, Report

MOST_MOMENTS = 12
MOST_HEADLINES = 8


class DebriefPart(StrEnum):
    """The parts of the checklist, in order."""

    STUBS = "stubs"
    KINDS = "kinds"
    UNTAGGED = "untagged"
    CALLBACKS = "callbacks"
    PARKED = "parked"
    COMMITMENTS = "commitments"
    MOMENTS = "moments"
    SURPRISES = "surprises"
    HYPOTHESES = "hypotheses"
    NEXT_TIME = "next_time"
    HEADLINES = "headlines"
    BOTTOM_LINE = "bottom_line"


WRITTEN = (DebriefPart.SURPRISES, DebriefPart.HYPOTHESES, DebriefPart.NEXT_TIME)
"""The parts that consist of one free text."""


@dataclass(frozen=True, slots=True)
class DebriefItem:
    """One thing to look at: a quote, a note, a finding, or a text to write.

    *key* identifies it when the debrief is resumed.
    """

    part: DebriefPart
    key: str
    quote: Quote | None = None
    note: Note | None = None
    finding: Finding | None = None


def checklist(report: Report) -> tuple[DebriefItem, ...]:
    """Return every open item of *report*, part by part; texts to write are always included."""
    said = [quote for quote in report.quotes if not quote.is_observation]
    notes = [note for note in report.notes if not note.done]
    items = [_of_quote(DebriefPart.STUBS, quote) for quote in report.quotes if quote.stub]
    items += [_of_quote(DebriefPart.KINDS, q) for q in said if q.kind is Kind.UNTAGGED]
    items += [_of_quote(DebriefPart.UNTAGGED, q) for q in said if not q.themes and q.text.strip()]
    items += [_of_note(DebriefPart.CALLBACKS, n) for n in notes if n.kind is NoteKind.CALLBACK]
    items += [_of_note(DebriefPart.PARKED, n) for n in notes if n.kind is NoteKind.PARKED]
    items += [
        _of_note(DebriefPart.COMMITMENTS, note)
        for note in notes
        if note.kind is NoteKind.COMMITMENT and not (note.owner and note.due)
    ]
    items += [_of_quote(DebriefPart.MOMENTS, quote) for quote in _moments(said)]
    items += [DebriefItem(part, part.value) for part in WRITTEN]
    items += [
        DebriefItem(DebriefPart.HEADLINES, f"{found.kind}:{found.theme}", finding=found)
        for found in strong_findings(report)
    ]
    return (*items, DebriefItem(DebriefPart.BOTTOM_LINE, DebriefPart.BOTTOM_LINE.value))


def _of_quote(part: DebriefPart, quote: Quote) -> DebriefItem:
    return DebriefItem(part, quote.id, quote=quote)


def _of_note(part: DebriefPart, note: Note) -> DebriefItem:
    return DebriefItem(part, note.id, note=note)


def _moments(said: Sequence[Quote]) -> list[Quote]:
    """Return the strongest finished quotes: verbatim first, then intensity, then agreement."""
    finished = [quote for quote in said if not quote.stub and quote.text.strip()]
    return sorted(finished, key=strength)[:MOST_MOMENTS]


def strong_findings(report: Report) -> tuple[Finding, ...]:
    """Return the themes to write a headline for: fair or strong evidence, or else the top ones.

    Kind by kind, including those that already have a headline.
    """
    found = find(report)
    tops = [each for kind in RANKED_KINDS for each in found.top(kind, MOST_HEADLINES)]
    worth = [each for each in tops if each.evidence is not Evidence.THIN or each.headline]
    if not worth:
        worth = [top[0] for kind in RANKED_KINDS if (top := found.top(kind, 1))]
    rank = {Evidence.STRONG: 0, Evidence.FAIR: 1, Evidence.THIN: 2}
    best = sorted(worth, key=lambda each: (not each.headline, rank[each.evidence]))
    chosen = best[:MOST_HEADLINES]
    return tuple(each for each in tops if each in chosen)
