"""The report as plain tables, shared by the spreadsheet and the CSV.

A cell is text, a number, a ``datetime`` without a zone (in the session's time), a day, a
length of time, or empty.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from focusgroup.core.dates.zones import zone_of
from focusgroup.core.model import (
    APART_KINDS,
    RANKED_KINDS,
    Kind,
    Note,
    NoteKind,
    Quote,
    Report,
    Session,
)
from focusgroup.exports.wording import labels
from focusgroup.exports.wording.notices import overdue
from focusgroup.exports.wording.words import Words, msg

if TYPE_CHECKING:
    from focusgroup.core.evidence.running import RunningCount

Cell = str | int | float | datetime | date | timedelta | None
ExportRow = tuple[Cell, ...]

SHARE = msg("Share of revenue")
OF_PEOPLE, OF_ACCOUNTS = msg("Of people"), msg("Of accounts")
PERCENT = frozenset((SHARE,))
"""Column heads whose values are shares, 0 to 1."""


class ExportTable(NamedTuple):
    """A table; its name and heads are messages, and *rows* can be iterated once."""

    name: str
    heads: tuple[str, ...]
    rows: Iterator[ExportRow]


QUOTES = msg("Quotes")
"""The table of what participants said."""

QUOTE_HEADS = (
    "#", msg("Date"), msg("On the clock"), msg("Session"), msg("Speaker"), msg("Role"),
    msg("Account"), msg("Segment"), msg("Kind"), msg("Quote"), msg("Themes"), msg("Section"),
    msg("Question"), msg("Feeling"), msg("Agree"), msg("Disagree"), msg("Verbatim"),
    msg("Unfinished"), msg("Captured by"),
)  # fmt: skip
_THEME_HEADS = (
    msg("Theme"), msg("Kind"), msg("People"), OF_PEOPLE, msg("Accounts"), OF_ACCOUNTS,
    msg("Quotes"), msg("Sessions"), msg("Agree"), msg("Disagree"), SHARE, msg("Evidence"),
    msg("One voice"), msg("Headline"),
)  # fmt: skip
_SESSION_HEADS = (
    msg("Began"), msg("Ended"), msg("Time zone"), msg("Session"), msg("Product"), msg("Place"),
    msg("Facilitator"), msg("Note-taker"), msg("Participants"), msg("Quotes"), msg("Problems"),
    msg("Strengths"), msg("Missing features"), msg("Context"), msg("Untagged"), msg("New themes"),
    msg("Bottom line"),
)  # fmt: skip
_PEOPLE_HEADS = (
    msg("Date"), msg("Session"), msg("Seat"), msg("Name"), msg("Role"), msg("Account"),
    msg("Segment"), SHARE, msg("Quotes"),
)  # fmt: skip
_FIGURE_HEADS = (msg("Key figure"), msg("Number"), msg("Of"))
_COMMITMENT_HEADS = (
    msg("What"), msg("Owner"), msg("Due"), msg("Promised to"), msg("Status"), msg("Date"),
    msg("Session"), msg("Done"),
)  # fmt: skip


class Tables:
    """The tables of *report*, shown as it is: apply consent and masks before.

    Types and grades are in *words*; the caller translates table names and heads.

    Times are in *zone*, or in each session's own zone when it is None. *now_ms* (Unix ms) decides
    what is overdue.
    """

    def __init__(
        self,
        report: Report,
        words: Words,
        zone: str | None = None,
        now_ms: int = 0,
        count: "RunningCount | None" = None,
    ) -> None:
        self._report = report
        self._words = words
        self._zone = zone
        self._now_ms = now_ms
        if count is not None:
            self._count = count
        self._sessions = {session.id: session for session in report.sessions}
        self._accounts = {account.id: account for account in report.accounts}
        self._kinds = {kind: words(labels.KINDS[kind]) if kind.tag else "" for kind in Kind}
        self._answers = {fact: words(labels.YES if fact else labels.NO) for fact in (True, False)}
        self._zones: dict[str, tzinfo] = {}
        self._moments: dict[int, timedelta] = {}

    def all(self) -> Iterator[ExportTable]:
        """Yield the tables, the quotes first and the key figures last; of observations, if any."""
        yield ExportTable(QUOTES, QUOTE_HEADS, self._numbered(self._counted()))
        yield ExportTable(msg("Themes"), _THEME_HEADS, self._theme_rows())
        yield ExportTable(msg("Sessions"), _SESSION_HEADS, self._session_rows())
        yield ExportTable(msg("Participants"), _PEOPLE_HEADS, self._people_rows())
        yield ExportTable(msg("Commitments"), _COMMITMENT_HEADS, self._commitment_rows())
        if self._count.of_kind(Kind.OBSERVATION):
            yield self._observations()
        yield ExportTable(msg("Key figures"), _FIGURE_HEADS, self._figure_rows())

    def quotes(self) -> ExportTable:
        """Return the quotes, in the order of the log in the Word summary."""
        spoken = (quote for quote in self._report.in_order() if not quote.is_observation)
        return ExportTable(QUOTES, QUOTE_HEADS, self._numbered(spoken))

    def _numbered(self, quotes: Iterator[Quote]) -> Iterator[ExportRow]:
        return (self._quote(number, quote) for number, quote in enumerate(quotes, 1))

    def _counted(self) -> Iterator[Quote]:
        """Yield the quotes and count them, with the observations, for the tables that follow."""
        for quote in self._report.in_order():
            self._count.add(quote)
            if not quote.is_observation:
                yield quote

    @cached_property
    def _count(self) -> "RunningCount":
        # Here and below: the CSV has the quotes only, and pays for no findings.
        from focusgroup.core.evidence.running import RunningCount

        return RunningCount(self._report)

    def _observations(self) -> ExportTable:
        observed = self._count.observed()
        return ExportTable(msg("Observations"), QUOTE_HEADS, self._numbered(observed))

    def _quote(self, number: int, quote: Quote) -> ExportRow:
        session = self._sessions.get(quote.session_id)
        account = self._accounts.get(quote.account_id or "")
        return (
            number,
            self._when(quote.at_ms, session),
            self._on_the_clock(max(0, quote.offset_ms) // 1000),
            session.title if session else quote.session_title,
            quote.speaker,
            quote.role,
            quote.account,
            account.segment if account else "",
            self._kinds[quote.kind],
            quote.text,
            quote.themes[0] if len(quote.themes) == 1 else self._words.semicolons(quote.themes),
            quote.section_title,
            quote.question_text,
            quote.intensity,
            quote.agreement,
            quote.dissent,
            self._answers[quote.verbatim],
            self._answers[quote.stub],
            quote.taken_by,
        )

    def _theme_rows(self) -> Iterator[ExportRow]:
        from focusgroup.core.evidence.findings import parents_of, rows_of
        from focusgroup.exports.wording import sentences

        rows = rows_of(self._count)
        people, accounts = self._count.in_all()
        parents = parents_of(rows)
        for row in rows:
            for found in row.findings:
                tally, voice = found.tally, found.voice
                yield (
                    sentences.theme_name(self._words, row.theme, parents),
                    self._words(labels.KINDS[found.kind]),
                    tally.people,
                    people,
                    tally.accounts,
                    accounts,
                    tally.mentions,
                    tally.sessions,
                    tally.agreement,
                    tally.dissent,
                    tally.revenue.value if tally.revenue else None,
                    self._words(labels.EVIDENCE[found.evidence]),
                    sentences.voice_in_cell(self._words, voice) if voice else "",
                    found.headline,
                )

    def _figure_rows(self) -> Iterator[ExportRow]:
        count, words = self._count, self._words
        heard, (people, accounts) = count.tally(count.heard), count.in_all()
        sessions = len(self._report.sessions)
        yield words(msg("People")), heard.people, people
        yield words(msg("Accounts")), heard.accounts, accounts
        yield words(msg("Quotes")), heard.mentions, count.asked
        yield words(msg("Sessions")), heard.sessions, sessions
        yield words(msg("Observations")), count.of_kind(Kind.OBSERVATION), None

    def _session_rows(self) -> Iterator[ExportRow]:
        room = Counter(person.session_id for person in self._report.room)
        for session in self._report.sessions:
            kinds = {kind: self._count.of_session(session.id, kind) for kind in Kind}
            began = session.started_ms if session.started_ms is not None else session.scheduled_ms
            yield (
                self._when(began, session),
                self._when(session.ended_ms, session),
                self._zone or session.zone,
                session.title,
                session.product,
                session.place,
                session.facilitator,
                session.note_taker,
                room[session.id],
                sum(kinds[kind] for kind in (*RANKED_KINDS, *APART_KINDS)),
                *(kinds[kind] for kind in (*RANKED_KINDS, *APART_KINDS)),
                len(self._count.new.get(session.id, ())),
                session.bottom_line,
            )

    def _people_rows(self) -> Iterator[ExportRow]:
        said = self._count.said
        for person in self._report.room:
            session = self._sessions.get(person.session_id)
            account = self._accounts.get(person.account_id or "")
            yield (
                self._when(session.started_ms, session) if session else None,
                session.title if session else "",
                person.seat,
                person.name,
                person.role,
                person.account,
                account.segment if account else "",
                account.revenue_share if account else None,
                said[person.id],
            )

    def _commitment_rows(self) -> Iterator[ExportRow]:
        promised = (note for note in self._report.notes if note.kind is NoteKind.COMMITMENT)
        for note in sorted(
            promised, key=lambda note: (note.done, -self._overdue(note), note.at_ms, note.id)
        ):
            session = self._sessions.get(note.session_id)
            late = self._overdue(note)
            state = self._words(labels.DONE if note.done else labels.STILL_OPEN)
            yield (
                note.text,
                note.owner,
                _day(note.due_on) or note.due,
                note.speaker,
                overdue(self._words, late) if late else state,
                self._when(note.at_ms, session),
                session.title if session else "",
                self._when(note.done_ms, session),
            )

    def _overdue(self, note: Note) -> int:
        session = self._sessions.get(note.session_id)
        today = local(self._now_ms, zone_of(self._zone or (session.zone if session else "UTC")))
        return note.overdue_days(today.date().isoformat()) if today else 0

    def _on_the_clock(self, seconds: int) -> timedelta:
        found = self._moments.get(seconds)
        if found is None:
            found = self._moments[seconds] = timedelta(seconds=seconds)
        return found

    def _when(self, ms: int | None, session: Session | None) -> datetime | None:
        if ms is None:
            return None
        name = self._zone or (session.zone if session else "UTC")
        if name not in self._zones:
            self._zones[name] = zone_of(name)
        return local(ms, self._zones[name])


def local(ms: int, zone: tzinfo) -> datetime | None:
    """Return *ms* as local time in *zone*, naive; None if a spreadsheet has no such date."""
    try:
        when = datetime.fromtimestamp(ms // 1000, zone).replace(tzinfo=None)
    except (OverflowError, OSError, ValueError):
        return None
    return when if 1900 < when.year < 9999 else None


def _day(iso: str) -> date | None:
    """Return the day *iso*; None if there is none or a spreadsheet has no such date."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return None
    return day if 1900 < day.year < 9999 else None
