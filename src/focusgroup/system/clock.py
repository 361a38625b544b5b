"""The two clocks of the machine, read in one place so tests can set them.

Lengths are monotonic time, which changes of the system's clock don't affect. On Linux it stops
while a laptop sleeps (CLOCK_MONOTONIC), as if the session were paused: nobody can tell whether the
room went on, and the clock on screen never jumps.
"""

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

STEP_MS = 1_000
"""NTP slows down a clock that is ahead by up to this; one further ahead was set back by hand."""

LEAST_SLEEP_MS = 30_000
"""Shorter sleeps are not reported."""
_WITH_SLEEP: int | None = getattr(time, "CLOCK_BOOTTIME", None)
"""Linux's clock that keeps running while the machine sleeps; Python can't read others."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Unix time and monotonic time in ms; *boot* is the machine start it counts from, or ""."""

    wall_ms: int
    mono_ms: int = 0
    boot: str = ""


def source_date_ms() -> int | None:
    """Return SOURCE_DATE_EPOCH in Unix ms, which sets the time of reproducible files; else None."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(text) * 1000 if text.isascii() and text.isdigit() and len(text) < 12 else None


def unix_ms() -> int:
    """Return Unix time in ms, UTC: for times of day that are saved and shown."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast lengths pass: *speed* times as fast since *real_ms*, shown as *shown_ms*."""

    speed: int = 1
    real_ms: int = 0
    shown_ms: int = 0


_pace = Pace()


def _real_ms() -> int:
    return time.monotonic_ns() // 1_000_000


def mono_ms() -> int:
    """Return monotonic time in ms: for lengths, which changes of the system's clock don't affect.

    In a rehearsal it runs faster; otherwise it is the machine's own.
    """
    return _pace.shown_ms + (_real_ms() - _pace.real_ms) * _pace.speed


def slept_ms() -> int:
    """Return how long (ms) the machine has slept since its start; 0 if unknown."""
    if sys.platform != "win32" and _WITH_SLEEP is not None:
        awake = time.monotonic_ns()
        return (time.clock_gettime_ns(_WITH_SLEEP) - awake) // 1_000_000
    return 0


class Sleeps:
    """Reports each time that the machine slept, once."""

    def __init__(self) -> None:
        self._told_ms = slept_ms()

    def since(self) -> int:
        """Return how long (ms) the machine slept since the last report; 0 if too short to tell."""
        now = slept_ms()
        slept = now - self._told_ms
        if slept < LEAST_SLEEP_MS:
            return 0
        self._told_ms = now
        return slept


def speed() -> int:
    """Return how many times as fast as real time lengths pass: 1 except in a rehearsal."""
    return _pace.speed


def set_speed(times: int) -> None:
    """Let lengths pass *times* as fast from now on; time that has passed does not change."""
    global _pace
    _pace = Pace(times, _real_ms(), mono_ms())


def moment() -> Moment:
    """Return the time of both clocks, and the machine start that the monotonic one counts from."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        boot = ""
    return Moment(unix_ms(), mono_ms(), boot)


class Steady:
    """The Unix time of one session: it follows the system's clock but never goes back.

    If the system's clock is set back, this continues on monotonic time until the system's clock has
    caught up, so later quotes are also later in every list. *not_before_ms* is the newest moment
    that the session knows of (Unix ms).
    """

    def __init__(self, not_before_ms: int = 0) -> None:
        self._last_ms = not_before_ms
        self._mono_ms = mono_ms()

    def unix_ms(self) -> int:
        """Return the time now, in Unix ms."""
        now, mono = unix_ms(), mono_ms()
        counted = self._last_ms + max(0, mono - self._mono_ms)
        now = counted if now < counted - STEP_MS else max(now, self._last_ms)
        self._last_ms, self._mono_ms = now, mono
        return now


def local_zone() -> str:
    """Return the IANA name of this machine's time zone, ``UTC`` if unknown."""
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
