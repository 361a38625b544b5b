"""Every key that a screen's text names is a key that works on it then."""

import faulthandler
import re
from pathlib import Path

import pytest
from textual.app import App

from tests.hostile.test_screens import OPENERS, agenda
from tests.slow import some
from tests.tui.seeing import on_screen
from tests.tui.test_shown_elsewhere import Run, at

__all__ = ["agenda"]
NAMED = re.compile(r"(?<![\w/^#])(?:[Ss]hift\+F\d+|F\d{1,2}|\^[a-zA-Z]|[Cc]trl\+[a-zA-Z])(?![\w/])")
EVERYWHERE = {"f1", "ctrl+p", "ctrl+q", "ctrl+s"}
TELL_OF_OTHERS = ("LiveScreen", "HelpScreen", "Palette")
"""The live screen has a sweep of its own; the others list the commands of the screen below."""
LATER = {"ConsentQuestion": {"f7"}}
"""What a screen says about keys of another one."""
USUAL = ("HomeScreen", "DebriefScreen")


def named(text: str) -> set[str]:
    """The keys that a text names, as Textual calls them."""
    return {each.casefold().replace("^", "ctrl+") for each in NAMED.findall(text)}


def own_text(app: App[object]) -> str:
    """What is seen of a screen itself, without the one that shows through around a dialog."""
    shown = on_screen(app).splitlines()
    regions = [each.region for each in app.screen.query("*") if each.is_attached and each.display]
    parts = (
        line[region.x : region.right]
        for region in regions
        for line in shown[region.y : region.bottom]
        if region and region.size != app.size
    )
    return "\n".join(parts)


def working(app: App[object]) -> set[str]:
    """The keys that do something on this screen, other than moving in it."""
    bound = app.screen.active_bindings.values()
    return {key for each in bound if each.enabled for key in each.binding.key.split(",")}


@pytest.mark.usefixtures("agenda")
@pytest.mark.parametrize("name", some(sorted({*OPENERS} - {*TELL_OF_OTHERS}), USUAL))
async def test_a_key_named_on_a_screen_works_there(tmp_path: Path, run_app: Run, name: str) -> None:
    faulthandler.cancel_dump_traceback_later()  # the limit of a usual test
    async with at(run_app, tmp_path / "some.db", name) as pilot:
        app = pilot.app
        for size in ((80, 24), (120, 36), (200, 50)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            dead = named(own_text(app)) - working(app) - EVERYWHERE - LATER.get(name, set())
            assert not dead, f"{dead} on:\n{on_screen(app)}"
