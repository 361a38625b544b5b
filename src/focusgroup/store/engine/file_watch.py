"""Notice when another program removes, cuts or overwrites the files of an open database.

A look costs a few system calls and reads 300 bytes. It relies on what SQLite promises about WAL:
the first 16 bytes of a database never change, and only a checkpoint writes to it, which the
index of the log (``-shm``) counts. A database that changes without a checkpoint was changed by
another program.
"""

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from focusgroup.system.fsync import sync_data

ENDS = ("", "-wal", "-shm")
HEAD = 100
"""The length of a database's header in bytes."""
START = 16
"""What is the same as long as a database exists: SQLite's name or, encrypted, the salt."""
INDEX = 136
"""The length of the log's index before its hash tables."""
LOG_HEAD, FRAME_HEAD = 32, 24
"""Bytes before the first page of a log, and before each page."""


class Loss(NamedTuple):
    """What happened to an open database: *short* in a word or two, *why* as a sentence.

    *held*: SQLite still has the whole of it open, under no name. *ruined*: its content is gone,
    and nothing may be written any more.
    """

    short: str
    why: str
    held: bool = False
    ruined: bool = False


class _LogIndex(NamedTuple):
    """The log's index: which log it is, its pages, and how many the last checkpoint wrote.

    *tried* is what that checkpoint set out to write; it is more than *done* while one runs or
    after one was interrupted.
    """

    salt: bytes
    pages: int
    page_size: int
    done: int
    tried: int

    @property
    def steady(self) -> bool:
        return self.tried <= self.done

    @property
    def length(self) -> int:
        """The least length of the log file in bytes."""
        return LOG_HEAD + self.pages * (FRAME_HEAD + self.page_size) if self.pages else 0

    @property
    def checkpoints(self) -> tuple[bytes, int, int]:
        """What every checkpoint that writes to the database changes."""
        return self.salt, self.done, self.tried


class _File(NamedTuple):
    size: int
    head: bytes
    changed_ns: int


def identity(path: Path) -> tuple[int, int] | None:
    """Return which file is at *path*, as device and number; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _begins(file: int, length: int) -> bytes:
    """Return the first *length* bytes of an open file."""
    if sys.platform != "win32":
        return os.pread(file, length, 0)
    raise OSError("Windows lets no other program touch an open file")


class FileWatch:
    """Looks at the files of a database that is open; any thread may call its methods.

    Made after SQLite opened them. `close` it after SQLite closed them: closing any handle of a
    file releases the locks that SQLite has on it (the POSIX lock trap). Raises OSError.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.loss: Loss | None = None
        self.unexplained = False
        self._lock = threading.Lock()
        self._files: list[int] = []
        try:
            for end in ENDS:
                self._files.append(os.open(self._named(end), os.O_RDONLY))
            self._start = self._file().head[:START]
        except OSError:
            self.close()
            raise
        self._opened = [_identity_of(os.fstat(each)) for each in self._files]
        self._last: tuple[_LogIndex, _File] | None = None
        self.look()

    def _named(self, end: str) -> Path:
        return self.path.with_name(self.path.name + end)

    def look(self) -> Loss | None:
        """Return what is wrong now, None if nothing is.

        Sets *unexplained* when another program wrote to the database, or only touched it, in a
        way that its header doesn't show; only reading it all can tell.
        """
        with self._lock:
            if self._files and not (self.loss and self.loss.ruined):
                with suppress(OSError):  # a disk that can't be read now is not another program
                    self.loss = self._removed() or self._ruined()
            return self.loss

    def sync_log(self) -> None:
        """Sync the log to disk, with all that was written to it. Raises OSError."""
        sync_data(self._files[1])

    def explain(self, *, damaged: bool) -> None:
        """Say what reading it all showed."""
        with self._lock, suppress(OSError):
            self.unexplained = False
            if damaged and self._files:
                self.loss = self._overwritten()

    def protect(self) -> None:
        """Keep SQLite from writing its log into a file that somebody put in the database's place.

        It would when the last program closes the database. The log is of no use any more.
        """
        with self._lock, suppress(OSError):
            log = self._named("-wal")
            ours = self._files and identity(log) == self._opened[1]
            if ours and self.loss and self.loss.ruined and any(self._file().head[:START]):
                os.truncate(log, 0)

    def part(self) -> None:
        """Take the log from the place of a database that was copied out.

        SQLite would write it into the file that is there now, or is put there: that is damage.
        """
        with self._lock, suppress(OSError):
            lost = self.loss and self.loss.held and identity(self.path) != self._opened[0]
            for end, opened in zip(ENDS[1:], self._opened[1:], strict=True):
                if self._files and lost and identity(self._named(end)) == opened:
                    self._named(end).unlink()

    def close(self) -> None:
        """Close the files."""
        with self._lock:
            while self._files:
                os.close(self._files.pop())

    def _removed(self) -> Loss | None:
        """Return the loss if a file is no longer under its name: this can be undone."""
        now = [identity(self._named(end)) for end in ENDS]
        if now[0] != self._opened[0]:
            held = os.fstat(self._files[0]).st_nlink == 0
            what, todo = ("deleted", "") if held else ("moved", "; put the file or its folder back")
            if now[0]:
                held, what, todo = True, "replaced", "; another file is in its place"
            why = f"the database {self.path} is no longer there"
            return Loss(what, f"{why}{todo}", held=held)
        if now[1:] != self._opened[1:]:
            why = f"another program removed the log of the database {self.path}"
            return Loss("log removed", why, held=True)
        return None

    def _ruined(self) -> Loss | None:
        """Return the loss if something that is not SQLite wrote to the database or its log."""
        before, file = self._log(), self._file()
        if file.head[:START] != self._start:
            return self._overwritten()
        log = _begins(self._files[1], LOG_HEAD)
        length, after = os.fstat(self._files[1]).st_size, self._log()
        if before is None or after is None or not after.steady:
            return None
        if before.checkpoints != after.checkpoints:
            return None
        if before.pages and (length < before.length or log[16:24] != before.salt):
            return self._overwritten()
        if self._last and self._last[0].checkpoints == after.checkpoints:
            was = self._last[1]
            if (was.size, was.head) != (file.size, file.head):
                return self._overwritten()
            self.unexplained |= was.changed_ns != file.changed_ns
        self._last = after, file
        return None

    def _overwritten(self) -> Loss:
        cut = not os.fstat(self._files[0]).st_size
        why = f"another program {'emptied' if cut else 'overwrote'} the database {self.path}"
        return Loss("emptied" if cut else "overwritten", why, ruined=True)

    def _file(self) -> _File:
        head, found = _begins(self._files[0], HEAD), os.fstat(self._files[0])
        return _File(found.st_size, head, found.st_mtime_ns)

    def _log(self) -> _LogIndex | None:
        """Return the log's index (https://sqlite.org/walformat.html); None while it is renewed."""
        data = _begins(self._files[2], INDEX)
        if len(data) < INDEX or data[:48] != data[48:96]:
            return None

        def number(start: int, length: int = 4) -> int:
            return int.from_bytes(data[start : start + length], sys.byteorder)

        size = number(14, 2)
        page_size = 65_536 if size == 1 else size
        return _LogIndex(data[32:40], number(16), page_size, number(96), number(128))


def _identity_of(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino
