"""Every command of the one table has somebody who does it."""

import importlib
import inspect
import pkgutil
from typing import Any

from textual import actions

import focusgroup.tui
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.keymap import TABLES
from focusgroup.tui.live.commands import LIVE
from tests.tui.living import Live


def owners() -> dict[type[Any], Any]:
    """Every screen and widget that brings a table."""
    found = {}
    for module in pkgutil.walk_packages(focusgroup.tui.__path__, "focusgroup.tui."):
        for thing in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(thing) and getattr(thing, "COMMAND_TABLE", ()):
                found[thing] = thing.COMMAND_TABLE
    return found


def test_every_action_of_a_table_is_a_method_of_who_brings_the_table() -> None:
    brought = owners()
    assert {id(table) for table in brought.values()} >= {id(table) for table in TABLES}
    for owner, table in brought.items():
        for command in table:
            namespace, name, _ = actions.parse(command.action)
            on = FocusgroupApp if namespace == "app" or owner is FocusgroupApp else owner
            assert callable(getattr(on, f"action_{name}", None)), f"{command.id}: {command.action}"


async def test_every_command_of_the_live_screen_names_a_method(live: Live) -> None:
    for command in LIVE:
        assert command.do(live.screen.actions).__name__ == command.id.removeprefix("live.")


async def test_a_command_acts_by_its_key_its_word_and_the_palette_alike(live: Live) -> None:
    app = live.pilot.app
    found = {each.title: each.callback for each in app.get_system_commands(live.screen)}
    live.key("f11")
    assert live.session.round_robin
    live.type("/round⏎")
    assert not live.session.round_robin
    await found["Round"]()  # type: ignore[misc]
    assert live.session.round_robin
    live.screen.action_do("round")
    assert not live.session.round_robin
