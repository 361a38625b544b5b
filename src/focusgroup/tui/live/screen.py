"""The live screen: agenda, clock, room, quotes, and the capture line below them all.

It opens on a loaded session (`opening`), takes keys and clicks, and runs the commands
(`actions`). `line_control` handles the captured lines, `live_session` holds the state of the
session, and `view` shows it.
"""

from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import replace

from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from focusgroup.core.agenda_run.clock import Stop
from focusgroup.core.errors import StoreError
from focusgroup.core.model import Note, Participant, Task
from focusgroup.services.live_session import LiveSession
from focusgroup.tui.commands import bindings
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.live.actions import LiveActions
from focusgroup.tui.live.actions.available import available, resumes
from focusgroup.tui.live.cheat_sheet import FIRST_KEYS, capture_line
from focusgroup.tui.live.commands import LIVE, LiveCommand
from focusgroup.tui.live.line.capture_line import CaptureLine
from focusgroup.tui.live.line.line_keys import take_key
from focusgroup.tui.live.quote_log import QuoteLog
from focusgroup.tui.live.theme_panel import PickedTheme
from focusgroup.tui.messages import KeysWanted
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.typed_ahead import letter
from focusgroup.tui.widgets.panel import Asked, LinesPanel, Panel

DRAFT_DELAY_S = 0.05
SUGGEST_DELAY_S = 0.15
TICK_S = 0.5
LOOK_S = 0.1
HEARTBEAT_TICKS = 4
SLOW_TICKS = 10
COMMANDS = {command.id: command for command in LIVE}
OPENED_BY_APP = ("app.help", "app.palette")
"""Windows of the app's that open in the order of the keys too."""


