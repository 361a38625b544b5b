"""Apply consent to a report: names and quotes only of participants who agreed.

Every export starts from ``presentable(report)``, so no format has to remember it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import add
from typing import NamedTuple

from focusgroup.core.model import (
    NONE_WITHHELD,
    Agenda,
    Kind,
    Note,
    NoteKind,
    Participant,
    Quote,
    QuoteSource,
    Report,
    Theme,
    Withheld,
)
from focusgroup.exports.making import INTERNAL, Audience
from focusgroup.exports.privacy.masks import Unsure
from focusgroup.exports.privacy.spellings import Spellings
from focusgroup.exports.privacy.strings import Put, each_string, keep_ours, mask_fields
from focusgroup.exports.wording.labels import IN_TEXT_NAMELESS, NAMELESS
from focusgroup.exports.wording.words import Words


class Presentable(NamedTuple):
    """A report with consent applied. *kept_back* had no consent to notes:
    quotes, observations, and what was parked, called back, promised and ticked for those people;
    *promises_left_out* of these notes were commitments.
    *unnamed* people appear by role; in an *external* report nobody is named. *doubts* are what may
    be a name, with the words around it.
    """

    report: Report
    kept_back: Withheld
    promises_left_out: int
    doubts: list[Unsure]
    unnamed: int = 0
    external: bool = False
    stream: "_ShownStream | None" = None

    @property
    def unsure(self) -> tuple[Unsure, ...]:
        """Return what may be a name; of a stream, as far as it has been read."""
        return tuple(self.doubts)

    @property
    def left_out(self) -> Withheld:
        """Return how much had no consent to notes; of a stream, as far as it was read."""
        return _added(self.kept_back, self.stream.left_out) if self.stream else self.kept_back


def presentable(report: Report, audience: Audience, words: Words) -> Presentable:
    """Return *report* with consent applied to every field, as its *audience* may see it.

    The words that replace a name are in the language of *words*.

    Participants who declined to be named appear by role, and their name is masked where
    others said it; those who declined notes are not quoted, and nothing
    that was noted for them is shown. A quote whose participant is
    not in the report counts as without consent to be named: there is no record of it.
    """
    if report.stream is not None:
        return _streamed(report, report.stream, audience, words)
    return _presented(report, audience, words)[0]


One = Callable[[Quote], Quote]
"""Returns a quote as its readers may see it."""


@dataclass(slots=True)
class _ShownStream:
    """The quotes of a stream, each with consent applied; *left_out* counts those without any.

    *doubts* grows with what may be a name in them, *read* with the sessions that were read.
    """

    source: QuoteSource
    silent: frozenset[str]
    one: One
    doubts: list[Unsure]
    left_out: Withheld = NONE_WITHHELD
    read: set[str] = field(default_factory=set)

    @property
    def sessions(self) -> frozenset[str]:
        return self.source.sessions

    @property
    def spoken(self) -> int:
        return self.source.spoken

    def of_session(self, session_id: str) -> Iterator[Quote]:
        if session_id in self.read:
            yield from self._again(self.source.of_session(session_id))
            return
        self.read.add(session_id)
        if not self.silent:
            yield from map(self.one, self.source.of_session(session_id))
            return
        for quote in self.source.of_session(session_id):
            if quote.participant_id in self.silent:
                self.left_out = _added(self.left_out, _counted([quote]))
            else:
                yield self.one(quote)

    def observed(self, session_id: str) -> Iterator[Quote]:
        return self._again(self.source.observed(session_id))

    def _again(self, quotes: Iterable[Quote]) -> Iterator[Quote]:
        """Yield quotes whose doubts were told, and who is left out counted, at the first time."""
        told = len(self.doubts)
        for quote in quotes:
            if quote.participant_id not in self.silent:
                yield self.one(quote)
                del self.doubts[told:]

    def theme_paths(self, kinds: Iterable[Kind]) -> Iterator[str]:
        known: dict[str, str] = {}
        told = len(self.doubts)
        for path in self.source.theme_paths(kinds):
            if path not in known:
                tagged = Quote("", Kind.PROBLEM, 0, themes=(path,), id="", session_id="")
                (known[path],) = self.one(tagged).themes
                del self.doubts[told:]
            yield known[path]

    def close(self) -> None:
        self.source.close()


def _streamed(report: Report, source: QuoteSource, audience: Audience, words: Words) -> Presentable:
    """Return the same for quotes that are read one by one: each passes the masks as it is read."""
    shown, one = _presented(replace(report, stream=None), audience, words)
    silent = frozenset(each.id for each in report.participants if not each.consent_notes)
    stream = _ShownStream(source, silent, one, shown.doubts)
    return shown._replace(report=replace(shown.report, stream=stream), stream=stream)


def _presented(report: Report, audience: Audience, words: Words) -> tuple[Presentable, One]:
    silent = {person.id for person in report.participants if not person.consent_notes}
    quotes = tuple(quote for quote in report.quotes if quote.participant_id not in silent)
    notes = tuple(note for note in report.notes if note.participant_id not in silent)
    told = replace(report, quotes=quotes, notes=notes) if silent else report
    silenced = _counted(quote for quote in report.quotes if quote.participant_id in silent)
    kept_back = _added(report.withheld, silenced)
    kept_back = kept_back._replace(notes=kept_back.notes + len(report.notes) - len(notes))
    withheld = (kept_back, _promises(report) - _promises(told))
    doubts: list[Unsure] = []
    if audience.external:
        from focusgroup.exports.privacy.external import anonymous

        # Search for everybody's names, including those of people who are not quoted.
        shown, one = anonymous(told, words, doubts, roles=audience.roles)
        return Presentable(shown, *withheld, doubts, external=True), one
    unnamed = [person for person in report.room if not may_be_named(person)]
    named = {person.id: person.name for person in report.participants if may_be_named(person)}
    hidden = hidden_names(report)
    if not hidden:
        return Presentable(told, *withheld, doubts), lambda quote: quote
    shown, one = _by_role(told, hidden, named, words, doubts)
    return Presentable(shown, *withheld, doubts, len(unnamed)), one


def presenter(
    report: Report, audience: Audience, words: Words
) -> tuple[Report, Callable[[Quote], Quote | None]]:
    """Return *report* as `presentable` does, and what shows one more quote of its sessions.

    It returns None for a quote of somebody who did not consent to notes, or who is not in *report*.
    """
    shown, one = _presented(report, audience, words)
    told = {None, *(person.id for person in report.participants if person.consent_notes)}
    return shown.report, lambda quote: one(quote) if quote.participant_id in told else None


def mask_for(report: Report, audience: Audience, words: Words, doubts: list[Unsure]) -> Put:
    """Return what masks a field of what isn't in *report*, for the same *audience*."""
    if audience.external:
        from focusgroup.exports.privacy.external import mask_outside

        return mask_outside(report, words, doubts)
    named = [person.name for person in report.participants if may_be_named(person)]
    return _put(report, hidden_names(report), named, words, doubts)


