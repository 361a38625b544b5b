"""Words for full-text search, made here so every store engine finds the same quotes.

A token is made of ASCII letters and digits; other letters are written ``uXXXX``. FTS5's ``ascii``
tokenizer and PostgreSQL's ``simple`` dictionary then each take one token as one word and find
nothing in it to interpret.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_MAX_WORD = 64
"""The most letters of a word that count: PostgreSQL leaves out words over 2,046 bytes."""

_MAX_TERMS = 48
"""The most terms of a query that count: FTS5 refuses expressions over 256 deep."""

# Scripts written without spaces between words, and Hangul, whose particles are attached.
_DENSE = lazy_pattern(
    "[\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf"  # Thai, Lao
    "\u1000-\u103f\u1050-\u108f\u1780-\u17d3"  # Myanmar, Khmer
    "\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff"  # Hangul
    "\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
# Possessive and only from a word's start, so a megabyte of letters is read once.
_COMPOUND = lazy_pattern(r"(?<![^\W_])[^\W_]++(?:['\-][^\W_]++)+")
_SIGNED = lazy_pattern(r"(?<![^\W_])([^\W_]{1,3})(\+\+?|#)(?![^\W_]|[+#])")  # C#, C++, A+
_NUMBER = lazy_pattern(r"(?<![\d.,'])\d{1,3}(?:[.,'\u00a0\u202f\u2009]\d{3})+(?![.,']?\d)")
"""A number in groups of thousands: it is found as one word too."""
_GROUPED = lazy_pattern(r"\d[.,]\d")
"""Where an ASCII text may have a number with its thousands apart."""
_HYPHENS = str.maketrans("\u2010\u2011", "--")
# "The" and "and the", "with the", ...: the prefixes of the light10 stemmer (Larkey et al. 2007).
_ARABIC_ARTICLE = lazy_pattern("(?:[وف]?(?:ال|لل)|[بك]ال)(?=\\w{3})")


class Terms(NamedTuple):
    """The tokens a search asks for; the last one may continue if *prefix*."""

    words: tuple[str, ...]
    prefix: bool = False


def index_tokens(text: str) -> str:
    """Return the tokens under which *text* is found, each once, separated by spaces.

    Case, accents and width are folded. A word with an apostrophe or a hyphen, and a number with
    its thousands apart, is indexed as its parts and as a whole; Chinese and other writing without
    spaces as single characters and overlapping pairs; an Arabic word with and without its article.
    """
    if text.isascii() and "+" not in text and "#" not in text:
        return " ".join(_plain_tokens(text.lower()))
    folded = _folded(text)
    if folded.isascii() and "+" not in folded and "#" not in folded:
        return " ".join(_plain_tokens(folded))
    if _DENSE.fullmatch(folded):
        return " ".join(dict.fromkeys([*_pairs(folded), *map(_encoded, folded)]))
    found = dict.fromkeys(_indexed(folded))
    merged = _without_apostrophes(folded)
    if merged != folded:
        found.update(dict.fromkeys(_indexed(merged)))
    for compound in _COMPOUND.findall(folded):
        found.update(dict.fromkeys(_indexed(re.sub("['-]", "", compound))))
    found.update(dict.fromkeys(map(_digits, _NUMBER.findall(folded))))
    return " ".join(found)


def _folded(text: str) -> str:
    # The spaces of thousands, which folding makes plain, are those of no other words.
    text = _NUMBER.sub(lambda match: re.sub(r"\s", ",", match.group()), text)
    return fold(text.translate(_HYPHENS))


def _digits(number: str) -> str:
    return "".join(str(unicodedata.decimal(char)) for char in number if char.isdecimal())


def _plain_tokens(folded: str) -> dict[str, None]:
    """The same for ASCII without C# and the like: 10 µs a sentence, 150 piece by piece."""
    found = dict.fromkeys(_plain_words(folded))
    if "," in folded or "." in folded or "'" in folded:
        found.update(dict.fromkeys(map(_digits, _NUMBER.findall(folded))))
    if "'" in folded or "-" in folded:
        parts = [_compounds(each) for each in folded.split() if "'" in each or "-" in each]
        for merged, _ in parts:
            found.update(dict.fromkeys(merged))
        for _, joined in parts:
            found.update(dict.fromkeys(joined))
    return found


def _plain_words(folded: str) -> list[str]:
    words = folded.encode("ascii").translate(_ASCII_LETTERS).decode("ascii").split()
    # The longest word leaves room for the others, each with a space and a letter at least.
    if (
        len(folded) - 2 * len(words) <= _MAX_WORD - 2
        or max(map(len, words), default=0) <= _MAX_WORD
    ):
        return words
    return [word[:_MAX_WORD] for word in words]


