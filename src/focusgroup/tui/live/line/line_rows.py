"""How the text of the capture line is drawn: how characters are shown, and where rows break."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from focusgroup.core.text import for_terminal


def shown(text: str) -> str:
    """Return the text as it is drawn, character for character; a line break becomes ⏎."""
    return for_terminal(text.replace("\n", "⏎"))


def visible(content: Content) -> Content:
    """Return the content as it is drawn; its styles are kept unless its length changes."""
    safe = shown(content.plain)
    if safe == content.plain:
        return content
    return (
        Content(safe, spans=list(content.spans))
        if len(safe) == len(content.plain)
        else Content(safe)
    )


def wrap(text: str, width: int) -> Sequence[tuple[int, int]]:
    """Return the rows of *text* as (start, end), broken after blanks where possible.

    *width* is in cells.
    """
    rows: list[tuple[int, int]] = []
    start = at = cells = 0
    blank = -1
    while at < len(text):
        char = text[at]
        size = 1 if " " <= char <= "~" else cell_len(shown(char))
        if cells + size > width:
            end = blank + 1 if blank >= start else at
            rows.append((start, end))
            start, blank = end, -1
            cells = cell_len(shown(text[start:at]))
        if char in " \n":
            blank = at
        cells += size
        at += 1
    rows.append((start, len(text)))
    return rows
