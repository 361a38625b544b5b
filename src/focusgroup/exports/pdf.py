"""The Word summary as PDF, laid out by LibreOffice where it is installed."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from focusgroup.core.errors import FocusgroupError
from focusgroup.exports.atomic import replace_file

LONGEST_S = 600
"""Seconds that LibreOffice may take; 1,000 quotes take it about ten."""

_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)

MISSING = (
    "PDF is made by LibreOffice, which was not found. Install it from libreoffice.org, or write"
    " the Word file (focusgroup export word) and save it as PDF in Word."
)


def libreoffice() -> str | None:
    """The program that lays documents out, None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).exists()), None)


def write_pdf(path: Path, write_word: Callable[[Path], object]) -> Path:
    """Have *write_word* write a Word file, lay it out, and put the PDF at *path*.

    Returns the path written. Raises ``FocusgroupError`` where LibreOffice is missing or fails.
    """
    program = libreoffice()
    if program is None:
        raise FocusgroupError(MISSING)
    with tempfile.TemporaryDirectory(prefix="focusgroup-") as name:
        folder = Path(name)
        word = folder / "summary.docx"
        write_word(word)
        made = _laid_out(program, word, folder)
        with made.open("rb") as pdf:
            return replace_file(path, lambda file: shutil.copyfileobj(pdf, file))


def _laid_out(program: str, word: Path, folder: Path) -> Path:
    # A profile of its own: an open LibreOffice would otherwise take the job and not answer.
    command = [
        program,
        "--headless",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(word),
    ]
    try:
        done = subprocess.run(
            command,
            check=False,
            capture_output=True,
            timeout=LONGEST_S,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"},
        )
    except subprocess.TimeoutExpired as error:
        raise FocusgroupError(
            f"LibreOffice took more than {LONGEST_S // 60} minutes and was stopped; nothing was"
            " written. Choose fewer quotes, or save the Word file as PDF in Word."
        ) from error
    made = word.with_suffix(".pdf")
    if done.returncode or not made.exists():
        said = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
        raise FocusgroupError(
            f"LibreOffice did not make a PDF ({said[-1] if said else 'it said nothing'})."
            " Write the Word file and save it as PDF in Word."
        )
    return made
