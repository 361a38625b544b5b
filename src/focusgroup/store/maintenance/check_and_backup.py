"""Check a database, back it up (by hand and daily), and restore it.

Works on paths with its own connections, so it may run in a thread beside a session.
``recovery`` reads what is damaged.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext, suppress
from datetime import date
from functools import partial
from glob import escape
from pathlib import Path

from focusgroup.core.errors import NotFound, StoreError
from focusgroup.store.encryption import Locked, assign_key, forget_key, is_encrypted, key_of
from focusgroup.store.engine.location import (
    RESCUE,
    BackupBound,
    backups_of,
    configured_backups,
    unused,
)
from focusgroup.store.engine.migrate import APPLICATION_ID, shipped_steps
from focusgroup.store.engine.open import said_to_be_gone, with_copies
from focusgroup.store.engine.sqlite import UNREADABLE, bare, connect, explain
from focusgroup.store.engine.verified_copy import (
    copy_verified,
    is_of_index,
    remove_left,
    remove_parts,
)
from focusgroup.store.erasure import marker_of
from focusgroup.store.maintenance.convert import readable_beside
from focusgroup.store.maintenance.counts import LONG, SHORT, Look, check_counts
from focusgroup.store.maintenance.faults import CountFault, CountProblem
from focusgroup.store.maintenance.file_copy import copy_frozen, frozen
from focusgroup.store.outbox import REST, UNREAD
from focusgroup.system.fsync import sync_folder
from focusgroup.system.invocation import quoted
from focusgroup.system.signals import cleaning_up
from focusgroup.system.special_files import refuse_special, special_file

PROBLEMS_SHOWN = 20
COUNTING_CACHE_KIB = 8_000
"""Tags are read theme by theme at once, a page of each: with 2,000 three times as often."""


def check(path: Path) -> tuple[str, ...]:
    """Return the problems of the database at *path* as sentences; empty when there are none.

    Nothing is changed. Raises NotFound when there is no file and StoreError for a file that
    is not ours.
    """
    try:
        with closing(reading(path)) as connection, closing(reading(path)) as second:
            known(connection, path)
            second.execute(f"PRAGMA cache_size = -{COUNTING_CACHE_KIB}")
            # SQLite lets other threads run while it checks: most is counted meanwhile.
            with ThreadPoolExecutor(1) as pool:
                counting = pool.submit(_counted, second, LONG)
                if not (found := damage(connection, path)):
                    found = _said_of(partial(_counted, connection, SHORT), counting.result)
    except UNREADABLE as error:
        found = [explain(path, error)]
    except StoreError as error:
        raise with_copies(error, path) from error
    found += [
        f"{each} can be read without the passphrase; `focusgroup db encrypt` encrypts it"
        for each in readable_beside(path)
    ]
    found += [waiting_in(each) for each in journals_beside(path)]
    if marker_of(path).exists():
        found.append("an erasure was interrupted; `focusgroup erase` with the name finishes it")
    return tuple(found)


def journals_beside(path: Path) -> tuple[Path, ...]:
    """Return the journals of the database that hold entries not yet stored."""
    found = path.parent.glob(f"{escape(path.name)}.journal*")
    return tuple(sorted(each for each in found if each.suffix not in (REST, ".part")))


def waiting_in(journal: Path) -> str:
    if not journal.is_file():
        kind = special_file(journal) or "not a file"
        return (
            f"{journal} is {kind}, so entries that have to wait can't be kept there; move it away"
        )
    if journal.suffix == UNREAD:
        return (
            f"entries in {journal} could not be saved at a start: their session is gone, or a line"
            f" is damaged; `focusgroup db recover --journal {quoted(journal)}` saves what it can"
            " read"
        )
    if journal.suffix == RESCUE:
        return (
            f"all that a session held when its database was lost is in {journal};"
            f" `focusgroup db recover --journal {quoted(journal)}` saves it"
        )
    return f"entries wait in {journal} and are saved at the next start"


def reading(path: Path) -> sqlite3.Connection:
    refuse_special(path)
    if path.is_dir():
        raise NotFound(f"{path} is a folder; name a database file, such as {path / 'groups.db'}")
    if not path.is_file():
        if gone := said_to_be_gone(path):
            raise StoreError(gone)
        raise NotFound(f"there is no database at {path}; choose the right file with --db")
    try:
        return connect(path, reading=True)
    except UNREADABLE as error:
        raise StoreError(explain(path, error)) from error


def known(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StoreError for another program's file and for a newer version's."""
    newest = shipped_steps()[-1].version
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StoreError(f"{path} is not a Focusgroup database; choose another file")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > newest:
        raise StoreError(
            f"{path} was written by a newer Focusgroup (schema {version}, this one knows"
            f" {newest}); upgrade the program"
        )


