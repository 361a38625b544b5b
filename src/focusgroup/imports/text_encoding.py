"""Decode the bytes of a list: UTF-8, UTF-16, or the code page that gives plausible text."""

import re
from dataclasses import dataclass
from itertools import pairwise

from focusgroup.core.people.columns import column_of

CODE_PAGES = {
    "cp1252": "Western European (Windows-1252)",
    "cp1250": "Central European (Windows-1250)",
    "cp1251": "Cyrillic (Windows-1251)",
    "cp949": "Korean (EUC-KR)",
    "gb18030": "Chinese (GBK)",
    "cp932": "Japanese (Shift-JIS)",
    "big5hkscs": "Chinese (Big5)",
}
"""What Excel saves a CSV file in; of equally plausible ones the first is taken.

Of 3,394 generated lists of 1 to 8 people in eleven languages, with headings and without, the order
below and `plausibility` read 97.7 % letter for letter (100 % but for Polish and Czech), and
charset-normalizer 3.5 reads 81.5 %: it is made for pages, not for lists of names.
"""

PLAUSIBLE = 0.5
"""Text in which the average letter is less plausible than this (-1 to 1) is not guessed at."""

_LOOKED_AT = 20_000
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = {
    # The lead bytes of the characters in daily use: level 1 of each national standard.
    "gb18030": range(0xB0, 0xD8),
    "cp932": range(0x82, 0x98),
    "big5hkscs": range(0xA4, 0xC7),
    "cp949": range(0xB0, 0xC9),
}


_SELDOM = {"cp1252": "šžýðþ", "cp1250": "ŕľĺăţőű"}
"""Letters that speak rather for the other of the two: Czech has š and ž, French à and Danish å."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding that was assumed, "" for one that is certain."""

    text: str
    assumed: str = ""


def decoded(data: bytes) -> Decoded | None:
    """Return the text in *data*, None if no encoding gives plausible text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Decoded(data.decode("utf-16", "replace"))
    if wide := _without_mark(data):
        return Decoded(data.decode(wide, "replace"), "UTF-16")
    try:
        return Decoded(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    if _NO_TEXT.search(data):
        return None
    tried = []
    for place, (name, words) in enumerate(CODE_PAGES.items()):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        tried.append((plausibility(text[:_LOOKED_AT], name), -place, text, words))
    if not tried or (best := max(tried))[0] < PLAUSIBLE:
        return None
    return Decoded(best[2], best[3])


def code_page_of(data: bytes) -> str:
    """Return the code page that gives plausible text for *data*, "" if none does."""
    found = decoded(data)
    assumed = found.assumed if found else ""
    return next((name for name, words in CODE_PAGES.items() if words == assumed), "")


def _without_mark(data: bytes) -> str:
    """Return the byte order of UTF-16 that lacks its mark: of ASCII, one of two bytes is 0.

    Every list has some: separators and line breaks.
    """
    even, odd = data[0:2000:2].count(0), data[1:2000:2].count(0)
    rare = max(even, odd) * 40 < len(data[:2000])
    if rare or len(data) % 2 or min(even, odd) * 4 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def plausibility(text: str, code_page: str) -> float:
    """Return how plausible *text* is in a list of names, the average of its non-ASCII letters.

    Words that are known as headings count as one more.
    """
    common = _COMMON.get(code_page)
    scores = [_rare_letter(each, code_page) for each in text if not each.isascii() and common]
    if common is None:
        scores = [_sign(each) for each in text if not each.isascii() and not each.isalpha()]
        for word in _WORD.findall(text):
            scores += _letters(word, code_page)
    heads = [cell for line in text.split("\n")[:5] for cell in re.split("[,;\t]", line.strip())]
    known = any(not each.isascii() and column_of(each) for each in heads)
    return sum(scores) / max(len(scores), 1) + known


def _rare_letter(letter: str, code_page: str) -> float:
    """Return 1 for a character in daily use, less for a rare one."""
    coded = letter.encode(code_page, "replace")
    if code_page == "gb18030" and len(coded) == 2 and (coded[0] < 0xA1 or coded[1] < 0xA1):
        return -1  # not in GB 2312
    if len(coded) != 2:
        return -1  # half-width katakana, or four bytes
    if code_page == "cp949" and coded[1] < 0xA1:
        return -1  # syllables that only the extension has
    if not letter.isalpha():
        return 0.5 if letter in "，。、；：（）・　〇" else -0.5
    return 1.0 if coded[0] in _COMMON[code_page] else 0.3 if code_page == "gb18030" else -0.2


def _sign(sign: str) -> float:
    return 0.5 if sign in "“”„‘’–—…«»№\xa0" else -1


def _letters(word: str, code_page: str) -> list[float]:
    """Return the plausibility of a word's non-ASCII letters: of one script, capitals first."""
    strange = [letter for letter in word if not letter.isascii()]
    if not strange:
        return []
    wrong = any(b.isupper() and a.islower() for a, b in pairwise(word))
    if code_page == "cp1251":
        wrong |= len(strange) < len(word) or not all("А" <= each <= "ё" for each in strange)
    else:
        wrong |= len(strange) * 2 > len(word) + 1 or any(each in "ºªµ¯" for each in strange)
    rare = _SELDOM.get(code_page, "")
    return [-1.0 if wrong else 0.4 if each.lower() in rare else 1.0 for each in strange]
