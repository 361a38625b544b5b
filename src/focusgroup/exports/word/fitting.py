"""Does the first page fit? Word has no way to ask, so its height is estimated here, in points."""

from collections.abc import Sequence

from focusgroup.exports.word.metrics import COLUMN, line, lines
from focusgroup.exports.word.view import View

_SPACING = 1.05
"""Of the lines of most paragraphs; a style that has another says so."""

SPARE = 10.0
"""Points that stay free, for what an estimate misses."""

FINDING_PART = 0.68
"""The part of the width that findings take; the rest says how many people raised them."""

QUOTE_SIZE = 8
"""Points of a quote among the findings."""

_PADDING = 8
"""Points left and right in a cell."""

_ROW = 5.0
"""Points of a table row beside its lines: spacing, margins, rule."""


def high(
    text: str, points: float, size: float, *, bold: int = 0, spacing: float = _SPACING
) -> float:
    """The height of a paragraph of *text*, in points, without what stands around it."""
    return lines(text, points, size, bold=bold) * size * line(text) * spacing


def heading_1(text: str) -> float:
    """The height of a heading of the first level in one line, in points."""
    return 17.5 + 16 * _SPACING * line(text)


def heading_2(text: str) -> float:
    """The height of a heading of the second level in one line, in points."""
    return 10.5 + 11.5 * _SPACING * line(text)


def note_height(view: View, text: str) -> float:
    """The height of a note, in points."""
    return 6 + high(text, _full(view), 9)


def finding_room(view: View) -> float:
    """Points in a line of what is said of a finding."""
    return _full(view) * FINDING_PART - _PADDING


def finding_columns(view: View) -> float:
    """Columns in a line of a quote among the findings."""
    return finding_room(view) / (QUOTE_SIZE * COLUMN)


def head_height(
    view: View, kicker: str, title: str, facts: Sequence[str], figures: Sequence[str], lead: str
) -> float:
    """The height of all above the first heading, in points."""
    full = _full(view)
    total = high(kicker, full, 9.5, bold=len(kicker)) + 3
    total += high(title, full, 24, bold=len(title), spacing=1) + 4.5
    total += sum(high(fact, full, 10) + 1.5 for fact in facts)
    total += 40 if view.report.sample else 0
    total += 46 + max(high(label, full / len(figures) - 10, 8.5) for label in figures)
    if lead:
        total += high(lead, full, 11.5, spacing=1.08) + 5
    return total


def finding_height(
    view: View, name: str, headline: str, said: str, people: str, reach: str
) -> float:
    """The height of a row of findings, in points."""
    left, right = finding_room(view), _full(view) * (1 - FINDING_PART) - _PADDING
    first = f"{name}: {headline}" if headline else name
    total = high(first, left, 9, bold=len(name))
    total += high(said, left, QUOTE_SIZE) if said else 0
    beside = high(people, right, 9) + high(reach, right, 8, bold=len(reach))
    return _ROW + max(total, beside)


def care_height(view: View, text: str) -> float:
    """The height of the box at the end of the page, in points."""
    return 20 + high(text, _full(view) - 24, 9.5) if text else 0.0


def _full(view: View) -> float:
    return view.sheet.width / 20
