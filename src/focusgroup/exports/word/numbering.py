"""The pages of a document's headings, as LibreOffice lays it out where it is installed."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from focusgroup.core.errors import FocusgroupError
from focusgroup.exports.making import Making
from focusgroup.exports.pdf import headed_pages, laid_out, libreoffice

LONGEST_S = 30
"""Seconds that the layout may take; 300 quotes take three."""


def pages_laid_out(write: Callable[[BinaryIO], None], how: Making) -> tuple[int, ...]:
    """Return the page of each heading of the first level in what *write* writes.

    Empty where LibreOffice is missing, fails or takes too long: the contents then have no numbers.
    Raises Cancelled if it is stopped.
    """
    program = libreoffice()
    if program is None:
        return ()
    if how.laying_out is not None:
        how.laying_out()
    with tempfile.TemporaryDirectory(prefix="focusgroup-") as name:
        word = Path(name) / "draft.docx"
        with word.open("wb") as file:
            write(file)
        try:
            made = laid_out(program, word, word.parent, how.cancelled, longest_s=LONGEST_S)
        except FocusgroupError:
            return ()
        return headed_pages(made.read_bytes())
