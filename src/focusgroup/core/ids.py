"""Keys made by the client: UUIDv7 as text (RFC 9562, section 5.7), sortable by time."""

import os
import time


def new_id(now_ms: int | None = None) -> str:
    """A new UUIDv7 as 36 characters of text.

    *now_ms* is Unix time in milliseconds; the system's clock when left out.
    """
    ms = time.time_ns() // 1_000_000 if now_ms is None else now_ms
    value = (ms & 0xFFFFFFFFFFFF) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76  # version 7
    value = value & ~(0x3 << 62) | 0x2 << 62  # variant 10
    h = f"{value:032x}"
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"
