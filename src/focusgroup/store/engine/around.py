"""A database around another one, for what changes a part of it."""

from typing import TypeVar

from focusgroup.store.engine.file_watch import Loss
from focusgroup.store.engine.protocol import Db, Snapshot, Work

T = TypeVar("T")


class AroundDb:
    """A `Db` that passes everything on to another; see there. Subclasses change what they need."""

    def __init__(self, db: Db) -> None:
        self._db = db
        self.engine = db.engine
        self.journal = db.journal
        self.seal = db.seal
        self.programs = db.programs

    @property
    def lost(self) -> Loss | None:
        return self._db.lost

    async def version(self) -> int:
        return await self._db.version()

    async def write(self, work: Work[T], *, durable: bool = True) -> T:
        return await self._db.write(work, durable=durable)

    async def settled(self) -> None:
        await self._db.settled()

    async def read(self, work: Work[T]) -> T:
        return await self._db.read(work)

    def snapshot(self) -> Snapshot:
        return self._db.snapshot()

    async def clear_log(self) -> bool:
        return await self._db.clear_log()

    async def close(self) -> None:
        await self._db.close()
