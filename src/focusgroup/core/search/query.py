"""What a typed search asks for: words, beginnings, "phrases", -words, ``theme:`` and the like."""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from focusgroup.core.model import KIND_LABELS, Kind
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.search.tokens import (
    Terms,
    dense_runs,
    in_order,
    index_tokens,
    search_terms,
    standing,
)
from focusgroup.core.text import fold


class SearchField(StrEnum):
    """What can be asked for by name within a search."""

    THEME = "theme"
    KIND = "kind"
    ACCOUNT = "account"
    WHO = "who"
    SINCE = "since"
    UNTIL = "until"
    IS = "is"
    QUESTION = "question"
    ITEM = "item"


class FieldAsked(NamedTuple):
    """A *field* and the beginning of its value; *without* leaves out the quotes that have it."""

    field: SearchField
    value: str
    without: bool = False


class Phrase(NamedTuple):
    """Words side by side (`in_order`), the last of which may go on if it is *unfinished*."""

    words: str
    unfinished: bool = False


NOTHING = Terms(())


class SearchQuery(NamedTuple):
    """A search taken apart: *words*, words *begun*, *phrases* and *signs* must occur, the rest not.

    *excluded* are words, each by its tokens; *signs* are parts without any letter or digit.
    """

    words: Terms = NOTHING
    begun: tuple[Terms, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Terms, ...] = ()
    excluded_phrases: tuple[Phrase, ...] = ()
    fields: tuple[FieldAsked, ...] = ()
    signs: tuple[str, ...] = ()
    excluded_signs: tuple[str, ...] = ()
    to_show: str = ""
    """What must occur, as it was typed."""

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing."""
        return self._replace(to_show="") == SearchQuery()

    @property
    def needs_order(self) -> bool:
        """Whether the index alone can't answer: it knows no neighbours of words, and no signs."""
        return bool(self.phrases or self.excluded_phrases or self.signs or self.excluded_signs)

    @property
    def excludes_signs_alone(self) -> bool:
        """Whether all that needs a look at the text is signs that must not occur, none of them in
        many forms."""
        from focusgroup.core.search.signs import forms_of

        others = self.phrases or self.excluded_phrases or self.signs
        return not others and all(map(forms_of, self.excluded_signs))

    def fits(self, text: str) -> bool:
        """Return whether a text has all the words and phrases, and none of the excluded ones."""
        tokens = frozenset(index_tokens(text).split())
        if not all(_has(tokens, each) for each in self._wanted()):
            return False
        if any(_has(tokens, each) for each in self.excluded):
            return False
        return not self.needs_order or self.in_phrases()(text)

    def lacks(self, text: str) -> bool:
        """Return whether a text has none of the excluded words."""
        tokens = frozenset(index_tokens(text).split())
        return not any(_has(tokens, each) for each in self.excluded)

    def in_phrases(self) -> Callable[[str], bool]:
        """Return what tells whether a text has all phrases and signs, and none of the excluded."""
        asked = [(standing(each.words, unfinished=each.unfinished), True) for each in self.phrases]
        asked += [(standing(each.words), False) for each in self.excluded_phrases]

        signs_fit = self._in_signs() if self.signs or self.excluded_signs else None

        def fits(text: str) -> bool:
            if signs_fit and not signs_fit(text):
                return False
            ordered = in_order(text) if asked else ""
            for words, wanted in asked:
                # Where it begins without a space, those around the text don't count.
                there = ordered if words[:1] == " " else ordered.strip()
                if (bool(words) and words in there) is not wanted:
                    return False
            return True

        return fits

    def _in_signs(self) -> Callable[[str], bool]:
        from focusgroup.core.search.signs import as_signs

        def fits(text: str) -> bool:
            shown = as_signs(text)
            if any(sign in shown for sign in self.excluded_signs):
                return False
            return all(sign in shown for sign in self.signs)

        return fits

    def match(self, signs: "Signs | None" = None) -> str:
        """Return the expression for the words in an engine's *signs*, "" without any wanted."""
        signs = signs or FTS5
        wanted = [_expression(each, signs) for each in self._wanted()]
        for phrase in self.phrases:
            terms = search_terms(phrase.words, unfinished=phrase.unfinished)
            known = set(terms.words) <= set(self.words.words)
            wanted += [] if known else [_expression(terms, signs)]
        if not wanted:
            return ""
        found = signs.both.join(wanted)
        return f"({found}){signs.but_not}({self.unwanted(signs)})" if self.excluded else found

    def widened(self) -> "SearchQuery":
        """Return the same search for all that begins with the first letters of its unfinished word.

        They are as many as the index has beginnings of; without a longer word, it is this search.
        """
        words, phrases = self.words, self.phrases
        if words.prefix and _is_long(words.words[-1]):
            words = Terms((*words.words[:-1], words.words[-1][:_INDEXED_LETTERS]), prefix=True)
        elif phrases and phrases[-1].unfinished:
            *whole, last = phrases[-1].words.split()
            if _is_long(last):
                begun = Phrase(" ".join([*whole, last[:_INDEXED_LETTERS]]), unfinished=True)
                phrases = (*phrases[:-1], begun)
        return self._replace(words=words, phrases=phrases)

    def unfinished_fits(self) -> Callable[[str], bool]:
        """Return what tells whether a text that `widened` finds has the unfinished word too."""
        last = f" {self.words.words[-1]}" if self.words.prefix else ""

        def fits(text: str) -> bool:
            ordered = in_order(text)
            return last in ordered or (not ordered.isascii() and self.fits(text))

        return fits

    def _wanted(self) -> tuple[Terms, ...]:
        return (self.words, *self.begun) if self.words.words else self.begun

    def unwanted(self, signs: "Signs | None" = None) -> str:
        """Return the same for the words that must not occur, "" without any."""
        signs = signs or FTS5
        return signs.either.join(f"({_expression(each, signs)})" for each in self.excluded)


