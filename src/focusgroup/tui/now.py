"""The two clocks of the machine, asked in one place so that tests can set them."""

import time


def unix_ms() -> int:
    """Unix time in ms, UTC: for what is stored and shown as a time of day."""
    return time.time_ns() // 1_000_000


def mono_ms() -> int:
    """Monotonic time in ms: for lengths, which no change of the system's clock may bend."""
    return time.monotonic_ns() // 1_000_000


def local_zone() -> str:
    """The IANA name of this machine's time zone, ``UTC`` where it can't be told."""
    import os
    from pathlib import Path
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
