"""A file that is being filled beside the one it will replace.

A program that is killed can't tidy up behind itself: what it left lies there unlocked, and
the next export into that folder takes it away.
"""

import contextlib
import os
import secrets
import stat
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

NEW_FILE_MODE = 0o600
"""Documents hold customers' names: only their owner reads them until they are sent."""

_PREFIX, _SUFFIX = ".focusgroup-", ".part"
_FORGOTTEN_S = 3_600
"""So old is what nobody fills any more, where there are no locks to ask (Windows)."""


class Staged:
    """Room for what will stand at *target*; gone at the end of the ``with`` unless placed.

    Locked as long as it is filled. Raises OSError for whatever the system refuses.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self._placed = False

    def __enter__(self) -> Self:
        """Open it, and take away what killed programs left in the folder."""
        tidy(self._target.parent)
        self._path, self.file = _created(self._target.parent)
        return self

    def finish(self) -> None:
        """What was written is on disk from here on, with the mode of the file it replaces."""
        self.file.flush()
        os.fsync(self.file.fileno())
        if sys.platform == "win32":
            self.file.close()  # an open file can't be renamed there
        with contextlib.suppress(FileNotFoundError):
            self._path.chmod(stat.S_IMODE(self._target.stat().st_mode))

    def place(self, name: Path) -> None:
        """Put it in place as *name*, once."""
        self._path.replace(name)
        self._placed = True
        _sync_folder(name.parent)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it; take it away unless it was placed."""
        try:
            # A full disk may speak up only now, for bytes that nobody needs any more.
            with contextlib.suppress(OSError):
                self.file.close()
        finally:
            if not self._placed:
                self._path.unlink(missing_ok=True)


def tidy(folder: Path) -> None:
    """Take away what killed programs left in *folder*."""
    with contextlib.suppress(OSError):
        left = [
            Path(entry.path)
            for entry in os.scandir(folder)
            if entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX)
        ]
        for path in left:
            with contextlib.suppress(OSError):
                _take_away(path)


def _created(folder: Path) -> tuple[Path, BinaryIO]:
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    while True:
        path = folder / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
        file = os.fdopen(os.open(path, flags, NEW_FILE_MODE), "w+b")
        # Somebody else's tidying may have come in between its making and its lock.
        if _locked(file) and not os.fstat(file.fileno()).st_nlink:
            file.close()
            continue
        return path, file


if sys.platform == "win32":

    def _locked(file: BinaryIO) -> bool:
        """Windows keeps an open file from being taken away: no lock is needed."""
        return False

    def _take_away(path: Path) -> None:
        if time.time() - path.stat().st_mtime > _FORGOTTEN_S:
            path.unlink()

else:
    import fcntl

    def _locked(file: BinaryIO) -> bool:
        """Whether it is locked now; some network file systems have no locks."""
        with contextlib.suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)
            return True
        return False

    def _take_away(path: Path) -> None:
        """Remove *path* unless somebody fills it."""
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut; Windows can't and need not."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        # Some network file systems refuse to sync a folder; the file itself is synced.
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
