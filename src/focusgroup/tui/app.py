"""The app: opens screens and nothing else. Databases are opened and closed by its caller."""

import asyncio
import sys
from collections.abc import Iterable, Sequence

from rich.text import Text
from textual import actions, on
from textual.app import App, SystemCommand
from textual.dom import DOMNode
from textual.driver import Driver
from textual.filter import LineFilter
from textual.message import Message
from textual.screen import Screen

from focusgroup.store import Db
from focusgroup.store.outbox import journal_everything
from focusgroup.tui.commands import APP, LIST, Command, bindings
from focusgroup.tui.home.screen import HomeScreen
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.messages import EditSetup, OpenLive, OpenRehearsal, OpenReview, OpenSetup
from focusgroup.tui.terminal import exception_guard as going_on
from focusgroup.tui.terminal import render_cache_patch as forgetting
from focusgroup.tui.terminal.exception_guard import Mishaps
from focusgroup.tui.terminal.output_guard import NothingActive
from focusgroup.tui.widgets import theme_choice as colours
from focusgroup.tui.widgets.notifications import tell, told

LAST_WORDS_S = 5.0
CAPTURE_LINE = "capture-line"
"""The value of a screen's HELP_TEXT that shows the cheat sheet of the capture line."""


def table_of(node: DOMNode) -> tuple[Command, ...]:
    """Return the command table of a screen or widget."""
    table: tuple[Command, ...] = getattr(node, "COMMAND_TABLE", ())
    return table


