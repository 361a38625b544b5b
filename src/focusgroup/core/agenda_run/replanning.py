"""A new plan for a session that runs late: the rest of the time over what is left."""

from collections.abc import Sequence
from dataclasses import replace

from focusgroup.core.agenda_run.clock import MINUTE_MS, Clock, Plan
from focusgroup.core.model import SectionKind

SHORTEST_MS = 2 * MINUTE_MS
"""A section that would get less than this is cut: two minutes are an apology, not a talk."""

KEY_SHARE = 0.5
"""Key sections keep at least this share of their time, whatever it costs the others."""


def proposal(clock: Clock, kinds: Sequence[SectionKind | None], now_ms: int) -> Plan:
    """A plan with which the session ends in time, or as near as can be.

    Only sections that are still to come change, in whole minutes. The ending, or the last
    section, keeps its time. What is missing is taken first from sections that are not key,
    in proportion to their length, then from key sections down to KEY_SHARE; one that would
    get less than SHORTEST_MS is left out. A session that is not late keeps its plan.
    """
    late = clock.late(now_ms)
    plan = clock.plan
    planned = list(plan.planned)
    coming = [section for section in clock.coming if section not in plan.cut]
    if late <= 0 or not coming:
        return plan
    fixed = {i for i in coming if kinds[i] is SectionKind.ENDING} or {coming[-1]}
    missing = -(-late // MINUTE_MS) * MINUTE_MS
    ordinary = [i for i in coming if i not in fixed and kinds[i] is not SectionKind.KEY]
    key = [i for i in coming if i not in fixed and kinds[i] is SectionKind.KEY]
    missing = _shorten(planned, ordinary, missing, 0)
    _shorten(planned, key, missing, KEY_SHARE)
    gone = {i for i in ordinary if plan.planned[i] and not planned[i]}
    kept = [plan.planned[i] if i in gone else ms for i, ms in enumerate(planned)]
    return Plan(tuple(kept), plan.order, plan.cut | gone)


def moved(plan: Plan, at: int, by: int, *, first: int) -> Plan:
    """With the section at place *at* of the order led *by* places later, not before *first*."""
    there = min(max(at + by, first), len(plan.order) - 1)
    order = list(plan.order)
    order.insert(there, order.pop(at))
    return replace(plan, order=tuple(order))


def lengthened(plan: Plan, section: int, ms: int) -> Plan:
    """With *ms* more (or less) for a section; what had been left out is back in."""
    planned = list(plan.planned)
    planned[section] = max(planned[section] + ms, 0)
    return replace(plan, planned=tuple(planned), cut=plan.cut - {section})


def switched(plan: Plan, section: int) -> Plan:
    """With a section left out, or back in."""
    return replace(plan, cut=plan.cut ^ {section})


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
