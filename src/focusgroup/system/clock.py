"""The two clocks of the machine, asked in one place so that tests can set them.

Lengths are monotonic time, which no change of the system's clock bends. While a laptop
sleeps it stands still (CLOCK_MONOTONIC on Linux), as if the session were paused: nobody
can tell whether the room went on, and a clock never jumps in front of people.
"""

import time
from dataclasses import dataclass
from pathlib import Path

STEP_MS = 1_000
"""What a clock is ahead by at most that NTP slows down; more was set back by somebody."""

LEAST_SLEEP_MS = 30_000
"""A shorter sleep is nothing to tell of."""
_WITH_SLEEP: int | None = getattr(time, "CLOCK_BOOTTIME", None)
"""Linux's clock that goes on while the machine sleeps; others have none that Python can ask."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Unix time and monotonic time in ms; *boot* names what the latter counts from, or is empty."""

    wall_ms: int
    mono_ms: int = 0
    boot: str = ""


def unix_ms() -> int:
    """Unix time in ms, UTC: for what is stored and shown as a time of day."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast lengths pass: *speed* times, counted from a real moment and what it showed."""

    speed: int = 1
    real_ms: int = 0
    shown_ms: int = 0


_pace = Pace()


def _real_ms() -> int:
    return time.monotonic_ns() // 1_000_000


def mono_ms() -> int:
    """Monotonic time in ms: for lengths, which no change of the system's clock may bend.

    In a rehearsal it runs faster; otherwise it is the machine's own.
    """
    return _pace.shown_ms + (_real_ms() - _pace.real_ms) * _pace.speed


def slept_ms() -> int:
    """How long (ms) the machine has slept since its start; 0 where that can't be told."""
    if _WITH_SLEEP is None:
        return 0
    awake = time.monotonic_ns()
    return (time.clock_gettime_ns(_WITH_SLEEP) - awake) // 1_000_000


class Sleeps:
    """Tells of each time that the machine slept, once."""

    def __init__(self) -> None:
        self._told_ms = slept_ms()

    def since(self) -> int:
        """How long (ms) it slept since this was told last; 0 when that is not worth telling."""
        now = slept_ms()
        slept = now - self._told_ms
        if slept < LEAST_SLEEP_MS:
            return 0
        self._told_ms = now
        return slept


def speed() -> int:
    """How many times as fast as real time lengths pass: 1 but in a rehearsal."""
    return _pace.speed


def set_speed(times: int) -> None:
    """Let lengths pass *times* as fast from now on; what has passed stays as it is."""
    global _pace
    _pace = Pace(times, _real_ms(), mono_ms())


def moment() -> Moment:
    """Both clocks now, and which start of the machine the monotonic one counts from."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        boot = ""
    return Moment(unix_ms(), mono_ms(), boot)


class Steady:
    """The Unix time of one session: forward with the system's clock, and never back.

    When that is set back, this counts on by monotonic time until it is caught up with, so
    that what is said later is also later in every list. *not_before_ms* is the newest
    moment that the session knows of (Unix ms).
    """

    def __init__(self, not_before_ms: int = 0) -> None:
        self._last_ms = not_before_ms
        self._mono_ms = mono_ms()

    def unix_ms(self) -> int:
        """Now, in ms."""
        now, mono = unix_ms(), mono_ms()
        counted = self._last_ms + max(0, mono - self._mono_ms)
        now = counted if now < counted - STEP_MS else max(now, self._last_ms)
        self._last_ms, self._mono_ms = now, mono
        return now


def local_zone() -> str:
    """The IANA name of this machine's time zone, ``UTC`` where it can't be told."""
    import os
    from zoneinfo import ZoneInfo

    candidates = [os.environ.get("TZ", "").lstrip(":")]
    localtime = Path("/etc/localtime")
    if localtime.is_symlink():
        candidates.append(str(localtime.resolve()).partition("zoneinfo/")[2])
    with_file = Path("/etc/timezone")
    if with_file.is_file():
        candidates.append(with_file.read_text("utf-8", "replace").strip())
    for name in candidates:
        if not name:
            continue
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            continue
        return name
    return "UTC"
