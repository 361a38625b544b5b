"""Write a file so that afterwards it is the old one or the new one, never a mixture.

Every export goes through ``replace_file``, or ``replace_pair`` for two files that belong
together. The contents come from the caller; the temporary file is in ``staged_file``.
"""

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from focusgroup.core.errors import FocusgroupError
from focusgroup.exports.destination import Target, at
from focusgroup.exports.staged_file import Staged

_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_RIGHTS = (errno.EACCES, errno.EPERM, errno.EROFS)
_HELD = (errno.EBUSY, errno.ETXTBSY)
"""Error codes of some systems for a file in use; others report missing permission."""


class Cancelled(FocusgroupError):
    """The export was stopped on request; nothing was written."""

    def __init__(self) -> None:
        super().__init__("The export was stopped; nothing was written.")


def replace_file(path: Target, write: Callable[[BinaryIO], None]) -> Path:
    """Let *write* fill a temporary file in the folder of *path*, sync it, and put it in place.

    A replaced file's mode is kept. Returns the path written: `Destination` says when it is
    another than *path*, ``name (2).docx`` and so on. When anything fails, the existing file is
    unchanged and no temporary file is left.

    Raises ``FocusgroupError`` when it can't be written.
    """
    there = at(path)
    with _said_of(there.path):
        target = there.target()
        with Staged(target.parent) as staged:
            write(staged.file)
            digest = staged.finish()
            names = there.names()
            while not _placed(staged, name := next(names), over=there.over):
                pass
            there.wrote(name, digest)
            return there.path if name == target else name


def replace_pair(
    path: Target,
    ending: str,
    write: Callable[[BinaryIO, str], None],
    write_other: Callable[[BinaryIO], None],
    *,
    name: Path | None = None,
) -> tuple[Path, Path]:
    """Like ``replace_file``, with a companion: the same name with *ending* for its suffix.

    *write* is given the name of the companion. Both are complete before either is put in
    place, the companion first, so no document refers to a file that doesn't exist. *name* is
    what ``free_name`` returned, if the document names its companion already.
    """
    there = at(path)
    name = name or free_name(there, ending)
    target, other = there.target(), there.companion(name, ending)
    with _said_of(there.path), Staged(name.parent) as second, Staged(name.parent) as first:
        write_other(second.file)
        book = second.finish()
        write(first.file, other.path.name)
        digest = first.finish()
        if free_name(there, ending) != name:
            raise FocusgroupError(
                f"{name} was changed while it was being written; nothing was written. Try again."
            )
        second.place(other.path, over=os.path.lexists(other.path))
        other.wrote(other.path, book)
        first.place(name, over=there.over)
        there.wrote(name, digest)
        return there.path if name == target else name, other.path


def free_name(path: Target, ending: str = "") -> Path:
    """Return where *path* will be put, beside a companion with that *ending* if there is one."""
    there = at(path)
    with _said_of(there.path):
        return next(there.names(ending))


def _placed(staged: Staged, name: Path, *, over: bool) -> bool:
    """Rename *staged* to *name*; return False when that name is in use."""
    try:
        staged.place(name, over=over)
    except FileExistsError:
        return False  # another program made one meanwhile
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
