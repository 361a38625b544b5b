"""Copy the file of a database as it is, while it can't change, and check it meanwhile.

SQLite copies page by page, two calls of the system each: three times the work of a plain copy. A
plain one is right where the log has been written back to the file: then, while a transaction reads,
nobody can change the file, and what is written meanwhile stays in the log.
"""

import os
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from focusgroup.core.errors import StoreError
from focusgroup.store.engine.verified_copy import part_of, refuse_damaged, sync_file

TRIES = 5
PAUSE_S = 0.05
AT_ONCE = 1 << 17
"""Bytes read and written at once, as cp does: with a megabyte it took three times as long."""


def frozen(source: sqlite3.Connection, second: sqlite3.Connection) -> bool:
    """Begin to read on *source*; return whether the file alone holds what it sees.

    Then it does until *source* ends its transaction: nobody may write back to the file what is
    newer. *second* is another connection to it. Another program that writes or writes back just
    now is waited for, a little; False if it goes on.
    """
    for _ in range(TRIES):
        source.execute("BEGIN")
        source.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()  # only a read fixes it
        with suppress(sqlite3.OperationalError):  # a file that can't be written, or is locked
            busy, logged, written_back = second.execute(WRITE_BACK).fetchone()
            if not busy and logged == written_back:
                return True
        source.execute("COMMIT")
        time.sleep(PAUSE_S)
    return False


WRITE_BACK = "PRAGMA wal_checkpoint(PASSIVE)"
"""How many pages are in the log, and how many of them are in the file as well."""


def copy_frozen(path: Path, target: Path, second: sqlite3.Connection, file: int) -> None:
    """Copy the `frozen` database *path*, open as *file*, to *target*: mode 0600, checked, synced.

    It gets its name only at the end. *second* checks it at the same time: not the copy, which would
    be read from the system's memory just as the file is, and not from the disk. Raises StoreError
    when the copy can't be made, or the database is damaged.
    """
    with ThreadPoolExecutor(1) as pool, part_of(path, target) as part:
        checking = pool.submit(refuse_damaged, second, path, "quick_check")
        try:
            _copy(file, part)
            if part.stat().st_size != os.fstat(file).st_size:
                raise StoreError(f"{target} can't be written: it is not as long as {path}")
            sync_file(part)
            checking.result()
        except BaseException:
            second.interrupt()
            raise


def _copy(file: int, part: Path) -> None:
    buffer = memoryview(bytearray(AT_ONCE))
    with os.fdopen(file, "rb", buffering=0, closefd=False) as whole, part.open("r+b") as copy:
        while size := whole.readinto(buffer):
            copy.write(buffer[:size])
