"""Findings over time: session by session, and account by account."""

from collections.abc import Iterator, Mapping, Sequence

from focusgroup.core.evidence.running import NEWEST
from focusgroup.core.evidence.trends import SessionTrend, by_account, by_session, without_new
from focusgroup.core.model import KIND_SIGNS, PATH_SEPARATOR, RANKED_KINDS, Session
from focusgroup.exports.text.metrics import cut
from focusgroup.exports.word.body.people import table
from focusgroup.exports.word.ooxml.markup import TABLE_END, cell, para, row, table_start
from focusgroup.exports.word.ooxml.native_chart import frame
from focusgroup.exports.word.ooxml.session_charts import session_charts
from focusgroup.exports.word.ooxml.widths import column_widths
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording import counts, dates, labels, sentences

ROWS = 24
_NAMED = 4
"""New themes of a session that are named; the rest are counted."""

_TINTS = ("F7F8FA", "E3EAF3", "C3D3E8", "1F4E8C")
_STEPS = (0.01, 0.3, 0.5)


def sessions(view: WordView) -> Iterator[str]:
    """Return the table of sessions with what each brought, and the table of themes across them."""
    trends = view.once(by_session)
    named = {session.id: session for session in view.report.sessions}
    rows = [_session(view, named.get(trend.session_id), trend) for trend in trends]
    heads = (
        *view.words.each(labels.SESSION_HEADS),
        *(KIND_SIGNS[kind] for kind in RANKED_KINDS),
        view.words(labels.NEW_THEMES),
    )
    yield from table(view, view.words(labels.SESSIONS), heads, (15, 31, 10, 6, 6, 6, 26), rows)
    themes = len({path for trend in trends for path in trend.new})
    raised = sum(bool(trend.mentions) for trend in trends)
    note = sentences.saturation(view.words, raised, len(trends), themes, without_new(trends))
    yield view.markup.text(note, "FG Note")
    for made in session_charts(view):
        yield para("heading 2", view.markup.run(made.title))
        yield frame(view, made)
    yield from _matrix(view, trends, named)


def _session(view: WordView, session: Session | None, trend: SessionTrend) -> list[str]:
    start = view.started(session) if session else None
    when = (
        dates.short_day(view.words, start, view.zone_of(session))
        if start is not None
        else labels.DASH
    )
    title = session.title if session else labels.DASH
    place = f"\n{session.place}" if session and session.place else ""
    people = (
        counts.number_of(view.words, trend.people, trend.room)
        if trend.room
        else view.words.number(trend.people)
    )
    kinds = [f"{trend.kinds.get(kind, 0) or labels.DASH}" for kind in RANKED_KINDS]
    new = [_short(view, path) for path in trend.new[:_NAMED]]
    if len(trend.new) > _NAMED:
        new.append(sentences.and_more(view.words, len(trend.new) - _NAMED))
    return [
        when,
        f"{cut(title, 70)}{place}",
        people,
        *kinds,
        f"{len(trend.new)}\n{view.words.semicolons(new)}" if new else labels.DASH,
    ]


def _short(view: WordView, path: str) -> str:
    """Return a theme's name without the theme that the whole report is about."""
    return cut(path.removeprefix(f"{view.report.theme}{PATH_SEPARATOR}"), 40)


def _matrix(
    view: WordView, trends: tuple[SessionTrend, ...], named: dict[str, Session]
) -> Iterator[str]:
    """Return a table of how many people raised each theme in each of the newest sessions."""
    shown = trends[-NEWEST:]
    rows = [line.theme for line in view.findings.rows if line.theme][:ROWS]
    if len(rows) < 2 or len(shown) < 2:
        return
    yield view.markup.text(view.words(labels.ACROSS), "heading 2")
    left = len(trends) - len(shown)
    yield view.markup.text(sentences.across_note(view.words, left), "FG Note Above")
    heads = [view.words(labels.THEME)]
    for trend in shown:
        session = named.get(trend.session_id)
        start = view.started(session) if session else None
        heads.append(
            dates.short_day(view.words, start, view.zone_of(session))
            if start is not None
            else labels.DASH
        )
    columns = [(trend.room, trend.themes) for trend in shown]
    yield from people_map(view, view.words(labels.ACROSS), heads, rows, columns)


def people_map(
    view: WordView,
    title: str,
    heads: Sequence[str],
    rows: Sequence[str],
    columns: Sequence[tuple[int, Mapping[str, int]]],
) -> Iterator[str]:
    """Return a table of people by theme; each column has its room and its people by theme."""
    markup = view.markup
    parts = (30, *[70 // len(columns)] * len(columns))
    names = [cut(view.theme_name(theme), 70) for theme in rows]
    widths = column_widths(view.sheet, parts, [heads, *([name] for name in names)])
    yield table_start("FG Map", widths, title)
    yield row(
        (
            cell(wide, markup.text(head, "FG Cell Head"))
            for head, wide in zip(heads, widths, strict=True)
        ),
        header=True,
    )
    for theme, name in zip(rows, names, strict=True):
        cells = [cell(widths[0], markup.text(name, "FG Cell", "FG Strong"), fill=_TINTS[0])]
        for (room, themes), wide in zip(columns, widths[1:], strict=True):
            people = themes.get(theme, 0)
            part = people / room if room else 0
            step = max(int(people > 0), sum(part >= each for each in _STEPS))
            style = "FG White Strong" if step == len(_STEPS) else "" if people else "FG Muted"
            words = markup.text(f"{people or labels.DASH}", "FG Cell", style)
            cells.append(cell(wide, words, fill=_TINTS[step]))
        yield row(cells)
    yield TABLE_END + para("FG Gap")


def accounts(view: WordView) -> Iterator[str]:
    """Return what each account said over all sessions, and when it was last heard."""
    rows = []
    for trend in view.once(by_account):
        known = view.account(trend.account_id, trend.name)
        last, session_id = trend.last
        zone = view.zone_of(view.session_with(session_id))
        rows.append(
            [
                cut(trend.name, 70),
                known.segment if known else "",
                view.words.number(trend.sessions),
                view.words.number(trend.people),
                *(f"{trend.kinds.get(kind, 0) or labels.DASH}" for kind in RANKED_KINDS),
                dates.short_day(view.words, last, zone),
            ]
        )
    heads = (
        *view.words.each(labels.ACCOUNT_HEADS),
        *(KIND_SIGNS[kind] for kind in RANKED_KINDS),
        view.words(labels.LAST_SAID),
    )
    widths = (29, 18, 11, 10, 6, 6, 6, 14)
    yield from table(view, view.words(labels.BY_ACCOUNT), heads, widths, rows)
