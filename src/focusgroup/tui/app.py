"""The app: opens screens and nothing else. Databases are opened and closed by its caller."""

import asyncio
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from rich.console import RenderableType
from rich.text import Text
from textual import actions, events, on
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.dom import DOMNode
from textual.driver import Driver
from textual.filter import LineFilter
from textual.message import Message
from textual.screen import Screen

from focusgroup.store import Db
from focusgroup.store.outbox import journal_everything
from focusgroup.tui.commands import APP, LIST, Command, bindings, commands_of
from focusgroup.tui.home.screen import HomeScreen
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.messages import (
    EditSetup,
    KeysWanted,
    OpenLive,
    OpenRehearsal,
    OpenReview,
    OpenSetup,
)
from focusgroup.tui.terminal import (
    covered_screens_patch,
    dismiss_once,
    exception_guard,
    first_layout_patch,
    frames_patch,
    render_cache_patch,
    slow_terminal,
    timer_patch,
)
from focusgroup.tui.terminal.contrast import Readable
from focusgroup.tui.terminal.output_guard import NothingActive
from focusgroup.tui.typed_ahead import TypedAhead
from focusgroup.tui.widgets import theme_choice
from focusgroup.tui.widgets.caret import CaretOnly, caret_of
from focusgroup.tui.widgets.notifications import tell


