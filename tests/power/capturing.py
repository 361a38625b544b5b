"""A child process that captures quotes as a session does, and acknowledges each on its output.

    python tests/power/capturing.py DATABASE QUOTES [normal | unsynced | encrypted]
    python tests/power/capturing.py serve QUOTES
    python tests/power/capturing.py DATABASE QUOTES beside NAME
    python tests/power/capturing.py DATABASE QUOTES two

A line ``ack ID`` follows the commit of a quote, ``kept ID`` its being in the journal while the
database is locked. ``normal`` is the setting of SQLite that we do not use: the proof that what
is looked for would be found. ``encrypted`` encrypts the database half-way. ``serve`` reads
databases from its input and forks a child for each, which stops itself (SIGSTOP) before it
captures. ``beside`` waits for a line on its input and then captures as fast as it can, like
other programs on the same database; ``two`` is two programs that do, and sync as a screen does.
"""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.errors import StoreError
from focusgroup.core.model import Kind
from focusgroup.store import open_db, open_sqlite, sessions
from focusgroup.store.encryption.keys import Key
from focusgroup.store.engine import sqlite
from focusgroup.store.engine.file_watch import FileWatch
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.maintenance import convert
from focusgroup.store.outbox import drafts, outbox
from focusgroup.store.outbox.drafts import Draft
from focusgroup.store.outbox.outbox import Outbox, OutboxState
from focusgroup.store.outbox.replay import replay_journals
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.store.quotes.quotes import NewQuote

NOW = 1_760_000_000_000
KEY = Key(b"k" * 32, b"s" * 16)
LOCKED = 3
"""Quotes that are said while something else holds the database."""
UNWATCHED = 3
"""Quotes a connection before its database is watched, and so synced on another thread."""


def tell(word: str, entry_id: str) -> None:
    os.write(1, f"{word} {entry_id}\n".encode())


def said(session_id: str, n: int) -> NewQuote:
    words = f"said number {n} " + "and more words " * (n % 40)
    return NewQuote(
        words, Kind.PROBLEM, NOW + n, session_id=session_id, id=f"id-{n}", themes=("Reporting",)
    )


async def capture(
    db: SqliteDb, session_id: str, numbers: range, path: Path, *, watched: bool = True
) -> None:
    kept = asyncio.Event()

    def on_state(state: OutboxState) -> None:
        if state.waiting == LOCKED and state.kept == LOCKED:
            kept.set()

    box = Outbox(
        db, on_saved=lambda each, _: tell("ack", each), on_state=on_state, now_ms=lambda: NOW
    )
    for n in numbers:
        if n == numbers.start + UNWATCHED and watched:
            await db.watch()  # from now on syncs are made beside the writing thread
        box.put(said(session_id, n))
        if watched:  # a key beside it, which is not synced
            with suppress(StoreError):
                await drafts.save_draft(db, session_id, Draft(f"half of number {n}"), NOW)
        await box.drained()
    if path.name:
        other = sqlite.bare(path)
        other.execute("BEGIN IMMEDIATE")
        late = range(numbers.stop, numbers.stop + LOCKED)
        for n in late:
            box.put(said(session_id, n))
        await kept.wait()
        for n in late:
            tell("kept", f"id-{n}")
        other.close()
    await box.drained()
    await box.close()


async def opened_session(path: Path) -> str:
    """The id of the one session, made when there is none."""
    async with open_db(path) as db:
        found = await sessions.recent(db)
        if found:
            return found[0].id
        agenda = parse_agenda("## All (60 min)\n").agenda
        return (await sessions.create(db, title="Power", agenda=agenda, now_ms=NOW)).id


@asynccontextmanager
async def reopened(path: Path) -> AsyncIterator[SqliteDb]:
    """The database; an error while it is opened is tried again, as a person would."""
    try:
        db = await open_sqlite(path)
    except StoreError:
        db = await open_sqlite(path)
    try:
        yield db
    finally:
        await db.close()


async def main(
    path: Path, many: int, *, normal: bool = False, encrypted: bool = False, stop: bool = False
) -> None:
    session_id = await opened_session(path)
    if stop:
        os.kill(os.getpid(), signal.SIGSTOP)
    if normal:
        async with open_db(path) as db:
            await capture(db, session_id, range(many), Path(), watched=False)
        return
    half = many // 2
    async with reopened(path) as db:
        await capture(db, session_id, range(half), Path())
    if encrypted:
        convert.rewrite_database(path, KEY)
        convert.rewrite_beside(path, KEY)
    async with reopened(path) as db:
        await capture(db, session_id, range(half, many - LOCKED), path)
        await replay_journals(db, NOW)
        stored = await quote_pages.quotes_of_session(db, session_id)
    assert [quote.id for quote in stored] == [f"id-{n}" for n in range(many)]


async def beside(path: Path, many: int, name: str, *, watched: bool = False) -> None:
    session_id = await opened_session(path)
    async with reopened(path) as db:
        box = Outbox(
            db, on_saved=lambda each, _: tell("ack", each), on_state=id, now_ms=lambda: NOW
        )
        if watched:
            await db.watch()
        else:
            tell("ready", name)
            await asyncio.to_thread(sys.stdin.readline)
        for n in range(many):
            box.put(replace(said(session_id, n), id=f"{name}-{n}", text=f"{name} {n}"))
            if n % 10 == 0:
                await box.drained()
        await box.drained()
        await box.close()


def two(path: Path, many: int) -> None:
    """Two programs at once, each a child; fail if one does."""
    asyncio.run(opened_session(path))
    children = []
    for name in ("one", "other"):
        children.append(os.fork())
        if not children[-1]:
            asyncio.run(beside(path, many, name, watched=True))
            os._exit(0)
    codes = [os.waitstatus_to_exitcode(os.waitpid(each, 0)[1]) for each in children]
    if any(codes):
        sys.exit("one of the two programs failed")


def serve(many: int) -> None:
    """A child for each database that is named: its process id, and its exit code at the end."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            asyncio.run(main(Path(line.strip()), many, stop=True))
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, os.WUNTRACED)
        print("stopped", flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def less_durable(path: Path, *, reading: bool) -> sqlite3.Connection:
    connection = connect(path, reading=reading)
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


connect = sqlite.connect
if __name__ == "__main__":
    outbox.SLOW_S = 0.05
    outbox.FIRST_RETRY_S = 0.02
    less = "normal" in sys.argv
    if less:
        sqlite.connect = less_durable
        outbox.SLOW_S = 60.0  # nothing goes into the journal, which is synced
    elif "unsynced" not in sys.argv:
        sqlite.WRITES_A_CHECKPOINT = 3  # the log is written back between and beside commits
    if "unsynced" in sys.argv:
        FileWatch.sync_log = lambda _: None  # type: ignore[method-assign]
    if sys.argv[1] == "serve":
        serve(int(sys.argv[2]))
    elif "two" in sys.argv:
        two(Path(sys.argv[1]), int(sys.argv[2]))
    elif "beside" in sys.argv:
        outbox.SLOW_S = 1.0
        asyncio.run(beside(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[4]))
    else:
        encrypted = "encrypted" in sys.argv
        asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), normal=less, encrypted=encrypted))
