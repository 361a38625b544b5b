"""How a person or a company may be called: whole, by a part, in the plural, with an initial."""

from collections.abc import Iterable, Iterator

from focusgroup.core.search.folding import WIDE, fold, wide_letters, words
from focusgroup.exports.privacy.name_words import NO_FIRST, PARTICLES, TITLES, WORDS
from focusgroup.exports.privacy.nicknames import NICKNAMES
from focusgroup.exports.privacy.wide_names import wide_parts, wide_short_names
from focusgroup.exports.wording.labels import IN_TEXT_ACCOUNT, IN_TEXT_NAMELESS
from focusgroup.exports.wording.words import Words

Key = tuple[str, ...]
"""A spelling: its folded words, or one string of a script without spaces."""

_FORMS = frozenset(
    "ab ag as bv co company corp corporation gmbh group groupe gruppe grupo gruppo holding inc kg"
    " kgaa limited llc llp ltd nv oy oyj plc pty pte sa sarl sas se spa srl sro sp zoo the der die"
    " das le la les los el il de da do du van und and et y e ooo оао ооо зао ао пао شركه مجموعه"
    " societe compagnie maison firma".split()
)
"""Parts of a company's name that say what kind of company it is, not which one."""


_PREFIXES = {"ا": "و ف ب ل ك ال لل وال بال", "א": "ו ה ב ל מ ש כ"}
_ARABIC, _HEBREW = ("\u0600", "\u06ff"), ("\u0590", "\u05ff")
_CYRILLIC = "а у ю ом ем ы и е ой ей ою ым ых ами ам ах ов я"
_SLAVIC = "a u e y i ovi em om ove ova ovou owi owie ego emu eho im ym m ou o ie ami ch"
_SLAVIC_LETTERS = frozenset("čćďěňřšťůźżžłąę")
_SLAVIC_ENDS = ("ova", "ski", "ska", "cki", "cka", "sky", "ny", "ek", "ec", "ak", "ik", "ic", "ov")


class Spellings:
    """Spellings to find, each with its replacement; one that has two owners becomes vague.

    *forms* are other forms of parts, which count if nobody is called so; *letters* are initials
    alone. *kept* are names of ours and of people who may be named, in which no part is masked.
    """

    def __init__(self, words: Words) -> None:
        self._one_of_people, self._one_of_accounts = words.each((IN_TEXT_NAMELESS, IN_TEXT_ACCOUNT))
        self.whole: dict[Key, str] = {}
        self.parts: dict[Key, str] = {}
        self.forms: dict[Key, str] = {}
        self.initials: dict[Key, str] = {}
        self.letters: dict[Key, str] = {}
        self.kept: set[Key] = set()
        self.of_words: set[Key] = set()

    def add_person(self, name: str, label: str) -> None:
        """Add the ways in which somebody may be called."""
        vague = self._one_of_people
        slavic = _is_slavic(name)
        self._add(_whole(name, TITLES), self.whole, label, vague, slavic=slavic)
        self._add(_parts(name), self.parts, label, vague, slavic=slavic)
        for key in _with_initials(name):
            _add(self.initials, key, label, vague)
        self._add(_nicknames(name), self.forms, label, vague, slavic=slavic)
        for key in _letters_alone(name):
            _add(self.letters, key, label, vague)

    def add_account(self, name: str, label: str) -> None:
        """Add the ways in which a company may be called: whole, or by its first word."""
        vague = self._one_of_accounts
        self._add(_whole(name), self.whole, label, vague, slavic=False)
        self._add(_short_names(name), self.parts, label, vague, slavic=False)

    def _add(
        self, keys: Iterable[Key], to: dict[Key, str], label: str, vague: str, *, slavic: bool
    ) -> None:
        for key in keys:
            _add(to, key, label, vague)
            for form in _inflected(key, slavic=slavic):
                _add(self.forms, form, label, vague)
                if is_word(key) or _is_unsure(key[-1], form[-1]):
                    self.of_words.add(form)

    def leave(self, names: Iterable[str]) -> None:
        """Don't mask the *names*, nor their parts: it is unclear whose they are."""
        for name in names:
            for key in (*_whole(name, TITLES), *_parts(name), *_nicknames(name)):
                self.whole.pop(key, None)
                self.parts.pop(key, None)
                for form in (key, *_inflected(key, slavic=_is_slavic(name))):
                    self.forms.pop(form, None)
            for key in _letters_alone(name):
                self.letters.pop(key, None)
            self.keep(name, several=True)

    def keep(self, phrase: str, *, several: bool = False) -> None:
        """Mask nothing inside *phrase*, unless it holds a whole name; only if it has *several*."""
        for key in _whole(phrase):
            if len(key) > several:
                self.kept.add(key)


def is_word(key: Key) -> bool:
    """Return whether a spelling may be no name where it stands."""
    core = key[-1]
    if len(key) == 1 and len(core) < 3 and not WIDE.search(core):
        return True
    known = core in WORDS or core.removesuffix("s") in WORDS
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
    if WIDE.search(name):
        return [(wide_letters(name)[0],)]
    found = []
    for each in {name, _spelled_out(name)}:
        key = tuple(word.folded for word in words(each))
        key = tuple(word for word in key if word not in titles) or key
        joined = "".join(key)
        found += [key, (joined,)] if len(joined) > 3 else [key]
    return [key for key in dict.fromkeys(found) if key and not all(map(str.isdigit, key))]


