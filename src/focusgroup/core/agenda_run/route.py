"""The route through an agenda: the next position, and the one before.

A position is ``(section, question)``, both 0-based. Question -1 is the section's opening, where its
script is read aloud and its tasks are done. A section without script and tasks opens with its first
question. *led* lists the sections in the order in which they are run, without those left out; None
means all of them in the agenda's order.
"""

from collections.abc import Sequence

from focusgroup.core.agenda_run.clock import Place
from focusgroup.core.model import Agenda, Section

IsLed = Sequence[int] | None


def opening(section: Section) -> int:
    """Return the question that is open when a section is entered."""
    return 0 if section.questions and not (section.script or section.tasks) else -1


def entered(agenda: Agenda, section: int) -> Place:
    """Return the position at which a section is entered; *section* is limited to the agenda."""
    if not agenda.sections:
        return 0, -1
    section = min(max(section, 0), len(agenda.sections) - 1)
    return section, opening(agenda.sections[section])


def stepped(agenda: Agenda, section: int, by: int, led: IsLed = None) -> int | None:
    """Return the section *by* places after *section* (negative: before), None past either end.

    From a section that was left out, the count starts at its place in the agenda.
    """
    order = list(led) if led is not None else [*range(len(agenda.sections))]
    if section not in order:
        order = sorted({*order, section})
    at = order.index(section) + by
    return order[at] if 0 <= at < len(order) else None


def following(agenda: Agenda, place: Place, led: IsLed = None) -> Place:
    """Return the next question, or the next section after the last one; the last position stays."""
    section, question = place
    if not agenda.sections:
        return place
    if question + 1 < len(agenda.sections[section].questions):
        return section, question + 1
    after = stepped(agenda, section, 1, led)
    return entered(agenda, after) if after is not None else place


def preceding(agenda: Agenda, place: Place, led: IsLed = None) -> Place:
    """Return the question before, or at a section's start the last one of the section before."""
    section, question = place
    if not agenda.sections:
        return place
    if question > opening(agenda.sections[section]):
        return section, question - 1
    before = stepped(agenda, section, -1, led)
    return (before, len(agenda.sections[before].questions) - 1) if before is not None else place
