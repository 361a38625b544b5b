"""Apply consent to a report: names and quotes only of participants who agreed.

Every export starts from ``presentable(report)``, so no format has to remember it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from focusgroup.core.model import AgendaItem, Note, NoteKind, Participant, Quote, Report, Session
from focusgroup.exports.privacy.masks import Spellings, mask_of
from focusgroup.exports.wording.labels import IN_TEXT_NAMELESS, NAMELESS
from focusgroup.exports.wording.words import Words


@dataclass(frozen=True, slots=True)
class Presentable:
    """A report with consent applied. *left_out* quotes had no consent to notes.

    *unnamed* people appear by role; in an *external* report nobody is named.
    """

    report: Report
    left_out: int = 0
    unnamed: int = 0
    external: bool = False


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads a document; *external* readers see no names, and roles only with *roles*."""

    external: bool = False
    roles: bool = True


INTERNAL = Audience()


def presentable(report: Report, audience: Audience, words: Words) -> Presentable:
    """Return *report* with consent applied to every field, as its *audience* may see it.

    The words that replace a name are in the language of *words*.

    Participants who declined to be named appear by role, and their name is masked where
    others said it; those who declined notes are not quoted. A quote whose participant is
    not in the report counts as without consent to be named: there is no record of it.
    """
    people = {person.id: person for person in report.participants}
    silent = {person.id for person in report.participants if not person.consent_notes}
    quotes = tuple(quote for quote in report.quotes if quote.participant_id not in silent)
    notes = tuple(note for note in report.notes if not _is_theirs(note, silent))
    told = replace(report, quotes=quotes, notes=notes) if silent else report
    left_out = len(report.quotes) - len(quotes) + report.withheld
    if audience.external:
        from focusgroup.exports.privacy.external import anonymous

        # Search for everybody's names, including those of people who are not quoted.
        shown = anonymous(told, words, roles=audience.roles)
        return Presentable(shown, left_out, external=True)
    unnamed = [person for person in report.participants if not _may_be_named(person)]
    strangers = {
        quote.participant_id
        for quote in report.quotes
        if quote.participant_id and quote.participant_id not in people
    }
    if not (unnamed or strangers):
        return Presentable(report, left_out)
    hidden = {person.id for person in unnamed} | strangers
    names = [person.name for person in unnamed]
    names += [quote.speaker for quote in report.quotes if quote.participant_id in strangers]
    known = [person.name for person in report.participants if _may_be_named(person)]
    mask = _mask(names, known, words)
    as_role = partial(_by_role, mask=mask, nameless=words(NAMELESS))
    shown = replace(
        told,
        title=mask(report.title),
        scope=mask(report.scope),
        sessions=tuple(_session(session, mask) for session in report.sessions),
        participants=tuple(_person(person, hidden, as_role) for person in report.participants),
        quotes=tuple(_quote(quote, hidden, mask, as_role) for quote in quotes),
        notes=tuple(_note(note, people, hidden, mask, as_role) for note in notes),
        agenda_items={
            session: tuple(_item(item, mask) for item in items)
            for session, items in report.agenda_items.items()
        },
        headlines=tuple(replace(line, text=mask(line.text)) for line in report.headlines),
    )
    return Presentable(shown, left_out, len(unnamed))


ReportMask = Callable[[str], str]


def _may_be_named(person: Participant) -> bool:
    """Return whether they may be named, which also takes consent to notes."""
    return person.consent_name and person.consent_notes


def _is_theirs(note: Note, silent: set[str]) -> bool:
    """Return whether *note* holds the words of somebody without consent; a promise is ours."""
    return note.participant_id in silent and note.kind is not NoteKind.COMMITMENT


def _mask(names: list[str], known: list[str], words: Words) -> ReportMask:
    """Return a mask that takes *names* out of a text, also the first or last name alone.

    A name, or part of one, that somebody *known* shares is kept: it is unclear whose it
    is.
    """
    spellings = Spellings(words)
    for name in names:
        spellings.add_person(name, words(IN_TEXT_NAMELESS))
    spellings.leave(known)
    return mask_of(spellings, Spellings(words), words, addresses=False)


def _by_role(role: str, mask: ReportMask, nameless: str) -> str:
    """Return the words that replace a name; they start a line, so with a capital."""
    role = mask(role).strip()
    return role[:1].upper() + role[1:] or nameless


def _session(session: Session, mask: ReportMask) -> Session:
    return replace(
        session,
        title=mask(session.title),
        place=mask(session.place),
        bottom_line=mask(session.bottom_line),
    )


def _person(person: Participant, hidden: set[str], as_role: ReportMask) -> Participant:
    if person.id not in hidden:
        return person
    return replace(person, name=as_role(person.role), role="", initials="")


def _quote(quote: Quote, hidden: set[str], mask: ReportMask, as_role: ReportMask) -> Quote:
    text, title = mask(quote.text), mask(quote.session_title)
    if quote.participant_id in hidden:
        name = as_role(quote.role)
        return replace(quote, text=text, session_title=title, speaker=name, role="", initials="")
    if text == quote.text and title == quote.session_title:
        return quote
    return replace(quote, text=text, session_title=title)


def _note(
    note: Note,
    people: dict[str, Participant],
    hidden: set[str],
    mask: ReportMask,
    as_role: ReportMask,
) -> Note:
    speaker = note.speaker
    if note.participant_id and (note.participant_id in hidden or note.participant_id not in people):
        person = people.get(note.participant_id)
        speaker = as_role(person.role if person else "")
    return replace(note, text=mask(note.text), speaker=speaker, owner=mask(note.owner))


def _item(item: AgendaItem, mask: ReportMask) -> AgendaItem:
    return replace(item, title=mask(item.title))
