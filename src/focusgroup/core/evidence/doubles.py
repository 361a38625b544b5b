"""Whether two people have likely captured the same sentence: by its words, time and speaker.

Letters are compared in pairs, so no language needs its words apart, and a word left out, put in or
written otherwise changes little.
"""

from collections import Counter
from functools import lru_cache

from focusgroup.core.model import Kind, Said
from focusgroup.core.quote_changes import takers_of
from focusgroup.core.text import fold

APART_MS = 30_000
"""The most time between the first keys of both."""
ALIKE = 0.65
"""The least share of the pairs of letters that both have (Dice). Of 24 sentences written down
twice, it finds 22; of 24 pairs that are alike and not the same, it takes 2 for one."""
WITHIN = 0.9
"""The least share of the shorter one's pairs that a longer one has, if it holds it as a part."""
LEAST_PAIRS = 7
"""Pairs that a part needs: “yes” is part of many sentences."""


def likely_same(first: Said, second: Said) -> bool:
    """Return whether different people have likely captured the same sentence.

    Not if they name different speakers, and never an observation and a quote.
    """
    takers = set(takers_of(first)), set(takers_of(second))
    if takers[0] & takers[1] or not any(takers):
        return False
    observed = first.kind is Kind.OBSERVATION, second.kind is Kind.OBSERVATION
    if abs(first.at_ms - second.at_ms) > APART_MS or observed[0] is not observed[1]:
        return False
    speakers = {first.participant_id, second.participant_id} - {None}
    return len(speakers) < 2 and alike(first.text, second.text)


def alike(first: str, second: str) -> bool:
    """Return whether two texts are likely the same sentence."""
    one, other = _pairs(first), _pairs(second)
    if not one and not other:  # a single letter, as in Chinese
        return _letters(first) == _letters(second) != ""
    shared = len(one & other)
    few, many = sorted((len(one), len(other)))
    part = few >= LEAST_PAIRS and shared >= WITHIN * few
    return part or 2 * shared >= ALIKE * (few + many) > 0


def _letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


@lru_cache(maxsize=1_000)
def _pairs(text: str) -> frozenset[tuple[str, int]]:
    """Return the pairs of letters, each with how often it was there before.

    Kept for a thousand texts, because each is compared with many.
    """
    letters, before = _letters(text), Counter[str]()
    found = set()
    for at in range(len(letters) - 1):
        pair = letters[at : at + 2]
        found.add((pair, before[pair]))
        before[pair] += 1
    return frozenset(found)
