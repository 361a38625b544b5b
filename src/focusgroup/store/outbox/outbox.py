"""Write entries to the database, trying until it takes them; a journal keeps them meanwhile.

One task writes the entries in order, all that wait in one transaction. When the database
refuses or is slow, they go into a file beside it, each fsynced, on a separate thread: a slow
disk doesn't delay the keys. They are stored later, from here or at the next start. Every entry
has an id, so it is stored only once.
"""

import asyncio
import queue
import threading
import weakref
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from focusgroup.core.errors import FocusgroupError, NotTaken, StoreError
from focusgroup.core.model import Quote
from focusgroup.store.engine.protocol import Db
from focusgroup.store.outbox.entries import MOST_AT_ONCE, OutboxEntry, store_entries
from focusgroup.store.outbox.journal import LOCK_S, Journal

FIRST_RETRY_S = 0.25
LONGEST_RETRY_S = 5.0
SLOW_S = 1.0
KEEP_S = 5.0
"""How long the journal may take at the end of a session (seconds)."""
SLOW = "the database takes long to answer; another program may hold it"


@dataclass(frozen=True, slots=True)
class OutboxState:
    """How many entries are not in the database, why, and where they are kept meanwhile.

    *kept* is how many are in the journal; *refused* says that no journal could be written.
    """

    waiting: int = 0
    reason: str = ""
    journal: Path | None = None
    kept: int = 0
    refused: bool = False

    @property
    def in_memory(self) -> int:
        """How many entries are only in this program's memory."""
        return self.waiting - self.kept


_open: "weakref.WeakSet[Outbox]" = weakref.WeakSet()


def journal_everything() -> None:
    """Write what waits in each outbox to its journal; any thread may call it."""
    for outbox in tuple(_open):
        outbox.keep_now()


class Keeper:
    """Writes waiting entries to a journal, on its own thread, or at once on the caller's."""

    def __init__(
        self, journal: Journal, waiting: deque[OutboxEntry], on_kept: Callable[[], None]
    ) -> None:
        self.journal = journal
        self.kept: set[str] = set()
        self.refused = False
        self._waiting = waiting
        self._on_kept = on_kept
        self._lock = threading.Lock()
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def soon(self, job: Callable[[], None]) -> None:
        """Run *job* on the keeper's thread, after the jobs before it."""
        self._jobs.put(job)
        if self._thread is None:
            # A daemon: a disk that never answers must not keep the program from ending.
            self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
            self._thread.start()

    def keep_soon(self) -> None:
        """Write what waits to the journal on the keeper's thread, each entry once."""
        self.soon(self._keep)

    def clear_soon(self) -> None:
        """Empty the journal on the keeper's thread, unless something waits by then."""
        self.soon(self._clear)

    def keep_now(self) -> None:
        """Write what waits to the journal on the caller's thread.

        An entry may then be in the journal twice, or already in the database: a replay stores
        it once.
        """
        held = self._lock.acquire(timeout=LOCK_S)
        try:
            missing = [entry for entry in self._waiting.copy() if entry.id not in self.kept]
            if missing:
                self.refused = not self.journal.append(missing)
                if not self.refused:
                    self.kept.update(entry.id for entry in missing)
        finally:
            if held:
                self._lock.release()

    def end(self) -> None:
        """End the thread after the jobs it was given."""
        if self._thread is not None:
            self._jobs.put(None)

    def _keep(self) -> None:
        self.keep_now()
        self._on_kept()

    def _clear(self) -> None:
        with self._lock:
            if not self._waiting:
                self.journal.drop(self.kept)
                self.kept.clear()

    def _run(self) -> None:
        while job := self._jobs.get():
            job()


