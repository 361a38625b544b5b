"""How a person or a company may be called: whole, by a part, in the plural, with an initial."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from focusgroup.core.search.folding import fold, is_wide, wide_letters, words
from focusgroup.core.search.latin_letters import in_latin
from focusgroup.exports.privacy.contexts import NO_FORMS
from focusgroup.exports.privacy.inflections import inflected, languages, prefixed
from focusgroup.exports.privacy.name_words import (
    FORMS,
    JOINING,
    LEADING,
    NO_FIRST,
    NOT_ALONE,
    PARTICLES,
    TITLES,
    TRADES,
    WORDS,
)
from focusgroup.exports.privacy.nicknames import NICKNAMES
from focusgroup.exports.privacy.wide_names import wide_parts, wide_short_names
from focusgroup.exports.wording.labels import IN_TEXT_ACCOUNT, IN_TEXT_NAMELESS
from focusgroup.exports.wording.words import Words

Key = tuple[str, ...]
"""A spelling: its folded words, or one string of a script without spaces."""

_CAPITALS = re.compile(r"\b[A-Z]{2,4}\b")
_INITIALS = re.compile(r"((?:[^\W\d_]\.[ -]?){1,3})([^\W\d_]{2,}.*)")
"""Points in front of a company's name: A.P. Quellmann, S.C. Fabrilemn."""
_CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
_PREFIXED = re.compile(r"\b(Mc|Mac|Fitz|De|Di|Du|La|Le|Van|Von|Ó|O)(?=[A-ZÀ-Þ])")
_VAN = re.compile(r"\bVan(den|der|de)(?=\w{4})", re.I)
"""What is written apart as often: McKenzie, Mc Kenzie; Vandenbroucke, van den Broucke."""
_AND = re.compile(rf"\s*[&+]\s*|\s+(?:{'|'.join(JOINING)})\s+", re.I)
_PAIR = re.compile(r"\b([^\W\d_])[^\W\d_]+\s*&\s*([^\W\d_])[^\W\d_]+")
"""The first letters on both sides of "&": B&S of Brindle & Sparrow."""
_MARIA = re.compile(r"\bM(?:ª|\.ª|a\.)")
_SMALL = {"van": "van de|van der|van den|v d|vd|vander|vanden|van", "von": "von der|v d|vd|von"}
"""How the small words before a last name are written in haste or by mistake."""


