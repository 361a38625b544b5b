"""What readers of documents give: the pieces of a guide, what was left out, and remarks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from focusgroup.core.agenda import COVERED, Cell, GuidePart, GuidePiece

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "COVERED",
    "MOST_CHARACTERS",
    "MOST_ELEMENTS",
    "Cell",
    "GuidePart",
    "GuidePiece",
    "Omitted",
    "OtherFile",
    "Remark",
    "Taken",
    "Unreadable",
    "refuse_too_long",
    "without_tables",
]

MOST_CHARACTERS = 2_100_000
"""The most characters of a document: more than an agenda may have, so that none is cut off."""

MOST_ELEMENTS = 150_000
"""The most paragraphs, runs, cells and marks in a document; a guide has about 3,000."""


@dataclass(frozen=True, slots=True)
class Omitted:
    """Something in the file that is not in the guide: where it was, what it says, and why."""

    place: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person should know about how a file was read, and what to do about it."""

    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A guide taken apart: its pieces, what was left out, and remarks."""

    pieces: tuple[GuidePiece, ...]
    left_out: tuple[Omitted, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Unreadable(Exception):
    """A file that can't be read as what it is; the text says why, without the file's name."""


class OtherFile(Exception):
    """A file that isn't a guide in any format that is read; the text is what it is, and advice."""


def refuse_too_long(root: "_Element", most: int = MOST_CHARACTERS) -> None:
    """Raise OtherFile for a document with more text or more elements than any guide has."""
    characters = elements = 0
    for each in root.iter():
        elements += 1
        characters += len(each.text or "") + len(each.tail or "")
    if characters > most or elements > MOST_ELEMENTS:
        many = characters > most
        raise OtherFile(
            f"a text of {characters:,} characters" if many else f"a text of {elements:,} pieces",
            "name the guide itself: one of 90 minutes has about 5,000",
        )


def without_tables(pieces: list[GuidePiece]) -> list[GuidePiece]:
    """Return the pieces of a cell with tables in it as their texts."""
    flat: list[GuidePiece] = []
    for piece in pieces:
        if piece.kind is GuidePart.TABLE:
            flat += [each for row in piece.rows for cell in row for each in cell]
        else:
            flat.append(piece)
    return flat
