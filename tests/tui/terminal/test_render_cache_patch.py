"""What screens drew is not kept in memory once they are closed."""

import gc
import importlib.util
import weakref
from typing import Any

from textual.app import ComposeResult
from textual.color import Color
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


def test_textual_still_keeps_the_lines_of_a_closed_widget() -> None:
    spec = importlib.util.find_spec("textual._styles_cache")
    assert spec is not None
    assert spec.loader is not None
    unpatched = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(unpatched)
    cache = unpatched.StylesCache()
    cache.get_inner_outer(Color(0, 0, 0), Color(0, 0, 0))
    kept = weakref.ref(cache)
    del cache
    gc.collect()
    assert kept() is not None  # else textual#6665 is fixed and `render_cache_patch` can go
