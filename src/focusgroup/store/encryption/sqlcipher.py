"""SQLCipher with the interface of the standard library's sqlite3.

Its connections raise sqlite3's own exceptions, so no caller has to know a second family of
them. Imported when an encrypted database is opened; needs the extra
``focusgroup[encrypted]``.
"""

import sqlite3
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from sqlcipher3 import dbapi2 as engine

from focusgroup.store.encryption.keys import Key

P = ParamSpec("P")
T = TypeVar("T")

NAMES = (
    *("Warning", "Error", "InterfaceError", "DatabaseError", "DataError", "OperationalError"),
    *("IntegrityError", "InternalError", "ProgrammingError", "NotSupportedError"),
)
SAME = {getattr(engine, name): getattr(sqlite3, name) for name in NAMES}
"""sqlite3's exception for each of SQLCipher's."""
DETAILS = ("sqlite_errorcode", "sqlite_errorname")


def _translated(call: Callable[P, T]) -> Callable[P, T]:
    """Return *call* with SQLCipher's errors turned into sqlite3's."""

    @wraps(call)
    def told(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return call(*args, **kwargs)
        except (engine.Error, engine.Warning) as error:
            same = SAME[type(error)](*error.args)
            for name in DETAILS:
                if hasattr(error, name):
                    setattr(same, name, getattr(error, name))
            raise same from None

    return told


class _Cursor(engine.Cursor):  # type: ignore[misc]
    """A cursor that raises sqlite3's errors."""

    execute = _translated(engine.Cursor.execute)
    executemany = _translated(engine.Cursor.executemany)
    fetchone = _translated(engine.Cursor.fetchone)
    fetchmany = _translated(engine.Cursor.fetchmany)
    fetchall = _translated(engine.Cursor.fetchall)
    __next__ = _translated(engine.Cursor.__next__)


class _Connection(engine.Connection):  # type: ignore[misc]
    """A connection with our cursors: `execute` makes one, as in sqlite3."""

    def cursor(self, factory: type[_Cursor] = _Cursor) -> Any:
        """Return one of our cursors."""
        return super().cursor(factory)

    backup = _translated(engine.Connection.backup)
    close = _translated(engine.Connection.close)


@_translated
def connect(path: Path, key: Key | None, timeout_s: float) -> sqlite3.Connection:
    """Return a bare connection to a database with *key*, or to a plain one without it.

    Typed as sqlite3's, whose methods it has. Neither key nor passphrase is part of any SQL.
    """
    connection = engine.connect(
        path,
        isolation_level=None,
        timeout=timeout_s,
        check_same_thread=False,
        factory=_Connection,
    )
    try:
        # SQLCipher reports decryption errors on standard error, which would write over a screen.
        connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
        if key is not None:
            connection.set_key(key.for_engine().encode())
            connection.execute("PRAGMA cipher_compatibility = 4").fetchall()
        connection.row_factory = engine.Row
    except BaseException:
        connection.close()
        raise
    return cast(sqlite3.Connection, connection)
