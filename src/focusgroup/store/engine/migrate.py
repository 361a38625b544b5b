"""Bring a database file to this program's schema, or refuse it without changing it.

Numbered SQL files, one transaction each, never ``executescript`` (it commits first).
"""

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from focusgroup.core.errors import StoreError
from focusgroup.core.search.tokens import index_tokens
from focusgroup.store.engine.location import unused
from focusgroup.store.engine.sqlite import BUSY_TIMEOUT_MS, connect
from focusgroup.store.engine.verified_copy import copy_verified

APPLICATION_ID = 0x46475250  # "FGRP", in the header of every database of ours
PATIENCE_MS = 60_000
"""Milliseconds to wait for another program's upgrade, which copies the database first."""


class MigrationStep(NamedTuple):
    """One schema version and the SQL that leads to it."""

    version: int
    sql: str


SCHEMA = Path(__file__).parent.parent / "schema"
"""Without importlib.resources, which takes 3 ms of a start."""


def shipped_steps() -> tuple[MigrationStep, ...]:
    """Return the migrations that come with the program, in order."""
    files = sorted(SCHEMA.glob("[0-9][0-9][0-9][0-9].sql"))
    return tuple(MigrationStep(int(entry.stem), entry.read_text("utf-8")) for entry in files)


def statements(script: str) -> list[str]:
    """Return the single statements of a script, split where SQLite says one is complete."""
    found, current = [], ""
    for line in script.splitlines(keepends=True):
        if not current and (not line.strip() or line.lstrip().startswith("--")):
            continue
        current += line
        if sqlite3.complete_statement(current):
            found.append(current.strip())
            current = ""
    if current.strip():
        raise ValueError(f"an unfinished statement: {current.strip()[:60]}")
    return found


def migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[MigrationStep]) -> None:
    """Apply the missing *steps*. Safe when several programs do it at once.

    Raises StoreError for another program's file or a newer version's; such a file is not
    changed.
    """
    newest = steps[-1].version
    connection.execute("BEGIN")  # on one state: another program may be creating the file
    try:
        version = _known_version(connection, path, newest)
    finally:
        connection.execute("COMMIT")
    if version == newest:
        return
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    try:
        if version == 0:
            write_ahead(connection)
        for step in steps:
            if step.version > version:
                _apply(connection, path, step, newest, new=version == 0)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")


def write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to WAL, unless it is the mode already.

    Fails at once, without waiting, while another program does the same.
    """
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    end = time.monotonic() + PATIENCE_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def _known_version(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != APPLICATION_ID and not (application == 0 and version == 0 and empty):
        raise StoreError(
            f"{path} is another program's database; it was left as it is."
            " Choose another file with --db."
        )
    if version > newest:
        raise StoreError(
            f"{path} was written by a newer Focusgroup (schema {version}, this one knows"
            f" {newest}); it was left as it is. Upgrade the program, or use another file."
        )
    return version


def _apply(
    connection: sqlite3.Connection, path: Path, step: MigrationStep, newest: int, *, new: bool
) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _known_version(connection, path, newest)
        if version < step.version:  # no other program did it while we waited
            if not new:
                back_up(path, version)
            connection.create_function("index_tokens", 1, index_tokens)
            for statement in statements(step.sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {step.version}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def back_up(path: Path, version: int) -> Path:
    """Write a verified copy beside the database, readable by its owner only; return its path.

    Made under the lock of the upgrade, so nobody writes in between. Raises StoreError when
    the copy can't be made or fails its check; nothing is changed then.
    """
    stamp = time.strftime("%Y%m%d-%H%M%S")
    target = unused(path.with_name(f"{path.name}.schema{version}-{stamp}.backup"))
    # Copying from a connection that is writing would wait for itself for ever.
    with closing(connect(path, reading=True)) as source:
        copy_verified(source, path, target)
    return target
