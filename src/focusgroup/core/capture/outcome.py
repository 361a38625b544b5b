"""What a capture line comes to, and what sticks from one line to the next: plain values."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from focusgroup.core.capture.grammar import Span
from focusgroup.core.model import QUOTE_KINDS, Kind

if TYPE_CHECKING:
    from focusgroup.core.people.people import NewParticipant


@dataclass(frozen=True, slots=True)
class Sticky:
    """What a line means that does not say otherwise: kind, speaker, themes (paths)."""

    kind: Kind = Kind.PROBLEM
    participant_id: str | None = None
    themes: tuple[str, ...] = ()

    def to_json(self) -> str:
        """As text, for the draft; ``from_json`` reads it."""
        parts = {"kind": self.kind, "participant_id": self.participant_id, "themes": self.themes}
        return json.dumps(parts, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> "Sticky":
        """What ``to_json`` wrote; what is missing or damaged in it is as at the start."""
        try:
            parts = json.loads(text)
        except (ValueError, TypeError, RecursionError):
            return Sticky()
        if not isinstance(parts, dict):
            return Sticky()
        kind, who, themes = (parts.get(name) for name in ("kind", "participant_id", "themes"))
        paths = themes if isinstance(themes, list) else []
        return Sticky(
            kind=Kind(kind) if kind in [each.value for each in QUOTE_KINDS] else Kind.PROBLEM,
            participant_id=who if isinstance(who, str) else None,
            themes=tuple(path for path in paths if isinstance(path, str)),
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be stored: a quote, or an observation. *themes* are full paths."""

    text: str
    kind: Kind
    participant_id: str | None = None
    themes: tuple[str, ...] = ()
    intensity: int = 0
    verbatim: bool = True
    stub: bool = False


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A slash command with the text behind it; *person* is who ``/who`` brings in."""

    name: str
    text: str
    participant_id: str | None = None
    themes: tuple[str, ...] = ()
    person: "NewParticipant | None" = None


class Trouble(StrEnum):
    """What kept a line from being stored."""

    UNKNOWN_SPEAKER = "unknown speaker"
    AMBIGUOUS_SPEAKER = "ambiguous speaker"
    UNKNOWN_THEME = "unknown theme"
    AMBIGUOUS_THEME = "ambiguous theme"
    UNKNOWN_COMMAND = "unknown command"
    NO_CONSENT = "no consent"
    NO_WORDS = "no words"
    TOO_LONG = "too long"


@dataclass(frozen=True, slots=True)
class CaptureProblem:
    """Why a line was not stored: *message* says it to a person, with what to do.

    *written* is the name that was not understood and *span* its place in the line (None
    when no name is to blame); *nearest* are names that were perhaps meant; *new_themes*
    the themes that the line makes when it is recorded with ``allow_new_themes``.
    """

    trouble: Trouble
    message: str
    written: str = ""
    nearest: tuple[str, ...] = ()
    new_themes: tuple[str, ...] = ()
    span: Span | None = None

    @property
    def new_theme(self) -> str | None:
        """The first theme that would be new."""
        return self.new_themes[0] if self.new_themes else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line: at most one of entry, command and problem, and what sticks now.

    *new_themes* are paths of the entry or command that the codebook does not have yet;
    *removed* counts the characters that were no text and are left out.
    """

    sticky: Sticky
    entry: Entry | None = None
    command: SlashCommand | None = None
    problem: CaptureProblem | None = None
    new_themes: tuple[str, ...] = ()
    removed: int = 0
