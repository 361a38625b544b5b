"""Work around a trap of Textual: a terminal that takes nothing for a while stops the program.

Textual 8.2.8 hands 30 pieces of output to its writing thread; the next one waits until the terminal
takes some. Over a slow line, or with text selected in some terminals, what a person types meanwhile
is then neither understood nor saved.
"""

from textual.drivers import _writer_thread

NO_LIMIT = 0
"""As `queue.Queue` has it. An hour of a live session is a few megabytes."""


def install() -> None:
    """Let the program go on, and what it shows wait for the terminal."""
    _writer_thread.MAX_QUEUED_WRITES = NO_LIMIT  # type: ignore[misc]
