"""Decode the bytes of a list: UTF-8, UTF-16, or the code page that gives plausible text."""

import codecs
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.people.columns import column_of
from focusgroup.system.named_encoding import is_of_seven_bits, named_encoding

CODE_PAGES = {
    "cp1252": "Western European (Windows-1252)",
    "cp1250": "Central European (Windows-1250)",
    "cp1255": "Hebrew (Windows-1255)",
    "cp1253": "Greek (Windows-1253)",
    "cp1251": "Cyrillic (Windows-1251)",
    "cp949": "Korean (EUC-KR)",
    "gb18030": "Chinese (GBK)",
    "cp932": "Japanese (Shift-JIS)",
    "euc_jp": "Japanese (EUC-JP)",
    "big5hkscs": "Chinese (Big5)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1256": "Arabic (Windows-1256)",
    "iso8859_2": "Central European (ISO 8859-2)",
    "koi8_r": "Cyrillic (KOI8-R)",
    "mac_roman": "Western European (Mac Roman)",
}
"""What Excel saves a CSV file in; of equally plausible ones the first is taken.

Of 298 lists of one and two people and notes of one to three lines in 19 forms, `plausibility` reads
98 % letter for letter and charset-normalizer 53 %: it is made for pages, not for lists of names.
What stays wrong are single words such as “naprawdę”, which French and Polish could both write.
"""

PLAUSIBLE = 0.5
"""Text in which the average letter is less plausible than this (-1 to 1) is not guessed at."""

_LOOKED_AT = 20_000
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_WORD = lazy_pattern(r"[^\W\d_]+")
_SIGN = lazy_pattern(r"[^\x00-\x7f\w]")
_BEFORE = lazy_pattern(r"\w{1,40}\Z")
_AFTER = lazy_pattern(r"\w{1,40}")
_AMONG_ASCII = lazy_pattern(
    r"(?<=[a-z])[^\x00-\x7f](?![^\x00-\x7f])|(?<![^\x00-\x7f])[^\x00-\x7f](?=[a-z])"
)
_COMMON = {
    # The lead bytes of the characters in daily use: level 1 of each national standard.
    "gb18030": range(0xB0, 0xD8),
    "cp932": range(0x82, 0x98),
    "big5hkscs": range(0xA4, 0xC7),
    "cp949": range(0xB0, 0xC9),
    "euc_jp": range(0xA4, 0xD0),
}
_KANA = lazy_pattern("[\u3041-\u30fa]")
_GREEK_ACCENTS = frozenset("άέήίόύώΆΈΉΊΌΎΏ")
_FINALS = frozenset("ךםןףץ")


_ALPHABETS = (
    "äöüß|àâæçéèêëîïôœùûüÿ|áéíñóúü|áâãàçéêíóôõúü|àèéìíòóùú|åäöæøé|éëïóöüèê|ąćęłńóśźż"
    "|áčďéěíňóřšťúůýž|áäčďéíĺľňóôŕšťúýž|áéíóöőúüű|ăâîșşțţ|čćđšž|çğıöşüâîû".split("|")
)
"""The letters of a language beyond ASCII, its capitals left out; another's are less plausible."""
_ICELANDIC = "áðéíóúýþæö"
"""As Turkish that is read as Western European looks, which is far more often met."""
_NO_ARABIC = re.compile("[ةى](?=[ء-ي])|(?<=[^والبلفكأ])إ|ـ")
"""What no Arabic word has, and Russian in KOI8-R looks like."""
_ENDINGS = frozenset("s t re ve ll d m".split())
_ALONE = "àáâéèêíòóôùúåöæœ"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding that was assumed, "" for one that is certain."""

    text: str
    assumed: str = ""


def text_of(data: bytes, path: Path) -> Decoded:
    """Return the text of the file at *path*. Raises FocusgroupError, which names it, if none is."""
    try:
        text = decoded(data)
    except FocusgroupError as error:
        raise FocusgroupError(f"{path} {error}") from error
    if text is None or "\0" in text.text:
        raise FocusgroupError(
            f"{path} isn't readable as text; save it as “CSV UTF-8”, or name its encoding with"
            " --encoding"
        )
    return text


def decoded(data: bytes) -> Decoded | None:
    """Return the text in *data*, None if no encoding gives plausible text.

    UTF-8 is read as that. For the rest, the encoding that a person named counts; raises
    FocusgroupError where it isn't that.
    """
    if marked := wide_by_mark(data):
        return Decoded(data.decode(marked, "replace"))
    if text := _as_named(data):
        return Decoded(text)
    if wide := without_mark(data):
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


def _as_named(data: bytes) -> str:
    """Return the text in *data* in the encoding that was named, "" if it is certain without."""
    name = named_encoding()
    if not name or not (is_of_seven_bits(name) or b"\0" in data or not is_utf8(data)):
        return ""
    try:
        return data.decode(name).removeprefix("\ufeff")
    except UnicodeError as error:
        line = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        raise FocusgroupError(
            f"isn't in the encoding {name}, as line {line} shows; name another after --encoding, or"
            " leave that out to have it guessed"
        ) from error


def is_utf8(data: bytes) -> bool:
    """Return whether *data* is UTF-8 as it is."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def code_page_of(data: bytes) -> str:
    """Return the code page that gives plausible text for *data*, "" if none does."""
    found = decoded(data)
    assumed = found.assumed if found else ""
    return next((name for name, words in CODE_PAGES.items() if words == assumed), "")


