"""Does the first page fit? Word has no way to ask, so its height is estimated here.

The figures are those of Calibri, and of Carlito, which is made to its measure: a line is
1.22 ems high, and the paragraphs set it at 1.05 of that.
"""

from focusgroup.exports.word.view import View, width

_COLUMN = 0.41
"""Width of a column in ems, the mean of running English text with the ends of its lines."""

_LINE = 1.22 * 1.05
HEADING_1 = 38.0
HEADING_2 = 25.0
NOTE = 18.0
SPARE = 10.0
"""Points that stay free, for what an estimate misses."""

FINDING_PART = 0.68
"""The part of the width that findings take; the rest says how many people raised them."""

_PADDING = 8
"""Points left and right in a cell."""

_ROW = 5.0
"""Points of a table row beside its lines: spacing, margins, rule."""


def lines(text: str, points: float, size: float, *, bold: bool = False) -> int:
    """How many lines of *points* width *text* takes at a font size of *size* points."""
    columns = points / (size * _COLUMN * (1.05 if bold else 1))
    return max(1, -int(-sum(map(width, text)) // columns))


def finding_columns(view: View) -> int:
    """Columns in a line of a quote among the findings."""
    return int((view.sheet.width / 20 * FINDING_PART - _PADDING) / (8 * _COLUMN))


def head_height(view: View, title: str, facts: list[str], lead: str) -> float:
    """The height of all above the first heading, in points."""
    full = view.sheet.width / 20
    total = 8.5 * _LINE + 3
    total += lines(title, full, 24, bold=True) * 24 * 1.22 + 4.5
    total += sum(lines(fact, full, 10) * 10 * _LINE + 1.5 for fact in facts)
    total += 40 if view.report.sample else 0
    total += 57  # the band of key figures with its gaps
    if lead:
        total += lines(lead, full, 11.5) * 11.5 * 1.22 * 1.08 + 5
    return total


def finding_height(view: View, name: str, headline: str, said: str) -> float:
    """The height of a row of findings, in points."""
    left = view.sheet.width / 20 * FINDING_PART - _PADDING
    total = _ROW + lines(f"{name}: {headline}", left, 9, bold=not headline) * 9 * _LINE
    if said:
        total += lines(said, left, 8) * 8 * _LINE
    return max(total, _ROW + 17 * _LINE)


def care_height(view: View, text: str) -> float:
    """The height of the box at the end of the page, in points."""
    return 20 + lines(text, view.sheet.width / 20 - 24, 9.5) * 9.5 * _LINE if text else 0.0
