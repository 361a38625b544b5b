"""Write the Markdown that a guide in another format becomes, to be looked at and edited."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from focusgroup.core.errors import FocusgroupError
from focusgroup.imports.agenda_file import OpenedGuide, open_guide
from focusgroup.system.special_files import special_file

_MARKDOWN = (".md", ".markdown", ".qmd")


@dataclass(frozen=True, slots=True)
class ImportedGuide:
    """The guide that was read, the file written, and a *remark* if that has another name."""

    opened: OpenedGuide
    written: Path
    remark: str = ""


def import_guide(path: str | os.PathLike[str], output: Path | None = None) -> ImportedGuide:
    """Write the Markdown of the guide at *path* to *output*, by default beside the guide.

    What is there is replaced only if an earlier import of the same guide wrote it and nobody
    changed it since; else the new file has another name. Raises FocusgroupError.
    """
    from focusgroup.exports.atomic import replace_file
    from focusgroup.exports.destination import Destination
    from focusgroup.store.engine.location import records_dir

    opened = open_guide(path)
    if opened.path.suffix.lower() in _MARKDOWN and not opened.guide.converted:
        raise FocusgroupError(
            f"{path} is Markdown already; `focusgroup agenda check` shows how it is read"
        )
    target = output or opened.path.with_suffix(".md")
    if target.is_dir():
        raise FocusgroupError(f"{target} is a folder; name the file, such as {target / 'guide.md'}")
    if output and (kind := special_file(output)):
        raise FocusgroupError(f"{output} is {kind}, not a file; name another file")
    there = Destination(
        target,
        named=False,
        kind="agenda",
        owner=str(opened.path.absolute()),
        records=records_dir(),
    )
    markdown = opened.reading.agenda.source.encode("utf-8")

    def write(file: BinaryIO) -> None:
        file.write(markdown)

    written = replace_file(there, write)
    return ImportedGuide(opened, written, there.remark)
