"""The report as Markdown: the same parts, findings and words as the Word summary.

What people said is escaped, so a ``*``, a ``|`` or a ``<`` they typed is shown as such.
"""

from collections.abc import Iterator
from typing import BinaryIO

from focusgroup.core.evidence.findings import Finding, ThemeFindings
from focusgroup.core.evidence.rollup import NO_THEME
from focusgroup.core.model import KIND_SIGNS, Report
from focusgroup.exports.atomic import Cancelled, replace_file
from focusgroup.exports.destination import Target
from focusgroup.exports.export_result import Written
from focusgroup.exports.facts import bottom_line, counted, facts, key_figures, warned
from focusgroup.exports.making import Making
from focusgroup.exports.markdown.tables import (
    comparison,
    escaped,
    follow_ups,
    quote_log,
    segments,
    sessions,
    theme_map,
    who,
)
from focusgroup.exports.view import View, opened
from focusgroup.exports.wording import counts, labels, message, notices, rules, sentences

_FACTS = 100_000
"""The width of a list of names, in characters; a file has no page to fit."""


def write_markdown(
    report: Report,
    path: Target,
    how: Making,
) -> Written:
    """Write *report* as ``.md`` (UTF-8) and return the result.

    Raises ``FocusgroupError`` when it can't be written, ``Cancelled`` if it was stopped.
    """
    made = opened(report, how)
    view = made.view

    def write(file: BinaryIO) -> None:
        for line in _lines(view, how.now_ms):
            if how.cancelled is not None and how.cancelled():
                raise Cancelled
            file.write(f"{line}\n".encode())

    written = replace_file(path, write)
    return Written(written, path, replaced=view.legal.replaced, unsure=made.shown.unsure)


def _lines(view: View, now_ms: int) -> Iterator[str]:
    found, report, words = view.findings, view.report, view.words
    yield f"# {escaped(view, view.title)}"
    for fact in facts(view, _FACTS):
        yield from ("", escaped(view, fact))
    for mark in (view.words(labels.SAMPLE_SENTENCE) if report.sample else "", _mark(view)):
        yield from ("", f"**{mark}**") if mark else ()
    bold = "**{} {}**" if report.scope else "**{}** {}"
    yield from ("", " · ".join(bold.format(*figure) for figure in key_figures(view)))
    if written := bottom_line(view):
        yield from ("", f"> {escaped(view, written)}")
    elif sentences_ := words.sentences(counted(view)):
        yield from ("", f"> {escaped(view, sentences_)} *{words(message.COUNTED)}*")
    yield from _heard(view)
    if found.rows:
        yield from theme_map(view)
        yield from segments(view)
    yield from comparison(view)
    yield from _next(view)
    if view.several:
        yield from sessions(view)
    yield from follow_ups(view)
    for row in found.rows:
        yield from _theme(view, row)
    if found.context:
        yield from ("", f"## {words(labels.HOW_THEY_WORK)}", "", words(labels.CONTEXT_NOTE))
    for said in found.context:
        name = escaped(view, view.theme_name(said.theme))
        yield from ("", f"### {name}", "", counts.quotes(words, said.tally.mentions))
        yield from _telling(view, said)
    if found.observations:
        title = f"## {words(labels.OBSERVATIONS)}"
        yield from ("", title, "", words(labels.OBSERVATION_NOTE), "")
        yield from (f"- {escaped(view, seen.text)}" for seen in view.observed())
    yield from _people(view)
    yield from ("", f"## {view.words(labels.HOW_TO_READ)}", "")
    yield from (f"- {rule}" for rule in rules.how_to(view.words))
    if found.logged:
        yield from quote_log(view)
    zone = view.zone_of(report.sessions[0] if report.sessions else None)
    yield from ("", notices.exported(view.words, now_ms, zone, found.logged))
    # The number of replaced characters is known only once everything has been written.
    if view.legal.replaced:
        yield from ("", notices.replaced(view.words, view.legal.replaced))


