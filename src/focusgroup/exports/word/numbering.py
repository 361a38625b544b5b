"""What LibreOffice, where it is installed, tells of a document's pages before it is written.

Each heading of the contents gets its page. LibreOffice guesses pages while it reads, twenty
paragraphs at a time, and a heading at such a place may stay behind on a page that what follows it
has left, although it is to be kept with that: it begins the next page then.
"""

import html
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from focusgroup.core.errors import FocusgroupError
from focusgroup.exports.making import Making
from focusgroup.exports.outline import Heading, headed_pages, left_behind
from focusgroup.exports.pdf import laid_out, libreoffice
from focusgroup.exports.word.ooxml.markup import para

LONGEST_S = 30
"""Seconds that the layout may take; 300 quotes take three."""

_TRIES = 3
"""How often a document is laid out at most, as a heading that moved may leave another behind."""

_HEADS = tuple(para(f"heading {level}").partition("</w:pPr>")[0] for level in (1, 2))
_HEAD = len(_HEADS[0])
_MARKUP = re.compile(r"<[^>]*>|\s+")


class Layout(NamedTuple):
    """The *pages* of the headings of the first level, and the headings that are to begin one."""

    pages: tuple[int, ...] = ()
    fresh: frozenset[Heading] = frozenset()


def layout(write: Callable[[BinaryIO, frozenset[Heading]], None], how: Making) -> Layout:
    """Return the layout of what *write* writes.

    Empty where LibreOffice is missing, fails or takes too long: the contents then have no numbers.
    Raises Cancelled if it is stopped.
    """
    program = libreoffice()
    if program is None:
        return Layout()
    if how.laying_out is not None:
        how.laying_out()
    fresh: frozenset[Heading] = frozenset()
    with tempfile.TemporaryDirectory(prefix="focusgroup-") as name:
        word = Path(name) / "draft.docx"
        for left in reversed(range(_TRIES)):
            with word.open("wb") as file:
                write(file, fresh)
            try:
                made = laid_out(program, word, word.parent, how.cancelled, longest_s=LONGEST_S)
            except FocusgroupError:
                break
            pdf = made.read_bytes()
            behind = left_behind(pdf) - fresh
            if not (behind and left):
                return Layout(headed_pages(pdf), fresh)
            fresh |= behind
    return Layout()


def on_fresh_pages(blocks: Iterable[str], fresh: frozenset[Heading]) -> Iterator[str]:
    """Yield *blocks*, each heading of *fresh* at the top of a page."""
    met: Counter[str] = Counter()
    for block in blocks:
        if block.startswith(_HEADS):
            title = html.unescape(_MARKUP.sub("", block))
            if (title, met[title]) in fresh:
                block = f"{block[:_HEAD]}<w:pageBreakBefore/>{block[_HEAD:]}"
            met[title] += 1
        yield block
