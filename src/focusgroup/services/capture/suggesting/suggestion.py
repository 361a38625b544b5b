"""Suggest a theme from the words being typed, learning in the background.

It learns from the newest quotes of the database, a few at a time between the keys, and then
from each quote as it is saved or corrected.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from focusgroup.core.capture import Line, Parsed, parse_line, resolve_theme, token_text
from focusgroup.core.model import Kind, Quote, Theme
from focusgroup.core.themes.codebook import renamed
from focusgroup.core.themes.paths import last_name
from focusgroup.core.themes.suggestion import STUCK, Suggester, weight
from focusgroup.services.live_session import LiveSession
from focusgroup.store import Db
from focusgroup.store.quotes import tagged_quotes

NEWEST = 20_000
"""How many quotes to learn from: years of sessions, and a second of work."""
CHUNK = 40
"""Quotes learned at a time, 2 to 4 ms: a key never waits longer."""
REST_S = 0.004
FIRST_REST_S = 0.3
LONG_REST_S = 0.1
LONGEST = 2_000
"""A longer line is a paste, and nothing is suggested for it (characters)."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A quote as it was learned, so it can be forgotten again."""

    themes: tuple[str, ...]
    text: str
    weight: float


class Suggesting:
    """What one live session knows about words and their themes."""

    def __init__(self, db: Db, session_id: str) -> None:
        self._db = db
        self._session_id = session_id
        self._model = Suggester()
        self._here: dict[str, Learned] = {}
        self._last: Quote | None = None
        self._known: tuple[Theme, ...] = ()
        self._paths: frozenset[str] = frozenset()

    async def build(self, resting: Callable[[], bool] = lambda: True) -> None:
        """Learn from the stored quotes, with long pauses unless *resting* says that nobody types.

        Raises StoreError; what was learned before that stays.
        """
        await asyncio.sleep(FIRST_REST_S)  # the first frame comes first
        newer: dict[str, Quote] = {}
        newest: Quote | None = None
        count, last = 0, None
        while count < NEWEST:
            page = await tagged_quotes(self._db, before=last)
            if not page:
                break
            count, last = count + len(page), page[-1]
            for start in range(0, len(page), CHUNK):
                for quote in page[start : start + CHUNK]:
                    if quote.kind is not Kind.OBSERVATION:
                        if quote.session_id == self._session_id:
                            newest = newest or quote
                        # Newest first: a quote's weight is known once the quote before it is read.
                        self._learn(newer.get(quote.session_id), quote)
                        newer[quote.session_id] = quote
                await asyncio.sleep(REST_S if resting() else LONG_REST_S)
        for quote in newer.values():
            self._learn(quote, None)
        self._last = self._last or newest

    def most_used(self) -> list[str]:
        """Return the themes by how many quotes are tagged with them, in all sessions."""
        return self._model.most_used()

    def _learn(self, quote: Quote | None, before: Quote | None) -> None:
        if quote is None or quote.id in self._here:
            return
        self._keep(quote, weight(quote, before))

    def _keep(self, quote: Quote, counts: float) -> None:
        self._model.learn(quote.themes, quote.text, counts)
        if quote.session_id == self._session_id:
            self._here[quote.id] = Learned(quote.themes, quote.text, counts)

    def rename(self, became: Mapping[str, str]) -> None:
        """Follow changes of the codebook."""
        self._model.rename(became)
        self._here = {
            quote_id: replace(each, themes=renamed(each.themes, became))
            for quote_id, each in self._here.items()
        }

    def saw(self, quote: Quote) -> None:
        """Learn from a quote of this session that was stored, or stored again when corrected."""
        if quote.is_observation:
            return
        old = self._here.get(quote.id)
        if old is None:
            self._keep(quote, weight(quote, self._last))
            self._last = quote
            return
        if (old.themes, old.text) == (quote.themes, quote.text):
            return
        self._model.forget(old.themes, old.text, old.weight)
        retagged = old.themes != quote.themes
        self._keep(quote, 1.0 if retagged else max(old.weight, STUCK))

    def behind(self, line: Line, live: LiveSession, preferred: list[str]) -> str:
        """Return what `for_line` finds for a line of one row with the caret at its end, else ""."""
        if line.caret != len(line.text) or "\n" in line.text:
            return ""
        return self.for_line(line.text, live.sticky.themes, live.themes, preferred)

    def for_line(
        self, text: str, sticks: Iterable[str], themes: tuple[Theme, ...], preferred: list[str]
    ) -> str:
        """Return a theme as it would be typed after *text*, `` #Exports``; "" if not sure enough.

        *sticks* holds the themes that the line would get anyway.
        """
        parsed = parse_line(text) if len(text) < LONGEST else Parsed()
        if not parsed.text or not wants_theme(parsed):
            return ""
        if themes is not self._known:
            self._known = themes
            self._paths = frozenset(theme.path for theme in themes if not theme.retired)
            self._model.know(self._paths)
        path = self._model.confident(parsed.text, self._paths)
        if path is None or path in set(sticks):
            return ""
        return token_text("#", shortest_name(path, themes, preferred))

    def themes_for(self, text: str, themes: tuple[Theme, ...], k: int = 3) -> list[str]:
        """Return the *k* likeliest themes for a whole quote, best first, however unsure."""
        paths = frozenset(theme.path for theme in themes if not theme.retired)
        self._model.know(paths)
        return [path for path, _ in self._model.suggest(text, k, paths)]


def wants_theme(parsed: Parsed) -> bool:
    """Return whether the line is a quote on which no theme was typed."""
    return (
        parsed.command is None
        and parsed.kind is not Kind.OBSERVATION
        and not parsed.themes
        and not parsed.clear_themes
    )


def shortest_name(path: str, themes: tuple[Theme, ...], preferred: list[str]) -> str:
    """Return the last part of *path* if that names it unambiguously, else all of it."""
    name = last_name(path)
    match = resolve_theme(name, themes, preferred)
    sure = match.best is not None and match.best.path == path and not match.ambiguous
    return name if sure else path
