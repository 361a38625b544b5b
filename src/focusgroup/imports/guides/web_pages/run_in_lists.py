"""Lists that a page has lost: "**Use of it** 7. Where? 8. Why?" in one paragraph.

Whatever turned the text into a page took a list that goes on counting for words of its title.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from focusgroup.core.patterns import lazy_pattern
from focusgroup.imports.guides.pieces import GuidePart, GuidePiece

_TITLE = lazy_pattern(
    r"\*\*(?P<title>[^*?？]{2,60})\*\*(?P<aside>\s*\([^()]{2,80}\))?\s+(?=(?P<number>\d{1,2})[.)]\s)"
)
_NUMBER = lazy_pattern(r"(?:^|(?<=[.?!。？！)])\s+)(\d{1,2})[.)]\s+(?=\S)")


def with_lists_apart(pieces: Sequence[GuidePiece]) -> Iterator[GuidePiece]:
    """Yield *pieces* with such paragraphs as their title and the list, which goes on with it."""
    number = 0
    for piece in pieces:
        found = _TITLE.match(piece.text) if piece.kind is GuidePart.TEXT else None
        if found is None or int(found["number"]) != number + 1:
            number = piece.number or number
            yield piece
            continue
        title = f"{found['title'].strip()}{found['aside'] or ''}"
        yield replace(piece, text=f"**{title}**")
        for own, text in _items(piece.text[found.end() :], number + 1):
            yield replace(piece, kind=GuidePart.ITEM, text=text, level=1, number=own)
            number = own


def _items(text: str, number: int) -> Iterator[tuple[int, str]]:
    """Yield the items of a list that counts on from *number*, in one text."""
    starts: list[tuple[int, int]] = []
    for found in _NUMBER.finditer(text):
        if int(found[1]) == number + len(starts):
            starts.append((found.start(), found.end()))
    for n, ((_, start), (end, _)) in enumerate(pairwise([*starts, (len(text), 0)])):
        yield number + n, text[start:end].strip()
