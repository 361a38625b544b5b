"""The lines below a report's title in every format: when, where, by whom, who was there."""

from collections.abc import Iterable
from dataclasses import replace

from focusgroup.core.evidence.findings import Finding
from focusgroup.core.evidence.tally import Tally
from focusgroup.core.model import PATH_SEPARATOR, RANKED_KINDS, Session
from focusgroup.exports.text.metrics import columns, cut, short
from focusgroup.exports.view import View
from focusgroup.exports.wording import counts, dates, labels, listeners, message, sentences


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
    seen = view.findings.observations
    apart = counts.apart(view.words, view.findings.apart, seen)
    # Who of ours listened is nothing for readers outside.
    heard = "" if view.external else listeners.heard_by(view.words, view.report.heard_by)
    found.append(" · ".join(filter(None, (heard, apart))))
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
    dated = ((view.started(session), session) for session in sessions)
    head = view.words.commas((counts.sessions(view.words, len(sessions)), held(view)))
    names = (
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
    )
    listed = _listed(view, names, len(sessions), room)
    return [head, listed] if view.several else [listed]


def _room(view: View, room: int) -> str:
    """Return the accounts with the number of people from each, largest first."""
    people = {person.person_id or person.id: person for person in view.report.room}
    of: dict[str, int] = {}
    segments = {name: _segment(view, name) for name in {each.account for each in people.values()}}
    # Numbers of accounts tell readers outside nothing.
    by_segment = view.external and any(segments.values())
    for person in people.values():
        name = segments[person.account] if by_segment else person.account
        of[name] = of.get(name, 0) + 1
    others = of.pop("", 0)
    ranked = sorted(of, key=lambda name: -of[name])
    names = [
        short(name, 50) + view.words.aside(view.words.number(n) if (n := of[name]) > 1 else "")
        for name in ranked
    ]
    if others:
        names.append(sentences.without_account(view.words, others))
    listed = _listed(view, names, len(names), room)
    return sentences.in_the_room(view.words, listed) if names else ""


def held(view: View) -> str:
    """Return the day of the session, or those of the first and last one; empty if unknown."""
    known = [
        (when, view.zone_of(each))
        for each in view.report.sessions
        if (when := view.started(each)) is not None
    ]
    return dates.days(view.words, known) if known else ""


def _listed(view: View, names: Iterable[str], many: int, room: int) -> str:
    """Return so *many* names in a line of about *room* columns, with the rest counted."""
    used, shown = 0.0, list[str]()
    for name in names:
        used += columns(name) + 2
        if used > room and shown:
            shown.append(sentences.and_more(view.words, many - len(shown)))
            break
        shown.append(name)
    return view.words.semicolons(shown)


def _segment(view: View, name: str) -> str:
    account = view.account(None, name) if name else None
    return account.segment if account else ""


def key_figures(view: View) -> list[tuple[str, str]]:
    """Return the known key figures, each with its label; those of a choice say of how many."""
    found, words, sessions = view.findings, view.words, len(view.report.sessions)
    heard = found.heard
    if not view.report.scope:
        numbers = (found.logged, found.people, found.accounts, found.themes)
        labelled = (found.logged, found.people, found.accounts, found.themes)
        names, revenue = counts.figure_labels(words, *labelled), found.revenue
        shown = [True, True, bool(found.accounts), True]
    else:
        numbers = (heard.people, heard.accounts, heard.mentions, heard.sessions)
        names = counts.chosen_labels(words, found.people, found.accounts, found.asked, sessions)
        revenue = heard.revenue
        shown = [bool(found.people), bool(found.accounts), True, sessions > 1]
    figures = [
        (words.number(number), name)
        for number, name, there in zip(numbers, names, shown, strict=False)
        if there
    ]
    return [*figures, (counts.percent(words, revenue), names[-1])] if revenue else figures


def bottom_line(view: View) -> str:
    """Return the facilitator's bottom line; empty for several sessions, as each has its own."""
    return view.session.bottom_line.strip() if view.session else ""


def counted(view: View) -> list[str]:
    """Return the message as sentences made from the counts, for where nobody has written one."""
    room, words = view.findings.people, view.words
    said = []
    for kind in RANKED_KINDS:
        top = [each for each in view.findings.top(kind, 4) if each.tally.people]
        if not top:
            continue
        first = top[0]
        if room < 2:
            said.append(message.named(words, kind, short(view.theme_name(first.theme), 60)))
            continue
        equal = [each for each in top if _alike(each.tally) == _alike(first.tally)]
        themes = [short(view.theme_name(each.theme), 60) for each in equal]
        if len(equal) == 1 or len(equal) > 3:
            themes = [_with_part(view, first)]
        few = first.tally.people < 2
        said.append(message.raised(words, kind, () if few else themes, first.tally.people, room))
    return said


def _alike(tally: Tally) -> tuple[int, int]:
    return tally.people, tally.voices


def _with_part(view: View, found: Finding) -> str:
    name = short(view.theme_name(found.theme), 60)
    part = short(found.mostly.removeprefix(f"{found.theme}{PATH_SEPARATOR}"), 60)
    return message.above_all(view.words, name, part) if part else name


VOICES = 3
"""Findings of one voice that are listed where it is said what to read with care."""


def warned(view: View) -> tuple[list[str], list[str]]:
    """Return what to read with care: sentences, and a list of up to three findings, as text."""
    said = care(view)
    first = [text for text, found in said if not found]
    voices = [
        f"{labels.DAGGER} {view.theme_name(found.theme)}{text}" for text, found in said if found
    ]
    left = len(voices) - VOICES
    more = [sentences.and_more(view.words, left)] if left > 0 else []
    return first, [*voices[:VOICES], *more]


def care(view: View) -> list[tuple[str, Finding | None]]:
    """Return what to read with care: who gives most quotes, then the findings of one voice.

    Each sentence has the finding that it is about.
    """
    words, found = view.words, view.findings
    if found.alone:
        return [(sentences.alone(words, view.account_in_brief(found.alone)), None)]
    said: list[tuple[str, Finding | None]] = []
    if found.loudest:
        voice = found.loudest.voice
        who = short(found.loudest.person, 60)
        told = message.loudest(
            words,
            words.percent(voice.quotes / voice.of),
            counts.number_of(words, voice.quotes, voice.of),
            view.voice_in_brief(voice),
            words(labels.ONE_PERSON) if who and view.external else who,
            found.loudest.quotes,
        )
        said.append((told, None))
    for each in found.one_voices:
        if each.voice:
            voice = replace(each.voice, name=view.voice_in_brief(each.voice))
            said.append((sentences.voice_in_brief(words, each.kind, voice), each))
    return said
