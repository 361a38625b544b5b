"""The parts of the live screen that every action works with."""

from asyncio import Future
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from textual.screen import Screen

from focusgroup.services.capture.line_control import CaptureControl
from focusgroup.services.live_session import LiveSession
from focusgroup.store.outbox import Outbox
from focusgroup.tui.live.view import LiveView
from focusgroup.tui.typed_ahead import Opening
from focusgroup.tui.widgets.notifications import told

Answer = TypeVar("Answer")
Work = Coroutine[Any, Any, None]


@dataclass(frozen=True, slots=True)
class Stage:
    """One live screen: its session, its outbox, its line and its panels."""

    screen: Screen[None]
    live: LiveSession
    outbox: Outbox
    control: CaptureControl
    view: LiveView
    opening: Opening

    def key(self, name: str) -> str:
        """Return the key of a command of the live screen, as people read it."""
        return self.view.keys.shown(f"live.{name}")

    def ask(self, window: Screen[Any], then: Callable[[Any], Work]) -> None:
        """Open a window at once, so that what is typed on goes there; run *then* on its answer.

        No answer (None, False or "") changes nothing.
        """

        def answered(answer: object) -> None:
            if answer:
                self.beside(then(answer))

        self.screen.app.push_screen(window, answered)

    def open(self, window: Screen[Answer]) -> Future[Answer]:
        """Open a window at once; return its answer, to be awaited."""
        return self.screen.app.push_screen(window, wait_for_dismiss=True)

    def beside(self, work: Work) -> None:
        """Run *work* in the background while the line keeps the keys; show its errors."""

        async def explained() -> None:
            with told(self.screen):
                await work

        self.screen.run_worker(explained())
