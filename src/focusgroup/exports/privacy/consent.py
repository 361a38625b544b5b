"""Apply consent to a report: names and quotes only of participants who agreed.

Every export starts from ``presentable(report)``, so no format has to remember it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from focusgroup.core.model import Agenda, Note, NoteKind, Participant, Quote, Report
from focusgroup.exports.privacy.spellings import Spellings
from focusgroup.exports.privacy.strings import Put, each_string, keep_ours, mask_fields
from focusgroup.exports.wording.labels import IN_TEXT_NAMELESS, NAMELESS
from focusgroup.exports.wording.words import Words


@dataclass(frozen=True, slots=True)
class Presentable:
    """A report with consent applied. *left_out* quotes had no consent to notes.

    *notes_left_out* had none either: what was parked, called back, promised and ticked for them;
    *promises_left_out* of them were commitments.
    *unnamed* people appear by role; in an *external* report nobody is named. *unsure* is what may
    be a name and was kept, with the words round it.
    """

    report: Report
    left_out: int
    notes_left_out: int
    promises_left_out: int
    unnamed: int = 0
    external: bool = False
    unsure: tuple[str, ...] = ()


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
    others said it; those who declined notes are not quoted, and nothing
    that was noted for them is shown. A quote whose participant is
    not in the report counts as without consent to be named: there is no record of it.
    """
    silent = {person.id for person in report.participants if not person.consent_notes}
    quotes = tuple(quote for quote in report.quotes if quote.participant_id not in silent)
    notes = tuple(note for note in report.notes if note.participant_id not in silent)
    told = replace(report, quotes=quotes, notes=notes) if silent else report
    left_out = len(report.quotes) - len(quotes) + report.withheld
    notes_left_out = len(report.notes) - len(notes)
    promises = _promises(report) - _promises(told)
    withheld = (left_out, notes_left_out, promises)
    doubts: list[str] = []
    if audience.external:
        from focusgroup.exports.privacy.external import anonymous

        # Search for everybody's names, including those of people who are not quoted.
        shown = anonymous(told, words, doubts, roles=audience.roles)
        return Presentable(shown, *withheld, external=True, unsure=tuple(doubts))
    unnamed = [person for person in report.room if not may_be_named(person)]
    named = {person.id: person.name for person in report.participants if may_be_named(person)}
    hidden = hidden_names(report)
    if not hidden:
        return Presentable(report, *withheld)
    shown = _by_role(told, hidden, named, words, doubts)
    return Presentable(shown, *withheld, len(unnamed), unsure=tuple(doubts))


def presentable_agenda(agenda: Agenda, report: Report, words: Words) -> Agenda:
    """Return *agenda* without the names of those in *report* who declined to be named."""
    hidden = [person.name for person in report.participants if not may_be_named(person)]
    named = [person.name for person in report.participants if may_be_named(person)]
    shown: Agenda = each_string(agenda, _put(report, hidden, named, words, []))
    return shown if hidden else agenda


def _promises(report: Report) -> int:
    return sum(note.kind is NoteKind.COMMITMENT for note in report.notes)


def hidden_names(report: Report) -> list[str]:
    """Return the names that no document of *report* may show: those of people who declined."""
    known = {person.id for person in report.participants}
    unknown = (q for q in report.quotes if q.participant_id and q.participant_id not in known)
    hidden = (person.name for person in report.participants if not may_be_named(person))
    return [*hidden, *(quote.speaker for quote in unknown)]


def may_be_named(person: Participant) -> bool:
    """Return whether they may be named, which also takes consent to notes."""
    return person.consent_name and person.consent_notes


def _by_role(
    report: Report, hidden: list[str], named: dict[str, str], words: Words, doubts: list[str]
) -> Report:
    """Return *report* without the *hidden* names; who is not *named*, by id, appears by role."""
    masked: Report = each_string(report, _put(report, hidden, named.values(), words, doubts))
    roles = {person.id: person.role for person in masked.participants}

    def called(role: str) -> str:
        # It starts a line, so with a capital.
        return role.strip()[:1].upper() + role.strip()[1:] or words(NAMELESS)

    def person(each: Participant) -> Participant:
        if each.id in named:
            return replace(each, name=named[each.id])
        return replace(each, name=called(each.role), role="", initials="")

    def quote(each: Quote) -> Quote:
        if not each.participant_id:
            return each
        if each.participant_id in named:
            return replace(each, speaker=named[each.participant_id])
        return replace(each, speaker=called(each.role), role="", initials="")

    def note(each: Note) -> Note:
        if not each.participant_id:
            return each
        who = named.get(each.participant_id) or called(roles.get(each.participant_id, ""))
        return replace(each, speaker=who)

    return replace(
        masked,
        participants=tuple(map(person, masked.participants)),
        quotes=tuple(map(quote, masked.quotes)),
        notes=tuple(map(note, masked.notes)),
    )


def _put(
    report: Report,
    hidden: Iterable[str],
    named: Iterable[str],
    words: Words,
    doubts: list[str],
) -> Put:
    """Return what takes the *hidden* names out of a field, also the first or last name alone."""
    labels = {name: words(IN_TEXT_NAMELESS) for name in hidden}
    spellings = spellings_inside(report, labels, named, words)
    return mask_fields(spellings, Spellings(words), words, doubts, addresses=False)


def spellings_inside(
    report: Report, hidden: Mapping[str, str], named: Iterable[str], words: Words
) -> Spellings:
    """Return how the *hidden* names may be written in an inside document, each with its label.

    A name, or part of one, that somebody *named* shares is kept: it is unclear whose it is.
    """
    spellings = Spellings(words)
    for name, label in hidden.items():
        spellings.add_person(name, label)
    spellings.leave(named)
    keep_ours(report, spellings)
    for account in report.accounts:
        spellings.keep(account.name)
    return spellings
