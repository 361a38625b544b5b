"""Open a database by its path: check its place, its permissions and its schema.

A path that stands for a database on a server (`servers.place_of`) is opened there.
"""

import importlib.util
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from focusgroup.core.errors import NotFound, StoreError
from focusgroup.store.encryption import MAGIC, unlock
from focusgroup.store.engine.location import newest_backup, rescue_files
from focusgroup.store.engine.migrate import catch_up, migrate, shipped_steps, write_ahead
from focusgroup.store.engine.protocol import SharedDb
from focusgroup.store.engine.servers import DbServer, server_of
from focusgroup.store.engine.sqlite import UNREADABLE, SqliteDb, connect, explain, open_threads
from focusgroup.system.file_systems import network_share
from focusgroup.system.fsync import sync_folder
from focusgroup.system.invocation import install_line, quoted
from focusgroup.system.special_files import refuse_special

SHORTEST = 100
"""The length of a database's header in bytes."""
ROLLBACK = b"\1\1"
"""The write and read versions in the header of a database without WAL."""


@asynccontextmanager
async def open_db(
    path: Path, *, create: bool = True, anew: bool = False
) -> AsyncIterator[SharedDb]:
    """Open the database at *path*, creating or upgrading it if needed; close it at the end.

    One on a server is never created or upgraded here.

    Raises StoreError, with the reason and a remedy, when it can't be used, and NotFound when
    *create* is false and there is none. One that is missing while its backups are there is
    created only with *anew*.
    """
    db = await open_either(path, create=create, anew=anew)
    try:
        yield db
    finally:
        await db.close()


async def open_either(path: Path, *, create: bool = True, anew: bool = False) -> SharedDb:
    """Like `open_db`, for a caller that closes the database itself."""
    server = server_of(path)
    return (
        await _on_server(path, server)
        if server
        else await open_sqlite(path, create=create, anew=anew)
    )


async def _on_server(path: Path, server: DbServer) -> SharedDb:
    need_postgres_extra(server)
    from focusgroup.store.engine.postgres import open_postgres

    return await open_postgres(path, server)


def need_postgres_extra(server: DbServer) -> None:
    """Raise StoreError, which says how to install it, if the driver for servers is missing."""
    if importlib.util.find_spec("asyncpg") is None:
        raise StoreError(
            f"{server} needs asyncpg, which is not installed; run:"
            f" {install_line('postgres', ('asyncpg',))}"
        )


async def open_sqlite(path: Path, *, create: bool = True, anew: bool = False) -> SqliteDb:
    """Like `open_either`, for a database that is in a file."""
    path = path.expanduser().absolute()
    try:
        return await _opened(path, create=create, anew=anew)
    except StoreError as error:
        raise with_copies(error, path) from error


def with_copies(error: StoreError, path: Path) -> StoreError:
    """Return *error*, and where all is that a session held when its database was lost."""
    more = _and_rescued(rescue_files(path))
    if type(error) is not StoreError or not more or more in str(error):
        return error
    copy = newest_backup(path)
    restore = f"; `focusgroup db restore {quoted(copy)}` restores the newest copy" if copy else ""
    return StoreError(f"{str(error).rstrip('.')}{restore}{more}")


async def _opened(path: Path, *, create: bool, anew: bool) -> SqliteDb:
    _prepare(path, create=create, anew=anew)
    try:
        connection = connect(path, reading=False)
        try:
            steps = shipped_steps()
            migrate(connection, path, steps)
            catch_up(connection, steps)
            if _lacks_log(path):
                write_ahead(connection)
        finally:
            connection.close()
        return await open_threads(path)
    except UNREADABLE as error:
        raise StoreError(explain(path, error)) from error


def _prepare(path: Path, *, create: bool, anew: bool) -> None:
    """Check that *path* is, or can become, a file that SQLite can work on."""
    try:
        if path.is_dir():
            raise StoreError(f"{path} is a folder; choose a file in it, e.g. {path / 'groups.db'}")
        refuse_special(path)
        if not path.exists():
            if not anew and (gone := said_to_be_gone(path)):
                raise StoreError(gone)
            if not create:
                raise NotFound(f"there is no database at {path}; choose the right file with --db")
        _refuse_network_share(path)
        missing = [folder for folder in path.parents if not folder.exists()]
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            # SQLite syncs what it writes; we sync the folder, so the file can be found.
            for folder in dict.fromkeys([path.parent, *(each.parent for each in missing)]):
                sync_folder(folder)
        elif not os.access(path, os.R_OK | os.W_OK):
            raise StoreError(
                f"{path} can't be read and written; check its permissions, or use another with --db"
            )
        if not anew:
            _refuse_emptied(path)
        _refuse_foreign(path)
        if not os.access(path.parent, os.W_OK):
            raise StoreError(f"the folder {path.parent} can't be written; check its permissions")
    except OSError as error:
        raise StoreError(f"the database {path} can't be opened: {error.strerror}") from error


def said_to_be_gone(path: Path) -> str:
    """Return that the database at *path* is missing but its copies are there; "" otherwise."""
    newest, rescued = newest_backup(path), rescue_files(path)
    if server_of(path) or path.exists() or not (newest or rescued):
        return ""
    what = "backups" if newest else "quotes"
    brings = f"`focusgroup db restore {quoted(newest)}` restores the newest one, "
    restore = brings if newest else ""
    return (
        f"there is no database at {path}, but there are {what} of it; {restore}`focusgroup db new`"
        f" starts an empty database{_and_rescued(rescued)}"
    )


def _and_rescued(files: Sequence[Path]) -> str:
    then = " and ".join(f"`focusgroup db recover --journal {quoted(each)}`" for each in files)
    return f"; after that, {then} saves what its last session held" if files else ""


def _refuse_emptied(path: Path) -> None:
    """Refuse an empty file if other files show that it once held more."""
    if path.stat().st_size:
        return
    log = path.with_name(path.name + "-wal")
    newest, rescued = newest_backup(path), rescue_files(path)
    if newest or rescued or (log.exists() and log.stat().st_size):
        rest = "Its log is there: keep both, neither can be read alone"
        if newest:
            rest = f"`focusgroup db restore {quoted(newest)}` restores the newest backup"
        elif rescued:
            rest = "move it away and run `focusgroup db new`"
        raise StoreError(
            f"the database {path} is empty but was not before; {rest}{_and_rescued(rescued)}"
        )


def _refuse_foreign(path: Path) -> None:
    """Raise StoreError unless the file begins as a database: SQLite accepts a single byte."""
    head = _head(path)
    if unlock(path):
        return
    if head and (len(head) < SHORTEST or not head.startswith(MAGIC)):
        raise StoreError(
            f"the database {path}: it is not a Focusgroup database and was left as it is;"
            " use another with --db"
        )


def _lacks_log(path: Path) -> bool:
    """Return whether it may have been interrupted during a rewrite, which leaves it without WAL.

    Two bytes of its header tell; they are damaged when they hold anything else.
    """
    try:
        head = _head(path)
    except OSError:
        return True  # SQLite, which reads it next, words the error
    return not head.startswith(MAGIC) or head[18:20] == ROLLBACK


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SHORTEST)


def _refuse_network_share(path: Path) -> None:
    if kind := network_share(path):
        raise StoreError(
            f"{path} is on a network share ({kind}), where SQLite's locks can't be trusted and"
            " quotes could be lost; use a file on this machine's own disk, or a PostgreSQL server"
            " (docs/team.md)"
        )
