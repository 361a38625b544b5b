"""What is stored, as plain values: sessions, people, accounts, themes, quotes, notes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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

    Whoever was not *asked* has the least consent, which isn't their answer. *arrived_ms* and
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

    *quotes* are what customers said; the note-taker's own *observations* are counted apart.
    *clock_rev* is the revision at which its clock was saved last. *published* is the repository
    that it was sent to, where it lives since: it is read-only here, unless it is "".
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
    observations: int = 0
    clock_rev: int = 0
    published: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """All of a quote that can change. Snapshots, journal, rows and `Edit` follow its fields.

    *at_ms* is when the first key was pressed (Unix ms, UTC); *offset_ms* is the same moment on the
    session's clock. *themes* are paths. *section* and *question* are 0-based positions in the
    agenda, -1 for none. *intensity* is 0 to 2. *agreement* and *dissent* count how many others
    agreed or disagreed. *taken_by* are the initials of the colleague who captured it, of two
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
