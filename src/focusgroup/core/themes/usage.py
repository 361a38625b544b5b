"""How often and how recently each theme was used, in the whole session and in each section.

Completion ranks themes by it, and the most recently used themes get the numbers 1 to 5.
"""

from collections.abc import Iterable, Mapping, Sequence

from focusgroup.core.themes.codebook import renamed

NUMBERED = 5
_LATER = 1.05
"""Each use counts this much more than the one before: 14 later uses outweigh it twice."""
_HIGHEST = 1e100


class ThemeUse:
    """The uses of themes in one session, counted in the order in which they happen."""

    def __init__(self) -> None:
        self._step = 1.0
        self._uses: dict[str, float] = {}
        self._within: dict[int, dict[str, float]] = {}
        self._slots: list[str] = []
        self._last: list[str] = []

    def used(self, themes: Iterable[str], section: int) -> None:
        """Count that a quote of section *section* (0-based) was tagged with *themes*."""
        self._step *= _LATER
        if self._step > _HIGHEST:
            self._shrink()
        within = self._within.setdefault(section, {})
        for theme in themes:
            self._uses[theme] = self._uses.get(theme, 0.0) + self._step
            within[theme] = within.get(theme, 0.0) + self._step
            self._number(theme)

    def _shrink(self) -> None:
        for uses in (self._uses, *self._within.values()):
            for theme in uses:
                uses[theme] /= self._step
        self._step = 1.0

    def _number(self, theme: str) -> None:
        """Give *theme* a number; a theme keeps its number, so people can learn it."""
        if theme in self._last:
            self._last.remove(theme)
        elif len(self._slots) < NUMBERED:
            self._slots.append(theme)
        else:
            oldest = self._last.pop(0)
            self._slots[self._slots.index(oldest)] = theme
        self._last.append(theme)

    def rename(self, became: Mapping[str, str]) -> None:
        """Follow changes of the codebook: a theme keeps its uses and its number."""
        for uses in (self._uses, *self._within.values()):
            for old in uses.keys() & became.keys():
                by = uses.pop(old)
                if new := became[old]:
                    uses[new] = uses.get(new, 0.0) + by
        self._slots = list(renamed(self._slots, became))
        self._last = list(renamed(self._last, became))

    @property
    def numbered(self) -> Sequence[str]:
        """Return the themes with the numbers 1, 2, … 5."""
        return tuple(self._slots)

    def ranked(self, section: int, *, first: Sequence[str] = ()) -> list[str]:
        """Return the themes, the most likely one first.

        Those used in *section*, by how often and how recently; then *first* (the theme that carries
        over, those the agenda lists for the section); then those used elsewhere in the session.
        """
        here = self._within.get(section, {})
        often = sorted(here, key=lambda theme: -here[theme])
        elsewhere = sorted(self._uses, key=lambda theme: -self._uses[theme])
        return list(dict.fromkeys([*often, *first, *elsewhere]))
