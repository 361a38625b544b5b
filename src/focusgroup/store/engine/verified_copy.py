"""Make a verified copy of a database: complete and on disk under its name, or not there."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from glob import escape
from pathlib import Path

from focusgroup.core.errors import StoreError
from focusgroup.store.encryption import MAGIC, assign_key, forget_key, key_of
from focusgroup.store.engine.sqlite import UNREADABLE, bare, explain
from focusgroup.system.fsync import sync_folder
from focusgroup.system.running import is_running

DAY_S = 86_400
PAGES_A_STEP = 2_000
"""Pages copied between two looks at whether the copy is still wanted: 20 ms."""


class Stopped(StoreError):
    """A copy was not wanted any more; nothing is left of it."""


def copy_verified(
    source: sqlite3.Connection,
    path: Path,
    target: Path,
    stopped: Callable[[], bool] | None = None,
    told: Callable[[str], None] | None = None,
    *,
    check: str = "integrity_check",
) -> None:
    """Copy what *source*, a connection to *path*, sees to *target*: mode 0600, checked, synced.

    It gets its name only at the end; *told* hears how far it is, and is for a source that nobody
    writes to meanwhile. *check* may be ``quick_check``, a sixth of the work: it reads every page,
    but does not compare indexes with their rows, and these can be made again. Raises StoreError
    when it can't be made or fails the check, and Stopped soon after *stopped* returns true.
    """
    with part_of(path, target) as part:
        with closing(bare(part)) as copy:
            _copy(source, copy, stopped, told)
            try:
                refuse_damaged(copy, path, check)
            except sqlite3.OperationalError:
                _look(stopped)
                raise
        sync_file(part)


def refuse_damaged(connection: sqlite3.Connection, path: Path, check: str) -> None:
    """Raise StoreError if the database of *connection*, or what was copied to it, is damaged."""
    lines = [row[0] for row in connection.execute(f"PRAGMA {check}")]
    if said := next((line for line in lines if line != "ok" and not is_of_index(line)), None):
        raise StoreError(
            f"{path} is damaged ({said.splitlines()[-1]}); `focusgroup db recover` reads what can"
            " be read"
        )


@contextmanager
def part_of(path: Path, target: Path) -> Iterator[Path]:
    """Yield an empty private file that gets the name *target* at the end, and *path*'s key.

    If that fails it is removed. Raises StoreError for what can't be read or written.
    """
    remove_left(target.parent, f".{escape(target.name)}.*.part*")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    assign_key(part, key_of(path))
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        yield part
        part.replace(target)
        assign_key(target, key_of(path))
        sync_folder(target.parent)
    except UNREADABLE as error:
        raise StoreError(f"no copy was made: {explain(path, error)}") from error
    except OSError as error:
        raise StoreError(f"{target} can't be written: {error.strerror}") from error
    finally:
        forget_key(part)
        for left in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm"))):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def remove_left(folder: Path, pattern: str) -> None:
    """Remove what is left of copies whose program was killed; its number is in the name."""
    for left in folder.glob(pattern):
        with suppress(OSError):
            owner = left.name.rpartition(".part")[0].rpartition(".")[2]
            old = time.time() - left.stat().st_mtime > DAY_S
            if old or (owner.isdigit() and not is_running(int(owner))):
                left.unlink()


def remove_parts(folder: Path, path: Path) -> None:
    """Remove what killed copies of databases of ours left in a folder, whatever their names.

    One of an encrypted database can be known as a copy of the file *path* only.
    """
    with suppress(OSError):
        own = _begin_of(path)[:SALT]
        for part in filter(Path.is_file, folder.glob(".*.part")):
            begin = _begin_of(part)
            if begin[ID] == b"FGRP" or (begin and begin[:SALT] == own != MAGIC):
                remove_left(folder, f"{escape(part.name)}*")


SALT, ID = 16, slice(68, 72)
"""In the header of a database: what is the salt of its key if it is encrypted, and whose it is."""


def _begin_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(ID.stop)


def _copy(
    source: sqlite3.Connection,
    copy: sqlite3.Connection,
    stopped: Callable[[], bool] | None,
    told: Callable[[str], None] | None,
) -> None:
    """Copy all pages, and let *stopped* or *told* be asked while the copy is checked."""
    if told is not None:
        source.backup(copy, pages=PAGES_A_STEP, progress=partial(_tell_pages, told))
        copy.set_progress_handler(partial(_still, told, "checking the copy"), OPS_A_LOOK)
    elif stopped is None:
        source.backup(copy)
    else:
        # On one state: step by step, another's write would begin the copy again.
        source.execute("BEGIN")
        source.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        source.backup(copy, pages=PAGES_A_STEP, progress=partial(_look, stopped))
        source.execute("COMMIT")
        copy.set_progress_handler(lambda: int(stopped()), OPS_A_LOOK)


def _look(stopped: Callable[[], bool] | None, *_: object) -> None:
    if stopped is not None and stopped():
        raise Stopped("no copy was made: it was stopped")


OPS_A_LOOK = 1_000_000
"""Steps of SQLite between two looks: a tenth of a second."""


def _tell_pages(told: Callable[[str], None], _: int, remaining: int, total: int) -> None:
    told(f"copying it first, {(total - remaining) * 100 // max(total, 1)} %")


def _still(told: Callable[[str], None], what: str) -> int:
    told(what)
    return 0


def is_of_index(line: str) -> bool:
    """Return whether an integrity check's line is about the search index, which can be rebuilt."""
    return "fts5" in line.casefold()


def sync_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
