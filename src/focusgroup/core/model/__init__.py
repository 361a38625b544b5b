"""The domain as plain values: sessions, agendas, participants, accounts, themes, quotes, notes.

Times are integer milliseconds. Fields such as ``at_ms``, ``created_ms`` and ``started_ms`` are Unix
time in UTC; ``offset_ms`` and ``spent_ms`` are lengths on the session's own clock. ``store``
decides how they are saved.
"""

from focusgroup.core.model.backroom import (
    JobFunction,
    Observer,
    ObserverQuestion,
    QuestionState,
)
from focusgroup.core.model.guide import (
    Agenda,
    GuideNote,
    GuideStep,
    Probe,
    Question,
    ScriptText,
    Section,
    SectionKind,
    SidePart,
    Subheading,
    Task,
    ThemeSpec,
)
from focusgroup.core.model.kinds import (
    APART_KINDS,
    KIND_ASCII_SIGNS,
    KIND_LABELS,
    KIND_NOUNS,
    KIND_SIGNS,
    PATH_SEPARATOR,
    QUOTE_KINDS,
    RANKED_KINDS,
    Kind,
)
from focusgroup.core.model.records import (
    Account,
    AgendaItem,
    Note,
    NoteKind,
    Participant,
    Quote,
    Said,
    Session,
    SessionStatus,
    Theme,
)
from focusgroup.core.model.report import (
    NONE_WITHHELD,
    Headline,
    QuoteSource,
    Raised,
    Report,
    SessionBefore,
    Withheld,
)

__all__ = [
    "APART_KINDS",
    "KIND_ASCII_SIGNS",
    "KIND_LABELS",
    "KIND_NOUNS",
    "KIND_SIGNS",
    "NONE_WITHHELD",
    "PATH_SEPARATOR",
    "QUOTE_KINDS",
    "RANKED_KINDS",
    "Account",
    "Agenda",
    "AgendaItem",
    "GuideNote",
    "GuideStep",
    "Headline",
    "JobFunction",
    "Kind",
    "Note",
    "NoteKind",
    "Observer",
    "ObserverQuestion",
    "Participant",
    "Probe",
    "Question",
    "QuestionState",
    "Quote",
    "QuoteSource",
    "Raised",
    "Report",
    "Said",
    "ScriptText",
    "Section",
    "SectionKind",
    "Session",
    "SessionBefore",
    "SessionStatus",
    "SidePart",
    "Subheading",
    "Task",
    "Theme",
    "ThemeSpec",
    "Withheld",
]
