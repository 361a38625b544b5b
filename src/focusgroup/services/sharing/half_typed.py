"""This program's half-typed line of a session, as it is kept on disk."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from focusgroup.core.errors import StoreError
from focusgroup.core.ids import new_id
from focusgroup.store import Db
from focusgroup.store.outbox import (
    ENTERED,
    Draft,
    Journal,
    OutboxEntry,
    WriteBehind,
    draft_state,
    half_line,
    leave_draft,
    load_draft,
    open_draft,
    replay_drafts,
    save_draft,
)
from focusgroup.system.clock import unix_ms
from focusgroup.system.running import who


class HalfTyped:
    """The draft of one session, written in the background by *latest*."""

    def __init__(self, db: Db, session_id: str, latest: WriteBehind) -> None:
        self._db = db
        self._session_id = session_id
        self._latest = latest
        self._unread: list[object] = []
        self._log_to_clear = False
        self.draft = Draft()
        self._on_disk = Draft()
        self._journaled = Draft()

    async def open(self, *, initials: str = "", leads: bool = True) -> None:
        """Load the line, and note that this program has the session open, and for whom.

        What ended programs left to be stored is stored first, and their lines become part of this
        one. A database that refuses to write still gives the line.
        """
        try:
            await replay_drafts(self._db, unix_ms())
            self.draft = await open_draft(
                self._db, self._session_id, who(), unix_ms(), initials=initials, leads=leads
            )
        except StoreError:
            self.draft = await load_draft(self._db, self._session_id)
        self._on_disk = self.draft
        self._unread = self.state.get(ENTERED, [])

    @property
    def state(self) -> dict[str, Any]:
        """What was kept with the line: what carries over, and what is being corrected."""
        return draft_state(self.draft.state)

    def keep(
        self, draft: Draft, state: Mapping[str, object], waiting: Sequence[OutboxEntry]
    ) -> None:
        """Save the line with its *state* and the entries that are *waiting* to be stored.

        Entries that could not be read stay with it.
        """
        kept = {**state, ENTERED: self._unread} if self._unread else state
        self._save(replace(draft, state=json.dumps(kept), entered=tuple(waiting)))
        if self._log_to_clear:
            self.clear_log()

    def settle(self) -> None:
        """Save the line again without its entries, as all of them are stored."""
        if self.draft.entered:
            self._save(replace(self.draft, entered=()))

    def _save(self, draft: Draft) -> None:
        self.draft = draft

        async def saved() -> None:
            try:
                await save_draft(self._db, self._session_id, draft, unix_ms())
            except StoreError:
                if self._db.lost:
                    await self.journal()
                raise
            self._on_disk = draft

        self._latest.put("draft", saved)

    def clear_log(self) -> None:
        """Save the draft as it is by now, and leave nothing of those before it in any file."""

        async def cleared() -> None:
            await save_draft(self._db, self._session_id, self.draft, unix_ms())
            self._log_to_clear = not await self._db.clear_log()

        self._latest.put("log", cleared)

    async def journal(self) -> None:
        """Write the line to the journal, if it is nowhere else: the database is lost, or busy."""
        draft = self.draft
        entry = half_line(self._db, self._session_id, draft, new_id())
        if not entry or draft == self._journaled:
            return
        if self._db.lost or draft != self._on_disk:
            await asyncio.to_thread(Journal(self._db.journal, self._db.seal).append, [entry])
            self._journaled = draft

    def leave(self) -> None:
        """Note in the background that this program has closed the session."""
        self._latest.put("open", lambda: leave_draft(self._db, self._session_id))
