"""Who is meant by a name alone, such as the speaker of a transcript."""

import re
from collections.abc import Sequence

from focusgroup.core.model import Participant
from focusgroup.core.search.folding import is_wide, wide_letters, words
from focusgroup.exports.privacy.masks import Finder
from focusgroup.exports.privacy.name_words import TITLES
from focusgroup.exports.privacy.spellings import Spellings
from focusgroup.exports.wording.words import SOURCE, Words

_BRACKETS = re.compile(r"\([^()]*\)")


def called(name: str, people: Sequence[Participant]) -> list[Participant]:
    """Return those of *people* of whom every word of *name* is a name, in any spelling.

    Titles and what is in brackets don't count: "Dr Liz HILL (Acme)" is Elizabeth Hill.
    """
    bare = _BRACKETS.sub(" ", name)
    return [each for each in people if _is_all_theirs(each.name, bare)]


def _is_all_theirs(whole: str, bare: str) -> bool:
    spellings = Spellings(Words(SOURCE))
    spellings.add_person(whole, whole)
    capital = not bare.strip()[:1].islower()
    found, _ = Finder(spellings, Spellings(Words(SOURCE)), safe=capital).find(bare)
    places = {place for each in found for place in range(each.start, each.end)}
    rest = "".join(" " if at in places else letter for at, letter in enumerate(bare))
    left = [word.folded for word in words(rest) if word.folded not in TITLES]
    return bool(places) and not left and not is_wide(wide_letters(rest)[0])
