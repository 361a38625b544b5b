"""Clean text on its way in and out of the program; fold names into keys; make initials.

Everything people type, paste or import goes through ``clean`` once. Everything printed to a
terminal outside the full-screen program goes through ``for_terminal``.
"""

import re
import unicodedata
from collections.abc import Callable, Collection
from typing import NamedTuple

from focusgroup.core.patterns import lazy_pattern

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}-{chr(plane << 16 | 0xFFFF)}" for plane in range(17)
)
# C0 except tab and newline (VT and FF are line breaks, see below), DEL, C1, lone surrogates.
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff"
_BREAKS = "\r\x0b\x0c\u2028\u2029"
_BIDI = "\u202a-\u202e\u2066-\u2069"

_ODD = lazy_pattern(f"[{_CONTROLS}{_BREAKS}{_NONCHARACTERS}]")
_DROPPED = lazy_pattern(f"[{_CONTROLS}{_NONCHARACTERS}]+")
# Word and PowerPoint paste a soft line break as VT; dropping it would join two words.
_LINE_BREAK = lazy_pattern(f"\r\n|[{_BREAKS}]")
_BLANKS = lazy_pattern(r"[ \t\n]+")
_ACTIVE = lazy_pattern(f"[{_CONTROLS}{_BREAKS}{_BIDI}{_NONCHARACTERS}\t\n]")

# A run of marks (never a word character to ``re``). The half-width voicing marks are letters that
# turn into marks under NFKD.
_MARK_RUN = lazy_pattern("(?:[^\\w\x00-\x7f]|[\uff9e\uff9f]){31,}")
_STREAM_SAFE_MARKS = 30
_GRAPHEME_JOINER = "\u034f"


class Cleaned(NamedTuple):
    """A cleaned text and how many characters were removed from it."""

    text: str
    removed: int


def clean(text: str) -> Cleaned:
    """Return *text* fit to be saved: NFC, newlines as line breaks, no control characters.

    C0 (except newline and tab), DEL, C1, lone surrogates and non-characters are removed and
    counted. CR LF, CR, VT, FF and the Unicode line separators become newlines and are not counted.
    Cleaning twice changes nothing. Takes linear time, whatever the text.
    """
    removed = 0
    # What can be printed holds nothing odd; asking that takes a tenth of the search.
    plain = text.replace("\n", "").replace("\t", "").isprintable()
    if not plain and _ODD.search(text):
        before = len(text)
        text = _DROPPED.sub("", text)
        removed = before - len(text)
        text = _LINE_BREAK.sub("\n", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _stream_safe(text))
    return Cleaned(text, removed)


def clean_line(text: str) -> str:
    """Return *text* cleaned, on one line: breaks, tabs and runs of blanks become one space."""
    return _BLANKS.sub(" ", clean(text).text).strip()


def for_terminal(text: str, *, newlines: bool = False) -> str:
    """Return *text* safe to print: whatever a terminal would act on is shown as ``<U+001B>``.

    That covers controls, surrogates, non-characters and the bidirectional overrides and isolates.
    Tabs and line breaks are kept with *newlines*; otherwise each becomes a space.
    """
    if not _ACTIVE.search(text):
        return text
    return _ACTIVE.sub(_visible_keeping_lines if newlines else _visible, text)


def _visible(match: re.Match[str]) -> str:
    char = match.group()
    if char in "\t\n\r\x0b\x0c\u2028\u2029":
        return " "
    return f"<U+{ord(char):04X}>"


def _visible_keeping_lines(match: re.Match[str]) -> str:
    char = match.group()
    if char in "\t\n":
        return char
    # CR alone would overwrite the line from its start.
    return "\n" if char in "\x0b\x0c\u2028\u2029" else f"<U+{ord(char):04X}>"


def _stream_safe(text: str) -> str:
    """Return *text* with at most 30 combining marks in a row (UAX #15, Stream-Safe Text Format).

    CPython sorts marks by insertion: 40,000 of them on one letter take 1.3 s to normalise, and a
    megabyte takes minutes.
    """
    return _MARK_RUN.sub(_break_towers, text)


def _break_towers(match: re.Match[str]) -> str:
    out: list[str] = []
    marks = 0
    for char in match.group():
        if unicodedata.combining(char) or char in "\uff9e\uff9f":
            if marks == _STREAM_SAFE_MARKS:
                out.append(_GRAPHEME_JOINER)
                marks = 0
            marks += 1
        else:
            marks = 0
        out.append(char)
    return "".join(out)


# Letters that no normal form decomposes but that people type without their stroke, the punctuation
# that keyboards replace, and the Arabic forms that Arabic search treats as one (Larkey, Ballesteros
# & Connell 2002, "light stemming": normalisation).
_SAME_LETTER = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ŧ": "t",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "ـ": "",
        "ى": "ي",
        "ة": "ه",
        "ٱ": "ا",
    }
)


