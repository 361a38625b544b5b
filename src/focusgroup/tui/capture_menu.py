"""Completion as you type: what the word at the caret may mean."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from focusgroup.core.capture import Token, complete, token_at, token_text
from focusgroup.core.line import Line
from focusgroup.core.model import Quote
from focusgroup.core.resolve import rank_speakers, rank_themes, theme_path
from focusgroup.core.theme_use import ThemeUse
from focusgroup.tui.live_session import LiveSession
from focusgroup.tui.look import last_name
from focusgroup.tui.suggesting import shortest_name

SIZE = 8
NUMBER = re.compile(r"(?<!\S)[#＃]([1-8])\Z")
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
        self.use = ThemeUse()
        self._used: dict[str, tuple[str, ...]] = {}
        for quote in live.ordered():
            self.saw(quote)
        self.elsewhere: Sequence[str] = ()

    def saw(self, quote: Quote) -> None:
        """A quote was taken down or changed: its themes were used, if they are new to it."""
        if self._used.get(quote.id) != quote.themes:
            self._used[quote.id] = quote.themes
            self.use.used(quote.themes, quote.section)

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
        live = self._live
        agenda = live.section.themes if live.section else ()
        ranked = self.use.ranked(live.clock.section, first=[*live.sticky.themes, *agenda])
        return list(dict.fromkeys([*ranked, *self.elsewhere]))

    def picks(self) -> list[str]:
        """The themes that one key takes: those used last under their numbers, then the section's
        others.
        """
        section = self._live.section
        used = list(self.use.numbered)
        known = {theme.path for theme in self._live.themes}
        more = filter(None, map(theme_path, section.themes if section else ()))
        return list(dict.fromkeys([*used, *(path for path in more if path in known)]))[:SIZE]

    def picked(self, line: Line, at: int) -> Line:
        """The line with the theme of that place in `picks` behind it; as it was for none."""
        picks = self.picks()
        if at >= len(picks):
            return line
        name = token_text("#", shortest_name(picks[at], self._live.themes, self.preferred()))
        blank = "" if not line.text or line.text.endswith(" ") else " "
        text = f"{line.text}{blank}{name} "
        return Line(text, len(text))

    def numbered(self, line: Line) -> Line | None:
        """The line with the theme under a number in the place of ``#2`` at its end.

        None where there is none under it, or where a theme's name begins with the digit.
        """
        text, used = line.text, self.picks()
        written = NUMBER.search(text) if line.caret == len(text) else None
        number = int(written[1]) if written else 0
        if not 0 < number <= len(used):
            return None
        path, themes = used[number - 1], self._live.themes
        gone = all(theme.path != path for theme in themes)
        if gone or any(last_name(theme.path).startswith(str(number)) for theme in themes):
            return None
        name = token_text("#", shortest_name(path, themes, self.preferred()))
        return Line(f"{text[:-2]}{name} ", len(text) + len(name) - 1)

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
        numbers = {path: f"{n} " for n, path in enumerate(self.picks(), 1)}
        return tuple(
            Choice(f"{numbers.get(r.item.path, '')}{r.item.path}", r.item.path) for r in found
        )
