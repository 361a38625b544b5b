"""Tell by its title what is not of the session."""

import re
from functools import lru_cache

from focusgroup.core.agenda.vocabulary import JOINED, names_rules, without_part
from focusgroup.core.agenda.words.outside_patterns import OUTSIDE_PATTERNS, TEAM_DEBRIEF
from focusgroup.core.agenda.words.outside_words import OUTSIDE, Outside
from focusgroup.core.agenda.words.title_words import (
    FILLERS,
    FILLERS_WITHOUT_SPACE,
    GENERIC,
    PLAN,
    PLAN_WITHOUT_SPACE,
)
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_EDGES = lazy_pattern(r"^[\W_]+|[\W_]+$")
_IN_BRACKETS = lazy_pattern(r"[（(\[][^（）()\[\]]*[)）\]]")
_BEFORE_START = lazy_pattern(
    r"[(（\[][^()（）]{0,30}\b(?:before|prior\sto|beforehand|vor|vorab|vorher|avant|au\spréalable|antes"
    r"|previo|previamente|prima|in\santicipo|voor|vooraf|after|afterwards|nach|danach|après"
    r"|después|dopo|depois|após|na|achteraf)\b[^()（）]{0,30}[)）\]]\s*$"
    r"|[（(](?:事前|会前|事先|事後|会后|事后)[^()（）]{0,10}[)）]\s*$"
    r"|\b(?:hours?|minutes?|min|mins|days?|weeks?)\s(?:before|after|prior)\b",
    re.IGNORECASE,
)
"""What is done "(15 minutes before the start)"."""

_ALONE = frozenset(
    word
    for word, outside in OUTSIDE.items()
    if outside is Outside.SURE and len(word) > 3 and word.isalpha()
)
"""Titles of one word that are surely outside."""


@lru_cache(4_000)
def outside_of(title: str) -> Outside | None:
    """Return how surely *title* names a part that is not of the session; None if it does not."""
    if _BEFORE_START.search(title[:120]):
        return Outside.SURE
    plain = fold(_EDGES.sub("", _IN_BRACKETS.sub("", title[:120])).replace("’", "'"))
    if names_rules(title) and not OUTSIDE_PATTERNS[0][1].match(plain):
        return None  # what the room agrees on, and not those who lead
    whole = meaning(plain) or meaning(plain.lstrip("0123456789 "))
    if whole is not None:
        return whole
    parts = [meaning(part) for part in JOINED.split(plain) if part]
    if not parts or None in parts:
        return None
    return next(each for each in Outside if each in parts)


def names_debrief(title: str) -> bool:
    """Return whether *title* names what the team talks about after the room is gone."""
    return bool(TEAM_DEBRIEF.match(fold(without_part(title[:120]))))


@lru_cache(4_000)
def names_plan(title: str) -> bool:
    """Return whether *title* has a word of the plan around a session in it: "Swag checklist"."""
    plain = fold(without_part(_IN_BRACKETS.sub("", title[:120])))
    if any(word in plain for word in PLAN_WITHOUT_SPACE):
        return True
    return any(word in PLAN or word in _ALONE for word in re.split(r"[\W_]+", plain))


def meaning(plain: str) -> Outside | None:
    if plain in OUTSIDE:
        return OUTSIDE[plain]
    if OUTSIDE_PATTERNS[0][1].match(plain):
        return Outside.SURE
    words = [word for word in re.split(r"[\s'-]+", plain) if word not in FILLERS]
    short = " ".join(words)
    if short in OUTSIDE:
        return OUTSIDE[short]
    each = [OUTSIDE.get(word) for word in words if word not in GENERIC]
    if each and None not in each:
        return next(outside for outside in Outside if outside in each)
    if (pattern := next((o for o, p in OUTSIDE_PATTERNS if p.match(plain)), None)) is not None:
        return pattern
    if not short.isascii():
        for filler in FILLERS_WITHOUT_SPACE:
            short = short.replace(filler, "")
    return OUTSIDE.get(short)
