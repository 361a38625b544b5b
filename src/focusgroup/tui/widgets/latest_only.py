"""Reads of which only the latest matters, one at a time."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from textual.dom import DOMNode

from focusgroup.tui.widgets.notifications import told


class Newest:
    """Runs *work* now, and once more if it was asked for again meanwhile."""

    def __init__(self, node: DOMNode, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._node = node
        self._work = work
        self._asked = False
        self._running = False
        self._task: asyncio.Future[None] | None = None

    @property
    def running(self) -> bool:
        """Whether a read is in progress."""
        return self._running

    def ask(self, *, drop: bool = False) -> None:
        """Run the work soon; errors are shown as notifications.

        With *drop*, nobody needs what is being read now: it is interrupted.
        """
        self._asked = True
        if drop and self._task:
            self._task.cancel()
        if not self._running:
            self._running = True
            self._node.run_worker(self._run(), group="newest", exit_on_error=False)

    async def _run(self) -> None:
        try:
            while self._asked:
                self._asked = False
                self._task = asyncio.ensure_future(self._work())
                with told(self._node):
                    await self._ended(self._task)
        finally:
            self._running, self._task = False, None

    async def _ended(self, task: "asyncio.Future[None]") -> None:
        try:
            await task
        except asyncio.CancelledError:
            current = asyncio.current_task()
            if current and current.cancelling():  # the screen was closed, not only this dropped
                raise
