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
from focusgroup.exports.word import dates, labels
from focusgroup.exports.word.follow_ups import notes
from focusgroup.exports.word.frame import Sheet
from focusgroup.exports.word.markup import Markup
from focusgroup.exports.word.title_block import facts, lead
from focusgroup.exports.word.view import View

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
    cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Write *report* as ``.md`` (UTF-8) and return the path written; arguments as for Word.

    Raises ``FocusgroupError`` when it can't be written, ``Cancelled`` when *cancelled* says so.
    """
    shown = presentable(report, audience)
    view = View(
        shown.report,
        find(shown.report),
        Sheet(),
        Markup(),
        zone,
        unnamed=shown.unnamed,
        left_out=shown.left_out,
        external=shown.external,
    )

    def write(file: BinaryIO) -> None:
        for line in _lines(view, now_ms):
            if cancelled is not None and cancelled():
                raise Cancelled("The export was stopped; nothing was written.")
            file.write(f"{line}\n".encode())

    return replace_file(path, write)


def escaped(text: str) -> str:
    """*text* in one line, with nothing in it that Markdown or HTML would act on."""
    return _ACTIVE.sub(r"\\\1", " ".join(Markup().legal(text).split()))


def _lines(view: View, now_ms: int) -> Iterator[str]:
    found, report = view.findings, view.report
    yield f"# {escaped(view.title)}"
    for fact in facts(view, _FACTS):
        yield from ("", escaped(fact))
    for mark in (labels.SAMPLE_SENTENCE if report.sample else "", _mark(view)):
        yield from ("", f"**{mark}**") if mark else ()
    names = labels.figure_labels(found.quotes, found.people, found.accounts, found.themes)
    counts = (found.quotes, found.people, found.accounts, found.themes)
    figures = [f"**{n:,}** {name}" for n, name in zip(counts, names, strict=False)]
    if found.revenue:
        figures.append(f"**{labels.percent(found.revenue)}** {names[-1]}")
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
        yield from ("", f"## {labels.OBSERVATIONS}", "", labels.OBSERVATION_NOTE, "")
        yield from (f"- {escaped(seen.text)}" for seen in found.observations)
    yield from _people(view)
    yield from ("", f"## {labels.HOW_TO_READ}", "")
    yield from (f"- {rule}" for rule in labels.HOW_TO)
    yield from _log(view)
    zone = view.zone_of(report.sessions[0] if report.sessions else None)
    yield from ("", labels.exported(now_ms, zone, found.quotes))


def _mark(view: View) -> str:
    if view.external:
        return labels.EXTERNAL
    named = view.report.participants or any(quote.speaker for quote in view.report.quotes)
    return labels.INTERNAL if named else ""


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield ""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(cells)} |" for cells in rows)


def _heard(view: View) -> Iterator[str]:
    yield from ("", f"## {labels.WHAT_WE_HEARD}")
    if not view.findings.quotes:
        yield from ("", labels.NOTHING_SAID)
        return
    for kind in QUOTE_KINDS:
        yield from ("", f"### {KIND_SIGNS[kind]} {labels.TOP[kind]}", "")
        top = view.findings.top(kind)
        if not top:
            yield labels.NONE_HEARD[kind]
        for place, found in enumerate(top, 1):
            headline = f": {escaped(found.headline)}" if found.headline else ""
            yield f"{place}. **{escaped(view.theme_name(found.theme))}**{headline}  "
            yield f"   {_weight(view, found)}"
            for quote in found.telling[:1]:
                yield f"   > “{escaped(quote.text)}” {_who(view, quote)}"
    if view.findings.alone:
        yield from ("", f"**{labels.READ_WITH_CARE}** {escaped(labels.alone(view.findings.alone))}")
        return
    voices = [found for found in view.findings.one_voices if found.voice]
    if voices:
        yield from ("", f"**{labels.READ_WITH_CARE}**", "")
    for found in voices:
        if found.voice:
            told = labels.voice_in_brief(found.kind, found.voice)
            yield f"- {escaped(view.theme_name(found.theme))}{escaped(told)}"


def _weight(view: View, found: Finding) -> str:
    tally, room = found.tally, view.findings
    parts = [
        labels.people_of(tally.people, room.people) if tally.people else labels.NO_SPEAKER,
        labels.accounts_of(tally.accounts, room.accounts) if tally.accounts else "",
        labels.revenue(tally.revenue),
        labels.evidence_of(found.evidence),
    ]
    return " · ".join(part for part in parts if part)


def _who(view: View, quote: Quote) -> str:
    parts = [escaped(view.speaker(quote)), escaped(view.source(quote))]
    return ", ".join(part for part in parts if part)


def _map(view: View) -> Iterator[str]:
    yield from ("", f"## {labels.THEME_MAP}")
    kinds = [f"{KIND_SIGNS[kind]} {labels.PLURALS[kind]}" for kind in QUOTE_KINDS]
    rows = []
    for row in view.findings.rows:
        cells = []
        for kind in QUOTE_KINDS:
            found = row.of(kind)
            told = f"{labels.people(found.tally.people)} · " if found and found.tally.people else ""
            cells.append(f"{told}{labels.quotes(found.tally.mentions)}" if found else labels.DASH)
        tally = row.tally
        name = escaped(view.theme_name(row.theme))
        rows.append([name, *cells, f"{tally.people:,}", f"{tally.accounts:,}"])
    yield from _table((labels.MAP_HEADS[0], *kinds, *labels.MAP_HEADS[1:3]), rows)


def _sessions(view: View) -> Iterator[str]:
    yield from ("", f"## {labels.SESSIONS}")
    named = {session.id: session for session in view.report.sessions}
    trends = by_session(view.report)
    rows = []
    for trend in trends:
        session = named.get(trend.session_id)
        start = view.started(session) if session else None
        rows.append(
            [
                dates.day(start, view.zone_of(session)) if start is not None else labels.DASH,
                escaped(session.title) if session else labels.DASH,
                labels.number_of(trend.people, trend.room),
                *(f"{trend.kinds.get(kind, 0)}" for kind in QUOTE_KINDS),
                "; ".join(map(escaped, trend.new)) or labels.DASH,
            ]
        )
    signs = [KIND_SIGNS[kind] for kind in QUOTE_KINDS]
    yield from _table((*labels.SESSION_HEADS, *signs, labels.NEW_THEMES), rows)
    themes = len({path for trend in trends for path in trend.new})
    raised = sum(bool(trend.mentions) for trend in trends)
    if note := labels.saturation(raised, len(trends), themes, without_new(trends)):
        yield from ("", note)


def _follow_ups(view: View) -> Iterator[str]:
    promised = sorted(notes(view, NoteKind.COMMITMENT), key=lambda note: note.done)
    if promised:
        yield from ("", f"## {labels.COMMITMENTS}")
        yield from _table(labels.COMMITMENT_HEADS, map(_promise, promised))
    listed = ((NoteKind.PARKED, labels.PARKING_LOT), (NoteKind.CALLBACK, labels.CALLBACKS))
    for kind, title in listed:
        found = notes(view, kind)
        if found:
            yield from ("", f"## {title}", "")
            yield from (_noted(note) for note in found)


def _promise(note: Note) -> list[str]:
    done = f" **({labels.DONE})**" if note.done else ""
    return [
        f"{escaped(note.text)}{done}",
        escaped(note.owner) or f"**{labels.NO_OWNER}**",
        escaped(note.due) or f"**{labels.NO_DATE}**",
        escaped(note.speaker) or labels.EVERYBODY,
    ]


def _noted(note: Note) -> str:
    text = re.sub(r"^([-+=]|\d+[.)])", r"\\\1", escaped(note.text))
    return f"- {text}{f' ({escaped(note.speaker)})' if note.speaker else ''}"


def _theme(view: View, row: ThemeFindings) -> Iterator[str]:
    yield from ("", f"## {escaped(view.theme_name(row.theme))}")
    for theme in view.report.themes:
        if theme.path == row.theme != NO_THEME and theme.description:
            yield from ("", escaped(theme.description))
    for found in row.findings:
        yield from ("", f"### {KIND_SIGNS[found.kind]} {labels.PLURALS[found.kind]}")
        yield from ("", f"{labels.quotes(found.tally.mentions)} · {_weight(view, found)}")
        if found.headline:
            yield from ("", f"**{escaped(found.headline)}**")
        if found.voice and not view.findings.alone:
            yield from ("", f"**{labels.ONE_VOICE}** {escaped(labels.one_voice(found.voice))}")
        for quote in found.telling:
            source = f"{_who(view, quote)} · {escaped(view.tail(quote))}"
            yield from ("", f"> “{escaped(quote.text)}”  ", f"> {source}")
        if found.more:
            yield from ("", labels.more_in_log(found.more))


def _people(view: View) -> Iterator[str]:
    people = view.report.participants
    note = labels.consent(view.unnamed, view.left_out, external=view.external)
    if not (people or note):
        return
    yield from ("", f"## {labels.WHO_TOOK_PART}", "")
    each = {person.person_id or person.id: person for person in people}
    for person in each.values():
        parts = (person.name, person.role, person.account)
        yield f"- {', '.join(escaped(part) for part in parts if part)}"
    if note:
        yield from ("", note)


def _log(view: View) -> Iterator[str]:
    yield from ("", f"## {labels.QUOTE_LOG}")
    numbers = count(1)
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
                    labels.kind_word(quote.kind),
                    escaped(quote.text),
                    "; ".join(map(escaped, quote.themes)),
                    " · ".join(labels.reactions(quote)),
                ]
            )
        heads = [head for head in labels.LOG_HEADS if head != "Account"]
        yield from _table(heads, rows)
