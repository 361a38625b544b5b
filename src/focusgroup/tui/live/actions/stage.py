"""The parts of the live screen that every action works with."""

from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from textual.screen import Screen

from focusgroup.services.capture.line_control import CaptureControl
from focusgroup.services.live_session import LiveSession
from focusgroup.store.outbox import Outbox
from focusgroup.tui.live.view import LiveView
from focusgroup.tui.typed_ahead import HoldsKeys
from focusgroup.tui.widgets.notifications import told

T = TypeVar("T")

MOST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Stage:
    """One live screen: its session, its outbox, its line and its panels."""

    screen: HoldsKeys
    live: LiveSession
    outbox: Outbox
    control: CaptureControl
    view: LiveView

    def beside(self, work: Coroutine[Any, Any, None], *, opens: bool = False) -> None:
        """Run *work* in the background while the line keeps the keys; show its errors.

        What is typed behind the key of a work that *opens* a dialog is the dialog's.
        """
        if opens:
            self.screen.opening()

        async def explained() -> None:
            try:
                with told(self.screen):
                    await work
            finally:
                if opens:
                    self.screen.opened()

        self.screen.run_worker(explained())

    async def ask(self, dialog: Screen[T]) -> T:
        """Return what *dialog* is closed with; the line has the keys again at once."""
        self.screen.opening()
        try:
            return await self.screen.app.push_screen_wait(dialog)
        finally:
            self.screen.opened()


def number_in(text: str, otherwise: int) -> int:
    """Return the whole number in a typed text, or *otherwise* if there isn't one."""
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else otherwise
