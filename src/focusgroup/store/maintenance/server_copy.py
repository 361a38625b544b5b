"""Copy a database on a server into a SQLite file: a backup that every Focusgroup opens.

A check of a server's database makes one too, and counts in it.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from focusgroup.core.errors import StoreError
from focusgroup.store.engine.location import unused
from focusgroup.store.engine.migrate import migrate, shipped_steps
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.engine.sqlite import UNREADABLE, connect, explain
from focusgroup.store.maintenance.check_and_backup import (
    back_up,
    check,
    journals_beside,
    waiting_in,
)

PAGE = 5_000
"""Rows read at once."""
INDEX = "quote_fts"
TABLES = f"""
    SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '{INDEX}%'
        AND name NOT LIKE 'sqlite_%'
"""


async def copy_to_file(db: Db, target: Path) -> None:
    """Write all rows of *db*, on one state, to a new SQLite database at *target*.

    Raises StoreError; the file is then incomplete.
    """
    try:
        with closing(await asyncio.to_thread(_new, target)) as connection:
            await db.read(lambda tx: _copy(tx, connection))
            connection.execute("COMMIT")
    except UNREADABLE as error:
        raise StoreError(explain(target, error)) from error


def _new(target: Path) -> sqlite3.Connection:
    connection = connect(target, reading=False)
    migrate(connection, target, shipped_steps())
    connection.execute("PRAGMA foreign_keys = OFF")  # the server has looked after that
    connection.execute("BEGIN IMMEDIATE")
    return connection


async def _copy(tx: Tx, connection: sqlite3.Connection) -> None:
    for (table,) in connection.execute(TABLES).fetchall():
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        await _copy_table(tx, connection, table, columns)
    await _copy_table(tx, connection, INDEX, ["rowid", "tokens"])


async def _copy_table(
    tx: Tx, connection: sqlite3.Connection, table: str, columns: list[str]
) -> None:
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    insert = f"INSERT INTO {table} ({names}) VALUES ({marks})"
    for page in _pages():
        rows = await tx.all(f"SELECT {names} FROM {table} ORDER BY 1, 2 LIMIT {PAGE} OFFSET {page}")
        connection.executemany(insert, [tuple(row[name] for name in columns) for row in rows])
        if len(rows) < PAGE:
            return


def _pages() -> Iterator[int]:
    start = 0
    while True:
        yield start
        start += PAGE


async def check_on_server(db: Db, path: Path) -> tuple[str, ...]:
    """Return the problems of a server's database as sentences, also of what waits for it here."""
    with TemporaryDirectory(prefix="focusgroup-") as folder:
        copy = Path(folder) / "copy.db"
        await copy_to_file(db, copy)
        found = await asyncio.to_thread(check, copy)
    return (*found, *(waiting_in(each) for each in journals_beside(path)))


async def back_up_server(db: Db, target: Path) -> Path:
    """Write a checked copy of a server's database to *target*, a SQLite file; return its path.

    It gets its name only at the end. Raises StoreError when it can't be made.
    """
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".focusgroup-", dir=target.parent) as folder:
            copy = Path(folder) / "copy.db"
            await copy_to_file(db, copy)
            return await asyncio.to_thread(back_up, copy, unused(target))
    except OSError as error:
        raise StoreError(f"{target} can't be written: {error.strerror}") from error