class Spellings:
    """Spellings to find, each with its replacement; one that has two owners becomes vague.

    *forms* are other forms of parts, which count if nobody is called so; *letters* are initials
    alone, *handles* names in one word, as in addresses. *kept* are names of ours and of people who
    may be named, in which no part is masked.
    """

    def __init__(self, words: Words) -> None:
        self._one_of_people, self._one_of_accounts = words.each((IN_TEXT_NAMELESS, IN_TEXT_ACCOUNT))
        self.whole: dict[Key, str] = {}
        self.parts: dict[Key, str] = {}
        self.forms: dict[Key, str] = {}
        self.initials: dict[Key, str] = {}
        self.letters: dict[Key, str] = {}
        self.handles: dict[Key, str] = {}
        self.kept: set[Key] = set()
        self.of_words: set[Key] = set()

    def add_person(self, name: str, label: str) -> None:
        """Add the ways in which somebody may be called."""
        vague = self._one_of_people
        of = languages(name)
        self._add(_whole(name, TITLES), self.whole, label, vague, of=of)
        self._add(_parts(name), self.parts, label, vague, of=of)
        for key in _with_initials(name):
            _add(self.initials, key, label, vague)
        self._add(_nicknames(name), self.forms, label, vague, of=of)
        for key in _letters_alone(name):
            _add(self.letters, key, label, vague)
        for key in _handles(name):
            _add(self.handles, key, label, vague)

    def add_account(self, name: str, label: str) -> None:
        """Add the ways in which a company may be called: whole, or by its first word."""
        vague = self._one_of_accounts
        self._add(_whole(name), self.whole, label, vague, of=frozenset())
        of, written = languages(name), {word.folded for word in words(name)}
        for key in (*_short_names(name), *_with_and(name), *_after_initials(name)):
            declined = len(key) == 1 and key[0] in written
            self._add([key], self.parts, label, vague, of=of if declined else frozenset())
        for first in _CAPITALS.findall(name)[:1]:
            _add(self.letters, tuple(first.lower()), label, vague)
        for one, other in _PAIR.findall(name):
            _add(self.initials, (fold(one), fold(other)), label, vague)

    def _add(
        self, keys: Iterable[Key], to: dict[Key, str], label: str, vague: str, *, of: frozenset[str]
    ) -> None:
        for key in keys:
            _add(to, key, label, vague)
            for form in _forms_of(key, of):
                if len(form) == 1 and form[0] in NO_FORMS:
                    continue
                _add(self.forms, form, label, vague)
                if is_word(key) or _is_unsure(key[-1], form[-1]):
                    self.of_words.add(form)

    def leave(self, names: Iterable[str]) -> None:
        """Don't mask the *names*, nor their parts: it is unclear whose they are."""
        several = (self.whole, self.parts, self.forms, self.letters, self.handles)
        begin = {key[0][:1] for table in several for key in table}
        for name in dict.fromkeys(names):
            self.keep(name, several=True)
            # Most of a room shares no spelling with the few who may not be named.
            letters = _beginnings(name)
            if begin.isdisjoint(letters) and "".join(letters).isascii():
                continue
            of = languages(name)
            for key in (*_whole(name, TITLES), *_parts(name), *_nicknames(name)):
                if key[0][0] not in begin and key[0].isascii():
                    continue
                self.whole.pop(key, None)
                self.parts.pop(key, None)
                for form in (key, *_forms_of(key, of)):
                    self.forms.pop(form, None)
            for key in _letters_alone(name):
                self.letters.pop(key, None)
            for key in _handles(name):
                self.handles.pop(key, None)

    def keep(self, phrase: str, *, several: bool = False) -> None:
        """Mask nothing inside *phrase*, unless it holds a whole name; only if it has *several*."""
        for key in _whole(phrase):
            if len(key) > several:
                self.kept.add(key)


def _beginnings(name: str) -> set[str]:
    """Return the letters with which the spellings of *name* begin, where they are Latin ones."""
    found = {word.folded for each in _spelled(name) for word in words(each)}
    short = {each for word in found for each in NICKNAMES.get(word, "").split()}
    return {each[0] for each in (*found, *short, *fold(name).split())}


def is_word(key: Key) -> bool:
    """Return whether a spelling may be a word where it occurs."""
    core = key[-1]
    if len(key) == 1 and len(core) < 3 and not is_wide(core):
        return True
    known = core in WORDS or core.removesuffix("s") in WORDS or core in TRADES
    return known and all(each in PARTICLES for each in key[:-1])


def _is_unsure(name: str, form: str) -> bool:
    """Return whether a form of a name is too like a word to count in small letters."""
    return name[:1].upper() != name[:1] and len(name) < (4 if form.endswith("s") else 6)


def in_words(key: Key) -> bool:
    """Return whether a name of several words may be a phrase, such as "will price"."""
    core = [each for each in key if each not in PARTICLES]
    return len(core) > 1 and all(each in WORDS for each in core)


def _add(masks: dict[Key, str], spelling: Key, label: str, vague: str) -> None:
    masks[spelling] = label if masks.get(spelling, label) == label else vague


def _whole(name: str, titles: frozenset[str] = frozenset()) -> list[Key]:
    """Return a name as a whole, also in one word, without its *titles*."""
    if is_wide(name):
        return [(wide_letters(name)[0],)]
    found = []
    for each in _spelled(name):
        key = tuple(word.folded for word in words(each))
        key = tuple(word for word in key if word not in titles) or key
        joined = "".join(key)
        found += [key, (joined,)] if len(joined) > 3 else [key]
        if key[-2:-1] and key[-2] in PARTICLES and titles:  # Meer, Anna van der
            found.append((key[-1], *key[:-1]))
    return [key for key in dict.fromkeys(found) if key and not all(map(str.isdigit, key))]


