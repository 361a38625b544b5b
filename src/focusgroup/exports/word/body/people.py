"""Who took part, by account; the agenda of a session; and a plain table used by both."""

from collections import Counter
from collections.abc import Iterable, Iterator

from focusgroup.core.evidence.tally import Share
from focusgroup.core.model import AgendaItem, Participant, Session
from focusgroup.exports.text.metrics import cut
from focusgroup.exports.text.scripts import isolated
from focusgroup.exports.word.body.page_one import fit
from focusgroup.exports.word.body.page_one import height as page_height
from focusgroup.exports.word.body.what_next import has_next
from focusgroup.exports.word.ooxml import fitting
from focusgroup.exports.word.ooxml.markup import (
    KEPT_ROWS,
    TABLE_END,
    cell,
    para,
    row,
    table_start,
)
from focusgroup.exports.word.ooxml.widths import column_widths
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording import counts, dates, labels, notices, sentences


def who_took_part(view: WordView) -> Iterator[str]:
    """Return the accounts with segment, share of revenue, people and quotes."""
    found = view.findings
    markup = view.markup
    line = notices.took_part(view.words, found.people, found.accounts, len(view.report.sessions))
    yield markup.text(line, "FG Note Above")
    if view.few:
        each = {person.person_id or person.id: person for person in view.report.room}
        told = [_told(view, person, person.account) for person in each.values()]
        yield markup.text(view.words.semicolons(map(isolated, told)), "FG Text")
    else:
        yield from _by_account(view)
    if note := view.consent():
        yield markup.text(note, "FG Note")


def _told(view: WordView, person: Participant, *more: str) -> str:
    return view.words.commas((person.name, person.role, *more))


def _by_account(view: WordView) -> Iterator[str]:
    people: dict[str, dict[str, Participant]] = {}
    for person in view.report.room:
        people.setdefault(person.account, {}).setdefault(person.person_id or person.id, person)
    said: Counter[str] = Counter()
    for who in view.count.speakers:
        said[who.account] += who.quotes
    names = sorted(people.keys() | said.keys(), key=lambda name: (not name, -said[name], name))
    shown = [name for name in names if name or people.get("") or said[""]]
    rows = [_account(view, name, list(people.get(name, {}).values()), said[name]) for name in shown]
    yield from table(
        view,
        view.words(labels.WHO_TOOK_PART),
        view.words.each(labels.PEOPLE_HEADS),
        (25, 15, 11, 40, 9),
        rows,
    )


def _account(view: WordView, name: str, people: list[Participant], quotes: int) -> list[str]:
    account_id = next((person.account_id for person in people if person.account_id), None)
    known = view.account(account_id, name) if name else None
    share = known.revenue_share if known else None
    words = view.words
    each = [_told(view, who) for who in people]
    if not (name or people):
        return [view.words(labels.NO_SPEAKER), "", "", labels.DASH, words.number(quotes)]
    return [
        name or view.words(labels.NO_ACCOUNT),
        known.segment if known else "",
        counts.percent(view.words, Share(share)) if share is not None else labels.DASH,
        words.semicolons(map(isolated, each)) or labels.DASH,
        words.number(quotes),
    ]


def agenda(view: WordView, session: Session) -> Iterator[str]:
    """Return the planned and actual times of the sections, and the questions not asked."""
    items = view.report.agenda_items.get(session.id, ())
    questions: dict[int, list[AgendaItem]] = {}
    for item in items:
        if item.question >= 0:
            questions.setdefault(item.section, []).append(item)
    sections = [item for item in items if item.question < 0]
    rows = [_section(view, session, item, questions.get(item.section, [])) for item in sections]
    planned = sum(item.planned_ms for item in sections)
    spent = sum(item.spent_ms for item in sections)
    rows.append(
        [
            "",
            view.words(labels.TOTAL),
            counts.minutes(view.words, planned),
            counts.minutes(view.words, spent),
            counts.difference(view.words, planned, spent) if spent else "",
            "",
        ]
    )
    widths = (10, 37, 11, 14, 14, 14)
    yield from table(
        view, view.words(labels.AGENDA), view.words.each(labels.AGENDA_HEADS), widths, rows
    )