def _said_of(*counted: Callable[[], tuple[CountProblem, ...]]) -> list[str]:
    try:
        problems = [problem for each in counted for problem in each()]
    except StoreError as error:
        return [str(error)]
    order = {fault: place for place, fault in enumerate(CountFault)}
    return [each.found for each in sorted(problems, key=lambda each: order[each.fault])]


def _counted(connection: sqlite3.Connection, looks: Iterable[Look]) -> tuple[CountProblem, ...]:
    """Check one state of the database, while others may write to it."""
    connection.execute("BEGIN")
    try:
        return check_counts(connection, looks)
    finally:
        connection.execute("ROLLBACK")


def damage(connection: sqlite3.Connection, path: Path) -> list[str]:
    """Return what can't be read, in sentences; only recovery can help."""
    return _undecipherable(connection, path) or _malformed(connection)


def _undecipherable(connection: sqlite3.Connection, path: Path) -> list[str]:
    """Return the pages of an encrypted database that fail its integrity check."""
    if not is_encrypted(path):
        return []
    rows = connection.execute("PRAGMA cipher_integrity_check").fetchmany(PROBLEMS_SHOWN)
    return [f"damaged: {row[0]}" for row in rows]


def _malformed(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(f"PRAGMA integrity_check({PROBLEMS_SHOWN})").fetchall()
    said = [row[0] for row in rows if row[0] != "ok" and not is_of_index(row[0])]
    found = [f"damaged: {each}" for each in said]
    for row in connection.execute("PRAGMA foreign_key_check").fetchmany(PROBLEMS_SHOWN):
        found.append(f"damaged: a row of {row[0]} refers to a row of {row[2]} that does not exist")
    return found


# -- copies ----------------------------------------------------------------------------------


def back_up(
    path: Path, target: Path, stopped: Callable[[], bool] | None = None, *, alone: bool = False
) -> Path:
    """Write a verified copy of the database to *target*, readable by its owner only.

    It is complete or not there at all, and safe while a session runs. A program that has the
    database open in no other way is *alone*, and as quick as a copy of the file. Raises StoreError
    when the copy can't be made or fails its check, and when *target* already exists; Stopped when
    it was *stopped*. A signal that ends a program that is *alone* leaves nothing of it.
    """
    if os.path.lexists(target):
        raise StoreError(f"{target} already exists; choose another name, nothing was written")
    if alone and path.is_file():
        remove_parts(target.parent, path)
        stopped = stopped or (lambda: False)  # bit by bit, so that a signal is heard meanwhile
    file: int | None = None
    try:
        with (
            cleaning_up() if alone else nullcontext(),
            closing(reading(path)) as source,
            closing(reading(path)) as second,
        ):
            _known_or_explained(source, path)
            # Elsewhere, to close the file would take this program's locks from it. See
            # https://sqlite.org/howtocorrupt.html, 2.2.
            if alone and os.name != "nt" and frozen(source, second):
                file = os.open(path, os.O_RDONLY)
                copy_frozen(path, target, second, file)
            else:
                copy_verified(source, path, target, stopped, check="quick_check")
    except UNREADABLE as error:
        raise StoreError(explain(path, error)) from error
    finally:
        if file is not None:
            os.close(file)
    return target


def _known_or_explained(connection: sqlite3.Connection, path: Path) -> None:
    try:
        known(connection, path)
    except UNREADABLE as error:
        raise StoreError(explain(path, error)) from error


def restore(path: Path, source: Path) -> Path | None:
    """Replace the database with the copy *source*; return the old one's new path, if any.

    The copy is verified first. Raises StoreError when it fails its check, and when a program
    has the database open.
    """
    with closing(reading(source)) as connection:
        _known_or_explained(connection, source)
        fresh = path.with_name(f".{path.name}.restored")
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        copy_verified(connection, source, fresh)
    with closing(bare(fresh)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    try:
        aside = set_aside(path)
        fresh.replace(path)
        assign_key(path, key_of(source))
        sync_folder(path.parent)
    finally:
        forget_key(fresh)
        fresh.unlink(missing_ok=True)
    return aside


def set_aside(path: Path) -> Path | None:
    """Rename the database, with its log, within its folder; return the new path.

    The log of a database that was deleted is set aside as well: it must not be taken for the
    next one's. Raises StoreError when a program has the database open.
    """
    there = path.exists()
    if there:
        _refuse_open(path)
    stamp = time.strftime("%Y%m%d-%H%M%S")
    aside = unused(path.with_name(f"{path.name}.{stamp}.aside"))
    for end in ("", "-wal", "-shm"):
        present = path.with_name(path.name + end)
        if present.exists():
            present.replace(aside.with_name(aside.name + end))
    forget_key(path)
    return aside if there else None


def _refuse_open(path: Path) -> None:
    """Raise StoreError when a program has the database open."""
    try:
        with closing(bare(path, 1)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")  # refused while others are there
            connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            raise StoreError(
                f"a program has {path} open; close it first, nothing was changed"
            ) from error
    except (sqlite3.DatabaseError, Locked):
        # Too damaged to ask (which is why it is set aside), or its key is unknown. A program that
        # still has it open notices at its next write that it is gone.
        pass


# -- daily -----------------------------------------------------------------------------------


def _empty(path: Path) -> bool:
    try:
        with closing(reading(path)) as connection:
            return not connection.execute("SELECT 1 FROM session LIMIT 1").fetchall()
    except UNREADABLE as error:
        raise StoreError(explain(path, error)) from error


def daily_backup(path: Path, today: date, stopped: Callable[[], bool] | None = None) -> Path | None:
    """Make today's verified backup if anything was written since the last, and remove old ones.

    Return None when there was one already, nothing new, or no session to keep. The folder has mode
    0700, the files 0600. Raises StoreError, and Stopped when it was *stopped*.
    """
    folder, bound = backups_of(path), configured_backups()
    target = folder / f"{path.stem}-{today:%Y%m%d}.db"
    remove_left(folder, f".{escape(path.stem)}-*.part*")
    remove_left(path.parent, f".{escape(path.name)}.repair-*.part*")
    if target.exists() or _empty(path) or not _is_newer(path, _dated(folder, path)):
        return None
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder} can't be made: {error.strerror}") from error
    back_up(path, target, stopped)
    for old in too_many(_dated(folder, path), bound):
        with suppress(OSError):
            old.unlink()
    return target


def _dated(folder: Path, path: Path) -> list[Path]:
    """Return the daily backups, oldest first."""
    return sorted(folder.glob(f"{escape(path.stem)}-{'[0-9]' * 8}.db"))


def _is_newer(path: Path, backups: Sequence[Path]) -> bool:
    """Return whether the database or its log was written after the last backup."""
    if not backups:
        return True
    made = backups[-1].stat().st_mtime_ns
    files = (path, path.with_name(f"{path.name}-wal"))
    return any(each.stat().st_mtime_ns > made for each in files if each.exists() and _size(each))


def _size(path: Path) -> int:
    return path.stat().st_size


def too_many(backups: Sequence[Path], bound: BackupBound) -> list[Path]:
    """Return the backups beyond the bound, of those given with the oldest first."""
    kept = 0
    taken = 0
    for each in reversed(backups):
        taken += _size(each)
        enough = kept >= bound.least and bound.size is not None and taken > bound.size
        if kept >= bound.most or enough:
            break
        kept += 1
    return list(backups[: len(backups) - kept])
