"""Find the names of people and companies in text, as they are said and typed live, and mask them.

In upper or lower case, with and without accents, by the first or the last name alone. The time
grows with the text, not with the number of names.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from focusgroup.core.search.folding import (
    FoldedWord,
    bare_words,
    is_wide,
    readings,
    wide_letters,
)
from focusgroup.exports.privacy.name_words import ABBREVIATIONS, PARTICLES, PHRASES
from focusgroup.exports.privacy.spellings import Key, Spellings, in_words, is_word
from focusgroup.exports.privacy.standing import Place
from focusgroup.exports.wording.labels import IN_TEXT_ADDRESS
from focusgroup.exports.wording.words import Words

_ADDRESS = re.compile(r"[^\s@<>()\[\]]+@[^\s@<>()\[\]]+\.\w+|\bhttps?://\S+|\bwww\.\S+", re.I)
_BETWEEN = re.compile(r"[\s.'’\-‐‑]*(?:[^\W\d_]\.\s*)?", re.UNICODE)
"""Between a first and a last name: spaces, a hyphen, a middle initial."""

_POINTS = re.compile(r"\b[^\W\d_]\.[ -]?[^\W\d_]\b")
"""Between initials. Their letters are words of most texts: looked for, they cost a fifth more."""

_VERY = "很真太好最"
"""Before a Chinese name these make a word of it: 很高兴."""

_DIGITS = "0123456789"
_LINKED = re.compile(r"[@_]|\w\.\w|://")
"""What is in an address, a link and the name of a file, and in few words."""

_GAP = 3
"""Characters besides spaces between the words of a name."""

ROUND = 30
"""Characters shown before and after a place."""

Mask = Callable[[str], str]


class Found(NamedTuple):
    """A name in a text, from *start* to *end*, and what replaces it."""

    start: int
    end: int
    label: str


class Unsure(NamedTuple):
    """What may or may not be a name, with the *words* around it, and whether it is *masked*."""

    words: str
    masked: bool


class _Entry(NamedTuple):
    key: Key
    label: str | None
    word: bool = False
    initial: bool = False
    form: bool = False
    letters: bool = False
    handle: bool = False


class Finder:
    """Finds names: whole ones, with *parts* also the first or last name or word alone.

    Where it can't be told whether a word is a name, it is one if that is *safe*, unless documents
    or everybody say it all the time.
    """

    def __init__(
        self, people: Spellings, accounts: Spellings, *, parts: bool = True, safe: bool = False
    ) -> None:
        self._safe = safe
        entries: dict[Key, _Entry] = {}
        both = (accounts, people) if parts else ()
        for names in both:
            for key, label in names.forms.items():
                form = key in names.of_words
                entries[key] = _Entry(key, label, form or is_word(key), form=form)
        for names in both:
            entries |= {
                key: _Entry(key, each, initial=True) for key, each in names.initials.items()
            }
        for names in both:
            for key, label in names.letters.items():
                entries.setdefault(key, _Entry(key, label, initial=True, letters=True))
        for names in both:
            for key, label in names.handles.items():
                entries.setdefault(key, _Entry(key, label, handle=True))
        for names in both:
            entries |= {key: _Entry(key, each, is_word(key)) for key, each in names.parts.items()}
        whole = {**accounts.whole, **people.whole}
        for key in people.kept | accounts.kept:
            if not any(_holds(key, other) for other in whole):
                entries[key] = _Entry(key, None)
        entries |= {key: _Entry(key, label, is_word(key)) for key, label in whole.items()}
        self._heads: dict[str, list[_Entry]] = {}
        self._wide: dict[str, list[_Entry]] = {}
        for entry in sorted(entries.values(), key=lambda each: (-len(each.key), each.key)):
            word = entry.key[0]
            if is_wide(word):
                self._wide.setdefault(word[0], []).append(entry)
            else:
                self._heads.setdefault(word, []).append(entry)
        self._all_words = {
            head: {frozenset(entry.key) for entry in entries if not _has_points(entry)}
            for head, entries in self._heads.items()
        }
        self._first = frozenset(head for head, several in self._all_words.items() if several)
        for several in self._wide.values():
            several.sort(key=lambda each: -len(each.key[0]))

    def find(self, text: str) -> tuple[list[Found], list[Found]]:
        """Return the names in *text*, and the words of which it can't be told.

        Those are among the names as well if that is safe.
        """
        there = self._may_be_in(bare_words(text)) or ("." in text and _POINTS.search(text))
        found: list[tuple[int, int, str | None]] = []
        doubts: list[Found] = []
        if there:
            for reading in readings(text):
                found += self._in_words(text, reading, doubts)
        if self._wide and is_wide(text):
            found += self._in_letters(text)
        if not found and not doubts:
            return [], []
        return list(_joined(text, found)), [*dict.fromkeys(doubts)]

    def _may_be_in(self, words: list[str]) -> bool:
        """Return whether all words of a spelling are among *words*; most texts end here."""
        words += [each.rstrip(_DIGITS) for each in words if each[-1] in _DIGITS]
        if self._first.isdisjoint(words):
            return False
        there = set(words)
        return any(
            any(each <= there for each in self._all_words[head]) for head in self._first & there
        )

    def _in_words(
        self, text: str, words: list[FoldedWord], doubts: list[Found]
    ) -> Iterator[tuple[int, int, str | None]]:
        taken = 0
        for place, word in enumerate(words):
            if place < taken:
                continue
            several = self._heads.get(word.folded) or self._numbered(text, word)
            for entry in several:
                end = place + len(entry.key)
                if not _is_there(text, words, place, entry):
                    continue
                is_name: bool | None = True
                safe = self._safe
                if entry.letters:
                    is_name = _is_initials(text, words, place, entry)
                    safe = safe and entry.key[0] not in ABBREVIATIONS
                elif entry.handle:
                    is_name = _is_handle(text, words, place)
                elif entry.word:
                    stands = Place(text, words, place, end - 1, form=entry.form)
                    is_name = stands.is_name()
                    safe = safe and is_name is None and not stands.is_everyday()
                if is_name is None and entry.label:
                    doubts.append(Found(word.start, words[end - 1].end, entry.label))
                if is_name is None and safe:
                    is_name = True
                if is_name:
                    yield word.start, words[end - 1].end, entry.label
                    taken = end
                    break

    def _numbered(self, text: str, word: FoldedWord) -> list[_Entry]:
        """Return the names that stand in an address with a number behind them: annanovak12."""
        if word.folded[-1] not in _DIGITS or not _is_in_address(text, word):
            return []
        several = self._heads.get(word.folded.rstrip(_DIGITS), [])
        mail = text[word.end :][:1] == "@"
        return [each for each in several if not each.letters and (mail or not each.word)]

    def _in_letters(self, text: str) -> Iterator[tuple[int, int, str | None]]:
        letters, places = wide_letters(text)
        at = 0
        while at < len(letters):
            for entry in self._wide.get(letters[at], ()):
                if letters.startswith(entry.key[0], at) and _begins(text, places[at]):
                    end = at + len(entry.key[0])
                    yield places[at], places[end - 1] + 1, entry.label
                    at = end - 1
                    break
            at += 1


def around(text: str, found: Found) -> str:
    """Return the place of what was *found*, with the words around it."""
    return " ".join(text[max(0, found.start - ROUND) : found.end + ROUND].split())


def _begins(text: str, place: int) -> bool:
    """Return whether a name may begin here: before a Korean one are spaces; 很高兴 isn't one."""
    if place and text[place - 1] in _VERY:
        return False
    korean = "\uac00" <= text[place] <= "\ud7a3"
    return not (korean and place and "\uac00" <= text[place - 1] <= "\ud7a3")


