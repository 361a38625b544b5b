"""Writing a file so that the old one or the new one stands, never a mixture.

Every export goes through ``replace_file``, or ``replace_pair`` for two that belong together.
What is written lives elsewhere; where it is filled meanwhile in ``staged``.
"""

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import BinaryIO

from focusgroup.core.errors import FocusgroupError
from focusgroup.exports.staged_file import Staged

NEW_FOLDER_MODE = 0o700
"""Documents hold customers' names: only their owner reads them until they are sent."""

_NUMBERED = 100
"""So many names are tried beside a file that is open elsewhere."""

_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_RIGHTS = (errno.EACCES, errno.EPERM, errno.EROFS)
_HELD = (errno.EBUSY, errno.ETXTBSY)
"""What some systems say of a file in use where others say that there is no right."""

_WORD = (".docx", ".dotx")
_EXCEL = (".xlsx",)


class Cancelled(FocusgroupError):
    """The export was stopped by whoever started it; nothing was written."""

    def __init__(self) -> None:
        super().__init__("The export was stopped; nothing was written.")


def replace_file(path: Path, write: Callable[[BinaryIO], None]) -> Path:
    """Have *write* fill a file beside *path*, sync it to disk, and put it in place.

    Links are followed and the mode of a file that stood there is kept. Returns the
    path written, which is ``name (2).docx`` and so on when the file is open in a
    program that does not let go of it. Whatever fails or is raised, what stood there
    still stands and nothing lies beside it.

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
    """As ``replace_file``, with a file beside it that only differs in its *suffix*.

    *write* is given the name of the other one. Both are complete before either is put in
    place, the other one first, so that no document speaks of a file that is not there.
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
    """*path*, or the name beside it that is written when *path* is open elsewhere."""
    with _said_of(path):
        target = _target(path)
        name = next(_names(target))
        return name if name != target else path


def held(target: Path) -> bool:
    """Whether *target* is open in a program that would lose it or save over it.

    Word and Excel lay an owner file beside what they have open, LibreOffice a lock.
    Windows lets nobody write such a file; macOS and Linux let it be replaced, and the next
    Save in Word would then bring the old one back.
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
    """What lies beside *target* while it is open.

    Word leaves out as many letters of the name as it needs to put ``~$`` in front: two of
    a long name, one or none of a short one. Excel leaves out none.
    """
    suffix = target.suffix.lower()
    if suffix in _WORD:
        yield f"~${target.name[min(2, max(0, len(target.stem) - 6)) :]}"
    elif suffix in _EXCEL:
        yield f"~${target.name}"
    yield f".~lock.{target.name}#"


def _target(path: Path) -> Path:
    """The file behind *path*, in a folder that is there."""
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise FocusgroupError(f"{path} is a folder. Name a file in it.")
    if not target.parent.is_dir():
        target.parent.mkdir(mode=NEW_FOLDER_MODE, parents=True, exist_ok=True)
    return target


def _names(target: Path) -> Iterator[Path]:
    """*target*, unless it is open elsewhere, then free names beside it."""
    if not held(target):
        yield target
    for number in count(2):
        path = target.with_name(f"{target.stem} ({number}){target.suffix}")
        if number >= _NUMBERED:
            return
        if not path.exists():
            yield path


def _placed(staged: Staged, name: Path) -> bool:
    """Put *staged* in place as *name*; False where that name is held."""
    try:
        staged.place(name)
    except PermissionError:
        # The folder took a new file a moment ago, so it is this name that is held:
        # Windows keeps a file that is open in Word from being replaced.
        return False
    except OSError as error:
        if error.errno not in _HELD:
            raise
        return False
    return True


@contextlib.contextmanager
def _said_of(path: Path) -> Iterator[None]:
    """What the system says inside, as a sentence on *path*."""
    try:
        yield
    except OSError as error:
        raise FocusgroupError(_sentence(path, error)) from error


def _sentence(path: Path, error: OSError) -> str:
    """What happened and what to do, for *error* met on the way to *path*."""
    if error.errno in _NO_SPACE:
        return f"The disk is full: {path} was not written. Make room, or name another folder."
    if error.errno in _NO_RIGHTS:
        return f"{path} can't be written there (no right to). Name a file in another folder."
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return f"{path} can't be written: a part of the path is a file. Name another folder."
    if error.errno == errno.ENAMETOOLONG:
        return f"The name of {path.name[:40]}… is too long for this system. Name a shorter one."
    if error.errno == errno.ELOOP:
        return f"{path} is a link that leads back to itself. Name another file."
    reason = error.strerror or type(error).__name__
    return f"{path} was not written: {reason}. Name another folder, or try again."