def fold(text: str) -> str:
    """Return *text* as a lookup key: case, accents, width and spacing do not count.

    Accents are dropped from Latin, Greek and Cyrillic letters, points from Arabic and Hebrew ones.
    Vowel and tone signs of Indic and South-East Asian scripts and the voicing of kana are part of
    the letter and are kept. Folding twice changes nothing.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    if _ALONE.fullmatch(text):
        return " ".join(text.translate(_FOLDED).lower().split())
    return _fold_any(text)


# Letters of which each is folded whatever its neighbours are: most of what is typed needs no
# normal forms, which take 25 µs a sentence.
_ALONE = lazy_pattern(
    "[\t\n -~\u00c0-\u017f‘’“”–—…"
    "\u3001\u3002\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff]*"  # Chinese, Japanese
)


class _FoldedLetters(dict[int, str | int]):
    """For ``str.translate``: each letter beyond ASCII folded, once."""

    def __missing__(self, point: int) -> str | int:
        self[point] = point if point < 128 else _fold_any(chr(point))
        return self[point]


_FOLDED = _FoldedLetters()


def _fold_any(text: str) -> str:
    folded = _fold_once(text)
    # Folding case can bring back what folding width took away (and the other way round).
    while not folded.isascii() and (again := _fold_once(folded)) != folded:
        folded = again
    return " ".join(folded.lower().split()) if folded.isascii() else folded


def _fold_once(text: str) -> str:
    apart = unicodedata.normalize("NFKD", _stream_safe(text)).casefold()
    apart = unicodedata.normalize("NFKD", _stream_safe(apart))
    kept = apart.translate(_SEEN)
    together = unicodedata.normalize("NFC", kept).translate(_SAME_LETTER)
    return " ".join(together.split())


def _is_ignorable(char: str) -> bool:
    """Return whether *char* is an accent or invisible."""
    if char < "\u00ad":
        return False
    combining = unicodedata.combining(char)
    if combining:
        # By canonical class: 1 overlays, 10-36 Hebrew and Arabic points, 200-240 accents.
        return combining == 1 or 10 <= combining <= 36 or combining >= 200
    return (
        char == _GRAPHEME_JOINER
        or "\ufe00" <= char <= "\ufe0f"
        or unicodedata.category(char) in ("Cf", "Me")
    )


class _SeenLetters(dict[int, int | None]):
    """For ``str.translate``: what is ignorable goes; a letter is looked up once."""

    def __missing__(self, point: int) -> int | None:
        self[point] = None if _is_ignorable(chr(point)) else point
        return self[point]


_SEEN = _SeenLetters()


_TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms", "mx", "herr", "frau", "mme", "sr", "sra"})
_NAME_WORD = lazy_pattern(r"[^\s\-–—.,;:/()\[\]{}<>\"'’“”@#!?~…]+")


def initials(name: str) -> str:
    """Return one or two letters for *name* on screen, ``?`` if the name has no letters.

    First and last word of a Western name; the first two letters of a single word; the last two
    characters of a Chinese, Japanese or Korean name written in one word (the given name, if the
    name has three).
    """
    words = _name_words(name)
    if not words:
        return "?"
    if len(words) == 1:
        word = words[0]
        short = word[-2:] if _is_cjk(word[0]) else _upper(word[:2])
    else:
        short = _upper(words[0][0]) + _upper(words[-1][0])
    # A bare number would be read as a seat.
    return f"P{short[-1]}" if short.isdecimal() else short


def unique_initials(name: str, taken: Collection[str]) -> str:
    """Return initials for *name* that differ from all of *taken*, by other letters or a number."""
    used = {fold(other) for other in taken}
    first_choice = initials(name)
    if fold(first_choice) not in used:
        return first_choice
    words = _name_words(name)
    head = _upper(words[0][0]) if words else first_choice[0]
    head = "P" if head.isdecimal() else head
    for char in "".join(words[1:]) + "".join(words)[1:]:
        choice = head + _upper(char)
        if fold(choice) not in used and not choice.isdecimal():
            return choice
    number = 2
    while fold(f"{head}{number}") in used:
        number += 1
    return f"{head}{number}"


def _name_words(name: str) -> list[str]:
    keep: Callable[[str], bool] = str.isalnum
    words = ["".join(filter(keep, word)) for word in _NAME_WORD.findall(clean_line(name))]
    words = [word for word in words if word]
    if len(words) > 1 and words[0].casefold() in _TITLES:
        words = words[1:]
    return words


def _upper(text: str) -> str:
    # One letter must stay one letter: "ß".upper() has two.
    return "".join(up if len(up := char.upper()) == 1 else char for char in text)


def _is_cjk(char: str) -> bool:
    return (
        "\u3040" <= char <= "\u30ff"
        or "\u3400" <= char <= "\u9fff"
        or "\uac00" <= char <= "\ud7a3"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003ffff"
    )
