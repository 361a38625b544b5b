"""The chart under the theme map: how much was said, a bar for each theme."""

from collections.abc import Iterator, Sequence

from focusgroup.core.evidence.findings import ThemeFindings
from focusgroup.core.model import RANKED_KINDS, Kind
from focusgroup.exports.text.metrics import cut
from focusgroup.exports.text.scripts import is_plain, isolated
from focusgroup.exports.word.ooxml.markup import para
from focusgroup.exports.word.ooxml.native_chart import NativeChart, Series, frame
from focusgroup.exports.word.ooxml.styles import COLOURS
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording import labels, sentences

MOST = 24
"""The most bars; with more, their names no longer fit on a page."""

FEWEST = 2
"""The fewest bars; the table above says better what one bar would."""

CHART_ID = "rIdChartOfThemes"
"""The id of the document's relationship to its chart."""

_BAR = 255
_TALL_BAR = 400
_AROUND = 800
"""Heights in twips: of a bar with its gap; of one whose name is in Chinese, Arabic or another
tall script (LibreOffice leaves out every second name that has no room); of legend and axis
together."""

_NAME = 44
"""Columns for a theme's name beside its bar."""


def charted(view: WordView) -> Sequence[ThemeFindings]:
    """Return the rows of the map that get a bar; none when a chart would add nothing."""
    rows = view.findings.rows[:MOST]
    return rows if len(rows) >= FEWEST and not view.few else ()


def theme_chart(view: WordView) -> NativeChart | None:
    """Return the chart of quotes per theme, None when it would add nothing."""
    rows = charted(view)
    if not rows:
        return None
    words = view.words
    plain = all(is_plain(view.theme_name(row.theme)) for row in rows)
    series = tuple(
        Series(words(labels.PLURALS[kind]), tuple(_count(row, kind) for row in rows), COLOURS[kind])
        for kind in RANKED_KINDS
    )
    return NativeChart(
        CHART_ID,
        words(labels.CHART),
        sentences.chart_told(words, list(_told(view, rows))),
        tuple(isolated(cut(view.markup.legal(name), _NAME)) for name, _ in _told(view, rows)),
        series,
        _AROUND + (_BAR if plain else _TALL_BAR) * len(rows),
        words(labels.QUOTES),
        words(labels.THEME),
        words.tag,
        lying=True,
    )


def chart(view: WordView) -> Iterator[str]:
    """Return the blocks under the map: heading, chart and a note on how to read it."""
    made = theme_chart(view)
    if made is None:
        return
    yield para("heading 2", view.markup.run(made.title))
    yield frame(view, made)
    left = len(view.findings.rows) - len(made.names)
    yield view.markup.text(sentences.chart_note(view.words, left), "FG Note")


def _told(view: WordView, rows: Sequence[ThemeFindings]) -> Iterator[tuple[str, list[int]]]:
    for row in rows:
        yield view.theme_name(row.theme), [_count(row, kind) for kind in RANKED_KINDS]


def _count(row: ThemeFindings, kind: Kind) -> int:
    found = row.of(kind)
    return found.tally.mentions if found else 0
