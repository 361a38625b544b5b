"""What screens drew is not kept in memory once they are closed."""

import gc
import weakref
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.app import FocusgroupApp


class Full(Screen[None]):
    def compose(self) -> ComposeResult:
        for n in range(10):
            yield Static(f"line {n}")


async def test_the_lines_of_closed_screens_are_forgotten(db: SqliteDb, run_app: Any) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await app.push_screen(Full())
        await pilot.pause()
        drawn = [weakref.ref(each._styles_cache) for each in app.screen.query(Static)]
        assert len(drawn) == 10
        await app.pop_screen()
        await pilot.pause()
        await app.push_screen(Full())  # Textual's messages still name the last screen
        await pilot.pause()
        gc.collect()
        assert [each() for each in drawn if each()] == []
