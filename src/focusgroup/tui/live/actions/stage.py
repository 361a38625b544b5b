"""The parts of the live screen that every action works with."""

from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from textual.screen import Screen

from focusgroup.services.capture.line_control import CaptureControl
from focusgroup.services.live_session import LiveSession
from focusgroup.store.outbox import Outbox
from focusgroup.tui.live.view import LiveView
from focusgroup.tui.widgets.notifications import told

MOST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Stage:
    """One live screen: its session, its outbox, its line and its panels."""

    screen: Screen[None]
    live: LiveSession
    outbox: Outbox
    control: CaptureControl
    view: LiveView

    def beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Run *work* in the background while the line keeps the keys; show its errors."""

        async def explained() -> None:
            with told(self.screen):
                await work

        self.screen.run_worker(explained())


def number_in(text: str, otherwise: int) -> int:
    """Return the whole number in a typed text, or *otherwise* if there isn't one."""
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else otherwise
