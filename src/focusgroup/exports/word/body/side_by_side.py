"""Themes side by side: by segment of customers, and with the session before."""

from collections.abc import Iterator

from focusgroup.core.dates.zones import zone_of
from focusgroup.core.evidence.comparison import Change, compared
from focusgroup.core.evidence.segments import by_segment
from focusgroup.exports.text.metrics import cut
from focusgroup.exports.word.body.over_time import people_map
from focusgroup.exports.word.body.people import table
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording import counts, dates, labels, sentences

SEGMENTS = 6
"""Segments side by side; the largest ones."""

ROWS = 24
_SIGNS = {Change.AGAIN: "=", Change.NEW: "+", Change.GONE: "−"}


def has_segments(view: WordView) -> bool:
    """Return whether themes can be set side by side by segment."""
    return len(view.findings.rows) > 1 and bool(view.once(by_segment))


def segments(view: WordView) -> Iterator[str]:
    """Return the table of people by theme and segment."""
    found = view.once(by_segment)
    shown, words = found[:SEGMENTS], view.words
    yield view.markup.text(sentences.segment_note(words, len(found) - len(shown)), "FG Note Above")
    heads = [words(labels.THEME)]
    for each in shown:
        name = cut(each.segment, 30) or words(labels.NO_SEGMENT)
        heads.append(f"{name}{words.aside(counts.people(words, each.room))}")
    rows = [line.theme for line in view.findings.rows if line.theme][:ROWS]
    columns = [(each.room, each.themes) for each in shown]
    yield from people_map(view, words(labels.BY_SEGMENT), heads, rows, columns)


def has_comparison(view: WordView) -> bool:
    """Return whether there is a session to compare with, for readers inside."""
    return view.session is not None and not view.external and bool(view.once(compared))


def comparison(view: WordView) -> Iterator[str]:
    """Return the table of themes then and now, those raised again first."""
    before, words = view.report.before, view.words
    if before is None:
        return
    day = dates.day(words, before.started_ms, zone_of(view.zone or before.zone))
    note = sentences.compared_note(words, day, before.accounts, agenda=before.agenda)
    yield view.markup.text(note, "FG Note Above")
    now = view.findings.people
    rows = [
        [
            cut(each.theme, 70),
            counts.number_of(words, each.before, max(before.room, each.before)),
            counts.number_of(words, each.now, max(now, each.now)),
            f"{_SIGNS[each.change]} {words(sentences.BECAME[each.change])}",
        ]
        for each in view.once(compared)[:ROWS]
    ]
    heads = words.each(labels.COMPARED_HEADS)
    yield from table(view, words(labels.COMPARED), heads, (46, 17, 17, 20), rows)