def _spelled(name: str) -> list[str]:
    """Return a name and how it is typed where its letters are missing: Mueller, Ødegaard."""
    apart = _MARIA.sub("Maria", _VAN.sub(r"Van \1 ", _PREFIXED.sub(r"\1 ", name)))
    if name.isascii():
        return [*dict.fromkeys((name, apart))]
    if latin := in_latin(name):
        return [name, *latin]
    made = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
    small = name.lower()
    several = (made, {"å": "aa"}, {"đ": "dj"})
    typed = ("".join(each.get(letter, letter) for letter in small) for each in several)
    return [*dict.fromkeys((name, apart, *typed))]


def _parts(name: str) -> Iterator[Key]:
    """Yield the first and last names, with the small words before them: van der Meer."""
    if is_wide(name):
        yield from ((part,) for part in wide_parts(name))
    for spelled in _spelled(name):
        found = [word.folded for word in words(spelled)]
        if len(found) < 2 and not is_wide(name):
            return
        for start, word in enumerate(found):
            for end in range(start + 1, len(found) + 1):
                key = tuple(found[start:end])
                if len(key) > 1 and key[-1] in PARTICLES and end < len(found):
                    continue
                last = start == len(found) - 1  # Thuy Le
                particle = word in (PARTICLES if start else NO_FIRST) and not last
                small = word in TITLES or particle
                if len(key) == 1 and (small or len(word) < 2):
                    continue
                yield key
                if end > start + 1 and len("".join(key)) > 3:
                    yield ("".join(key),)
                if word in _SMALL and end == len(found) > start + 1:
                    core = next((at for at in range(start, end) if found[at] not in PARTICLES), end)
                    rest = found[core:end]
                    yield from ((*each.split(), *rest) for each in _SMALL[word].split("|") if rest)


def _with_initials(name: str) -> Iterator[Key]:
    """Yield P. Novák and Petr N. for Petr Novák."""
    found = [word.folded for word in words(name) if word.folded not in TITLES]
    for place, word in enumerate(found[:-1]):
        if word not in PARTICLES:
            for at, other in enumerate(found[place + 1 :], place + 1):
                if other not in PARTICLES or (at == len(found) - 1 and len(other) > 1):
                    yield (word[0], other)
                    yield (word, other[0])
                elif found[at - 1] not in PARTICLES:
                    yield (word[0], *found[at:])


def _nicknames(name: str) -> Iterator[Key]:
    """Yield Liz for Elizabeth Hill, and the same with the last name: Liz Hill."""
    for spelled in _spelled(name):
        found = [word.folded for word in words(spelled) if word.folded not in TITLES]
        for place, word in enumerate(found):
            for short in NICKNAMES.get(word, "").split() if len(found) > 1 else ():
                for each in (short, *in_latin(short)):
                    yield (each,)
                    yield (each, *found[place + 1 :])


def _letters_alone(name: str) -> Iterator[Key]:
    """Yield EF and E.F. for Emil Fox: the first letters of all names, and of first and last."""
    found = [word.folded for word in words(name) if word.folded not in TITLES]
    core = [word for word in found if word not in PARTICLES]
    # JB for Jean-Baptiste Lefèvre, HN for Nguyễn Hồng Nhung.
    for several in (found, core, [*core[:1], *core[1:][-1:]], core[:2], core[-2:]):
        first = tuple(word[0] for word in several)
        if 2 <= len(first) <= 4 and not any(map(str.isdigit, first)):
            yield first
            yield ("".join(first),)


def _handles(name: str) -> Iterator[Key]:
    """Yield pnovak, novakp and petrn for Petr Novák: what an address or a file is named by."""
    for spelled in _spelled(name):
        found = [word.folded for word in words(spelled) if word.folded not in TITLES]
        if is_wide(spelled):
            return
        for place in range(1, len(found)):
            first, last = found[:place], found[place:]
            whole = {"".join(first), first[0], *NICKNAMES.get(first[0], "").split()}
            initials = {first[0][0], "".join(word[0] for word in first)}
            ends = {"".join(last), last[-1]}
            for end in ends - PARTICLES:
                for start in (whole - PARTICLES) | initials:
                    yield from ((start + end,), (end + start,))
                for start in whole - PARTICLES:
                    yield from ((start + end[0],), (end[0] + start,))


