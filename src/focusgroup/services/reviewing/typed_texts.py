"""What is typed into a dialog, as it is kept on disk until it is saved."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from focusgroup.core.errors import StoreError
from focusgroup.services.dates_in_words import day_of, time_of_day
from focusgroup.store import Db
from focusgroup.store.outbox import DialogPlace, forget_dialog, load_dialog, save_dialog
from focusgroup.system.clock import local_zone, unix_ms

SOON_S = 0.2
"""Seconds after a key until what was typed is being written."""


class TypedTexts:
    """The texts of one *dialog* about the thing with the id *subject*."""

    def __init__(self, db: Db, dialog: str, subject: str) -> None:
        self._db = db
        self._place = DialogPlace(dialog, subject)
        self._wanted: dict[str, str] = {}
        self._written: dict[str, str] = {}
        self._task: asyncio.Task[None] | None = None

    async def left(self) -> tuple[dict[str, str], str]:
        """Return the texts that were typed and never saved, and when; nothing where none were.

        What can't be read is not offered.
        """
        with suppress(StoreError):
            if draft := await load_dialog(self._db, self._place):
                self._wanted = self._written = dict(draft.fields)
                zone = local_zone()
                day = day_of(draft.at_ms, zone, unix_ms())
                return self._wanted, f"{day} {time_of_day(draft.at_ms, zone)}"
        return {}, ""

    def keep(self, texts: Mapping[str, str]) -> None:
        """Write these texts soon; none are removed."""
        self._wanted = dict(texts)
        if self._wanted != self._written and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._write(), name="typed texts")

    async def _write(self) -> None:
        with suppress(StoreError):  # the next key tries again
            while self._wanted != self._written:
                await asyncio.sleep(SOON_S)
                await self._put()

    async def _put(self) -> None:
        texts = self._wanted
        if texts:
            await save_dialog(self._db, self._place, texts, unix_ms())
        elif self._written:
            await forget_dialog(self._db, self._place)
        self._written = texts

    async def settle(self, *, drop: bool) -> None:
        """Write what waits; *drop* it, where it was saved or is not wanted any more."""
        if self._task and not self._task.done():
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            # Its write may have begun, and ends before the next.
            self._written = self._written or {"": ""}
        self._wanted = {} if drop else self._wanted
        with suppress(StoreError):
            if self._wanted != self._written:
                await self._put()
