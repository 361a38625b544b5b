"""The rankings of the first page: for each kind, what most people raised.

They are one below the other in portrait, side by side in landscape.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from focusgroup.core.evidence.findings import Finding
from focusgroup.core.evidence.grade import Evidence
from focusgroup.core.model import KIND_SIGNS, Kind, Quote
from focusgroup.exports.text.metrics import columns, cut, lines
from focusgroup.exports.text.scripts import is_rtl, unmarked
from focusgroup.exports.word.ooxml import fitting
from focusgroup.exports.word.ooxml.markup import TABLE_END, cell, para, row, shares, table_start
from focusgroup.exports.word.ooxml.styles import KIND_NAMES
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording import counts, labels

DOTS = 10
_SHORTEST = 40
"""Columns that a quote always gets, however long the speaker's name is."""

_COLUMNS = (round(100 * fitting.FINDING_PART), round(100 - 100 * fitting.FINDING_PART))


@dataclass(frozen=True, slots=True)
class RankedFinding:
    """A finding with the quote that illustrates it on this page, cut to the room there is."""

    found: Finding
    theme: str
    headline: str
    quote: Quote | None = None
    text: str = ""
    who: str = ""


RankedQuote = dict[Kind, list[RankedFinding]]


def chosen(view: WordView, quotes: tuple[int, ...], headline: int, theme: int) -> RankedQuote:
    """The findings of the page; a quote illustrates one of them only, where there is another.

    *quotes* are the lines for the quote of a kind's first, second, … finding, *headline* and
    *theme* the columns for a headline and for a theme's name.
    """
    used: set[str] = set()
    picked: RankedQuote = {}
    for kind in view.ranked:
        picked[kind] = []
        for found, most in zip(view.findings.top(kind, len(quotes)), quotes, strict=False):
            fresh = [quote for quote in found.telling if quote.id not in used]
            quote = next(iter(fresh or found.telling), None) if most else None
            used.update([quote.id] if quote else [])
            told = cut(found.headline, headline) if headline else ""
            name = cut(view.theme_name(found.theme), theme) + view.dagger(found)
            bare = RankedFinding(found, name, told)
            picked[kind].append(_with_quote(view, bare, quote, most) if quote else bare)
    return picked


def _with_quote(view: WordView, bare: RankedFinding, quote: Quote, most: int) -> RankedFinding:
    who = view.in_brief(quote)
    points = fitting.finding_room(view)
    room = most * fitting.finding_columns(view) - columns(who) - 3
    while True:
        text = f"“{cut(quote.text, max(room, _SHORTEST))}”"
        if room <= _SHORTEST or lines(f"{text} {who}", points, fitting.QUOTE_SIZE) <= most:
            return replace(bare, quote=quote, text=text, who=who)
        room -= 4


# -- markup ----------------------------------------------------------------------------------


def rankings(view: WordView, picked: RankedQuote, *, heads: bool) -> Iterator[str]:
    """Return the findings *picked*, with their headings, and *heads* of their tables if wanted."""
    if view.sheet.lies:
        yield from _side_by_side(view, picked)
        return
    for kind, shown in picked.items():
        yield _heading(view, kind)
        if shown:
            yield from _ranking(view, kind, shown, heads=heads)
        else:
            yield _none(view, kind)


def _ranking(
    view: WordView, kind: Kind, shown: list[RankedFinding], *, heads: bool
) -> Iterator[str]:
    widths = shares(view.sheet.width, *_COLUMNS)
    yield table_start("FG Table", widths, view.words(labels.TOP[kind]), header=heads)
    if heads:
        cells = (
            cell(wide, para("FG Map Detail", view.markup.run(head, "FG Muted"), keep=True))
            for wide, head in zip(widths, _heads(view), strict=True)
        )
        yield row(cells, header=True)
    for each in shown:
        left, right = _what(view, each), _weight(view, each.found)
        yield row((cell(widths[0], left), cell(widths[1], right)))
    yield TABLE_END


def _heads(view: WordView) -> tuple[str, ...]:
    return view.words.each(labels.RANKING_HEADS)


