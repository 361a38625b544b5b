"""Encrypt a database, decrypt it or change its key, along with the files beside it.

A database is never changed in place: a verified copy under the other key replaces it in one
step, so after any interruption either the old or the new one is there. The backups and journals
follow; running it again completes what was interrupted.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from focusgroup.core.errors import StoreError
from focusgroup.store.encryption import (
    MAGIC,
    SEAL_MARK,
    Key,
    Seal,
    assign_key,
    first_page,
    forget_key,
    is_encrypted,
    key_of,
    known_keys,
)
from focusgroup.store.engine.migrate import APPLICATION_ID
from focusgroup.store.engine.sqlite import UNREADABLE, bare, explain
from focusgroup.store.erasure import files_with_words, remove_file
from focusgroup.store.outbox import reseal
from focusgroup.system.fsync import sync_folder

PATIENCE_S = 0.5
"""How long to wait for a program that is just ending, in seconds."""
TABLES = """
    SELECT name FROM main.sqlite_master
    WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name
"""
SCHEMA = "SELECT type, name, sql FROM {}.sqlite_master ORDER BY type, name"


class RewrittenFiles(NamedTuple):
    """The result for the files beside a database; *left* are those that could not be changed."""

    rewritten: tuple[Path, ...]
    left: tuple[tuple[Path, str], ...]
    journals: tuple[Path, ...]


def rewrite_database(path: Path, key: Key | None) -> None:
    """Replace the database at *path* with a copy under *key*, or a plain copy without one.

    The old file is overwritten with zeros where the file system has hard links. Raises
    StoreError when a program has it open or the copy is wrong; nothing is changed then.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    old = path.with_name(f".{path.name}.{os.getpid()}.old.part")
    try:
        with _alone(path) as source:
            _copy(source, path, part, key)
            if os.name != "nt":
                # Still locked, so nobody can write to the file that is about to be replaced.
                _take_the_place(path, part, old)
        if os.name == "nt":  # Windows can't replace an open file
            _take_the_place(path, part, old)
        assign_key(path, key)
        with suppress(OSError):  # it is then reported among the files that can still be read
            remove_file(old)
    except OSError as error:
        raise StoreError(f"{path} can't be rewritten: {error.strerror}") from error
    finally:
        forget_key(part)
        for end in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                part.with_name(part.name + end).unlink(missing_ok=True)


def _take_the_place(path: Path, part: Path, old: Path) -> None:
    with suppress(OSError):  # FAT has no hard links
        os.link(path, old)
    part.replace(path)
    sync_folder(path.parent)


@contextmanager
def _alone(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a SQLCipher connection, also to a plain database, that excludes all others."""
    from focusgroup.store.encryption import connect_encrypted

    try:
        with closing(connect_encrypted(path, key_of(path), PATIENCE_S)) as connection:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise StoreError(f"{path} is not a Focusgroup database")
            # Everything in one file, without a log that would be taken for the next one's.
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
            try:
                connection.execute("BEGIN EXCLUSIVE")
                connection.execute("COMMIT")
                # Left open and empty while the file is locked; the next one must not meet it.
                with suppress(OSError):
                    path.with_name(path.name + "-journal").unlink()
                yield connection
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("PRAGMA journal_mode = WAL").fetchall()
                raise
    except UNREADABLE as error:
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            raise StoreError(
                f"a program has {path} open; close it first, nothing was changed"
            ) from error
        raise StoreError(explain(path, error)) from error


def _copy(source: sqlite3.Connection, path: Path, part: Path, key: Key | None) -> None:
    if source.execute("PRAGMA main.quick_check(1)").fetchone()[0] != "ok":
        raise StoreError(f"{path} is damaged; nothing was changed. `focusgroup db check` says more")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    assign_key(part, key)
    source.execute("ATTACH ? AS new KEY ?", (str(part), key.for_engine() if key else ""))
    source.execute("PRAGMA new.synchronous = OFF").fetchall()  # synced as a whole below
    source.execute("SELECT sqlcipher_export('new')").fetchall()
    for name in ("application_id", "user_version"):
        value = source.execute(f"PRAGMA main.{name}").fetchone()[0]
        source.execute(f"PRAGMA new.{name} = {value}").fetchall()
    _compare(source, path)
    source.execute("DETACH new")
    with closing(bare(part)) as copy:
        verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
        unproved = copy.execute("PRAGMA cipher_integrity_check").fetchall() if key else []
        if verdict != "ok" or unproved:
            raise StoreError(f"the copy of {path} failed its check, and nothing was changed")
        copy.execute("PRAGMA journal_mode = WAL").fetchall()
    descriptor = os.open(part, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _compare(both: sqlite3.Connection, path: Path) -> None:
    """Raise StoreError unless every row of the database is in the copy."""
    both.text_factory = bytes
    both.row_factory = None
    names = [name.decode() for (name,) in both.execute(TABLES)]
    pairs = [("SELECT * FROM {}." + f'"{name}"') for name in names]
    for sql in (SCHEMA, *pairs):
        rows = zip_longest(both.execute(sql.format("main")), both.execute(sql.format("new")))
        if any(one != other for one, other in rows):
            raise StoreError(f"the copy of {path} differs from it, and nothing was changed")


# -- what is beside ----------------------------------------------------------------------------


def rewrite_beside(path: Path, key: Key | None) -> RewrittenFiles:
    """Put backups and journals of the database at *path* under *key*; remove partial files.

    A copy that is damaged, or whose own key was not given, is left as it is.
    """
    files = files_with_words(path)
    rewritten, left = [], []
    for copy in files.copies:
        try:
            if key_of(copy) != key:
                rewrite_database(copy, key)
                rewritten.append(copy)
        except StoreError as error:
            left.append((copy, str(error)))
    for leftover in files.leftovers:
        try:
            remove_file(leftover)
        except OSError as error:
            left.append((leftover, str(error.strerror)))
    journals = rewrite_journals(path, key)
    if key is not None:
        still = [each for each in files_with_words(path).journals if _has_plain_lines(each)]
        left += [(each, "it can't be rewritten") for each in still]
    return RewrittenFiles(tuple(rewritten), tuple(left), journals)


def rewrite_journals(path: Path, key: Key | None) -> tuple[Path, ...]:
    """Seal the lines of all the database's journals with *key*, or open them without one.

    Lines under a key that was not given are left as they are, and so are journals that can't
    be written. Returns the journals that were changed.
    """
    seals = [Seal(each) for each in known_keys()]
    new = Seal(key) if key else None
    changed = []
    for journal in files_with_words(path).journals:
        with suppress(OSError):  # another user's, among the temporary files
            if journal.name.endswith(".part"):
                remove_file(journal)
            elif reseal(journal, seals, new):
                changed.append(journal)
    return tuple(changed)


def readable_beside(path: Path) -> tuple[Path, ...]:
    """Return the files beside an encrypted database that can be read without its key."""
    if not is_encrypted(path):
        return ()
    files = files_with_words(path)
    found = [
        each for each in (*files.copies, *files.leftovers) if first_page(each).startswith(MAGIC)
    ]
    found += [each for each in files.journals if _has_plain_lines(each)]
    return tuple(found)


def _has_plain_lines(journal: Path) -> bool:
    try:
        lines = journal.read_bytes().split(b"\n")
    except OSError:
        return False
    return any(line and not line.startswith(SEAL_MARK) for line in lines)
