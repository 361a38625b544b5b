"""Publish a session to the repository that a team shares, and take it back."""

import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from focusgroup.core.errors import NotFound, StoreError, UsageError
from focusgroup.core.model import Session
from focusgroup.core.passwords import without_passwords
from focusgroup.core.publishing import PublishConflict, Published, Side
from focusgroup.services.dates_in_words import count
from focusgroup.store import Db, open_either
from focusgroup.store.encryption import Locked, unlock
from focusgroup.store.engine.location import database_at, shared_repository
from focusgroup.store.engine.servers import (
    EXAMPLE,
    PASSWORDS,
    is_server,
    read_server,
    refuse_password,
    server_of,
    without_password,
)
from focusgroup.store.outbox import replay_waiting
from focusgroup.store.publishing import (
    Repository,
    publish_session,
    read_publication,
    take_back,
)
from focusgroup.system.clock import unix_ms

OPTION, FIELD = "with --to", "in the field"
"""Where a repository is named: on a command line, and in the window."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Whose change counts where both sides changed the same: for all, or for each by itself."""

    everywhere: Side | None = None
    each: dict[tuple[str, str], Side] | None = None

    def __call__(self, conflict: PublishConflict) -> Side | None:
        """Return the side for a conflict, None if it was not chosen."""
        return (self.each or {}).get((conflict.entity, conflict.id), self.everywhere)


async def usual_destination(db: Db, session_id: str) -> str:
    """Return where a session was published before, else where this machine publishes; "" if new.

    There is no password in it.
    """
    last = await db.read(lambda tx: read_publication(tx, session_id))
    if last is not None:
        return last.url
    named = shared_repository()
    return without_password(named) if is_server(named) else named


def read_destination(named: str, where: str = OPTION) -> Repository:
    """Return the repository that was named: by a URL, or by the path of a file.

    The URL that FOCUSGROUP_SHARED or the configuration has may hold a password; it counts wherever
    the same one is named without it. Raises UsageError for another text, and for a password.
    """
    named = named.strip()
    if not named:
        example = f"--to {EXAMPLE}" if where == OPTION else EXAMPLE
        raise UsageError(
            f"say where to: {example}, or set it once as `shared` in the configuration"
        )
    usual = shared_repository()
    server = is_server(named)
    if is_server(usual) and without_password(usual) == named:
        named = usual
    elif named != usual and where == OPTION:
        refuse_password(named, "--to")
    elif named != usual and server and read_server(named).has_password:
        raise UsageError(
            "a password is not kept here; leave it out of the address and put it into PGPASSWORD,"
            f" ~/.pgpass or {PASSWORDS['--to']}"
        )
    if "://" in named and not server:
        raise UsageError(
            f"{without_passwords(named)[:60]} is not a repository; write {EXAMPLE}, or the"
            " path of a database file"
        )
    path = database_at(named)
    url = without_password(named) if server else str(path)
    return Repository(path, str(read_server(named)) if server else str(path), url)


@contextmanager
def _of_repository(to: Repository, where: str, before: str = "") -> Iterator[None]:
    """Let what the store says of any database speak of the repository, and of where it was named.

    *before* begins the sentence.
    """
    try:
        yield
    except NotFound as error:
        raise NotFound(
            f"{before}there is no database at {to.place}; choose the right file {where}, or write a"
            f" server as {EXAMPLE}"
        ) from error
    except StoreError as error:
        upgrade = f"`focusgroup --db {shlex.quote(to.url)} db upgrade`"
        told = str(error).replace("`focusgroup db upgrade`", upgrade).replace("with --db", where)
        if isinstance(error, Locked) and where == FIELD:
            told += "; `focusgroup session publish` asks for it"
        raise type(error)(before + told) from error


def unlock_destination(to: Repository) -> None:
    """Ask for the passphrase of a file that is encrypted, before any screen or loop runs."""
    if server_of(to.path) is None:
        with _of_repository(to, OPTION):
            unlock(to.path)


async def publish(
    db: Db,
    session: Session,
    to: Repository,
    choose: Callable[[PublishConflict], Side | None],
    where: str = OPTION,
) -> Published:
    """Send a session to the repository it is published to; it is read-only here from then on.

    All of it arrives, or nothing. What both sides changed since the last time has to be chosen:
    if *choose* says None, nothing is sent and it is returned. Raises FocusgroupError and
    StoreError, which say why nothing was sent; *where* is where the repository was named.
    """
    here = db.journal.with_name(db.journal.name.removesuffix(".journal"))
    if server_of(here):
        raise UsageError("this session is in a shared repository already; nothing was published")
    if to.path == here or (to.path.exists() and here.exists() and to.path.samefile(here)):
        raise UsageError(f"{to.place} is the database that the session is in; name another one")
    await replay_waiting(db, unix_ms())
    with _of_repository(to, where, f"“{session.title}” was not published: "):
        target = await open_either(to.path, create=False)
        try:
            return await publish_session(db, target, session.id, to, choose, unix_ms())
        finally:
            await target.close()


async def unpublish(db: Db, session: Session) -> str:
    """Let a published session be changed here again; return where it was published, "" if not.

    The published one stays as it is. Publishing again sends what was changed since.
    """
    return await take_back(db, session.id)


def published_in_words(done: Published) -> str:
    """Return what was sent, and where the session lives now."""
    if done.nothing:
        return f"is in {done.place} as it is here; nothing to send"
    sent = [count(done.quotes, "quote")] if done.quotes else []
    sent += [count(done.changes, "other row")] if done.changes else []
    return f"is in {done.place} now: {' and '.join(sent)} sent; read-only here"
