"""Open a database alone, for upkeep that changes many rows or the file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from focusgroup.core.errors import StoreError
from focusgroup.store.engine.migrate import APPLICATION_ID, shipped_steps
from focusgroup.store.engine.sqlite import UNREADABLE, connect, explain

PATIENCE_MS = 500
"""How long to wait for a program that is just ending, in ms."""


@contextmanager
def alone(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection that excludes other programs and overwrites deleted data with zeros.

    Raises StoreError when another program has the database open, or it is not ours.
    """
    try:
        with closing(connect(path, reading=False)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA secure_delete = ON")
            _known(connection, path)
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("COMMIT")
            yield connection
    except UNREADABLE as error:
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            raise StoreError(
                f"a program has {path} open; close it first, nothing was changed"
            ) from error
        raise StoreError(explain(path, error)) from error


def _known(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StoreError(f"{path} is not a Focusgroup database")
    if connection.execute("PRAGMA user_version").fetchone()[0] > shipped_steps()[-1].version:
        raise StoreError(f"{path} was written by a newer Focusgroup")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One write transaction: all of what is done in it, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
