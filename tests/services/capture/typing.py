"""A live session's line without a screen: typed into, on a real database."""

from focusgroup.core.capture import Line
from focusgroup.core.model import Quote
from focusgroup.services.capture.line_control import CaptureControl
from focusgroup.services.live_session import LiveSession
from focusgroup.store import Db
from focusgroup.store.outbox import Outbox, OutboxState, draft_state
from focusgroup.store.quotes import quotes_of_session
from focusgroup.system.clock import unix_ms


class Typed:
    """The line of one session; it is its own field and its own listener."""

    def __init__(self, db: Db, live: LiveSession) -> None:
        self.db, self.live = db, live
        self.line = Line()
        self.has_left = False
        self.said: list[str] = []
        self.ran: list[tuple[str, str]] = []
        live.outbox = Outbox(
            db, on_saved=self.quote_saved, on_state=self.outbox_changed, now_ms=unix_ms
        )
        self.control = CaptureControl(
            live, self, self, slash={"pause": "stop the clock"}, called=str.upper
        )
        self.control.restore(live.draft, draft_state(live.draft.state))

    @classmethod
    async def opened(cls, db: Db, session_id: str) -> "Typed":
        return cls(db, await LiveSession.load(db, session_id))

    # -- what fingers do -----------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Type; ⏎ is Enter."""
        for char in text:
            if char == "⏎":
                self.control.enter()
            else:
                self.line = self.line.insert(char)
                self.control.changed()
        self.keep_draft()

    def keep_draft(self) -> None:
        draft, state = self.control.draft()
        self.live.keep_draft(draft, **state)

    def up(self) -> None:
        self.control.edit_step(-1)

    def alt(self, seat: int) -> None:
        self.control.speaker_at(seat)

    # -- what came of it -----------------------------------------------------------------------

    async def saved(self) -> tuple[Quote, ...]:
        """The quotes on disk once nothing waits."""
        assert self.live.outbox is not None
        await self.live.outbox.drained()
        await self.live.latest.drained()
        return await quotes_of_session(self.db, self.live.session.id)

    async def spoken(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """The words of each quote on disk, with their speaker and themes."""
        return [(quote.text, quote.speaker, quote.themes) for quote in await self.saved()]

    async def left(self) -> None:
        """Leave the session, once."""
        if self.has_left:
            return
        self.has_left = True
        self.keep_draft()
        assert self.live.outbox is not None
        await self.live.outbox.close()
        await self.live.latest.close()

    # -- the field and the listener ------------------------------------------------------------

    def set_line(self, line: Line) -> None:
        self.line = line

    def quote_taken(self, quote: Quote) -> None:
        self.control.menu.saw(quote)

    def quote_saved(self, entry_id: str, quote: Quote | None) -> None:
        if quote is not None and quote.id in self.live.quotes:
            self.live.know(quote)

    def quote_to_delete(self, quote: Quote) -> None:
        self.live.delete(quote)

    def note_taken(self, said: str) -> None:
        self.said.append(said)

    def run_command(self, name: str, text: str) -> None:
        self.ran.append((name, text))

    def say(self, text: str) -> None:
        self.said.append(text)

    def outbox_changed(self, state: OutboxState) -> None: ...