def _next(view: View) -> Iterator[str]:
    """Yield the moments and thoughts of the debrief, and what became of earlier promises."""
    moments, thoughts, earlier = view.moments(), view.thoughts(), view.earlier()
    if not (moments or thoughts or earlier):
        return
    yield from ("", f"## {view.words(labels.WHAT_NEXT)}")
    yield from ("", earlier) if earlier else ()
    if moments:
        yield from ("", f"### ★ {view.words(labels.MOMENTS)}")
    for quote in moments:
        source = f"{who(view, quote)} · {escaped(view, view.tail(quote))}"
        yield from ("", f"> “{escaped(view, quote.text)}”  ", f"> {source}")
    for title, lines in thoughts:
        yield from ("", f"### {title}", "")
        yield from (f"- {escaped(view, line)}" for line in lines)


def _mark(view: View) -> str:
    if view.external:
        return view.words(labels.EXTERNAL)
    named = view.report.participants or any(quote.speaker for quote in view.report.quotes)
    return view.words(labels.INTERNAL) if named else ""


def _heard(view: View) -> Iterator[str]:
    yield from ("", f"## {view.words(labels.WHAT_WE_HEARD)}")
    if not view.findings.quotes:
        yield from ("", view.nothing_ranked())
        return
    for kind in view.ranked:
        yield from ("", f"### {KIND_SIGNS[kind]} {view.words(labels.TOP[kind])}", "")
        top = view.findings.top(kind)
        if not top:
            yield view.words(labels.NONE_HEARD[kind])
        for place, found in enumerate(top, 1):
            theme = f"**{escaped(view, view.theme_name(found.theme))}**{view.dagger(found)}"
            yield f"{place}. {sentences.titled(view.words, theme, escaped(view, found.headline))}  "
            yield f"   {_weight(view, found)}"
            for quote in found.telling[:1]:
                yield f"   > “{escaped(view, quote.text)}” {escaped(view, view.in_brief(quote))}"
    first, listed = warned(view)
    if first or listed:
        head = f"**{view.words(labels.READ_WITH_CARE)}**"
        yield from ("", view.words.sentences((head, *(escaped(view, text) for text in first))), "")
    yield from (f"- {escaped(view, told)}" for told in listed)


def _weight(view: View, found: Finding) -> str:
    tally, room = found.tally, view.findings
    people = counts.people_of(view.words, tally.people, room.people) if tally.people else ""
    parts = [
        people or view.words(labels.NO_SPEAKER),
        counts.accounts_of(view.words, tally.accounts, room.accounts) if tally.accounts else "",
        counts.revenue(view.words, tally.revenue),
        view.words(labels.EVIDENCE_OF[found.evidence]),
    ]
    return " · ".join(part for part in parts if part)


def _theme(view: View, row: ThemeFindings) -> Iterator[str]:
    yield from ("", f"## {escaped(view, view.theme_name(row.theme))}")
    for theme in view.report.themes:
        if theme.path == row.theme != NO_THEME and theme.description:
            yield from ("", escaped(view, theme.description))
    for found in row.findings:
        yield from ("", f"### {labels.kind_head(view.words, found.kind)}")
        quotes = counts.quotes(view.words, found.tally.mentions)
        yield from ("", f"{quotes} · {_weight(view, found)}")
        if found.headline:
            yield from ("", f"**{escaped(view, found.headline)}**")
        if found.voice and not view.findings.alone:
            told = escaped(view, sentences.one_voice(view.words, found.voice))
            head = f"**{view.words(labels.ONE_VOICE)}**"
            yield from ("", view.words.sentences((head, told)))
        yield from _telling(view, found)


def _telling(view: View, found: Finding) -> Iterator[str]:
    for quote in found.telling:
        source = f"{who(view, quote)} · {escaped(view, view.tail(quote))}"
        yield from ("", f"> “{escaped(view, quote.text)}”  ", f"> {source}")
    if found.more:
        yield from ("", sentences.more_in_log(view.words, found.more))


def _people(view: View) -> Iterator[str]:
    people = view.report.room
    note = view.consent()
    if not (people or note):
        return
    yield from ("", f"## {view.words(labels.WHO_TOOK_PART)}", "")
    each = {person.person_id or person.id: person for person in people}
    for person in each.values():
        parts = (person.name, person.role, person.account)
        yield f"- {view.words.commas(escaped(view, part) for part in parts)}"
    if note:
        yield from ("", note)
