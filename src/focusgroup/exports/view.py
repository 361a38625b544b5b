"""A report ready to be shown in any format: its title, names, zones, the order of its log."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import tzinfo

from focusgroup.core.evidence.findings import Findings
from focusgroup.core.evidence.rollup import NO_THEME
from focusgroup.core.model import (
    PATH_SEPARATOR,
    Account,
    Note,
    NoteKind,
    Quote,
    Report,
    Session,
)
from focusgroup.exports.text.legal import LegalText
from focusgroup.exports.text.scripts import isolated
from focusgroup.exports.wording import dates, labels, sentences
from focusgroup.exports.wording.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A report and what was found in it, ready to be written down in the language of *words*.

    *legal* counts what no file can hold. *zone* overrides those of the sessions. *unnamed*
    people appear by role; *left_out* quotes had no consent; nobody is named in an *external*
    one.
    """

    report: Report
    findings: Findings
    words: Words
    legal: LegalText
    zone: str | None = None
    unnamed: int = 0
    left_out: int = 0
    external: bool = False
    _accounts: dict[str, Account] = field(default_factory=dict)
    _sessions: dict[str, Session] = field(default_factory=dict)
    _parents: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for row in self.findings.rows:
            parent, separator, _ = row.theme.rpartition(PATH_SEPARATOR)
            if separator:
                self._parents.add(parent)
        for account in self.report.accounts:
            self._accounts.setdefault(account.name.casefold(), account)
            self._accounts[account.id] = account
        self._sessions.update((session.id, session) for session in self.report.sessions)

    # -- what the report is about ----------------------------------------------------------

    @property
    def title(self) -> str:
        """The heading of the document, never empty."""
        return self.report.title.strip() or self.words(labels.REPORT)

    @property
    def session(self) -> Session | None:
        """The session that this is the summary of, None for several or for a choice."""
        one = len(self.report.sessions) == 1 and not self.report.scope
        return self.report.sessions[0] if one else None

    @property
    def several(self) -> bool:
        """Whether a quote has to say which session it comes from."""
        return len(self.report.sessions) > 1

    def zone_of(self, session: Session | None) -> tzinfo:
        """The zone to show times of *session* in."""
        return dates.zone_named(self.zone or (session.zone if session else "UTC"))

    def started(self, session: Session) -> int | None:
        """When it began, else when it is to begin."""
        return session.started_ms if session.started_ms is not None else session.scheduled_ms

    def session_of(self, quote: Quote) -> Session | None:
        """The session in which *quote* was said."""
        return self._sessions.get(quote.session_id)

    def session_name(self, quote: Quote) -> str:
        """ "12 Mar 2026, Planners' group"."""
        session = self.session_of(quote)
        if session is None:
            return quote.session_title
        when = self.started(session)
        day = dates.short_day(self.words, when, self.zone_of(session)) if when is not None else ""
        return self.words.commas((day, isolated(session.title)))

    def notes(self, kind: NoteKind) -> list[Note]:
        """The notes of *kind* that a document shows; callbacks that came up are history."""
        return [
            note
            for note in self.report.notes
            if note.kind is kind and not (kind is NoteKind.CALLBACK and note.done)
        ]

    # -- the log ---------------------------------------------------------------------------

    def log_groups(self) -> Iterator[tuple[Session | None, list[Quote]]]:
        """The quotes by session, in the order in which they were said."""
        groups: dict[str, list[Quote]] = {session.id: [] for session in self.report.sessions}
        for quote in self.report.quotes:
            if not quote.is_observation:
                groups.setdefault(quote.session_id, []).append(quote)
        for session_id, quotes in groups.items():
            if quotes:
                yield self._sessions.get(session_id), quotes

    def log_order(self) -> Iterator[Quote]:
        """Every quote in the order of the log."""
        for _, quotes in self.log_groups():
            yield from quotes

    # -- names and places ------------------------------------------------------------------

    def theme_name(self, theme: str) -> str:
        """A row's name; a theme whose parts are rows of their own is meant in general."""
        if theme == NO_THEME:
            return self.words(labels.NO_THEME)
        if theme in self._parents:
            return self.words(labels.IN_GENERAL, theme=theme)
        return theme

    def account(self, account_id: str | None, name: str) -> Account | None:
        """What is known of an account, by its id or its name."""
        known = self._accounts.get(account_id) if account_id else None
        return known or self._accounts.get(name.casefold())

    def source(self, quote: Quote) -> str:
        """Who said *quote* behind their name: role, account and its segment."""
        account = self.account(quote.account_id, quote.account)
        segment = self.words.aside(isolated(account.segment) if account else "")
        of = f"{isolated(quote.account)}{segment}" if quote.account else ""
        return self.words.commas((isolated(quote.role), of))

    def speaker(self, quote: Quote) -> str:
        """Who said *quote*, by name."""
        return isolated(quote.speaker) or self.words(labels.NO_SPEAKER)

    def tail(self, quote: Quote) -> str:
        """When *quote* was said and how the room took it, behind who said it."""
        when = dates.offset(quote.offset_ms)
        if self.several:
            when = " ".join(part for part in (self.session_name(quote), when) if part)
        return " · ".join((when, *sentences.reactions(self.words, quote)))
