"""The way through an agenda: which place comes next, which came before.

A place is ``(section, question)``, both 0-based. Question -1 is the section's opening: its
script is read aloud there, and its tasks are done. A section without either opens with its
first question.
"""

from focusgroup.core.clock import Place
from focusgroup.core.model import Agenda, Section


def opening(section: Section) -> int:
    """The question that is open when a section is entered."""
    return 0 if section.questions and not (section.script or section.tasks) else -1


def entered(agenda: Agenda, section: int) -> Place:
    """The place where a section is entered; the section is kept within the agenda."""
    if not agenda.sections:
        return 0, -1
    section = min(max(section, 0), len(agenda.sections) - 1)
    return section, opening(agenda.sections[section])


def following(agenda: Agenda, place: Place) -> Place:
    """The next question, after the last one the next section; the last place stays."""
    section, question = place
    if not agenda.sections:
        return place
    if question + 1 < len(agenda.sections[section].questions):
        return section, question + 1
    if section + 1 < len(agenda.sections):
        return entered(agenda, section + 1)
    return place


def preceding(agenda: Agenda, place: Place) -> Place:
    """The question before, at a section's start the last one of the section before."""
    section, question = place
    if not agenda.sections:
        return place
    if question > opening(agenda.sections[section]):
        return section, question - 1
    if section > 0:
        return section - 1, len(agenda.sections[section - 1].questions) - 1
    return place
