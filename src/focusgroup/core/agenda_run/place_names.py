"""Places of an agenda as people name them: a section's number or title, a question's number."""

from focusgroup.core.agenda_run import route
from focusgroup.core.agenda_run.clock import Stop
from focusgroup.core.errors import NotFound
from focusgroup.core.model import Agenda, Section
from focusgroup.core.text import clean_line, fold


def section_named(agenda: Agenda, text: str) -> int:
    """Return the place of the section that *text* is the number (from 1) or the title of.

    The beginning of a title will do. Raises NotFound with the titles.
    """
    wanted = fold(clean_line(text))
    titles = [fold(section.title) for section in agenda.sections]
    if wanted.isdecimal() and 1 <= int(wanted[:6]) <= len(titles):
        return int(wanted) - 1
    for matches in (
        [i for i, title in enumerate(titles) if title == wanted],
        [i for i, title in enumerate(titles) if wanted and title.startswith(wanted)],
        [i for i, title in enumerate(titles) if wanted and wanted in title],
    ):
        if len(matches) == 1:
            return matches[0]
    there = ", ".join(f"{i} {section.title}" for i, section in enumerate(agenda.sections, 1))
    raise NotFound(f"there is no section “{clean_line(text)}”; there are {there or 'none'}")


def question_named(section: Section, text: str) -> int:
    """Return the place of the question with the number *text* (from 1), -1 for 0, the opening.

    Raises NotFound with how many there are.
    """
    wanted = text.strip()
    if wanted.isdecimal() and int(wanted[:6]) <= len(section.questions):
        return int(wanted) - 1
    raise NotFound(
        f"there is no question “{clean_line(text)}”;"
        f" “{section.title}” has {len(section.questions)}, give the number"
    )


def place_named(agenda: Agenda, text: str) -> Stop:
    """Return the place of ``2``, ``2.3`` or the beginning of a section's title.

    Raises NotFound.
    """
    section, dot, question = text.strip().partition(".")
    if dot and section.isdecimal() and question.strip().isdecimal():
        at = section_named(agenda, section)
        return Stop(at, question_named(agenda.sections[at], question))
    return route.entered(agenda, section_named(agenda, text))
