"""Bring a database file to this program's schema, or refuse it without changing it.

Numbered SQL files, one transaction each, never ``executescript`` (it commits first).
"""

import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

from focusgroup.core.errors import StoreError
from focusgroup.core.search.tokens import index_tokens
from focusgroup.store.engine.location import unused
from focusgroup.store.engine.sqlite import BUSY_TIMEOUT_MS, connect
from focusgroup.store.engine.verified_copy import OPS_A_LOOK, copy_verified

APPLICATION_ID = 0x46475250  # "FGRP", in the header of every database of ours
PATIENCE_MS = 60_000
"""Milliseconds to wait for another program's upgrade, which copies the database first."""


QUICK_S, OFTEN_S = 0.5, 0.25
"""Seconds until an upgrade tells how far it is, and until it tells so again."""


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
    telling = _Telling(newest)
    copies: list[Path] = []
    try:
        if version == 0:
            write_ahead(connection)
        for step in steps:
            if step.version > version:
                told = None if version == 0 else telling
                _apply(connection, path, step, newest, told, copies)
    finally:
        telling.end()
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")


Told = Callable[[str], None]
_told: Told | None = None


def tell_upgrades(told: Told | None) -> None:
    """From now on, tell how far an upgrade is that takes longer than a moment; "" at its end."""
    global _told
    _told = told


def tell(how_far: str) -> None:
    """Tell how far an upgrade is; "" at its end."""
    if _told is not None:
        _told(how_far)


class _Telling:
    """Says how far one upgrade is, not too often, and nothing if it is quick."""

    def __init__(self, newest: int) -> None:
        self._what = f"upgrading the database to schema {newest}"
        self._begun = time.monotonic()
        self._next = self._begun + QUICK_S
        self._said = False

    def say(self, how_far: str) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        tell(f"{self._what}: {how_far} ({now - self._begun:.0f} s)")
        self._said, self._next = True, now + OFTEN_S

    def end(self) -> None:
        if self._said:
            tell("")


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
    connection: sqlite3.Connection,
    path: Path,
    step: MigrationStep,
    newest: int,
    telling: _Telling | None,
    copies: list[Path],
) -> None:
    """Apply a step; a database that is not new, whose upgrade is told of, is copied once before."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _known_version(connection, path, newest)
        if version < step.version:  # no other program did it while we waited
            if telling and not copies:
                copies.append(back_up(path, version, telling.say))
            connection.create_function("index_tokens", 1, index_tokens)
            parts = statements(step.sql)
            for done, statement in enumerate(parts):
                if telling:
                    how_far = f"step {done + 1} of {len(parts)} to {step.version}"
                    connection.set_progress_handler(partial(_tell, telling, how_far), OPS_A_LOOK)
                connection.execute(statement)
            connection.set_progress_handler(None, 0)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {step.version}")
        connection.execute("COMMIT")
    except BaseException:
        connection.set_progress_handler(None, 0)
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _tell(telling: _Telling, how_far: str) -> int:
    telling.say(how_far)
    return 0


KINDS_COUNTED = """
    SELECT kind, sum(quotes) FROM theme_quarter WHERE theme_id = '*' GROUP BY kind
    HAVING sum(quotes) <> 0
"""
KINDS_TALLIED = """
    SELECT sum(problem) AS problem, sum(strength) AS strength,
        sum(missing_feature) AS missing_feature, sum(context) AS context,
        sum(untagged) AS untagged, sum(observation) AS observation
    FROM quote_tally WHERE role = 'all'
"""
FORGET = (
    "DELETE FROM theme_quarter",
    f"UPDATE theme_group SET {', '.join(f'people_{kinds} = 0' for kinds in range(1, 7))}",
    "UPDATE theme_voices SET revenue = 0, known = 0",
)
COUNTED_SINCE = 14
"""The schema whose counters those of before it tell of."""


def catch_up(connection: sqlite3.Connection, steps: Sequence[MigrationStep]) -> None:
    """Count again what an older program left behind that wrote during the upgrade, or after it.

    It keeps the older counters only; they tell, as both count all quotes by kind. If there is no
    room for it, that waits for the next time.
    """
    if not (_left_behind(connection) and _is_tallied(connection)):
        return
    (step,) = (step for step in steps if step.version == COUNTED_SINCE)
    inserts = [sql for sql in statements(step.sql) if sql.startswith("INSERT")]
    telling = _Telling(steps[-1].version)
    try:
        connection.execute("BEGIN IMMEDIATE")
        for sql in (*FORGET, *inserts) if _left_behind(connection) else ():
            how_far = partial(_tell, telling, "counting what an older program left out")
            connection.set_progress_handler(how_far, OPS_A_LOOK)
            connection.execute(sql)
        connection.execute("COMMIT")
    except sqlite3.OperationalError:
        pass  # no room, or another program does it
    finally:
        connection.set_progress_handler(None, 0)
        telling.end()
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _left_behind(connection: sqlite3.Connection) -> bool:
    counted = {row[0]: row[1] for row in connection.execute(KINDS_COUNTED)}
    (tallied,) = connection.execute(KINDS_TALLIED)
    return counted != {kind: tallied[kind] for kind in tallied.keys() if tallied[kind]}  # noqa: SIM118


def _is_tallied(connection: sqlite3.Connection) -> bool:
    """Return whether the tally itself has all quotes; where it has not, `db check` tells."""
    (row,) = connection.execute(KINDS_TALLIED)
    (quotes,) = connection.execute("SELECT sum(quotes) FROM session").fetchone()
    return sum(n or 0 for n in row) == (quotes or 0)


def back_up(path: Path, version: int, told: Told | None = None) -> Path:
    """Write a verified copy beside the database, readable by its owner only; return its path.

    Made under the lock of the upgrade, so nobody writes in between. Raises StoreError when
    the copy can't be made or fails its check; nothing is changed then.
    """
    stamp = time.strftime("%Y%m%d-%H%M%S")
    target = unused(path.with_name(f"{path.name}.schema{version}-{stamp}.backup"))
    # Copying from a connection that is writing would wait for itself for ever.
    with closing(connect(path, reading=True)) as source:
        copy_verified(source, path, target, told=told)
    return target
