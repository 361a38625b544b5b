"""Page one of a document as a picture, where LibreOffice is there to lay it out."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import BinaryIO

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Report
from focusgroup.exports.atomic import replace_file
from focusgroup.exports.destination import Target, at
from focusgroup.exports.export_result import Written
from focusgroup.exports.making import Making
from focusgroup.exports.pdf import laid_out, libreoffice
from focusgroup.exports.word.summary import write_word
from focusgroup.system.environment import for_others

_DPI = "90"


def page_suffix() -> str:
    """Return what page one can be here: a picture, else a PDF, else a Word file."""
    if libreoffice() is None:
        return ".docx"
    return ".png" if shutil.which("pdftoppm") else ".pdf"


def write_page_one(report: Report, there: Target, how: Making) -> Written:
    """Write page one of *report* to *there*, as the kind of file that `page_suffix` says.

    Raises FocusgroupError if it can't be written.
    """
    program = libreoffice()
    if program is None:
        return write_word(report, there, how)
    with tempfile.TemporaryDirectory(prefix="focusgroup-") as name:
        folder = Path(name)
        word = write_word(report, at(folder / "page.docx"), how)
        made = _first_page(laid_out(program, word.path, folder, how.cancelled))

        def write(file: BinaryIO) -> None:
            with made.open("rb") as source:
                shutil.copyfileobj(source, file)

        return Written(replace_file(there, write), there)


def _first_page(pdf: Path) -> Path:
    program = shutil.which("pdftoppm")
    if program is None:
        return pdf
    command = [program, "-png", "-r", _DPI, "-singlefile", str(pdf), str(pdf.with_suffix(""))]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=120, env=for_others())
    except (OSError, subprocess.SubprocessError) as error:
        raise FocusgroupError(f"pdftoppm made no picture of page one ({error})") from error
    return pdf.with_suffix(".png")
