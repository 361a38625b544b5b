"""Completion as you type: what the word at the caret may mean."""

from collections.abc import Mapping
from dataclasses import dataclass

from focusgroup.core.capture import Token, complete, token_at
from focusgroup.core.line import Line
from focusgroup.core.resolve import rank_speakers, rank_themes
from focusgroup.tui.live_session import LiveSession

SIZE = 8
LONGEST = 2_000
"""A longer line is a paste and is not completed (characters)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of the menu: what is shown, and what it puts into the line."""

    label: str
    insert: str


class CaptureMenu:
    """The completions of one line; looked up when they are first asked for.

    *slash* holds the words that may follow a slash, and what each does.
    """

    def __init__(self, live: LiveSession, slash: Mapping[str, str]) -> None:
        self._live = live
        self._slash = slash
        self._line = Line()
        self._token: Token | None = None
        self._choices: tuple[Choice, ...] | None = ()
        self.at = 0

    def follow(self, line: Line) -> None:
        """The line has changed."""
        self._line = line
        self._choices = None

    def close(self) -> None:
        """Offer nothing until the line changes."""
        self._choices = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What is offered, the likeliest first."""
        if self._choices is None:
            self.at = 0
            self._choices = self._look_up()
        return self._choices

    def preferred(self) -> list[str]:
        """The themes that win among those which fit equally well, the likeliest first."""
        section = self._live.section
        return [*self._live.sticky.themes, *(section.themes if section else ())]

    def choose(self, by: int) -> None:
        """Move the choice; round at the ends."""
        self.at = (self.at + by) % len(self.choices)

    def taken(self, line: Line) -> Line:
        """The line with the chosen completion in the place of the word."""
        if not self.choices or self._token is None:
            return line
        return Line(*complete(line.text, self._token, self.choices[self.at].insert))

    def _look_up(self) -> tuple[Choice, ...]:
        line = self._line
        self._token = token_at(line.text, line.caret) if len(line.text) < LONGEST else None
        if self._token is None:
            return ()
        query = self._token.query
        if self._token.sigil == "@":
            people = rank_speakers(query, self._live.participants, limit=SIZE)
            return tuple(
                Choice(f"{r.item.seat} {r.item.initials} {r.item.name}", str(r.item.seat))
                for r in people
            )
        if self._token.sigil == "/":
            words = [word for word in self._slash if word.startswith(query)]
            return tuple(Choice(f"/{word}  {self._slash[word]}", word) for word in words[:SIZE])
        found = rank_themes(query, self._live.themes, self.preferred(), limit=SIZE)
        return tuple(Choice(r.item.path, r.item.path) for r in found)
