"""The route through an agenda: the next stop, and the one before.

A section's stops are its opening, where the script before its first question is read and tasks are
done, each question, and the script after a question. A section with neither script nor tasks before
its first question opens with that question. *led* lists the sections in the order in which they are
run, without those left out; None means all of them in the agenda's order.
"""

from collections.abc import Sequence

from focusgroup.core.agenda_run.clock import Stop
from focusgroup.core.model import Agenda, ScriptText, Section, Task

IsLed = Sequence[int] | None
_At = tuple[int, bool]
"""A stop within a section: the question (-1 at its opening), and whether the script after it."""


def stops(section: Section) -> list[_At]:
    """Return the stops of a section in their order."""
    before, *after = section.runs
    found: list[_At] = []
    if not after or any(isinstance(step, ScriptText | Task) for step in before):
        found.append((-1, False))
    for question, run in enumerate(after):
        found.append((question, False))
        if any(isinstance(step, ScriptText) for step in run):
            found.append((question, True))
    return found


def entered(agenda: Agenda, section: int) -> Stop:
    """Return the stop at which a section is entered; *section* is limited to the agenda."""
    if not agenda.sections:
        return Stop(0, -1)
    section = min(max(section, 0), len(agenda.sections) - 1)
    return Stop(section, *stops(agenda.sections[section])[0])


def stepped(agenda: Agenda, section: int, by: int, led: IsLed = None) -> int | None:
    """Return the section *by* places after *section* (negative: before), None past either end.

    From a section that was left out, the count starts at its place in the agenda.
    """
    order = list(led) if led is not None else [*range(len(agenda.sections))]
    if section not in order:
        order = sorted({*order, section})
    at = order.index(section) + by
    return order[at] if 0 <= at < len(order) else None


def following(agenda: Agenda, stop: Stop, led: IsLed = None) -> Stop:
    """Return the next stop, of the next section after a section's last; the very last stays."""
    section, *here = stop
    if not agenda.sections:
        return stop
    for at in stops(agenda.sections[section]):
        if at > tuple(here):
            return Stop(section, *at)
    after = stepped(agenda, section, 1, led)
    return entered(agenda, after) if after is not None else stop


def preceding(agenda: Agenda, stop: Stop, led: IsLed = None) -> Stop:
    """Return the stop before, or at a section's start the last one of the section before."""
    section, *here = stop
    if not agenda.sections:
        return stop
    for at in reversed(stops(agenda.sections[section])):
        if at < tuple(here):
            return Stop(section, *at)
    before = stepped(agenda, section, -1, led)
    return Stop(before, *stops(agenda.sections[before])[-1]) if before is not None else stop
