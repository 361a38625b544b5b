"""The report as plain tables: what the spreadsheet and the CSV have in common.

A cell is text, a number, a ``datetime`` without a zone (that of the session), or nothing.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from focusgroup.core.findings import find
from focusgroup.core.model import KIND_LABELS, QUOTE_KINDS, NoteKind, Quote, Report, Session
from focusgroup.core.rollup import NO_THEME
from focusgroup.core.trends import by_session
from focusgroup.exports.word import dates, labels

Cell = str | int | float | datetime | timedelta | None
Row = tuple[Cell, ...]

PERCENT = frozenset(("Share of revenue",))
"""Heads of columns that hold a share, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a name and heads; *rows* can be walked once."""

    name: str
    heads: tuple[str, ...]
    rows: Iterator[Row]


QUOTE_HEADS = (
    "#", "Date", "On the clock", "Session", "Speaker", "Role", "Account", "Segment", "Kind",
    "Quote", "Themes", "Section", "Question", "Feeling", "Agree", "Object", "Verbatim",
    "Unfinished",
)  # fmt: skip
_THEME_HEADS = (
    "Theme", "Kind", "People", "Accounts", "Quotes", "Sessions", "Agree", "Object",
    "Share of revenue", "Evidence", "One voice", "Headline",
)  # fmt: skip
_SESSION_HEADS = (
    "Began", "Ended", "Time zone", "Session", "Product", "Place", "Facilitator", "Note-taker",
    "Participants", "Quotes", "Problems", "Strengths", "Missing features", "New themes",
    "Bottom line",
)  # fmt: skip
_PEOPLE_HEADS = (
    "Date", "Session", "Seat", "Name", "Role", "Account", "Segment", "Share of revenue", "Quotes",
)  # fmt: skip
_COMMITMENT_HEADS = ("What", "Owner", "Due", "Promised to", "Status", "Date", "Session")


class Tables:
    """Every table of *report*, which is shown as it is: give one that may be shown.

    Times are in *zone*, each session's own without it.
    """

    def __init__(self, report: Report, zone: str | None = None) -> None:
        self._report = report
        self._zone = zone
        self._sessions = {session.id: session for session in report.sessions}
        self._accounts = {account.id: account for account in report.accounts}

    def all(self) -> Iterator[Table]:
        """Quotes, Themes, Sessions, Participants, Commitments, and observations if any."""
        yield self.quotes()
        yield Table("Themes", _THEME_HEADS, self._theme_rows())
        yield Table("Sessions", _SESSION_HEADS, self._session_rows())
        yield Table("Participants", _PEOPLE_HEADS, self._people_rows())
        yield Table("Commitments", _COMMITMENT_HEADS, self._commitment_rows())
        if any(quote.is_observation for quote in self._report.quotes):
            yield self._observations()

    def quotes(self) -> Table:
        """What participants said, in the order of the log of the Word summary."""
        groups: dict[str, list[Quote]] = {session_id: [] for session_id in self._sessions}
        for quote in self._report.quotes:
            if not quote.is_observation:
                groups.setdefault(quote.session_id, []).append(quote)
        ordered = (quote for quotes in groups.values() for quote in quotes)
        rows = (self._quote(number, quote) for number, quote in enumerate(ordered, 1))
        return Table("Quotes", QUOTE_HEADS, rows)

    def _observations(self) -> Table:
        seen = (quote for quote in self._report.quotes if quote.is_observation)
        rows = (self._quote(number, quote) for number, quote in enumerate(seen, 1))
        return Table("Observations", QUOTE_HEADS, rows)

    def _quote(self, number: int, quote: Quote) -> Row:
        session = self._sessions.get(quote.session_id)
        account = self._accounts.get(quote.account_id or "")
        return (
            number,
            self._when(quote.at_ms, session),
            timedelta(seconds=max(0, quote.offset_ms) // 1000),
            session.title if session else quote.session_title,
            quote.speaker,
            quote.role,
            quote.account,
            account.segment if account else "",
            KIND_LABELS[quote.kind],
            quote.text,
            "; ".join(quote.themes),
            quote.section_title,
            quote.question_text,
            quote.intensity,
            quote.agreement,
            quote.dissent,
            "yes" if quote.verbatim else "no",
            "yes" if quote.stub else "no",
        )

    def _theme_rows(self) -> Iterator[Row]:
        for row in find(self._report).rows:
            for found in row.findings:
                tally, voice = found.tally, found.voice
                yield (
                    row.theme if row.theme != NO_THEME else labels.NO_THEME,
                    KIND_LABELS[found.kind],
                    tally.people,
                    tally.accounts,
                    tally.mentions,
                    tally.sessions,
                    tally.agreement,
                    tally.dissent,
                    tally.revenue.value if tally.revenue else None,
                    labels.EVIDENCE[found.evidence],
                    f"{voice.name}: {voice.quotes} of {voice.of}" if voice else "",
                    found.headline,
                )

    def _session_rows(self) -> Iterator[Row]:
        room = Counter(person.session_id for person in self._report.participants)
        for trend in by_session(self._report):
            session = self._sessions.get(trend.session_id)
            if session is None:
                continue
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
                trend.mentions,
                *(trend.kinds.get(kind, 0) for kind in QUOTE_KINDS),
                len(trend.new),
                session.bottom_line,
            )

    def _people_rows(self) -> Iterator[Row]:
        said = Counter(q.participant_id for q in self._report.quotes if not q.is_observation)
        for person in self._report.participants:
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

    def _commitment_rows(self) -> Iterator[Row]:
        promised = (note for note in self._report.notes if note.kind is NoteKind.COMMITMENT)
        for note in sorted(promised, key=lambda note: (note.done, note.at_ms, note.id)):
            session = self._sessions.get(note.session_id)
            yield (
                note.text,
                note.owner,
                note.due,
                note.speaker,
                labels.DONE if note.done else "open",
                self._when(note.at_ms, session),
                session.title if session else "",
            )

    def _when(self, ms: int | None, session: Session | None) -> datetime | None:
        if ms is None:
            return None
        name = self._zone or (session.zone if session else "UTC")
        return local(ms, dates.zone_named(name))


def local(ms: int, zone: tzinfo) -> datetime | None:
    """A time on the wall of *zone*, without it; None for what a spreadsheet has no date for."""
    try:
        when = datetime.fromtimestamp(ms // 1000, zone).replace(tzinfo=None)
    except (OverflowError, OSError, ValueError):
        return None
    return when if 1900 < when.year < 9999 else None
