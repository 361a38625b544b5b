"""The masks for the name of somebody who is erased, made by the finder of every document."""

from collections.abc import Callable, Iterable

from focusgroup.exports.privacy.masks import Finder, Mask, around, mask_of
from focusgroup.exports.privacy.spellings import Spellings
from focusgroup.exports.wording.words import SOURCE, Words


def masks_of(
    names: Iterable[str], label: str
) -> tuple[Mask, Mask, Callable[[str, bool], list[str]]]:
    """Return what puts *label* in place of somebody's *names*, and what finds where it may be them.

    The first mask is for whole names, the second for parts too. The last returns the places in a
    text where a part may be theirs; if it is told that parts are, only doubtful words.
    """
    words = Words(SOURCE)
    people, nobody = Spellings(words), Spellings(words)
    for each in names:
        people.add_person(each, label)
    finder = Finder(people, nobody)

    def unsure(text: str, sure: bool) -> list[str]:
        found, doubts = finder.find(text)
        return [around(text, each) for each in (doubts if sure else [*found, *doubts])]

    return (
        mask_of(people, nobody, words, parts=False, addresses=False),
        mask_of(people, nobody, words, addresses=False),
        unsure,
    )
