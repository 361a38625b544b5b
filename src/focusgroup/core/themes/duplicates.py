"""Find themes that are probably one: a name in another form or place, or mistyped."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from focusgroup.core.model import Theme
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold
from focusgroup.core.themes.codebook import is_within

_LIKE = 0.85
"""How alike two names are (Ratcliff and Obershelp) that are proposed as a mistyping."""
_SHORTEST = 5
"""Names with fewer letters differ by a letter too easily."""
_JOINED = lazy_pattern(r"[\s\-‐-―_/&.,'’·・]+")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two themes that are probably one; *why* says what they share."""

    theme: Theme
    other: Theme
    why: str


def bare(name: str) -> str:
    """Return a name without case, accents, width, hyphens, blanks and an English plural."""
    whole = _JOINED.sub("", fold(name))
    if whole.isascii() and len(whole) > 3:
        for end, instead in (("ies", "y"), ("sses", "ss"), ("s", "")):
            if whole.endswith(end) and not whole.endswith(("ss", "us", "is")):
                return whole.removesuffix(end) + instead
    return whole


def duplicates(themes: Iterable[Theme]) -> list[Duplicate]:
    """Return pairs that are probably one theme, the surest first; none for a parent and its child.

    At most one reason a pair: the same name in the same place, the same name elsewhere, or one
    that is nearly the same beside it.
    """
    there = sorted((t for t in themes if not t.retired), key=lambda t: (t.depth, fold(t.path)))
    by_name: dict[str, list[Theme]] = defaultdict(list)
    beside: dict[str, list[Theme]] = defaultdict(list)
    for theme in there:
        by_name[bare(theme.name)].append(theme)
        beside[fold(theme.path.removesuffix(theme.name))].append(theme)
    found = [pair for group in by_name.values() for pair in _of_one_name(group)]
    known = {(pair.theme.id, pair.other.id) for pair in found}
    for group in beside.values():
        found += [pair for pair in _alike(group) if (pair.theme.id, pair.other.id) not in known]
    return found


def _of_one_name(group: Sequence[Theme]) -> Iterable[Duplicate]:
    first, *rest = group
    for theme in rest:
        if is_within(theme.path, first.path):
            continue
        same = fold(theme.path.removesuffix(theme.name)) == fold(
            first.path.removesuffix(first.name)
        )
        why = "the same name in another form" if same else "the same name in another place"
        yield Duplicate(first, theme, why)


def _alike(group: Sequence[Theme]) -> Iterable[Duplicate]:
    """Yield themes beside each other whose names begin alike and differ by a letter or two."""
    by_start: dict[str, list[tuple[str, Theme]]] = defaultdict(list)
    for theme in group:
        if len(name := bare(theme.name)) >= _SHORTEST:
            by_start[name[0]].append((name, theme))
    for names in by_start.values():
        names.sort(key=lambda each: each[0])
        for place, (name, theme) in enumerate(names):
            for other, twin in names[place + 1 : place + 20]:
                if other != name and SequenceMatcher(None, name, other).ratio() >= _LIKE:
                    yield Duplicate(theme, twin, "nearly the same name")
