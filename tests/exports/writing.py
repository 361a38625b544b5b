"""The Word summary in one call, with how it is made as keywords."""

from pathlib import Path
from typing import Any

from focusgroup.core.model import Report
from focusgroup.exports import word
from focusgroup.exports.destination import at
from focusgroup.exports.export_result import Written
from focusgroup.exports.making import Making


def write_word(report: Report, path: Path, **how: Any) -> Written:
    """What came of writing *report* to *path*, made as *how* says."""
    return word.write_word(report, at(path), Making(**how))


def write_summary(report: Report, path: Path, **how: Any) -> Path:
    """The path really written."""
    return write_word(report, path, **how).path
