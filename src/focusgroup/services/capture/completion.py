"""Completion as you type: what the word at the caret may mean."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from focusgroup.core.capture import (
    Line,
    SpanRole,
    Token,
    complete,
    parse_line,
    rank_speakers,
    rank_themes,
    theme_path,
    token_at,
    token_text,
)
from focusgroup.core.model import Quote
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.themes.codebook import renamed
from focusgroup.core.themes.paths import last_name
from focusgroup.core.themes.shortcut_letters import ThemeKeys
from focusgroup.core.themes.usage import ThemeUse
from focusgroup.services.capture.suggesting.suggestion import shortest_name
from focusgroup.services.live_session import LiveSession

SIZE = 8
NUMBER = lazy_pattern(r'[#＃]"?([1-8])"?(?=[\s,;:.!?…，、；：。！？]|\Z)')
LONGEST = 2_000
"""A longer line is a paste and is not completed (characters)."""


@dataclass(frozen=True, slots=True)
class CompletionItem:
    """One entry of the menu: the label shown, and the text it inserts into the line."""

    label: str
    insert: str


class CaptureMenu:
    """The completions of one line, looked up when they are first needed.

    *slash* holds the words that may follow a slash, and what each does; *taken* holds the
    letters that are commands when pressed with Alt.
    """

    def __init__(
        self, live: LiveSession, slash: Mapping[str, str], taken: Iterable[str] = ()
    ) -> None:
        self._live = live
        self._slash = slash
        self._line = Line()
        self._token: Token | None = None
        self._choices: tuple[CompletionItem, ...] | None = ()
        self.at = 0
        self.use = ThemeUse()
        self.keys = ThemeKeys(taken)
        self._order = dict.fromkeys(filter(None, map(theme_path, live.agenda.theme_paths)))
        for path in self._order:
            self.keys.named(path)
        self._used: dict[str, tuple[str, ...]] = {}
        for quote in live.ordered():
            self.saw(quote)
        self.elsewhere: Sequence[str] = ()

    def saw(self, quote: Quote) -> None:
        """Count a quote's themes as used, if they are new to it, once it is stored or changed."""
        if self._used.get(quote.id) != quote.themes:
            self._used[quote.id] = quote.themes
            self.use.used(quote.themes, quote.section)
            for path in quote.themes:
                self.keys.used(path)
                self._order[path] = None

    def rename(self, became: Mapping[str, str]) -> None:
        """Follow changes of the codebook: themes keep their uses, numbers and letters."""
        self.use.rename(became)
        self.keys.rename(became)
        self._order = dict.fromkeys(renamed(self._order, became))
        self._used = {each: renamed(paths, became) for each, paths in self._used.items()}
        self.elsewhere = renamed(self.elsewhere, became)
        self._choices = None

    def follow(self, line: Line) -> None:
        """Follow a change of the line."""
        self._line = line
        self._choices = None

    def close(self) -> None:
        """Offer nothing until the line changes."""
        self._choices = ()

    @property
    def choices(self) -> tuple[CompletionItem, ...]:
        """The completions on offer, the likeliest first."""
        if self._choices is None:
            self.at = 0
            self._choices = self._look_up()
        return self._choices

    def preferred(self) -> list[str]:
        """The themes that win when several fit equally well, the likeliest first."""
        live = self._live
        agenda = live.section.themes if live.section else ()
        ranked = self.use.ranked(live.clock.section, first=[*live.sticky.themes, *agenda])
        return list(dict.fromkeys([*ranked, *self.elsewhere]))

    def theme_map(self) -> list[tuple[str, str]]:
        """Return the letter and the path of each theme of this session, the agenda's first.

        The letter is "" once there are more themes than letters.
        """
        return [(self.keys.letter(path), path) for path in self._order]

    def numbered(self) -> list[str]:
        """Return the themes for `#1` to `#8`: those used last, then the section's others."""
        section = self._live.section
        agenda = filter(None, map(theme_path, section.themes if section else ()))
        known = {theme.path for theme in self._live.themes}
        more = (path for path in agenda if path in known)
        return list(dict.fromkeys([*self.use.numbered, *more]))[:SIZE]

    def picks(self) -> list[tuple[str, str]]:
        """Return the themes at hand, each as what to type and its path: ``1e`` for #1 and alt+e.

        Themes with a number come first, then the session's others, the likeliest first.
        """
        numbers = self.numbered()
        others = dict.fromkeys([*self.use.ranked(self._live.clock.section), *self._order])
        keys = [(f"{n}{self.keys.letter(path)}", path) for n, path in enumerate(numbers, 1)]
        more = [(self.keys.letter(path), path) for path in others if path not in numbers]
        return [*keys, *filter(lambda pick: pick[0], more)]

    def short_name(self, path: str) -> str | None:
        """Return the shortest name that means a theme, None if the theme does not exist."""
        if all(theme.path != path for theme in self._live.themes):
            return None
        return shortest_name(path, self._live.themes, self.preferred())

    def with_numbered(self, row: str) -> str:
        """Return the row with each number that is typed as a tag, like ``#2``, as its theme's name.

        A number stays if no theme has it, or if a theme's name begins with the digit.
        """
        used, themes = self.numbered(), self._live.themes
        paths = {theme.path for theme in themes}
        for span in reversed(parse_line(row).spans if NUMBER.search(row) else ()):
            written = NUMBER.match(row, span.start)
            number = int(written[1]) if written and span.role is SpanRole.THEME else 0
            path = used[number - 1] if 0 < number <= len(used) else None
            own = any(last_name(theme.path).startswith(str(number)) for theme in themes)
            if written and path in paths and not own:
                name = token_text("#", shortest_name(path, themes, self.preferred()))
                row = f"{row[: written.start()]}{name}{row[written.end() :]}"
        return row

    def choose(self, by: int) -> None:
        """Move the choice by so many entries, wrapping round at the ends."""
        self.at = (self.at + by) % len(self.choices)

    def taken(self, line: Line) -> Line:
        """Return the line with the word replaced by the chosen completion."""
        if not self.choices or self._token is None:
            return line
        return Line(*complete(line.text, self._token, self.choices[self.at].insert))

    def _look_up(self) -> tuple[CompletionItem, ...]:
        line = self._line
        self._token = token_at(line.text, line.caret) if len(line.text) < LONGEST else None
        if self._token is None:
            return ()
        query = self._token.query
        if self._token.sigil == "@":
            people = rank_speakers(query, self._live.participants, limit=SIZE)
            return tuple(
                CompletionItem(f"{r.item.seat} {r.item.initials} {r.item.name}", str(r.item.seat))
                for r in people
            )
        if self._token.sigil == "/":
            words = [word for word in self._slash if word.startswith(query)]
            return tuple(
                CompletionItem(f"/{word}  {self._slash[word]}", word) for word in words[:SIZE]
            )
        found = rank_themes(query, self._live.themes, self.preferred(), limit=SIZE)
        keys = {path: f"{key} " for key, path in self.picks()}
        return tuple(
            CompletionItem(f"{keys.get(r.item.path, '')}{r.item.path}", r.item.path) for r in found
        )