def wide_by_mark(data: bytes) -> str:
    """Return the encoding of 16 or 32 bits that the mark at the start tells, "" without one."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    return "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""


def without_mark(data: bytes) -> str:
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
    if common:
        scores = [_rare_letter(each, code_page) for each in text if not each.isascii()]
        # `team痴 lead` was an apostrophe.
        scores += [-2.0 for _ in _AMONG_ASCII.finditer(text)]
    else:
        scores = [_sign(text, found.start()) for found in _SIGN.finditer(text)]
        used = {letter for letter in text.lower() if letter.isalpha() and not letter.isascii()}
        best = max(_ALPHABETS, key=lambda each: len(used.intersection(each)))
        usual = dict.fromkeys(best, 1.0)
        if not used - {*_ICELANDIC}:
            usual = dict.fromkeys(_ICELANDIC, 0.9) | usual
        for word in _WORD.findall(text):
            scores += _letters(word, code_page, usual)
    heads = [cell for line in text.split("\n")[:5] for cell in re.split("[,;\t]", line.strip())]
    known = any(not each.isascii() and column_of(each) for each in heads)
    return sum(scores) / max(len(scores), 1) + known


def _rare_letter(letter: str, code_page: str) -> float:
    """Return 1 for a character in daily use, less for a rare one."""
    coded = letter.encode(code_page, "replace")
    if code_page == "gb18030" and len(coded) == 2 and (coded[0] < 0xA1 or coded[1] < 0xA1):
        return -1  # not in GB 2312
    if code_page == "gb18030" and _KANA.match(letter):
        return -1  # the same bytes as in EUC-JP
    if len(coded) != 2:
        return -1  # half-width katakana, or four bytes
    if code_page == "cp949" and coded[1] < 0xA1:
        return -1  # syllables that only the extension has
    if not letter.isalpha():
        return 0.5 if letter in "，。、；：（）・　〇" else -0.5
    return 1.0 if coded[0] in _COMMON[code_page] else 0.3 if code_page == "gb18030" else -0.2


def _sign(text: str, at: int) -> float:
    """Return how plausible a sign is between what is written before and after it."""
    sign, before, after = text[at], _BEFORE.search(text, 0, at), _AFTER.match(text, at + 1)
    left, right = (found[0] if found else "" for found in (before, after))
    if sign == "’":
        inside = len(left) == 1 or left.lower() in ("qu", "all") or right.lower() in _ENDINGS
        return (1.0 if inside else 0.3) if left and right else 1.0 if left else 0.3
    if sign in "“‘„‚":
        closes = bool(left) and ("„" in text or "‚" in text)
        return 1.0 if closes or (right and not left) else -1.0
    if sign in "”»":
        return 1.0 if not right else -1.0
    if sign in "–—":
        tight = min(len(left), len(right))
        return 0.0 if 0 < tight < 3 else 0.5 if tight and sign == "–" else 1.0
    if sign in "¿¡":
        return 1.0 if right and not left else -1.0
    if sign in "…«№\xa0":
        return 0.5
    return 0.5 if sign in "€£§°™©®½²³" and not (left or right).isalpha() else -1.0


def _letters(word: str, code_page: str, usual: dict[str, float]) -> list[float]:
    """Return the plausibility of a word's non-ASCII letters: of one script, capitals first."""
    strange = [letter for letter in word if not letter.isascii()]
    if not strange:
        return []
    wrong = any(b.isupper() and a.islower() for a, b in pairwise(word))
    if code_page in ("cp1251", "koi8_r"):
        wrong |= len(strange) < len(word) or not all("А" <= each <= "ё" for each in strange)
        return [-1.0 if wrong else 0.6 if word[1:].isupper() else 1.0] * len(strange)
    if code_page == "cp1253":
        accents = sum(each in _GREEK_ACCENTS for each in word)
        wrong |= accents > 1 or not all(
            each in _GREEK_ACCENTS or "Α" <= each <= "ω" for each in word
        )
        bare = len(word) > 2 and not accents and not word.isupper()
        return [-1.0 if wrong else 0.3 if bare or len(word) == 1 else 1.0] * len(strange)
    if code_page == "cp1255":
        wrong = not all("א" <= each <= "ת" for each in word) or bool(_FINALS & {*word[:-1]})
        return [-1.0 if wrong else 0.3 if len(word) == 1 else 1.0] * len(strange)
    if code_page == "cp1256" and "ء" <= word[0] <= "ي":
        wrong = bool(_NO_ARABIC.search(word)) or not all("ء" <= each <= "ْ" for each in word)
        return [-1.0 if wrong else 1.0] * len(strange)
    most = len(word) * 3 // 4 if code_page in ("cp1250", "iso8859_2") else (len(word) + 1) // 2
    wrong |= len(strange) > most or any(each in "ºªµ¯" for each in strange)
    wrong |= not word.isupper() and any(not each.isascii() and each.isupper() for each in word[1:])
    wrong |= len(word) == 1 and word.lower() not in _ALONE
    return [-1.0 if wrong else usual.get(each.lower(), 0.4) for each in strange]
