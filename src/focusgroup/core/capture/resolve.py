"""Resolve a typed name to the participant or the theme that is meant.

Matches are in tiers, from an exact match to a name that only contains the text; a lower tier counts
only if the higher ones are empty. Letters merely in order, and typing errors, are suggested
(``rank_*``, ``Match.nearest``) but never accepted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from heapq import nsmallest
from typing import Generic, TypeVar

from focusgroup.core.capture.fuzzy_match import letters_in_order, matched_spans, nearest_name
from focusgroup.core.capture.name_keys import (
    PATH_MARKS,
    NameKey,
    folded_name,
    last_part,
    name_key,
    query_parts,
    word_starts,
)
from focusgroup.core.model import PATH_SEPARATOR, Participant, Theme
from focusgroup.core.text import clean_line

T = TypeVar("T")


class Tier(IntEnum):
    """How a typed name matched, the most certain first."""

    SEAT = 0
    INITIALS = 1
    WHOLE = 2
    NAME = 3
    FORMER = 4
    PREFIX = 5
    WORD = 6
    WORD_INITIALS = 7
    PARENT = 8
    INSIDE = 9
    IN_ORDER = 10


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """What a typed name means: *best*, and *others* that match it too.

    *ambiguous* means that nothing sets *best* apart from the others. Without a *best*, *nearest*
    are names that were perhaps meant.
    """

    best: T | None = None
    others: tuple[T, ...] = ()
    ambiguous: bool = False
    tier: Tier = Tier.IN_ORDER
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked(Generic[T]):
    """A row of the completion menu; *spans* are the matched places in its name or path."""

    item: T
    spans: tuple[tuple[int, int], ...] = ()


def theme_path(written: str) -> str:
    """Return ``Reporting > Exports`` for a path however it was typed, ``""`` if it is empty."""
    parts = (clean_line(part) for part in PATH_MARKS.split(written))
    return PATH_SEPARATOR.join(part for part in parts if part)


def resolve_theme(
    query: str, themes: Sequence[Theme], preferred: Sequence[str] = ()
) -> Match[Theme]:
    """Return the theme meant by *query*; among equals the first path in *preferred* wins.

    In order: whole path, name, a former one, beginning of the name, of a word in it, its words'
    initials, beginning of a part or word above it, any text it contains. ``rep>exp`` matches part
    by part.
    """
    tiers = _theme_tiers(query, themes)
    rank = {path: place for place, path in enumerate(preferred)}
    match = _best(tiers, lambda theme: rank.get(theme.path))
    if match.best is not None:
        return match
    return Match(nearest=nearest_name(last_part(query), [theme.path for theme in themes]))


def resolve_speaker(
    query: str, participants: Sequence[Participant], preferred: Sequence[str] = ()
) -> Match[Participant]:
    """Return the participant meant by *query*; among equals ids in *preferred* win.

    In order: seat, initials, whole name, one name, beginning of a name, the names' initials, any
    text it contains. A number is a seat, or else only a whole name.
    """
    tiers = _speaker_tiers(query, participants)
    rank = {each: place for place, each in enumerate(preferred)}
    match = _best(tiers, lambda participant: rank.get(participant.id))
    if match.best is not None:
        return match
    return Match(nearest=nearest_name(query, [participant.name for participant in participants]))


def rank_themes(
    query: str, themes: Sequence[Theme], preferred: Sequence[str] = (), limit: int = 8
) -> list[Ranked[Theme]]:
    """Return at most *limit* themes for the menu, the likeliest first; all if *query* is empty.

    Letters in order are enough here. Equals are ordered by *preferred*, then as given.
    """
    rank = {path: place for place, path in enumerate(preferred)}
    parts = query_parts(query)
    found = _theme_tiers(query, [theme for theme in themes if not theme.retired], loose=True)
    top = _top(found, lambda theme: rank.get(theme.path), limit)
    return [Ranked(theme, matched_spans(parts, theme.path)) for theme in top]


def rank_speakers(
    query: str,
    participants: Sequence[Participant],
    preferred: Sequence[str] = (),
    limit: int = 8,
) -> list[Ranked[Participant]]:
    """Return at most *limit* participants for the menu, like ``rank_themes``; spans in the name."""
    rank = {each: place for place, each in enumerate(preferred)}
    parts = query_parts(query)
    found = _speaker_tiers(query, participants, loose=True)
    top = _top(found, lambda participant: rank.get(participant.id), limit)
    return [Ranked(participant, matched_spans(parts, participant.name)) for participant in top]


def people_called(name: str, participants: Sequence[Participant]) -> list[Participant]:
    """Return those whose seat, initials, first or whole name *name* is, or another of their names.

    Only a first or whole name may be in other letters: `price:` is not Tom Price.
    """
    wanted = folded_name(name)
    name = name if name.isascii() or not name.isdecimal() else str(int(name))
    return [
        each
        for each in participants
        if name in (str(each.seat), each.initials, *each.name.split())
        or wanted in (name_key(each.name).whole, *name_key(each.name).starts.split()[:1])
    ]


# -- tiers -----------------------------------------------------------------------------------

_Found = list[tuple[Tier, int, int, T]]
"""Tier, a score within it (smaller is likelier), the position in the given order, the item."""


def _best(found: _Found[T], rank: Callable[[T], int | None]) -> Match[T]:
    if not found:
        return Match()
    tier = min(each[0] for each in found)
    level = [each for each in found if each[0] == tier]
    tied = [each[3] for each in sorted(level, key=lambda each: each[1:3])]
    favourites = sorted(
        (place, index) for index, item in enumerate(tied) if (place := rank(item)) is not None
    )
    first = dict.fromkeys(index for _, index in favourites)
    order = [tied[i] for i in (*first, *(i for i in range(len(tied)) if i not in first))]
    ambiguous = len(tied) > 1 and len(favourites) != 1
    return Match(order[0], tuple(order[1:]), ambiguous, tier)


def _top(found: _Found[T], rank: Callable[[T], int | None], limit: int) -> list[T]:
    last = len(found)

    def order(each: tuple[Tier, int, int, T]) -> tuple[int, int, int, int]:
        tier, measure, place, item = each
        favoured = rank(item)
        return tier, last if favoured is None else favoured, measure, place

    return [each[3] for each in nsmallest(limit, found, key=order)]


_EXACT = (Tier.WHOLE, Tier.NAME)


def _theme_tiers(query: str, themes: Sequence[Theme], *, loose: bool = False) -> _Found[Theme]:
    parts = query_parts(query)
    if not parts:
        return [(Tier.PREFIX, 0, i, theme) for i, theme in enumerate(themes)] if loose else []
    in_order = letters_in_order("".join(parts))
    found: _Found[Theme] = []
    for place, theme in enumerate(themes):
        key = name_key(theme.path)
        former = any(_path_tier(parts, name_key(name)) in _EXACT for name in theme.other_names)
        if former and _path_tier(parts, key) not in _EXACT:
            found.append((Tier.FORMER, 0, place, theme))
            continue
        match = in_order.search(key.whole)
        if match is None:
            continue
        tier = _path_tier(parts, key)
        if theme.retired and tier not in _EXACT:
            continue
        if tier is not None:
            found.append((tier, len(key.parts), place, theme))
        elif loose:
            found.append((Tier.IN_ORDER, match.end() - match.start(), place, theme))
    return found


def _path_tier(parts: tuple[str, ...], key: NameKey) -> Tier | None:
    if parts == key.parts:
        return Tier.WHOLE
    if len(parts) == 1:
        return _name_tier(parts[0], key)
    own = _name_tier(parts[-1], key)
    if own is None or own in (Tier.PARENT, Tier.INSIDE):
        return None
    worst: Tier = own
    above = iter(key.parts[:-1])
    for part in parts[:-1]:
        tiers = (_part_tier(part, other) for other in above)
        tier = next((tier for tier in tiers if tier is not None), None)
        if tier is None:
            return None
        worst = max(worst, tier)
    return worst


def _name_tier(query: str, key: NameKey) -> Tier | None:
    name = key.parts[-1]
    if name.startswith(query):
        return Tier.NAME if query == name else Tier.PREFIX
    start = f" {query}"
    if start in key.starts:
        return Tier.WORD
    if key.initials.startswith(query) and len(query) >= 2:
        return Tier.WORD_INITIALS
    if start in key.above:
        return Tier.PARENT
    if query in key.whole and (len(query) >= 2 or not query.isascii()):
        return Tier.INSIDE
    return None


def _part_tier(query: str, part: str) -> Tier | None:
    if part.startswith(query):
        return Tier.NAME if query == part else Tier.PREFIX
    return Tier.WORD if f" {query}" in word_starts(part) else None


def _speaker_tiers(
    query: str, participants: Sequence[Participant], *, loose: bool = False
) -> _Found[Participant]:
    wanted = folded_name(query)
    if not wanted:
        everybody = [(Tier.PREFIX, 0, place, each) for place, each in enumerate(participants)]
        return everybody if loose else []
    in_order = letters_in_order(wanted)
    found: _Found[Participant] = []
    for place, participant in enumerate(participants):
        tier = _speaker_tier(wanted, participant, loose=loose)
        if tier is None and loose and in_order.search(name_key(participant.name).whole):
            tier = Tier.IN_ORDER
        if tier is not None:
            found.append((tier, 0, place, participant))
    return found


def _speaker_tier(wanted: str, participant: Participant, *, loose: bool) -> Tier | None:
    key = name_key(participant.name)
    if wanted.isdecimal():
        seat = str(participant.seat)
        number = str(int(wanted)) if len(wanted) <= 9 else wanted
        if number == seat:
            return Tier.SEAT
        if wanted == key.whole or f" {wanted} " in f"{key.starts} ":
            return Tier.NAME
        return Tier.PREFIX if loose and seat.startswith(number) else None
    if wanted == folded_name(participant.initials):
        return Tier.INITIALS
    if wanted == key.whole:
        return Tier.WHOLE
    if f" {wanted} " in f"{key.starts} ":
        return Tier.NAME
    if key.whole.startswith(wanted) or f" {wanted}" in key.starts:
        return Tier.PREFIX
    if len(wanted) >= 2 and key.initials.startswith(wanted):
        return Tier.WORD_INITIALS
    inside = wanted in key.whole and (len(wanted) >= 2 or not wanted.isascii())
    return Tier.INSIDE if inside else None
