"""The first page: the whole message, whatever the length of what people wrote.

What stands there is chosen by ``fit``, which tries ever shorter versions until one fits
the page; Word has no way to ask.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from focusgroup.core.evidence import Evidence, OneVoice
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
from focusgroup.exports.word.scripts import is_rtl, unmarked
from focusgroup.exports.word.styles import KIND_NAMES
from focusgroup.exports.word.title_block import facts, figures, lead, title_block
from focusgroup.exports.word.view import View, cut, short, width
from focusgroup.exports.wording import counts, labels, sentences

ANCHOR = "what_we_heard"
DOTS = 10
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
    Budget(quotes=(2, 1), headline=60, lead=240, names=120, title=70, voices=2),
    Budget(quotes=(1, 1), headline=50, lead=200, names=80, title=70, voices=1),
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
        for found, lines in zip(top, budget.quotes, strict=False):
            fresh = [quote for quote in found.telling if quote.id not in used]
            quote = next(iter(fresh or found.telling), None)
            used.add(quote.id if quote else "")
            picked[kind].append(_shown(view, found, quote, lines))
    return picked


def _shown(view: View, found: Finding, quote: Quote | None, lines: int) -> Shown:
    if quote is None:
        return Shown(found)
    who = view.words.commas((cut(view.speaker(quote), 40), cut(quote.account, 40)))
    room = lines * fitting.finding_columns(view) - sum(map(width, who)) - 4
    return Shown(found, quote, f"“{cut(quote.text, max(room, 40))}”", who)


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
    markup, room, tally = view.markup, view.findings, found.tally
    people = (
        counts.people_of(view.words, tally.people, room.people)
        if tally.people
        else view.words(labels.NO_SPEAKER)
    )
    reach = [
        counts.accounts_of(view.words, tally.accounts, room.accounts) if tally.accounts else "",
        counts.revenue(view.words, tally.revenue),
    ]
    grade = view.words(labels.EVIDENCE[found.evidence])
    style = "FG Small Strong" if found.evidence is Evidence.STRONG else "FG Small"
    return para("FG Finding", *_dots(view, found), markup.run(f" {people}")) + para(
        "FG Finding Quote",
        markup.run("".join(f"{fact} · " for fact in reach if fact), "FG Small"),
        markup.run(grade if any(reach) else view.words(labels.EVIDENCE_OF[found.evidence]), style),
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
    markup = view.markup
    head = markup.run(f"{view.words(labels.READ_WITH_CARE)}{view.words.gap}", "FG Strong")
    if view.findings.alone:
        return para(
            "FG Care", head, markup.run(sentences.alone(view.words, short(view.findings.alone, 80)))
        )
    voices = view.findings.one_voices
    if not voices:
        return ""
    runs = [head]
    semicolon = view.words(labels.SEMICOLON)
    for place, found in enumerate(voices[: budget.voices]):
        if found.voice:
            runs.append(markup.run(semicolon) if place else "")
            name = short(view.theme_name(found.theme), 60)
            style = "" if view.topline else "Hyperlink"
            runs.append(view.linked(view.finding_anchor(found), markup.run(name, style)))
            runs.append(markup.run(_voice(view, found.kind, found.voice)))
    left = len(voices) - budget.voices
    more = f"{semicolon}{sentences.and_more(view.words, left)}" if left > 0 else ""
    return para("FG Care", *runs, markup.run(view.words(labels.STOP, sentence=more)))


# -- does it fit? ----------------------------------------------------------------------------


def fit(view: View) -> Budget:
    """The longest version of the page that fits it."""
    room = view.sheet.height / 20 - fitting.SPARE
    return next((each for each in BUDGETS if height(view, each) <= room), BUDGETS[-1])


def height(view: View, budget: Budget) -> float:
    """About how high the page gets, in points."""
    title, bottom_line = cut(view.title, budget.title), cut(lead(view), budget.lead)
    total = fitting.head_height(view, title, facts(view, budget.names), bottom_line)
    total += fitting.HEADING_1
    for shown in chosen(view, budget).values():
        total += fitting.HEADING_2 + (0 if shown else fitting.NOTE)
        for each in shown:
            name = cut(view.theme_name(each.found.theme), 80)
            headline = cut(each.found.headline, budget.headline)
            said = f"{each.text} {each.who}".strip()
            total += fitting.finding_height(view, name, headline, said)
    return total + fitting.care_height(view, _care_text(view, budget))


def _voice(view: View, kind: Kind, voice: OneVoice) -> str:
    return sentences.voice_in_brief(view.words, kind, replace(voice, name=short(voice.name, 60)))


def _care_text(view: View, budget: Budget) -> str:
    """The words of the box, to measure it by."""
    if view.findings.alone:
        return view.words(labels.READ_WITH_CARE) + sentences.alone(
            view.words, short(view.findings.alone, 80)
        )
    voices = view.findings.one_voices
    named = view.words.semicolons(
        cut(view.theme_name(found.theme), 60) + _voice(view, found.kind, found.voice)
        for found in voices[: budget.voices]
        if found.voice
    )
    return view.words(labels.READ_WITH_CARE) + named if named else ""
