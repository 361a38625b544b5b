"""What was said and is not on disk yet: tried again until it is, kept in a journal meanwhile.

One task writes what is put in, in order. When the database refuses, the entries go into a
file beside it, each fsynced, and are replayed here or at the next start. Every entry has
its id, so that a replay stores it once.
"""

import asyncio
import hashlib
import os
import tempfile
import weakref
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from focusgroup.core.errors import NotFound, StoreError
from focusgroup.core.model import Quote
from focusgroup.store.db import Db
from focusgroup.store.entries import Entry, decode, encode, store_entry

JOURNAL_FLAGS = os.O_CREAT | os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
FIRST_RETRY_S = 0.25
LONGEST_RETRY_S = 5.0
SLOW_S = 1.0
SLOW = "the database takes long to answer; another program may hold it"


@dataclass(frozen=True, slots=True)
class OutboxState:
    """How many entries are not in the database, why, and where they are kept meanwhile."""

    waiting: int = 0
    reason: str = ""
    journal: Path | None = None


_open: "weakref.WeakSet[Outbox]" = weakref.WeakSet()


def keep_everything() -> None:
    """Put what waits in any outbox into its journal; from any thread."""
    for outbox in tuple(_open):
        outbox.keep_now()


class Outbox:
    """Writes entries in order, for ever if need be; `close` gives it a last chance."""

    def __init__(
        self,
        db: Db,
        *,
        on_saved: Callable[[str, Quote | None], None],
        on_state: Callable[[OutboxState], None],
        now_ms: Callable[[], int],
    ) -> None:
        self._db = db
        self._journal = Journal(db.journal)
        self._on_saved = on_saved
        self._on_state = on_state
        self._now_ms = now_ms
        self._queue: deque[Entry] = deque()
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._journaled: set[str] = set()
        self.state = OutboxState()
        self._task = asyncio.create_task(self._run(), name="outbox")
        _open.add(self)

    def put(self, entry: Entry) -> None:
        """Take an entry over; it is written as soon as the ones before it are."""
        self._queue.append(entry)
        self._idle.clear()
        self._wake.set()
        if self.state.reason:
            self._keep_aside(self.state.reason)

    @property
    def waiting(self) -> int:
        """How many entries are not known to be in the database."""
        return len(self._queue)

    async def drained(self) -> None:
        """Return when nothing waits."""
        await self._idle.wait()

    async def close(self, seconds: float = 2.0) -> OutboxState:
        """Write what can be written within *seconds*; what can't stays in the journal."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.drained()
        if self._queue:
            self._keep_aside(self.state.reason or "the database did not answer in time")
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        return self.state

    def keep_now(self) -> None:
        """Put what waits into the journal; from any thread, without the event loop.

        An entry may then be there twice, or be stored already: a replay stores it once.
        """
        missing = [entry for entry in tuple(self._queue) if entry.id not in self._journaled]
        if missing and self._journal.append(missing):
            self._journaled.update(entry.id for entry in missing)

    async def _run(self) -> None:
        delay = FIRST_RETRY_S
        while True:
            if not self._queue:
                self._idle.set()
                self._wake.clear()
                await self._wake.wait()
            entry = self._queue[0]
            try:
                stored = await self._stored(entry)
            except NotFound as error:
                self._keep_aside(str(error))
                await asyncio.sleep(LONGEST_RETRY_S)
            except StoreError as error:
                self._keep_aside(str(error))
                await asyncio.sleep(delay)
                delay = min(delay * 2, LONGEST_RETRY_S)
            else:
                delay = FIRST_RETRY_S
                self._queue.popleft()
                self._done(entry, stored)

    async def _stored(self, entry: Entry) -> Quote | None:
        """Write one entry; while that takes long, what waits is in the journal."""
        writing = asyncio.ensure_future(store_entry(self._db, entry, self._now_ms()))
        done, _ = await asyncio.wait([writing], timeout=SLOW_S)
        if not done:
            self._keep_aside(SLOW)
        return await writing

    def _done(self, entry: Entry, stored: Quote | None) -> None:
        if not self._queue and self._journaled:
            self._journal.clear()
            self._journaled.clear()
        if self.state.reason:
            kept = OutboxState(len(self._queue), self.state.reason, self._journal.path)
            self._tell(kept if self._queue else OutboxState())
        self._on_saved(entry.id, stored)

    def _keep_aside(self, reason: str) -> None:
        """Put what waits into the journal, each entry once, and say so."""
        self.keep_now()
        self._tell(OutboxState(len(self._queue), reason, self._journal.path))

    def _tell(self, state: OutboxState) -> None:
        if state != self.state:
            self.state = state
            self._on_state(state)


def journals_of(path: Path) -> tuple[Path, Path]:
    """The journal *path* beside a database, and its substitute among the temporary files.

    The substitute is named by the database, so that the next start finds it.
    """
    name = hashlib.sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return path, Path(tempfile.gettempdir()) / f"focusgroup-{name}.journal"


class Journal:
    """A file of entries beside the database, one JSON line each, on disk when `append` returns.

    Where the database's folder can't be written it goes to the system's folder for
    temporary files; *path* is where it is, None while nothing was written.
    """

    def __init__(self, path: Path) -> None:
        self._candidates = journals_of(path)
        self._used: set[Path] = set()
        self.path: Path | None = None

    def append(self, entries: Sequence[Entry]) -> bool:
        """Write entries and sync them at once; false when no folder can be written."""
        lines = list(map(encode, entries))
        # A line break first: what a full disk tore off must not join with what follows.
        data = ("\n" + "\n".join(lines) + "\n").encode("utf-8")
        first = [self.path] if self.path else []
        for path in dict.fromkeys([*first, *self._candidates]):
            try:
                descriptor = os.open(path, JOURNAL_FLAGS, 0o600)
                try:
                    if os.write(descriptor, data) < len(data):
                        continue
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)
            except OSError:
                continue
            self.path = path
            self._used.add(path)
            return True
        return False

    def clear(self) -> None:
        """Everything in it is in the database now."""
        for path in self._used:
            with suppress(OSError):
                path.unlink()
        self._used.clear()
        self.path = None


def read_journal(path: Path) -> tuple[list[Entry], int]:
    """The entries of a journal and how many of its lines could not be read (a torn end)."""
    entries: list[Entry] = []
    torn = 0
    for line in path.read_bytes().split(b"\n"):
        if not line:
            continue
        try:
            entries.append(decode(line))
        except (ValueError, KeyError, TypeError):
            torn += 1
    return entries, torn


async def replay(db: Db, now_ms: int) -> int:
    """Bring journals that were left behind into the database; how many entries they held.

    A journal is removed once all of it is stored; a line that could not be read, or an
    entry whose session is gone, keeps the file, renamed, so that nothing is thrown away.
    """
    return sum([await _replay(db, path, now_ms) for path in journals_of(db.journal)])


async def _replay(db: Db, path: Path, now_ms: int) -> int:
    if not path.is_file() or path.is_symlink() or not _own(path):
        return 0
    entries, torn = read_journal(path)
    for entry in entries:
        try:
            await store_entry(db, entry, now_ms)
        except NotFound:
            torn += 1
    if torn:
        path.replace(path.with_name(f"{path.name}.{now_ms}.unread"))
    else:
        path.unlink()
    return len(entries)


def _own(path: Path) -> bool:
    """Whether the file is this user's: among temporary files it may be somebody else's."""
    return not hasattr(os, "getuid") or path.stat().st_uid == os.getuid()
