"""Keep a session running after a bug in a handler or a widget, in front of customers.

Textual 8.2.8 ends the program at any exception in a handler, and leaves the rest of the screen
undrawn after one in a widget. It has no hook for either (textual#2818), so three of its methods
are replaced, and only for apps with `survive`: a handler's error is passed to the app, which
reports it, and a widget that can't be drawn shows a sentence.
"""

from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from traceback import clear_frames, walk_tb
from typing import Any, ParamSpec

from rich.segment import Segment
from textual import events
from textual._context import active_app
from textual.app import App
from textual.box_model import BoxModel
from textual.css.query import NoMatches
from textual.geometry import Region, Spacing
from textual.message import Message
from textual.message_pump import MessagePump
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import WorkerFailed

from focusgroup.core.errors import NO_MEMORY, lacks_memory
from focusgroup.tui.widgets.notifications import tell, told

P = ParamSpec("P")

RESERVE = ((200, 8_000), (4_100, 100))
"""Bytes and number of blocks that are kept for when memory is short: room to say so, and to store
what is typed. Small ones, as Python gets memory for those by the megabyte."""
MOST_TOLD = 20
"""The most different errors that are reported in one run."""
INSTEAD = "this part of the screen can't be shown; keep typing"
BEGINNING = (events.Compose, events.Load, events.Mount)


class Mishaps:
    """The errors of one app: each place in the code is reported and notified once.

    Until *go_on* is set there is no screen to go on with, and the app ends as in Textual.
    """

    def __init__(self, app: App[str]) -> None:
        self.go_on = False
        self.short = False
        """Whether memory was short and nobody was told; that takes some, so it is tried again."""
        self._reserve: list[bytes] = []
        self._app = app
        self._places: set[object] = set()

    def take(self, error: Exception) -> None:
        """Report *error*, unless the app is already quitting."""
        app = self._app
        if app._exit:
            return  # an error while screens are taken apart
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, NoMatches) and "CommandPalette" in str(cause):
            return  # from Textual's own search, when the palette is closed before it has ended
        if lacks_memory(cause):
            clear_frames(cause.__traceback__)  # what was being made is still held by them
            self.run_short()
            return
        place = _place(cause)
        if place in self._places or len(self._places) >= MOST_TOLD:
            return
        self._places.add(place)
        if app.is_headless and app._exception is None:
            app._exception = error  # for Pilot, so tests fail because of it
            app._exception_event.set()
        with suppress(Exception), told(app):  # the notification itself may be broken
            raise cause

    def run_short(self) -> None:
        """Go on with what was kept for this; nothing here takes memory."""
        self._reserve.clear()
        self.short = True

    def tell_shortage(self) -> None:
        """Say that memory was short, if nobody was told yet, else keep some; called each second."""
        try:
            if not self.short:
                self._reserve = self._reserve or [
                    bytes(size) for size, number in RESERVE for _ in range(number)
                ]
            elif self._app.screen_stack:
                self.short = False
                tell(self._app, NO_MEMORY, severity="error", seconds=15)
        except MemoryError:
            self.run_short()


def _place(error: BaseException) -> object:
    """Return the error's type and the line of code it came from."""
    where = [(frame.f_code, line) for frame, line in walk_tb(error.__traceback__)]
    return type(error), tuple(where[-1:])


def last_words(error: BaseException | None) -> str:
    """Write a report of *error*, which ended the program; return the message for the terminal."""
    from focusgroup.store.engine.location import crash_dir
    from focusgroup.system.crash_reports import write_crash_report

    report = write_crash_report(error, crash_dir()) if error else None
    where = f"The report {report} says where; it contains nobody's words." if report else ""
    return (
        "focusgroup: something broke, which is a bug. Everything captured is safe. Start"
        f" focusgroup again to resume the session. {where}"
    )


def _survived(error: Exception) -> bool:
    """Pass *error* to the app; return whether there is one that goes on.

    Without memory it goes on unheard: to tell of an error takes some, as does `isinstance` here.
    """
    app: Any = active_app.get(None)
    try:
        survive = getattr(app, "survive", None)
        if survive is not None:
            survive(error)
    except MemoryError:
        return hasattr(type(app), "survive")
    return survive is not None


def surviving(call: Callable[P, None]) -> Callable[P, None]:
    """Return *call* with its errors passed to the app, for callers that must go on."""

    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            call(*args, **kwargs)
        except Exception as error:
            if not _survived(error):
                raise

    return guarded


def _around_dispatch(dispatch: Callable[..., Any]) -> Callable[..., Any]:
    async def guarded(pump: MessagePump, message: Message) -> None:
        try:
            await dispatch(pump, message)
        except Exception as error:
            if isinstance(pump, App) and isinstance(message, BEGINNING):
                raise
            if not _survived(error):
                raise

    return guarded


def guarded_lines(render: Callable[..., Any]) -> Callable[..., Any]:
    """Return a widget's `render_lines` that draws a sentence instead of raising."""

    def guarded(widget: Widget, crop: Region) -> list[Strip]:
        try:
            strips: list[Strip] = render(widget, crop)
        except Exception as error:
            if not _survived(error):
                raise
            line = Strip([Segment(INSTEAD)]).adjust_cell_length(crop.width)
            return [line, *[Strip.blank(crop.width)] * (crop.height - 1)][: crop.height]
        return strips

    return guarded


def _around_size(measure: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(widget: Widget, container: Any, *args: Any, **kwargs: Any) -> BoxModel:
        try:
            box: BoxModel = measure(widget, container, *args, **kwargs)
        except Exception as error:
            if not _survived(error):
                raise
            return BoxModel(Fraction(container.width), Fraction(1), Spacing())
        return box

    return guarded


def install() -> None:
    """Replace the three methods, once."""
    if getattr(MessagePump, "_focusgroup_guarded", False):
        return
    MessagePump._focusgroup_guarded = True  # type: ignore[attr-defined]
    MessagePump._dispatch_message = _around_dispatch(  # type: ignore[method-assign]
        MessagePump._dispatch_message
    )
    Widget.render_lines = guarded_lines(Widget.render_lines)  # type: ignore[method-assign]
    Widget._get_box_model = _around_size(Widget._get_box_model)  # type: ignore[method-assign]
