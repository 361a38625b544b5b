"""The second page of a top-line: how many themes and commitments the paper has room for."""

from collections.abc import Sequence

from focusgroup.core.model import Note
from focusgroup.exports.text.metrics import cut
from focusgroup.exports.word.body.follow_ups import shortened
from focusgroup.exports.word.body.theme_map import SHORT_NAME, map_widths
from focusgroup.exports.word.ooxml.fitting import heading_1, high
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording import counts, labels, notices, rules

THEMES, PROMISES = 8, 5
"""This many rows of three lines each fit on A4 and Letter in our own template."""

_FEWER = ((7, 5), (6, 5), (6, 4), (5, 4), (4, 4), (4, 3), (3, 3), (3, 2), (2, 2), (2, 1))
_ROW, _SPARE = 6.0, 0.96
"""Points that a row takes besides its lines, and the part of the page that may be filled."""


def second_page(view: WordView) -> tuple[int, int]:
    """Return how many themes and commitments the page has room for."""
    sheet = view.sheet
    if sheet.ample:
        return THEMES, PROMISES
    full = sheet.width / 20
    shown = view.findings.rows[:THEMES]
    columns = [(wide - 160) / 20 for wide in map_widths(view, shown)]
    maps = [_theme(view, name, columns) for name in _names(view)]
    promised = [_promise(view, note, full) for note in view.promises()[:PROMISES]]
    titles = ((maps, labels.THEME_MAP), (promised, labels.COMMITMENTS))
    around = sum(heading_1(view, view.words(title)) for rows, title in titles if rows)
    told = [view.words(labels.MAP_NOTE_ALONE), view.promised(), rules.evidence_rule(view.words)]
    told += [rules.dagger(view.words)] if view.findings.one_voices else []
    around += sum(_note(view, text) for text in told) + 44 * sheet.tall
    room = sheet.height / 20 * _SPARE - around
    every = len(view.findings.rows), len(view.promises())
    more = _note(view, notices.more_themes(view.words, 9))
    for themes, promises in ((THEMES, PROMISES), *_FEWER):
        left = (themes < every[0]) + (promises < every[1])
        if sum(maps[:themes]) + sum(promised[:promises]) + left * more <= room:
            return themes, promises
    return _FEWER[-1]


def _note(view: WordView, text: str) -> float:
    return 6 + high(view, text, view.sheet.width / 20, 9)


def _names(view: WordView) -> list[str]:
    return [cut(view.theme_name(line.theme), SHORT_NAME) for line in view.findings.rows[:THEMES]]


def _theme(view: WordView, name: str, wide: Sequence[float]) -> float:
    people, detail = counts.people(view.words, 88), counts.cell_detail(view.words, 88, 88)
    kind = min(wide[1:4])
    beside = high(view, people, kind, 9) + high(view, detail, kind, 7.5)
    return _ROW + max(high(view, name, wide[0], 9, bold=len(name)), beside)


def _promise(view: WordView, note: Note, full: float) -> float:
    short = shortened(note)
    late = 0.0 if note.done else high(view, view.state(note), full * 0.15 - 8, 9)
    columns = (
        (short.text, 0.46),
        (short.owner or view.words(labels.NO_OWNER), 0.19),
        (short.speaker, 0.2),
    )
    each = [high(view, text, full * part - 8, 9) for text, part in columns]
    return _ROW + max(*each, high(view, note.due, full * 0.15 - 8, 9) + late)
