"""Find the names of people and companies in text, as they are said and typed live.

In upper or lower case, with and without accents, by the first or the last name alone.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from focusgroup.exports.wording.labels import IN_TEXT_ACCOUNT, IN_TEXT_ADDRESS, IN_TEXT_NAMELESS
from focusgroup.exports.wording.words import Words

_ADDRESS = re.compile(r"[^\s@<>()\[\]]+@[^\s@<>()\[\]]+\.\w+|\bhttps?://\S+|\bwww\.\S+", re.I)
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff"
"""Accents and vowel signs, which belong to the letter before them."""

_WORD = re.compile(f"(?:\\w[{_MARKS}]*)+")
_WIDE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
"""Letters of scripts that put no spaces between words: a name is found inside other text."""

_TITLES = frozenset("dr prof mr mrs ms miss mx sir herr frau mme mlle sr sra ing dipl".split())
_FORMS = frozenset(
    "ab ag as bv co company corp corporation gmbh group holding inc kg kgaa limited llc llp ltd"
    " nv oy oyj plc pty pte sa sarl sas se spa srl the der die das le la les los el il de".split()
)
"""Parts of a company's name that say what kind of company it is, not which one."""

_WORDS_TOO = frozenset(
    "amber april art august autumn baker banks bell best bill bird bishop black bond brown bush"
    " carter case chance chase church clay cliff cook cross crystal dale dawn day dean drew earl"
    " faith fields ford forest fox frank gates gene glen good grace grant gray green grey hall"
    " hand hill hope hunter iris ivy jack jade jay joy june kay king lake lance lane law lee"
    " little long love major mark marsh martin mason may max miles mills moon noble north page"
    " park pat pearl penny phil pool powers price ray read reed rice rich rob robin rock root"
    " rose rowan ruby sales sandy short sky small star stark stone street strong sue summer"
    " swift temple van violet wade walker walls ward waters weeks wells west white will wood"
    " woods worth young".split()
)
"""Names that are English words too: they count only with a capital."""

_COMMON = frozenset(
    "advanced air american apple bank best blue central city cloud data delta digital east"
    " energy european express first food foods general global great green group health home"
    " international land logistics modern national north northern office open orange power"
    " public retail royal service services shell smart south southern square star state target"
    " team tech transport united universal water west western white".split()
)
"""First words of company names that identify no company on their own."""

_SHORTEST_PART = 4
"""Letters that a company's first word needs to stand for the whole name: "Brno", not "The"."""

Mask = Callable[[str], str]


class Spellings:
    """Spellings to find, each with its replacement; one that has two owners becomes vague."""

    def __init__(self, words: Words) -> None:
        self._one_of_people, self._one_of_accounts = words.each((IN_TEXT_NAMELESS, IN_TEXT_ACCOUNT))
        self.whole: dict[str, str] = {}
        self.parts: dict[str, str] = {}

    def add_person(self, name: str, label: str) -> None:
        name = " ".join(name.split())
        _add(self.whole, name, label, self._one_of_people)
        for word in _parts_of(name):
            _add(self.parts, word, label, self._one_of_people)

    def add_account(self, name: str, label: str) -> None:
        name = " ".join(name.split())
        _add(self.whole, name, label, self._one_of_accounts)
        words = [word for word in _WORD.findall(name) if word.lower() not in _FORMS]
        named = words and len(words[0]) >= _SHORTEST_PART and words[0].lower() not in _COMMON
        if named and len(_WORD.findall(name)) > 1:
            _add(self.parts, words[0], label, self._one_of_accounts)

    def leave(self, names: Iterable[str]) -> None:
        """Don't mask *names*; and don't mask parts of names that are English words too."""
        free = {_key(each) for name in names for each in (name, *_parts_of(name))}
        self.whole = {name: label for name, label in self.whole.items() if _key(name) not in free}
        self.parts = {
            part: label
            for part, label in self.parts.items()
            if _key(part) not in free and part.lower() not in _WORDS_TOO
        }


def _parts_of(name: str) -> list[str]:
    """Return the first and last names that somebody is called by alone, without titles."""
    words = _WORD.findall(name)
    if len(words) < 2:
        return []
    return [w for w in words if len(w) > 1 and not w.islower() and w.lower() not in _TITLES]


def _add(masks: dict[str, str], spelling: str, label: str, vague: str) -> None:
    if spelling:
        masks[spelling] = label if masks.get(spelling, label) == label else vague


def mask_of(
    people: Spellings,
    accounts: Spellings,
    words: Words,
    *,
    parts: bool = True,
    addresses: bool = True,
) -> Mask:
    """Return a mask that takes the names out of a text; without *parts*, whole names only.

    Mail addresses and links are masked too, unless *addresses* is False.

    The words of the text select the names to look for, so a long customer list is not tried
    at every letter of every quote.
    """
    labels = {**accounts.whole, **people.whole}
    if parts:
        labels = {**accounts.parts, **people.parts, **labels}
    spellings: dict[str, list[str]] = {}
    wide = []
    for spelling in labels:
        if _WIDE.search(spelling):
            wide.append(spelling)
            continue
        parted = [folded(word) for word in _WORD.findall(spelling)] or [spelling]
        for head in {parted[0], "".join(parted)}:
            spellings.setdefault(head, []).append(spelling)
    by_key = {_key(spelling): label for spelling, label in labels.items()}

    somebody, address = words.each((IN_TEXT_NAMELESS, IN_TEXT_ADDRESS))

    def put(found: re.Match[str]) -> str:
        return by_key.get(_key(found[0]), somebody)

    @lru_cache(1024)
    def pattern(heads: frozenset[str]) -> re.Pattern[str]:
        named = {spelling for head in heads for spelling in spellings[head]}
        ordered = sorted([*named, *wide], key=lambda spelling: (-len(spelling), spelling))
        return re.compile("|".join(map(_pattern, ordered)))

    def masked(text: str) -> str:
        if addresses and ("@" in text or "://" in text or "www." in text):
            text = _ADDRESS.sub(lambda _: address, text)
        heads = frozenset(word for word in map(folded, _WORD.findall(text)) if word in spellings)
        if not heads and not wide:
            return text
        return pattern(heads).sub(put, text)

    def mask(text: str) -> str:
        if text.isascii():
            return masked(text)
        composed = unicodedata.normalize("NFC", text)
        made = masked(composed)
        # Text without a name is returned unchanged, to the letter.
        return text if made == composed else made

    return mask


def _pattern(spelling: str) -> str:
    """Return an expression for *spelling*, with or without accents; short words keep their case."""
    words = _WORD.findall(spelling)
    any_case = len(spelling) > 2 and spelling.lower() not in _WORDS_TOO
    letters = r"[\s\W_]*".join("".join(map(_letter, word)) for word in (words or [spelling]))
    if _WIDE.search(spelling):
        return letters
    return rf"(?<!\w)(?:{f'(?i:{letters})' if any_case else letters})(?![\w{_MARKS}])"


def _letter(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    if len(parts) == 1:
        return re.escape(letter)
    if len(parts) > 2:
        return f"(?:{re.escape(letter)}|{re.escape(parts[0])})"
    return f"(?:{re.escape(letter)}|{re.escape(parts[0])}{re.escape(parts[1:])}?)"


def _key(text: str) -> str:
    """Return a key that all spellings of one name share."""
    return "".join(_WORD.findall(folded(text))) or text


@lru_cache(65536)
def folded(text: str) -> str:
    """Return *text* in lower case, without accents."""
    if text.isascii():
        return text.lower().strip()
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part)).strip()
