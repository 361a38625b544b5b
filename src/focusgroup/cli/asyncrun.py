"""Run a coroutine on an open database, from a command that isn't async itself."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from focusgroup.cli.context import Settings
from focusgroup.cli.output import hint, warn
from focusgroup.cli.terminal.asking import is_confirmed, may_ask
from focusgroup.core.errors import StoreError
from focusgroup.store import Db, open_db
from focusgroup.store.encryption import unlock
from focusgroup.store.engine.open import said_to_be_gone
from focusgroup.store.engine.servers import server_of

T = TypeVar("T")


def with_db(settings: Settings, work: Callable[[Db], Awaitable[T]], *, create: bool = False) -> T:
    """Open the database, await `work(db)`, close the database, return the result.

    Without *create*, a missing database raises NotFound and is not created: a mistyped
    `--db` must not look like an empty one.
    """

    if create:
        ask_for_new(settings.db)
    # Before any loop runs: a loop would take Ctrl+C from the person typing the passphrase.
    unlock(settings.db)

    # The result of a task is printed as asyncio.run ends (asking for the handler of Ctrl+C prints
    # the task, and throws it away): a report of a million quotes cost 120 MB and seconds for that.
    results: list[T] = []

    async def main() -> None:
        async with open_db(settings.db, create=create) as db:
            results.append(await work(db))

    asyncio.run(main())
    return results[0]


def create_new(path: Path) -> None:
    """Create an empty database at *path*."""

    async def main() -> None:
        async with open_db(path, anew=True):
            pass

    asyncio.run(main())


def ask_for_new(path: Path) -> None:
    """Ask before a database is created where backups show that there was one.

    Raises StoreError, which says how to restore it, after a no or without a terminal.
    """
    gone = said_to_be_gone(path)
    if not gone:
        return
    if may_ask():
        warn(f"{gone}.")
        if is_confirmed("Start an empty database now?", gone):
            create_new(path)
            return
    raise StoreError(gone)


def nothing_yet(settings: Settings) -> bool:
    """Return whether there is no database, and say so: lists are then empty, not an error.

    Raises StoreError where backups show that there was one.
    """
    if settings.db.exists() or server_of(settings.db):
        return False
    if gone := said_to_be_gone(settings.db):
        raise StoreError(gone)
    hint(
        f"there is no database at {settings.db} yet;"
        " `focusgroup session add` creates it, `focusgroup demo` shows a sample"
    )
    return True
