"""A temporary file beside a document, renamed over it once it is complete.

A killed program can't remove its temporary file. The file is left unlocked, so the next
export into that folder removes it.
"""

import contextlib
import hashlib
import os
import secrets
import stat
import sys
import time
from io import BufferedRandom
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

NEW_FILE_MODE = 0o600
"""The mode of a new document: it holds customers' names, so only its owner can read it."""

_PREFIX, _SUFFIX = ".focusgroup-", ".part"
_FORGOTTEN_S = 3_600
"""Seconds after which a temporary file counts as abandoned on Windows, which has no such locks."""


class Staged:
    """A temporary file in *folder*, removed at the end of the ``with`` unless placed.

    It is locked while it is being written. Raises OSError when the system refuses a step.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._placed = False

    def __enter__(self) -> Self:
        """Create and lock it, and remove what killed programs left in the folder."""
        tidy(self._folder)
        self._path, self.file = _created(self._folder)
        return self

    def finish(self) -> str:
        """Sync it to disk; return the SHA-256 of it."""
        self.file.flush()
        self.file.seek(0)
        digest = hashlib.file_digest(self.file, "sha256").hexdigest()
        os.fsync(self.file.fileno())
        if sys.platform == "win32":
            self.file.close()  # Windows can't rename an open file
        return digest

    def place(self, name: Path, *, over: bool) -> None:
        """Rename it to *name*, *over* a file there, whose mode it takes; call this once.

        Raises FileExistsError if there was none and another program made one meanwhile.
        """
        if over:
            with contextlib.suppress(FileNotFoundError):
                self._path.chmod(stat.S_IMODE(name.lstat().st_mode))
        if over or not _linked(self._path, name):
            self._path.replace(name)
            self._placed = True
        _sync_folder(name.parent)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it; remove it unless it was placed."""
        try:
            # A full disk may be reported only now, for bytes that are no longer needed.
            with contextlib.suppress(OSError):
                self.file.close()
        finally:
            if not self._placed:
                self._path.unlink(missing_ok=True)


def _linked(path: Path, name: Path) -> bool:
    """Give *path* the new *name* as well, if the file system has links; return whether."""
    try:
        os.link(path, name)
    except FileExistsError:
        raise
    except OSError:
        return False
    return True


def tidy(folder: Path) -> None:
    """Remove the temporary files that killed programs left in *folder*."""
    with contextlib.suppress(OSError):
        left = [
            Path(entry.path)
            for entry in os.scandir(folder)
            if entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX)
        ]
        for path in left:
            with contextlib.suppress(OSError):
                _take_away(path)


def _created(folder: Path) -> tuple[Path, BufferedRandom]:
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    while True:
        path = folder / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
        file = os.fdopen(os.open(path, flags, NEW_FILE_MODE), "w+b")
        # Another export may have removed it before it was locked.
        if _locked(file) and not os.fstat(file.fileno()).st_nlink:
            file.close()
            continue
        return path, file


if sys.platform == "win32":

    def _locked(file: BinaryIO) -> bool:
        """Return True: Windows doesn't delete an open file, so no lock is needed."""
        return False

    def _take_away(path: Path) -> None:
        if time.time() - path.stat().st_mtime > _FORGOTTEN_S:
            path.unlink()

else:
    import fcntl

    def _locked(file: BinaryIO) -> bool:
        """Lock it and return whether that worked; some network file systems have no locks."""
        with contextlib.suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)
            return True
        return False

    def _take_away(path: Path) -> None:
        """Remove *path* unless another program is writing it."""
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()


def _sync_folder(folder: Path) -> None:
    """Sync the folder so the new name survives a power cut; Windows can't and need not."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            # Some network file systems refuse to sync a folder; the file itself is synced.
            with contextlib.suppress(OSError):
                os.fsync(handle)
        finally:
            os.close(handle)
