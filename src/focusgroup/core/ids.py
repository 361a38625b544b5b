"""Row ids made by the client: UUIDv7 as text (RFC 9562, section 5.7), sortable by time."""

import os
import threading
import time
from collections.abc import Iterable, Sequence

_lock = threading.Lock()
_last: dict[int, int] = {}
"""The time and counter of the last id of each of the latest moments that ids were made for."""
_MOMENTS = 64


def new_id(now_ms: int | None = None) -> str:
    """Return a new UUIDv7 as 36 characters of text.

    *now_ms* is Unix time in milliseconds; the default is the system's clock. Ids made in the same
    millisecond keep their order: the twelve bits after the time count up (section 6.2, method 1),
    and on into the next millisecond. That holds also if ids of other moments are made between
    them, as for notes that are written up later.
    """
    ms = time.time_ns() // 1_000_000 if now_ms is None else now_ms
    with _lock:
        head = max((ms & 0xFFFFFFFFFFFF) << 12, _last.pop(ms, -1) + 1)
        _last[ms] = head
        if len(_last) > _MOMENTS:
            del _last[next(iter(_last))]
    value = (head >> 12) << 80 | 0x7 << 76 | (head & 0xFFF) << 64  # time, version, counter
    value |= 0x2 << 62 | int.from_bytes(os.urandom(8), "big") >> 2  # variant, random
    h = f"{value:032x}"
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"


SHORTEST_PREFIX = 4
"""The fewest characters of an id that name something."""


def too_short(ref: str) -> str:
    """Return why *ref* names nothing, if it looks like the start of an id; "" otherwise."""
    if len(ref) < SHORTEST_PREFIX and all(each in "0123456789abcdef" for each in ref.lower()):
        return f"; give at least {SHORTEST_PREFIX} characters of an id"
    return ""


MOST_NAMED = 5
"""How many things a message names when several are meant."""
LONGEST_NAMED = 40
"""Characters of a quote or a promise that such a message shows."""


def named(
    found: Sequence[tuple[str, str]], *, ends: bool = False, among: Iterable[str] = ()
) -> str:
    """Return a list of the first few things by id and title; the others are counted.

    Each has a start of its id, or with *ends* an end of it, that no other has, also *among* those
    that are not meant.
    """
    ids = {id for id, _ in found} | set(among)
    length = shortest_prefix((id[::-1] if ends else id for id in ids), 6 if ends else 8)
    names = [
        f"{id[-length:] if ends else id[:length]} “{_cut(title)}”"
        for id, title in found[:MOST_NAMED]
    ]
    more = len(found) - MOST_NAMED
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def _cut(title: str) -> str:
    return title if len(title) <= LONGEST_NAMED else title[:LONGEST_NAMED].rstrip() + "…"


def shortest_prefix(ids: Iterable[str], least: int = 8) -> int:
    """Return how many characters tell all *ids* apart; at least 8, which a person can copy."""
    whole = set(ids)
    length = least
    while length < 36 and len({each[:length] for each in whole}) < len(whole):
        length += 1
    return length
