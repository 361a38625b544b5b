"""The key that quits works in every window, and asks first where a text would be lost."""

import importlib
import pkgutil
from typing import Any

import pytest
from textual.binding import Binding
from textual.screen import ModalScreen

import focusgroup.tui
from focusgroup.core.model import Session
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.home.publish import PublishScreen
from focusgroup.tui.live.dialogs.person import PersonScreen
from focusgroup.tui.widgets.confirm import ConfirmScreen
from focusgroup.tui.widgets.fields import Field
from tests.tui.seeing import opened, told, until


def windows() -> list[type[ModalScreen[Any]]]:
    """Every window of the program."""
    for module in pkgutil.walk_packages(focusgroup.tui.__path__, "focusgroup.tui."):
        if module.name != "focusgroup.tui.terminal.windows":
            importlib.import_module(module.name)
    found, left = [], list(ModalScreen.__subclasses__())
    while left:
        each = left.pop()
        left += each.__subclasses__()
        found += [each] if each.__module__.startswith("focusgroup.tui.") else []
    return found


def test_the_key_that_quits_is_bound_in_every_window() -> None:
    assert len(windows()) > 20
    for window in windows():
        if window.__name__ == "Palette":
            continue  # Textual's own, closed by any key of its own
        bound = [each for cls in window.__mro__ for each in cls.__dict__.get("BINDINGS", ())]
        keys = [each for each in bound if isinstance(each, Binding)]
        assert any(each.action == "app.quit" for each in keys), window.__name__


@pytest.mark.parametrize("window", ["confirm", "person", "publish"])
async def test_a_window_quits_and_asks_where_a_text_was_typed(
    window: str, db: SqliteDb, session: Session
) -> None:
    app = FocusgroupApp(db)
    async with app.run_test(size=(100, 30)) as pilot:
        screens = {
            "confirm": lambda: ConfirmScreen("Delete it?"),
            "person": lambda: PersonScreen(seat=3),
            "publish": lambda: PublishScreen(db, session),
        }
        screen = screens[window]()
        await app.push_screen(screen)
        shown = await opened(pilot, type(screen))
        if window != "confirm":
            await until(pilot, lambda: bool(shown.query(Field)))
            await pilot.pause()
            await pilot.press(*"anna", "ctrl+q")
            await until(pilot, lambda: "once more drops what you typed" in told(app))
            assert not app._exit
            assert shown.query_one(Field).value.endswith("anna")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app._exit)
