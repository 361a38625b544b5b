"""The live screen: agenda, clock, room, quotes, and the capture line under them all.

It takes keys and clicks and runs the commands. What a line does is in `capture_control`,
what is known of the session in `live_session`, and how it is shown in `live_view`.
"""

import asyncio
import json
from contextlib import suppress

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from focusgroup.core.agenda_run.clock import ClockState
from focusgroup.core.errors import FocusgroupError, StoreError
from focusgroup.core.model import Note, Participant, Quote
from focusgroup.services.capture.line_control import CaptureControl
from focusgroup.services.live_session import LiveSession
from focusgroup.store import Db
from focusgroup.store.outbox import Outbox, OutboxState
from focusgroup.system.clock import unix_ms
from focusgroup.tui.commands import APP, LIVE, bindings
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.live.actions import LiveActions
from focusgroup.tui.live.capture_line import CaptureLine, letter
from focusgroup.tui.live.quote_log import QuoteLog
from focusgroup.tui.live.theme_panel import PickedTheme
from focusgroup.tui.live.view import LiveView
from focusgroup.tui.terminal.exception_guard import surviving
from focusgroup.tui.terminal.footer import KeyFooter, let_go_of_old_keys
from focusgroup.tui.widgets.notifications import tell
from focusgroup.tui.widgets.panel import Asked, LinesPanel, Panel

DRAFT_DELAY_S = 0.05
SUGGEST_DELAY_S = 0.15
TICK_S = 0.5
HEARTBEAT_TICKS = 4
SLOW_TICKS = 10
PREFIX = "live."
"""What the ids of this screen's commands start with."""


