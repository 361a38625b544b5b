"""The Word summary as PDF, laid out by LibreOffice where it is installed."""

import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from focusgroup.core.errors import FocusgroupError
from focusgroup.exports.atomic import Cancelled, free_name, replace_file, replace_pair
from focusgroup.exports.destination import Target
from focusgroup.exports.export_result import Written
from focusgroup.system.environment import for_others

LONGEST_S = 600
"""Seconds that LibreOffice may take; it needs about ten for 1,000 quotes."""

MOST_SESSIONS = 5_000
"""Of more, a whole summary takes LibreOffice longer than that: two minutes for each 1,000."""

_LOOK_S = 0.1
"""Seconds between two checks for a cancelled export."""

_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)

_FILTER = {
    name: {"type": "boolean", "value": "true"} for name in ("UseTaggedPDF", "ExportBookmarks")
}

MISSING = (
    "PDF needs LibreOffice, which was not found. Install it from libreoffice.org, or export to"
    " Word (`focusgroup export word`) and save it as PDF in Word."
)

TOO_MANY = (
    f"A PDF of the summary of more than {MOST_SESSIONS:,} sessions takes LibreOffice too long."
    " Choose a time, a theme or fewer sessions, write the one page or the top-line as PDF,"
    " or export to Word."
)

TOO_LONG = (
    f"LibreOffice took more than {LONGEST_S // 60} minutes and was stopped; nothing was written."
    " Choose fewer quotes, or export to Word and save it as PDF in Word."
)


def libreoffice() -> str | None:
    """Return the path of LibreOffice, or None where it is not installed.

    ``FOCUSGROUP_LIBREOFFICE`` names another one, or says ``none``.
    """
    if named := os.environ.get("FOCUSGROUP_LIBREOFFICE"):
        return None if named == "none" else shutil.which(named)
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).exists()), None)


def write_pdf(
    path: Target,
    write_word: Callable[[Path], Written],
    log_ending: str,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Written:
    """Write a Word file with *write_word*, convert it, and save the PDF to *path*.

    A workbook that *write_word* writes beside its file, its name ending in *log_ending*, is
    saved beside the PDF. Raises ``FocusgroupError`` when LibreOffice is missing or fails,
    ``Cancelled`` when *cancelled* returns true; LibreOffice is then stopped.
    """
    program = libreoffice()
    if program is None:
        raise FocusgroupError(MISSING)
    target = free_name(path, log_ending)
    with tempfile.TemporaryDirectory(prefix="focusgroup-") as name:
        folder = Path(name)
        # Named as the PDF will be: the document refers to the workbook by that name.
        word = write_word(folder / f"{target.stem}.docx")
        made = laid_out(program, word.path, folder, cancelled)
        same = same_bytes(made.read_bytes(), word.path)

        def write(file: BinaryIO, _log: str = "") -> None:
            file.write(same)

        log = word.log
        if log is None:
            placed = replace_file(path, write)
            return Written(placed, path, replaced=word.replaced, unsure=word.unsure)
        placed, beside = replace_pair(
            path, log_ending, write, lambda file: _copy(log, file), name=target
        )
        return Written(placed, path, beside, word.replaced, word.unsure)


def _copy(made: Path, file: BinaryIO) -> None:
    with made.open("rb") as source:
        shutil.copyfileobj(source, file)


_CREATED = re.compile(rb"(?<=/CreationDate\(D:)\d{14}")
_NUMBERS = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}")
_CHANGED = re.compile(rb"<dcterms:modified[^>]*>([^<]+)<")


def same_bytes(pdf: bytes, word: Path) -> bytes:
    """Return *pdf* as of the moment that the data in *word* changed, numbered by what it holds.

    LibreOffice writes when it was made, and random numbers at its end. No place in it moves.
    """
    with zipfile.ZipFile(word) as package:
        changed = _CHANGED.search(package.read("docProps/core.xml"))
    body, trailer, end = pdf.rpartition(b"\ntrailer")
    if changed is None or not trailer:
        return pdf
    body = _CREATED.sub(re.sub(rb"\D", b"", changed[1])[:14], body, count=1)
    number = hashlib.sha256(body).hexdigest()[:32].upper().encode()
    return body + trailer + _NUMBERS.sub(number, end)


def laid_out(
    program: str,
    word: Path,
    folder: Path,
    cancelled: Callable[[], bool] | None,
    longest_s: int = LONGEST_S,
) -> Path:
    """Return *word* as a tagged PDF in *folder*, its headings as bookmarks.

    Raises FocusgroupError if LibreOffice, which is *program*, fails, Cancelled if stopped.
    """
    # A profile of its own: an open LibreOffice would otherwise take the job and not answer.
    command = [
        program,
        "--headless",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "pdf:writer_pdf_Export:" + json.dumps(_FILTER),
        "--outdir",
        str(folder),
        str(word),
    ]
    code, words = _run(command, cancelled, longest_s)
    made = word.with_suffix(".pdf")
    if code or not made.exists():
        said = words.decode(errors="replace").strip().splitlines()
        raise FocusgroupError(
            f"LibreOffice did not make a PDF ({said[-1] if said else 'it gave no reason'})."
            " Export to Word and save it as PDF in Word."
        )
    return made


def _run(
    command: list[str], cancelled: Callable[[], bool] | None, longest_s: int
) -> tuple[int, bytes]:
    """Return the exit code and output of *command*; stop it and its children when cancelled."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=for_others(SAL_USE_VCLPLUGIN="svp", TZ="UTC"),
        start_new_session=True,
    ) as running:
        end = time.monotonic() + longest_s
        try:
            while True:
                try:
                    said, _ = running.communicate(timeout=_LOOK_S)
                    return running.returncode, said
                except subprocess.TimeoutExpired:
                    if cancelled is not None and cancelled():
                        raise Cancelled from None
                    if time.monotonic() > end:
                        raise FocusgroupError(TOO_LONG) from None
        except BaseException:
            _end(running)
            raise


def _end(running: "subprocess.Popen[bytes]") -> None:
    """Stop LibreOffice and its children; its launcher alone would leave it running."""
    if sys.platform == "win32":
        running.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