_INDEXED_LETTERS = 3
"""The longest beginnings that the index has; for a longer one, it gathers all words there are."""


def _is_long(word: str) -> bool:
    return len(word) > _INDEXED_LETTERS and word.isascii() and word.isalnum()


def _has(tokens: frozenset[str], terms: Terms) -> bool:
    *whole, last = terms.words or ("",)
    if not terms.words or not tokens.issuperset(whole):
        return False
    return any(each.startswith(last) for each in tokens) if terms.prefix else last in tokens


class Signs(NamedTuple):
    """How an engine's full-text search writes that words must occur, must not, or only begin."""

    both: str
    either: str
    but_not: str
    begun: str
    quote: str


FTS5 = Signs(" AND ", " OR ", " NOT ", "*", '"')
TSQUERY = Signs(" & ", " | ", " & !", ":*", "'")
"""PostgreSQL's."""


def _expression(terms: Terms, signs: Signs) -> str:
    """Return an expression for texts with all these tokens. Nothing in them is query syntax."""
    expression = signs.both.join(f"{signs.quote}{word}{signs.quote}" for word in terms.words)
    return f"{expression}{signs.begun}" if terms.prefix else expression


TRAITS = (
    *("verbatim", "unfinished", "strong", "specific", "agreed", "disagreed", "counted"),
    *("no speaker", "no account", "no segment"),
)
"""What can be asked for as ``is:``. *Counted* are quotes with which others agreed or disagreed."""
_NAMES = "|".join(SearchField)
_TERM = lazy_pattern(
    rf"(?P<minus>-(?=\S))?(?:(?P<field>{_NAMES}):)?"
    r"(?:[\"“„«](?P<quoted>[^\"“”»]*)(?P<end>[\"“”»])?|(?P<bare>\S+))",
    re.IGNORECASE,
)
_UNVALUED = lazy_pattern(rf"-?(?:{_NAMES}):", re.IGNORECASE)
_LONGEST = 1_000
_OWN_SIGNS = ' -"“„«*'
"""Those of a search itself: at either end of a part, nothing is looked for that has them."""