class LiveScreen(Screen[None]):
    """One session, live, paused, or ended and looked at again."""

    COMMAND_TABLE = LIVE
    BINDINGS = bindings(LIVE)
    AUTO_FOCUS = "CaptureLine"
    HELP_TEXT = "capture-line"
    DEFAULT_CSS = """
    LiveScreen {
        #clock { background: $panel; text-style: none; }
        #body { height: 1fr; }
        #side { width: 38; border-right: solid $panel-lighten-1; display: none; }
        #themes { height: 1fr; }
        #coverage { height: 1fr; display: none; }
        &.-very-wide.-high #coverage { display: block; }
        #guide { height: 1; background: $surface; }
        #section { background: $boost; }
        #sticky { background: $panel; }
        #hint { background: $surface; }
        &.-wide #side, &.-very-wide #side { display: block; }
        &.-very-wide #side { width: 52; }
        &.-narrow FooterKey.-command-palette { display: none; }
        &.-wide #strip, &.-very-wide #strip { display: none; }
        &.-guide #log { display: none; }
    }
    """

    def __init__(self, db: Db, session_id: str, *, rehearsal: bool = False) -> None:
        super().__init__()
        self._rehearsal = rehearsal
        self.gone = asyncio.Event()
        """Set once everything of this screen is written and it is no more."""
        self.db = db
        self.session_id = session_id
        self.live: LiveSession | None = None
        self.control: CaptureControl | None = None
        self.view: LiveView | None = None
        self.actions: LiveActions | None = None
        # Kept by name: it is asked for the draft when the screen is already taken apart.
        self.line = CaptureLine(
            on_enter=self._enter, on_change=self._changed, on_key_first=self._key_first, id="line"
        )
        self._draft_due = False
        self._suggestion_due = False
        self._ticks = 0

    def compose(self) -> ComposeResult:
        """Top to bottom as the eye needs it: time, guide, quotes, room, line."""
        yield Panel(id="clock")
        with Horizontal(id="body"):
            with Vertical(id="side"):
                yield LinesPanel(self._pick, id="agenda")
                yield LinesPanel(self._pick, id="room")
                yield LinesPanel(self._pick, id="themes")
                yield LinesPanel(self._pick, id="coverage")
            with Vertical(id="main"):
                yield Panel(id="section")
                yield LinesPanel(self._pick, id="guide")
                yield QuoteLog(id="log")
        yield Panel(id="strip")
        yield Panel(id="sticky")
        yield self.line
        yield Panel(id="hint")
        yield KeyFooter(compact=True)

    # -- opening and leaving -----------------------------------------------------------------

    async def on_mount(self) -> None:
        """Load the session and bring back what was being typed."""
        try:
            live = await LiveSession.load(self.db, self.session_id)
        except FocusgroupError as error:
            tell(self, str(error), severity="error", seconds=10)
            self.app.pop_screen()
            return
        live.rehearsal = self._rehearsal
        live.outbox = Outbox(
            self.db,
            on_saved=surviving(self.quote_saved),
            on_state=surviving(self.outbox_changed),
            now_ms=unix_ms,
        )
        keys: Keymap = getattr(self.app, "keys", Keymap())
        self.control = CaptureControl(
            live,
            self.line,
            self,
            slash={c.slash: c.help for c in LIVE if c.slash},
            taken=keys.letters((*LIVE, *APP)),
        )
        self.live = live
        self.view = LiveView(self, live, self.control, self.line, keys)
        self.actions = LiveActions(self, live, self.control, self.view)
        self.control.restore(live.draft, json.loads(live.draft.state or "{}"))
        self._keep_draft()  # the first write to a log syncs its head: before somebody types
        self.set_interval(TICK_S, self._tick)
        self.run_worker(self._learn_themes(), group="suggesting")
        self.call_after_refresh(self.view.all)

    async def _learn_themes(self) -> None:
        """Learn in the background which words go with which themes; without it all else works."""
        if self.control:
            with suppress(StoreError):
                await self.control.suggesting.build(self.control.resting)
            self.control.menu.elsewhere = self.control.suggesting.most_used()

    async def on_unmount(self) -> None:
        """Everything that waits is written before the screen is gone."""
        try:
            await self._put_away()
        finally:
            self.gone.set()

    async def _put_away(self) -> None:
        live, self.live = self.live, None
        if live is None or live.outbox is None or self.control is None:
            return
        draft, state = self.control.draft()
        live.keep_draft(draft, **state)
        live.lead.tick()
        await live.outbox.close()
        await live.latest.close()

    def _tick(self) -> None:
        """Time passes: show it, keep it now and then."""
        if self.live is None or self.view is None:
            return
        self._ticks += 1
        if self._ticks % HEARTBEAT_TICKS == 0:
            self.live.lead.tick()
        if self._ticks % SLOW_TICKS == 0:
            let_go_of_old_keys(self)
            self.view.side()
            self.view.room()
        if self.actions:
            self.actions.leading.overrun()
        self.view.clock()
        self.view.hush()
        self.view.tell_of_sleep()
        self.view.signal_the_end()

    def on_resize(self) -> None:
        """Every panel is built for its width."""
        if self.view:
            self.call_after_refresh(self.view.all)

    # -- keys --------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """A key that reached the screen because nothing has the focus belongs to the line."""
        self.line.focus()
        if self.line.take_key(event.key, letter(event)):
            event.stop()
            event.prevent_default()

    def on_click(self) -> None:
        """Wherever somebody clicks, the line keeps the keys."""
        self.line.focus()

    def _key_first(self, key: str) -> bool:
        """Keys that are commands; acted on here, in the order in which they were typed."""
        if self.control is None or self.view is None:
            return True
        if self.control.take_key(key):
            self._draft_soon()
            self.view.line_soon()
            return True
        active = self.active_bindings.get(key)
        if active and active.binding.id and active.binding.id.startswith(PREFIX):
            self.action_do(active.binding.id.removeprefix(PREFIX))
            return True
        return False

    def _enter(self) -> None:
        if self.control is None or self.view is None:
            return
        self.view.said = ""
        self.control.enter()
        self._keep_draft()
        self.view.line_soon()

    def _changed(self) -> None:
        if self.control is None or self.view is None:
            return
        self.view.said = ""
        self.control.changed()
        self._draft_soon()
        self.line.set_ghost(self.control.suggestion)
        if not self._suggestion_due:
            self._suggestion_due = True
            self.set_timer(SUGGEST_DELAY_S, self._suggest)
        self.view.line_soon()

    def _suggest(self) -> None:
        self._suggestion_due = False
        if self.live and self.control and self.view and self.control.suggest():
            self.line.set_ghost(self.control.suggestion)
            self.view.line_soon()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """At the end of the line `right` takes a theme only while one is suggested there."""
        if action == "do" and parameters == ("suggestion",):
            return self.control is not None and self.control.suggests
        return True

    def _draft_soon(self) -> None:
        if not self._draft_due:
            self._draft_due = True
            self.set_timer(DRAFT_DELAY_S, self._keep_draft)

    def _keep_draft(self) -> None:
        self._draft_due = False
        if self.live and self.control:
            draft, state = self.control.draft()
            self.live.keep_draft(draft, **state)

    def _pick(self, target: object) -> None:
        """A click on a section, a question, a theme, a callback or a participant."""
        if self.live is None or self.control is None or self.view is None:
            return
        if isinstance(target, Asked):
            if isinstance(target.target, Participant) and self.actions:
                self.actions.room.person(f"@{target.target.seat}")
        elif isinstance(target, Participant):
            self.control.speaker(target)
            self._changed()
        elif isinstance(target, PickedTheme):
            self.control.theme(target.path)
            self._changed()
        elif isinstance(target, Note) and self.actions:
            self.actions.room.taken_up(note=target)
        elif isinstance(target, int):
            self.live.lead.go_section(target)
        elif isinstance(target, tuple):
            self.live.lead.go((target[0], target[1]))
        self.view.moved()

    @on(QuoteLog.Picked)
    def _edit_picked(self, message: QuoteLog.Picked) -> None:
        if self.live and self.control and self.view and message.quote_id in self.live.quotes:
            self.control.edit(self.live.quotes[message.quote_id])
            self._draft_soon()
            self.view.line()

    # -- the listener: what the control and the outbox tell ------------------------------------

    def quote_taken(self, quote: Quote) -> None:
        """Show a quote that is not on disk yet; the first one starts the clock."""
        if self.live is None or self.view is None:
            return
        if self.live.clock.state is ClockState.READY:
            self.live.lead.start()
        if self.control:
            self.control.menu.saw(quote)
        self.view.taken_down(quote)

    def quote_to_delete(self, quote: Quote) -> None:
        """Delete a quote; undo brings it back."""
        if self.actions:
            self.actions.quoting.gone(quote)

    def note_taken(self, said: str) -> None:
        """Show what a note was understood as."""
        if self.view:
            self.view.side()
            self.view.say(said)

    def quote_saved(self, entry_id: str, quote: Quote | None) -> None:
        """Tick a quote that is on disk, and the one that was split off it."""
        live, view = self.live, self.view
        if live is None or view is None:
            return
        beside = live.quotes.get(live.split_off.pop(entry_id, ""))
        for stored in filter(None, (quote, beside)):
            if stored.id in live.quotes:  # not deleted or joined to another meanwhile
                live.know(stored)
                if self.control:
                    self.control.suggesting.saw(stored)
                view.saved(stored)

    def outbox_changed(self, state: OutboxState) -> None:
        """Show that the database refuses, or takes again."""
        if self.live is not None and self.view is not None:
            self.view.trouble(state)

    def say(self, text: str) -> None:
        """Show a message beside the line."""
        if self.view:
            self.view.say(text)

    def run_command(self, name: str, text: str) -> None:
        """Run a command that was typed instead of its key."""
        command = next((c for c in LIVE if c.slash == name), None)
        if command is None or self.actions is None:
            self.say(f"There is no command /{name}; F1 lists them all.")
            return
        self.actions.run(command.id.removeprefix(PREFIX), text)

    def action_do(self, name: str) -> None:
        """Run a command of the table, from the footer, the palette or a key."""
        if self.actions:
            self._draft_soon()
            self.actions.run(name)
