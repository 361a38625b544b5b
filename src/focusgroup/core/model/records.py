"""What is stored, as plain values: sessions, people, accounts, themes, quotes, notes, reports."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from focusgroup.core.model.backroom import JobFunction
from focusgroup.core.model.guide import SectionKind
from focusgroup.core.model.kinds import PATH_SEPARATOR, Kind


class SessionStatus(StrEnum):
    """The life of a session: scheduled → live (⇄ paused) → ended → debriefed."""

    SCHEDULED = "scheduled"
    LIVE = "live"
    PAUSED = "paused"
    ENDED = "ended"
    DEBRIEFED = "debriefed"

    @property
    def is_open(self) -> bool:
        """Return whether quotes are still being captured, so the session can be resumed."""
        return self in (SessionStatus.LIVE, SessionStatus.PAUSED)


@dataclass(frozen=True, slots=True)
class Account:
    """A customer's company; *revenue_share* is its fraction of our revenue, 0 to 1."""

    id: str
    name: str
    segment: str = ""
    revenue_share: float | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """A customer in one session. *person_id* is the same for one person across sessions.

    Who was not *asked* has the least consent, which is no answer of theirs. *arrived_ms* and
    *left_ms* are Unix ms. None means there from the start, or until the end.
    """

    id: str
    session_id: str
    seat: int
    name: str
    initials: str
    role: str = ""
    account: str = ""
    account_id: str | None = None
    person_id: str = ""
    consent_notes: bool = True
    consent_name: bool = True
    asked: bool = True
    arrived_ms: int | None = None
    left_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """A product theme in the codebook; *path* is ``Parent > Child``.

    *description* is what it is, *excludes* what it is not, *owner* the colleague who looks after
    it. A *retired* theme keeps its quotes and is no longer offered. *other_names* are paths that it
    had, or that themes merged into it had.
    """

    id: str
    path: str
    description: str = ""
    excludes: str = ""
    keywords: tuple[str, ...] = ()
    owner: str = ""
    retired: bool = False
    other_names: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the last part of the path."""
        return self.path.rsplit(PATH_SEPARATOR, 1)[-1]

    @property
    def depth(self) -> int:
        """Return how many themes are above this one; 0 at the top of the tree."""
        return self.path.count(PATH_SEPARATOR)


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting with customers. *zone* is an IANA name such as ``Europe/Berlin``.

    *clock_rev* is the revision at which its clock was saved last.
    """

    id: str
    title: str
    status: SessionStatus = SessionStatus.SCHEDULED
    product: str = ""
    place: str = ""
    facilitator: str = ""
    note_taker: str = ""
    zone: str = "UTC"
    agenda_name: str = ""
    agenda_source: str = ""
    planned_minutes: float = 0
    created_ms: int = 0
    scheduled_ms: int | None = None
    started_ms: int | None = None
    ended_ms: int | None = None
    bottom_line: str = ""
    sample: bool = False
    rev: int = 0
    quotes: int = 0
    clock_rev: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """All of a quote that can change. Snapshots, journal, rows and `Edit` follow its fields.

    *at_ms* is when the first key was pressed (Unix ms, UTC); *offset_ms* is the same moment on the
    session's clock. *themes* are paths. *section* and *question* are 0-based positions in the
    agenda, -1 for none. *intensity* is 0 to 2. *agreement* and *dissent* count how many others
    agreed or disagreed. *taken_by* are the initials of the colleague who took it down, of two
    with a comma between; empty if unknown.
    """

    text: str
    kind: Kind
    at_ms: int
    offset_ms: int = 0
    participant_id: str | None = None
    themes: tuple[str, ...] = ()
    section: int = -1
    question: int = -1
    intensity: int = 0
    verbatim: bool = True
    stub: bool = False
    agreement: int = 0
    dissent: int = 0
    taken_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Said):
    """What a participant said, or an observation, as it is saved and shown.

    Details of its speaker and session are repeated here; *section_title* and *question_text*
    repeat the agenda's wording. If *named* is false, documents show the speaker's role instead of
    the name.
    """

    id: str
    session_id: str
    speaker: str = ""
    role: str = ""
    initials: str = ""
    seat: int = 0
    person_id: str = ""
    account_id: str | None = None
    account: str = ""
    section_title: str = ""
    question_text: str = ""
    session_title: str = ""
    session_zone: str = "UTC"
    n: int = 0
    rev: int = 0
    named: bool = True

    @property
    def is_observation(self) -> bool:
        """Return whether this is the note-taker's own note, never mixed with quotes."""
        return self.kind is Kind.OBSERVATION


