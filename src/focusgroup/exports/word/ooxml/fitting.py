"""Whether the first page fits: Word can't be asked, so its height is estimated, in points."""

from collections.abc import Sequence

from focusgroup.exports.text.metrics import COLUMN, line, lines
from focusgroup.exports.word.frame import Sheet
from focusgroup.exports.word.ooxml.widths import column_widths
from focusgroup.exports.word.view import WordView

_SPACING = 1.05
"""The line spacing of most paragraphs; others pass their own."""

_SPARE = 0.018
"""The share of the page kept free, for what the estimate misses."""

FINDING_PART = 0.68
"""The share of the width for findings; the rest shows how many people raised them."""

FIGURE_SIZE = 20
"""The font size of a key figure, in points."""

LABEL_SIZE = 8.5
"""The font size of the label below it."""

QUOTE_SIZE = 8
"""The font size of a quote among the findings, in points."""

_PADDING = 8
"""Left and right padding of a cell, in points."""

ROW = 5.0
"""Height that a table row adds to its lines, in points: spacing, margins, rule."""


def room(view: WordView) -> float:
    """Return the height available on the first page, in points."""
    return view.sheet.height / 20 * (1 - _SPARE)


def high(
    view: WordView,
    text: str,
    points: float,
    size: float,
    *,
    bold: int = 0,
    spacing: float = _SPACING,
) -> float:
    """Return the height of a paragraph of *text*, in points, without the space around it.

    *points* is its width.
    """
    count = lines(text, points / view.sheet.wide, size, bold=bold)
    return count * size * line(text) * spacing * view.sheet.tall


def heading_1(view: WordView, text: str) -> float:
    """Return the height of a level-1 heading, in points."""
    return 17.5 + high(view, text, _full(view), 16, bold=len(text))


def heading_2(view: WordView, text: str) -> float:
    """Return the height of a level-2 heading, in points."""
    return 10.5 + high(view, f"+ {text}", _column(view), 11.5, bold=len(text))


def note_height(view: WordView, text: str) -> float:
    """Return the height of a note, in points."""
    return 6 + high(view, text, _column(view), 9)


def finding_room(view: WordView) -> float:
    """Return the width of a line about a finding, in points of our own letters."""
    part = 1 if view.sheet.lies else FINDING_PART
    return (_column(view) * part - _PADDING) / view.sheet.wide


def finding_columns(view: WordView) -> float:
    """Return the columns in a line of a quote among the findings."""
    return finding_room(view) / (QUOTE_SIZE * COLUMN)


def head_height(
    view: WordView,
    kicker: str,
    title: str,
    facts: Sequence[str],
    figures: Sequence[tuple[str, str]],
    lead: str,
) -> float:
    """Return the height of everything above the first heading, in points."""
    full = _full(view)
    total = high(view, kicker, full, 9.5, bold=len(kicker)) + 3
    total += high(view, title, full, view.sheet.title, bold=len(title), spacing=1) + 4.5
    total += sum(high(view, fact, full, 10) + 1.5 for fact in facts)
    total += 40 * view.sheet.tall if view.report.sample else 0
    total += 46 * view.sheet.tall + max(
        high(view, label, wide / 20 - 10, LABEL_SIZE)
        for wide, (_, label) in zip(figure_widths(view.sheet, figures), figures, strict=True)
    )
    if lead:
        total += high(view, lead, full, 11.5, spacing=1.08) + 5
    return total


def figure_widths(sheet: Sheet, figures: Sequence[tuple[str, str]]) -> tuple[int, ...]:
    """Return the twips of the key figures, each with its label: no word is broken."""
    numbers = [number.replace(" ", "\u00a0") for number, _ in figures]
    labels = [label for _, label in figures]
    even = column_widths(sheet, [1] * len(figures), [labels], size=LABEL_SIZE)
    return column_widths(sheet, even, [numbers], size=FIGURE_SIZE)


def finding_height(
    view: WordView, name: str, headline: str, said: str, people: str, reach: str
) -> float:
    """Return the height of a row of findings, in points."""
    left, right = _column(view) * FINDING_PART, _column(view) * (1 - FINDING_PART)
    if view.sheet.lies:
        left = right = _column(view)
    left, right = left - _PADDING, right - _PADDING
    first = f"{name}: {headline}" if headline else name
    total = high(view, first, left, 9, bold=len(name))
    total += high(view, said, left, QUOTE_SIZE) if said else 0
    beside = high(view, people, right, 9) + high(view, reach, right, 8, bold=len(reach))
    return ROW + (total + beside + 2 if view.sheet.lies else max(total, beside))


def care_height(view: WordView, texts: Sequence[str]) -> float:
    """Return the height of the box at the end of the page, in points."""
    each = (high(view, text, _full(view) - 24, 9.5) + 1.5 for text in texts)
    return 18.5 + sum(each) if texts else 0.0


def _full(view: WordView) -> float:
    return view.sheet.width / 20


def _column(view: WordView) -> float:
    """Return the width of a ranking: the page's, or a third of it in landscape."""
    return _full(view) / 3 if view.sheet.lies else _full(view)
