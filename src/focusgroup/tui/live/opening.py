"""Open the live screen: an empty frame is shown while the session loads."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen

from focusgroup.core.agenda_run.clock import ClockState
from focusgroup.imports import agenda_file
from focusgroup.services.live_session import LiveSession
from focusgroup.services.rehearsal import rehearsing
from focusgroup.services.sharing.initials import own_initials
from focusgroup.store import Db
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.live.line.capture_line import PROMPT
from focusgroup.tui.live.screen import LiveScreen
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.notifications import told
from focusgroup.tui.widgets.panel import Panel

LOOK_AGAIN_S = 0.05


class OpeningScreen(Screen[None]):
    """The frame shown while a live session loads; the live screen then replaces it.

    If loading fails, the error is shown and the frame closes. *loading* gives the session, and
    cleans up after it when the live screen is left.
    """

    takes_keys = False
    starts = False
    """Whether the clock of a session that has not begun is started."""
    DEFAULT_CSS = """
    OpeningScreen {
        #opening-clock { background: $panel; }
        #opening-body { height: 1fr; }
        #opening-sticky { background: $panel; }
        #opening-line { background: $boost; }
        #opening-hint { background: $surface; }
    }
    """

    def __init__(
        self, session_id: str, loading: AbstractAsyncContextManager[LiveSession], keys: Keymap
    ) -> None:
        super().__init__()
        self.session_id = session_id
        self._loading = loading
        self._keys = keys
        self._set_up = AsyncExitStack()

    def compose(self) -> ComposeResult:
        """Lay out the live screen's bars and its line, all empty."""
        yield Panel(id="opening-clock")
        yield Panel(id="opening-body")
        yield Panel(id="opening-sticky")
        line = Panel(id="opening-line")
        line.show(Content.styled(PROMPT, "bold $text-accent"))
        yield line
        yield Panel(id="opening-hint")
        yield KeyFooter(compact=True)

    def on_mount(self) -> None:
        """Load in the background."""
        self._load()

    @work(group="opening", exit_on_error=False)
    async def _load(self) -> None:
        then: Callable[[], object] = self.app.pop_screen
        with told(self):
            live = await self._set_up.enter_async_context(self._loading)
            then = partial(self._open, live)
        self.call_later(self._give_way, then)

    def _give_way(self, then: Callable[[], object]) -> None:
        """Close this screen, once it is on top."""
        if self.app.screen is not self:  # the palette is open on top
            self.set_timer(LOOK_AGAIN_S, partial(self._give_way, then))
        else:
            then()

    def _open(self, live: LiveSession) -> None:
        set_up = self._set_up.pop_all()
        if self.starts and live.clock.state is ClockState.READY:
            live.lead.start()
        self.app.switch_screen(LiveScreen(live, self._keys, set_up=set_up))

    async def on_unmount(self) -> None:
        """Clean up after a session whose live screen never opened."""
        await self._set_up.aclose()


def stored_session(
    db: Db, session_id: str, keys: Keymap, *, initials: str = "", leads: bool = True
) -> OpeningScreen:
    """Return the frame that loads a session, to be started, resumed or looked at.

    Without *initials* they are those of the configuration or the account; who does not lead takes
    notes beside another program.
    """
    return OpeningScreen(session_id, _stored(db, session_id, initials, leads), keys)


def rehearsal(agenda: str, speed: int, keys: Keymap) -> OpeningScreen:
    """Return the frame that prepares a rehearsal.

    *agenda* is a path or the name of a shipped agenda; *speed* is how many times as fast time
    passes.
    """
    return OpeningScreen("", _rehearsal(agenda, speed), keys)


def is_open(screens: Iterable[Screen[object]], session_id: str) -> bool:
    """Return whether one of *screens* shows the session, or is about to."""
    return any(
        screen.session_id == session_id
        for screen in screens
        if isinstance(screen, OpeningScreen | LiveScreen)
    )


@asynccontextmanager
async def _stored(
    db: Db, session_id: str, initials: str, leads: bool
) -> AsyncIterator[LiveSession]:
    yield await LiveSession.load(db, session_id, initials=own_initials(initials), leads=leads)


@asynccontextmanager
async def _rehearsal(agenda: str, speed: int) -> AsyncIterator[LiveSession]:
    """Give a rehearsal with its own database, which is deleted when its screen is left."""
    reading = await asyncio.to_thread(agenda_file.load, agenda)
    async with rehearsing(reading.agenda, speed) as made:
        live = await LiveSession.load(made.db, made.session_id)
        live.rehearsal = True
        yield live
