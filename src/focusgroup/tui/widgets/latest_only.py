"""Reads of which only the latest matters, one at a time.

Cancelling a worker does not stop the query it waits for; a new read at every key would queue
up on the database's thread.
"""

from collections.abc import Awaitable, Callable

from textual.dom import DOMNode

from focusgroup.tui.widgets.notifications import told


class Newest:
    """Runs *work* now, and once more if it was asked for again meanwhile."""

    def __init__(self, node: DOMNode, work: Callable[[], Awaitable[None]]) -> None:
        self._node = node
        self._work = work
        self._asked = False
        self._running = False

    @property
    def running(self) -> bool:
        """Whether a read is in progress."""
        return self._running

    def ask(self) -> None:
        """Run the work soon; errors are shown as notifications."""
        self._asked = True
        if not self._running:
            self._running = True
            self._node.run_worker(self._run(), group="newest", exit_on_error=False)

    async def _run(self) -> None:
        try:
            while self._asked:
                self._asked = False
                with told(self._node):
                    await self._work()
        finally:
            self._running = False
