"""What one line of a text looks like: a heading, as it is bold, timed, a part or in capitals."""

import re
from collections.abc import Sequence

from focusgroup.core.agenda.headings import counted_minutes, read_heading
from focusgroup.core.agenda.items import label_of
from focusgroup.core.agenda.outlines.cell_lines import is_boxed
from focusgroup.core.agenda.vocabulary import (
    FIELDS,
    ROLES,
    Role,
    SectionField,
    asks_at_end,
    field_of,
    greets,
    is_quoted,
)
from focusgroup.core.agenda.words.leading_words import (
    CONDITION,
    IF_ASK,
    MODERATING,
    REQUEST,
    SPOKEN,
    TO_YOU,
)
from focusgroup.core.dates.durations import leading_clock, may_be_length, parse_minutes
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

NO_HEADING = lazy_pattern(
    r"^(?:\s{4}|[ \t]*(?:[-+>|#<•◦▪●○・·‣⁃–—]|\*\s|\d{1,3}[.)、．]\s*|[（(]\d|o\t|[a-z][.)]\s|$))"
)
BOLD = lazy_pattern(r"^(\*\*|__)(?P<text>[^*_]{1,100})\1(?P<colon>[:：]?)$")
_MARKED = lazy_pattern(
    r"^(?:【(?P<boxed>[^【】]{1,60})】(?P<after>.{0,20})|[■◆◇▼▶★☆□]\s*(?P<text>\S.*))$"
)
_CHINESE_PART = lazy_pattern(
    r"^(?:[一二三四五六七八九十]{1,3}[、．.]|第[一二三四五六七八九十\d]{1,3}(?:部分|阶段|环节|节|部|章))"
)
_PART = lazy_pattern(
    r"^(?:part|section|phase|block|topic|module|teil|abschnitt|themenblock|partie|bloc|thème|parte"
    r"|bloque|sección|blocco|sezione|bloco|secção|seção|deel|onderdeel|blok)"
    r"\s+(?:\d{1,2}|[ivx]{1,4}|[a-h])\b",
    re.IGNORECASE,
)
_APART = lazy_pattern(r"\s+[–—|·-]\s+|[,;]\s+")
LONGEST_HEADING = 100
LONGEST_ALONE = 50

WRAPPED = 60
"""A line longer than this may have been broken at its end."""


def lines_below(lines: Sequence[str]) -> list[str]:
    """Return for each line the next one that is not empty."""
    below = [""] * len(lines)
    for n in range(len(lines) - 2, -1, -1):
        below[n] = lines[n + 1] if lines[n + 1].strip() else below[n + 1]
    return below


def heading_text(line: str) -> str:
    said = line.strip()
    if (match := BOLD.match(said)) is not None:
        said = match["text"]
    elif (marked := _MARKED.match(said)) is not None:
        said = marked["text"] or f"{marked['boxed']} {marked['after']}"
    return said.strip().rstrip(":：").strip()


def stands_out(line: str, below: str) -> bool:
    """Return whether a line looks like a heading: bold, timed, numbered as a part, capitals."""
    said = line.strip()
    marked = _MARKED.match(said)
    if not said or len(said) > LONGEST_HEADING or (NO_HEADING.match(line) and not marked):
        return _is_clock_line(said)
    text = heading_text(line)
    if "___" in said or not any(map(str.isalnum, said)):
        return False  # a form to be filled in, or a rule
    if text.endswith((").", "）。")):
        return False  # "Show the film (2 minutes)." is a sentence
    if said[0].islower() and said[-1] in ":：":
        return False  # "here is the plan (90 min):"
    if said[0] in "[(" and not is_timed(text):
        return False
    if (
        (
            text.endswith((".", "。", "!", "！", ",", "，", ";", ")", "）"))
            and not _ends_with_time(text)
            and not (
                text[-1] in ")）"
                and (_PART.match(text) or BOLD.match(said))
                and text[0] not in "[(（"
            )
        )
        or (asks_at_end(text) and not is_from_to(text))
        or is_quoted(text)
    ):
        return False
    timed = is_timed(text)
    named = ROLES.get(fold(text)) and not timed  # "Vertiefung (20 min)" is a section
    if named or FIELDS.get(fold(re.split("[:：]", text)[0])):
        return False
    if any(says_minutes(part) for part in _APART.split(text)):
        return False
    if timed:
        return True
    if marked is not None:
        return bool(marked["boxed"]) and not MODERATING.match(text)
    if (bold := BOLD.match(said)) is not None:
        return not bold["colon"] and not bold["text"].rstrip().endswith((":", "：", ":"))
    return bool(
        _CHINESE_PART.match(said) or _PART.match(said) or in_capitals(said) or says_minutes(below)
    )


