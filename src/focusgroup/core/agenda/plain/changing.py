"""Change how the Markdown of a guide is read: keep one day of several, name what a line is."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum

from focusgroup.core.agenda.headings import read_heading
from focusgroup.core.agenda.plain.fenced import FENCE, without_fence
from focusgroup.core.agenda.plain.heading_marks import with_blanks
from focusgroup.core.agenda.plain.mail import without_quoting
from focusgroup.core.model import Agenda
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
        if (match := _day_in(line.strip())) is not None:
            found.append((number, match["marks"].strip()))
    marked = [number for number, marks in found if found and marks == found[0][1]]
    return marked if len(marked) > 1 else []


def names_day(said: str) -> bool:
    """Return whether a line names a day: "Day 1", "Monday"."""
    return _day_in(said) is not None


def _day_in(said: str) -> re.Match[str] | None:
    if not 0 < len(said) <= _LONGEST or said.endswith((".", "?", "？", "。")):
        return None
    return _DAY.match(said)


def only_day(text: str, day: int) -> str:
    """Return *text* with one of its days, the first is 1, and what is before the first of them."""
    starts = days_of(text)
    lines = text.split("\n")
    end = starts[day] - 1 if day < len(starts) else len(lines)
    return "\n".join([*lines[: starts[0] - 1], *lines[starts[day - 1] - 1 : end]])


def read_as(text: str, kinds: Mapping[int, ReadAs], agenda: Agenda | None = None) -> str:
    """Return *text* with the lines in *kinds* written as what they are to be read as.

    A heading becomes a section or a note beside the session with all that is under it. *agenda* is
    how *text* was read: it tells what is beside the session, and which items are sections.
    """
    return "\n".join(written for _, written in lines_read_as(text, kinds, agenda))


def lines_read_as(
    text: str, kinds: Mapping[int, ReadAs], agenda: Agenda | None = None
) -> list[tuple[int, str]]:
    """Return what `read_as` does of each line of *text*: its number, and what becomes of it.

    That may be several lines. A line that is not in *kinds*, in the front matter or the mark of a
    fence stays as it is.
    """
    lines = text.split("\n")
    unquoted, _ = without_quoting(lines)
    bare = with_blanks(unquoted)
    level = _level_of_sections(bare)
    fence = ""
    changed: list[tuple[int, str]] = []
    unfenced = without_fence(bare)
    ends = (n for n, each in enumerate(lines) if n and each.strip() in ("---", "..."))
    body = next(ends, -1) + 2 if lines[0].strip() == "---" else 1
    for number, line in enumerate(lines, 1):
        if (mark := FENCE.match(unfenced[number - 1])) is not None:
            fence = "" if fence else mark.group()
            changed.append((number, line))
            continue
        if number not in kinds or number < body:
            changed.append((number, line))
            continue
        here = min(level, _level_above(bare, number), _level_beside(bare, number, agenda))
        written = _written(bare, number, kinds[number], here, agenda)
        if line != unquoted[number - 1]:
            # A quotation in a quoted mail would be more of the mail.
            written = _CALLOUT.sub(r"\1- \2 ", written)
            written = "\n".join(f"> {each}" for each in written.split("\n"))
        if fence:
            written = f"{fence}\n{written}\n{fence}"
        changed.append((number, written))
    return changed


def _level_above(lines: Sequence[str], number: int) -> int:
    """Return the level of a heading, or of the one over a line, that of a title apart."""
    first = number - 1 if lines[number - 1].startswith("# ") else number
    above = (found for line in reversed(lines[:first]) if (found := _HEADING.match(line)))
    return max(2, len(next(above, ["", "######"])[1]))


def _level_beside(lines: Sequence[str], number: int, agenda: Agenda | None) -> int:
    """Return the level of the heading over all of the part beside the session that a line is in.

    A section in there is of that level, or it would be one more note of the part.
    """
    parts = (*agenda.before, *agenda.after) if agenda else ()
    first = max((part.line for part in parts if part.line <= number), default=0)
    led = agenda.sections if agenda else ()
    if not first or any(first < section.line <= number for section in led):
        return _WITHOUT_HEADINGS
    heading = _HEADING.match(lines[first - 1])
    level = len(heading[1]) if heading else _WITHOUT_HEADINGS
    below = filter(None, map(_HEADING.match, lines[first:number]))
    return _WITHOUT_HEADINGS if any(len(other[1]) <= level for other in below) else level


def _level_of_sections(lines: Sequence[str]) -> int:
    """Return the level of the most headings with a time, else of the highest below a title."""
    found = [(len(match[1]), match[2]) for line in lines if (match := _HEADING.match(line))]
    timed = Counter(level for level, title in found if read_heading(title).minutes is not None)
    if timed:
        return timed.most_common(1)[0][0]
    levels = sorted(level for level, _ in found)
    if len(levels) < 2:
        return _WITHOUT_HEADINGS if not any(map(_UNDERLINE.match, lines)) else 2
    return levels[1] if levels[1] > levels[0] else levels[0]


_HEADING = lazy_pattern(r"^(#{1,6})\s+(.*)$")
_UNDERLINE = lazy_pattern(r"^(?:=+|-{2,})\s*$")
_WITHOUT_HEADINGS = 5
"""The level of lines that are read as headings although they are not marked as such."""

_IN_ROW = lazy_pattern(r"^[\s|]*(?:[^|\w]*[\d\W_]*\|)*?\s*(?=[^|]*[^\W\d_][^|]*\|)")
"""What is before the first cell with words."""

_CALLED = lazy_pattern(r"^\[![A-Za-z]{1,20}\]\s*")
_IN_LIST = lazy_pattern(r"^\s*(?:[-*+•◦▪·–]|\d{1,9}[.)]|[a-z][.)])\s+(?:\[[ xX]\]\s+)?(?=\S)")
_CALLOUT = lazy_pattern(r"( *)> (\[![A-Z]+\])\n *> ")
_LETTERED = lazy_pattern(r"^[a-z][.)]\s+(?=\S)")
"""A line that begins a list for its author only: Markdown knows no letters."""

_MARKS = lazy_pattern(
    r"^[\s>]*(?:#{1,6}\s+|[-*+]\s+(?:\[[ xX]\]\s+)?|(?:\d{1,9}|[a-z])[.)]\s+|[→➔⇒↳・○●•◦]\s*)?"
)


def _mark_of_sections(before: Sequence[str], agenda: Agenda | None) -> str:
    """Return the mark of the items that are sections of the list a line is in, "" without any."""
    led = {section.line for section in agenda.sections} if agenda else None
    for number, line in zip(range(len(before), 0, -1), reversed(before), strict=True):
        item = _IN_LIST.match(line)
        if line.startswith("#") or (item is None and line.strip() and not line[0].isspace()):
            return ""
        if item is not None and not line[0].isspace():
            timed = read_heading(line[item.end() :]).minutes is not None
            return item.group().strip() if timed and (led is None or number in led) else ""
    return ""


def _is_below_text(before: Sequence[str]) -> bool:
    """Return whether a numbered line only goes on with a paragraph: it is no list of Markdown."""
    for line in reversed(before):
        item = _IN_LIST.match(line)
        if not line.strip() or (item is not None and line.lstrip()[0] in "-*+"):
            return False
        if item is None:
            return not line.lstrip().startswith(("#", "|", ">"))
    return False


def _written(
    lines: Sequence[str], number: int, kind: ReadAs, level: int, agenda: Agenda | None
) -> str:
    line, before = lines[number - 1], lines[: number - 1]
    bare = _CALLED.sub("", _MARKS.sub("", line).strip())
    # A list may go on under a paragraph, but only a bullet begins one right below it.
    alone = _LETTERED.match(line) or (line[:1].isdecimal() and _is_below_text(before))
    item = None if alone else _IN_LIST.match(line)
    heading = line.lstrip().startswith("#")
    if line.lstrip().startswith("|") and (cell := _IN_ROW.match(line)) is not None:
        return f"{cell.group()}[!{kind.value.upper()}] {_CALLED.sub('', line[cell.end() :])}"
    match kind:
        case ReadAs.SECTION:
            if item is not None and (mark := _mark_of_sections(before, agenda)):
                return f"{mark} {bare.strip('*_ ')} (section)"
            marks = "#" * level
            title = f"{marks} {bare}" if heading else f"\n{marks} {bare.strip('*_ ')}"
            return f"{title} (section)" + ("" if heading else "\n")
        case ReadAs.NOTE if heading:
            return f"{line.rstrip()} (notes)"
        case _ if item is not None:
            said = _CALLED.sub("", line[item.end() :])
            return f"{item.group().replace('[ ] ', '')}[!{kind.value.upper()}] {said}"
        case _:
            inside = _indent_in_item(before, agenda) if line[:1] == " " else ""
            called = f"[!{kind.value.upper()}]"
            return f"{inside}- {called} {bare}" if inside else f"\n> {called}\n> {bare}\n"


def _indent_in_item(before: Sequence[str], agenda: Agenda | None) -> str:
    """Return the indent of what is inside the item above if that item is a section, else ""."""
    led = {section.line for section in agenda.sections} if agenda else set()
    above = [number for number, line in enumerate(before, 1) if line.strip() and line[0] != " "]
    item = _IN_LIST.match(before[above[-1] - 1]) if above and above[-1] in led else None
    return " " * item.end() if item else ""
