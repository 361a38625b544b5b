"""The parts of a guide beside the session, in one line: how many there are, and their titles."""

from focusgroup.core.model import Agenda
from focusgroup.services.dates_in_words import count

MOST_NAMED = 8
"""Titles in the line; of 84 guides none has more such parts."""

LONGEST_TITLE = 40
"""Characters of a title in the line."""


def side_parts_in_words(agenda: Agenda) -> str:
    """Return ``3 parts before the session, 2 after: Goals, Materials …``, "" without any."""
    before, after = len(agenda.before), len(agenda.after)
    said = f"{count(before, 'part')} before the session" if before else ""
    if after:
        said += f", {after} after" if before else f"{count(after, 'part')} after the session"
    parts = (*agenda.before, *agenda.after)
    named = ", ".join(_short(part.title) for part in parts[:MOST_NAMED])
    return f"{said}: {named}" + (" …" if len(parts) > MOST_NAMED else "") if said else ""


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
