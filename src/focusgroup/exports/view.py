"""A report ready for any format: its title, names, zones, and the order of its log."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, tzinfo
from typing import Any, TypeVar

from focusgroup.core.dates import zones
from focusgroup.core.evidence.evidence import OneVoice
from focusgroup.core.evidence.findings import Finding, Findings, findings_of
from focusgroup.core.evidence.running import RunningCount, counted
from focusgroup.core.model import (
    NONE_WITHHELD,
    RANKED_KINDS,
    Account,
    Kind,
    Note,
    NoteKind,
    Quote,
    Report,
    Session,
    Withheld,
)
from focusgroup.core.model.items import Decision
from focusgroup.exports.making import Making
from focusgroup.exports.privacy.consent import Presentable, presentable
from focusgroup.exports.text.legal import LegalText
from focusgroup.exports.text.metrics import cut, short
from focusgroup.exports.text.scripts import isolated
from focusgroup.exports.wording import dates, labels, notices, sentences
from focusgroup.exports.wording.words import Words, words_for

Counted = TypeVar("Counted")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A counted report with its findings, ready to be written in the language of *words*.

    *legal* counts the characters that no file can hold. *zone* overrides the sessions' zones.
    *unnamed* people appear by role; what was *left_out* had no consent; nobody is named in an
    *external* view. *now_ms* is when it is made (Unix ms).
    """

    count: RunningCount
    findings: Findings
    words: Words
    legal: LegalText
    zone: str | None = None
    unnamed: int = 0
    left_out: Withheld = NONE_WITHHELD
    external: bool = False
    now_ms: int = 0
    _accounts: dict[str, Account] = field(default_factory=dict)
    _sessions: dict[str, Session] = field(default_factory=dict)
    _parents: frozenset[str] = frozenset()
    _counted: dict[object, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_parents", self.findings.parents)
        for account in self.report.accounts:
            self._accounts.setdefault(account.name.casefold(), account)
            self._accounts[account.id] = account
        self._sessions.update((session.id, session) for session in self.report.sessions)

    @property
    def report(self) -> Report:
        """Return the report, as its readers may see it."""
        return self.count.report

    def once(self, made: Callable[[RunningCount], Counted]) -> Counted:
        """Return what is *made* of the counts, made once for all parts that show it."""
        if made not in self._counted:
            self._counted[made] = made(self.count)
        found: Counted = self._counted[made]
        return found

    # -- what the report is about ----------------------------------------------------------

    @property
    def title(self) -> str:
        """The heading of the document, never empty."""
        return self.report.title.strip() or self.words(labels.REPORT)

    @property
    def session(self) -> Session | None:
        """The session that the report is about; None for several sessions or a selection."""
        one = len(self.report.sessions) == 1 and not self.report.scope
        return self.report.sessions[0] if one else None

    @property
    def several(self) -> bool:
        """Whether each quote must say which session it comes from."""
        return len(self.report.sessions) > 1

    @property
    def ranked(self) -> list[Kind]:
        """The kinds that are ranked and that were asked for."""
        chosen = self.report.kinds
        return [kind for kind in RANKED_KINDS if not chosen or kind in chosen]

    def nothing_ranked(self) -> str:
        """Return why there are no findings."""
        said = labels.NOTHING_TO_RANK if self.findings.logged else labels.NOTHING_SAID
        return self.words(said)

    def consent(self) -> str:
        """Return what was left out or masked for lack of consent, or for readers outside."""
        return notices.consent(self.words, self.unnamed, self.left_out, external=self.external)

    def zone_of(self, session: Session | None) -> tzinfo:
        """Return the zone in which to show times of *session*."""
        return zones.zone_of(self.zone or (session.zone if session else "UTC"))

    def started(self, session: Session) -> int | None:
        """Return when the session began, else when it is planned to begin; Unix ms."""
        return session.started_ms if session.started_ms is not None else session.scheduled_ms

    def session_of(self, quote: Quote) -> Session | None:
        """Return the session in which *quote* was said."""
        return self.session_with(quote.session_id)

    def session_with(self, session_id: str) -> Session | None:
        """Return the session with that id."""
        return self._sessions.get(session_id)

    def session_name(self, quote: Quote) -> str:
        """Return a quote's session by day and title: "12 Mar 2026, Planners' group"."""
        session = self.session_of(quote)
        if session is None:
            return quote.session_title
        when = self.started(session)
        day = dates.short_day(self.words, when, self.zone_of(session)) if when is not None else ""
        return self.words.commas((day, isolated(session.title)))

    def notes(self, kind: NoteKind) -> list[Note]:
        """Return the notes of *kind* that a document shows; covered callbacks are left out."""
        return [
            note
            for note in self.report.notes
            if note.kind is kind and not (kind is NoteKind.CALLBACK and note.done)
        ]

    def overdue(self, note: Note) -> int:
        """Return how many days *note* is overdue, on the day of the document where it was held."""
        zone = self.zone_of(self._sessions.get(note.session_id))
        return note.overdue_days(dates.iso_day(self.now_ms, zone))

    def promises(self) -> list[Note]:
        """Return the commitments: the longest overdue first, then the open ones, then the done."""
        promised = self.notes(NoteKind.COMMITMENT)
        return sorted(
            promised, key=lambda note: (note.done, -self.overdue(note), note.at_ms, note.id)
        )

    def promised(self) -> str:
        """Return the state of the commitments in one line."""
        promised = self.notes(NoteKind.COMMITMENT)
        opened = [note for note in promised if not note.done]
        return notices.commitments(
            self.words,
            len(promised),
            len(opened),
            sum(self.overdue(note) > 0 for note in opened),
            sum(not note.owner.strip() for note in opened),
            sum(not note.due.strip() for note in opened),
        )

    def state(self, note: Note) -> str:
        """Return what became of a commitment, "" if it is open and in time."""
        if note.done:
            zone = self.zone_of(self._sessions.get(note.session_id))
            day = dates.short_day(self.words, note.done_ms, zone) if note.done_ms else ""
            return " ".join(part for part in (self.words(labels.DONE), day) if part)
        return notices.overdue(self.words, days) if (days := self.overdue(note)) else ""

    def earlier(self) -> str:
        """Return what became of the promises of the session before, "" if there were none."""
        promised = self.report.earlier
        if not promised:
            return ""
        today = dates.iso_day(self.now_ms, self.zone_of(self.session))
        late = sum(
            0 < due < date.fromisoformat(today).toordinal() for done, due in promised if not done
        )
        return notices.earlier(self.words, sum(done for done, _ in promised), len(promised), late)

    def moments(self) -> list[Quote]:
        """Return the quotes that were marked in the debrief."""
        return self.count.moments

    def _decision(self, decided: Decision) -> str:
        status = self.words(labels.STATUSES[decided.status])
        aside = self.words.commas((status, isolated(decided.owner)))
        return f"{isolated(decided.title)}{self.words.aside(aside)}"

    def thoughts(self) -> list[tuple[str, list[str]]]:
        """Return decisions and what the debrief says, for readers inside, and open questions."""
        report, words = self.report, self.words
        items = report.agenda_items.get(self.session.id, ()) if self.session else ()
        reached = {each.section for each in items if each.entered_ms is not None}
        left = [
            each.title
            for each in items
            if each.question >= 0
            and (each.state == "parked" or (each.entered_ms is None and each.section in reached))
        ]
        told = [
            (labels.SURPRISES, report.surprises),
            (labels.HYPOTHESES, report.hypotheses),
            (labels.NEXT_TIME, report.next_time),
        ]
        found = [(title, [line.strip() for line in text.splitlines()]) for title, text in told]
        found = [(labels.DECIDED, [self._decision(each) for each in report.decided]), *found]
        found = [] if self.external else found
        shown = [(words(title), list(filter(None, lines))) for title, lines in found]
        return [
            (title, lines) for title, lines in (*shown, (words(labels.NOT_ASKED), left)) if lines
        ]

    # -- the log ---------------------------------------------------------------------------

    def log_groups(self) -> Iterator[tuple[Session | None, list[Quote]]]:
        """Yield the quotes by session, in the order they were said."""
        for session_id, quotes in self.report.by_session():
            if said := [quote for quote in quotes if not quote.is_observation]:
                yield self._sessions.get(session_id), said

    def observed(self) -> Iterator[Quote]:
        """Yield the observations by session, in the order they were noted."""
        return self.count.observed()

    def log_order(self) -> Iterator[Quote]:
        """Yield every quote in the order of the log."""
        for _, quotes in self.log_groups():
            yield from quotes

    # -- names and places ------------------------------------------------------------------

    def theme_name(self, theme: str) -> str:
        """Return a row's name; "(in general)" when its subthemes are rows of their own."""
        return sentences.theme_name(self.words, theme, self._parents)

    def account(self, account_id: str | None, name: str) -> Account | None:
        """Return the account with that id, else with that name; None if unknown."""
        known = self._accounts.get(account_id) if account_id else None
        return known or self._accounts.get(name.casefold())

    def source(self, quote: Quote) -> str:
        """Return what follows the speaker's name: role, account and its segment."""
        account = self.account(quote.account_id, quote.account)
        segment = self.words.aside(isolated(account.segment) if account else "")
        of = f"{isolated(quote.account)}{segment}" if quote.account else ""
        return self.words.commas((isolated(quote.role), of))

    def in_brief(self, quote: Quote) -> str:
        """Return who said *quote*, for page one: by role and segment for readers outside."""
        account = self.account(quote.account_id, quote.account)
        if self.external and (told := (quote.role, account.segment if account else "")) != ("", ""):
            return self.words.commas(cut(each, 40) for each in told)
        return self.words.commas((cut(self.speaker(quote), 40), cut(quote.account, 40)))

    def account_in_brief(self, name: str) -> str:
        """Return the name of an account, for page one: its segment for readers outside."""
        account = self.account(None, name) if self.external else None
        if account and account.segment:
            return self.words(labels.ONE_ACCOUNT, segment=short(account.segment, 40))
        return short(name, 60)

    def voice_in_brief(self, voice: OneVoice) -> str:
        """Return the name of an account or a person, for page one."""
        if voice.is_account:
            return self.account_in_brief(voice.name)
        return self.words(labels.ONE_PERSON) if self.external else short(voice.name, 60)

    def dagger(self, found: Finding) -> str:
        """Return the sign for a finding of one voice, where there are several voices."""
        return f" {labels.DAGGER}" if found.voice and not self.findings.alone else ""

    def speaker(self, quote: Quote) -> str:
        """Return the speaker of *quote*, by name."""
        return isolated(quote.speaker) or self.words(labels.NO_SPEAKER)

    def tail(self, quote: Quote) -> str:
        """Return what follows the source: when *quote* was said and how the others reacted."""
        when = dates.offset(quote.offset_ms)
        if self.several:
            when = " ".join(part for part in (self.session_name(quote), when) if part)
        return " · ".join((when, *sentences.reactions(self.words, quote)))


@dataclass(frozen=True, slots=True)
class OpenedReport:
    """What its readers may see of a report, as a *view*, and what was *shown* for that."""

    view: View
    shown: Presentable


def opened(report: Report, how: Making) -> OpenedReport:
    """Return *report* for a format without pages, counted, with consent applied.

    Raises UsageError for an unknown language, Cancelled if it was stopped.
    """
    words = words_for(report, how.language)
    shown = presentable(report, how.audience, words)
    count = counted(shown.report, how.look)
    view = View(
        count=count,
        findings=findings_of(count),
        words=words,
        legal=LegalText(),
        zone=how.zone,
        unnamed=shown.unnamed,
        left_out=shown.left_out,
        external=shown.external,
        now_ms=how.now_ms,
    )
    return OpenedReport(view, shown)