def _side_by_side(view: WordView, picked: RankedQuote) -> Iterator[str]:
    """Return one column per kind, with the first finding of each in the first row."""
    widths = shares(view.sheet.width, *[1] * len(picked))
    empty = para("FG Finding")
    yield table_start("FG Table", widths, view.words(labels.WHAT_WE_HEARD))
    heads = zip(widths, picked, strict=True)
    yield row((cell(wide, _heading(view, kind)) for wide, kind in heads), header=True)
    ranks = [
        [_what(view, each) + _weight(view, each.found) for each in shown] or [_none(view, kind)]
        for kind, shown in picked.items()
    ]
    for rank in zip_longest(*ranks, fillvalue=empty):
        yield row(cell(wide, found) for wide, found in zip(widths, rank, strict=True))
    yield TABLE_END


def _heading(view: WordView, kind: Kind) -> str:
    sign = view.markup.run(KIND_SIGNS[kind], f"FG {KIND_NAMES[kind]}")
    return para("heading 2", sign, view.markup.run(f" {view.words(labels.TOP[kind])}"))


def _none(view: WordView, kind: Kind) -> str:
    return view.markup.text(view.words(labels.NONE_HEARD[kind]), "FG Note")


def _what(view: WordView, shown: RankedFinding) -> str:
    markup, found = view.markup, shown.found
    theme = markup.run(shown.theme, "FG Strong")
    headline = shown.headline
    first = para(
        "FG Finding",
        view.linked(view.finding_anchor(found), theme),
        markup.run(f"{view.words(labels.COLON)}{headline}" if headline else ""),
    )
    if shown.quote is None:
        return first
    rtl = is_rtl(shown.text)
    who = markup.run(f" {unmarked(shown.who, rtl=rtl)}", "FG Muted", rtl=rtl)
    return first + markup.said(shown.text, "FG Finding Quote", who, style="FG Said")


def _weight(view: WordView, found: Finding) -> str:
    people, reach, grade = _weighed(view, found)
    style = "FG Small Strong" if found.evidence is Evidence.STRONG else "FG Small"
    return para("FG Finding", *_dots(view, found), view.markup.run(f" {people}")) + para(
        "FG Finding Quote", view.markup.run(reach, "FG Small"), view.markup.run(grade, style)
    )


def _weighed(view: WordView, found: Finding) -> tuple[str, str, str]:
    """Return how many people raised it, from how many accounts, and the grade of evidence."""
    room, tally, words = view.findings, found.tally, view.words
    people = counts.people_of(words, tally.people, room.people) if tally.people else ""
    reach = [
        counts.accounts_of(words, tally.accounts, room.accounts) if tally.accounts else "",
        counts.revenue(words, tally.revenue),
    ]
    grade = labels.EVIDENCE[found.evidence] if any(reach) else labels.EVIDENCE_OF[found.evidence]
    return (
        people or words(labels.NO_SPEAKER),
        "".join(f"{fact} · " for fact in reach if fact),
        words(grade),
    )


def _dots(view: WordView, found: Finding) -> Iterator[str]:
    """Return a dot per person, up to ten; in a larger group each dot is a tenth of it."""
    room = view.findings.people
    total = min(room, DOTS)
    if total < 2 or not found.tally.people:
        return
    full = max(1, round(found.tally.people * total / room))
    yield view.markup.run("●" * full, f"FG {KIND_NAMES[found.kind]}")
    yield view.markup.run("○" * (total - full), "FG Empty Dot")


# -- height ----------------------------------------------------------------------------------


def height(view: WordView, picked: RankedQuote) -> float:
    """Return an estimate of the height of *picked*, in points."""
    heads = [fitting.heading_2(view, view.words(labels.TOP[kind])) for kind in picked]
    columns = [
        [_height(view, each) for each in shown]
        or [fitting.note_height(view, view.words(labels.NONE_HEARD[kind]))]
        for kind, shown in picked.items()
    ]
    if view.sheet.lies:
        ranks = (max(rank) for rank in zip_longest(*columns, fillvalue=0.0))
        return max(heads) + fitting.ROW + sum(ranks)
    return sum(heads) + sum(map(sum, columns))


def heads_height(view: WordView, picked: RankedQuote) -> float:
    """Return an estimate of the height of the rows that head the tables of *picked*."""
    if view.sheet.lies:
        return 0.0
    head = max(fitting.high(view, text, 100, 7.5) for text in _heads(view)) + 4
    return head * sum(map(bool, picked.values()))


def _height(view: WordView, shown: RankedFinding) -> float:
    people, reach, grade = _weighed(view, shown.found)
    dots = "●" * min(view.findings.people, DOTS)
    return fitting.finding_height(
        view,
        shown.theme,
        shown.headline,
        f"{shown.text} {shown.who}".strip(),
        f"{dots} {people}",
        reach + grade,
    )
