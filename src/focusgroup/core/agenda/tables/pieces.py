"""What a guide in any format is taken apart into: headings, texts, list items, quotes, tables."""

import re
from dataclasses import dataclass
from enum import StrEnum

from focusgroup.core.patterns import lazy_pattern

_CALLED = lazy_pattern(r"\\?\[!(section|note|script|question)\\?\]\s*", re.IGNORECASE)


class GuidePart(StrEnum):
    """What a piece of a guide is in its own file."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    QUOTE = "quote"
    NOTE = "note"
    TABLE = "table"
    COVERED = "covered"


@dataclass(frozen=True, slots=True)
class GuidePiece:
    """One paragraph, list item or table.

    *text* is Markdown, with a line break for each soft one. *place* is the number of the
    paragraph (of a web page: the line) in its file. *level* is the level of a heading from 1, or
    how many lists an item or text is nested in: an item of the outermost list has 1, a text outside
    lists 0. *number* is the item's own number, None for a bullet; *lettered* if it is a letter.
    *rows* are those of a table, the first of them its *header* if the file says so.
    """

    kind: GuidePart
    text: str
    place: int
    level: int = 0
    number: int | None = None
    task: bool = False
    rows: tuple[tuple["Cell", ...], ...] = ()
    header: bool = False
    lettered: bool = False


Cell = tuple[GuidePiece, ...]
"""The pieces in one cell of a table."""

Row = tuple[Cell, ...]

COVERED: Cell = (GuidePiece(GuidePart.COVERED, "", 0),)
"""The place of a cell over which the one to its left reaches."""


def said(cell: Cell) -> str:
    """Return all that a cell says, in one line, without the marks of bold."""
    return " ".join(" ".join(piece.text for piece in cell).replace("**", "").split())


def called_row(row: Row) -> tuple[str, str]:
    """Return what an author calls a row, and what it says: ``| 5 min | [!QUESTION] Tea |``."""
    if not any("[!" in piece.text or "\\[" in piece.text for cell in row for piece in cell):
        return "", ""
    texts = [text for text in map(said, row) if text]
    kind = next((found[1].lower() for text in texts if (found := _CALLED.match(text))), "")
    return kind, " · ".join(_CALLED.sub("", text) for text in texts) if kind else ""


def is_called(row: Row) -> bool:
    """Return whether an author says what a row is."""
    return bool(called_row(row)[0])


def filled(rows: tuple[Row, ...]) -> list[Row]:
    """Return *rows* of one length, without empty rows and columns."""
    width = max((len(row) for row in rows), default=0)
    even = [(*row, *((),) * (width - len(row))) for row in rows]
    used = [n for n in range(width) if any(said(row[n]) for row in even)]
    picked = [tuple(row[n] for n in used) for row in even]
    return [row for row in picked if any(map(said, row))]
