"""The words of the domain as plain values: what a session, a participant, a quote is.

Times are integer milliseconds: ``*_ms`` fields named ``at_ms``, ``created_ms``,
``started_ms`` and the like are Unix time in UTC; ``offset_ms`` and ``spent_ms``
are lengths on the session's own clock. How they are kept lives in ``store``.
"""

from dataclasses import dataclass, field
from enum import StrEnum

PATH_SEPARATOR = " > "


def last_name(path: str) -> str:
    """The last part of a theme's path."""
    return path.rsplit(PATH_SEPARATOR, 1)[-1]


class Kind(StrEnum):
    """What a quote is evidence of; an observation is the note-taker's own note."""

    PROBLEM = "problem"
    STRENGTH = "strength"
    MISSING_FEATURE = "missing_feature"
    OBSERVATION = "observation"


QUOTE_KINDS = (Kind.PROBLEM, Kind.STRENGTH, Kind.MISSING_FEATURE)
"""The three kinds of quote, in the order in which they are always shown."""

KIND_LABELS = {
    Kind.PROBLEM: "problem",
    Kind.STRENGTH: "strength",
    Kind.MISSING_FEATURE: "missing feature",
    Kind.OBSERVATION: "observation",
}
KIND_SIGNS = {
    Kind.PROBLEM: "▼",
    Kind.STRENGTH: "▲",
    Kind.MISSING_FEATURE: "+",
    Kind.OBSERVATION: "·",
}
KIND_ASCII_SIGNS = {
    Kind.PROBLEM: "-",
    Kind.STRENGTH: "+",
    Kind.MISSING_FEATURE: "?",
    Kind.OBSERVATION: ".",
}
"""The same signs for terminals without Unicode: those of the capture line."""


class SectionKind(StrEnum):
    """Krueger & Casey (2015), ch. 3: the kinds of question in a questioning route."""

    OPENING = "opening"
    INTRODUCTORY = "introductory"
    TRANSITION = "transition"
    KEY = "key"
    ENDING = "ending"


class SessionStatus(StrEnum):
    """scheduled → live (⇄ paused) → ended → debriefed."""

    SCHEDULED = "scheduled"
    LIVE = "live"
    PAUSED = "paused"
    ENDED = "ended"
    DEBRIEFED = "debriefed"

    @property
    def is_open(self) -> bool:
        """Whether quotes are still being captured, so that it can be resumed."""
        return self in (SessionStatus.LIVE, SessionStatus.PAUSED)


@dataclass(frozen=True, slots=True)
class Probe:
    """A follow-up to a question; *line* is 1-based in the agenda's text."""

    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a section; *must* marks one that has to be asked."""

    text: str
    probes: tuple[Probe, ...] = ()
    must: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """Something for the facilitator to tick off live, such as the consent."""

    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class ThemeSpec:
    """A product theme named by an agenda: ``Reporting > Exports`` and what it means."""

    path: str
    description: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the agenda, with what is said, asked and listened for in it.

    *minutes* is the planned length, 0 when the author gave none. *script* is read
    aloud, *notes* are for the facilitator. *themes* are paths, *listen_for* the
    kind that quotes of this section start with.
    """

    title: str
    minutes: float = 0
    kind: SectionKind | None = None
    questions: tuple[Question, ...] = ()
    script: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    themes: tuple[str, ...] = ()
    listen_for: Kind | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Agenda:
    """A discussion guide. *source* is the Markdown that it was read from."""

    title: str
    sections: tuple[Section, ...] = ()
    product: str = ""
    minutes: float = 0
    language: str = ""
    themes: tuple[ThemeSpec, ...] = ()
    source: str = ""

    @property
    def planned_minutes(self) -> float:
        """The sum of the sections' minutes, in minutes."""
        return sum(section.minutes for section in self.sections)

    @property
    def theme_paths(self) -> tuple[str, ...]:
        """Every theme that the agenda names, in order of appearance, once each."""
        named = [spec.path for spec in self.themes]
        named += [path for section in self.sections for path in section.themes]
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Account:
    """A customer company; *revenue_share* is a fraction of our revenue, 0 to 1."""

    id: str
    name: str
    segment: str = ""
    revenue_share: float | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """A customer in one session. *person_id* is the same for one person across sessions.

    *arrived_ms* and *left_ms* are Unix ms; None is: from the start, and: to the end.
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
    arrived_ms: int | None = None
    left_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """A product theme of the codebook; *path* is ``Parent > Child``."""

    id: str
    path: str
    description: str = ""

    @property
    def name(self) -> str:
        """The last part of the path."""
        return last_name(self.path)

    @property
    def depth(self) -> int:
        """0 for a theme at the top."""
        return self.path.count(PATH_SEPARATOR)


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting with customers. *zone* is an IANA name such as ``Europe/Berlin``."""

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


@dataclass(frozen=True, slots=True)
class Quote:
    """What a participant said, or an observation, as stored and as shown.

    *at_ms* is the time of the first key typed (Unix ms, UTC); *offset_ms* the same
    moment on the session's clock. *section* and *question* are 0-based places in the
    agenda, -1 for none, and their titles stand beside them. *intensity* is 0 to 2.
    *agreement* and *dissent* count the others who nodded or objected. Of one who is not
    *named* only the role leaves the program.
    """

    id: str
    session_id: str
    text: str
    kind: Kind
    at_ms: int
    offset_ms: int = 0
    participant_id: str | None = None
    speaker: str = ""
    role: str = ""
    initials: str = ""
    seat: int = 0
    person_id: str = ""
    account_id: str | None = None
    account: str = ""
    themes: tuple[str, ...] = ()
    section: int = -1
    section_title: str = ""
    question: int = -1
    question_text: str = ""
    intensity: int = 0
    verbatim: bool = True
    stub: bool = False
    agreement: int = 0
    dissent: int = 0
    session_title: str = ""
    session_zone: str = "UTC"
    n: int = 0
    rev: int = 0
    named: bool = True

    @property
    def is_observation(self) -> bool:
        """Whether this is the note-taker's own note, never mixed with quotes."""
        return self.kind is Kind.OBSERVATION


class NoteKind(StrEnum):
    """What was taken down beside the quotes; a task stands there once it is ticked."""

    PARKED = "parked"
    CALLBACK = "callback"
    COMMITMENT = "commitment"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class Note:
    """A parking-lot topic, a callback, a commitment, or a task of the agenda that was ticked.

    *due* is as it was written, *due_on* the day that it means (ISO 8601, empty for none),
    *done_ms* when it was done (Unix ms).
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


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One section (*question* -1) or question of a session: planned against real.

    *planned_ms* and *spent_ms* are lengths; *entered_ms* is when it was first opened
    (Unix ms), None when it never was. *state* is empty, ``skipped`` or ``parked``.
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
    """The facilitator's own sentence for one theme in one kind."""

    theme: str
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that a document about one or several sessions is made of.

    *title* heads the document and *scope* says in words what was chosen ("theme
    Reporting, problems, since January 2026"), empty for a whole session. Quotes are
    in the order in which they were said. *theme* is the path that it was narrowed down to:
    other themes of its quotes are no findings of it. *withheld* quotes of its sessions are
    not in it, since their speakers do not agree to notes (any more).
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