def plan(view: WordView, session: Session) -> Iterator[str]:
    """Return what was planned, as much as page one has room for: sections and their minutes."""
    items = view.report.agenda_items.get(session.id, ())
    sections = [item for item in items if item.question < 0]
    asked = Counter(item.section for item in items if item.question >= 0)
    rows = [
        [
            cut(item.title, 90),
            _planned(view, item),
            view.words.number(asked[item.section]),
        ]
        for item in sections
    ]
    left, room = 0, _room_for_plan(view)
    while len(rows) > 1 and sum(_row_height(view, each[0]) for each in rows) > room:
        rows.pop()
        left += 1
    if left and len(rows) < _FEWEST:
        said = [cut(each.title, 90) + view.words.aside(_planned(view, each)) for each in sections]
        yield view.markup.text(view.words.semicolons(map(isolated, said)), "FG Text")
        return
    if left:
        rows[-1] = [sentences.and_more(view.words, left + 1), "", ""]
    heads = [view.words(labels.AGENDA_HEADS[place]) for place in (1, 2, 5)]
    yield from table(view, view.words(labels.PLANNED), heads, (64, 18, 18), rows)


def _planned(view: WordView, item: AgendaItem) -> str:
    return counts.minutes(view.words, item.planned_ms) if item.planned_ms else labels.DASH


_FEWEST = 3
"""Rows of the plan; where there is no room for them, its sections are in one paragraph."""

_PLAN_PART = 0.64
"""The share of the width for the names of sections."""


def _room_for_plan(view: WordView) -> float:
    """Return the points that page one has left for the rows of the plan."""
    title = view.words(labels.PLANNED)
    used = page_height(view, fit(view)) + fitting.heading_1(view, title)
    used += 3 * _row_height(view, title)
    if has_next(view):
        used += fitting.heading_1(view, view.words(labels.WHAT_NEXT))
        used += fitting.note_height(view, view.earlier()) if view.earlier() else 0
    for heading, lines in view.thoughts():
        used += fitting.heading_2(view, heading)
        used += sum(fitting.note_height(view, each) for each in lines)
    return fitting.room(view) - used


def _row_height(view: WordView, text: str) -> float:
    points = view.sheet.width / 20 * _PLAN_PART - 8
    return fitting.ROW + fitting.high(view, text, points, 9)


def _section(
    view: WordView, session: Session, item: AgendaItem, questions: list[AgendaItem]
) -> list[str]:
    reached = item.entered_ms is not None
    asked = [each for each in questions if each.entered_ms is not None and not each.state]
    title = [item.title, *(_missed(view, each) for each in questions if asked or each.state)]
    title = title[:1] if view.few else title  # the open questions are on the same page
    zone = view.zone_of(session)
    why = labels.LEFT_OUT if item.state else labels.NOT_REACHED
    return [
        dates.clock(view.words, item.entered_ms, zone)
        if item.entered_ms is not None
        else labels.DASH,
        "\n".join(filter(None, title)),
        _planned(view, item),
        counts.minutes(view.words, item.spent_ms) if reached else view.words(why),
        counts.difference(view.words, item.planned_ms, item.spent_ms)
        if reached and item.planned_ms
        else "",
        counts.asked(view.words, len(asked), len(questions)) if questions and reached else "",
    ]


def _missed(view: WordView, question: AgendaItem) -> str:
    """Return what to print about a question that was not asked; empty for one that was."""
    if question.state == "parked":
        return notices.left_for_later(view.words, question.title)
    if question.state or question.entered_ms is None:
        return notices.not_asked(view.words, question.title)
    return ""


def table(
    view: WordView,
    title: str,
    heads: Iterable[str],
    parts: tuple[int, ...],
    rows: list[list[str]],
) -> Iterator[str]:
    """Return a plain table; in a cell, every line after the first is set small."""
    markup = view.markup
    titles = tuple(heads)
    widths = column_widths(view.sheet, parts, [titles, *rows])
    yield table_start("FG Table", widths, title)
    yield row(
        (
            cell(wide, markup.text(name, "FG Cell Head"))
            for name, wide in zip(titles, widths, strict=True)
        ),
        header=True,
    )
    kept = len(rows) - 1 if len(rows) <= KEPT_ROWS else 0
    for place, texts in enumerate(rows):
        keep = place < kept
        yield row(
            cell(wide, _lines(view, text, keep=keep))
            for wide, text in zip(widths, texts, strict=True)
        )
    yield TABLE_END + para("FG Gap")


def _lines(view: WordView, text: str, *, keep: bool) -> str:
    first, *rest = text.split("\n")
    below = (view.markup.text(line, "FG Cell", "FG Small", keep=keep) for line in rest)
    return view.markup.text(first, "FG Cell", keep=keep) + "".join(below)
