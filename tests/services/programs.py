"""Two programs on one database file, each with a live session and its line, without screens."""

import json
from contextlib import suppress
from pathlib import Path

from focusgroup.core.capture.line_editor import Line
from focusgroup.core.model import Quote
from focusgroup.services import live_steps
from focusgroup.services.capture.line_control import CaptureControl
from focusgroup.services.live_commands.leading import Leading
from focusgroup.services.live_session import LiveSession
from focusgroup.services.sharing import elsewhere
from focusgroup.services.sharing.stored import stored
from focusgroup.store import open_either
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.outbox import OutboxState, replay_waiting
from focusgroup.store.outbox.outbox import Outbox
from focusgroup.system.clock import unix_ms


class Program:
    """One running program: what it shows and says is kept in lists."""

    def __init__(self, db: SqliteDb, live: LiveSession) -> None:
        self.db = db
        self.live = live
        self.line = Line()
        self.killed = False
        self.said: list[str] = []
        self.ticked: list[str] = []
        live.outbox = Outbox(db, on_saved=self.quote_saved, on_state=lambda _: None, now_ms=unix_ms)
        self.control = CaptureControl(live, self, self, slash={}, called=str.upper)
        self.leading = Leading(live, str.upper)
        self.control.restore(live.draft, json.loads(live.draft.state or "{}"))

    @classmethod
    async def start(
        cls, path: Path, session_id: str, *, initials: str = "", leads: bool = True
    ) -> "Program":
        """Start it as the full-screen program starts, and open the session."""
        db = await open_either(path)
        db.programs.begin()
        await replay_waiting(db, unix_ms())
        return cls(db, await LiveSession.load(db, session_id, initials=initials, leads=leads))

    # -- the line and its listener ---------------------------------------------------------------

    def set_line(self, line: Line) -> None:
        self.line = line

    def quote_taken(self, quote: Quote) -> None: ...

    def quote_saved(self, entry_id: str, quote: Quote | None) -> None:
        found = stored(self.live, entry_id, quote)
        if found.words:
            self.control.give_back(found.words)
            self.keep_draft()
        self.live.settle_draft()
        self.ticked += [each.id for each in found.quotes]
        self.said += [found.said] if found.said else []

    def quote_to_delete(self, quote: Quote) -> None:
        self.live.delete(quote)

    def note_taken(self, said: str) -> None: ...
    def run_command(self, name: str, text: str) -> None: ...

    def say(self, text: str) -> None:
        self.said.append(text)

    def outbox_changed(self, state: OutboxState) -> None: ...

    # -- what a person does ----------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Replace the line's text, as if it were typed."""
        self.line = Line.at_end(text)
        self.control.changed()

    def enter(self, text: str) -> None:
        """Type a line and press Enter."""
        self.type(text)
        self.control.enter()

    async def idle(self) -> None:
        """Return when everything entered is stored, and the draft."""
        assert self.live.outbox is not None
        await self.live.outbox.drained()
        self.keep_draft()
        await self.live.latest.drained()

    def keep_draft(self) -> None:
        """Save the half-typed line, as the screen does behind the keys."""
        draft, state = self.control.draft()
        self.live.keep_draft(draft, **state)

    async def look(self) -> None:
        """Look for what other programs changed, as the screen does twice a second."""
        if found := await elsewhere.look(self.live):
            self.said += [found.said] if found.said else []

    async def undo(self) -> str:
        """Press Ctrl+Z; return what is said."""
        return await live_steps.walk_history(self.live, back=True)

    async def close(self) -> None:
        """Leave the screen and end the program."""
        self.keep_draft()
        self.live.half_typed.leave()
        assert self.live.outbox is not None
        await self.live.outbox.close()
        await self.live.latest.close()
        await self.db.close()

    async def kill(self) -> None:
        """End it as a kill does: nothing more is written, its lock is free."""
        self.killed = True
        box, latest = self.live.outbox, self.live.latest
        assert box is not None
        for task in (box._task, latest._task):
            task.cancel()
        box._keeper.end()  # a program that is gone has no threads
        with suppress(Exception):
            await self.db.close()

    def texts(self) -> list[str]:
        """The words shown, in order."""
        return [quote.text for quote in self.live.ordered()]
