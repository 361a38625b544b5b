"""What a field or the end of a typed line says about consent.

A guess always falls to the stricter side; what is not clear is an error, never a yes.
"""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import NamedTuple

from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.people import consent_words as words
from focusgroup.core.text import fold

LONGEST = 40
"""The most characters of the words for consent at the end of a line."""

SIMILAR = 0.88
"""A field at least this similar to words for consent is taken for a typing mistake."""

WRITE = "Write “by name”, “by role only” or “no notes”"

_PUNCTUATION = lazy_pattern(r"[\s_\-–—./\\:*?#!,;()\[\]{}¿¡\"“”«»「」（）？：，、。،؛؟|+&]+")
_CAMEL = lazy_pattern(r"(?<=[a-z])(?=[A-Z][a-z])")
_ELISION = lazy_pattern(r"\b(l|d|qu|n|s|dell|all|nell)['’](?=\w)", re.IGNORECASE)
_ENDS = " .!,;:|/–—-，；、。！：()（）[]\"“”「」'؛،"
_PLEASE = lazy_pattern(r"(?:[\s,，]+(?:please|pls|bitte|svp|por favor|per favore|请|謝謝))+$", re.I)


class Consent(NamedTuple):
    """Consent to notes and to being named; both False until somebody who was not *asked* is."""

    notes: bool = True
    name: bool = True
    asked: bool = True


def consent_of(written: str) -> Consent | None:
    """Return the consent that a field of its own states, None if it is about something else."""
    return phrases().get(word_key(written))


def strictest(said: Iterable[Consent]) -> Consent:
    """Return what all statements allow; a statement that somebody was not asked holds."""
    all_said = list(said)
    notes = all(each.notes for each in all_said)
    name = notes and all(each.name for each in all_said)
    refused = any(not each.notes and each.asked for each in all_said)
    return Consent(notes, name, refused or all(each.asked for each in all_said))


def without_consent(text: str) -> tuple[str, list[Consent]]:
    """Return *text* without the words for consent at its end, and what they say.

    `Anna Novak (no notes)`, `Acme anonymous` and `北风不记录` need no comma. Words that allow
    more have to be two, as in `Acme by name`: a single one could belong to the name.
    """
    said: list[Consent] = []
    while found := _at_the_end(text):
        text = found[0]
        said.append(found[1])
    return text, said


def _at_the_end(text: str) -> tuple[str, Consent] | None:
    full = _PLEASE.sub("", text.rstrip(_ENDS)).rstrip(_ENDS)
    if word_key(full[-6:])[-2:] not in _endings():
        return None
    for at in range(max(1, len(full) - LONGEST), len(full)):
        before, char = full[at - 1], full[at]
        joined = before.isalnum() and (char.isascii() or before < "\u2e80")
        if joined or not char.isalnum():
            continue
        said = consent_of(full[at:])
        rest = full[:at].rstrip(_ENDS)
        if said is None or not rest:
            continue
        if said == Consent() and (before.isalnum() or " " not in full[at:].strip()):
            continue
        if rest.count("(") + rest.count("（") > rest.count(")") + rest.count("）"):
            rest += ")"
        return rest, said
    return None


def unclear(field: str) -> bool:
    """Return whether a field is a bare yes or no, or words for consent with a typing mistake."""
    return bool(field) and (answer_of(field) is not None or _is_misspelt(word_key(field)))


def is_answer(cell: str) -> bool:
    """Return whether a cell is a yes or a no, or says what somebody agrees to."""
    return answer_of(cell) is not None or consent_of(cell) is not None


def answer_of(cell: str) -> bool | None:
    """Return a yes as True, a no as False, even if more is written after the no."""
    if cell.strip()[:1] in "-−" and cell.strip()[1:].isdecimal():
        return None  # a true of Access is -1, and of others none
    key = word_key(cell)
    for listed, answer in ((words.NO, False), (words.YES, True)):
        # A box has no word that could be a key: "[ ]".
        if key in words_in(listed) or cell.strip() in listed.split("|"):
            return answer
    first = key.partition(" ")[0]
    return False if len(first) > 1 and first in words_in(words.NO) else None


@lru_cache(4096)
def _is_misspelt(key: str) -> bool:
    if len(key) < 6:
        return False
    # All phrases take 12 ms, those that begin alike 0.1.
    near = [each for each in _by_beginning().get(key[:2], ()) if abs(len(each) - len(key)) < 3]
    return bool(get_close_matches(key, near, n=1, cutoff=SIMILAR))


@cache
def _by_beginning() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in phrases():
        found.setdefault(key[:2], []).append(key)
    return found


# -- the words -------------------------------------------------------------------------------


def spaced(text: str) -> str:
    return _ELISION.sub(r"\1 ", _CAMEL.sub(" ", text)).casefold()


@lru_cache(4096)
def word_key(text: str) -> str:
    return _PUNCTUATION.sub(" ", fold(spaced(text))).strip()


@cache
def words_in(listed: str) -> frozenset[str]:
    return frozenset(map(word_key, listed.split("|"))) - {""}


@cache
def phrases() -> dict[str, Consent]:
    meanings = (
        (words.BY_NAME, Consent()),
        (words.ROLE_ONLY, Consent(True, False)),
        (words.NO_NOTES, Consent(False, False)),
        (words.NOT_ASKED, Consent(False, False, asked=False)),
    )
    return {key: meaning for listed, meaning in meanings for key in words_in(listed)}


@cache
def _endings() -> frozenset[str]:
    return frozenset(key[-2:] for key in phrases())
