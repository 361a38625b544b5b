"""The lines below a report's title in every format: when, where, by whom, who was there."""

from focusgroup.core.model import Session
from focusgroup.exports.text.metrics import columns, cut, short
from focusgroup.exports.view import View
from focusgroup.exports.wording import counts, dates, sentences


def facts(view: View, names: int, *, wide: bool = False) -> list[str]:
    """Return the lines below the title: when, where, by whom, who was there.

    A list of names takes at most *names* columns; if *wide*, a session's place and facilitators
    share a line.
    """
    session = view.session
    scope = cut(view.report.scope, names)
    found = [sentences.chosen(view.words, scope) if scope else ""]
    found += _session_facts(view, session, wide) if session else _sessions_facts(view, names)
    found.append(_room(view, names))
    found.append(counts.apart(view.words, view.findings.apart))
    return [fact for fact in found if fact]


def _session_facts(view: View, session: Session, wide: bool) -> list[str]:
    zone = view.zone_of(session)
    when = ""
    if session.started_ms is not None:
        when = dates.span(view.words, session.started_ms, session.ended_ms, zone)
    elif session.scheduled_ms is not None:
        when = dates.span(view.words, session.scheduled_ms, None, zone)
    people = [
        sentences.facilitator(view.words, short(session.facilitator, 60))
        if session.facilitator
        else "",
        sentences.note_taker(view.words, short(session.note_taker, 60))
        if session.note_taker
        else "",
    ]
    where = [when, short(session.place, 60)]
    lines = [where + people] if wide else [where, people]
    return [" · ".join(part for part in line if part) for line in lines]


def _sessions_facts(view: View, room: int) -> list[str]:
    """Return the sessions, as many as there is room for."""
    sessions = view.report.sessions
    dated = [(view.started(session), session) for session in sessions]
    known = [when for when, _ in dated if when is not None]
    zone = view.zone_of(sessions[0] if sessions else None)
    head = counts.sessions(view.words, len(sessions))
    if known:
        head = view.words.commas((head, dates.days(view.words, min(known), max(known), zone)))
    names = [
        " ".join(
            part
            for part in (
                dates.short_day(view.words, when, view.zone_of(session))
                if when is not None
                else "",
                short(session.title, 50),
            )
            if part
        )
        for when, session in dated
    ]
    return [head, _listed(view, names, room)] if view.several else [_listed(view, names, room)]


def _room(view: View, room: int) -> str:
    """Return the accounts with the number of people from each, largest first."""
    people = {person.person_id or person.id: person for person in view.report.participants}
    of: dict[str, int] = {}
    for person in people.values():
        of[person.account] = of.get(person.account, 0) + 1
    others = of.pop("", 0)
    ranked = sorted(of, key=lambda name: -of[name])
    names = [
        short(name, 50) + view.words.aside(view.words.number(n) if (n := of[name]) > 1 else "")
        for name in ranked
    ]
    if others:
        names.append(sentences.without_account(view.words, others))
    return sentences.in_the_room(view.words, _listed(view, names, room)) if names else ""


def _listed(view: View, names: list[str], room: int) -> str:
    """Return *names* in a line of about *room* columns, with the rest counted."""
    used = 0.0
    for place, name in enumerate(names):
        used += columns(name) + 2
        if used > room and place:
            return view.words.semicolons(
                [*names[:place], sentences.and_more(view.words, len(names) - place)]
            )
    return view.words.semicolons(names)


def lead(view: View) -> str:
    """Return the facilitator's bottom line; empty for several sessions, as each has its own."""
    return view.session.bottom_line.strip() if view.session else ""