def _spelled_out(name: str) -> str:
    """Return a name as it is typed where its letters are missing: Mueller for Müller."""
    typed = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
    return (
        "".join(
            made if each.islower() else made.title()
            for each in name
            for made in (typed.get(each.lower(), each),)
        )
        if not name.isascii()
        else name
    )


def _parts(name: str) -> Iterator[Key]:
    """Yield the first and last names, with the small words before them: van der Meer."""
    if WIDE.search(name):
        yield from ((part,) for part in wide_parts(name))
    for spelled in dict.fromkeys((name, _spelled_out(name))):
        found = [word.folded for word in words(spelled)]
        if len(found) < 2 and not WIDE.search(name):
            return
        for start, word in enumerate(found):
            for end in range(start + 1, len(found) + 1):
                key = tuple(found[start:end])
                if len(key) > 1 and key[-1] in PARTICLES and end < len(found):
                    continue
                small = word in TITLES or word in (PARTICLES if start else NO_FIRST)
                if len(key) == 1 and (small or len(word) < 2):
                    continue
                yield key
                if end > start + 1 and len("".join(key)) > 3:
                    yield ("".join(key),)


def _with_initials(name: str) -> Iterator[Key]:
    """Yield P. Novák and Petr N. for Petr Novák."""
    found = [word.folded for word in words(name) if word.folded not in TITLES]
    for place, word in enumerate(found[:-1]):
        if word not in PARTICLES:
            for other in found[place + 1 :]:
                if other not in PARTICLES:
                    yield (word[0], other)
                    yield (word, other[0])


def _nicknames(name: str) -> Iterator[Key]:
    """Yield Liz for Elizabeth Hill, and the same with the last name: Liz Hill."""
    for spelled in dict.fromkeys((name, _spelled_out(name))):
        found = [word.folded for word in words(spelled) if word.folded not in TITLES]
        for place, word in enumerate(found):
            for short in NICKNAMES.get(word, ()) if len(found) > 1 else ():
                yield (short,)
                yield (short, *found[place + 1 :])


def _letters_alone(name: str) -> Iterator[Key]:
    """Yield EF and E.F. for Emil Fox: the first letters of all names, and of first and last."""
    found = [word.folded for word in words(name) if word.folded not in TITLES]
    core = [word for word in found if word not in PARTICLES]
    for several in (found, core, [*core[:1], *core[1:][-1:]]):
        first = tuple(word[0] for word in several)
        if 2 <= len(first) <= 4 and not any(map(str.isdigit, first)):
            yield first
            yield ("".join(first),)


def _short_names(name: str) -> Iterator[Key]:
    """Yield a company's name without its kind, and its first word."""
    if WIDE.search(name):
        yield from ((each,) for each in wide_short_names(name) if len(each) > 1)
    for spelled in dict.fromkeys((name, _spelled_out(name))):
        key = [word.folded for word in words(spelled)]
        core = [word for word in key if word not in _FORMS and word not in ("s", "d", "l")]
        if len(key) > 1 and core:
            first = key.index(core[0])
            bare = tuple(key[first : key.index(core[-1]) + 1])
            if len(bare) > 1 or len(core[0]) > 1:
                yield bare
                yield from [("".join(bare),)] if len("".join(bare)) > 3 else []
            pair = name.replace(" ", "")[len(core[0]) : len(core[0]) + 1] in ("&", "+")
            if not core[0].isdigit() and len(core[0]) > (2 if pair else 1):
                yield (core[0],)
            if first and key[first - 1] in ("l", "d", "o"):
                yield (key[first - 1], core[0])
                yield (key[first - 1] + core[0],)


# -- other forms -------------------------------------------------------------------------------


def _inflected(key: Key, *, slavic: bool) -> Iterator[Key]:
    """Yield a spelling in the plural and in other cases: Quixworths, Novákem, Анной, وليلى."""
    *start, word = key
    first = word[:1]
    if WIDE.search(word):
        return
    if _ARABIC[0] <= first <= _ARABIC[1] or _HEBREW[0] <= first <= _HEBREW[1]:
        script = "ا" if first >= _ARABIC[0] else "א"
        whole = [*key]
        yield from ((prefix + whole[0], *whole[1:]) for prefix in _PREFIXES[script].split())
        return
    if len(word) < 3:
        return
    endings = []
    if "a" <= first <= "z":
        yield (*start, f"{word}s")
        if word.endswith(("s", "x", "z", "ch", "sh")):
            yield (*start, f"{word}es")
        endings = _SLAVIC.split() if slavic and len(word) > 3 else []
    elif "\u0400" <= first <= "\u04ff":
        endings = fold(_CYRILLIC).split()
    elif "\u0370" <= first <= "\u03ff" and word.endswith("σ"):
        yield from ((*start, word[:-1] + ending) for ending in ("", "υ", "ν", "ε"))
    stems = {word, word[:-1] if word[-1] in "aeioyаеиоыьюя" else word}
    if slavic and word[-2:] in ("ek", "ec", "el"):
        stems.add(word[:-2] + word[-1])  # Marek, Marka
    for stem in stems:
        for ending in endings:
            if (form := stem + ending) != word and len(stem) > 1:
                yield (*start, form)
    if word.endswith("ец"):
        yield from ((*start, word[:-2] + "ц" + ending) for ending in endings)


def _is_slavic(name: str) -> bool:
    small = name.lower()
    return any(letter in _SLAVIC_LETTERS for letter in small) or any(
        fold(word).endswith(_SLAVIC_ENDS) and len(word) > 4 for word in small.split()
    )
