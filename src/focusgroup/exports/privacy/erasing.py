"""The masks for the name of somebody who is erased, made by the finder of every document."""

from collections.abc import Callable, Iterable
from functools import cache

from focusgroup.exports.privacy.masks import Finder, Mask, around, mask_of
from focusgroup.exports.privacy.spellings import Spellings
from focusgroup.exports.wording.words import SOURCE, Words


def masks_of(
    names: Iterable[str], label: str
) -> tuple[Mask, Callable[[tuple[str, ...]], Mask], Callable[[str, bool], list[str]]]:
    """Return what puts *label* in place of somebody's *names*, and what finds where it may be them.

    The first mask is for whole names. The second is made for the names of others and is for parts
    too, but for those that one of the others has. The last returns the places in a
    text where a part may be theirs; if it is told that parts are, only doubtful words.
    """
    words, several = Words(SOURCE), tuple(names)

    def people() -> Spellings:
        spellings = Spellings(words)
        for each in several:
            spellings.add_person(each, label)
        return spellings

    nobody = Spellings(words)
    finder = Finder(people(), nobody)
    whole = mask_of(people(), nobody, words, parts=False, addresses=False)

    @cache
    def beside(others: tuple[str, ...]) -> Mask:
        left = people()
        left.leave(others)
        parts = mask_of(left, nobody, words, addresses=False)
        return lambda text: parts(whole(text))

    def unsure(text: str, sure: bool) -> list[str]:
        found, doubts = finder.find(text)
        return [around(text, each) for each in (doubts if sure else [*found, *doubts])]

    return whole, beside, unsure