def _ends_with_time(text: str) -> bool:
    """Return whether a line with a stop is timed, and no sentence with a length in brackets."""
    if not may_be_length(text):
        return False
    parts = read_heading(text)
    timed = parts.minutes is not None or (parts.starts is not None and text[-1] not in ".。")
    return timed and (text[-1] not in ".。" or text.startswith(parts.title))


def is_from_to(text: str) -> bool:
    """Return whether a line begins with two times of day: its title may ask."""
    if not text[0].isdecimal() or not may_be_length(text):
        return False
    parts = read_heading(text)
    return parts.starts is not None and parts.minutes is not None


def _is_clock_line(said: str) -> bool:
    return bool(said) and len(said) <= LONGEST_HEADING and leading_clock(said) is not None


def is_timed(text: str) -> bool:
    if not may_be_length(text):
        return counted_minutes(text) is not None
    parts = read_heading(text)
    return bool(parts.title) and (parts.minutes is not None or parts.starts is not None)


def in_capitals(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 3 and text.upper() == text and text.lower() != text


def says_minutes(line: str) -> bool:
    """Return whether *line* is ``Duration: 15 minutes``, in any of the languages."""
    label, colon, said = line[:300].strip(" \t*_()[]（）").replace("：", ":").partition(":")
    if not colon or field_of(fold(label.strip(" *_"))) is not SectionField.MINUTES:
        return False
    return parse_minutes(said.strip(" *_")) is not None


def marked(said: str, before: str) -> str:
    """Return a line under an item, further in, with the mark of what it is besides more of it."""
    ended = before[-1:] in ".?!。？！" and before[-1:] != ""
    closes = said[-1] in '"”»' and said[0] not in '"“«'
    if (
        IF_ASK.match(said)
        or is_probe(said)
        or (ended and asks_at_end(said) and not (said[0].islower() or closes))
    ):
        return f"- {said}"
    if ended and is_quoted(said):
        return f"> {said}"
    told = ended and is_boxed(said)
    told = told or (asks_at_end(before) and not said[0].islower() and bool(MODERATING.match(said)))
    return f"- [!NOTE] {said}" if told else said


def is_probe(said: str) -> bool:
    """Return whether a line inside an item is a probe of its own: ``*Probe: …*``, ``If yes: …``."""
    plain = said.strip("*_")
    label, rest = label_of(plain)
    is_probe = bool(rest) and ROLES.get(label) is Role.PROBES
    return is_probe or bool(rest and CONDITION.match(plain))


def is_labelled(said: str) -> bool:
    """Return whether a line begins with a bold label that says what it is: ``**Task:** …``."""
    label, rest = label_of(said)
    return said.startswith("**") and bool(rest) and ROLES.get(label) is not None


def begins_anew(said: str, before: str) -> bool:
    """Return whether a line right under an item is not part of it: it asks, speaks or has a label.

    A line that goes on from the one above begins in small letters, or follows a long line.
    """
    first = next((char for char in said if char.isalnum()), "")
    wrapped = len(before) > WRAPPED and before[-1] not in ".?!。？！:："
    if is_boxed(said) and before[-1] in ".?!。？！":
        return True
    if wrapped or not first or first.islower():
        return False
    label, rest = label_of(said)
    role = ROLES.get(label.rstrip("0123456789. "))
    if role is Role.PROBES:
        return False
    italic = said[0] in "_*" and said[-1] in "_*"
    return (
        italic
        or asks_at_end(said)
        or is_boxed(said)
        or is_quoted(said)
        or bool(REQUEST.match(said))
        or bool(rest and role)
        or bool(SPOKEN.match(said))
        or greets(said)
        or (asks_at_end(before) and (bool(MODERATING.match(said)) or not TO_YOU.search(said)))
    )
