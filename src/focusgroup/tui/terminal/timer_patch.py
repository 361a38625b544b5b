"""Work around a trap of Textual: a timer that is to run once may never run.

A timer of Textual 8.2.8 leaves out the runs that it is late for. If the machine stops the program
for longer than the delay while a timer starts, that is the only run: what the timer was to do, say
save the half-typed line, is never done.
"""

from typing import Any

from textual.timer import Timer


def install() -> None:
    """Let timers that run once run late, once; do nothing if that is so already."""
    start = Timer._start
    if start.__module__ == __name__:
        return

    def late(self: Any) -> None:
        self._skip = self._skip and self._repeat != 0
        start(self)

    Timer._start = late  # type: ignore[method-assign]
