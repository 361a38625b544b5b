"""Read agendas from files: the user's own and those shipped with the program."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from focusgroup.core.agenda import Problem, Reading, nearest_word, parse_agenda
from focusgroup.core.errors import FocusgroupError, NotFound
from focusgroup.core.text import clean_line
from focusgroup.imports.guides import Guide, read_guide
from focusgroup.system.standard_input import STANDARD, read_standard_input

MOST_BYTES = 5_000_000
MOST_DOCUMENT_BYTES = 40_000_000
"""The most bytes of a Word file or a PDF, most of them pictures, which are not read."""

SUFFIXES = (
    *(".md", ".markdown", ".qmd", ".txt"),
    *(".docx", ".docm", ".dotx", ".odt", ".ott", ".fodt", ".html", ".htm", ".xhtml", ".pdf"),
)
"""File suffixes that make a name a path, even without a folder."""

_DOCUMENTS = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class ShippedAgenda:
    """An agenda shipped with the program; commands call it *name*."""

    name: str
    path: Path
    title: str
    minutes: float
    language: str


@dataclass(frozen=True, slots=True)
class OpenedGuide:
    """A guide as it was read: its agenda, and the file that it came from."""

    path: Path
    reading: Reading
    guide: Guide


def read(path: str | os.PathLike[str]) -> Reading:
    """Return the agenda in the file at *path*; see `open_guide`."""
    return open_guide(path).reading


def open_guide(path: str | os.PathLike[str]) -> OpenedGuide:
    """Read the guide in the file at *path*: Markdown, text, .docx, .odt, .html or .pdf.

    What the file is shows in its first bytes; any suffix will do. Raises FocusgroupError if it
    can't be an agenda: missing, a folder, a device, another kind of file, damaged, empty or too
    large. Never waits for a pipe, but for the one called `-`, standard input.
    """
    place = Path(path)
    try:
        data = _bytes_of(place)
    except OSError as error:
        raise FocusgroupError(f"{place} can't be read: {error.strerror or error}") from error
    except ValueError as error:
        # The name contains a NUL.
        raise FocusgroupError(f"{str(path)!r} can't be the name of a file") from error
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise FocusgroupError(
            f"{place} is empty; `focusgroup agenda new PATH` writes an agenda to start from"
        )
    guide = read_guide(data, str(place), place.suffix.lower())
    reading = parse_agenda(guide.markdown, title=_title_from(place))
    told = [Problem(1, each.message, each.fix) for each in guide.remarks]
    told += [_with_place(problem, guide) for problem in reading.problems]
    return OpenedGuide(place, replace(reading, problems=tuple(told)), guide)


def _with_place(problem: Problem, guide: Guide) -> Problem:
    """Return *problem*, whose line is that of the Markdown, with its place in the file."""
    return replace(problem, message=problem.message + guide.where(problem.line))


def shipped() -> tuple[ShippedAgenda, ...]:
    """Return the agendas shipped with the program, by name."""
    found = []
    for name, path in _shipped_paths().items():
        agenda = read(path).agenda
        minutes = agenda.minutes or agenda.planned_minutes
        found.append(ShippedAgenda(name, path, agenda.title, minutes, agenda.language))
    return tuple(found)


def load(name_or_path: str | os.PathLike[str]) -> Reading:
    """Return the agenda with the name of a shipped one, or at a path.

    A name without a folder or a suffix is looked up among the shipped agendas first, then as a
    file. Raises NotFound with the nearest names, or whatever ``read`` raises.
    """
    return read(locate(name_or_path))


def locate(name_or_path: str | os.PathLike[str]) -> Path:
    """Return the path of the agenda that ``load`` would read. Raises NotFound."""
    said = os.fspath(name_or_path)
    names = _shipped_paths()
    if said in names:
        return names[said]
    path = Path(said)
    if path == STANDARD:
        return path
    # `read` reports what is wrong with it.
    if said and os.path.lexists(said.replace("\0", "")):
        return path
    meant = nearest_word(path.name.removesuffix(".md"), tuple(names))
    did_you_mean = f"did you mean `{meant}`? " if meant else ""
    if path.name != said or path.suffix.lower() in SUFFIXES:
        raise NotFound(
            f"there is no file {said}; {did_you_mean}`focusgroup agenda list` lists the agendas"
            " that come with the program"
        )
    raise NotFound(
        f"there is no agenda or file named “{clean_line(said)}”; {did_you_mean}the agendas are:"
        f" {', '.join(names) or 'none'}"
    )


def write_new(path: str | os.PathLike[str], text: str, *, replace: bool = False) -> Path:
    """Write *text* to a new file, or over an existing one with *replace*; return its path.

    Raises FocusgroupError if the file exists or can't be written: whole or not at all.
    """
    place = Path(path)
    try:
        if place.is_dir():
            better = place / "agenda.md"
            raise FocusgroupError(f"{place} is a folder; name the file, such as {better}")
        if place.exists() and not place.is_file():
            raise FocusgroupError(f"{place} is a pipe or a device, not a file; name another file")
        if replace:
            _write_over(place, text)
        else:
            _write_anew(place, text)
    except FileExistsError as error:
        raise FocusgroupError(
            f"{place} already exists; choose another name, or use --force to replace it"
        ) from error
    except OSError as error:
        raise FocusgroupError(f"{place} can't be written: {error.strerror or error}") from error
    return place


def _write_anew(place: Path, text: str) -> None:
    with place.open("x", encoding="utf-8", newline="\n") as file:
        try:
            file.write(text)
            file.flush()
        except OSError:
            place.unlink(missing_ok=True)
            raise


def _write_over(place: Path, text: str) -> None:
    # A link stays a link; the file it points to is replaced.
    target = Path(os.path.realpath(place))
    beside = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with beside.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            beside.chmod(stat.S_IMODE(target.stat().st_mode))
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _shipped_paths() -> dict[str, Path]:
    """Return the path of each shipped agenda by name, from the wheel's folder or the checkout's."""
    return {path.stem: path for path in sorted(_shipped_folder().glob("*.md"))}


def kit_folder(language: str) -> Path:
    """Return the folder of the participant kit in a language."""
    return _shipped_folder() / "kit" / language


def _shipped_folder() -> Path:
    package = Path(str(resources.files("focusgroup")))
    packed, checkout = package / "agendas", package.parents[1] / "agendas"
    return packed if packed.is_dir() else checkout


def _title_from(path: Path) -> str:
    """Return ``customer-visit_2.md`` as ``Customer visit 2``, for an agenda without a title."""
    words = path.stem.replace("-", " ").replace("_", " ").split()
    title = " ".join(words)
    return title[:1].upper() + title[1:]


def _bytes_of(path: Path) -> bytes:
    if path == STANDARD:
        return read_standard_input(MOST_DOCUMENT_BYTES)
    with _opened(path) as handle:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            raise FocusgroupError(f"{path} is a folder; name the file in it")
        if not stat.S_ISREG(status.st_mode):
            raise FocusgroupError(f"{path} is not a file (a pipe or a device); save it to a file")
        with os.fdopen(os.dup(handle), "rb") as file:
            data = file.read(4)
            most = MOST_DOCUMENT_BYTES if data.startswith(_DOCUMENTS) else MOST_BYTES
            if status.st_size > most:
                raise _too_long(path, status.st_size, most)
            data += file.read(most + 1 - len(data))
    if len(data) > most:
        raise _too_long(path, len(data), most)
    return data


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """Open whatever is at *path* and yield its handle; opening a pipe does not wait."""
    try:
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {path}; check the path") from error
    except PermissionError as error:
        # Windows refuses to open a folder as a file.
        why = (
            "is a folder; name the file in it" if path.is_dir() else "can't be read: no permission"
        )
        raise FocusgroupError(f"{path} {why}") from error
    try:
        yield handle
    finally:
        os.close(handle)


def _too_long(path: Path, size: int, most: int) -> FocusgroupError:
    what = "a document with a guide" if most > MOST_BYTES else "an agenda"
    return FocusgroupError(
        f"{path} is {size / 1e6:.0f} MB, but {what} is at most {most // 1_000_000} MB;"
        " is it the right file?"
    )
