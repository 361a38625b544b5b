"""Change how the Markdown of a guide is read: keep one day of several, name what a line is."""

import re
from collections.abc import Mapping
from enum import StrEnum

from focusgroup.core.patterns import lazy_pattern

_DAYS = (
    r"day|tag|jour|journée|día|dia|jornada|giorno|giornata|dag"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
)
_WEEKDAYS = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|miércoles|jueves|viernes|sábado"
    r"|domingo|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica"
    r"|(?:segunda|terça|quarta|quinta|sexta)-feira"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:星期|周)[一二三四五六日天]|[月火水木金土日]曜日"
)
_DAY = lazy_pattern(
    rf"^(?P<marks>#{{1,6}}\s+|\*\*|__|)(?:(?:{_DAYS})\s*(?:\d|one\b|two\b|three\b|[ivx]{{1,3}}\b)"
    rf"|\d{{1,2}}(?:st|nd|rd|th|[.ºª°])?\s+(?:{_DAYS})\b|(?:first|second|third|erster|zweiter|dritter)"
    rf"\s(?:{_DAYS})\b|第[一二三四五\d]天|[一二三四五\d]日目"
    rf"|(?:{_WEEKDAYS})(?:,?\s(?:the\s)?\d[^:?!]{{0,30}})?(?:\*\*|__)?$)(?P<rest>.*)$",
    re.IGNORECASE,
)
_LONGEST = 80


class ReadAs(StrEnum):
    """What a line of a guide can be called by hand."""

    SECTION = "section"
    NOTE = "note"
    SCRIPT = "script"
    QUESTION = "question"


def days_of(text: str) -> list[int]:
    """Return the lines that begin the days of a guide; none if it has only one.

    A day is a heading, or a line of its own, that names it: "Day 1", "2. Tag – Werkstatt".
    """
    found: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        said = line.strip()
        match = _DAY.match(said) if 0 < len(said) <= _LONGEST else None
        if match is not None and not said.endswith((".", "?", "？", "。")):
            found.append((number, match["marks"].strip()))
    marked = [number for number, marks in found if found and marks == found[0][1]]
    return marked if len(marked) > 1 else []


def only_day(text: str, day: int) -> str:
    """Return *text* with one of its days, the first is 1, and what is before the first of them."""
    starts = days_of(text)
    lines = text.split("\n")
    end = starts[day] - 1 if day < len(starts) else len(lines)
    return "\n".join([*lines[: starts[0] - 1], *lines[starts[day - 1] - 1 : end]])


def read_as(text: str, kinds: Mapping[int, ReadAs]) -> str:
    """Return *text* with the lines in *kinds* written as what they are to be read as.

    A heading becomes a section or a note beside the session with all that is under it.
    """
    level = 2
    written: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        marks = len(line) - len(line.lstrip("#"))
        level = marks if 1 < marks < 7 else level
        written.append(_written(line, kinds[number], level) if number in kinds else line)
    return "\n".join(written)


_MARKS = lazy_pattern(r"^[\s>]*(?:#{1,6}\s+|[-*+]\s+(?:\[[ xX]\]\s+)?|\d{1,9}[.)]\s+)?")


def _written(line: str, kind: ReadAs, level: int) -> str:
    bare = _MARKS.sub("", line).strip()
    heading = line.lstrip().startswith("#")
    match kind:
        case ReadAs.SECTION:
            title = line.rstrip() if heading else f"\n{'#' * level} {bare.strip('*_ ')}"
            return f"{title} (section)" + ("" if heading else "\n")
        case ReadAs.NOTE if heading:
            return f"{line.rstrip()} (notes)"
        case ReadAs.NOTE:
            return f"\n> [!NOTE]\n> {bare}\n"
        case ReadAs.SCRIPT:
            return f"\n> {bare}\n"
        case _:
            return f"\n1. {bare}\n"
