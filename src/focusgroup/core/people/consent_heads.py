"""What the heading and the cells of a column in a list of participants say about consent."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache, lru_cache

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.people import consent_words as words
from focusgroup.core.people.consent import (
    WRITE,
    Consent,
    answer_of,
    consent_of,
    phrases,
    spaced,
    strictest,
    without_consent,
    word_key,
    words_in,
)
from focusgroup.core.text import fold

_YES_OR_NO = lazy_pattern(
    r"\b(?:yes|y|ja|j|oui|o|s[ií]|s|sim|да|д)\s*(?:[/|,\\]|or|oder|ou|of|или)\s*"
    r"(?:no|n|nein|non|n[aã]o|nee|нет|н)\b|\bor not\b|\boder nicht\b|\bou non\b|\bou n[aã]o\b"
    r"|(?:是|有|同意|はい|예|네|نعم)\s*[/|、,，\\]\s*(?:否|无|無|不同意|いいえ|아니요|아니오|لا)"
)
_NOTES = lazy_pattern(
    r"\b(?:record\w*|notes?|notizen|mitschr\w*|aufzeichn\w*|aufn\w*|enregistr\w*|grab\w*|grav\w*"
    r"|notas|registr\w*|appunti|notit\w*|opn\w*|запис\w*)\b|记录|記錄|记|錄|录|録|記録|기록|녹|تسجيل|ملاحظات"
)

_FIRST_PERSON = lazy_pattern(rf"(?:{words.FIRST_PERSON})(?:\b|(?<=[\u2e80-\uffef]))")
_SPEAKING = frozenset(("consent", "recording", "naming", "anonymity"))


class ConsentHead(StrEnum):
    """What a column of consent is about, and whether a yes in it agrees or objects."""

    NOTES = "agrees to notes"
    NAME = "agrees to be named"
    NO_NOTES = "objects to notes"
    NO_NAME = "objects to being named"
    UNCLEAR = "consent, but not clear to what"


def speaks_of_consent(text: str) -> bool:
    """Return whether a heading or a field speaks of consent, recording, naming or anonymity."""
    key = word_key(text)
    return key in phrases() or bool(_stems().search(key) and not _ELSEWHERE.search(key))


def _asks(found: Sequence[str], left: str) -> bool:
    """Return whether words of consent are all of a heading, or asked about: `Notes OK?`."""
    spoken = {word for word in found if _classes()[word] in _SPEAKING}
    sure = spoken - words_in(words.NOUNS)
    return bool((sure and not left) or (spoken and words_in(words.ASKING) & {*found}))


def may_be_consent(head: str, cell: str) -> bool:
    """Return whether a yes or no below an unknown heading may be about consent."""
    if answer_of(cell) is None:
        return False
    found = {_classes()[match[0]] for match in _any_word().finditer(word_key(head))}
    return bool(found & _SPEAKING)


def may_be_answers(head: str, cells: Iterable[str]) -> bool:
    """Return whether a column has nothing but yes and no, and its heading doesn't say of what."""
    filled = [cell for cell in cells if cell.strip(" -–—?")]
    if not filled or re.search(words.UNRELATED, fold(head)):
        return False
    return all(answer_of(cell) is not None and not consent_of(cell) for cell in filled)


@lru_cache(4096)
def consent_head(head: str) -> ConsentHead | None:
    """Return what a column with this heading says about consent, None if nothing."""
    key = word_key(_YES_OR_NO.sub(" ", spaced(head)))
    found = _any_word().findall(key)
    left = _any_word().sub(" ", key).strip()
    classes = {_classes()[word] for word in found}
    if not (speaks_of_consent(head) or _asks(found, left)) or _ELSEWHERE.search(key):
        return None
    against = "against" in classes
    phrase = phrases().get(key)
    if phrase is not None and not ("consent" in classes and not against):
        classes.add("naming" if phrase.notes else "recording")
        against = phrase != Consent() and "anonymity" not in classes
    elif left:
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
            answer = False if said else answer_of(cell)
            if answer is None and head in (ConsentHead.NOTES, ConsentHead.NAME):
                answer = _answer_in_words(cell)
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


def _answer_in_words(cell: str) -> bool | None:
    """Return what an answer of whole words says: `Yes, I agree`, `I do not consent to this`."""
    key = word_key(cell)
    first, _, rest = key.partition(" ")
    sure = first.isalpha() and first in words_in(words.YES)
    rest = rest if sure else key
    rest = " ".join(word for word in rest.split() if any(map(str.isalnum, word)))
    if _any_word().sub(" ", rest).strip() or not (sure or _FIRST_PERSON.match(key)):
        return None
    found = _any_word().findall(rest)
    classes = {_classes()[word] for word in found}
    if {*found} & words_in(words.CONDITIONS) or not (sure or classes & _SPEAKING):
        return None
    return "against" not in classes


def _said(cell: str) -> Consent | None:
    """Return what the words for consent in a cell say: `Yes, by role only`."""
    if whole := consent_of(cell):
        return whole
    _, at_end = without_consent(f"- {cell}")
    return strictest(at_end) if at_end else None


def _is_refusal(cell: str) -> bool:
    """Return whether a cell refuses without saying what: `declined`, not `no notes`."""
    key = word_key(cell)
    return "record" not in key and all(
        _classes()[match[0]] != "recording" for match in _any_word().finditer(key)
    )


# -- the words -------------------------------------------------------------------------------

_ELSEWHERE = lazy_pattern(rf"\b(?:{words.ABOUT_ELSE})")


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
        for word in words_in(each):
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
