"""The first page: the whole message, whatever the length of what people wrote.

What stands there is chosen by ``fit``, which tries ever shorter versions until one fits
the page; Word has no way to ask.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from focusgroup.core.evidence import Evidence
from focusgroup.core.findings import Finding
from focusgroup.core.model import KIND_SIGNS, QUOTE_KINDS, Kind, Quote
from focusgroup.exports.word import fitting
from focusgroup.exports.word.markup import (
    TABLE_END,
    cell,
    para,
    row,
    shares,
    table_start,
)
from focusgroup.exports.word.metrics import columns, lines
from focusgroup.exports.word.scripts import is_rtl, unmarked
from focusgroup.exports.word.styles import KIND_NAMES
from focusgroup.exports.word.title_block import (
    facts,
    figures,
    key_figures,
    kicker,
    lead,
    title_block,
)
from focusgroup.exports.word.view import View, cut, short
from focusgroup.exports.wording import counts, labels, sentences

ANCHOR = "what_we_heard"
DOTS = 10
_SHORTEST = 40
"""Columns of a quote that stand, however long the name of who said it."""

_COLUMNS = (round(100 * fitting.FINDING_PART), round(100 - 100 * fitting.FINDING_PART))


@dataclass(frozen=True, slots=True)
class Budget:
    """How much of each thing there may be, texts in columns.

    *quotes* are the lines of the quote, with who said it, of the first, second and third
    finding of a kind; its length is how many findings are shown.
    """

    quotes: tuple[int, ...] = (3, 3, 3)
    headline: int = 110
    lead: int = 700
    names: int = 420
    title: int = 140
    voices: int = 6


BUDGETS = (
    Budget(),
    Budget(quotes=(2, 2, 2), lead=560),
    Budget(quotes=(2, 2, 2), headline=70, lead=480, names=300),
    Budget(quotes=(2, 2, 1), headline=70, lead=420, names=240, title=110),
    Budget(quotes=(2, 1, 1), headline=70, lead=360, names=200, title=110, voices=4),
    Budget(quotes=(1, 1, 1), headline=60, lead=300, names=160, title=90, voices=3),
    Budget(quotes=(1, 1, 1), headline=40, lead=200, names=100, title=70, voices=2),
    Budget(quotes=(2, 1), headline=60, lead=240, names=120, title=70, voices=2),
    Budget(quotes=(1, 1), headline=50, lead=200, names=80, title=70, voices=1),
    Budget(quotes=(1, 1), headline=30, lead=140, names=60, title=60, voices=1),
    Budget(quotes=(1,), headline=50, lead=140, names=60, title=60, voices=1),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with the quote that stands for it on this page, as far as there is room."""

    found: Finding
    quote: Quote | None = None
    text: str = ""
    who: str = ""


def page_one(view: View) -> Iterator[str]:
    """The blocks of the first page."""
    budget = fit(view)
    yield from title_block(view, budget.title, budget.names)
    yield figures(view)
    if bottom_line := lead(view):
        yield view.markup.said(cut(bottom_line, budget.lead), "FG Lead")
    heading = view.markup.run(view.words(labels.WHAT_WE_HEARD))
    yield para("heading 1", view.markup.bookmark(ANCHOR, heading))
    if not view.findings.quotes:
        yield view.markup.text(view.words(labels.NOTHING_SAID), "Normal")
        return
    for kind, shown in chosen(view, budget).items():
        yield _heading(view, kind)
        if shown:
            yield from _ranking(view, kind, shown, budget)
        else:
            yield view.markup.text(view.words(labels.NONE_HEARD[kind]), "FG Note")
    yield _care(view, budget)


def chosen(view: View, budget: Budget) -> dict[Kind, list[Shown]]:
    """The findings of the page; a quote stands for one of them only, where there is another."""
    used: set[str] = set()
    picked: dict[Kind, list[Shown]] = {}
    for kind in QUOTE_KINDS:
        picked[kind] = []
        top = view.findings.top(kind, len(budget.quotes))
        for found, most in zip(top, budget.quotes, strict=False):
            fresh = [quote for quote in found.telling if quote.id not in used]
            quote = next(iter(fresh or found.telling), None)
            used.add(quote.id if quote else "")
            picked[kind].append(_shown(view, found, quote, most))
    return picked


def _shown(view: View, found: Finding, quote: Quote | None, most: int) -> Shown:
    if quote is None:
        return Shown(found)
    who = view.words.commas((cut(view.speaker(quote), 40), cut(quote.account, 40)))
    points = fitting.finding_room(view)
    room = most * fitting.finding_columns(view) - columns(who) - 3
    while True:
        text = f"“{cut(quote.text, max(room, _SHORTEST))}”"
        if room <= _SHORTEST or lines(f"{text} {who}", points, fitting.QUOTE_SIZE) <= most:
            return Shown(found, quote, text, who)
        room -= 4


# -- what we heard ---------------------------------------------------------------------------


