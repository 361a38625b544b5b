"""Every text that goes to the terminal can be read, in every theme that the program offers."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color_triplet import ColorTriplet
from textual.theme import BUILTIN_THEMES

from focusgroup.core.model import SessionStatus
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.messages import OpenReview, OpenSetup
from focusgroup.tui.terminal.contrast import LEAST, contrast, readable
from tests.tui.conftest import Add
from tests.tui.living import Live, live_screen, make_session
from tests.tui.seeing import until

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
            if not text or style is None or style.color is None or style.bgcolor is None:
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
@pytest.mark.parametrize("screen", ["home", "welcome", "setup", "review", "palette", "documents",
                                    "debrief"])  # fmt: skip
async def test_every_screen_can_be_read_in_every_theme(
    db: SqliteDb, run_app: Callable[..., Any], add_session: Add, screen: str
) -> None:
    app = FocusgroupApp(db)
    if screen != "welcome":
        await add_session()
        ended = await add_session("Tailspin, 中文 and more", SessionStatus.ENDED)
        made = await make_session(db)
    async with run_app(app, (100, 30)) as pilot:
        if screen == "setup":
            app.screen.post_message(OpenSetup("customer-focus-group"))
        elif screen == "review":
            app.screen.post_message(OpenReview(ended.id))
        elif screen == "palette":
            await pilot.press("ctrl+p")
        elif screen in ("documents", "debrief"):
            await app.push_screen(await live_screen(db, made.id))
            await pilot.pause()
            live = Live(pilot, db, made)
            live.type("- slow @1⏎+ fast @2 #rep⏎…⏎")
            await live.saved()
            if screen == "debrief":
                live.session.lead.end()
                live.screen.view.moved()
            live.screen.action_do("export" if screen == "documents" else "debrief")
        if screen not in ("home", "welcome"):
            await until(pilot, lambda: len(app.screen_stack) > 2)
        await pilot.pause()
        assert await in_each_theme(app, pilot, THEMES) == {}
