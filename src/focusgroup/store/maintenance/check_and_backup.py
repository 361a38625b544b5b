"""Check a database, back it up (by hand and daily), and restore it.

Works on paths with its own connections, so it may run in a thread beside a session.
``recovery`` reads what is damaged.
"""

import sqlite3
import time
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from focusgroup.core.errors import NotFound, StoreError
from focusgroup.store.encryption import Locked, assign_key, forget_key, is_encrypted, key_of
from focusgroup.store.engine.location import backups_of
from focusgroup.store.engine.migrate import APPLICATION_ID, shipped_steps
from focusgroup.store.engine.sqlite import UNREADABLE, bare, connect, explain
from focusgroup.store.engine.verified_copy import copy_verified
from focusgroup.store.erasure import marker_of
from focusgroup.store.maintenance.convert import readable_beside
from focusgroup.store.themes import COUNTED, COUNTERS
from focusgroup.system.fsync import sync_folder

BACKUPS_KEPT = 7
DAY_S = 86_400
PROBLEMS_SHOWN = 20

LOST_THEMES = """
    SELECT count(*) FROM quote_theme t
    LEFT JOIN quote q ON q.id = t.quote_id AND q.deleted = 0 WHERE q.id IS NULL
"""
MISCOUNTED = """
    SELECT count(*) FROM session s WHERE s.quotes <>
        (SELECT count(*) FROM quote q WHERE q.session_id = s.id AND q.deleted = 0)
"""
UNINDEXED = """
    SELECT count(*) FROM quote q WHERE q.deleted = 0
        AND NOT EXISTS (SELECT 1 FROM quote_fts f WHERE f.rowid = q.n)
"""
OURS = (
    (LOST_THEMES, "themes of quotes that are not there"),
    (MISCOUNTED, "sessions whose number of quotes is wrong"),
    (UNINDEXED, "quotes that a search can't find"),
)
"""Queries that must count 0 in a sound database, and what they count."""


def check(path: Path) -> tuple[str, ...]:
    """Return the problems of the database at *path* as sentences; empty when there are none.

    Nothing is changed. Raises NotFound when there is no file and StoreError for a file that
    is not ours.
    """
    try:
        with closing(_reading(path)) as connection:
            _known(connection, path)
            found = _undecipherable(connection, path) or _damage(connection)
            if not found:
                found = _inconsistencies(connection)
    except UNREADABLE as error:
        found = [explain(path, error)]
    found += [
        f"{each} can be read without the passphrase; `focusgroup db encrypt` encrypts it"
        for each in readable_beside(path)
    ]
    waiting = [*path.parent.glob(f"{path.name}.journal*")]
    found += [f"entries wait in {each} and are saved at the next start" for each in waiting]
    if marker_of(path).exists():
        found.append("an erasure was interrupted; `focusgroup erase` with the name finishes it")
    return tuple(found)


def _reading(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise NotFound(f"there is no database at {path}; choose the right file with --db")
    try:
        return connect(path, reading=True)
    except UNREADABLE as error:
        raise StoreError(explain(path, error)) from error


def _known(connection: sqlite3.Connection, path: Path) -> None:
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


def _undecipherable(connection: sqlite3.Connection, path: Path) -> list[str]:
    """Return the pages of an encrypted database that fail its integrity check."""
    if not is_encrypted(path):
        return []
    rows = connection.execute("PRAGMA cipher_integrity_check").fetchmany(PROBLEMS_SHOWN)
    return [f"damaged: {row[0]}" for row in rows]


def _damage(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(f"PRAGMA integrity_check({PROBLEMS_SHOWN})").fetchall()
    found = [f"damaged: {row[0]}" for row in rows if row[0] != "ok"]
    for row in connection.execute("PRAGMA foreign_key_check").fetchmany(PROBLEMS_SHOWN):
        found.append(f"damaged: a row of {row[0]} refers to a row of {row[2]} that does not exist")
    return found


def _inconsistencies(connection: sqlite3.Connection) -> list[str]:
    found = []
    for sql, what in OURS:
        if many := connection.execute(sql).fetchone()[0]:
            found.append(f"{many} {what}")
    kept = {tuple(row) for row in connection.execute(COUNTERS) if row[2]}
    counted = {tuple(row) for row in connection.execute(COUNTED)}
    if wrong := {row[:2] for row in kept ^ counted}:
        found.append(f"{len(wrong)} counters of themes that are wrong")
    return found


# -- copies ----------------------------------------------------------------------------------


def back_up(path: Path, target: Path) -> Path:
    """Write a verified copy of the database to *target*, readable by its owner only.

    It is complete or not there at all, and safe while a session runs. Raises StoreError when
    the copy can't be made or fails its check, and when *target* already exists.
    """
    if target.exists():
        raise StoreError(f"{target} already exists; choose another name, nothing was written")
    with closing(_reading(path)) as source:
        _known_or_explained(source, path)
        copy_verified(source, path, target)
    return target


def _known_or_explained(connection: sqlite3.Connection, path: Path) -> None:
    try:
        _known(connection, path)
    except UNREADABLE as error:
        raise StoreError(explain(path, error)) from error


def restore(path: Path, source: Path) -> Path | None:
    """Replace the database with the copy *source*; return the old one's new path, if any.

    The copy is verified first. Raises StoreError when it fails its check, and when a program
    has the database open.
    """
    with closing(_reading(source)) as connection:
        _known_or_explained(connection, source)
        fresh = path.with_name(f".{path.name}.restored")
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        copy_verified(connection, source, fresh)
    with closing(bare(fresh)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    try:
        aside = set_aside(path) if path.exists() else None
        fresh.replace(path)
        assign_key(path, key_of(source))
        sync_folder(path.parent)
    finally:
        forget_key(fresh)
        fresh.unlink(missing_ok=True)
    return aside


def set_aside(path: Path) -> Path:
    """Rename the database, with its log, within its folder; return the new path.

    Raises StoreError when a program has it open.
    """
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
    stamp = time.strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.name}.{stamp}.aside")
    for end in ("", "-wal", "-shm"):
        present = path.with_name(path.name + end)
        if present.exists():
            present.replace(aside.with_name(aside.name + end))
    forget_key(path)
    return aside


# -- daily -----------------------------------------------------------------------------------


def _empty(path: Path) -> bool:
    try:
        with closing(_reading(path)) as connection:
            return not connection.execute("SELECT 1 FROM session LIMIT 1").fetchall()
    except UNREADABLE as error:
        raise StoreError(explain(path, error)) from error


def daily_backup(path: Path, today: date) -> Path | None:
    """Make today's verified backup if there is none yet, and remove the oldest ones.

    Return None when there was one already, or no session to keep. The folder has mode 0700,
    the files 0600. Raises StoreError.
    """
    folder = backups_of(path)
    target = folder / f"{path.stem}-{today:%Y%m%d}.db"
    if target.exists() or _empty(path):
        return None
    for left in folder.glob(f".{path.stem}-*.part*"):  # left by a program that was killed
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > DAY_S:
                left.unlink()
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder} can't be made: {error.strerror}") from error
    back_up(path, target)
    dated = sorted(folder.glob(f"{path.stem}-{'[0-9]' * 8}.db"))
    for old in dated[:-BACKUPS_KEPT]:
        with suppress(OSError):
            old.unlink()
    return target
