"""The way through an agenda: which place comes next, which came before.

A place is ``(section, question)``, both 0-based. Question -1 is the section's opening: its
script is read aloud there, and its tasks are done. A section without either opens with its
first question. *led* is the order in which sections are led, without those left out; None
stands for all of them as the agenda has them.
"""

from collections.abc import Sequence

from focusgroup.core.agenda_run.clock import Place
from focusgroup.core.model import Agenda, Section

IsLed = Sequence[int] | None


def opening(section: Section) -> int:
    """The question that is open when a section is entered."""
    return 0 if section.questions and not (section.script or section.tasks) else -1


def entered(agenda: Agenda, section: int) -> Place:
    """The place where a section is entered; the section is kept within the agenda."""
    if not agenda.sections:
        return 0, -1
    section = min(max(section, 0), len(agenda.sections) - 1)
    return section, opening(agenda.sections[section])


def stepped(agenda: Agenda, section: int, by: int, led: IsLed = None) -> int | None:
    """The section *by* places after (before: negative) *section*, None beyond either end.

    From a section that was left out it goes on as if it stood at its place in the agenda.
    """
    order = list(led) if led is not None else [*range(len(agenda.sections))]
    if section not in order:
        order = sorted({*order, section})
    at = order.index(section) + by
    return order[at] if 0 <= at < len(order) else None


def following(agenda: Agenda, place: Place, led: IsLed = None) -> Place:
    """The next question, after the last one the next section; the last place stays."""
    section, question = place
    if not agenda.sections:
        return place
    if question + 1 < len(agenda.sections[section].questions):
        return section, question + 1
    after = stepped(agenda, section, 1, led)
    return entered(agenda, after) if after is not None else place


def preceding(agenda: Agenda, place: Place, led: IsLed = None) -> Place:
    """The question before, at a section's start the last one of the section before."""
    section, question = place
    if not agenda.sections:
        return place
    if question > opening(agenda.sections[section]):
        return section, question - 1
    before = stepped(agenda, section, -1, led)
    return (before, len(agenda.sections[before].questions) - 1) if before is not None else place
