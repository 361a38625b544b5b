"""One section per theme: what was said about it in each kind, and by whom."""

from collections.abc import Iterator

from focusgroup.core.evidence.findings import Finding, ThemeFindings
from focusgroup.core.evidence.rollup import NO_THEME
from focusgroup.core.model import KIND_SIGNS, Quote
from focusgroup.exports.text.metrics import cut
from focusgroup.exports.text.scripts import is_rtl, isolated
from focusgroup.exports.word.ooxml.markup import para
from focusgroup.exports.word.ooxml.styles import KIND_NAMES
from focusgroup.exports.word.view import LOG, LONGEST_QUOTE, WordView
from focusgroup.exports.wording import counts, labels, sentences

_LONG = 400
"""Characters from which a quote may be alone on a page."""


def theme_section(view: WordView, line: ThemeFindings) -> Iterator[str]:
    """Return what follows a theme's heading."""
    markup = view.markup
    yield markup.text(_summary(view, line), "FG Note Above")
    description = next((t.description for t in view.report.themes if t.path == line.theme), "")
    if description and line.theme != NO_THEME:
        yield markup.said(cut(description, 400), "FG Note Above")
    if line.parts:
        named = [
            isolated(path.removeprefix(line.theme).removeprefix(" > "))
            + view.words.aside(view.words.number(tally.mentions))
            for path, tally in line.parts
        ]
        yield markup.text(
            sentences.parts(view.words, view.words.semicolons(named)), "FG Note Above"
        )
    for found in line.findings:
        yield from _finding(view, found)


def _summary(view: WordView, line: ThemeFindings) -> str:
    tally, room = line.tally, view.findings
    facts = [
        counts.people_of(view.words, tally.people, room.people) if tally.people else "",
        counts.accounts_of(view.words, tally.accounts, room.accounts) if tally.accounts else "",
        counts.quotes(view.words, tally.mentions),
        counts.sessions(view.words, tally.sessions) if view.several else "",
        counts.of_revenue(view.words, tally.revenue),
    ]
    return " · ".join(fact for fact in facts if fact)


def _finding(view: WordView, found: Finding) -> Iterator[str]:
    markup, tally = view.markup, found.tally
    facts = [
        counts.people(view.words, tally.people) if tally.people else "",
        counts.accounts(view.words, tally.accounts) if tally.accounts else "",
        counts.quotes(view.words, tally.mentions),
        view.words(labels.EVIDENCE_OF[found.evidence]),
    ]
    sign = markup.run(KIND_SIGNS[found.kind], f"FG {KIND_NAMES[found.kind]}")
    heading = sign + markup.run(f" {view.words(labels.PLURALS[found.kind])}")
    yield para(
        "heading 2",
        markup.bookmark(view.finding_anchor(found), heading),
        markup.run("   " + " · ".join(fact for fact in facts if fact), "FG Count"),
    )
    if found.headline:
        yield markup.said(found.headline, "FG Headline")
    if found.voice and not view.findings.alone:
        head = markup.run(f"{view.words(labels.ONE_VOICE)} ", "FG Strong")
        yield para(
            "FG Care", head, markup.run(sentences.one_voice(view.words, found.voice)), keep=True
        )
    yield from _telling(view, found)


def how_they_work(view: WordView) -> Iterator[str]:
    """Return what customers said about how they work, theme by theme."""
    markup = view.markup
    yield markup.text(view.words(labels.CONTEXT_NOTE), "FG Note Above")
    for said in view.findings.context:
        heading = markup.run(view.theme_name(said.theme))
        count = markup.run(f"   {counts.quotes(view.words, said.tally.mentions)}", "FG Count")
        yield para("heading 2", heading, count)
        yield from _telling(view, said)


def _telling(view: WordView, found: Finding) -> Iterator[str]:
    for place, quote in enumerate(found.telling):
        keep = _with_next(found, place)
        yield quoted(view, quote, KIND_NAMES[found.kind], found.theme, keep=keep)
    if found.more:
        more = sentences.more_in_log(view.words, found.more)
        yield para("FG Note", view.markup.link(LOG, more))


def _with_next(found: Finding, place: int) -> bool:
    """Return whether a quote is kept on one page with what follows, so that none is alone.

    The first two stay together, and the last two with the line after them; long quotes are
    left out of this, as they would leave half a page empty.
    """
    quotes, last = found.telling, len(found.telling) - 1
    if place == last:
        return bool(found.more)
    short = all(len(quote.text) <= _LONG for quote in quotes[place : place + 2])
    return short and place in (0, last - 1)


def quoted(view: WordView, quote: Quote, kind: str, theme: str, *, keep: bool = False) -> str:
    """A quote and, under it, who said it and when, with a link to its row of the log.

    *keep* holds it on the page of what follows.
    """
    markup = view.markup
    source = view.source(quote)
    below = [path for path in quote.themes if path.startswith(f"{theme} > ")] if theme else []
    part = f"{isolated(below[0].removeprefix(f'{theme} > '))} · " if below else ""
    text = f"“{_whole_or_cut(quote.text)}”"
    rtl = is_rtl(text)
    style = f"{kind} RTL" if rtl else kind
    number = view.numbers[quote.id]
    comma = view.words(labels.COMMA)
    return markup.said(text, f"FG Quote {style}") + para(
        f"FG Source {style}",
        markup.run(view.speaker(quote), "FG Strong"),
        markup.run(f"{comma if source else ''}{source} · {part}{view.tail(quote)} · "),
        markup.run(f"#{number}")
        if view.log_in or not view.logged
        else markup.link(f"quote_{number}", f"#{number}"),
        keep=keep,
        properties=_BESIDE if rtl else "",
    )


_BESIDE = '<w:ind w:left="0" w:right="340"/><w:jc w:val="right"/>'
"""Puts a source, which runs in the document's direction, under its right-to-left quote."""


def _whole_or_cut(text: str) -> str:
    return text.strip() if len(text) * 2 <= LONGEST_QUOTE else cut(text, LONGEST_QUOTE)
