"""Take a PDF apart with poppler, where it is installed: its text, its properties, its addresses."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from focusgroup.core.errors import FocusgroupError
from focusgroup.system.environment import for_others

_LONGEST_S = 120
"""Seconds that one of poppler's programs may take; 500 pages take 2."""

_TEXT = "pdftotext"
_ABOUT = {
    "its properties": ("pdfinfo", "-enc", "UTF-8"),
    "a property": ("pdfinfo", "-enc", "UTF-8", "-custom"),
    "an address in it": ("pdfinfo", "-enc", "UTF-8", "-url"),
    "its structure": ("pdfinfo", "-enc", "UTF-8", "-struct"),
    "the name of a file in it": ("pdfdetach", "-enc", "UTF-8", "-list"),
}


def pdf_texts(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield each text of a PDF and where it is; a page's lines are one text, as names break there.

    Raises FocusgroupError without poppler, or if it can't read the file.
    """
    if not all(map(shutil.which, (_TEXT, "pdfinfo", "pdfdetach"))):
        raise FocusgroupError(
            "checking a PDF needs poppler-utils, which is not installed; check the Word file"
            " of the same quotes"
        )
    with tempfile.TemporaryDirectory(prefix="focusgroup-") as folder:
        path = Path(folder) / "document.pdf"
        path.write_bytes(data)
        pages = _said_by(_TEXT, "-enc", "UTF-8", "-raw", "-q", str(path), "-").split("\f")
        for number, page in enumerate(pages, 1):
            yield f"page {number}", " ".join(page.split("\n"))
        told: set[str] = set()
        for where, command in _ABOUT.items():
            lines = _said_by(*command, str(path)).splitlines()
            yield from ((where, line) for line in lines if line not in told)
            told.update(lines)


def _said_by(*command: str) -> str:
    try:
        ran = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LONGEST_S,
            check=True,
            env=for_others(),
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise FocusgroupError(
            "it is damaged, too large, or a password protects it; check the Word file of the same"
            " quotes"
        ) from error
    return ran.stdout.decode("utf-8", "replace")