def _holds(key: Key, other: Key) -> bool:
    """Return whether *key* contains the whole name *other*."""
    if len(key) == 1 == len(other):
        return is_wide(other[0]) and other[0] in key[0]
    return any(key[at : at + len(other)] == other for at in range(len(key) - len(other) + 1))


def _is_there(text: str, words: list[FoldedWord], place: int, entry: _Entry) -> bool:
    key = entry.key
    if len(key) == 1:
        return True
    if place + len(key) > len(words) or words[place + 1].folded != key[1]:
        return False
    for at in range(1, len(key)):
        word, before = words[place + at], words[place + at - 1]
        if word.folded != key[at] or len(text[before.end : word.start].strip()) > _GAP:
            return False
    if not (entry.initial or in_words(key)):
        return True
    capitals = {
        text[each.start].isupper()
        for each in words[place : place + len(key)]
        if each.folded not in PARTICLES
    }
    if entry.initial or capitals != {False}:
        return capitals == {True}
    if key[0] not in PHRASES:
        return True
    stands = Place(text, words, place, place + len(key) - 1)
    return stands.is_asked_about() or not stands.goes_on()


def _is_handle(text: str, words: list[FoldedWord], place: int) -> bool:
    """Return whether what may be somebody's handle is one: in an address, or where they speak.

    Elsewhere it may be any word: thanks are no T. Hanks.
    """
    word = words[place]
    if _is_in_address(text, word):
        return True
    alone = text[word.start : word.end].isalnum() and len(word.folded) > 4  # Ali is no A. Li
    return alone and Place(text, words, place, place).is_person() is True


