"""Fold text for the search for names: small letters, no marks, nothing invisible; and its words.

A word knows where it is in the original text, so what is found in folded text can be replaced
there to the letter.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from focusgroup.core.patterns import lazy_pattern

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff"
"""Accents and vowel signs, which belong to the letter before them."""

_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
"""What Unicode calls default-ignorable, and its interlinear marks: soft hyphens, zero-width
characters, directions, variations, tags. They are inside a word or between two, and not seen."""

_HYPHENS = "\\-\u2010\u2011"
_WIDE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff"
)
"""Letters of scripts without spaces between words, or that join endings to a name, as Korean:
a name is found inside other text."""
_WIDE_RANGES = tuple((each[0], each[2]) for each in re.findall(".-.", _WIDE))

_LETTER = f"[^\\W_{_WIDE}]"
_WORD = f"(?:{_LETTER}[{_MARKS}{_UNSEEN}]*)+"
_PLAIN = re.compile("[a-z0-9]+")
"""A word in ASCII, which most are: found four times as fast."""

_APART = f"(?:{_LETTER}[{_MARKS}]*)+"
_JOINED = f"(?![{_HYPHENS}])(?:[{_HYPHENS}]?{_LETTER}[{_MARKS}{_UNSEEN}]*)+"
_PLAIN_JOINED = "(?!-)(?:-?[A-Za-z0-9])+"
# Compiled at their first use, as most texts need none of them: 35 ms of each export.

_ONE = lazy_pattern(f"[{_UNSEEN}]")
_SEVERAL = lazy_pattern(f"[{_UNSEEN}]|(?<=\\w)[{_HYPHENS}](?=\\w)")
WIDE = lazy_pattern(f"[{_WIDE}]+")

_ALIKE = str.maketrans(
    {"đ": "d", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ħ": "h"}
    | {"ə": "e", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": "", "ς": "σ"}
)
"""Letters that have no accent to lose, and that people type as another."""


def is_wide(text: str) -> bool:
    """Return whether *text* has letters of a script without spaces between words."""
    # To compile the expression takes as long as to look at the letters of a thousand names.
    return max(text, default="") >= _WIDE[0] and any(
        low <= letter <= high
        for letter in set(text)
        if letter >= _WIDE[0]
        for low, high in _WIDE_RANGES
    )


class FoldedWord(NamedTuple):
    """A *folded* word and where it is in the text."""

    folded: str
    start: int
    end: int


class _Letters(dict[int, str]):
    """The folded form of each letter, made when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if not "\uac00" <= letter <= "\ud7a3":  # Korean syllables stay whole
            parts = unicodedata.normalize("NFKD", letter).casefold()
            parts = unicodedata.normalize("NFKD", parts)
            seen = (one for one in parts if not (unicodedata.combining(one) or _ONE.match(one)))
            letter = "".join(seen).translate(_ALIKE)
        self[code] = letter
        return letter


_letters = _Letters()


@lru_cache(65536)
def folded(text: str) -> str:
    """Return *text* in small letters, without accents and invisible characters."""
    return fold(text).strip()


def fold(text: str) -> str:
    """Return *text* folded, with the spaces around it."""
    return text.lower() if text.isascii() else text.translate(_letters)


def words(text: str) -> list[FoldedWord]:
    """Return the words of *text*, but those of scripts without spaces."""
    return _words(text, _WORD)


def bare_words(text: str) -> list[str]:
    """Return the folded words of *text* in all its readings, without their places, fast."""
    several = [text]
    if _may_differ(text):
        several += (_SEVERAL.sub(between, text) for between in ("", " "))
    found: list[str] = []
    for each in map(fold, several):
        found += re.findall(_PLAIN if each.isascii() else _WORD, each)
    return found


def _may_differ(text: str) -> bool:
    # Most texts have neither; the expression alone takes ten times as long.
    return ("-" in text or not text.isascii()) and _SEVERAL.search(text) is not None


def readings(text: str) -> list[list[FoldedWord]]:
    """Return the words of *text* in each way to read it: a hyphen may be part of a word or not.

    The same is true of a soft hyphen and a zero-width space.
    """
    if not _may_differ(text):
        return [_words(text, _WORD)]
    return [_words(text, each) for each in (_WORD, _APART, _JOINED)]


def wide_letters(text: str) -> tuple[str, list[int]]:
    """Return *text* folded, without spaces, and the place of each letter in the original."""
    letters, places = [], []
    for place, letter in enumerate(text):
        for each in _letters[ord(letter)]:
            if not each.isspace() and each not in "·・":
                letters.append(each)
                places.append(place)
    return "".join(letters), places


def _words(text: str, pattern: str) -> list[FoldedWord]:
    if text.isascii() and pattern == _JOINED:
        pattern = _PLAIN_JOINED
    elif text.isascii():
        return [FoldedWord(each[0], *each.span()) for each in _PLAIN.finditer(text.lower())]
    return [FoldedWord(_folded_word(each[0]), *each.span()) for each in re.finditer(pattern, text)]


@lru_cache(65536)
def _folded_word(word: str) -> str:
    return re.sub(f"[{_HYPHENS}]", "", fold(word))
