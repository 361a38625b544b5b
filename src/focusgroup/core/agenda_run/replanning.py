"""Re-plan a session that is running late: spread the remaining time over the remaining sections."""

from collections.abc import Sequence
from dataclasses import replace

from focusgroup.core.agenda_run.clock import MINUTE_MS, Clock, Plan
from focusgroup.core.model import SectionKind

SHORTEST_MS = 2 * MINUTE_MS
"""A section that would get less than this is cut: two minutes are an apology, not a talk."""

KEY_SHARE = 0.5
"""Key sections keep at least this share of their time, whatever the others lose."""


def proposal(clock: Clock, kinds: Sequence[SectionKind | None], now_ms: int) -> Plan:
    """Return a plan that ends the session on time, or as near to it as possible.

    Only sections still to come change, by whole minutes. The ending (or the last section) keeps its
    time. The missing time is taken first from sections that are not key, in proportion to their
    length, then from key sections down to KEY_SHARE. A section that would get less than SHORTEST_MS
    is cut. If the session is not late, the plan stays the same.
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
    """Return the plan with the section at place *at* moved by *by* places, not before *first*."""
    there = min(max(at + by, first), len(plan.order) - 1)
    order = list(plan.order)
    order.insert(there, order.pop(at))
    return replace(plan, order=tuple(order))


def lengthened(plan: Plan, section: int, ms: int) -> Plan:
    """Return the plan with *ms* added to a section (or removed); a cut section is restored."""
    planned = list(plan.planned)
    planned[section] = max(planned[section] + ms, 0)
    return replace(plan, planned=tuple(planned), cut=plan.cut - {section})


def switched(plan: Plan, section: int) -> Plan:
    """Return the plan with a section cut, or restored if it was cut."""
    return replace(plan, cut=plan.cut ^ {section})


def _shorten(planned: list[int], among: Sequence[int], missing: int, keep: float) -> int:
    """Take *missing* ms from these sections in proportion; return what could not be taken."""
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
    """Return *ms* rounded up to a whole minute."""
    return int(-(-ms // MINUTE_MS)) * MINUTE_MS
