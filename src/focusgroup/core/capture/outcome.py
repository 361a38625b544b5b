"""The result of a capture line, and what carries over from one line to the next."""

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from focusgroup.core.capture.grammar import Span
from focusgroup.core.model import QUOTE_KINDS, Kind

if TYPE_CHECKING:
    from focusgroup.core.people.people import NewParticipant


@dataclass(frozen=True, slots=True)
class Sticky:
    """What carries over to the next line unless it says otherwise: kind, speaker, theme paths.

    *kind_of_section* and *themes_of_section* say that the open section set them, and nobody since:
    they end with it.
    """

    kind: Kind = Kind.PROBLEM
    participant_id: str | None = None
    themes: tuple[str, ...] = ()
    kind_of_section: bool = field(default=False, compare=False)
    themes_of_section: bool = field(default=False, compare=False)

    def to_json(self) -> str:
        """Return it as text, for the draft; ``from_json`` reads it."""
        parts = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(parts, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> "Sticky":
        """Read the text of ``to_json``; missing or damaged parts get their initial values."""
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
            kind_of_section=parts.get("kind_of_section") is True,
            themes_of_section=parts.get("themes_of_section") is True,
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A quote or an observation to be saved. *themes* are full paths.

    *also* are the ids of those who were named with the speaker: they may have agreed.
    """

    text: str
    kind: Kind
    participant_id: str | None = None
    themes: tuple[str, ...] = ()
    intensity: int = 0
    verbatim: bool = True
    stub: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A slash command with the text after it; *person* is the participant that ``/who`` adds."""

    name: str
    text: str
    participant_id: str | None = None
    themes: tuple[str, ...] = ()
    person: "NewParticipant | None" = None


class Trouble(StrEnum):
    """Why a line was not saved."""

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
    """Why a line was not saved: *message* tells a person why and what to do.

    *written* is the name that was not understood and *span* its place in the line (None if no name
    is the cause). *nearest* are names that were perhaps meant. *new_themes* are the themes that the
    line would create if recorded with ``allow_new_themes``.
    """

    trouble: Trouble
    message: str
    written: str = ""
    nearest: tuple[str, ...] = ()
    new_themes: tuple[str, ...] = ()
    span: Span | None = None

    @property
    def new_theme(self) -> str | None:
        """Return the first theme that would be new, None if there is none."""
        return self.new_themes[0] if self.new_themes else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a line: at most one of entry, command and problem, and what carries over.

    *new_themes* are paths in the entry or command that the codebook does not have yet. *removed*
    counts the characters that were removed because they were not text.
    """

    sticky: Sticky
    entry: Entry | None = None
    command: SlashCommand | None = None
    problem: CaptureProblem | None = None
    new_themes: tuple[str, ...] = ()
    removed: int = 0