def _is_in_address(text: str, word: FoldedWord) -> bool:
    """Return whether a word is in a mail address, a handle, a link or the name of a file."""
    before = text[: word.start].split()[-1:] if text[word.start - 1 : word.start].strip() else []
    after = text[word.end :].split()[:1] if text[word.end : word.end + 1].strip() else []
    return _LINKED.search("".join((*before, text[word.start : word.end], *after))) is not None


def _has_points(entry: _Entry) -> bool:
    return entry.letters and len(entry.key) > 1


def _is_initials(text: str, words: list[FoldedWord], place: int, entry: _Entry) -> bool | None:
    """Return whether letters are somebody's initials here; None if it can't be told.

    E.F. are; EF is where somebody speaks or is addressed, else it may be any abbreviation.
    """
    last = place + len(entry.key) - 1
    if text[words[last].end :][:1] == "@":
        return True
    if last > place:
        between = {text[words[at].end : words[at + 1].start].strip() for at in range(place, last)}
        return between <= {".", ".-"}
    if not text[words[place].start : words[place].end].isupper() or text.isupper():
        return False
    return None if entry.key[0] in ABBREVIATIONS else Place(text, words, place, last).is_person()


def _joined(text: str, found: list[tuple[int, int, str | None]]) -> Iterator[Found]:
    """Yield what was *found* without overlaps; a first and a last name are one."""
    last: Found | None = None
    taken = 0
    for start, end, label in sorted(found, key=lambda each: (each[0], -each[1])):
        if start < taken:
            continue
        taken = end
        if label is None:
            continue
        if last and last.label == label and _BETWEEN.fullmatch(text, last.end, start):
            last = Found(last.start, end, label)
            continue
        if last:
            yield last
        last = Found(start, end, label)
    if last:
        yield last


def mask_of(
    people: Spellings,
    accounts: Spellings,
    words: Words,
    *,
    parts: bool = True,
    addresses: bool = True,
    doubts: list[Unsure] | None = None,
    safe: bool = True,
) -> Mask:
    """Return a mask that takes the names out of a text; without *parts*, whole names only.

    Mail addresses and links are masked too, unless *addresses* is False. With *doubts*, what may
    be a name is added to them, and masked if that is *safe*.
    """
    address = words(IN_TEXT_ADDRESS)

    @cache  # a table of quotes has no field for some of the masks
    def finder() -> Finder:
        return Finder(people, accounts, parts=parts, safe=safe and doubts is not None)

    def mask(text: str) -> str:
        if addresses and ("@" in text or "://" in text or "www." in text):
            text = _ADDRESS.sub(lambda _: address, text)
        found, unsure = finder().find(text)
        if doubts is not None:
            doubts.extend(Unsure(around(text, each), each in found) for each in unsure)
        for name in reversed(found):
            text = text[: name.start] + name.label + text[name.end :]
        return text

    return mask
