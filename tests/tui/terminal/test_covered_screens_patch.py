"""What another screen covers is not painted, nor does it paint that screen again."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from focusgroup.tui.terminal import covered_screens_patch


class Below(Screen[None]):
    """A screen that changes while another one covers it."""

    def compose(self) -> Any:
        yield Static("below", id="below")


class Counting(Static):
    """Text that counts how often it is drawn."""

    drawn = 0

    def render_lines(self, *args: Any, **kwargs: Any) -> Any:
        self.drawn += 1
        return super().render_lines(*args, **kwargs)


class Above(Screen[None]):
    """A screen without gaps."""

    def compose(self) -> Any:
        yield Counting("above")


class Window(ModalScreen[None]):
    """A window with something to be seen around it."""


async def drawn_again(run_app: Callable[..., Any]) -> int:
    """How often a screen is drawn while the one below it changes three times."""
    async with run_app(App[None]()) as pilot:
        below, above = Below(), Above()
        await pilot.app.push_screen(below)
        await pilot.app.push_screen(above)
        await pilot.pause()
        await pilot.pause(0.1)
        counting = above.query_one(Counting)
        counting.drawn = 0
        for each in "abc":
            below.query_one("#below", Static).update(each)
            await pilot.pause(0.1)
        return counting.drawn


@pytest.fixture
def patched(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work-around, until the end of the test."""
    monkeypatch.setattr(App, "_background_screens", App._background_screens)
    covered_screens_patch.install()


async def test_textual_still_paints_a_screen_when_the_hidden_one_below_changes(
    run_app: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    found: Any = App.__dict__["_background_screens"]
    if found.fget.__module__ == covered_screens_patch.__name__:
        for cell in found.fget.__closure__ or ():
            monkeypatch.setattr(App, "_background_screens", cell.cell_contents)
    assert await drawn_again(run_app) > 0, "covered_screens_patch.py can go"


@pytest.mark.usefixtures("patched")
async def test_a_screen_rests_while_the_hidden_one_below_changes(
    run_app: Callable[..., Any],
) -> None:
    assert await drawn_again(run_app) == 0


@pytest.mark.usefixtures("patched")
async def test_what_shows_around_a_window_goes_on_being_painted(
    run_app: Callable[..., Any],
) -> None:
    async with run_app(App[None]()) as pilot:
        below = Below()
        await pilot.app.push_screen(below)
        await pilot.app.push_screen(Window())
        await pilot.pause()
        assert below in pilot.app._background_screens
        await pilot.app.push_screen(Above())
        await pilot.pause()
        assert pilot.app._background_screens == []


@pytest.mark.usefixtures("patched")
async def test_what_changed_below_is_there_when_the_screen_above_is_left(
    run_app: Callable[..., Any],
) -> None:
    async with run_app(App[None]()) as pilot:
        below = Below()
        await pilot.app.push_screen(below)
        await pilot.app.push_screen(Above())
        await pilot.pause()
        below.query_one("#below", Static).update("changed")
        await pilot.pause()
        pilot.app.pop_screen()
        await pilot.pause(0.1)
        lines = below._compositor.render_strips()
        assert any("changed" in strip.text for strip in lines)
