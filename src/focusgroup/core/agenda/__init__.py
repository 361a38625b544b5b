"""Read an agenda from a discussion guide in any common form, and report every problem in it."""

from focusgroup.core.agenda.format import format_agenda
from focusgroup.core.agenda.front_matter import read_front_matter
from focusgroup.core.agenda.markdown import flatten
from focusgroup.core.agenda.outlines.line_uses import LineUse, bare_title, use_of_line
from focusgroup.core.agenda.plain.changing import (
    ReadAs,
    days_of,
    lines_read_as,
    only_day,
    read_as,
)
from focusgroup.core.agenda.plain.contents import contents_in
from focusgroup.core.agenda.problems import Problem, Problems, Severity
from focusgroup.core.agenda.reading import Reading, parse_agenda
from focusgroup.core.agenda.starter import retitled, starter_agenda
from focusgroup.core.agenda.tables.pieces import COVERED, Cell, GuidePart, GuidePiece
from focusgroup.core.agenda.tables.unfolding import topics_are_inside, unfolded
from focusgroup.core.agenda.vocabulary import Role, SectionField, named_by, nearest_word

__all__ = [
    "COVERED",
    "Cell",
    "GuidePart",
    "GuidePiece",
    "LineUse",
    "Problem",
    "Problems",
    "ReadAs",
    "Reading",
    "Role",
    "SectionField",
    "Severity",
    "bare_title",
    "contents_in",
    "days_of",
    "flatten",
    "format_agenda",
    "lines_read_as",
    "named_by",
    "nearest_word",
    "only_day",
    "parse_agenda",
    "read_as",
    "read_front_matter",
    "retitled",
    "starter_agenda",
    "topics_are_inside",
    "unfolded",
    "use_of_line",
]