def _heading(view: View, kind: Kind) -> str:
    sign = view.markup.run(KIND_SIGNS[kind], f"FG {KIND_NAMES[kind]}")
    return para("heading 2", sign, view.markup.run(f" {view.words(labels.TOP[kind])}"))


def _ranking(view: View, kind: Kind, shown: list[Shown], budget: Budget) -> Iterator[str]:
    widths = shares(view.sheet.width, *_COLUMNS)
    yield table_start("FG Table", widths, view.words(labels.TOP[kind]), header=False)
    for each in shown:
        left = _what(view, each, budget)
        yield row((cell(widths[0], left), cell(widths[1], _weight(view, each.found))))
    yield TABLE_END


def _what(view: View, shown: Shown, budget: Budget) -> str:
    markup, found = view.markup, shown.found
    theme = markup.run(cut(view.theme_name(found.theme), 80), "FG Strong")
    headline = cut(found.headline, budget.headline)
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


def _weight(view: View, found: Finding) -> str:
    people, reach, grade = _weighed(view, found)
    style = "FG Small Strong" if found.evidence is Evidence.STRONG else "FG Small"
    return para("FG Finding", *_dots(view, found), view.markup.run(f" {people}")) + para(
        "FG Finding Quote", view.markup.run(reach, "FG Small"), view.markup.run(grade, style)
    )


def _weighed(view: View, found: Finding) -> tuple[str, str, str]:
    """How many people raised it, of how many accounts, and what the evidence is worth."""
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


def _dots(view: View, found: Finding) -> Iterator[str]:
    """A dot a person, up to ten; in a larger room each stands for a tenth of it."""
    room = view.findings.people
    total = min(room, DOTS)
    if total < 2 or not found.tally.people:
        return
    full = max(1, round(found.tally.people * total / room))
    yield view.markup.run("●" * full, f"FG {KIND_NAMES[found.kind]}")
    yield view.markup.run("○" * (total - full), "FG Empty Dot")


def _care(view: View, budget: Budget) -> str:
    """The box of findings that rest on one voice."""
    pieces = _care_pieces(view, budget)
    if not pieces:
        return ""
    markup = view.markup
    head = markup.run(f"{view.words(labels.READ_WITH_CARE)}{view.words.gap}", "FG Strong")
    style = "" if view.topline else "Hyperlink"
    runs = [
        view.linked(view.finding_anchor(found), markup.run(text, style))
        if found
        else markup.run(text)
        for text, found in pieces
    ]
    return para("FG Care", head, *runs)


def _care_pieces(view: View, budget: Budget) -> list[tuple[str, Finding | None]]:
    """The words of the box, those with a finding as links to it; none without such a finding."""
    words = view.words
    if view.findings.alone:
        return [(sentences.alone(words, short(view.findings.alone, 80)), None)]
    voices = [found for found in view.findings.one_voices if found.voice]
    pieces: list[tuple[str, Finding | None]] = []
    for place, found in enumerate(voices[: budget.voices]):
        if place:
            pieces.append((words(labels.SEMICOLON), None))
        pieces.append((short(view.theme_name(found.theme), 60), found))
        if found.voice:
            voice = replace(found.voice, name=short(found.voice.name, 60))
            pieces.append((sentences.voice_in_brief(words, found.kind, voice), None))
    if pieces:
        left = len(voices) - budget.voices
        more = f"{words(labels.SEMICOLON)}{sentences.and_more(words, left)}" if left > 0 else ""
        pieces.append((words(labels.STOP, sentence=more), None))
    return pieces


# -- does it fit? ----------------------------------------------------------------------------


def fit(view: View) -> Budget:
    """The longest version of the page that fits it."""
    room = view.sheet.height / 20 - fitting.SPARE
    return next((each for each in BUDGETS if height(view, each) <= room), BUDGETS[-1])


def height(view: View, budget: Budget) -> float:
    """About how high the page gets, in points."""
    title, bottom_line = cut(view.title, budget.title), cut(lead(view), budget.lead)
    names = [name for _, name in key_figures(view)]
    told = facts(view, budget.names)
    total = fitting.head_height(view, kicker(view), title, told, names, bottom_line)
    total += fitting.heading_1(view.words(labels.WHAT_WE_HEARD))
    for kind, shown in chosen(view, budget).items():
        total += fitting.heading_2(view.words(labels.TOP[kind]))
        if not shown:
            total += fitting.note_height(view, view.words(labels.NONE_HEARD[kind]))
        total += sum(_finding_height(view, each, budget) for each in shown)
    care = "".join(text for text, _ in _care_pieces(view, budget))
    head = view.words(labels.READ_WITH_CARE) + view.words.gap
    return total + fitting.care_height(view, head + care if care else "")


def _finding_height(view: View, shown: Shown, budget: Budget) -> float:
    people, reach, grade = _weighed(view, shown.found)
    dots = "●" * min(view.findings.people, DOTS)
    return fitting.finding_height(
        view,
        cut(view.theme_name(shown.found.theme), 80),
        cut(shown.found.headline, budget.headline),
        f"{shown.text} {shown.who}".strip(),
        f"{dots} {people}",
        reach + grade,
    )