class FocusgroupApp(App[int]):
    """The full-screen program over an open database."""

    TITLE = "Focusgroup"
    COMMAND_TABLE = APP
    BINDINGS = bindings(APP)
    COMMAND_PALETTE_BINDING = "ctrl+p"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (160, "-very-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]

    def __init__(
        self,
        db: Db,
        *,
        merged: int = 0,
        keymap: Keymap | None = None,
        first: Message | None = None,
    ) -> None:
        super().__init__()
        self._first = first
        self.keys = keymap or Keymap()
        self.set_keymap(self.keys.changed)
        self._merged = merged
        self.db = db
        self._guard = NothingActive()
        self._mishaps = Mishaps(self)
        going_on.install()
        forgetting.install()

    def on_mount(self) -> None:
        """Open the home screen, in the colours chosen last."""
        colours.restore(self)
        self.theme_changed_signal.subscribe(self, lambda theme: colours.remember(theme.name))
        self.push_screen(HomeScreen(self.db))
        if self._merged:
            tell(self, f"{self._merged} entries that couldn't be saved last time are saved now.")
        self._mishaps.go_on = True
        if self._first:
            self.post_message(self._first)

    def get_driver_class(self) -> type[Driver]:
        """Return Textual's driver; on a Unix terminal, one that no input can crash."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from focusgroup.tui.terminal.input import SteadyDriver

        return SteadyDriver

    def survive(self, error: Exception) -> None:
        """Report a bug and let the session go on."""
        self._mishaps.take(error)

    def _handle_exception(self, error: Exception) -> None:
        """Like `survive`; only an error before the first screen still ends the program."""
        if self._mishaps.go_on:
            self.survive(error)
        else:
            super()._handle_exception(error)

    def keep_all(self) -> None:
        """Write what is not on disk to the journal; called from another thread."""
        journal_everything()

    def end_by_signal(self, code: int) -> None:
        """Quit as `quit` does, on a signal or when the terminal is gone."""
        self.exit(return_code=code)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the usual filters, and the one that keeps control characters off the terminal."""
        return [self._guard, *super().get_line_filters()]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield the palette: the commands of the screen, the focused widget and the app."""
        focused = (screen.focused,) if screen.focused else ()
        for owner in (screen, *focused, self):
            for command in table_of(owner):
                if command.action == "command_palette" or command in LIST:
                    continue
                # What the screen hides or greys out is not offered here either.
                _, name, parameters = actions.parse(command.action)
                if not owner.check_action(name, parameters):
                    continue

                async def run(action: str = command.action, target: DOMNode = owner) -> None:
                    await self.run_action(action, default_namespace=target)

                yield SystemCommand(command.label, command.help, run)
        yield SystemCommand("Theme", "Choose light or dark colours", self.action_change_theme)

    def action_help(self) -> None:
        """Show every key of the screen, and of the widget that has the focus."""
        from focusgroup.tui.widgets.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            return
        owners = [each for each in (self.screen, self.focused, self) if each is not None]
        commands = {command: owner for owner in reversed(owners) for command in table_of(owner)}
        in_order = [command for owner in owners for command in table_of(owner)]
        text = getattr(self.screen, "HELP_TEXT", "")
        if text == CAPTURE_LINE:
            from focusgroup.tui.live.cheat_sheet import capture_line

            text = capture_line()

        async def do(command: Command | None) -> None:
            if command:
                await self.run_action(command.action, default_namespace=commands[command])

        self.push_screen(HelpScreen(dict.fromkeys(in_order), text), do)

    def action_switch_theme(self) -> None:
        """Switch between dark and light."""
        self.theme = colours.other(self.current_theme)

    def _fatal_error(self) -> None:
        """End after a bug: name the report, without a traceback in front of customers."""
        from focusgroup.store.engine.location import crash_dir
        from focusgroup.system.crash_reports import write_crash_report

        error = sys.exc_info()[1] or self._exception
        report = write_crash_report(error, crash_dir()) if error else None
        where = f"The report {report} says where; it contains nobody's words." if report else ""
        self._exit_renderables.append(
            Text(
                "focusgroup: something broke, which is a bug. Everything captured is safe."
                f" Start focusgroup again to resume the session. {where}"
            )
        )
        self._close_messages_no_wait()

    @on(OpenSetup)
    def _open_setup(self, message: OpenSetup) -> None:
        from focusgroup.tui.setup.screen import SetupScreen

        self._open(SetupScreen(self.db, message.agenda), replace=message.replace)

    @on(EditSetup)
    def _edit_setup(self, message: EditSetup) -> None:
        from focusgroup.tui.setup.screen import SetupScreen

        self.push_screen(SetupScreen(self.db, session_id=message.session_id))

    @on(OpenLive)
    def _open_live(self, message: OpenLive) -> None:
        from focusgroup.tui.live.screen import LiveScreen

        already = [screen for screen in self.screen_stack if isinstance(screen, LiveScreen)]
        if all(screen.session_id != message.session_id for screen in already):
            self._open(LiveScreen(self.db, message.session_id), replace=message.replace)

    @on(OpenRehearsal)
    def _open_rehearsal(self, message: OpenRehearsal) -> None:
        self.run_worker(self._rehearse(message))

    async def _rehearse(self, message: OpenRehearsal) -> None:
        """Keep the rehearsal's own database open until its screen is left."""
        from focusgroup.imports import agenda_file
        from focusgroup.services.rehearsal import rehearsing
        from focusgroup.tui.live.screen import LiveScreen

        with told(self):
            reading = await asyncio.to_thread(agenda_file.load, message.agenda)
            async with rehearsing(reading.agenda, message.speed) as rehearsal:
                screen = LiveScreen(rehearsal.db, rehearsal.session_id, rehearsal=True)
                await self.push_screen(screen)
                try:
                    await screen.gone.wait()
                finally:  # the program may end first: the screen can still write
                    async with asyncio.timeout(LAST_WORDS_S):
                        await screen.gone.wait()

    def _open(self, screen: Screen[None], *, replace: bool) -> None:
        if replace:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    @on(OpenReview)
    def _open_review(self, message: OpenReview) -> None:
        from focusgroup.tui.review.screen import ReviewScreen

        self.push_screen(ReviewScreen(self.db, message.session_id))
