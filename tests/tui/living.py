"""The live screen under test: a session of three with an agenda, typed into key by key."""

from collections.abc import Callable

from textual.pilot import Pilot

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.model import Quote, Session
from focusgroup.services.live_session import LiveSession
from focusgroup.store import Db, participants, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.live.quote_log import QuoteLog
from focusgroup.tui.live.screen import LiveScreen
from focusgroup.tui.widgets.panel import Panel
from tests.tui.seeing import until

NOW = 1_760_000_000_000

AGENDA = """---
title: Planners
themes: [Onboarding, Reporting, Reporting > Exports, Mobile]
---
## Welcome (10 min)

> Thank you for coming.

- [ ] Consent to take notes

1. Who are you?

## In your way (20 min, key)
Themes: Onboarding
Listen for: problems

1. When did it last let you down?
   - What did it cost you?
2. What then?

## Strengths (10 min)
Listen for: strengths
"""


async def make_session(db: SqliteDb) -> Session:
    """A session of AGENDA with three participants."""
    made = await sessions.create(
        db, title="Planners", agenda=parse_agenda(AGENDA).agenda, now_ms=NOW
    )
    for name, account in (("Anna Novak", "Northwind"), ("Bert Ilić", "Contoso"), ("李娜", "")):
        await participants.add(db, made.id, name=name, account=account, now_ms=NOW)
    return made


async def live_screen(db: Db, session_id: str, keys: Keymap | None = None) -> LiveScreen:
    """The live screen of a session, ready to be pushed."""
    return LiveScreen(await LiveSession.load(db, session_id), keys or Keymap())


class Live:
    """A live screen under test: types without the cost of a pilot's key presses."""

    def __init__(self, pilot: Pilot[int], db: SqliteDb, session: Session) -> None:
        self.pilot, self.db, self.stored = pilot, db, session

    @property
    def screen(self) -> LiveScreen:
        screen = self.pilot.app.screen
        assert isinstance(screen, LiveScreen)
        return screen

    @property
    def log(self) -> QuoteLog:
        return self.screen.query_one("#log", QuoteLog)

    def type(self, text: str) -> None:
        for char in text:
            if char == "⏎":
                self.key("enter")
            else:
                self.screen.line.take_key("x", char)

    def key(self, *names: str) -> None:
        for name in names:
            assert self.screen.line.take_key(name, None), name

    async def again(self) -> None:
        """Leave the session and open it again, as a resume does."""
        app = self.pilot.app
        await app.pop_screen()
        await self.pilot.pause()
        await app.push_screen(await live_screen(self.db, self.stored.id))
        await self.pilot.pause()

    async def saved(self) -> tuple[Quote, ...]:
        """The quotes on disk once nothing waits."""
        assert self.session.outbox is not None
        await self.session.outbox.drained()
        await self.pilot.pause()
        return await quote_pages.quotes_of_session(self.db, self.stored.id)

    async def until(self, true: Callable[[], bool]) -> None:
        """Until something is so that another thread brings about."""
        await until(self.pilot, true)

    def shows(self, panel: str) -> str:
        return self.screen.query_one(panel, Panel).content.plain

    @property
    def session(self) -> LiveSession:
        """What is known of the running session."""
        return self.screen.live

    async def settled(self) -> None:
        """Once everything that runs beside the line is done."""
        await self.pilot.app.workers.wait_for_complete()
        await self.pilot.pause()