class NoteKind(StrEnum):
    """What is captured besides quotes; a task of the agenda is saved here once it is ticked."""

    PARKED = "parked"
    CALLBACK = "callback"
    COMMITMENT = "commitment"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class Note:
    """A parking-lot topic, a callback, a commitment, or a task of the agenda that was ticked.

    *due* is the due date as it was typed and *due_on* the day it means (ISO 8601, empty if none).
    *done_ms* is when it was done (Unix ms).
    """

    id: str
    session_id: str
    kind: NoteKind
    text: str
    at_ms: int
    offset_ms: int = 0
    participant_id: str | None = None
    speaker: str = ""
    owner: str = ""
    due: str = ""
    due_on: str = ""
    done: bool = False
    done_ms: int | None = None

    def overdue_days(self, today: str) -> int:
        """Return how many days it is overdue on *today* (ISO 8601); 0 if it is done or in time."""
        if self.done or not self.due_on or self.due_on >= today:
            return 0
        return (date.fromisoformat(today) - date.fromisoformat(self.due_on)).days


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One section (*question* -1) or question of a session: planned against actual.

    *planned_ms* and *spent_ms* are lengths. *entered_ms* is when it was first opened (Unix ms),
    None if it never was. *state* is empty, ``skipped`` or ``parked``.
    """

    section: int
    question: int
    title: str
    kind: SectionKind | None = None
    planned_ms: int = 0
    spent_ms: int = 0
    entered_ms: int | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """The facilitator's own sentence for one theme and one kind of quote."""

    theme: str
    kind: Kind
    text: str


class QuoteSource(Protocol):
    """Quotes that are read one by one, for more of them than memory holds; to be closed.

    *spoken* is how many there are without observations, *sessions* the ids of their sessions.
    """

    @property
    def sessions(self) -> frozenset[str]: ...
    @property
    def spoken(self) -> int: ...

    def of_session(self, session_id: str) -> Iterator[Quote]:
        """Yield the quotes and observations of a session, in the order they were said."""
        ...

    def close(self) -> None:
        """Let go of what they are read from."""
        ...


@dataclass(frozen=True, slots=True)
class Raised:
    """A quote of an earlier session: its themes, and which of its voices it was, by number."""

    themes: tuple[str, ...]
    voice: int


@dataclass(frozen=True, slots=True)
class SessionBefore:
    """The session before with the same agenda or some of the same accounts, without its names.

    *room* people were there; *accounts* counts those that are in both, *agenda* is whether it was
    the same. *zone* is the session's.
    """

    started_ms: int
    zone: str
    room: int = 0
    accounts: int = 0
    agenda: bool = False
    raised: tuple[Raised, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The content of a document about one or several sessions.

    *title* heads the document. *scope* describes the selection ("theme Reporting, problems, since
    January 2026") and is empty for a whole session. Quotes are in the order in which they were
    said. *theme* is the path of the selected theme: other themes of its quotes do not become
    findings. *surprises*, *hypotheses* and *next_time* are what one session's debrief says, and
    *moments* the quotes marked in it, by their `n`.
    *earlier* are the commitments of the session before it, each by whether it was done and the day
    it is due (as an ordinal, 0 for none); *before* is the session that this one is compared with.
    *kinds* are those chosen, if not all. *asked* counts the
    quotes among which they were chosen, 0 if all were; *counted* are the places of the participants
    who count, in a report on chosen people. *changed_ms* is when any of it was changed last (Unix
    ms, 0 if unknown). *withheld* counts the sessions' quotes that are left out because their
    speakers do not consent to notes, or no longer do. *heard_by* is what each colleague does who
    listened in the back room.
    """

    title: str
    sessions: tuple[Session, ...]
    participants: tuple[Participant, ...] = ()
    accounts: tuple[Account, ...] = ()
    quotes: tuple[Quote, ...] = ()
    notes: tuple[Note, ...] = ()
    agenda_items: dict[str, tuple[AgendaItem, ...]] = field(default_factory=dict)
    themes: tuple[Theme, ...] = ()
    scope: str = ""
    sample: bool = False
    headlines: tuple[Headline, ...] = ()
    theme: str = ""
    withheld: int = 0
    surprises: str = ""
    hypotheses: str = ""
    next_time: str = ""
    moments: tuple[int, ...] = ()
    earlier: tuple[tuple[int, int], ...] = ()
    before: SessionBefore | None = None
    kinds: tuple[Kind, ...] = ()
    asked: int = 0
    changed_ms: int = 0
    counted: tuple[int, ...] | None = None
    heard_by: tuple[JobFunction, ...] = ()
    stream: "QuoteSource | None" = field(default=None, compare=False)
    """The quotes, if they are read one by one; *quotes* is then one of each speaker who is no
    participant."""

    @property
    def spoken_in(self) -> frozenset[str]:
        """Return the ids of the sessions that the quotes are of."""
        return self.stream.sessions if self.stream else frozenset(q.session_id for q in self.quotes)

    @property
    def room(self) -> tuple[Participant, ...]:
        """Return the participants among whom people are counted."""
        if self.counted is None:
            return self.participants
        return tuple(self.participants[place] for place in self.counted)
