"""Read what is readable of a damaged database into a new one; the damaged file is kept."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from focusgroup.core.agenda_run.clock import Clock
from focusgroup.core.errors import NotFound, StoreError
from focusgroup.core.model import (
    JobFunction,
    Kind,
    NoteKind,
    QuestionState,
    SectionKind,
    SessionStatus,
)
from focusgroup.core.model.items import ItemStatus
from focusgroup.store.encryption import (
    MAGIC,
    assign_key,
    fill_damaged_pages,
    forget_key,
    key_of,
    unlock,
)
from focusgroup.store.engine.migrate import migrate, shipped_steps
from focusgroup.store.engine.sqlite import UNREADABLE, bare, connect, explain
from focusgroup.store.maintenance.repair import index_anew, put_right
from focusgroup.system.special_files import refuse_special

TABLES = (
    "account",
    "session",
    "theme",
    "person",
    "participant",
    "agenda_item",
    "quote",
    "quote_theme",
    "note",
    "draft",
    "dialog_draft",
    "change",
    "headline",
    "debrief",
    "theme_change",
    "theme_name",
    "theme_link",
    "backroom",
    "observer",
    "observer_question",
    "item",
    "item_quote",
    "item_status",
)
"""Parents before children. Counters and the search index are rebuilt."""
KEYED = {
    "quote_theme": "theme_id, quote_id",
    "theme_name": "change, theme_id",
    "theme_link": "change, quote_id, theme_id",
    "item_quote": "item_id, quote_id",
    "dialog_draft": "dialog, subject, writer",
}
"""Tables without a row number, and their key."""
WORDS = ("text", "title", "name", "description", "bottom_line", "place", "role")
"""Columns whose text is worth keeping in part; in any other, a hole spoils the row."""
CLOSED = (
    ("quote", "kind", Kind, "'untagged'"),
    ("note", "kind", NoteKind, "'parked'"),
    ("agenda_item", "kind", SectionKind, "NULL"),
    ("session", "status", SessionStatus, "'ended'"),
    ("observer", "function", JobFunction, "'other'"),
    ("observer_question", "state", QuestionState, "'open'"),
    ("item", "status", ItemStatus, "'open'"),
)
"""Columns that hold one of a closed set of values, and what replaces an unreadable one."""
MOST_SINGLE = 200_000
"""Row numbers between two readable ends that are tried one by one, at most."""

MOST_FILLED_UP = 1 << 34
"""A header that claims more bytes than this is damaged itself."""

LOST_SESSION = """
    INSERT INTO session (id, title, status, zone, created_ms)
    SELECT DISTINCT c.session_id, 'Recovered session', 'ended', 'UTC', 0 FROM {table} c
    WHERE c.session_id NOT IN (SELECT id FROM session)
"""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """One table: the rows that were read, and whether part of it could not be read."""

    table: str
    rows: int
    damaged: bool


def recover(damaged: Path, target: Path) -> tuple[Salvaged, ...]:
    """Read *damaged* into a new database at *target*, table by table.

    Raises StoreError when *target* already exists, or when nothing at all can be read.
    """
    refuse_special(damaged)
    if damaged.is_dir():
        raise NotFound(f"{damaged} is a folder; name the damaged database in it")
    if not damaged.is_file():
        raise NotFound(f"there is no file {damaged}")
    if os.path.lexists(target):
        raise StoreError(f"{target} already exists; choose a new name, nothing was written")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.touch(mode=0o600)
    try:
        key = unlock(damaged)
        assign_key(target, key)
        with _source(damaged, target) as source, closing(connect(target, reading=False)) as new:
            migrate(new, target, shipped_steps())
            new.execute("PRAGMA foreign_keys = OFF")
            new.execute("BEGIN IMMEDIATE")
            salvaged = tuple(_table(source, new, table) for table in TABLES)
            if not any(each.rows for each in salvaged):
                raise StoreError(
                    f"nothing can be read from {damaged}, which was left as it is;"
                    " `focusgroup db restore` brings back one of its backups"
                )
            _mend(new)
            new.execute("COMMIT")
    except BaseException as error:
        forget_key(target)
        for end in ("", "-wal", "-shm"):
            target.with_name(target.name + end).unlink(missing_ok=True)
        if isinstance(error, UNREADABLE):
            raise StoreError(explain(damaged, error)) from error
        raise
    return salvaged


@contextmanager
def _source(damaged: Path, target: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection to a copy of *damaged*, so nothing is ever written to the original.

    SQLite reads nothing from a file that is shorter than its header says, so the copy of a
    truncated file is filled up with empty pages.
    """
    copy = target.with_name(f".{target.name}.source")
    ends = ("", "-wal")
    try:
        for end in ends:
            beside = damaged.with_name(damaged.name + end)
            if beside.exists():
                copy.with_name(copy.name + end).touch(mode=0o600)
                shutil.copyfile(beside, copy.with_name(copy.name + end))
        assign_key(copy, key_of(damaged))
        _fill_up(copy)
        with closing(bare(copy)) as connection:
            connection.row_factory = None
            connection.execute("PRAGMA query_only = ON")
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            yield connection
    finally:
        forget_key(copy)
        for end in (*ends, "-shm", "-journal"):
            copy.with_name(copy.name + end).unlink(missing_ok=True)


