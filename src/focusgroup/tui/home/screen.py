"""The home screen: running, prepared and past sessions, and how to begin."""

import asyncio

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.screen import Screen

from focusgroup.core.model import Session, SessionStatus
from focusgroup.core.search.selection import Selection
from focusgroup.services.dates_in_words import said_in_words, weekday
from focusgroup.services.session_feed import PAGE, SessionFeed
from focusgroup.store import Db
from focusgroup.store.deletion import delete_session, restore_session
from focusgroup.system import clock
from focusgroup.system.invocation import typed
from focusgroup.tui.commands import HOME, bindings
from focusgroup.tui.home.session_card import SessionCard, facts_of
from focusgroup.tui.home.session_list import SessionList
from focusgroup.tui.home.welcome import Welcome
from focusgroup.tui.messages import OPEN_SAMPLE, EditSetup, KeysWanted, OpenLive, OpenReview
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.confirm import ConfirmScreen
from focusgroup.tui.widgets.notifications import tell, told
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import MUTED, column, cut

EVERYTHING = 10**9
SETTLE_S = 0.08
"""Seconds to wait after a session is chosen before its card is read."""

HINTS = {
    SessionStatus.LIVE: "is in progress: enter takes you back to it",
    SessionStatus.PAUSED: "is paused: enter takes you back to it",
    SessionStatus.SCHEDULED: "is ready: enter opens it, e changes it",
    SessionStatus.ENDED: "is over: enter shows it, w writes its summary",
    SessionStatus.DEBRIEFED: "is over: enter shows it, w writes its summary",
}


