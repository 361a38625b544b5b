"""Find the words of a search in a text, to show why it was found."""

from itertools import pairwise

from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.search.folding import WIDE, fold, readings, wide_letters, words
from focusgroup.core.search.query import read_query
from focusgroup.core.search.signs import places_of_sign

_ARTICLE = lazy_pattern("(?:[وف]?(?:ال|لل)|[بك]ال)(?=\\w{3})")


def hits(text: str, search: str) -> tuple[tuple[int, int], ...]:
    """Return the start and end of each sign of *search* in *text*, and of each word that begins so.

    Both are folded as names are, so a word is found with an accent, a hyphen or an invisible
    character inside, too.
    """
    query = read_query(search)
    search = query.to_show
    starts = tuple(_ARTICLE.sub("", word.folded) for word in words(search))
    found = {place for sign in query.signs for place in places_of_sign(text, sign)}
    for reading in readings(text) if starts else ():
        for word in reading:
            if word.folded.startswith(starts) or _ARTICLE.sub("", word.folded).startswith(starts):
                found.add((word.start, word.end))
    dense = {pair for run in WIDE.findall(fold(search)) for pair in _pairs(run)}
    if dense:
        letters, places = wide_letters(text)
        for pair in dense:
            at = letters.find(pair)
            while at >= 0:
                found.add((places[at], places[at + len(pair) - 1] + 1))
                at = letters.find(pair, at + 1)
    return tuple(sorted(found))


def _pairs(run: str) -> list[str]:
    return ["".join(pair) for pair in pairwise(run)] or [run]
