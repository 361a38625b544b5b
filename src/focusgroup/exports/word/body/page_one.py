"""The first page: the whole message, however long people's texts are.

``fit`` chooses what is on it: it tries ever shorter versions until one fits the page, because
Word can't be asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from focusgroup.core.evidence.findings import Finding
from focusgroup.exports.facts import facts, lead
from focusgroup.exports.text.metrics import cut, short
from focusgroup.exports.word.body import rankings
from focusgroup.exports.word.body.title_block import (
    figures,
    key_figures,
    kicker,
    title_block,
)
from focusgroup.exports.word.ooxml import fitting
from focusgroup.exports.word.ooxml.markup import para
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording import labels, sentences

ANCHOR = "what_we_heard"


@dataclass(frozen=True, slots=True)
class Budget:
    """How much of each thing the page may hold; lengths of text are in columns.

    *quotes* are the lines for the quote, with its speaker, of a kind's first, second and third
    finding; its length is the number of findings.
    """

    quotes: tuple[int, ...] = (3, 3, 3)
    headline: int = 110
    lead: int = 700
    names: int = 420
    title: int = 140
    voices: int = 6
    theme: int = 80


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
    Budget(quotes=(1, 1), headline=0, lead=140, names=40, title=60, voices=1),
    Budget(quotes=(1,), headline=50, lead=140, names=60, title=60, voices=1),
    Budget(quotes=(1,), headline=30, lead=0, names=40, title=50, voices=1),
    Budget(quotes=(1,), headline=0, lead=0, names=0, title=50, voices=1, theme=40),
    Budget(quotes=(0,), headline=0, lead=0, names=0, title=30, voices=1, theme=30),
)
"""From the longest to what fits a low page in wide letters; *lead* 0 leaves the lead out."""


def page_one(view: WordView) -> Iterator[str]:
    """Return the blocks of the first page."""
    budget = fit(view)
    yield from title_block(view, budget.title, budget.names)
    yield figures(view)
    if bottom_line := _lead(view, budget):
        yield view.markup.said(bottom_line, "FG Lead")
    heading = view.markup.run(view.words(labels.WHAT_WE_HEARD))
    yield para("heading 1", view.markup.bookmark(ANCHOR, heading))
    if not view.findings.quotes:
        yield view.markup.text(view.nothing_ranked(), "Normal")
        return
    yield from rankings.rankings(view, _chosen(view, budget))
    yield _care(view, budget)


def _lead(view: WordView, budget: Budget) -> str:
    return cut(lead(view), budget.lead) if budget.lead else ""


def _chosen(view: WordView, budget: Budget) -> rankings.RankedQuote:
    return rankings.chosen(view, budget.quotes, budget.headline, budget.theme)


def _care(view: WordView, budget: Budget) -> str:
    """Return the box of findings that rest on one voice."""
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


def _care_pieces(view: WordView, budget: Budget) -> list[tuple[str, Finding | None]]:
    """Return the words of the box, each with the finding it links to; empty without findings."""
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


def fit(view: WordView) -> Budget:
    """Return the longest version that fits the page."""
    room = fitting.room(view)
    return next((each for each in BUDGETS if height(view, each) <= room), BUDGETS[-1])


def height(view: WordView, budget: Budget) -> float:
    """Return an estimate of the page's height, in points."""
    title, bottom_line = cut(view.title, budget.title), _lead(view, budget)
    names = [name for _, name in key_figures(view)]
    told = facts(view, budget.names, wide=view.sheet.lies)
    total = fitting.head_height(view, kicker(view), title, told, names, bottom_line)
    total += fitting.heading_1(view, view.words(labels.WHAT_WE_HEARD))
    total += rankings.height(view, _chosen(view, budget))
    care = "".join(text for text, _ in _care_pieces(view, budget))
    head = view.words(labels.READ_WITH_CARE) + view.words.gap
    return total + fitting.care_height(view, head + care if care else "")
