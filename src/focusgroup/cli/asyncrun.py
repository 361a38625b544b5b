"""Run a coroutine on an open database, from a command that isn't async itself."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from focusgroup.cli.context import Settings
from focusgroup.store import Db, open_db
from focusgroup.store.encryption import unlock

T = TypeVar("T")


def with_db(settings: Settings, work: Callable[[Db], Awaitable[T]], *, create: bool = False) -> T:
    """Open the database, await `work(db)`, close the database, return the result.

    Without *create*, a missing database raises NotFound and is not created: a mistyped
    `--db` must not look like an empty one.
    """

    # Before any loop runs: a loop would take Ctrl+C from the person typing the passphrase.
    unlock(settings.db)

    async def main() -> T:
        async with open_db(settings.db, create=create) as db:
            return await work(db)

    return asyncio.run(main())


def nothing_yet(settings: Settings) -> bool:
    """Return whether there is no database, and say so: lists are then empty, not an error."""
    if settings.db.exists():
        return False
    from focusgroup.cli.output import warn

    warn(
        f"there is no database at {settings.db} yet; `focusgroup session new` creates it,"
        " `focusgroup demo` shows a sample"
    )
    return True
