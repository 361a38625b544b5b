"""A window that is closed twice leaves what lies below it open."""

from typing import Any

import pytest
from textual import events
from textual.app import App
from textual.screen import Screen

from tests.tui.living import Live
from tests.tui.seeing import until


async def test_what_is_typed_behind_the_key_that_opens_a_window_goes_there(live: Live) -> None:
    app, screen = live.pilot.app, live.screen
    for key in ("f7", *"Zoe", "enter", "enter"):
        app.post_message(events.Key(key, key if len(key) == 1 else None))
    await until(live.pilot, lambda: len(screen.live.participants) == 4)
    assert app.screen is screen
    assert screen.live.participants[3].name == "Zoe"
    app.post_message(events.Key("f9", None))
    app.post_message(events.Paste("half a line"))
    await until(live.pilot, lambda: screen.line.text == "half a line" and screen is app.screen)
    assert await live.saved() == ()


async def test_textual_still_closes_another_screen(
    run_app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = getattr(Screen.dismiss, "__closure__", None)
    if plain:  # installed by an earlier test of this process
        monkeypatch.setattr(Screen, "dismiss", plain[0].cell_contents)
    app: App[None] = App()
    async with run_app(app) as pilot:
        below, window = Screen[None](), Screen[None]()
        await app.push_screen(below)
        await app.push_screen(window)
        window.dismiss()
        window.dismiss()
        await pilot.pause()
        assert below not in app.screen_stack