@lru_cache(maxsize=4_096)
def _compounds(part: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of *part*'s compounds, apostrophes left out; and each compound as one word."""
    found = _COMPOUND.findall(part)
    merged = [each.replace("'", "") for each in found if "'" in each]
    joined = (each.replace("'", "").replace("-", "")[:_MAX_WORD] for each in found)
    return tuple(word for each in merged for word in _plain_words(each)), tuple(joined)


def search_terms(text: str, *, unfinished: bool = True) -> Terms:
    """Return the words that a user's search *text* asks for; none if it has nothing searchable.

    The last word is a prefix, because it may be *unfinished*, if it has two letters or more.
    """
    merged = _without_apostrophes(_with_numbers_whole(text))
    words: list[str] = []
    prefix = False
    for piece, kind in _pieces(merged):
        prefix = unfinished and kind == "word" and len(piece) >= 2
        if kind == "dense":
            words += _pairs(piece) or [_encoded(piece)]
        elif kind == "signed":
            words.append(_encoded(piece))
        else:
            words.append(_encoded(_ARABIC_ARTICLE.sub("", piece, count=1)))
        if len(words) >= _MAX_TERMS:
            return Terms(tuple(dict.fromkeys(words[:_MAX_TERMS])))
    if prefix:
        # A word that came before is kept: it may be whole there and only begin a word here.
        return Terms((*dict.fromkeys(words[:-1]), words[-1]), prefix=True)
    return Terms(tuple(dict.fromkeys(words)))


def in_order(text: str) -> str:
    """Return the words of *text* in their order, a space before and after each.

    Writing without spaces between words stays as it is written.
    """
    if text.isascii() and "'" not in text and not _GROUPED.search(text):
        words = text.lower().translate(_LETTERS).split()  # 2 µs a sentence instead of 7
    else:
        words = _without_apostrophes(_with_numbers_whole(text)).translate(_LETTERS).split()
    return f" {' '.join(words)} "


def dense_runs(text: str) -> list[str]:
    """Return what is written without spaces between words: Chinese, Japanese, Thai and so on."""
    return _DENSE.findall(_folded(text))


def standing(phrase: str, *, unfinished: bool = False) -> str:
    """Return what a text must have in it to have a *phrase* in it; both are `in_order`.

    The last word may go on if it is *unfinished*. Where words have no spaces between them, they
    may begin and end anywhere: if it begins without a space, the spaces around the text don't
    count. "" is in no text.
    """
    wanted = phrase.strip()
    if not wanted:
        return ""
    begins = "" if _DENSE.match(wanted[0]) else " "
    ends = "" if unfinished or _DENSE.match(wanted[-1]) else " "
    return f"{begins}{wanted}{ends}"


def _with_numbers_whole(text: str) -> str:
    return _NUMBER.sub(lambda match: _digits(match.group()), _folded(text))


def _without_apostrophes(folded: str) -> str:
    return _COMPOUND.sub(lambda match: match.group().replace("'", ""), folded)


def _indexed(folded: str) -> Iterator[str]:
    for piece, kind in _pieces(folded):
        if kind == "dense":
            yield from _pairs(piece)
            yield from map(_encoded, piece)
            continue
        yield _encoded(piece)
        if kind == "word" and (bare := _ARABIC_ARTICLE.sub("", piece, count=1)) != piece:
            yield _encoded(bare)
        if kind == "signed":
            yield _encoded(piece.rstrip("+#"))


def _pieces(folded: str) -> Iterator[tuple[str, str]]:
    """Yield the words of *folded* in order and the type of each: word, signed or dense."""
    at = 0
    for match in _DENSE.finditer(folded):
        yield from _spaced(folded[at : match.start()])
        yield match.group(), "dense"
        at = match.end()
    yield from _spaced(folded[at:])


def _spaced(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    for match in _SIGNED.finditer(text):
        yield from ((word[:_MAX_WORD], "word") for word in _words(text[at : match.start()]))
        yield match.group(), "signed"
        at = match.end()
    yield from ((word[:_MAX_WORD], "word") for word in _words(text[at:]))


def _words(text: str) -> list[str]:
    return text.translate(_LETTERS).split()


def _pairs(piece: str) -> list[str]:
    return [_encoded(piece[at : at + 2]) for at in range(len(piece) - 1)]


@lru_cache(maxsize=16_384)
def _encoded(word: str) -> str:
    if word.isascii() and word.isalnum():
        return word
    return "".join(
        char if char.isascii() and char.isalnum() else f"u{ord(char):04x}" for char in word
    )


class _LetterFolding(dict[int, str]):
    """For ``str.translate``: keep letters and marks, make digits ASCII; the rest become spaces."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        if char.isdecimal():
            kept = str(unicodedata.decimal(char))
        elif char.isalnum() or unicodedata.category(char).startswith("M"):
            kept = char
        else:
            kept = " "
        self[point] = kept
        return kept


_LETTERS = _LetterFolding()
_ASCII_LETTERS = bytes(ord(_LETTERS[point]) for point in range(128)).ljust(256)
"""The same for ASCII, which Python translates as bytes in a fifth of the time."""
