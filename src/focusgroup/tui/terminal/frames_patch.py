"""Work around a trap of Textual: the second of two frames waits for up to 33 ms.

Textual 8.2.8 paints what has changed at most 60 times a second. Its timer for that leaves out a
beat whenever it has rested, so the echo of a key comes at once, and what the key brings 17 to 33 ms
later, however soon it was known.
"""

from textual import constants, screen

FRAMES_A_SECOND = 250


def install() -> None:
    """Let frames follow each other after 4 to 8 ms; do nothing if somebody asked for more."""
    period = 1 / max(FRAMES_A_SECOND, constants.MAX_FPS)
    screen.UPDATE_PERIOD = period  # type: ignore[misc]
