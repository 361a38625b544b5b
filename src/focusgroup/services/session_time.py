"""The time of one session: the machine's clocks, or what is told from outside.

`--began` and `[12:04]` only move it ahead; whoever leads the session asks it as it asks a
clock that runs by itself.
"""

from focusgroup.system import clock
from focusgroup.system.clock import Steady


class SessionTime:
    """The two clocks that a session is led by, both in ms.

    *newest_ms* is the newest moment that the session knows of (Unix ms). With *began_ms*
    (Unix ms) the session is written down afterwards: its time stands still but for what it is
    moved ahead by, and what happens in it happened then, not now.
    """

    def __init__(self, newest_ms: int = 0, *, began_ms: int | None = None) -> None:
        self._steady = Steady(newest_ms)
        self._began_ms = began_ms
        self._ahead_ms = 0

    @property
    def afterwards(self) -> bool:
        """Whether the session is written down afterwards."""
        return self._began_ms is not None

    def mono_ms(self) -> int:
        """Return the monotonic moment that the session's clock is asked at."""
        return self._ahead_ms + (0 if self.afterwards else clock.mono_ms())

    def unix_ms(self) -> int:
        """Return the Unix time of what happens now; it never goes back."""
        if self._began_ms is not None:
            return self._began_ms + self._ahead_ms
        return self._steady.unix_ms()

    def not_before(self, unix_ms: int) -> None:
        """Let it be *unix_ms*, unless it is later already."""
        self._steady = Steady(max(self._steady.unix_ms(), unix_ms))

    def move_ahead(self, by_ms: int, unix_ms: int) -> None:
        """Let *by_ms* pass at once; it is *unix_ms* then, unless it is later already."""
        self._ahead_ms += by_ms
        self.not_before(unix_ms)
