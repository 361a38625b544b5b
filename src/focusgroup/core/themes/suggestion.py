"""A theme from the words of a quote, learned from how quotes were tagged before.

Complement naive Bayes (Rennie et al. 2003, "Tackling the poor assumptions of naive Bayes"),
which copes with themes that have many quotes beside themes that have few, and a say for a
theme whose own name was said. Kept as counts only: what was learned can be forgotten again.
"""

import re
from collections.abc import Collection, Iterable
from heapq import nlargest, nsmallest
from math import exp, log

from focusgroup.core.model import Quote, last_name
from focusgroup.core.search.tokens import index_tokens

CONFIDENT = 0.75
"""How sure the likeliest theme has to be beside the runner-up to be shown unasked, of 1;
`benchmarks/suggest.py` says how often it then is right."""

STUCK = 0.25
"""What a quote counts whose theme may only have stuck from the one before."""

_SMOOTHING = 5.0
_NAME = 0.4
"""How much a theme's own name in the text counts, beside the words learned."""
_LEAST = 1.0
"""The least that words have to say for a theme that was not named to be shown unasked: about
two of its words, heard a few times. One quote in an empty database is no evidence."""

_MOST_CHARACTERS = 1_000
_MOST_FEATURES = 60
_ASKED = 30
"""Features that a suggestion looks at, the rarest of a long text: keeps it within a millisecond."""
_FAINT = 0.01
"""The part of a word's uses below which it says next to nothing for a theme."""
_STEM = 5
_TINY = 1e-9

_PLURAL = re.compile("(?<=[a-z]{3})(?<![su])s$")


def features(text: str) -> list[str]:
    """What of *text* counts: its search tokens without a plural s, and their beginnings.

    Chinese comes as pairs of characters; beginnings of five letters join the forms of a word
    in languages that bend it.
    """
    words = [_PLURAL.sub("", word) for word in index_tokens(text[:_MOST_CHARACTERS]).split()]
    stems = [f"^{word[:_STEM]}" for word in words if len(word) > _STEM and word[0] != "u"]
    return list(dict.fromkeys([*words[:_MOST_FEATURES], *stems[:_MOST_FEATURES]]))


def weight(quote: Quote, before: Quote | None) -> float:
    """What *quote* counts as evidence for its themes, *before* being the one said before it.

    A theme that is the same as before, or the first of its section, may be there only because
    it stuck; one that changed in the middle of a section was meant.
    """
    if before is None or before.session_id != quote.session_id:
        return STUCK
    same_place = before.section == quote.section
    return 1.0 if same_place and before.themes != quote.themes else STUCK


class Suggester:
    """Learns which words go with which themes. A suggestion takes well under a millisecond."""

    def __init__(self) -> None:
        self._words: dict[str, dict[str, float]] = {}
        self._total: dict[str, float] = {}
        self._size: dict[str, float] = {}
        self._quotes = 0.0
        self._within: dict[str, float] = {}
        self._names: dict[str, frozenset[str]] = {}
        self._named: dict[str, set[str]] = {}

    def know(self, paths: Iterable[str]) -> None:
        """Count the names of these themes too: nothing has to be learned for them."""
        for path in paths:
            if path not in self._names:
                name = frozenset(_words_of(last_name(path)))
                self._names[path] = name
                for word in name:
                    self._named.setdefault(word, set()).add(path)

    def learn(self, themes: Collection[str], text: str, weight: float = 1.0) -> None:
        """*text* was tagged with *themes*."""
        self._count(themes, text, weight)

    def forget(self, themes: Collection[str], text: str, weight: float = 1.0) -> None:
        """Take back what `learn` was told with the same words."""
        self._count(themes, text, -weight)

    def _count(self, themes: Collection[str], text: str, by: float) -> None:
        found = features(text) if themes else []
        if not found:
            return
        self._quotes += by
        self.know(themes)
        for word in found:
            _add(self._within, word, by)
            of_word = self._words.setdefault(word, {})
            for theme in themes:
                _add(of_word, theme, by)
            _add(self._total, word, by * len(themes))
            if not of_word:
                del self._words[word]
        for theme in themes:
            _add(self._size, theme, by * len(found))

    def most_used(self) -> list[str]:
        """The themes that were learned, the one with most words first."""
        return sorted(self._size, key=lambda theme: -self._size[theme])

    def suggest(
        self, text: str, k: int = 3, among: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """At most *k* themes with their shares of the belief (0 to 1), the likeliest first.

        Only themes that some word of *text* speaks for, and only those in *among* where it is
        given.
        """
        return self._ranked(text, k, among)[0]

    def confident(self, text: str, among: Collection[str] | None = None) -> str | None:
        """The one theme that may be shown unasked, None when none is sure enough."""
        ranked, evidence = self._ranked(text, 2, among)
        if not ranked:
            return None
        theme, best = ranked[0]
        known = evidence >= _LEAST or self._names[theme] <= set(features(text))
        both = sum(share for _, share in ranked)
        return theme if known and best >= CONFIDENT * both else None

    def _ranked(
        self, text: str, k: int, among: Collection[str] | None
    ) -> tuple[list[tuple[str, float]], float]:
        """The likeliest *k*, and how much the words themselves say for the first."""
        found = features(text)
        if len(found) > _ASKED:
            found = nsmallest(_ASKED, found, key=lambda word: self._within.get(word, 0.0))
        said: dict[str, float] = {}
        for word in found:
            total = self._total.get(word, 0.0) + _SMOOTHING
            least = _FAINT * total
            for theme, part in self._words.get(word, {}).items():
                if part > least:
                    said[theme] = said.get(theme, 0.0) - log(1.0 - part / total)
        self._add_named(found, said)
        if among is not None:
            said = {theme: value for theme, value in said.items() if theme in among}
        if not said:
            return [], 0.0
        everything = sum(self._size.values()) + _SMOOTHING * (len(self._total) + 1)
        length, size = len(found), self._size
        scores = {
            theme: value + length * log(everything - size.get(theme, 0.0))
            for theme, value in said.items()
        }
        highest = max(scores.values())
        shares = {theme: exp(score - highest) for theme, score in scores.items()}
        whole = sum(shares.values())
        top = nlargest(k, shares.items(), key=lambda each: (each[1], each[0]))
        return [(theme, share / whole) for theme, share in top], said[top[0][0]]

    def _add_named(self, found: Collection[str], said: dict[str, float]) -> None:
        """The themes all words of whose name were said, the rarer the words the more."""
        words = set(found)
        for theme in {theme for word in words for theme in self._named.get(word, ())}:
            if self._names[theme] <= words:
                rare = sum(
                    log((self._quotes + 1.0) / (self._within.get(word, 0.0) + 0.5) + 1.0)
                    for word in self._names[theme]
                )
                said[theme] = said.get(theme, 0.0) + _NAME * rare


def _words_of(name: str) -> list[str]:
    return [word for word in features(name) if not word.startswith("^")]


def _add(counts: dict[str, float], key: str, by: float) -> None:
    value = counts.get(key, 0.0) + by
    if value > _TINY:
        counts[key] = value
    else:
        counts.pop(key, None)
