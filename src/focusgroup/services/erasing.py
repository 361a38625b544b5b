"""The masks for the name of somebody who is erased, made by the finder of every document."""

from collections.abc import Iterable

from focusgroup.exports.privacy.masks import Finder, mask_of
from focusgroup.exports.privacy.spellings import Spellings
from focusgroup.exports.wording.words import SOURCE, Words
from focusgroup.store.erasure import Masks

ROUND = 30
"""Characters shown before and after a place."""


def masks_of(names: Iterable[str], label: str) -> Masks:
    """Return the masks that put *label* in place of a person of these *names*."""
    words = Words(SOURCE)
    people, nobody = Spellings(words), Spellings(words)
    for each in names:
        people.add_person(each, label)
    finder = Finder(people, nobody)

    def unsure(text: str, sure: bool) -> list[str]:
        found, doubts = finder.find(text)
        return [
            " ".join(text[max(0, each.start - ROUND) : each.end + ROUND].split())
            for each in (doubts if sure else [*found, *doubts])
        ]

    return Masks(
        mask_of(people, nobody, words, parts=False, addresses=False),
        mask_of(people, nobody, words, addresses=False),
        unsure,
    )
