"""The charts of a report on several sessions: what was said in each, and how much of it was new."""

from collections.abc import Sequence

from focusgroup.core.evidence.trends import SessionTrend, by_session
from focusgroup.core.model import RANKED_KINDS
from focusgroup.exports.word.ooxml.native_chart import NativeChart, Series
from focusgroup.exports.word.ooxml.styles import COLOURS, LINK, NAVY
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording import dates, labels, sentences

MOST = 16
"""Sessions in a chart, the newest ones; with more, their days no longer fit side by side."""

_HIGH = 3_400
"""Twips."""


def session_charts(view: WordView) -> tuple[NativeChart, ...]:
    """Return both charts; none for a single session, which shows no trend."""
    every = view.once(by_session) if view.several else ()
    trends = every[-MOST:]
    if sum(bool(trend.mentions) for trend in trends) < 2:
        return ()
    names = tuple(_day(view, trend) for trend in trends)
    met = sum(len(trend.new) for trend in every[:-MOST])
    return _said(view, names, trends), _new(view, names, trends, met)


def _day(view: WordView, trend: SessionTrend) -> str:
    session = next((s for s in view.report.sessions if s.id == trend.session_id), None)
    start = view.started(session) if session else None
    if start is None:
        return labels.DASH
    return dates.short_day(view.words, start, view.zone_of(session))


def _said(view: WordView, names: tuple[str, ...], trends: Sequence[SessionTrend]) -> NativeChart:
    words = view.words
    counted = [[trend.kinds.get(kind, 0) for kind in RANKED_KINDS] for trend in trends]
    series = tuple(
        Series(words(labels.PLURALS[kind]), tuple(row[place] for row in counted), COLOURS[kind])
        for place, kind in enumerate(RANKED_KINDS)
    )
    told = sentences.trend_told(words, list(zip(names, counted, strict=True)))
    title = words(labels.TREND_CHART)
    return _chart(view, "rIdChartOfSessions", title, told, names, series)


def _new(
    view: WordView, names: tuple[str, ...], trends: Sequence[SessionTrend], met: int
) -> NativeChart:
    words = view.words
    new = tuple(len(trend.new) for trend in trends)
    so_far = tuple(met + sum(new[: place + 1]) for place in range(len(new)))
    series = (
        Series(words(labels.NEW_THEMES), new, LINK),
        Series(words(labels.THEMES_SO_FAR), so_far, NAVY, line=True),
    )
    told = sentences.saturation_told(words, list(zip(names, new, so_far, strict=True)))
    title = words(labels.SATURATION_CHART)
    return _chart(view, "rIdChartOfNewThemes", title, told, names, series)


def _chart(
    view: WordView,
    relation: str,
    title: str,
    told: str,
    names: tuple[str, ...],
    series: tuple[Series, ...],
) -> NativeChart:
    words = view.words
    sheet, corner = words(labels.SESSIONS), words(labels.PROMISED_IN)
    return NativeChart(relation, title, told, names, series, _HIGH, sheet, corner, words.tag)