class LiveScreen(Screen[None]):
    """One session: live, paused, or ended and opened again."""

    COMMAND_TABLE = LIVE
    BINDINGS = bindings(LIVE)
    AUTO_FOCUS = ""
    HELP_TEXT = capture_line()
    FIRST_KEYS = FIRST_KEYS
    orders_keys = True
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
        &.-very-wide #side { width: 32%; min-width: 52; max-width: 72; }
        &.-wide #strip, &.-very-wide #strip { display: none; }
        &.-guide #log { display: none; }
        ToastRack { dock: top; align: right top; margin-top: 2; }
    }
    """

    def __init__(
        self,
        live: LiveSession,
        keys: Keymap,
        *,
        set_up: AsyncExitStack | None = None,
    ) -> None:
        super().__init__()
        self.live = live
        self._ready = False
        self._set_up = set_up or AsyncExitStack()
        # Kept as an attribute: its draft is still needed after the widgets are removed.
        self.line = CaptureLine(
            on_enter=self._enter, on_change=self._changed, on_key_first=self._key_first, id="line"
        )
        self._log = QuoteLog(id="log")
        self.actions = LiveActions(self, live, self.line, self._log, keys)
        self.control = self.actions.control
        self.view = self.actions.view
        self._draft_due = False
        self._suggestion_due = False
        self._focus_due = False
        self._ticks = 0

    @property
    def session_id(self) -> str:
        """The id of the session shown."""
        return self.live.session.id

    def compose(self) -> ComposeResult:
        """Lay out, top to bottom as the eye needs it: time, guide, quotes, room, line."""
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
                yield self._log
        yield Panel(id="strip")
        yield Panel(id="sticky")
        yield self.line
        yield Panel(id="hint")
        yield KeyFooter(compact=True)

    # -- opening and leaving -----------------------------------------------------------------

    def on_mount(self) -> None:
        """Restore the draft."""
        self.control.restore(self.live.draft, self.live.half_typed.state)
        self._keep_draft()  # the first write to a log syncs its head, so do it before anybody types
        self.set_interval(TICK_S, self._tick)
        self.set_interval(LOOK_S, self.actions.elsewhere.look_beside)
        self.run_worker(self._learn_themes(), group="suggesting")
        self.call_after_refresh(self.view.all)
        self.actions.elsewhere.tell()

    async def _learn_themes(self) -> None:
        """Learn in the background which words go with which themes; all else works without it."""
        learned = self.control.suggested.learned
        with suppress(StoreError):
            await learned.build(self.control.typed.resting)
        self.control.menu.elsewhere = learned.most_used()

    async def on_unmount(self) -> None:
        """Write everything that is still waiting before the screen closes."""
        try:
            self._keep_draft()
            self.live.half_typed.leave()
            self.live.lead.tick()
            await self.actions.stage.outbox.close()
            await self.live.close()
            await self.actions.rescue()
        finally:
            await self._set_up.aclose()

    def _tick(self) -> None:
        """Show the time that has passed, and save it now and then."""
        self._ticks += 1
        if self._ticks % HEARTBEAT_TICKS == 0:
            self.live.lead.tick()
        if self._ticks % SLOW_TICKS == 0:
            self.view.side()
            self.view.room()
        self.actions.elsewhere.look()
        self.actions.watch_database()
        self.actions.leading.overrun()
        self.view.clock()
        self.view.hush()
        self.view.tell_of_sleep()
        self.view.signal_the_end()

    def on_resize(self) -> None:
        """Build every panel for its new width."""
        self.call_after_refresh(self.view.all)

    # -- keys --------------------------------------------------------------------------------

    def on_screen_resume(self) -> None:
        """Give the line the focus."""
        self._focus_line()

    def _focus_line(self) -> None:
        """Give the line the focus once no key is waiting in the screen's queue.

        Textual moves the focus at once, so letters typed from then on would overtake those
        still waiting in that queue.
        """
        self._focus_due = False
        if self.message_queue_size:
            self._focus_soon()
        else:
            self.set_focus(self.line)
            if not self._ready:
                self._ready = True
                self.post_message(KeysWanted())

    def _focus_soon(self) -> None:
        if not self._focus_due:
            self._focus_due = True
            self.call_later(self._focus_line)

    @property
    def takes_keys(self) -> bool:
        """Whether the line can use keys now: they may be meant for a window that is being made."""
        return self._ready and not self.actions.stage.opening.going_on

    def on_key(self, event: events.Key) -> None:
        """Pass on to the line a key that came here because nothing has the focus."""
        self._focus_soon()
        if self.line.take_key(event.key, letter(event)):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Pass a paste on to the line, like a key."""
        self._focus_soon()
        self.line.take_paste(event.text)

    def on_click(self) -> None:
        """Give the line the focus again, wherever the click was."""
        self._focus_soon()

    def _key_first(self, key: str) -> bool:
        """Act on a key that writes nothing, in the order typed; return whether it was taken."""
        if take_key(self.control, key):
            self._draft_soon()
            self.view.line_soon()
            return True
        active = self.active_bindings.get(key)
        if active and (command := COMMANDS.get(active.binding.id or "")):
            self._run(command)
            return True
        if active and (active.binding.id or "") in OPENED_BY_APP:
            opens: Callable[[], None] = getattr(self.app, f"action_{active.binding.action}")
            opens()
            return True
        return False

    def _enter(self) -> None:
        self.view.said = ""
        self.control.enter()
        self._keep_draft()
        self.view.line_soon()

    def _changed(self) -> None:
        self.view.said = ""
        self.control.changed()
        self._draft_soon()
        self.line.set_ghost(self.control.suggested.text)
        if not self._suggestion_due:
            self._suggestion_due = True
            self.set_timer(SUGGEST_DELAY_S, self._suggest)
        self.view.line_soon()

    def _suggest(self) -> None:
        self._suggestion_due = False
        if self.control.suggested.follow():
            self.line.set_ghost(self.control.suggested.text)
            self.view.line_soon()

    def _draft_soon(self) -> None:
        if not self._draft_due:
            self._draft_due = True
            self.set_timer(DRAFT_DELAY_S, self._keep_draft)

    def _keep_draft(self) -> None:
        self._draft_due = False
        draft, state = self.control.draft()
        self.live.keep_draft(draft, **state)
        self.actions.elsewhere.look()

    # -- clicks and commands -----------------------------------------------------------------

    def _pick(self, target: object) -> None:
        """Act on a click on a section, a question, a theme, a callback or a participant."""
        if isinstance(target, Asked):
            if isinstance(target.target, Participant):
                self.actions.room.person(f"@{target.target.seat}")
            elif isinstance(target.target, PickedTheme):
                self.control.typed.theme(target.target.path, add=True)
                self._changed()
        elif isinstance(target, Participant):
            self.control.typed.speaker(target)
            self._changed()
        elif isinstance(target, PickedTheme):
            self.control.typed.theme(target.path)
            self._changed()
        elif isinstance(target, Note):
            self.actions.room.taken_up(note=target)
        elif isinstance(target, Task):
            self.actions.room.task(task=target)
        elif isinstance(target, int | tuple):
            self.actions.leading.open(target if isinstance(target, int) else Stop(*target))
            return
        self.view.moved()

    @on(QuoteLog.QuotePicked)
    def _edit_picked(self, message: QuoteLog.QuotePicked) -> None:
        if quote := self.live.quotes.get(message.quote_id):
            self.control.edit(quote)
            self._draft_soon()
            self.view.line()

    def sure_to_leave(self, command: str) -> bool:
        """Return whether *command*, which leaves, is meant; say so where it is asked for again."""
        return self.actions.windows.sure(command)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what does nothing now.

        `right` takes a theme only while one is suggested at the end of the line, and `down` brings
        a line back only from the last row, and if one is set aside: else they are the line's own.
        """
        if action != "do":
            return True
        if parameters == ("suggestion",):
            return self.control.suggested.stands
        if parameters == ("bring_back",):
            return bool(self.control.set_aside.lines) and not self.line.can_move_row(1)
        return available(str(parameters[0]), self.live, self.control) or None

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Return the keys that work now; where F6 goes on with the session, the footer says so."""
        found = super().active_bindings
        if resumes(self.live):
            for key, each in found.items():
                if each.binding.id == "live.pause":
                    going_on = replace(each.binding, description="Resume")
                    found[key] = each._replace(binding=going_on)
        return found

    def action_do(self, name: str) -> None:
        """Run a command of the table, from the footer or the palette."""
        self._run(COMMANDS[f"live.{name}"])

    def _run(self, command: LiveCommand) -> None:
        self._draft_soon()
        command.do(self.actions)("")
