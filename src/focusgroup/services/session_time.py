"""The time of one session: from the machine's clocks, or given from outside.

`--began` and `[12:04]` only move it ahead; the code that runs the session reads it like a
clock that runs by itself.
"""

from focusgroup.system import clock
from focusgroup.system.clock import Steady


class SessionTime:
    """The two clocks that a session runs by, both in ms.

    *newest_ms* is the latest time recorded in the session (Unix ms). With *began_ms* (Unix ms)
    the session is entered afterwards: its time moves only when it is moved ahead, and its events
    are dated then, not now.
    """

    def __init__(self, newest_ms: int = 0, *, began_ms: int | None = None) -> None:
        self._steady = Steady(newest_ms)
        self._began_ms = began_ms
        self._ahead_ms = 0

    @property
    def afterwards(self) -> bool:
        """Whether the session is entered afterwards."""
        return self._began_ms is not None

    def mono_ms(self) -> int:
        """Return the monotonic time (ms) for the session's clock."""
        return self._ahead_ms + (0 if self.afterwards else clock.mono_ms())

    def unix_ms(self) -> int:
        """Return the Unix time (ms) of what happens now; it never goes back."""
        if self._began_ms is not None:
            return self._began_ms + self._ahead_ms
        return self._steady.unix_ms()

    def not_before(self, unix_ms: int) -> None:
        """Move the Unix time up to *unix_ms*, unless it is later already."""
        self._steady = Steady(max(self._steady.unix_ms(), unix_ms))

    def move_ahead(self, by_ms: int, unix_ms: int) -> None:
        """Move ahead by *by_ms*; the Unix time becomes *unix_ms*, unless it is later already."""
        self._ahead_ms += by_ms
        self.not_before(unix_ms)
