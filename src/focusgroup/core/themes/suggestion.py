"""Suggest a theme from the words of a quote, learned from how earlier quotes were tagged.

Complement naive Bayes (Rennie et al. 2003, "Tackling the poor assumptions of naive Bayes"), which
copes with themes of very different sizes, plus a bonus for a theme whose own name was said. Only
counts are kept, so anything learned can be removed again.
"""

from collections.abc import Collection, Iterable, Mapping
from heapq import nlargest, nsmallest
from math import exp, log

from focusgroup.core.model import Quote
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.search.tokens import index_tokens
from focusgroup.core.themes.paths import last_name

CONFIDENT = 0.75
"""How likely the first theme must be against the second (0 to 1) to be shown unasked.

`benchmarks/suggest.py` measures how often it is right then.
"""

STUCK = 0.25
"""The weight of a quote whose theme may only have carried over from the quote before."""

_SMOOTHING = 5.0
_NAME = 0.4
"""The weight of a theme's own name in the text, relative to the words learned."""
_LEAST = 1.0
"""The least evidence from words for showing an unnamed theme unasked.

About two of its words, heard a few times. One quote in an empty database is not evidence.
"""

_MOST_CHARACTERS = 1_000
_MOST_FEATURES = 60
_ASKED = 30
"""The most features a suggestion uses, the rarest of a long text: it stays under a millisecond."""
_FAINT = 0.01
"""A theme with a smaller share of a word's uses than this gets nothing from the word."""
_STEM = 5
_TINY = 1e-9

_PLURAL = lazy_pattern("(?<=[a-z]{3})(?<![su])s$")


def features(text: str) -> list[str]:
    """Return the features of *text*: its search tokens without a plural s, and their beginnings.

    Chinese becomes pairs of characters. Beginnings of five letters match the inflected forms of a
    word.
    """
    words = [_PLURAL.sub("", word) for word in index_tokens(text[:_MOST_CHARACTERS]).split()]
    stems = [f"^{word[:_STEM]}" for word in words if len(word) > _STEM and word[0] != "u"]
    return list(dict.fromkeys([*words[:_MOST_FEATURES], *stems[:_MOST_FEATURES]]))


def weight(quote: Quote, before: Quote | None) -> float:
    """Return the weight of *quote* as evidence for its themes; *before* is the quote before it.

    A theme that is the same as before, or the first of its section, may only have carried over. One
    that changed in the middle of a section was chosen.
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
        """Add these themes by name: a name in the text counts without any learning."""
        for path in paths:
            if path not in self._names:
                name = frozenset(_words_of(last_name(path)))
                self._names[path] = name
                for word in name:
                    self._named.setdefault(word, set()).add(path)

    def learn(self, themes: Collection[str], text: str, weight: float = 1.0) -> None:
        """Learn that *text* was tagged with *themes*."""
        self._count(themes, text, weight)

    def forget(self, themes: Collection[str], text: str, weight: float = 1.0) -> None:
        """Undo a call of `learn` with the same arguments."""
        self._count(themes, text, -weight)

    def rename(self, became: Mapping[str, str]) -> None:
        """Follow changes of the codebook: what was learned of a theme goes with its quotes."""
        for word in [
            w for w, themes in self._words.items() if not became.keys().isdisjoint(themes)
        ]:
            of_word: dict[str, float] = {}
            for theme, by in self._words.pop(word).items():
                if new := became.get(theme, theme):
                    _add(of_word, new, by)
                else:
                    _add(self._total, word, -by)
            if of_word:
                self._words[word] = of_word
        for theme in self._size.keys() & became.keys():
            by = self._size.pop(theme)
            if became[theme]:
                _add(self._size, became[theme], by)
        for theme in self._names.keys() & became.keys():
            for word in self._names.pop(theme):
                self._named[word].discard(theme)
        self.know(filter(None, became.values()))

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
        """Return the themes learned, the one with most words first."""
        return sorted(self._size, key=lambda theme: -self._size[theme])

    def suggest(
        self, text: str, k: int = 3, among: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Return at most *k* themes with their probabilities (0 to 1), the likeliest first.

        Only themes that some word of *text* supports and, if given, only those in *among*.
        """
        return self._ranked(text, k, among)[0]

    def confident(self, text: str, among: Collection[str] | None = None) -> str | None:
        """Return the one theme sure enough to be shown unasked, or None."""
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
        """Return the likeliest *k* themes, and the evidence of the words alone for the first."""
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
        """Add to *said* the themes whose whole name is in the text; rare words count more."""
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
