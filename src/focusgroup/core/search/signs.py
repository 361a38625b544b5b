"""Signs in a search: emoji, arrows, currencies and whatever else the index of words leaves out."""

import unicodedata
from functools import lru_cache

UNSEEN = "".join(map(chr, (0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF, *range(0xFE00, 0xFE10))))
"""What is in a text and not seen: an emoji may be drawn in colour, or be several joined to one."""


class _Signs(dict[int, str]):
    """For ``str.translate``: each character as signs are compared."""

    def __missing__(self, point: int) -> str:
        self[point] = "" if chr(point) in UNSEEN else unicodedata.normalize("NFKC", chr(point))
        return self[point]


_SIGNS = _Signs()


def as_signs(text: str) -> str:
    """Return *text* as signs are looked for: width and what is not seen don't count."""
    return text if text.isascii() else text.translate(_SIGNS)


_OTHER_FORMS = (
    *((0xA0, 0x2C00), (0x3000, 0x3400), (0xFB29, 0xFB2A), (0xFE10, 0x10000), (0x1D15E, 0x1D800)),
    *((0x1F100, 0x1F249),),
)
"""Where the characters are that are signs in another width or form."""
MOST_FORMS = 8


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    found: dict[str, str] = {}
    for start, end in _OTHER_FORMS:
        for char in map(chr, range(start, end)):
            for each in unicodedata.normalize("NFKC", char):
                found[each] = found.get(each, each) + (char if char != each else "")
    return found


def forms_of(sign: str) -> str:
    """Return characters one of which a text with a *sign* has in it; "" if there are many."""
    forms = (_forms().get(char, char) for char in sign)
    return next((each for each in forms if len(each) <= MOST_FORMS), "")


def places_of_sign(text: str, sign: str) -> list[tuple[int, int]]:
    """Return the start and end in *text* of each place where it has a *sign* (`as_signs`)."""
    letters, places = "", list[int]()
    for place, char in enumerate(text):
        letters += _SIGNS[ord(char)]
        places += [place] * len(_SIGNS[ord(char)])
    found = []
    at = letters.find(sign)
    while at >= 0:
        found.append((places[at], places[at + len(sign) - 1] + 1))
        at = letters.find(sign, at + len(sign))
    return found
