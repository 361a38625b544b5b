"""What a column, a cell or the end of a typed line says about consent.

A guess always falls to the stricter side; what is not clear is an error, never a yes.
"""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.people import consent_words as words
from focusgroup.core.text import fold

LONGEST = 40
"""The most characters of the words for consent at the end of a line."""

SIMILAR = 0.88
"""A field at least this similar to words for consent is taken for a typing mistake."""

WRITE = "Write “by name”, “by role only” or “no notes”"

_PUNCTUATION = re.compile(r"[\s_\-–—./\\:*?#!,;()\[\]{}¿¡\"“”«»「」（）？：，、。|+&]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_ELISION = re.compile(r"\b(l|d|qu|n|s|dell|all|nell)['’](?=\w)", re.IGNORECASE)
_YES_OR_NO = re.compile(
    r"\b(?:yes|y|ja|j|oui|o|s[ií]|s|sim|да|д)\s*(?:[/|,\\]|or|oder|ou|of|или)\s*"
    r"(?:no|n|nein|non|n[aã]o|nee|нет|н)\b|\bor not\b|\boder nicht\b|\bou non\b|\bou n[aã]o\b"
    r"|(?:是|有|同意|はい|예|네|نعم)\s*[/|、,，\\]\s*(?:否|无|無|不同意|いいえ|아니요|아니오|لا)"
)
_ENDS = " .!,;:|/–—-，；、。！：()（）[]\"“”「」'؛،"
_PLEASE = re.compile(r"(?:[\s,，]+(?:please|pls|bitte|svp|por favor|per favore|请|謝謝))+$", re.I)


class ConsentHead(StrEnum):
    """What a column of consent is about, and whether a yes in it agrees or objects."""

    NOTES = "agrees to notes"
    NAME = "agrees to be named"
    NO_NOTES = "objects to notes"
    NO_NAME = "objects to being named"
    UNCLEAR = "consent, but not clear to what"


class Consent(NamedTuple):
    """Consent to notes and to being named; both False until somebody who was not *asked* is."""

    notes: bool = True
    name: bool = True
    asked: bool = True


def consent_of(written: str) -> Consent | None:
    """Return the consent that a field of its own states, None if it is about something else."""
    return _phrases().get(_key(written))


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
    if _key(full[-6:])[-2:] not in _endings():
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
    return bool(field) and (_answer(field) is not None or _is_misspelt(_key(field)))


def speaks_of_consent(text: str) -> bool:
    """Return whether a heading or a field speaks of consent, recording, naming or anonymity."""
    key = _key(text)
    return key in _phrases() or bool(_stems().search(key) and not _ELSEWHERE.search(key))


def is_answer(cell: str) -> bool:
    """Return whether a cell is a yes or a no, or says what somebody agrees to."""
    return _answer(cell) is not None or consent_of(cell) is not None


def may_be_consent(head: str, cell: str) -> bool:
    """Return whether a yes or no below an unknown heading may be about consent."""
    if _answer(cell) is None:
        return False
    found = {_classes()[match[0]] for match in _any_word().finditer(_key(head))}
    return bool(found & {"consent", "recording", "naming", "anonymity"})


@lru_cache(4096)
def consent_head(head: str) -> ConsentHead | None:
    """Return what a column with this heading says about consent, None if nothing."""
    if not speaks_of_consent(head):
        return None
    key = _key(_YES_OR_NO.sub(" ", _spaced(head)))
    classes = set()

    def note(match: re.Match[str]) -> str:
        classes.add(_classes()[match[0]])
        return " "

    left = _any_word().sub(note, key)
    against = "against" in classes
    phrase = _phrases().get(key)
    if phrase is not None and not ("consent" in classes and not against):
        classes.add("naming" if phrase.notes else "recording")
        against = phrase != Consent() and "anonymity" not in classes
    elif left.strip():
        return ConsentHead.UNCLEAR
    if "anonymity" in classes:
        # “Consent to anonymous quotes: no” could refuse the quotes or the anonymity.
        if classes & {"consent", "recording"}:
            return ConsentHead.UNCLEAR
        return ConsentHead.NAME if against else ConsentHead.NO_NAME
    if "naming" in classes and not _NOTES.search(key):
        return ConsentHead.NO_NAME if against else ConsentHead.NAME
    return ConsentHead.NO_NOTES if against else ConsentHead.NOTES


def consent_in_cells(cells: Iterable[tuple[ConsentHead, str]]) -> Consent:
    """Return the consent in a row's cells. An empty cell means that the person was not asked.

    Raises FocusgroupError for an answer that is not clear.
    """
    notes: list[bool | None] = []
    names: list[bool | None] = []
    for head, cell in cells:
        about_name = head in (ConsentHead.NAME, ConsentHead.NO_NAME)
        said = _said(cell)
        if not cell.strip(" -–—") or (said and not said.asked):
            (names if about_name else notes).append(None)
        elif said and not (about_name and not said.notes and _is_refusal(cell)):
            notes.append(said.notes)
            names.append(said.name)
        else:
            answer = False if said else _answer(cell)
            if answer is None or head is ConsentHead.UNCLEAR:
                raise FocusgroupError(f"Consent “{cell[:40]}” is not clear. {WRITE}.")
            if not said and head in (ConsentHead.NO_NAME, ConsentHead.NO_NOTES):
                answer = not answer
            (names if about_name else notes).append(answer)
    if False in notes:
        return Consent(False, False)
    if None in notes:
        return Consent(False, False, asked=False)
    return Consent(True, all(names), False in names or None not in names)


def _said(cell: str) -> Consent | None:
    """Return what the words for consent in a cell say: `Yes, by role only`."""
    if whole := consent_of(cell):
        return whole
    _, at_end = without_consent(f"- {cell}")
    return strictest(at_end) if at_end else None


def _answer(cell: str) -> bool | None:
    """Return a yes as True, a no as False, even if more is written behind the no."""
    key = _key(cell)
    for listed, answer in ((words.NO, False), (words.YES, True)):
        if key in _folded(listed) or cell.strip() in listed.split("|"):
            return answer
    first = key.partition(" ")[0]
    return False if len(first) > 1 and first in _folded(words.NO) else None


def _is_refusal(cell: str) -> bool:
    """Return whether a cell refuses without saying what: `declined`, not `no notes`."""
    key = _key(cell)
    return "record" not in key and all(
        _classes()[match[0]] != "recording" for match in _any_word().finditer(key)
    )


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
    for key in _phrases():
        found.setdefault(key[:2], []).append(key)
    return found


_ELSEWHERE = re.compile(rf"\b(?:{words.ABOUT_ELSE})")

# -- the words -------------------------------------------------------------------------------

_NOTES = re.compile(
    r"\b(?:record\w*|notes?|notizen|mitschr\w*|aufzeichn\w*|aufn\w*|enregistr\w*|grab\w*|grav\w*"
    r"|notas|registr\w*|appunti|notit\w*|opn\w*|запис\w*)\b|记录|記錄|记|錄|录|録|記録|기록|녹|تسجيل|ملاحظات"
)


def _spaced(text: str) -> str:
    return _ELISION.sub(r"\1 ", _CAMEL.sub(" ", text)).casefold()


@lru_cache(4096)
def _key(text: str) -> str:
    return _PUNCTUATION.sub(" ", fold(_spaced(text))).strip()


@cache
def _folded(listed: str) -> frozenset[str]:
    return frozenset(map(_key, listed.split("|"))) - {""}


@cache
def _phrases() -> dict[str, Consent]:
    meanings = (
        (words.BY_NAME, Consent()),
        (words.ROLE_ONLY, Consent(True, False)),
        (words.NO_NOTES, Consent(False, False)),
        (words.NOT_ASKED, Consent(False, False, asked=False)),
    )
    return {key: meaning for listed, meaning in meanings for key in _folded(listed)}


@cache
def _endings() -> frozenset[str]:
    return frozenset(key[-2:] for key in _phrases())


@cache
def _classes() -> dict[str, str]:
    """Return the class of each word in headings of consent; the last that lists it counts."""
    listed = {
        "beside": words.BESIDE,
        "consent": words.CONSENT,
        "recording": words.RECORDING,
        "naming": words.NAMING,
        "anonymity": words.ANONYMITY,
        "against": words.AGAINST,
    }
    classes: dict[str, str] = {}
    for name, each in listed.items():
        for word in _folded(each):
            # In Arabic, article and prepositions are written with the word.
            arabic = "\u0600" <= word[0] <= "\u06ff" and len(word) > 2
            for before in ("", "ال", "بال", "وال", "لل", "ب", "ل", "و") if arabic else ("",):
                classes[before + word] = name
    return classes


@cache
def _any_word() -> re.Pattern[str]:
    ordered = sorted(_classes(), key=len, reverse=True)
    spaced = "|".join(re.escape(word) for word in ordered if word[0] < "\u1100")
    joined = "|".join(re.escape(word) for word in ordered if word[0] >= "\u1100")
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)|{joined}")


@cache
def _stems() -> re.Pattern[str]:
    return re.compile("|".join(fold(stem) for stem in words.STEMS.split("|")))