def _after_initials(name: str) -> Iterator[Key]:
    """Yield the first word of a company behind initials, also with them: A.P. Quellmann A/S."""
    if found := _INITIALS.match(name):
        key = tuple(word.folded for word in words(found[2]))
        if key and key[0] not in FORMS:
            letters = tuple(word.folded for word in words(found[1]))
            yield from ((key[0],), (*letters, key[0]), ("".join(letters), key[0]))


def _with_and(name: str) -> Iterator[Key]:
    """Yield a company's name without its kind, and with its "&" as a word: Müller und Söhne."""
    if _AND.search(name):
        for each in ("&", *JOINING):
            for spelled in _spelled(_AND.sub(f" {each} ", name)):
                several = islice(_short_names(spelled), 1)
                yield from (key for key in several if not {key[0], key[-1]} & {*JOINING})
                yield from _after_what_it_is(tuple(word.folded for word in words(spelled)))


def _short_names(name: str) -> Iterator[Key]:
    """Yield a company's name without its kind, and its first word."""
    if is_wide(name):
        yield from ((each,) for each in wide_short_names(name) if len(each) > 1)
    for spelled in _spelled(name):
        key = tuple(word.folded for word in words(spelled))
        core = [word for word in key if word not in FORMS and word not in ("s", "d", "l")]
        if len(key) > 1 and core:
            first = key.index(core[0])
            bare = key[first : key.index(core[-1]) + 1]
            if len(bare) > 1 or len(core[0]) > 1:
                yield bare
                yield from [("".join(bare),)] if len("".join(bare)) > 3 else []
            pair = name.replace(" ", "")[len(core[0]) : len(core[0]) + 1] in ("&", "+")
            if not core[0].isdigit() and len(core[0]) > (2 if pair else 1):
                alone = core[0] not in NOT_ALONE or len(core) < 2
                yield from [(core[0],)] if alone else []
            yield from _after_what_it_is(key)
            yield from _as_written(name, key, first)
            for end in range(first + 2, first + len(bare)):  # Apple Tree of Apple Tree Foods
                if len(key[end - 1]) > 1 and key[end - 1] not in FORMS | NO_FORMS:
                    yield key[first:end]
                    yield ("".join(key[first:end]),)
            if first and key[first - 1] in ("l", "d", "o"):
                yield (key[first - 1], core[0])
                yield (key[first - 1] + core[0],)


def _after_what_it_is(key: Key) -> Iterator[Key]:
    """Yield the name of a company that begins with what it is: Vandelune of Hotel Vandelune."""
    start = 0
    while start < len(key) - 1 and key[start] in LEADING | PARTICLES | FORMS:
        start += 1
    kinds = FORMS.difference(JOINING)
    end = next((at for at in range(start, len(key)) if key[at] in kinds), len(key))
    if LEADING.isdisjoint(key[:start]) or end == start or key[start] in NO_FORMS:
        return
    last = end - 1 if key[0] in TITLES else start
    several = (key[start:end], key[start : start + 1], key[last : last + 1])
    yield from (each for each in dict.fromkeys(several) if not each[0].isdigit())


def _as_written(name: str, key: Key, first: int) -> Iterator[Key]:
    """Yield a company's first word with the small words before it, or as it is: H&M, E-Quill."""
    if first and key[0] in _SMALL:
        yield key[: first + 1]
        yield from ((*each.split(), key[first]) for each in _SMALL[key[0]].split("|"))
    start = name.split()[0]
    apart = _CAMEL.sub(" ", start)
    written = tuple(word.folded for word in words(apart))
    if len(written) > 1 and (apart != start or not set("&+-‐‑").isdisjoint(start)):
        yield written
        yield from [("".join(written),)] if len("".join(written)) > 3 else []


def _forms_of(key: Key, of: frozenset[str]) -> Iterator[Key]:
    """Yield a spelling in the plural, in other cases and with what is written together with it."""
    *start, word = key
    yield from ((*start, form) for form in inflected(word, of))
    yield from ((form, *key[1:]) for form in prefixed(key[0]))