class Outbox:
    """Writes entries in order, and never gives up; `close` allows it some last seconds.

    *draft_saved* returns when the draft that holds the waiting entries is on disk. Where several
    wait, the first is written only then, or when the journal has the others: once it is stored,
    the draft from before Enter no longer counts, and a kill would lose them.
    """

    def __init__(
        self,
        db: Db,
        *,
        on_saved: Callable[[str, Quote | None], None],
        on_state: Callable[[OutboxState], None],
        now_ms: Callable[[], int],
        draft_saved: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self._db = db
        self._draft_saved = draft_saved
        self._on_saved = on_saved
        self._on_state = on_state
        self._now_ms = now_ms
        self._queue: deque[OutboxEntry] = deque()
        self._loop = asyncio.get_running_loop()
        self._keeper = Keeper(Journal(db.journal, db.seal), self._queue, self._kept)
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self.state = OutboxState()
        self._task = asyncio.create_task(self._run(), name="outbox")
        _open.add(self)

    def put(self, entry: OutboxEntry) -> None:
        """Add an entry; it is written as soon as the ones before it are."""
        self._queue.append(entry)
        self._idle.clear()
        self._wake.set()
        if self.state.reason:
            self._loop.call_soon(self._keep_new)

    @property
    def waiting(self) -> tuple[OutboxEntry, ...]:
        """The entries that are not known to be in the database, oldest first."""
        return tuple(self._queue)

    async def drained(self) -> None:
        """Return when nothing waits."""
        await self._idle.wait()

    async def close(self, seconds: float = 2.0) -> OutboxState:
        """Write what is possible within *seconds*, journal the rest, and return the state."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.drained()
        if self._queue:
            self._keep_aside(self.state.reason or "the database did not answer in time")
        with suppress(TimeoutError):
            async with asyncio.timeout(KEEP_S):
                await self._journaled()
        self._keeper.end()
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        return self.state

    def keep_now(self) -> None:
        """Write what waits to the journal; any thread may call it, without the event loop."""
        self._keeper.keep_now()

    async def _run(self) -> None:
        delay, most = FIRST_RETRY_S, MOST_AT_ONCE
        while True:
            if not self._queue:
                self._idle.set()
                self._wake.clear()
                await self._wake.wait()
            if self._draft_saved and any(
                e.id not in self._keeper.kept for e in islice(self._queue, 1, None)
            ):
                await self._rest_kept(self._draft_saved)
            batch = tuple(islice(self._queue, most))
            try:
                stored = await self._stored(batch)
            except Exception as error:
                most = max(len(batch) // 2, 1)
                if isinstance(error, StoreError) and not isinstance(error, NotTaken):
                    self._keep_aside(str(error))
                elif len(batch) > 1:
                    # One of them can't be stored: fewer at once, until it alone is left out.
                    continue
                else:
                    # It isn't the disk: this entry can't be stored (its session is gone, or a
                    # bug). It stays in the journal and is tried again after the others.
                    known = isinstance(error, FocusgroupError)
                    self._keep_aside(str(error) if known else f"a bug ({type(error).__name__})")
                    self._queue.rotate(-1)
                await asyncio.sleep(delay)
                delay = min(delay * 2, LONGEST_RETRY_S)
            else:
                delay, most = FIRST_RETRY_S, MOST_AT_ONCE
                for entry, quote in zip(batch, stored, strict=True):
                    self._queue.popleft()
                    self._done(entry, quote)
                    await asyncio.sleep(0)  # keys between the ticks of a paste

    async def _rest_kept(self, draft_saved: Callable[[], Awaitable[None]]) -> None:
        """Return when the draft has what waits or, if that takes long, the journal has it."""
        saved = asyncio.ensure_future(draft_saved())
        kept = asyncio.ensure_future(asyncio.sleep(SLOW_S))
        try:
            await asyncio.wait([saved, kept], return_when=asyncio.FIRST_COMPLETED)
            if not saved.done():
                self._keep_aside(SLOW)
                kept = asyncio.ensure_future(self._journaled())
                await asyncio.wait([saved, kept], return_when=asyncio.FIRST_COMPLETED)
        finally:
            saved.cancel()
            kept.cancel()

    async def _journaled(self) -> None:
        """Return when the journal's thread has done what it was asked before."""
        done = asyncio.Event()
        self._keeper.soon(lambda: self._call(done.set))
        await done.wait()

    async def _stored(self, batch: Sequence[OutboxEntry]) -> list[Quote | None]:
        """Write a batch; if that takes long, write what waits to the journal meanwhile."""
        writing = asyncio.ensure_future(store_entries(self._db, batch, self._now_ms()))
        done, _ = await asyncio.wait([writing], timeout=SLOW_S)
        if not done:
            self._keep_aside(SLOW)
        return await writing

    def _done(self, entry: OutboxEntry, stored: Quote | None) -> None:
        if not self._queue and (self.state.reason or self._keeper.kept):
            self._keeper.clear_soon()
        if self.state.reason:
            self._tell(self.state.reason if self._queue else "")
        self._report(lambda: self._on_saved(entry.id, stored))

    def _keep_aside(self, reason: str) -> None:
        """Write what waits to the journal, each entry once, and report *reason*."""
        self._keeper.keep_soon()
        self._tell(reason)

    def _keep_new(self) -> None:
        """Journal what was entered just now, all rows of a paste together."""
        if self.state.reason and len(self._queue) > self.state.waiting:
            self._keep_aside(self.state.reason)

    def _kept(self) -> None:
        """Report that the journal's thread wrote what waits, or could not write it."""
        self._call(lambda: self._tell(self.state.reason))

    def _call(self, function: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(function)

    def _tell(self, reason: str) -> None:
        state = OutboxState()
        if reason:
            kept = sum(entry.id in self._keeper.kept for entry in self._queue)
            where = self._keeper.journal.path if kept else None
            state = OutboxState(len(self._queue), reason, where, kept, self._keeper.refused)
        if state != self.state:
            self.state = state
            self._report(lambda: self._on_state(state))

    def _report(self, call: Callable[[], None]) -> None:
        """Call a listener; what breaks there is reported and holds up no entry."""
        try:
            call()
        except Exception as error:
            message = "the listener of the outbox broke"
            self._loop.call_exception_handler({"message": message, "exception": error})
