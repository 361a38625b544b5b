"""The head of the first page: title, facts, key figures."""

from collections.abc import Iterator

from focusgroup.core.model import Session
from focusgroup.exports.word import dates, labels
from focusgroup.exports.word.markup import TABLE_END, cell, para, row, shares, table_start
from focusgroup.exports.word.styles import BAND
from focusgroup.exports.word.view import View, cut, short, width


def title_block(view: View, title: int, names: int) -> Iterator[str]:
    """Kicker, title and facts; at most *title* columns of the title and *names* of a list."""
    markup = view.markup
    yield markup.text(_kicker(view), "FG Kicker")
    yield markup.said(cut(view.title, title), "Title")
    for fact in facts(view, names):
        yield markup.text(fact, "FG Facts")
    if view.report.sample:
        yield markup.text(labels.SAMPLE_SENTENCE, "FG Sample")


def _kicker(view: View) -> str:
    products = dict.fromkeys(session.product for session in view.report.sessions)
    product = next(iter(products)) if len(products) == 1 else ""
    what = labels.SESSION_SUMMARY if view.session else labels.REPORT
    what = labels.TOPLINE if view.topline else what
    return " · ".join(part for part in (short(product, 40), what) if part)


def facts(view: View, names: int) -> list[str]:
    """The lines below the title: when, where, by whom, who was there."""
    session = view.session
    scope = cut(view.report.scope, names)
    found = [labels.chosen(scope) if scope else ""]
    found += _session_facts(view, session) if session else _sessions_facts(view, names)
    found.append(_room(view, names))
    return [fact for fact in found if fact]


def _session_facts(view: View, session: Session) -> list[str]:
    zone = view.zone_of(session)
    when = ""
    if session.started_ms is not None:
        when = dates.span(session.started_ms, session.ended_ms, zone)
    elif session.scheduled_ms is not None:
        when = dates.span(session.scheduled_ms, None, zone)
    people = [
        labels.facilitator(short(session.facilitator, 60)) if session.facilitator else "",
        labels.note_taker(short(session.note_taker, 60)) if session.note_taker else "",
    ]
    return [
        " · ".join(part for part in (when, short(session.place, 60)) if part),
        " · ".join(part for part in people if part),
    ]


def _sessions_facts(view: View, columns: int) -> list[str]:
    """The sessions, as many as there is room for."""
    sessions = view.report.sessions
    dated = [(view.started(session), session) for session in sessions]
    known = [when for when, _ in dated if when is not None]
    zone = view.zone_of(sessions[0] if sessions else None)
    head = labels.sessions(len(sessions))
    if known:
        head += f", {dates.days(min(known), max(known), zone)}"
    names = [
        " ".join(
            part
            for part in (
                dates.short_day(when, view.zone_of(session)) if when is not None else "",
                short(session.title, 50),
            )
            if part
        )
        for when, session in dated
    ]
    return [head, _listed(names, columns)] if view.several else [_listed(names, columns)]


def _room(view: View, columns: int) -> str:
    """The accounts in the room, with how many people of each, most people first."""
    people = {person.person_id or person.id: person for person in view.report.participants}
    counts: dict[str, int] = {}
    for person in people.values():
        counts[person.account] = counts.get(person.account, 0) + 1
    others = counts.pop("", 0)
    ranked = sorted(counts, key=lambda name: -counts[name])
    names = [
        short(name, 50) + (f" ({counts[name]})" if counts[name] > 1 else "") for name in ranked
    ]
    if others:
        names.append(labels.without_account(others))
    return labels.in_the_room(_listed(names, columns)) if names else ""


def _listed(names: list[str], columns: int) -> str:
    """*names* in a line of about so many columns, the rest counted."""
    used = 0
    for place, name in enumerate(names):
        used += sum(map(width, name)) + 2
        if used > columns and place:
            return "; ".join([*names[:place], labels.and_more(len(names) - place)])
    return "; ".join(names)


def lead(view: View) -> str:
    """The facilitator's bottom line; those of several sessions say nothing about all."""
    return view.session.bottom_line.strip() if view.session else ""


def figures(view: View) -> str:
    """The band of key figures."""
    found = view.findings
    names = labels.figure_labels(found.quotes, found.people, found.accounts, found.themes)
    counts = (found.quotes, found.people, found.accounts, found.themes)
    shown = [(f"{number:,}", name) for number, name in zip(counts, names, strict=False)]
    if not found.accounts:
        del shown[2]
    if found.revenue:
        shown.append((labels.percent(found.revenue), names[-1]))
    widths = shares(view.sheet.width, *[1] * len(shown))
    cells = [
        cell(
            wide,
            view.markup.text(number, "FG Figure") + view.markup.text(name, "FG Figure Label"),
            fill=BAND,
        )
        for wide, (number, name) in zip(widths, shown, strict=True)
    ]
    start = table_start("FG Band", widths, "Key figures", header=False)
    return f"{para('FG Gap')}{start}{row(cells)}{TABLE_END}{para('FG Gap')}"
