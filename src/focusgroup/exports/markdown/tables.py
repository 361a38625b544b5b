"""The report's tables and lists in Markdown, and how quotes are escaped in them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from focusgroup.core.dates.zones import zone_of
from focusgroup.core.evidence.comparison import compared
from focusgroup.core.evidence.segments import by_segment
from focusgroup.core.evidence.trends import by_session, without_new
from focusgroup.core.model import KIND_SIGNS, RANKED_KINDS, Note, NoteKind, Quote
from focusgroup.core.patterns import lazy_pattern
from focusgroup.exports.view import View
from focusgroup.exports.wording import counts, dates, labels, sentences

_ACTIVE = lazy_pattern(r"([\\`*_\[\]<>|~&#$^])")


def escaped(view: View, text: str) -> str:
    """Return *text* on one line, with everything escaped that Markdown or HTML would act on.

    Characters that no file can hold are replaced and counted in *view*.
    """
    return _ACTIVE.sub(r"\\\1", " ".join(view.legal.legal(text).split()))


def who(view: View, quote: Quote) -> str:
    return view.words.commas(
        (escaped(view, view.speaker(quote)), escaped(view, view.source(quote)))
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield ""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(cells)} |" for cells in rows)


def theme_map(view: View) -> Iterator[str]:
    yield from ("", f"## {view.words(labels.THEME_MAP)}")
    words = view.words
    kinds = [labels.kind_head(words, kind) for kind in RANKED_KINDS]
    rows = []
    for row in view.findings.rows:
        cells = []
        for kind in RANKED_KINDS:
            found = row.of(kind)
            people = found.tally.people if found else 0
            told = f"{counts.people(words, people)} · " if people else ""
            said = counts.quotes(words, found.tally.mentions) if found else labels.DASH
            cells.append(f"{told}{said}")
        tally = row.tally
        name = escaped(view, view.theme_name(row.theme))
        rows.append([name, *cells, words.number(tally.people), words.number(tally.accounts)])
    theme, *totals = words.each(labels.MAP_HEADS[:3])
    yield from _table((theme, *kinds, *totals), rows)


def sessions(view: View) -> Iterator[str]:
    yield from ("", f"## {view.words(labels.SESSIONS)}")
    named = {session.id: session for session in view.report.sessions}
    trends = view.once(by_session)
    words = view.words
    rows = []
    for trend in trends:
        session = named.get(trend.session_id)
        start = view.started(session) if session else None
        rows.append(
            [
                labels.DASH if start is None else dates.day(words, start, view.zone_of(session)),
                escaped(view, session.title) if session else labels.DASH,
                counts.number_of(words, trend.people, trend.room),
                *(f"{trend.kinds.get(kind, 0)}" for kind in RANKED_KINDS),
                words.semicolons(escaped(view, theme) for theme in trend.new) or labels.DASH,
            ]
        )
    signs = [KIND_SIGNS[kind] for kind in RANKED_KINDS]
    heads = (*words.each(labels.SESSION_HEADS), *signs, words(labels.NEW_THEMES))
    yield from _table(heads, rows)
    themes = len({path for trend in trends for path in trend.new})
    raised = sum(bool(trend.mentions) for trend in trends)
    if note := sentences.saturation(words, raised, len(trends), themes, without_new(trends)):
        yield from ("", note)


def segments(view: View) -> Iterator[str]:
    """Yield the table of people by theme and segment, if there are two segments."""
    found, words = view.once(by_segment), view.words
    rows = [line.theme for line in view.findings.rows if line.theme]
    if not found or len(rows) < 2:
        return
    yield from ("", f"## {words(labels.BY_SEGMENT)}", "", sentences.segment_note(words, 0))
    names = [escaped(view, each.segment) or words(labels.NO_SEGMENT) for each in found]
    rooms = [words.aside(counts.people(words, each.room)) for each in found]
    heads = (words(labels.THEME), *map(str.__add__, names, rooms))
    yield from _table(
        heads,
        (
            [escaped(view, view.theme_name(row))]
            + [words.number(each.themes.get(row, 0)) for each in found]
            for row in rows
        ),
    )


def comparison(view: View) -> Iterator[str]:
    """Yield the table of themes in the session before and in this one, for readers inside."""
    before, words = view.report.before, view.words
    found = view.once(compared) if view.session and not view.external else ()
    if before is None or not found:
        return
    day = dates.day(words, before.started_ms, zone_of(view.zone or before.zone))
    note = sentences.compared_note(words, day, before.accounts, agenda=before.agenda)
    yield from ("", f"## {words(labels.COMPARED)}", "", note)
    now = view.findings.people
    rows = (
        [
            escaped(view, each.theme),
            counts.number_of(words, each.before, max(before.room, each.before)),
            counts.number_of(words, each.now, max(now, each.now)),
            words(sentences.BECAME[each.change]),
        ]
        for each in found
    )
    yield from _table(words.each(labels.COMPARED_HEADS), rows)


def follow_ups(view: View) -> Iterator[str]:
    promised = view.promises()
    if promised:
        yield from ("", f"## {view.words(labels.COMMITMENTS)}", "", view.promised())
        rows = (_promise(view, note) for note in promised)
        yield from _table(view.words.each(labels.COMMITMENT_HEADS), rows)
    listed = (
        (NoteKind.PARKED, view.words(labels.PARKING_LOT)),
        (NoteKind.CALLBACK, view.words(labels.CALLBACKS)),
    )
    for kind, title in listed:
        found = view.notes(kind)
        if found:
            yield from ("", f"## {title}", "")
            yield from (_noted(view, note) for note in found)


def _promise(view: View, note: Note) -> list[str]:
    words = view.words
    state = f"**{told}**" if (told := view.state(note)) else ""
    due = escaped(view, dates.due(words, note)) or f"**{words(labels.NO_DATE)}**"
    return [
        escaped(view, note.text),
        escaped(view, note.owner) or f"**{words(labels.NO_OWNER)}**",
        words.semicolons((due, state)),
        escaped(view, note.speaker) or words(labels.EVERYBODY),
    ]


def _noted(view: View, note: Note) -> str:
    text = re.sub(r"^([-+=]|\d+[.)])", r"\\\1", escaped(view, note.text))
    return f"- {text}{view.words.aside(escaped(view, note.speaker))}"


def quote_log(view: View) -> Iterator[str]:
    yield from ("", f"## {view.words(labels.QUOTE_LOG)}")
    words, numbers = view.words, count(1)
    for session, quotes in view.log_groups():
        if view.several or session is None:
            yield from ("", f"### {escaped(view, view.session_name(quotes[0]))}")
        rows = []
        for quote, number in zip(quotes, numbers, strict=False):
            rows.append(
                [
                    f"{number}",
                    dates.offset(quote.offset_ms),
                    who(view, quote),
                    labels.kind_word(words, quote.kind),
                    escaped(view, quote.text),
                    words.semicolons(escaped(view, theme) for theme in quote.themes),
                    " · ".join(sentences.reactions(words, quote)),
                ]
            )
        heads = [head for head in labels.LOG_HEADS if head != labels.ACCOUNT]
        yield from _table(words.each(heads), rows)