class HomeScreen(Screen[None]):
    """The list of sessions, with a card of the chosen one beside it if there is room."""

    COMMAND_TABLE = HOME
    BINDINGS = bindings(HOME, at_once=True)
    HELP_TEXT = (
        "Sessions in progress come first, then prepared ones, then past ones, newest first. A"
        " session that was left, or whose terminal was closed, resumes where it stopped. Click to"
        " choose, double-click to open."
    )
    DEFAULT_CSS = """
    HomeScreen {
        #home-top { background: $panel; color: $text-primary; text-style: bold; padding: 0 1; }
        #home-hint { padding: 0 1; margin-bottom: 1; }
        #home-sample {
            display: none; padding: 0 1; background: $warning-muted; color: $text-warning;
        }
        &.-sample #home-sample { display: block; }
        Welcome, #home-body { display: none; }
        &.-empty Welcome { display: block; }
        &.-filled #home-body { display: block; }
        #home-body { height: 1fr; }
        SessionList { width: 3fr; }
        SessionCard { display: none; }
        &.-wide SessionCard, &.-very-wide SessionCard { display: block; }
        &.-very-wide SessionCard { width: 2fr; }
    }
    """

    def __init__(self, db: Db) -> None:
        super().__init__()
        self.db = db
        self._feed = SessionFeed(db)
        self._reading = asyncio.Lock()
        self._leaving = False
        self._read = False
        self._deleted: list[Session] = []

    def compose(self) -> ComposeResult:
        yield Panel(id="home-top")
        sample = Panel(id="home-sample")
        sample.show(
            Content("SAMPLE: invented sessions, separate from yours. Try anything you like.")
        )
        yield sample
        yield Panel(id="home-hint")
        with Horizontal(id="home-body"):
            yield SessionList()
            yield SessionCard()
        yield Welcome()
        yield KeyFooter()

    @property
    def _list(self) -> SessionList:
        return self.query_one(SessionList)

    # -- reading -----------------------------------------------------------------------------

    @property
    def takes_keys(self) -> bool:
        """Whether keys can be used now: the sessions are read, no other screen is being opened."""
        return self._read and not self._leaving

    def on_screen_resume(self) -> None:
        """Reload, to show what was done on other screens."""
        self._leaving = self._read = False
        self._reload()

    @work(exclusive=True, group="sessions", exit_on_error=False)
    async def _reload(self) -> None:
        async with self._reading:
            await self._fill()
        self._read = True
        self.post_message(KeysWanted())

    async def _fill(self) -> None:
        with told(self):
            feed = SessionFeed(self.db)
            found = await feed.more(max(PAGE, len(self._list.sessions)))
            self._feed = feed
            self._show_bar()
            self.set_class(not found, "-empty")
            self.set_class(bool(found) and all(each.sample for each in found), "-sample")
            self.set_class(bool(found), "-filled")
            self.refresh_bindings()
            self._list.show(found, now_ms=clock.unix_ms(), complete=feed.finished)
            if found:
                self._list.focus()

    @on(SessionList.MoreWanted)
    def _read_on(self, message: SessionList.MoreWanted) -> None:
        self._read_more(EVERYTHING if message.all else PAGE)

    @work(group="more sessions", exit_on_error=False)
    async def _read_more(self, wanted: int) -> None:
        with told(self):
            async with self._reading:
                found = await self._feed.more(wanted)
                self._list.extend(found, complete=self._feed.finished)
            if wanted == EVERYTHING:
                self._list.action_last()

    @on(SessionList.SessionHighlighted)
    def _highlighted(self, message: SessionList.SessionHighlighted) -> None:
        self._show_hint(message.session)
        self._show_card(message.session)
        self.refresh_bindings()

    @work(exclusive=True, group="card", exit_on_error=False)
    async def _show_card(self, session: Session | None) -> None:
        card = self.query_one(SessionCard)
        if not card.display:
            return
        # A read can't be cancelled once begun: wait until the choice has settled.
        await asyncio.sleep(SETTLE_S)
        with told(self):
            card.show(await facts_of(self.db, session) if session else None, clock.unix_ms())

    # -- showing -----------------------------------------------------------------------------

    def _show_bar(self) -> None:
        today = weekday(clock.unix_ms(), clock.local_zone())
        room = max(0, self.size.width - 2 - len(today))
        title = column("Focusgroup", room)
        self.query_one("#home-top", Panel).show(title + Content(today))

    def on_resize(self) -> None:
        """Keep the date at the right."""
        if self.is_mounted:
            self._show_bar()
            self._show_hint(self._list.selected)
            self.call_after_refresh(lambda: self._show_card(self._list.selected))

    def _show_hint(self, session: Session | None) -> None:
        hint = Content()
        if session is not None:
            text = HINTS[session.status]
            if session.published:
                text = f"is read-only here; it lives in {session.published}"
                text = cut(text, max(self.size.width - 23, 20)).plain
            room = max(10, self.size.width - 3 - len(text))
            hint = Content.assemble(cut(session.title, room), " ", (text, MUTED))
        self.query_one("#home-hint", Panel).show(hint)

    # -- commands ----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with the chosen session."""
        session = self._list.selected if self.is_mounted else None
        if action == "sample":
            return self.has_class("-empty")
        if action in ("open", "export"):
            return session is not None
        if session and session.published and action in ("edit", "debrief", "delete"):
            return None
        if action in ("delete", "publish"):
            return session is not None or None
        if action == "undo":
            return bool(self._deleted)
        if action == "review":
            return bool(self._list.sessions) if self.is_mounted else False
        if action == "debrief":
            over = (SessionStatus.ENDED, SessionStatus.DEBRIEFED)
            return session is not None and session.status in over
        if action == "edit":
            return session is not None and session.status is SessionStatus.SCHEDULED
        return True

    def action_publish(self) -> None:
        """Send the chosen session to the team's repository, or take it back."""
        from focusgroup.tui.home.publish import PublishScreen

        if session := self._list.selected:
            self.app.push_screen(PublishScreen(self.db, session))

    def action_new(self) -> None:
        """Choose an agenda, then set up a session with it."""
        from focusgroup.tui.setup.agenda_picker import AgendaPicker

        newest = max(self._list.sessions, key=lambda each: each.created_ms, default=None)
        usual = newest.agenda_name if newest else ""
        self.app.push_screen(AgendaPicker(usual))

    def action_sample(self) -> None:
        """Close this database and open the sample."""
        self._leaving = True
        self.app.exit(OPEN_SAMPLE)

    def action_open(self) -> None:
        """Resume, start or view the chosen session."""
        if session := self._list.selected:
            self._open(session)

    @on(SessionList.SessionOpened)
    def _opened(self, message: SessionList.SessionOpened) -> None:
        self._open(message.session)

    def _open(self, session: Session) -> None:
        """Open the session; one that was published is read, as it can't be led here."""
        self._leave(OpenReview(session.id) if session.published else OpenLive(session.id))

    def _leave(self, message: Message) -> None:
        """Ask for another screen; keys typed from now on wait for that one."""
        self._leaving = True
        self.app.post_message(message)
        self.app.call_later(self._stay)

    def _stay(self) -> None:
        """Take keys again, if no other screen was opened after all."""
        if self.is_current:
            self._leaving = False
            self.post_message(KeysWanted())

    def action_edit(self) -> None:
        """Edit the set-up of a prepared session."""
        if session := self._list.selected:
            self._leave(EditSetup(session.id))

    @work(group="delete", exit_on_error=False)
    async def action_delete(self) -> None:
        """Delete the chosen session, after asking."""
        session = self._list.selected
        if session is None:
            return
        question = (
            f"Delete “{session.title}” with {said_in_words(session)}? Ctrl+Z on this screen"
            f" brings it back until the program ends, `{typed('session restore')}` later."
        )
        if await self.app.push_screen_wait(ConfirmScreen(question, yes="Delete", no="Keep")):
            with told(self):
                await delete_session(self.db, session.id, clock.unix_ms())
                self._deleted.append(session)
                tell(self, f"Deleted: “{session.title[:60]}”. Ctrl+Z brings it back.")
            self._reload()

    @work(group="delete", exit_on_error=False)
    async def action_undo(self) -> None:
        """Bring back the session that was deleted last."""
        if not self._deleted:
            return
        session = self._deleted.pop()
        with told(self):
            await restore_session(self.db, session.id, clock.unix_ms())
            tell(self, f"Restored: “{session.title[:60]}”")
        self._reload()

    def action_debrief(self) -> None:
        """Open the debrief of the chosen session."""
        if session := self._list.selected:
            self._leaving = True
            self._debrief(session.id)

    @work(group="debrief", exit_on_error=False)
    async def _debrief(self, session_id: str) -> None:
        from focusgroup.services.debrief import Debriefing
        from focusgroup.tui.debrief.screen import DebriefScreen

        with told(self):
            self.app.push_screen(DebriefScreen(await Debriefing.load(self.db, session_id)))
            return
        self._stay()

    def action_review(self) -> None:
        """Review all past sessions by theme."""
        self._leave(OpenReview())

    def action_export(self) -> None:
        """Choose a document about the chosen session."""
        if session := self._list.selected:
            from focusgroup.services.documents.jobs import documents_of
            from focusgroup.tui.documents.screen import DocumentsScreen

            begun = session.status is not SessionStatus.SCHEDULED
            offers = documents_of(self.db, Selection(sessions=(session.id,)), begun=begun)
            self.app.push_screen(DocumentsScreen(session.title, offers))
