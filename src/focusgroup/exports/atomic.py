"""Write a file so that afterwards it is the old one or the new one, never a mixture.

Every export goes through ``replace_file``, or ``replace_pair`` for two files that belong
together. The contents come from the caller; the temporary file is in ``staged_file``.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import BinaryIO

from focusgroup.core.errors import FocusgroupError
from focusgroup.exports.staged_file import Staged

NEW_FOLDER_MODE = 0o700
"""The mode of a new document: it holds customers' names, so only its owner can read it."""

_NUMBERED = 100
"""How many other names to try when the file is open elsewhere."""

_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_RIGHTS = (errno.EACCES, errno.EPERM, errno.EROFS)
_HELD = (errno.EBUSY, errno.ETXTBSY)
"""Error codes of some systems for a file in use; others report missing permission."""

_WORD = (".docx", ".dotx")
_EXCEL = (".xlsx",)


class Cancelled(FocusgroupError):
    """The export was stopped on request; nothing was written."""

    def __init__(self) -> None:
        super().__init__("The export was stopped; nothing was written.")


def replace_file(path: Path, write: Callable[[BinaryIO], None]) -> Path:
    """Let *write* fill a temporary file beside *path*, sync it to disk, and rename it to *path*.

    Links are followed, and an existing file's mode is kept. Returns the path written, which
    is ``name (2).docx`` and so on when the file is open in another program. When anything
    fails, the existing file is unchanged and no temporary file is left.

    Raises ``FocusgroupError`` when it can't be written.
    """
    with _said_of(path):
        target = _target(path)
        with Staged(target) as staged:
            write(staged.file)
            staged.finish()
            for name in _names(target):
                if _placed(staged, name):
                    return name if name != target else path
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))


def replace_pair(
    path: Path,
    suffix: str,
    write: Callable[[BinaryIO, str], None],
    write_other: Callable[[BinaryIO], None],
) -> tuple[Path, Path]:
    """Like ``replace_file``, with a second file whose name differs only in its *suffix*.

    *write* is given the name of the second file. Both are complete before either is put in
    place, the second one first, so no document refers to a file that doesn't exist.
    """
    with _said_of(path):
        target = _target(path)
        name = next(n for n in _names(target) if not held(n.with_suffix(suffix)))
        beside = name.with_suffix(suffix)
        other = _target(beside)
        with Staged(other) as second, Staged(name) as first:
            write_other(second.file)
            second.finish()
            write(first.file, beside.name)
            first.finish()
            second.place(other)
            first.place(name)
        return name if name != target else path, beside


def free_name(path: Path) -> Path:
    """Return *path*, or the name that will be used instead while *path* is open elsewhere."""
    with _said_of(path):
        target = _target(path)
        name = next(_names(target))
        return name if name != target else path


def held(target: Path) -> bool:
    """Return whether *target* is open in a program that would lose it or save over it.

    Word and Excel put an owner file beside an open document, LibreOffice a lock file.
    Windows refuses to write such a file; macOS and Linux allow it to be replaced, and the
    next Save in Word would then bring the old one back.
    """
    if not target.exists():
        return False
    if any((target.parent / name).exists() for name in _marks(target)):
        return True
    if os.name != "nt":
        return False
    try:
        with target.open("r+b"):
            return False
    except PermissionError:
        return True


def _marks(target: Path) -> Iterator[str]:
    """Yield the names of the files that mark *target* as open.

    To put ``~$`` in front, Word drops as many letters of the name as it needs: two of a
    long name, one or none of a short one. Excel drops none.
    """
    suffix = target.suffix.lower()
    if suffix in _WORD:
        yield f"~${target.name[min(2, max(0, len(target.stem) - 6)) :]}"
    elif suffix in _EXCEL:
        yield f"~${target.name}"
    yield f".~lock.{target.name}#"


def _target(path: Path) -> Path:
    """Return the file that *path* links to; its folder must exist.

    Raises FocusgroupError for anything but a file: a pipe, a socket or a device is left alone.
    """
    with contextlib.suppress(FileNotFoundError):
        # Asked before the link is followed: of /dev/stdout it leads to a name that is no path.
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise FocusgroupError(f"{path} is a folder. Name a file in it.")
        if not stat.S_ISREG(mode):
            raise FocusgroupError(f"{path} is a pipe or a device, not a file. Name another file.")
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        target.parent.mkdir(mode=NEW_FOLDER_MODE, parents=True, exist_ok=True)
    return target


def _names(target: Path) -> Iterator[Path]:
    """Yield *target* unless it is open elsewhere, then free names beside it."""
    if not held(target):
        yield target
    for number in count(2):
        path = target.with_name(f"{target.stem} ({number}){target.suffix}")
        if number >= _NUMBERED:
            return
        if not path.exists():
            yield path


def _placed(staged: Staged, name: Path) -> bool:
    """Rename *staged* to *name*; return False when that name is in use."""
    try:
        staged.place(name)
    except PermissionError:
        # The folder accepted a new file a moment ago, so it is this name that is in use:
        # Windows refuses to replace a file that is open in Word.
        return False
    except OSError as error:
        if error.errno not in _HELD:
            raise
        return False
    return True


@contextlib.contextmanager
def _said_of(path: Path) -> Iterator[None]:
    """Turn an OSError raised inside into a sentence about *path*."""
    try:
        yield
    except OSError as error:
        raise FocusgroupError(_sentence(path, error)) from error


def _sentence(path: Path, error: OSError) -> str:
    """Return what happened and what to do about *error*, met while writing *path*."""
    if error.errno in _NO_SPACE:
        return f"The disk is full; {path} was not written. Free space or choose another folder."
    if error.errno in _NO_RIGHTS:
        return f"You don't have permission to write {path}. Choose another folder."
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return f"{path} can't be written: part of the path is a file. Choose another folder."
    if error.errno == errno.ENAMETOOLONG:
        return f"The name {path.name[:40]}… is too long for this system. Choose a shorter one."
    if error.errno == errno.ELOOP:
        return f"{path} is a link that leads back to itself. Choose another file."
    reason = error.strerror or type(error).__name__
    return f"{path} was not written: {reason}. Choose another folder, or try again."
