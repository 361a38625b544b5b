"""Reads of which only the newest counts, one under way at a time.

A cancelled worker does not stop the query that it waits for; asking again at every key
would queue them up behind each other on the database's thread.
"""

from collections.abc import Awaitable, Callable

from textual.dom import DOMNode

from focusgroup.tui.widgets.notifications import told


class Newest:
    """Runs *work* now, and once more when it was asked for again meanwhile."""

    def __init__(self, node: DOMNode, work: Callable[[], Awaitable[None]]) -> None:
        self._node = node
        self._work = work
        self._asked = False
        self._running = False

    @property
    def running(self) -> bool:
        """Whether something is being read."""
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
