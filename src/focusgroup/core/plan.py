"""A new plan for a session that runs late: the rest of the time over what is left."""

from collections.abc import Sequence

from focusgroup.core.clock import MINUTE_MS, Clock
from focusgroup.core.model import SectionKind

SHORTEST_MS = 2 * MINUTE_MS
"""A section that would get less than this is cut: two minutes are an apology, not a talk."""

KEY_SHARE = 0.5
"""Key sections keep at least this share of their time, whatever it costs the others."""


def proposal(clock: Clock, kinds: Sequence[SectionKind | None], now_ms: int) -> tuple[int, ...]:
    """Lengths (ms) for all sections so that the session ends in time, or as near as can be.

    Only sections that are still to come change, in whole minutes. The ending, or the last
    section, keeps its time. What is missing is taken first from sections that are not key,
    in proportion to their length, then from key sections down to KEY_SHARE. A session that
    is not late keeps its plan.
    """
    late = clock.late(now_ms)
    planned = list(clock.planned)
    coming = range(clock.furthest + 1, len(planned))
    if late <= 0 or not coming:
        return clock.planned
    fixed = {i for i in coming if kinds[i] is SectionKind.ENDING} or {len(planned) - 1}
    missing = -(-late // MINUTE_MS) * MINUTE_MS
    ordinary = [i for i in coming if i not in fixed and kinds[i] is not SectionKind.KEY]
    key = [i for i in coming if i not in fixed and kinds[i] is SectionKind.KEY]
    missing = _shorten(planned, ordinary, missing, 0)
    _shorten(planned, key, missing, KEY_SHARE)
    return tuple(planned)


def _shorten(planned: list[int], among: Sequence[int], missing: int, keep: float) -> int:
    """Take *missing* ms from these sections in proportion; what could not be taken."""
    least = {i: _up(planned[i] * keep) for i in among}
    room = sum(planned[i] - least[i] for i in among)
    if missing <= 0 or room <= 0:
        return max(missing, 0)
    share = min(missing / room, 1)
    for i in among:
        cut = min(_up((planned[i] - least[i]) * share), planned[i] - least[i], max(missing, 0))
        left = planned[i] - cut
        if 0 < left < SHORTEST_MS and not keep:
            left = 0
        missing -= planned[i] - left
        planned[i] = left
    return max(missing, 0)


def _up(ms: float) -> int:
    """Rounded up to a whole minute."""
    return int(-(-ms // MINUTE_MS)) * MINUTE_MS
