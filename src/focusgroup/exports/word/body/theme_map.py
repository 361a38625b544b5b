"""The theme map: themes by kind, each cell darker the more of the people raised it."""

from collections.abc import Iterator, Sequence

from focusgroup.core.evidence.findings import Finding, ThemeFindings
from focusgroup.core.evidence.rollup import NO_THEME
from focusgroup.core.model import RANKED_KINDS, Kind
from focusgroup.exports.text.metrics import cut
from focusgroup.exports.word.ooxml.chart import chart
from focusgroup.exports.word.ooxml.markup import (
    KEPT_ROWS,
    TABLE_END,
    cell,
    para,
    row,
    table_start,
)
from focusgroup.exports.word.ooxml.styles import KIND_NAMES, TINTS
from focusgroup.exports.word.ooxml.widths import column_widths, needed
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording import counts, labels, notices, rules

LONGEST_NAME = 90
"""Columns for a theme's name in the map; its section shows it in full."""

SHORT_NAME = 40
"""The same in a top-line, which has only one page for the map."""

_REVENUE_FROM = 7_000
"""Twips of text from which the map has room for shares of revenue."""

_FEWEST = 1 + len(RANKED_KINDS)
"""Columns that the map always has."""

_NAME = 2
"""One over the part of the map that a theme's name may ask for."""

_PALE = "F7F8FA"
_STEPS = (0.2, 0.3, 0.5)
"""From each of these shares of the people on, a cell is one step darker."""


def theme_map(view: WordView, most: int | None = None) -> Iterator[str]:
    """Return the table, then the chart of quotes per theme; with *most* rows, only the table."""
    markup = view.markup
    yield markup.text(
        view.words(labels.MAP_NOTE_ALONE) if view.topline else view.words(labels.MAP_NOTE),
        "FG Note Above",
    )
    rows = view.findings.rows[:most]
    widths = map_widths(view, rows)
    yield table_start("FG Map", widths, view.words(labels.THEME_MAP))
    yield row(_heads(view, widths), header=True)
    kept = len(rows) - 1 if len(rows) <= KEPT_ROWS else 0
    for place, line in enumerate(rows):
        yield row(_cells(view, line, widths, keep=place < kept))
    yield TABLE_END
    if view.findings.one_voices and not view.findings.alone:
        yield markup.text(rules.dagger(view.words), "FG Note")
    else:
        yield para("FG Gap")
    if most is None:
        yield from chart(view)
    elif left := len(view.findings.rows) - len(rows):
        yield markup.text(notices.more_themes(view.words, left), "FG Note")


def map_widths(view: WordView, rows: Sequence[ThemeFindings]) -> tuple[int, ...]:
    """Return the twips of the map's columns; the last are left out where words would break."""
    theme, *totals = view.words.each(labels.MAP_HEADS)
    kinds = [labels.kind_head(view.words, kind) for kind in RANKED_KINDS]
    parts = [20, 17, 17, 17, 8, 10]
    if view.findings.revenue is not None and view.sheet.width >= _REVENUE_FROM:
        parts.append(11)
    texts = []
    for line in rows:
        said = [_detail(view, line.of(kind)) for kind in RANKED_KINDS]
        texts.append([_name(view, line), *said, *_totals(view, line)])
    shown = [[theme, *kinds, *totals], *texts]
    while len(parts) > _FEWEST and sum(needed(view.sheet, shown)[: len(parts)]) > view.sheet.width:
        parts.pop()
    rows_shown = [each[: len(parts)] for each in shown]
    return column_widths(view.sheet, parts, rows_shown, most=_NAME)


def _name(view: WordView, line: ThemeFindings) -> str:
    return cut(view.theme_name(line.theme), SHORT_NAME if view.topline else LONGEST_NAME)


def _detail(view: WordView, found: Finding | None) -> str:
    """Return the first line of a cell: how many people."""
    if not found:
        return labels.DASH
    tally = found.tally
    people = (
        counts.people(view.words, tally.people)
        if tally.people
        else counts.quotes(view.words, tally.mentions)
    )
    return people + view.dagger(found)


def _totals(view: WordView, line: ThemeFindings) -> list[str]:
    tally, room = line.tally, view.findings
    return [
        view.words.number(tally.people),
        counts.number_of(view.words, tally.accounts, room.accounts)
        if room.accounts
        else labels.DASH,
        counts.percent(view.words, tally.revenue),
    ]


def _heads(view: WordView, widths: tuple[int, ...]) -> Iterator[str]:
    markup = view.markup
    theme, *totals = view.words.each(labels.MAP_HEADS)
    yield cell(widths[0], markup.text(theme, "FG Cell Head"))
    for kind, wide in zip(RANKED_KINDS, widths[1:4], strict=True):
        name = labels.kind_head(view.words, kind)
        yield cell(wide, markup.text(name, "FG Cell Head", f"FG {KIND_NAMES[kind]}"))
    for name, wide in zip(totals, widths[4:], strict=False):
        yield cell(wide, markup.text(name, "FG Cell Head"))


def _cells(
    view: WordView, line: ThemeFindings, widths: tuple[int, ...], *, keep: bool
) -> Iterator[str]:
    markup = view.markup
    name = markup.run(_name(view, line), "" if line.theme == NO_THEME else "FG Strong")
    yield _middle(
        widths[0],
        para("FG Cell", view.linked(view.theme_anchor(line.theme), name), keep=keep),
        _PALE,
    )
    for kind, wide in zip(RANKED_KINDS, widths[1:4], strict=True):
        found = line.of(kind)
        if found:
            fill, content = _finding(view, found)
            yield _middle(wide, content, fill)
        else:
            yield _middle(wide, markup.text(labels.DASH, "FG Cell", "FG Muted"), _PALE)
    for total, wide in zip(_totals(view, line), widths[4:], strict=False):
        yield _middle(wide, markup.text(total, "FG Cell"), _PALE)


def _middle(width: int, content: str, fill: str) -> str:
    return cell(width, content, fill=fill, after='<w:vAlign w:val="center"/>')


def _finding(view: WordView, found: Finding) -> tuple[str, str]:
    """Return the tint and the content of a cell."""
    markup, tally = view.markup, found.tally
    step = _step(tally.people, view.findings.people)
    dark = step == len(_STEPS)
    detail = counts.cell_detail(view.words, tally.accounts, tally.mentions)
    head = markup.run(_detail(view, found), "FG White Strong" if dark else "FG Strong")
    below = markup.run(detail, "FG White" if dark else "")
    anchor = view.finding_anchor(found)
    content = para("FG Map Cell", view.linked(anchor, head)) + para("FG Map Detail", below)
    return _tint(found.kind, step), content


def _tint(kind: Kind, step: int) -> str:
    return TINTS[kind][step]


def _step(people: int, room: int) -> int:
    return sum(people >= part * room for part in _STEPS) if people and room > 1 else 0
