"""The app: opens screens and nothing else. Databases are opened and closed around it."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

from textual import on
from textual.app import App, SystemCommand
from textual.screen import Screen

from focusgroup.store import Db, open_db
from focusgroup.tui.commands import APP, Command, bindings
from focusgroup.tui.messages import OpenLive, OpenReview, OpenSetup
from focusgroup.tui.screens.home import HomeScreen


class FocusgroupApp(App[int]):
    """The full-screen program over an open database."""

    TITLE = "Focusgroup"
    BINDINGS = bindings(APP)
    COMMAND_PALETTE_BINDING = "ctrl+p"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (160, "-very-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]

    def __init__(self, db: Db, *, sample: bool = False) -> None:
        super().__init__()
        self.db = db
        self.sample = sample

    def on_mount(self) -> None:
        """Open the home screen."""
        self.push_screen(HomeScreen(self.db))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: the screen's own table of commands, then the app's."""
        table: tuple[Command, ...] = getattr(screen, "COMMAND_TABLE", ())
        for command in (*table, *APP):
            if command.action == "command_palette":
                continue

            async def run(action: str = command.action, target: Screen[object] = screen) -> None:
                await self.run_action(action, default_namespace=target)

            yield SystemCommand(command.label, command.help, run)
        yield SystemCommand("Theme", "Choose colours, light or dark", self.action_change_theme)

    def action_help(self) -> None:
        """Show every key of the screen."""
        from focusgroup.tui.screens.help import HelpScreen

        table: tuple[Command, ...] = getattr(self.screen, "COMMAND_TABLE", ())
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen((*table, *APP), getattr(self.screen, "HELP_TEXT", "")))

    @on(OpenSetup)
    def _open_setup(self, message: OpenSetup) -> None:
        from focusgroup.tui.screens.setup import SetupScreen

        self.push_screen(SetupScreen(self.db, message.agenda))

    @on(OpenLive)
    def _open_live(self, message: OpenLive) -> None:
        from focusgroup.tui.screens.live import LiveScreen

        self.push_screen(LiveScreen(self.db, message.session_id))

    @on(OpenReview)
    def _open_review(self, message: OpenReview) -> None:
        from focusgroup.tui.screens.review import ReviewScreen

        self.push_screen(ReviewScreen(self.db, message.session_id))


def run(db: Path) -> int:
    """Open the database, run the program on it, and give its exit code.

    Raises StoreError when the database can't be used, before the screen is touched.
    """

    async def main() -> int:
        async with open_db(db) as opened:
            app = FocusgroupApp(opened)
            await app.run_async()
            return app.return_code or 0

    return asyncio.run(main())
