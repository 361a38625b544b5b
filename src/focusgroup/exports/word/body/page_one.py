"""The first page: the whole message, however long people's texts are.

``fit`` chooses what is on it: it tries ever shorter versions until one fits the page, because
Word can't be asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from focusgroup.core.evidence.findings import Finding
from focusgroup.core.model import RANKED_KINDS
from focusgroup.exports.facts import bottom_line, care, counted, facts, key_figures
from focusgroup.exports.text.metrics import columns, cut, short
from focusgroup.exports.word.body import rankings
from focusgroup.exports.word.body.title_block import (
    figures,
    kicker,
    title_block,
)
from focusgroup.exports.word.ooxml import fitting
from focusgroup.exports.word.ooxml.markup import para
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording import labels, message, sentences

ANCHOR = "what_we_heard"
CareLine = list[tuple[str, Finding | None]]


@dataclass(frozen=True, slots=True)
class Budget:
    """How much of each thing the page may hold; lengths of text are in columns.

    *quotes* are the lines for the quote, with its speaker, of a kind's first, second and third
    finding; its length is the number of findings. *facts* are the lines below the title, *kinds*
    the rankings.
    """

    quotes: tuple[int, ...] = (3, 3, 3)
    headline: int = 110
    lead: int = 700
    names: int = 420
    title: int = 140
    voices: int = 3
    theme: int = 80
    facts: int = 9
    kinds: int = len(RANKED_KINDS)


BUDGETS = (
    Budget(),
    Budget(quotes=(2, 2, 2)),
    Budget(quotes=(2, 2, 2), headline=70, names=300),
    Budget(quotes=(2, 2, 1), headline=70, names=240),
    Budget(quotes=(2, 1, 1), headline=70, names=200),
    Budget(quotes=(1, 1, 1), headline=60, names=160),
    Budget(quotes=(1, 1, 1), headline=40, names=100, voices=2),
    Budget(quotes=(1, 1, 1), headline=30, names=60, voices=1),
    Budget(quotes=(1, 1, 0), headline=40, names=60, voices=1),
    Budget(quotes=(2, 1), headline=60, names=120, voices=2),
    Budget(quotes=(1, 1), headline=50, names=80, voices=1),
    Budget(quotes=(1, 1), headline=30, names=60, voices=1),
    Budget(quotes=(1, 1), headline=0, names=40, voices=1),
    Budget(quotes=(1,), headline=50, names=60, voices=1),
    Budget(quotes=(1,), headline=30, names=40, voices=1),
    Budget(quotes=(1,), headline=0, names=0, voices=1, theme=40),
    Budget(quotes=(0,), headline=0, names=0, voices=1, theme=30),
    Budget(quotes=(0,), headline=0, names=0, voices=1, theme=30, facts=2),
    Budget(quotes=(0,), headline=0, names=0, voices=0, theme=30, facts=2),
    *(Budget((0,), 0, 700, 0, voices=0, theme=30, facts=2, kinds=kinds) for kinds in (2, 1)),
    *(
        Budget((0,), 0, lead, 0, title, voices=0, theme=30, facts=2, kinds=1)
        for lead, title in ((480, 140), (360, 110), (240, 90), (140, 70), (0, 50), (0, 30))
    ),
)
"""From the longest to what fits a low page in wide letters: findings leave from the bottom, then
rankings. The title and *lead*, the message, are cut only where there is no room even for the first
finding; 0 leaves the lead out."""


def page_one(view: WordView) -> Iterator[str]:
    """Return the blocks of the first page."""
    budget = fit(view)
    yield from title_block(view, budget.title, budget.names, budget.facts)
    yield figures(view)
    yield from _message(view, budget)
    heading = view.markup.run(view.words(labels.WHAT_WE_HEARD))
    yield para("heading 1", view.markup.bookmark(ANCHOR, heading))
    if not view.findings.quotes:
        yield view.markup.text(view.nothing_ranked(), "FG Text")
        return
    picked = _chosen(view, budget)
    # No finding gives way to the words above it.
    heads = height(view, budget) + rankings.heads_height(view, picked) <= fitting.room(view)
    yield from rankings.rankings(view, picked, heads=heads)
    if view.few:
        # The rankings are kept with what follows, and here that is no new page.
        yield para("FG Gap")
    yield from _care(view, budget)


def _message(view: WordView, budget: Budget) -> Iterator[str]:
    """Return the bottom line, or else the sentences from the counts that there is room for."""
    said = _lead(view, budget)
    if not said or bottom_line(view):
        yield from [view.markup.said(said, "FG Lead")] if said else []
        return
    mark = view.markup.run(f"{view.words.gap}{view.words(message.COUNTED)}", "FG Muted")
    yield para("FG Lead", view.markup.run(said), mark)


def _lead(view: WordView, budget: Budget) -> str:
    if not budget.lead:
        return ""
    if said := bottom_line(view):
        return cut(said, budget.lead)
    found: list[str] = []
    for sentence in counted(view):
        if not found or columns("".join(found) + sentence) <= budget.lead:
            found.append(sentence)
    return view.words.sentences(found)


def _chosen(view: WordView, budget: Budget) -> rankings.RankedQuote:
    picked = rankings.chosen(view, budget.quotes, budget.headline, budget.theme)
    return dict(list(picked.items())[: budget.kinds])


def _care(view: WordView, budget: Budget) -> Iterator[str]:
    """Return the box of what to read with care: a paragraph, and up to three findings below it."""
    lines = _care_lines(view, budget)
    if not lines:
        return
    first, *listed = lines
    head = view.markup.run(view.words(labels.READ_WITH_CARE) + view.words.gap, "FG Strong")
    yield para("FG Care", head, *_care_runs(view, first), properties=_close(0, len(listed)))
    for place, line in enumerate(listed, 1):
        yield para("FG Care", *_care_runs(view, line), properties=_close(place, len(listed)))


def _close(place: int, last: int) -> str:
    """Return the spacing that keeps the lines of the box close to each other."""
    before = ' w:before="0"' if place else ""
    after = ' w:after="30"' if place < last else ""
    return f"<w:spacing{before}{after}/>" if before or after else ""


def _care_runs(view: WordView, line: CareLine) -> Iterator[str]:
    style = "" if view.topline else "Hyperlink"
    for text, found in line:
        run = view.markup.run(text, style if found else "")
        yield view.linked(view.finding_anchor(found), run) if found else run


def _care_lines(view: WordView, budget: Budget) -> list[CareLine]:
    """Return the lines of the box, in pieces, each with the finding it links to."""
    words, said = view.words, care(view)
    first = words.sentences(text for text, found in said if not found)
    whole: list[CareLine] = [[(first, None)]] if first else []
    voices = [(text, found) for text, found in said if found]
    for text, found in voices[: budget.voices]:
        name = short(view.theme_name(found.theme), 60)
        whole.append([(f"{labels.DAGGER} ", None), (name, found), (text, None)])
    if whole and (left := len(voices) - budget.voices) > 0:
        more = f"{words(labels.SEMICOLON)}{sentences.and_more(words, left)}"
        whole[-1].append((more, None))
    return whole


# -- does it fit? ----------------------------------------------------------------------------


def fit(view: WordView) -> Budget:
    """Return the longest version that fits the page."""
    room = fitting.room(view)
    return next((each for each in BUDGETS if height(view, each) <= room), BUDGETS[-1])


def height(view: WordView, budget: Budget) -> float:
    """Return an estimate of the page's height, in points."""
    title, said = cut(view.title, budget.title), _lead(view, budget)
    said += f" {view.words(message.COUNTED)}" if said and not bottom_line(view) else ""
    told = facts(view, budget.names, wide=view.sheet.lies)[: budget.facts]
    total = fitting.head_height(view, kicker(view), title, told, key_figures(view), said)
    total += fitting.heading_1(view, view.words(labels.WHAT_WE_HEARD))
    if not view.findings.quotes:
        return total + fitting.note_height(view, view.nothing_ranked())
    total += rankings.height(view, _chosen(view, budget))
    lines = ["".join(text for text, _ in line) for line in _care_lines(view, budget)]
    head = view.words(labels.READ_WITH_CARE) + view.words.gap
    return total + fitting.care_height(view, [head + lines[0], *lines[1:]] if lines else [])
