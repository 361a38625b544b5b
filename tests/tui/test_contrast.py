"""Every text that goes to the terminal can be read, in every theme that the program offers."""

import faulthandler
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color_triplet import ColorTriplet
from textual.theme import BUILTIN_THEMES

from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.terminal.contrast import LEAST, contrast, readable
from focusgroup.tui.widgets.notifications import tell
from tests.hostile.test_screens import OPENERS, agenda
from tests.tui.living import Live
from tests.tui.seeing import until
from tests.tui.test_shown_elsewhere import at

__all__ = ["agenda"]
THEMES = [name for name, theme in BUILTIN_THEMES.items() if not name.startswith("ansi")]
SOME = ("textual-light", "solarized-light", "flexoki")
"""Those that were worst, and a dark one."""
GRAPHICS = range(0x2500, 0x25A0)
"""Frames, bars and shades are no text."""
COLOUR = st.tuples(*[st.integers(0, 255)] * 3).map(lambda parts: ColorTriplet(*parts))


def hard_to_read(app: FocusgroupApp) -> list[str]:
    """Each text on the screen whose colours are too close, with how close they are."""
    found = []
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            text = "".join(c for c in segment.text if ord(c) not in GRAPHICS).strip()
            style = segment.style
            if not text:
                continue
            if style is None or style.color is None or style.bgcolor is None:
                found.append(f"unknown colours {text}")  # of the terminal's own
                continue
            ink, behind = style.color.get_truecolor(), style.bgcolor.get_truecolor()
            if style.dim:
                ink = ColorTriplet(*((a + b) // 2 for a, b in zip(ink, behind, strict=True)))
            if contrast(ink, behind) < LEAST:
                found.append(f"{contrast(ink, behind):.1f} {text}")
    return found


async def in_each_theme(app: FocusgroupApp, pilot: Any, themes: list[str]) -> dict[str, list[str]]:
    """What is hard to read on the screen on top, by theme."""
    found = {}
    for name in themes:
        app.theme = name
        await pilot.pause()
        if bad := hard_to_read(app):
            found[name] = bad
    return found


@given(COLOUR, COLOUR)
def test_a_colour_is_moved_until_it_can_be_read_and_else_left(
    ink: ColorTriplet, behind: ColorTriplet
) -> None:
    better = readable(ink, behind)
    assert contrast(better, behind) >= LEAST
    assert (better == ink) == (contrast(ink, behind) >= LEAST)


def test_contrast_is_as_the_guidelines_define_it() -> None:
    white = ColorTriplet(255, 255, 255)
    assert contrast(white, ColorTriplet(0, 0, 0)) == pytest.approx(21)
    assert contrast(ColorTriplet(0x77, 0x77, 0x77), white) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    "themes", [pytest.param(SOME, id="some"), pytest.param(THEMES, marks=pytest.mark.slow)]
)
async def test_the_live_screen_can_be_read(live: Live, themes: list[str]) -> None:
    live.key("f2", "f2")
    live.type("- the export is slow @1 #rep !⏎/park prices⏎/prak⏎")
    await live.saved()
    app = live.pilot.app
    assert isinstance(app, FocusgroupApp)
    shown = app.screen
    assert await in_each_theme(app, live.pilot, themes) == {}
    if themes is not SOME:
        app.action_help()
        await until(live.pilot, lambda: app.screen is not shown)
        await live.pilot.pause()
        assert await in_each_theme(app, live.pilot, themes) == {}


@pytest.mark.slow
@pytest.mark.usefixtures("agenda")
@pytest.mark.parametrize("name", OPENERS)
async def test_every_screen_can_be_read_in_every_theme(
    tmp_path: Path, run_app: Callable[..., Any], name: str
) -> None:
    faulthandler.cancel_dump_traceback_later()  # the limit of a usual test
    async with at(run_app, tmp_path / "said.db", name) as pilot:
        app = pilot.app
        assert isinstance(app, FocusgroupApp)
        tell(app.screen, "A sentence of the program's, with what to do about it.")
        await pilot.pause()
        assert await in_each_theme(app, pilot, THEMES) == {}


@pytest.mark.slow
@pytest.mark.parametrize("keys", [(), ("ctrl+p",), ("ctrl+p", "t", "h", "e", "m", "e", "enter")])
async def test_the_first_start_and_the_palette_can_be_read_in_every_theme(
    db: SqliteDb, run_app: Callable[..., Any], keys: tuple[str, ...]
) -> None:
    async with run_app(FocusgroupApp(db), (100, 30)) as pilot:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        assert await in_each_theme(pilot.app, pilot, THEMES) == {}
