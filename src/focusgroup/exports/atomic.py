"""Writing a file so that the old one or the new one stands, never a mixture.

Every export goes through ``replace_file``. What is written lives elsewhere.
"""

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from focusgroup.core.errors import FocusgroupError

NEW_FILE_MODE = 0o600
NEW_FOLDER_MODE = 0o700
"""Documents hold customers' names: only their owner reads them until they are sent."""

_NUMBERED = 100
"""So many names are tried beside a file that is open elsewhere."""

_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_RIGHTS = (errno.EACCES, errno.EPERM, errno.EROFS)


class Cancelled(FocusgroupError):
    """The export was stopped by whoever started it; nothing was written."""


def replace_file(path: Path, write: Callable[[BinaryIO], None]) -> Path:
    """Have *write* fill a file beside *path*, sync it to disk, and put it in place.

    Links are followed and the mode of a file that stood there is kept. Returns the
    path written, which is ``name (2).docx`` and so on when the file is open in a
    program that does not let go of it. Whatever fails or is raised, what stood there
    still stands and nothing lies beside it.

    Raises ``FocusgroupError`` when it can't be written.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise FocusgroupError(f"{path} is a folder. Name a file in it.")
        _make_folder(target.parent)
        written = _written_beside(target, write)
        placed = _put_in_place(written, target)
    except OSError as error:
        raise FocusgroupError(_sentence(path, error)) from error
    return placed if placed != target else path


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=NEW_FOLDER_MODE, parents=True, exist_ok=True)


def _written_beside(target: Path, write: Callable[[BinaryIO], None]) -> Path:
    beside = target.parent / f".focusgroup-{secrets.token_hex(8)}.part"
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    handle = os.open(beside, flags, NEW_FILE_MODE)
    try:
        with os.fdopen(handle, "w+b") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            beside.chmod(stat.S_IMODE(target.stat().st_mode))
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _put_in_place(written: Path, target: Path) -> Path:
    try:
        for name in _names(target):
            try:
                written.replace(name)
            except PermissionError:
                # The folder took a new file a moment ago, so it is this name that is held:
                # Windows keeps a file that is open in Word from being replaced.
                continue
            _sync_folder(target.parent)
            return name
    finally:
        written.unlink(missing_ok=True)
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))


def _names(target: Path) -> list[Path]:
    """*target*, unless Word has it open, then free names beside it."""
    numbered = (
        target.with_name(f"{target.stem} ({number}){target.suffix}")
        for number in range(2, _NUMBERED)
    )
    free = [path for path in numbered if not path.exists()]
    return free if _open_in_word(target) else [target, *free]


def _open_in_word(target: Path) -> bool:
    """Whether Word's owner file, ``~$name.docx``, lies beside *target*.

    Word leaves out as many letters of the name as it needs to put ``~$`` in front: two of
    a long name, one or none of a short one. macOS lets an open file be replaced; Word
    would then save over it.
    """
    if target.suffix.lower() not in (".docx", ".dotx"):
        return False
    cut = min(2, max(0, len(target.stem) - 6))
    return target.exists() and (target.parent / f"~${target.name[cut:]}").exists()


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut; Windows can't and need not."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        # Some network file systems refuse to sync a folder; the file itself is synced.
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


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
