"""The keys that fingers know from every text field: in the fields of all screens and dialogs."""

import inspect
import pkgutil
from importlib import import_module
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.widget import Widget
from textual.widgets import Input, TextArea

import focusgroup.tui
from focusgroup.core.capture import Line
from focusgroup.tui.live.line.capture_line import EDITS
from focusgroup.tui.widgets.fields import Field, ManyLines
from tests.tui.conftest import Run
from tests.tui.living import Live

START = "it was slow"
KEYS = {
    "ctrl+w": ("it was ", 7),
    "alt+backspace": ("it was ", 7),
    "alt+ctrl+h": ("it was ", 7),
    "ctrl+u": ("", 0),
    "ctrl+a": (START, 0),
    "ctrl+e": (START, 11),
    "ctrl+b": (START, 10),
    "alt+b": (START, 7),
    "ctrl+left": (START, 7),
    "ctrl+a ctrl+f": (START, 1),
    "ctrl+a ctrl+d": (START[1:], 0),
    "ctrl+a ctrl+k": ("", 0),
    "alt+b ctrl+k": ("it was ", 7),
}
"""What some keys leave of START, typed with the caret at its end, and where the caret is then."""


class Fields(App[None]):
    """One field of each kind."""

    undone = 0

    def compose(self) -> ComposeResult:
        yield Field()
        yield ManyLines()

    def on_mount(self) -> None:
        self.bind("ctrl+z", "undo")

    def action_undo(self) -> None:
        self.undone += 1


def now(field: Widget) -> tuple[str, int]:
    if isinstance(field, ManyLines):
        return field.text, field.cursor_location[1]
    assert isinstance(field, Field)
    return field.value, field.cursor_position


@pytest.mark.parametrize("kind", [Field, ManyLines])
async def test_a_field_s_keys_do_what_they_do_everywhere(run_app: Run, kind: Any) -> None:
    app = Fields()
    async with run_app(app) as pilot:
        field = app.query_one(kind)
        field.focus()
        for keys, after in KEYS.items():
            field.select_all()
            await pilot.press("backspace", *START, *keys.split())
            assert now(field) == after, keys
            if after[0] != START:
                await pilot.press("ctrl+z")
                assert now(field)[0] == START, keys
        assert app.undone == 0


async def test_undo_of_what_was_not_typed_goes_on_to_the_screen(run_app: Run) -> None:
    app = Fields()
    async with run_app(app) as pilot:
        field = app.query_one(Field)
        field.fill("from the store")
        await pilot.press("ctrl+z", "x", "ctrl+z")
        assert (field.value, app.undone) == ("from the store", 1)
        await pilot.press("ctrl+y")
        assert field.value == "from the storex"
        app.query_one(ManyLines).focus()
        await pilot.press("ctrl+z", "x", "ctrl+z")
        assert (app.query_one(ManyLines).text, app.undone) == ("", 2)


def test_the_capture_line_has_the_same_keys() -> None:
    for keys, after in KEYS.items():
        line = Line.at_end(START)
        for key in keys.split():
            line = EDITS[key](line)
        assert (line.text, line.caret) == after, keys


async def test_no_command_of_the_live_screen_takes_a_key_of_the_line(live: Live) -> None:
    for keys, (text, _) in KEYS.items():
        live.key("ctrl+e", "ctrl+u")
        live.type(START)
        live.key(*keys.split())
        assert live.screen.line.text == text, keys
        if text != START:
            live.key("ctrl+z")
            assert live.screen.line.text == START, keys
    live.key("ctrl+s")
    assert live.screen.line.text == START
    assert "Saved already" in live.shows("#hint")
    assert await live.saved() == ()


def test_every_field_of_the_program_is_one_of_these() -> None:
    """Textual's own fields have no undo, and other keys."""
    modules = [*pkgutil.walk_packages(focusgroup.tui.__path__, "focusgroup.tui.")]
    assert "focusgroup.tui.app" in {found.name for found in modules}
    for found in modules:
        if found.name.endswith("widgets.fields"):
            continue
        source = inspect.getsource(import_module(found.name))
        for widget in (Input, TextArea):
            assert f" {widget.__name__}(" not in source, found.name
