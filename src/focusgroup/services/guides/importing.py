"""Write the Markdown that a guide in another format becomes, to be looked at and edited."""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from focusgroup.core.agenda import Problem, ReadAs, days_of, only_day, parse_agenda
from focusgroup.core.errors import FocusgroupError
from focusgroup.imports.agenda_file import OpenedGuide, open_guide
from focusgroup.imports.guides import Guide
from focusgroup.services.guides.changed_reading import cannot_be, read_with
from focusgroup.services.guides.reading_table import reading_table
from focusgroup.system.special_files import special_file

_MARKDOWN = (".md", ".markdown", ".qmd")


@dataclass(frozen=True, slots=True)
class GuideChanges:
    """What a person changes of a reading: the one *day* kept (1 is the first, 0 all of them), and
    what lines are to be read as, by the numbers of their lines in the Markdown."""

    day: int = 0
    kinds: Mapping[int, ReadAs] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.day or self.kinds)


@dataclass(frozen=True, slots=True)
class ImportedGuide:
    """The guide that was read, the file written, and a *remark* if that has another name."""

    opened: OpenedGuide
    written: Path
    remark: str = ""


def days_in(source: str) -> tuple[str, ...]:
    """Return what the days of a guide are called; none if it has only one."""
    lines = source.split("\n")
    return tuple(lines[number - 1].strip(" \t#*_:")[:100] for number in days_of(source))


def open_changed(
    path: str | os.PathLike[str], changes: GuideChanges = GuideChanges()
) -> OpenedGuide:
    """Read the guide at *path*, with *changes*. Raises FocusgroupError, also for plain Markdown."""
    opened = open_guide(path)
    if changes:
        return _changed(opened, changes)
    if opened.path.suffix.lower() in _MARKDOWN and not opened.guide.converted:
        raise FocusgroupError(
            f"{path} is Markdown already; `focusgroup agenda check` shows how it is read"
        )
    return opened


def import_guide(
    path: str | os.PathLike[str],
    output: Path | None = None,
    changes: GuideChanges = GuideChanges(),
) -> ImportedGuide:
    """Write the Markdown of the guide at *path* to *output*, by default beside the guide.

    What is there is replaced only if an earlier import of the same guide wrote it and nobody
    changed it since; else the new file has another name. Raises FocusgroupError.
    """
    from focusgroup.exports.atomic import replace_file
    from focusgroup.exports.destination import Destination
    from focusgroup.store.engine.location import records_dir

    opened = open_changed(path, changes)
    target = output or _beside(opened.path, changes)
    with suppress(OSError):  # a name too long, which is said when it is written
        if output and target.is_dir():
            better = target / "guide.md"
            raise FocusgroupError(f"{target} is a folder; name the file, such as {better}")
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


def _beside(guide: Path, changes: GuideChanges) -> Path:
    """Return the file that is written by default; a guide in Markdown is never written over."""
    day = f"-day-{changes.day}" if changes.day else ""
    changed = "-read" if not day and guide.suffix.lower() == ".md" else ""
    return guide.with_name(f"{guide.stem}{day}{changed}.md")


def _changed(opened: OpenedGuide, changes: GuideChanges) -> OpenedGuide:
    """Return the guide with *changes*, read anew. Raises FocusgroupError for lines it has not."""
    text, name = opened.reading.agenda.source, opened.path
    lines = text.split("\n")
    for line in changes.kinds:
        if not (0 < line <= len(lines) and lines[line - 1].strip()):
            raise FocusgroupError(
                f"{name} has no text on line {line}; `focusgroup agenda check` shows the lines"
            )
    refused: list[Problem] = []
    # What a line is read as already needs no mark, and keeps what is under it.
    read = {row.line: row.kind for row in reversed(reading_table(opened))}
    kinds = {line: kind for line, kind in changes.kinds.items() if read.get(line) != kind.value}
    changed = read_with(opened, kinds)
    if changed.refused:
        # Of what a line can't be, nothing is written.
        rest = {line: kind for line, kind in kinds.items() if line not in changed.refused}
        refused = [cannot_be(line, kinds[line]) for line in changed.refused]
        changed = read_with(opened, rest)
    opened, text = changed.opened, changed.opened.reading.agenda.source
    if changes.day:
        days = len(days_of(text))
        if not days:
            raise FocusgroupError(f"{name} has only one day; leave --day out")
        if changes.day > days:
            raise FocusgroupError(f"{name} has {days} days; name one of them, such as --day 1")
        text = only_day(text, changes.day)
        reading = parse_agenda(text, opened.reading.agenda.title)
        opened = replace(opened, reading=reading, guide=Guide(text))
    told = (*refused, *opened.reading.problems)
    return replace(opened, reading=replace(opened.reading, problems=told))
