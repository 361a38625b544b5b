"""The report as Markdown: the same parts, findings and words as the Word summary.

What people said is escaped, so that a ``*``, a ``|`` or a ``<`` of theirs stays one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import BinaryIO

from focusgroup.core.findings import Finding, ThemeFindings, find
from focusgroup.core.model import KIND_SIGNS, QUOTE_KINDS, Note, NoteKind, Quote, Report
from focusgroup.core.rollup import NO_THEME
from focusgroup.core.trends import by_session, without_new
from focusgroup.exports.atomic import Cancelled, replace_file
from focusgroup.exports.consent import INTERNAL, Audience, presentable
from focusgroup.exports.word.follow_ups import notes
from focusgroup.exports.word.frame import Sheet
from focusgroup.exports.word.markup import Markup
from focusgroup.exports.word.title_block import facts, lead
from focusgroup.exports.word.view import View
from focusgroup.exports.wording import counts, dates, labels, rules, sentences
from focusgroup.exports.wording.words import Words, words_for

_ACTIVE = re.compile(r"([\\`*_\[\]<>|~&#$^])")
_FACTS = 100_000
"""Columns of a list of names; a file has no page to fit."""


def write_markdown(
    report: Report,
    path: Path,
    *,
    now_ms: int,
    zone: str | None = None,
    audience: Audience = INTERNAL,
    language: str | None = None,
    cancelled: Callable[[], bool] | None = None,
    markup: Markup | None = None,
) -> Path:
    """Write *report* as ``.md`` (UTF-8) and return the path written; arguments as for Word.

    Raises ``FocusgroupError`` when it can't be written, ``Cancelled`` when *cancelled* says so.
    """
    words = words_for(report, language)
    shown = presentable(report, audience, words)
    view = View(
        shown.report,
        find(shown.report),
        Sheet.of(),
        Markup(),
        words,
        zone,
        unnamed=shown.unnamed,
        left_out=shown.left_out,
        external=shown.external,
    )

    def write(file: BinaryIO) -> None:
        for line in _lines(view, now_ms):
            if cancelled is not None and cancelled():
                raise Cancelled
            file.write(f"{line}\n".encode())

    return replace_file(path, write)


def escaped(text: str) -> str:
    """*text* in one line, with nothing in it that Markdown or HTML would act on."""
    return _ACTIVE.sub(r"\\\1", " ".join(Markup().legal(text).split()))


def _lines(view: View, now_ms: int) -> Iterator[str]:
    found, report, words = view.findings, view.report, view.words
    yield f"# {escaped(view.title)}"
    for fact in facts(view, _FACTS):
        yield from ("", escaped(fact))
    for mark in (view.words(labels.SAMPLE_SENTENCE) if report.sample else "", _mark(view)):
        yield from ("", f"**{mark}**") if mark else ()
    names = counts.figure_labels(
        view.words, found.quotes, found.people, found.accounts, found.themes
    )
    numbers = (found.quotes, found.people, found.accounts, found.themes)
    figures = [f"**{words.number(n)}** {name}" for n, name in zip(numbers, names, strict=False)]
    if found.revenue:
        figures.append(f"**{counts.percent(view.words, found.revenue)}** {names[-1]}")
    yield from ("", " · ".join(figures))
    if lead(view):
        yield from ("", f"> {escaped(lead(view))}")
    yield from _heard(view)
    if found.rows:
        yield from _map(view)
    if view.several:
        yield from _sessions(view)
    yield from _follow_ups(view)
    for row in found.rows:
        yield from _theme(view, row)
    if found.observations:
        title = f"## {words(labels.OBSERVATIONS)}"
        yield from ("", title, "", words(labels.OBSERVATION_NOTE), "")
        yield from (f"- {escaped(seen.text)}" for seen in found.observations)
    yield from _people(view)
    yield from ("", f"## {view.words(labels.HOW_TO_READ)}", "")
    yield from (f"- {rule}" for rule in rules.how_to(view.words))
    yield from _log(view)
    zone = view.zone_of(report.sessions[0] if report.sessions else None)
    yield from ("", sentences.exported(view.words, now_ms, zone, found.quotes))


def _mark(view: View) -> str:
    if view.external:
        return view.words(labels.EXTERNAL)
    named = view.report.participants or any(quote.speaker for quote in view.report.quotes)
    return view.words(labels.INTERNAL) if named else ""


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield ""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(cells)} |" for cells in rows)


def _heard(view: View) -> Iterator[str]:
    yield from ("", f"## {view.words(labels.WHAT_WE_HEARD)}")
    if not view.findings.quotes:
        yield from ("", view.words(labels.NOTHING_SAID))
        return
    for kind in QUOTE_KINDS:
        yield from ("", f"### {KIND_SIGNS[kind]} {view.words(labels.TOP[kind])}", "")
        top = view.findings.top(kind)
        if not top:
            yield view.words(labels.NONE_HEARD[kind])
        for place, found in enumerate(top, 1):
            theme = f"**{escaped(view.theme_name(found.theme))}**"
            yield f"{place}. {sentences.titled(view.words, theme, escaped(found.headline))}  "
            yield f"   {_weight(view, found)}"
            for quote in found.telling[:1]:
                yield f"   > “{escaped(quote.text)}” {_who(view, quote)}"
    care = f"**{view.words(labels.READ_WITH_CARE)}**"
    if view.findings.alone:
        told = escaped(sentences.alone(view.words, view.findings.alone))
        yield from ("", view.words.sentences((care, told)))
        return
    voices = [found for found in view.findings.one_voices if found.voice]
    if voices:
        yield from ("", care, "")
    for found in voices:
        if found.voice:
            told = sentences.voice_in_brief(view.words, found.kind, found.voice)
            yield f"- {escaped(view.theme_name(found.theme))}{escaped(told)}"


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


def _who(view: View, quote: Quote) -> str:
    return view.words.commas((escaped(view.speaker(quote)), escaped(view.source(quote))))


def _map(view: View) -> Iterator[str]:
    yield from ("", f"## {view.words(labels.THEME_MAP)}")
    words = view.words
    kinds = [labels.kind_head(words, kind) for kind in QUOTE_KINDS]
    rows = []
    for row in view.findings.rows:
        cells = []
        for kind in QUOTE_KINDS:
            found = row.of(kind)
            people = found.tally.people if found else 0
            told = f"{counts.people(words, people)} · " if people else ""
            said = counts.quotes(words, found.tally.mentions) if found else labels.DASH
            cells.append(f"{told}{said}")
        tally = row.tally
        name = escaped(view.theme_name(row.theme))
        rows.append([name, *cells, words.number(tally.people), words.number(tally.accounts)])
    theme, *totals = words.each(labels.MAP_HEADS[:3])
    yield from _table((theme, *kinds, *totals), rows)


def _sessions(view: View) -> Iterator[str]:
    yield from ("", f"## {view.words(labels.SESSIONS)}")
    named = {session.id: session for session in view.report.sessions}
    trends = by_session(view.report)
    words = view.words
    rows = []
    for trend in trends:
        session = named.get(trend.session_id)
        start = view.started(session) if session else None
        rows.append(
            [
                labels.DASH if start is None else dates.day(words, start, view.zone_of(session)),
                escaped(session.title) if session else labels.DASH,
                counts.number_of(words, trend.people, trend.room),
                *(f"{trend.kinds.get(kind, 0)}" for kind in QUOTE_KINDS),
                words.semicolons(map(escaped, trend.new)) or labels.DASH,
            ]
        )
    signs = [KIND_SIGNS[kind] for kind in QUOTE_KINDS]
    heads = (*words.each(labels.SESSION_HEADS), *signs, words(labels.NEW_THEMES))
    yield from _table(heads, rows)
    themes = len({path for trend in trends for path in trend.new})
    raised = sum(bool(trend.mentions) for trend in trends)
    if note := sentences.saturation(words, raised, len(trends), themes, without_new(trends)):
        yield from ("", note)


def _follow_ups(view: View) -> Iterator[str]:
    promised = sorted(notes(view, NoteKind.COMMITMENT), key=lambda note: note.done)
    if promised:
        yield from ("", f"## {view.words(labels.COMMITMENTS)}")
        rows = (_promise(view.words, note) for note in promised)
        yield from _table(view.words.each(labels.COMMITMENT_HEADS), rows)
    listed = (
        (NoteKind.PARKED, view.words(labels.PARKING_LOT)),
        (NoteKind.CALLBACK, view.words(labels.CALLBACKS)),
    )
    for kind, title in listed:
        found = notes(view, kind)
        if found:
            yield from ("", f"## {title}", "")
            yield from (_noted(view.words, note) for note in found)


def _promise(words: Words, note: Note) -> list[str]:
    done = words.aside(f"**{words(labels.DONE)}**" if note.done else "")
    return [
        f"{escaped(note.text)}{done}",
        escaped(note.owner) or f"**{words(labels.NO_OWNER)}**",
        escaped(dates.due(words, note)) or f"**{words(labels.NO_DATE)}**",
        escaped(note.speaker) or words(labels.EVERYBODY),
    ]


def _noted(words: Words, note: Note) -> str:
    text = re.sub(r"^([-+=]|\d+[.)])", r"\\\1", escaped(note.text))
    return f"- {text}{words.aside(escaped(note.speaker))}"


def _theme(view: View, row: ThemeFindings) -> Iterator[str]:
    yield from ("", f"## {escaped(view.theme_name(row.theme))}")
    for theme in view.report.themes:
        if theme.path == row.theme != NO_THEME and theme.description:
            yield from ("", escaped(theme.description))
    for found in row.findings:
        yield from ("", f"### {labels.kind_head(view.words, found.kind)}")
        quotes = counts.quotes(view.words, found.tally.mentions)
        yield from ("", f"{quotes} · {_weight(view, found)}")
        if found.headline:
            yield from ("", f"**{escaped(found.headline)}**")
        if found.voice and not view.findings.alone:
            told = escaped(sentences.one_voice(view.words, found.voice))
            head = f"**{view.words(labels.ONE_VOICE)}**"
            yield from ("", view.words.sentences((head, told)))
        for quote in found.telling:
            source = f"{_who(view, quote)} · {escaped(view.tail(quote))}"
            yield from ("", f"> “{escaped(quote.text)}”  ", f"> {source}")
        if found.more:
            yield from ("", sentences.more_in_log(view.words, found.more))


def _people(view: View) -> Iterator[str]:
    people = view.report.participants
    note = sentences.consent(view.words, view.unnamed, view.left_out, external=view.external)
    if not (people or note):
        return
    yield from ("", f"## {view.words(labels.WHO_TOOK_PART)}", "")
    each = {person.person_id or person.id: person for person in people}
    for person in each.values():
        parts = (person.name, person.role, person.account)
        yield f"- {view.words.commas(map(escaped, parts))}"
    if note:
        yield from ("", note)


def _log(view: View) -> Iterator[str]:
    yield from ("", f"## {view.words(labels.QUOTE_LOG)}")
    words, numbers = view.words, count(1)
    for session, quotes in view.log_groups():
        if view.several or session is None:
            yield from ("", f"### {escaped(view.session_name(quotes[0]))}")
        rows = []
        for quote, number in zip(quotes, numbers, strict=False):
            rows.append(
                [
                    f"{number}",
                    dates.offset(quote.offset_ms),
                    _who(view, quote),
                    labels.kind_word(words, quote.kind),
                    escaped(quote.text),
                    words.semicolons(map(escaped, quote.themes)),
                    " · ".join(sentences.reactions(words, quote)),
                ]
            )
        heads = [head for head in labels.LOG_HEADS if head != labels.ACCOUNT]
        yield from _table(words.each(heads), rows)