@lru_cache(maxsize=64)
def read_query(text: str) -> SearchQuery:
    """Return what a search *text* asks for; any text is one, and nothing in it is an error.

    ``-slow`` leaves out what has the word, ``slow*`` finds what begins so. The last word may be
    unfinished, and so may a phrase whose second quotation mark is not there yet.
    """
    words: list[str] = []
    begun: list[Terms] = []
    phrases: list[Phrase] = []
    excluded: list[Terms] = []
    excluded_phrases: list[Phrase] = []
    fields: list[FieldAsked] = []
    signs: dict[bool, list[str]] = {True: [], False: []}
    shown: list[str] = []
    last_is_word = False
    for term in _TERM.finditer(text[:_LONGEST]):
        without, bare = bool(term["minus"]), term["bare"]
        last_is_word = False
        sign = _sign(term["quoted"] if bare is None else bare.strip(_OWN_SIGNS))
        if term["field"]:
            value = " ".join((bare or term["quoted"] or "").split())
            if value:
                fields.append(FieldAsked(SearchField(term["field"].lower()), value, without))
        elif sign:
            signs[without].append(sign)
        elif bare is None:
            phrase = Phrase(in_order(term["quoted"]), not term["end"] and not without)
            if phrase.words.strip():
                shown += [] if without else [term["quoted"]]
                (excluded_phrases if without else phrases).append(phrase)
        elif without:
            terms = search_terms(bare.rstrip("*"), unfinished=bare.endswith("*"))
            excluded += [terms] if terms.words else []
        elif not _UNVALUED.fullmatch(bare):
            last_is_word = not bare.endswith("*")
            shown.append(bare)
            if last_is_word:
                words.append(bare)
            elif (terms := search_terms(bare)).words:
                begun.append(terms)
            # Pairs of characters tell of a longer word in Chinese only that its parts are there.
            phrases += [Phrase(f" {run} ") for run in dense_runs(bare) if len(run) > 2]
    return SearchQuery(
        search_terms(" ".join(words), unfinished=last_is_word),
        tuple(begun),
        tuple(phrases),
        tuple(excluded),
        tuple(excluded_phrases),
        tuple(fields),
        tuple(signs[False]),
        tuple(signs[True]),
        " ".join(shown),
    )


def _sign(part: str) -> str:
    """Return a part of a search without any letter or digit, as it is looked for; else ""."""
    if not part.strip(_OWN_SIGNS) or search_terms(part).words:
        return ""
    from focusgroup.core.search.signs import as_signs

    return as_signs(part).strip()


def traits_called(value: str) -> tuple[str, ...]:
    """Return the traits whose name begins with *value*: ``str``, ``no-speaker``."""
    name = fold(value).replace("-", " ").replace("_", " ")
    return tuple(trait for trait in TRAITS if trait.startswith(name))


def section_and_question(value: str) -> tuple[int, ...]:
    """Return the numbers of ``3.2`` or ``3``, nothing for what is neither."""
    section, _, question = value.partition(".")
    if not section.isdecimal() or not (question or "0").isdecimal():
        return ()
    return tuple(int(number[:9]) for number in (section, question) if number)


def is_begun(text: str) -> bool:
    """Return whether a search is only begun: signs and names that a word is to follow."""
    parts = (part.strip(_OWN_SIGNS) for part in text.split())
    return all(not part or _UNVALUED.fullmatch(part) for part in parts)


def kinds_called(value: str) -> tuple[Kind, ...]:
    """Return the kinds whose name begins with *value*: ``prob``, ``missing features``."""
    name = fold(value).replace("_", " ").replace("-", " ")
    return tuple(
        kind
        for kind, label in KIND_LABELS.items()
        if label.startswith(name) or f"{label}s".startswith(name)
    )
