"""`python -m tests.docs.pictures` writes a picture of each screen in dark and light.

The program itself draws them over the sample (Textual's SVG), at a fixed size and on a fixed day.
"""

import asyncio
import html
import re
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from focusgroup.core.model import Session, SessionStatus
from focusgroup.store import Db, open_db, sessions
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.messages import OpenLive, OpenReview, OpenSetup
from tests.conftest import ROOT
from tests.docs.running import make_sample, reader_at
from tests.tui.seeing import on_screen, until

FOLDER = ROOT / "docs" / "pictures"
SIZE = (120, 34)
THEMES = {"dark": "textual-dark", "light": "textual-light"}
LINES = (
    "- the app needs a signal and the cellar has none @2 #offline !",
    "+ photos are quick, one hand is enough @3 #photos",
    "? let me open the last ten orders without a signal @2 #offline",
    ". everybody nods",
)
PEOPLE = "Ada Smith, planner, Northwind\nBen Ito, buyer, Contoso, by role only\nCleo Diaz, engineer"
Steps = Callable[[Pilot[Any], list[Session]], Awaitable[None]]


async def _seen(pilot: Pilot[Any], text: str) -> None:
    await until(pilot, lambda: text in on_screen(pilot.app))


def _held(found: list[Session]) -> Session:
    return next(each for each in found if each.title.startswith("Planners"))


async def _home(pilot: Pilot[Any], _found: list[Session]) -> None:
    await _seen(pilot, "Planners")
    await pilot.press("down")
    await _seen(pilot, "▼")


async def _agendas(pilot: Pilot[Any], found: list[Session]) -> None:
    await _home(pilot, found)
    await pilot.press("n")
    await _seen(pilot, "Webinar focus group")


async def _setup(pilot: Pilot[Any], _found: list[Session]) -> None:
    from focusgroup.tui.setup.screen import SetupScreen

    pilot.app.post_message(OpenSetup("customer-focus-group"))
    await until(pilot, lambda: isinstance(pilot.app.screen, SetupScreen))
    await _seen(pilot, "Participants")
    await pilot.press("tab", "tab", "tab", "tab")
    pilot.app.screen.focused.insert(PEOPLE)  # type: ignore[union-attr]
    await _seen(pilot, "by role only")


async def _live(pilot: Pilot[Any], found: list[Session]) -> None:
    ready = next(each for each in found if each.status is SessionStatus.SCHEDULED)
    pilot.app.post_message(OpenLive(ready.id))
    await _seen(pilot, "AGENDA")
    await pilot.press("f2")
    await _seen(pilot, "of 1:30:00")
    await pilot.press("f3", "f3", "f3", "f3")
    for number, line in enumerate(LINES):
        for key in (*line, "\n"):
            await pilot.press("enter" if key == "\n" else key)
        await _seen(pilot, ("cellar", "one hand", "last ten", "(everybody")[number])


async def _plan(pilot: Pilot[Any], found: list[Session]) -> None:
    await _live(pilot, found)
    await pilot.press("f5")
    await _seen(pilot, "Close")
    await pilot.pause(0.2)


async def _debrief(pilot: Pilot[Any], found: list[Session]) -> None:
    await _home(pilot, found)
    await until(pilot, lambda: pilot.app.screen._list.selected.id == _held(found).id)
    await pilot.press("d")
    await _seen(pilot, "Bottom line")


async def _documents(pilot: Pilot[Any], found: list[Session]) -> None:
    await _home(pilot, found)
    await pilot.press("w")
    await _seen(pilot, "Word summary")


async def _review(pilot: Pilot[Any], found: list[Session]) -> None:
    pilot.app.post_message(OpenReview())
    await _seen(pilot, "Planners")
    await _seen(pilot, "Response ti")  # the tree comes after the quotes
    await pilot.press("down", "down", "down")
    await _seen(pilot, "Support > Response times")
    await pilot.pause(0.3)


SCREENS: dict[str, Steps] = {
    "home": _home,
    "agendas": _agendas,
    "setup": _setup,
    "live": _live,
    "plan": _plan,
    "debrief": _debrief,
    "documents": _documents,
    "review": _review,
}


async def _draw(db: Db, steps: Steps) -> dict[str, str]:
    """Return the picture of one screen in each theme."""
    app, found = FocusgroupApp(db), list(await sessions.recent(db, limit=100))
    async with app.run_test(size=SIZE) as pilot:
        app.theme = THEMES["dark"]
        await steps(pilot, found)
        drawn = {}
        for name, theme in THEMES.items():
            app.theme = theme
            await pilot.pause(0.2)
            drawn[name] = _without_network(app.export_screenshot(title="Focusgroup"))
        return drawn


def _without_network(svg: str) -> str:
    """Leave out the fonts that would be fetched from elsewhere."""
    return re.sub(r",?\s*url\([^)]*\) format\([^)]*\)", "", svg)


def draw(screen: str, folder: Path, sample: Path) -> dict[str, str]:
    """Return one screen's pictures by theme, drawn in a home of its own below *folder*."""

    async def main(place: Path) -> dict[str, str]:
        async with open_db(place) as db:
            return await _draw(db, SCREENS[screen])

    with reader_at(folder, sample) as home:
        return asyncio.run(main(home / "sample.db"))


def text_of(svg: str) -> str:
    """Return what a picture shows as text, without spaces, which are drawn in several ways."""
    parts = re.findall(r"<text [^>]*>(.*?)</text>", svg)
    return re.sub(r"\s", "", html.unescape("".join(parts)).replace("\xa0", ""))


def main() -> None:
    """Write all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="focusgroup pictures ") as name:
        folder = Path(name)
        sample = make_sample(folder / "sample.db")
        for screen in SCREENS:
            for theme, svg in draw(screen, folder / screen, sample).items():
                (FOLDER / f"{screen}-{theme}.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