def presentable_agenda(
    agenda: Agenda, report: Report, words: Words, audience: Audience = INTERNAL
) -> Agenda:
    """Return *agenda* without the names in *report* that its *audience* may not see."""
    put = mask_for(report, audience, words, [])
    shown: Agenda = each_string(agenda, lambda _, text: put("question_text", text))
    return shown


def presentable_themes(
    themes: tuple[Theme, ...], report: Report, audience: Audience, words: Words
) -> tuple[tuple[Theme, ...], list[Unsure]]:
    """Return *themes* without the names in *report*, and what may be a name in them."""
    doubts: list[Unsure] = []
    shown: tuple[Theme, ...] = each_string(themes, mask_for(report, audience, words, doubts))
    return shown, doubts


def _counted(quotes: Iterable[Quote]) -> Withheld:
    seen = [quote.is_observation for quote in quotes]
    return Withheld(seen.count(False), seen.count(True))


def _added(one: Withheld, other: Withheld) -> Withheld:
    return Withheld(*map(add, one, other))


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
    report: Report, hidden: list[str], named: dict[str, str], words: Words, doubts: list[Unsure]
) -> tuple[Report, One]:
    """Return *report* without the *hidden* names; who is not *named*, by id, appears by role."""
    put = _put(report, hidden, named.values(), words, doubts)
    masked: Report = each_string(report, put)
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
        if (name := named.get(each.participant_id)) is None:
            return replace(each, speaker=called(each.role), role="", initials="")
        return each if each.speaker == name else replace(each, speaker=name)

    def note(each: Note) -> Note:
        if not each.participant_id:
            return each
        who = named.get(each.participant_id) or called(roles.get(each.participant_id, ""))
        return replace(each, speaker=who)

    shown = replace(
        masked,
        participants=tuple(map(person, masked.participants)),
        quotes=tuple(map(quote, masked.quotes)),
        notes=tuple(map(note, masked.notes)),
    )
    return shown, lambda each: quote(each_string(each, put))


def _put(
    report: Report,
    hidden: Iterable[str],
    named: Iterable[str],
    words: Words,
    doubts: list[Unsure],
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
