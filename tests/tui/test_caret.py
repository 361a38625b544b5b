"""The terminal's own caret follows the row that has the focus, for screen readers."""

from collections.abc import Callable
from typing import Any

from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.app import FocusgroupApp
from tests.tui.conftest import Add
from tests.tui.seeing import on_screen, until

RunApp = Callable[..., Any]


def under_the_caret(app: FocusgroupApp) -> str:
    lines = on_screen(app).splitlines()
    return lines[app.cursor_position.y][app.cursor_position.x :]


async def test_the_caret_is_on_the_chosen_row_of_each_list(
    db: SqliteDb, run_app: RunApp, add_session: Add
) -> None:
    await add_session()
    app = FocusgroupApp(db)
    async with run_app(app, (80, 24)) as pilot:
        await until(pilot, lambda: "Planners" in under_the_caret(app))
        await pilot.press("n")
        await until(pilot, lambda: "Customer focus group" in under_the_caret(app))
        await pilot.press("down")
        await until(pilot, lambda: "Customer visit" in under_the_caret(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Planners" in under_the_caret(app))
        await pilot.press("w")
        await until(pilot, lambda: under_the_caret(app).lstrip(" │").startswith("▸ Moderator"))
