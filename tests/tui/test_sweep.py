"""Each handler and each drawing of the live screen breaks once: the line takes the next quote.

What is broken is found by looking: every method of the program's that Textual calls on the
live screen's widgets, on the screen and on the app.
"""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from textual import events
from textual.dom import DOMNode

from focusgroup.store.engine.location import crash_dir
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.live.screen import LiveScreen
from focusgroup.tui.live.view import LiveView
from focusgroup.tui.messages import OpenLive
from focusgroup.tui.widgets.notifications import LONGEST
from tests.tui.living import Live
from tests.tui.terminal.test_exception_guard import SECRET

CALLED_BY_TEXTUAL = ("on_", "_on_", "action_", "watch_", "render", "get_content_", "get_component")
NEEDED = {
    # Keys, and what opens and closes: an error there is the line's own.
    ("CaptureLine", "_on_key"),
    ("CaptureLine", "__init__"),
    ("LiveScreen", "on_mount"),
    ("LiveScreen", "on_unmount"),
    ("FocusgroupApp", "on_mount"),
}


def methods(nodes: list[DOMNode]) -> Iterator[tuple[type, str]]:
    """Our methods that Textual calls on any of *nodes*, and what they show things by."""
    seen: set[tuple[type, str]] = set()
    for node in nodes:
        for kind in type(node).__mro__:
            if not kind.__module__.startswith("focusgroup."):
                continue
            for name, found in vars(kind).items():
                if not inspect.isfunction(found) or (kind.__name__, name) in NEEDED:
                    continue
                if name.startswith(CALLED_BY_TEXTUAL) and (kind, name) not in seen:
                    seen.add((kind, name))
                    yield kind, name
    for name, found in vars(LiveView).items():
        if inspect.isfunction(found) and not name.startswith("__"):
            yield LiveView, name


def once(found: Callable[..., Any]) -> tuple[Callable[..., Any], list[bool]]:
    """*found*, which breaks the first time."""
    broken: list[bool] = []

    def breaks(*args: Any, **kwargs: Any) -> Any:
        if not broken:
            broken.append(True)
            raise ZeroDivisionError(SECRET)
        return found(*args, **kwargs)

    return breaks, broken


def forgive(app: FocusgroupApp) -> None:
    """Pilot fails at the first exception, which is what these tests are about."""
    app._exception = None
    app._exception_event.clear()


async def paused(live: Live) -> None:
    try:
        await live.pilot.pause()
    except ZeroDivisionError:
        forgive(live.pilot.app)


async def stirred(live: Live) -> None:
    """What makes Textual call as much as may be: keys, clicks, sizes, pastes, redrawing."""
    app, screen = live.pilot.app, live.screen
    for event in (
        events.Key("a", "a"), events.Key("enter", None), events.Paste("x"),
        events.MouseMove(None, 3, 3, 0, 0, 0, False, False, False, 3, 3),
        events.MouseScrollUp(None, 3, 8, 0, 0, 0, False, False, False, 3, 8),
        events.MouseScrollDown(None, 3, 8, 0, 0, 0, False, False, False, 3, 8),
        events.Resize(app.size, app.size),
    ):  # fmt: skip
        app.post_message(event)
    for widget in [screen, *screen.walk_children()]:
        widget.post_message(events.Click(widget, 1, 0, 0, 0, 1, False, False, False))
        widget.refresh(layout=True)
    await paused(live)
    for act in (screen._tick, lambda: screen.action_do("guide"), lambda: screen.action_do("pause")):
        try:
            act()
        except ZeroDivisionError:
            continue  # as from a timer or a key, where it is taken
    try:
        app.export_screenshot()
    except ZeroDivisionError:
        forgive(app)
    await paused(live)
    forgive(app)


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(("saved", "trouble", "taken_down", "render", "on_resize"), id="some"),
        pytest.param(("",), id="all", marks=pytest.mark.slow),
    ],
)
async def test_each_handler_breaks_once_and_the_line_takes_a_quote(
    live: Live, monkeypatch: pytest.MonkeyPatch, wanted: tuple[str, ...]
) -> None:
    app = live.pilot.app
    broken_by: list[str] = []
    nodes: list[DOMNode] = [app, live.screen, *live.screen.walk_children()]
    tried = [(kind, name) for kind, name in methods(nodes) if name.startswith(wanted)]
    assert len(tried) > (25 if "" in wanted else 4)
    for n, (kind, name) in enumerate(tried):
        with monkeypatch.context() as patch:
            breaks, broken = once(vars(kind)[name])
            patch.setattr(kind, name, breaks)
            await stirred(live)
            if broken:
                broken_by.append(f"{kind.__name__}.{name}")
        while len(app.screen_stack) > 2 and not isinstance(app.screen, LiveScreen):
            app.pop_screen()
            await paused(live)
        assert app.is_running, name
        for key in ("escape", "ctrl+e", "ctrl+u"):  # a click corrects a quote
            live.screen.line.take_key(key, None)
        live.type(f"quote number {n}⏎")
        stored = await live.saved()
        forgive(app)
        assert f"quote number {n}" in [q.text for q in stored], f"{kind.__name__}.{name}"
        app.clear_notifications()
    assert len(broken_by) > (15 if "" in wanted else 3), broken_by
    for report in crash_dir().glob("*.txt"):
        assert SECRET not in report.read_text("utf-8")


@pytest.mark.parametrize("error", [MemoryError, RecursionError, OSError(28, "No space left")])
async def test_an_export_that_runs_out_of_memory_is_told_and_the_next_quote_is_stored(
    live: Live, monkeypatch: pytest.MonkeyPatch, error: type[Exception] | Exception
) -> None:
    from focusgroup.exports import word

    def exhausted(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(word, "write_word", exhausted)
    live.type("before⏎")
    await live.saved()
    live.screen.actions.windows.summary()
    app = live.pilot.app
    for _ in range(200):
        await live.pilot.pause(0.01)
        if app._notifications:
            break
    (said,) = {notification.message for notification in app._notifications}
    assert ("memory" if error is MemoryError else "which is a bug") in said
    assert len(said) < LONGEST
    while not isinstance(app.screen, LiveScreen):
        await live.pilot.pause(0.01)
    live.type("behind⏎")
    assert [quote.text for quote in await live.saved()] == ["before", "behind"]


async def test_a_quote_that_breaks_the_screen_does_not_break_the_next_start(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    from focusgroup.tui.live import quote_log

    app = live.pilot.app
    live.type("good⏎bad⏎")
    await live.saved()
    drawn = vars(quote_log.QuoteLog)["render_line"]
    monkeypatch.setattr(quote_log.QuoteLog, "render_line", broken_for("bad", drawn))
    live.screen.action_do("home")
    await paused(live)
    forgive(app)
    app.screen.post_message(OpenLive(live.stored.id))
    for _ in range(100):
        await paused(live)
        if isinstance(app.screen, LiveScreen) and app.screen.is_mounted:
            break
    await paused(live)
    live.type("still here⏎")
    await live.saved()
    forgive(app)
    said = await quote_pages.quotes_of_session(live.db, live.stored.id)
    assert [quote.text for quote in said] == ["good", "bad", "still here"]


def broken_for(word: str, found: Callable[..., Any]) -> Callable[..., Any]:
    def breaks(log: Any, y: int) -> Any:
        strip = found(log, y)
        if word in strip.text:
            raise ZeroDivisionError(SECRET)
        return strip

    return breaks
