"""The journal beside a database: entries that it can't take yet, one line of JSON each, fsynced.

If the database is encrypted, each line is sealed, and can still be read on its own.

Programs that share a database share its journal: each appends under a lock and removes only
its own entries. `replay_waiting` stores what is left at the next start.
"""

import hashlib
import json
import os
import stat
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from focusgroup.store.encryption import SEAL_MARK, Seal, open_line, seal_line
from focusgroup.store.outbox.entries import OutboxEntry, decode, encode
from focusgroup.system.fsync import overwrite, sync_folder

FLAGS = os.O_CREAT | os.O_RDWR | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
LOCK_S = 0.4
"""How long to wait for a lock (seconds); a signal to end leaves no more time."""


def journals_of(path: Path) -> tuple[Path, Path]:
    """Return the journal *path* beside a database, and its substitute in the temporary folder.

    The substitute's name comes from *path*, so the next start finds it.
    """
    name = hashlib.sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return path, Path(tempfile.gettempdir()) / f"focusgroup-{name}.journal"


class Journal:
    """A database's journal, at *path* beside it; any thread may write it.

    If the database's folder can't be written, the journal goes to the system's folder for
    temporary files. `path` is where it is, None until something is written.
    """

    def __init__(self, path: Path, seal: Seal | None = None) -> None:
        self._candidates = journals_of(path)
        self._seal = seal
        self._used: set[Path] = set()
        self.path: Path | None = None

    def append(self, entries: Sequence[OutboxEntry]) -> bool:
        """Write entries to the disk; return false when no folder can be written."""
        # A line break first: a line that a full disk cut off must not join the next one.
        lines = [seal_line(encode(entry).encode("utf-8"), self._seal) for entry in entries]
        data = b"\n".join([b"", *lines, b""])
        first = [self.path] if self.path else []
        for path in dict.fromkeys([*first, *self._candidates]):
            try:
                self._append(path, data)
            except OSError:
                continue
            self.path = path
            self._used.add(path)
            return True
        return False

    def _append(self, path: Path, data: bytes) -> None:
        with locked(path, create=True) as descriptor:
            before = os.fstat(descriptor).st_size
            if os.write(descriptor, data) < len(data):
                os.ftruncate(descriptor, before)
                raise OSError("the disk is full")
            os.fsync(descriptor)
            if path not in self._used:
                sync_folder(path.parent)  # or a power cut may lose the new file's name

    def drop(self, ids: Collection[str]) -> None:
        """Remove entries that are in the database now, and the journal if nothing is left."""
        for path in tuple(self._used):
            with suppress(OSError), locked(path) as descriptor:
                _drop(path, descriptor, ids, self._seal)
        self._used.clear()
        self.path = None


def _drop(path: Path, descriptor: int, ids: Collection[str], seal: Seal | None) -> None:
    lines = _lines(descriptor)
    others = [line for line in lines if _id(line, seal) not in ids]
    if not others:
        path.unlink()
        return
    if len(others) == len(lines):
        return
    _replace(path, others)


def _replace(path: Path, lines: Sequence[bytes]) -> None:
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    fresh = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        data = b"\n".join([*lines, b""])
        if os.write(fresh, data) < len(data):
            raise OSError("the disk is full")
        os.fsync(fresh)
    finally:
        os.close(fresh)
    part.replace(path)
    sync_folder(path.parent)


def _id(line: bytes, seal: Seal | None) -> str:
    try:
        return str(json.loads(open_line(line, seal))["id"])
    except (ValueError, KeyError, TypeError):
        return ""


def reseal(path: Path, known: Sequence[Seal], seal: Seal | None) -> bool:
    """Rewrite a journal with *seal*, or unsealed without one; return whether that changed it.

    Lines that none of the *known* seals opens stay as they are. Torn lines are sealed too. The
    old contents are overwritten on the disk. Raises OSError.
    """
    with locked(path) as descriptor:
        lines = _lines(descriptor)
        new = [_resealed(line, known, seal) for line in lines]
        if new == lines:
            return False
        with path.open("r+b") as old:  # the locked one can only append
            _replace(path, new)
            overwrite(old.fileno())
    return True


def _resealed(line: bytes, known: Sequence[Seal], seal: Seal | None) -> bytes:
    if line.startswith(SEAL_MARK) and seal is not None and _opened_by(line, [seal]) is not None:
        return line
    said = _opened_by(line, known)
    return line if said is None else seal_line(said, seal)


def _opened_by(line: bytes, seals: Sequence[Seal]) -> bytes | None:
    if not line.startswith(SEAL_MARK):
        return line
    for seal in seals:
        with suppress(ValueError):
            return seal.open(line)
    return None


# -- the file --------------------------------------------------------------------------------


@contextmanager
def locked(path: Path, *, create: bool = False) -> Iterator[int]:
    """Open and lock the journal at *path*, and yield its descriptor.

    Raises OSError, also when the file belongs to another user, or another program holds the lock
    for longer than LOCK_S.
    """
    end = time.monotonic() + LOCK_S
    while True:
        descriptor = os.open(path, FLAGS if create else FLAGS & ~os.O_CREAT, 0o600)
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):  # a write to a pipe that nobody reads never ends
                raise OSError(f"{path} is not a file")
            if hasattr(os, "getuid") and found.st_uid != os.getuid():
                raise PermissionError(f"{path} belongs to another user")
            _lock(descriptor, end)
            if _still(path, found):
                yield descriptor
                return
        finally:
            os.close(descriptor)


def _lock(descriptor: int, end: float) -> None:
    if sys.platform != "win32":  # it can't remove an open file, so none can disappear
        import fcntl

        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.01)
            else:
                return


def _still(path: Path, found: os.stat_result) -> bool:
    """Return whether the opened file is still at *path*: another program may remove it."""
    try:
        now = path.stat()
    except OSError:
        return False
    return (now.st_dev, now.st_ino) == (found.st_dev, found.st_ino)


def _lines(descriptor: int) -> list[bytes]:
    """Return the lines of a journal that was just opened."""
    data, part = b"", b"-"
    while part:
        part = os.read(descriptor, 1 << 20)
        data += part
    return [line for line in data.split(b"\n") if line]


# -- its lines -------------------------------------------------------------------------------


def read_journal(path: Path, seal: Seal | None = None) -> tuple[list[OutboxEntry], int]:
    """Return a journal's entries, and how many lines could not be read (as a torn end)."""
    return read_lines(path.read_bytes().split(b"\n"), seal)


def read_open_journal(descriptor: int, seal: Seal | None = None) -> tuple[list[OutboxEntry], int]:
    """Do the same as `read_journal` for a journal that is open."""
    return read_lines(_lines(descriptor), seal)


def read_lines(lines: Sequence[bytes], seal: Seal | None = None) -> tuple[list[OutboxEntry], int]:
    """Return the entries in *lines*, and how many lines could not be read."""
    entries: list[OutboxEntry] = []
    torn = 0
    for line in lines:
        if not line:
            continue
        try:
            entries.append(decode(open_line(line, seal)))
        except (ValueError, KeyError, TypeError):
            torn += 1
    return entries, torn