def _fill_up(copy: Path) -> None:
    if key := key_of(copy):
        fill_damaged_pages(copy, key, MOST_FILLED_UP)
        return
    with copy.open("r+b") as file:
        header = file.read(100)
        page = int.from_bytes(header[16:18], "big")
        page = 65_536 if page == 1 else page
        whole = page * int.from_bytes(header[28:32], "big")
        if header.startswith(MAGIC) and whole <= MOST_FILLED_UP:
            file.truncate(max(whole, copy.stat().st_size))


def _table(source: sqlite3.Connection, new: sqlite3.Connection, table: str) -> Salvaged:
    columns = [row[1] for row in new.execute(f"PRAGMA table_info({table})")]
    try:
        there = {row[1] for row in source.execute(f"PRAGMA table_info({table})")}
    except sqlite3.DatabaseError:
        there = set()
    shared = [column for column in columns if column in there]
    if not shared:
        return Salvaged(table, 0, damaged=True)
    insert = (
        f"INSERT OR IGNORE INTO {table} ({', '.join(shared)})"
        f" VALUES ({', '.join('?' * len(shared))})"
    )
    reader = _TableReader(source, table, ", ".join(shared))
    words = {at for at, column in enumerate(shared) if column in WORDS}
    before = new.total_changes
    for values in reader.rows():
        if any(_has_holes(value) for at, value in enumerate(values) if at not in words):
            reader.damaged = True
            continue
        try:
            new.execute(insert, [_without_holes(value) for value in values])
        except (sqlite3.IntegrityError, sqlite3.InterfaceError):
            reader.damaged = True
    return Salvaged(table, new.total_changes - before, reader.damaged)


def _has_holes(value: object) -> bool:
    """Return whether a text has NULs, which ours never have: that part of it is lost."""
    return isinstance(value, str) and "\0" in value


def _without_holes(value: object) -> object:
    return value.replace("\0", "") if isinstance(value, str) else value


class _TableReader:
    """The rows of one table, read from both ends and then one by one in between."""

    def __init__(self, source: sqlite3.Connection, table: str, columns: str) -> None:
        self._source = source
        self._table = table
        self._columns = columns
        self.damaged = False

    def rows(self) -> Iterator[tuple[object, ...]]:
        """Yield every row that can be read; some of them twice."""
        if key := KEYED.get(self._table):
            yield from self._walk(key)
            if self.damaged:
                yield from self._walk(", ".join(f"{part} DESC" for part in key.split(", ")))
            return
        last = 0
        for row in self._walk("rowid"):
            last = max(last, int(str(row[-1])))
            yield row[:-1]
        if not self.damaged:
            return
        first = last
        for row in self._walk("rowid DESC"):
            first = int(str(row[-1]))
            if first <= last:
                break
            yield row[:-1]
        end = first if first > last else last + MOST_SINGLE // 10
        for n in range(last + 1, min(end, last + MOST_SINGLE)):
            yield from (row[:-1] for row in self._read(f"WHERE rowid = {n}"))

    def _walk(self, order: str) -> Iterator[tuple[object, ...]]:
        return self._read(f"ORDER BY {order}")

    def _read(self, clause: str) -> Iterator[tuple[object, ...]]:
        number = "" if self._table in KEYED else ", rowid"
        try:
            yield from self._source.execute(
                f"SELECT {self._columns}{number} FROM {self._table} NOT INDEXED {clause}"
            )
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            self.damaged = True


def _mend(new: sqlite3.Connection) -> None:
    """Reassign or remove rows whose parent is lost, then rebuild counters and index."""
    for table in ("quote", "note", "participant", "agenda_item", "change", "observer"):
        new.execute(LOST_SESSION.format(table=table))
    for child in ("quote", "note"):
        new.execute(
            f"UPDATE {child} SET participant_id = NULL"
            " WHERE participant_id NOT IN (SELECT id FROM participant)"
        )
    for child in ("participant", "person"):
        new.execute(
            f"UPDATE {child} SET account_id = NULL WHERE account_id NOT IN (SELECT id FROM account)"
        )
    new.execute(
        "INSERT OR IGNORE INTO person (id, name, name_key)"
        " SELECT person_id, name, name FROM participant"
    )
    for table, column, known, instead in CLOSED:
        names = ", ".join(f"'{each.value}'" for each in known)
        new.execute(f"UPDATE {table} SET {column} = {instead} WHERE {column} NOT IN ({names})")
    for row in new.execute("SELECT id, clock FROM session WHERE clock <> ''").fetchall():
        try:
            Clock.from_json(row["clock"], 0)
        except (ValueError, KeyError, TypeError):
            new.execute("UPDATE session SET clock = '' WHERE id = ?", (row["id"],))
    for table in ("draft", "backroom"):
        new.execute(f"DELETE FROM {table} WHERE session_id NOT IN (SELECT id FROM session)")
    new.execute(
        "DELETE FROM observer_question WHERE observer_id NOT IN (SELECT id FROM observer)"
        " OR session_id NOT IN (SELECT id FROM session)"
    )
    new.execute("DELETE FROM quote_theme WHERE theme_id NOT IN (SELECT id FROM theme)")
    new.execute(
        "DELETE FROM quote_theme WHERE quote_id NOT IN (SELECT id FROM quote WHERE deleted = 0)"
    )
    for table in ("theme_name", "theme_link"):
        new.execute(f"DELETE FROM {table} WHERE change NOT IN (SELECT n FROM theme_change)")
    index_anew(new)
    with suppress(StoreError):  # a value no program wrote; keep what was read
        put_right(new)