class FocusgroupApp(App[str]):
    """The full-screen program over an open database."""

    TITLE = "Focusgroup"
    COMMAND_TABLE = APP
    BINDINGS = [*bindings(APP), Binding("ctrl+s", "saved", show=False)]
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
        self.backlog = slow_terminal.Backlog(self)
        self._guard = NothingActive()
        self._readable = Readable()
        self._mishaps = exception_guard.Mishaps(self)
        self.ahead = TypedAhead(self)
        exception_guard.install()
        render_cache_patch.install()
        dismiss_once.install()
        timer_patch.install()
        first_layout_patch.install()
        covered_screens_patch.install()
        frames_patch.install()
        slow_terminal.install()

    def on_mount(self) -> None:
        """Open the home screen, in the colours chosen last."""
        asyncio.get_running_loop().set_exception_handler(self._broke_behind)
        theme_choice.restore(self)
        self.theme_changed_signal.subscribe(self, lambda theme: theme_choice.remember(theme.name))
        self.screen_change_signal.subscribe(
            self, lambda _: self.ahead.screen_changed(), immediate=True
        )
        self.push_screen(HomeScreen(self.db))
        if self._merged:
            tell(self, f"{self._merged} entries that couldn't be saved last time are saved now.")
        self._mishaps.go_on = True
        self.set_interval(1, self._mishaps.tell_shortage)
        if self._first:
            self.post_message(self._first)

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; what is typed waits until the screen on top can take it."""
        if self.ahead.hold(event):
            await self._hand_over()
        else:
            await super().on_event(event)

    @on(KeysWanted)
    async def _hand_over(self) -> None:
        """Hand what was typed to the screen on top, which may open another one meanwhile."""
        while (event := self.ahead.next()) is not None:
            await super().on_event(event)

    def get_driver_class(self) -> type[Driver]:
        """Return Textual's driver; in a terminal, one that no input can crash."""
        chosen = super().get_driver_class()
        if chosen.__name__ == "LinuxDriver":
            from focusgroup.tui.terminal.unix import SteadyDriver

            return SteadyDriver
        if chosen.__name__ == "WindowsDriver":
            from focusgroup.tui.terminal.windows import steady_driver

            return steady_driver()
        return chosen

    def survive(self, error: Exception) -> None:
        """Report a bug and let the session go on, unheard where there is no memory to report it."""
        try:
            self._mishaps.take(error)
        except MemoryError:
            self._mishaps.run_short()

    def _broke_behind(self, loop: asyncio.AbstractEventLoop, broke: dict[str, Any]) -> None:
        """Report an error of a background task, which no handler receives."""
        if isinstance(error := broke.get("exception"), Exception):
            self.survive(error)
        else:
            loop.default_exception_handler(broke)

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

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Draw, with the terminal's caret on the row that has the focus."""
        place = caret_of(self.screen) if self._screen_stack else None
        self.cursor_position = place or self.cursor_position
        if renderable is None and place not in (None, self._previous_cursor_position):
            # Nothing is drawn, but where the row is was found out after it was drawn.
            renderable = CaretOnly()
        super()._display(screen, renderable)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the usual filters, between those for control characters and for contrast."""
        return [self._guard, *super().get_line_filters(), self._readable]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield the palette: the commands of the screen, the focused widget and the app."""
        focused = (screen.focused,) if screen.focused else ()
        for command, owner in commands_of(screen, *focused, self).items():
            if command.action == "command_palette" or command in LIST:
                continue
            # What the screen hides or greys out is not offered here either.
            if _works(command, owner):
                does = f"{self.keys.shown(command.id)} · {command.help}"
                yield SystemCommand(command.label, does, partial(self._do, command, owner))
        yield SystemCommand("Theme", "Choose light or dark colours", self.action_change_theme)

    def action_command_palette(self) -> None:
        """Open the palette."""
        from focusgroup.tui.widgets.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def action_help(self, search: str = "") -> None:
        """Show every key of the screen and of its focused widget, or those with words."""
        from focusgroup.tui.widgets.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            return
        focused = (self.focused,) if self.focused else ()
        commands = commands_of(self.screen, *focused, self)

        async def do(command: Command | None) -> None:
            if command:
                await self._do(command, commands[command])

        later = [command for command, owner in commands.items() if not _works(command, owner)]
        text = getattr(self.screen, "HELP_TEXT", "")
        first = getattr(self.screen, "FIRST_KEYS", ())
        self.push_screen(HelpScreen(commands, text, later=later, first=first, search=search), do)

    async def _do(self, command: Command, owner: DOMNode) -> None:
        await self.run_action(command.action, default_namespace=owner)

    async def action_quit(self) -> None:
        """End the program; half a line, or a window with another text, asks for the key again."""
        for screen in reversed(self.screen_stack):
            sure = getattr(screen, "sure_to_leave", None)
            if sure is not None and not sure("app.quit"):
                return
        self.exit()

    def action_saved(self) -> None:
        """Answer the habit of Ctrl+S on screens that have nothing to save."""
        tell(self, "Saved already: everything, as soon as you do it.")

    def action_switch_theme(self) -> None:
        """Switch between dark and light."""
        self.theme = theme_choice.other(self.current_theme)

    def _fatal_error(self) -> None:
        """End after a bug: name the report, without a traceback in front of customers."""
        error = sys.exc_info()[1] or self._exception
        self._exit_renderables.append(Text(exception_guard.last_words(error)))
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
        from focusgroup.tui.live import opening

        if not opening.is_open(self.screen_stack, message.session_id):
            screen = opening.stored_session(
                self.db,
                message.session_id,
                self.keys,
                initials=message.initials,
                leads=message.leads,
            )
            screen.starts = message.start
            self._open(screen, replace=message.replace)

    @on(OpenRehearsal)
    def _open_rehearsal(self, message: OpenRehearsal) -> None:
        from focusgroup.tui.live import opening

        self.push_screen(opening.rehearsal(message.agenda, message.speed, self.keys))

    def _open(self, screen: Screen[None], *, replace: bool) -> None:
        if replace:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    @on(OpenReview)
    def _open_review(self, message: OpenReview) -> None:
        from focusgroup.tui.review.screen import ReviewScreen

        self.push_screen(ReviewScreen(self.db, message.session_id))


def _works(command: Command, owner: DOMNode) -> bool:
    """Return whether a command can be used now."""
    _, name, parameters = actions.parse(command.action)
    return bool(owner.check_action(name, parameters))
