"""Every key in the footer of every screen but the live one does something when it is pressed."""

import faulthandler
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

from focusgroup.store import open_sqlite
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.review.tables.table import Table
from focusgroup.tui.terminal.footer import KeyFooter
from tests.hostile.test_screens import OPENERS, agenda, hostile_session
from tests.tui.seeing import on_screen, told, until

__all__ = ["agenda"]
SAID = ("slow", "fast", "late", "dear", "odd", "fine")
TEXTUALS = {binding.action for binding in Screen.BINDINGS if isinstance(binding, Binding)}
TEXTUALS |= {"command_list('first')"}
"""What Textual's own keys do, shown nowhere: Tab, copying what is selected, the palette's first."""
Run = Callable[..., Any]


def seen(app: FocusgroupApp) -> tuple[object, ...]:
    """All that a key can change on a screen."""
    there = app._exit or not app.is_running
    sorted_by = [table.sorted_by for table in app.screen.query(Table)]  # its heading is underlined
    at = len(app.screen_stack), type(app.screen), app.focused
    return *at, told(app), there, on_screen(app), sorted_by


def offered(app: FocusgroupApp) -> dict[str, str]:
    """The keys that the footer shows as ready, each by its command; without one, the screen's."""
    screen, bare = app.screen, not app.screen.query(KeyFooter)
    return {
        active.binding.id or active.binding.action: active.binding.key.split(",")[0]
        for active in screen.active_bindings.values()
        if active.enabled
        and (active.binding.show or (bare and active.node is screen))
        and active.binding.action not in TEXTUALS
    }


async def read(app: FocusgroupApp) -> None:
    """Once all that is shown is read; what asked for the filters waits for their answer."""
    reading = [worker for worker in app.workers if worker.group != "filters"]
    with suppress(WorkerCancelled):  # another window was opened meanwhile
        for worker in reading:
            await worker.wait()


@asynccontextmanager
async def at(
    run_app: Run, path: Path, name: str, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[Pilot[int]]:
    """A screen over a session in which something was said."""
    db = await open_sqlite(path)
    try:
        session = await hostile_session(db, list(SAID))
        async with run_app(FocusgroupApp(db), size) as pilot:
            await OPENERS[name](pilot, session.id)
            await until(pilot, lambda: type(pilot.app.screen).__name__ == name)
            await read(pilot.app)
            await pilot.pause()
            yield pilot
    finally:
        await db.close()


async def changed_by(pilot: Pilot[int], key: str) -> bool:
    """Whether anything changes after a key."""
    before = seen(pilot.app)
    await pilot.press(key)
    try:
        await until(pilot, lambda: seen(pilot.app) != before)
    except AssertionError:
        return False
    return True


@pytest.mark.slow
@pytest.mark.usefixtures("agenda")
@pytest.mark.parametrize("name", [name for name in OPENERS if name != "LiveScreen"])
async def test_each_key_in_the_footer_does_something(
    tmp_path: Path, run_app: Run, name: str
) -> None:
    faulthandler.cancel_dump_traceback_later()  # the limit of a usual test
    async with at(run_app, tmp_path / "first.db", name) as pilot:
        keys = offered(pilot.app)
    assert keys
    nothing = []
    for number, (command, key) in enumerate(keys.items()):
        async with at(run_app, tmp_path / f"{number}.db", name) as pilot:
            if not await changed_by(pilot, key):
                nothing.append(f"{command} ({key})")
    assert nothing == [], nothing
