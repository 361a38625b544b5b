"""How long the whole takes and how long each section does, where headings do not say it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from focusgroup.core.agenda.blocks import (
    Block,
    Listing,
    Paragraph,
    PipeTable,
    TextLine,
    texts_of,
)
from focusgroup.core.agenda.parts import RawSection
from focusgroup.core.agenda.vocabulary import SectionField, field_of
from focusgroup.core.agenda.words.section_words import TOTALS
from focusgroup.core.dates.durations import (
    LENGTH,
    MOST_MINUTES,
    LengthPattern,
    folded,
    leading_clock,
    may_be_length,
    parse_minutes,
)
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_WHOLE = (
    r"session|interview|discussion|group|meeting|workshop|conversation|study|visit|test"
    r"|gespräch|sitzung|gruppe|termin|veranstaltung|gruppendiskussion"
    r"|entretien|séance|atelier|réunion|rencontre|sesión|entrevista|reunión|taller|grupo"
    r"|incontro|intervista|sessione|riunione|sessão|conversa|reunião|oficina|gesprek|sessie"
    r"|bijeenkomst|访谈|座谈会|座谈|讨论|会议|インタビュー|座談会|セッション"
)
_TAKES = (
    r"takes?|lasts?|will take|will last|should take|is|are|dauert|dure|durera|prend|dura|durará"
    r"|tiene una duración de|tem a duração de|dura circa|duurt|时长|为|共|持续|は|の所要時間は"
)
_APART_FROM = (
    r"[\s-]+(?:before|prior|after|ahead|vor|nach|avant|après|antes|después|prima|dopo|depois"
    r"|voor|na)\b"
)
"""What is before or after the session isn't as long as it."""

_WHOLE_LENGTH = lazy_pattern(r"(?P<label>[^\W\d][^\d:：]{1,20}?)\s*(?P<length>\d[^.?!]{1,25})$")
"""A total without a colon: "Total 40 minutes"."""

WHOLE_WORD = lazy_pattern(
    rf"(?<!\w)(?:\w+(?=interview|gespräch|diskussion|befragung))?(?:{_WHOLE}|befragung)(?:s|es|e|en|n|i|ns)?(?!\w)",
    re.IGNORECASE,
)
_LONGEST_FACTS = 120
_DAY = lazy_pattern(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|miércoles|jueves|viernes|sábado"
    r"|domingo|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica|(?:segunda|terça|quarta|quinta"
    r"|sexta)-feira|(?:maan|dins|woens|donder|vrij|zater|zon)dag|\d{1,2}[./]\s?\d{1,2}[./]"
    r"|\d{4}[-/年]|\d{1,2}月",
    re.IGNORECASE,
)
"""The start of a line with the day and the time of the session."""

_SENTENCE = LengthPattern(rf"(?:{_WHOLE})\s?(?:\w+\s){{0,3}}?(?:{_TAKES})\s?(?P<length>{LENGTH})")
_NAMED = LengthPattern(
    rf"(?:^|[\s.,;(])(?:{_WHOLE})(?:s|es|e|en|n)?\s?[:：,，]\s?(?P<length>{LENGTH})"
    rf"|(?<![\w.,:-])(?P<before>{LENGTH})(?!{_APART_FROM})[\s-]+(?:(?:\w[\w-]*\s){{0,4}}?(?:{_WHOLE})(?:s|es|e|en|n)?\b"
    r"|(?:all\s)?in\sall\b|overall\b)"
)
_LEADING = LengthPattern(rf"^\W{{0,3}}(?:\w+\s){{0,2}}?[^\W\d]{{0,3}}(?P<length>{LENGTH})")
_APART = lazy_pattern(r"\s*(?:[·|•/;,，、]|\s(?:[–—]|-{1,2})\s|。|(?<=\w)\.\s)\s*")
_IN_BRACKETS = lazy_pattern(r"[(（]([^()（）]{2,40})[)）]")
_ASIDE = lazy_pattern(r"\s*[(（,，].*$")
"""What a length includes: "2 h (dont 15 min de pause)", "2 hours, including a break"."""

_HALF_DAYS = lazy_pattern(
    r"(?<![\d:.])(1?\d)(?:[:.](\d\d))?\s?(?:[ap]\.?m)?\s?[-–—]\s?(1?\d)(?:[:.](\d\d))?\s?[ap]\.?m",
    re.IGNORECASE,
)
_HOURS = lazy_pattern(
    r"(?<![\d:.])(?P<from>\d{1,2})\s*(?:uhr|h|uur)?\s*(?:[-–—]|bis|to|à|a|alle|às|tot)\s*"
    r"(?P<to>\d{1,2})\s*(?:uhr|h|uur|時|点)(?![\w:.])",
    re.IGNORECASE,
)
_CLOCK_STARTS = lazy_pattern(r"(?<!\d)\d{1,2}\s?[:：時点]\s?\d\d")
_APART_DATES = lazy_pattern(r"\s*[,;，、|·]\s*|\s(?:from|at|von|um|de|à|dalle|das|van)\s")
_DATES = frozenset(
    fold(word)
    for word in (
        "when|wann|quand|cuándo|quando|wanneer|date|dates|date and time|datum|datum und zeit"
        "|termin|date et heure|date et horaire|fecha"
        "|fecha y hora|data|data e ora|data e hora|datum en tijd|日期|日時|開催日"
    ).split("|")
)
_LONGEST = 300
_LONGEST_WHOLE = 16 * 60
"""What is longer is a time of day that was read as a length."""

LONGEST_SECTION = 12 * 60
_AT_TOP = 3
"""Of the lines right under the title, one with a length among facts gives that of the whole."""

_FROM_BEGIN = lazy_pattern(
    r"\b(?:begin\w*|starts?|anfang|début|inicio|inizio|início|aanvang)\b\D{0,8}(?P<begin>\d{1,2}(?:\s?[:.h]\s?\d\d)?)"
    r"\D{1,20}\b(?:ende?s?|fin|fine|fim|einde|schluss)\b\D{0,8}(?P<end>\d{1,2}\s?[:.h]\s?\d\d)",
    re.IGNORECASE,
)
"""When the whole begins and ends: "Beginn 19 Uhr, Ende 20.30 Uhr"."""

_MOST_LOOKED_AT = 300
"""How many lines are searched for the length of the whole, which is given at the beginning."""

_MOST_TOLD = 40
"""How many texts of the first section are searched for what the room is told of the length."""


def minutes_said(blocks: Sequence[Block]) -> float | None:
    """Return the minutes of a line such as ``Duration: 45-60 minutes``."""
    for line in lines_of(blocks):
        minutes = minutes_of(line.text)
        if minutes is None:
            minutes = minutes_in_fields(line.text)
        if minutes is not None:
            return minutes
    return None


def minutes_in_fields(text: str) -> float | None:
    """Return the minutes of a line of several fields: "Lead: Ana  Time: 10 minutes"."""
    many = len(text) <= _LONGEST_FACTS and sum(text.count(colon) for colon in ":：") > 1
    if not many or "?" in text or not may_be_length(text) or _FROM_BEGIN.search(folded(text)):
        return None
    return _labelled(folded(text))


def total_said(blocks: Sequence[Block], *, alone: bool = False) -> float | None:
    """Return the length of the whole from a line, or from a sentence such as "It takes an hour".

    *alone*: a length without any word counts too, such as "45 min, Zoom" under "Logistics".
    """
    minutes = minutes_said(blocks)
    if minutes is not None:
        return minutes
    for n, line in enumerate(islice(lines_of(blocks), _MOST_LOOKED_AT)):
        said = folded(line.text[:400])
        by_hours = _DAY.match(said.strip(" *_")) and _HOURS.search(said)
        if not by_hours and not may_be_length(said):
            continue
        if (span := _FROM_BEGIN.search(said)) is not None:
            begin = span["begin"] if not span["begin"].isdecimal() else f"{span['begin']}:00"
            minutes = parse_minutes(f"{begin} - {span['end']}")
            if minutes is not None:
                return minutes
        if (minutes := _labelled(said)) is not None:
            return minutes
        if (minutes := parse_minutes(said.strip(" *_.()[]"))) is not None:
            return minutes
        if (found := _SENTENCE.search(said)) is not None:
            return parse_minutes(found["length"])
        if (found := _NAMED.search(said)) is not None:
            return parse_minutes(found["length"] or found["before"])
        if _DAY.match(said.strip(" *_")) and (minutes := _until(said)) is not None:
            return minutes
        if (n < _AT_TOP or WHOLE_WORD.search(said)) and (minutes := _only_length(said)) is not None:
            return minutes
        last = said.rpartition(":")[2].strip(" *_.")
        if n < _AT_TOP and leading_clock(f"{last} x") is None and (minutes := parse_minutes(last)):
            return minutes
        if alone and (minutes := parse_minutes(_APART.split(said.strip())[0])) is not None:
            return minutes
    return None


def without_length(block: Block) -> list[Block]:
    """Return what a block that gives a length says besides: its other items or lines."""
    match block:
        case Listing():
            items = [x for x in block.items if minutes_said([Listing((x,), x.line)]) is None]
            return [replace(block, items=tuple(items))] if items else []
        case Paragraph():
            lines = [x for x in block.lines if minutes_said([Paragraph((x,))]) is None]
            return [Paragraph(tuple(lines))] if lines else []
    return [block] if len(texts_of(block)) > 1 else []


def total_in_script(sections: Sequence[RawSection]) -> float | None:
    """Return the length that the room is told of at the beginning: "This interview takes an hour".

    It is not of the whole if the sections take longer than that.
    """
    texts = (each for block in sections[0].blocks for each in texts_of(block))
    for text, _ in islice(texts, _MOST_TOLD):
        said = folded(text[:400])
        found = _SENTENCE.search(said) if may_be_length(said) else None
        minutes = parse_minutes(found["length"]) if found is not None else None
        if minutes is not None:
            return minutes if sum(raw.minutes or 0 for raw in sections) <= minutes else None
    return None


def _labelled(said: str) -> float | None:
    """Return the minutes after a label within a line: ``Client: X · Duration: 2 h / 8 people``."""
    for words in (part.split() for part in _APART.split(said)):
        if not 1 < len(words) < 7 or field_of(fold(words[0])) is not SectionField.MINUTES:
            continue
        # "Dauer insgesamt 75 Minuten"
        found = _LEADING.search(" ".join(words[1:]).rstrip("."))
        if found is not None and (minutes := parse_minutes(found["length"])) is not None:
            return minutes
    for colon in re.finditer(r"[:：]", said):
        label = _APART.split(said[: colon.start()])[-1].strip(" *_")
        words = label.split()[-2:]
        is_time = field_of(fold(label)) is SectionField.MINUTES
        if (is_time or fold(label) in _DATES) and (
            until := _until(said[colon.end() :])
        ) is not None:
            return until
        labels = [label, *(" ".join(words[n:]) for n in range(len(words)))]
        if any(field_of(fold(each)) is SectionField.MINUTES for each in labels):
            rest = said[colon.end() : colon.end() + 60].strip(" *_.")
            found = _LEADING.search(rest)
            if found is not None and (minutes := parse_minutes(found["length"])) is not None:
                return minutes
    return None


def _only_length(said: str) -> float | None:
    """Return the minutes of "Groups with parents, 90 min, online"; None for several lengths."""
    if len(said) > _LONGEST_FACTS:
        return None
    parts = [*_APART.split(said.strip(" *_.()")), *_IN_BRACKETS.findall(said)]
    found = [*filter(None, map(parse_minutes, parts))]
    return found[0] if len(found) == 1 else None


def _until(said: str) -> float | None:
    """Return the minutes from one time of day to another, beside a date."""
    for part in _APART_DATES.split(said[:120]):
        words = part.split() if re.search("[:.hHrR時点]", part) else []
        ends = (parse_minutes(" ".join(words[n:])) for n in range(min(len(words), 8)))
        minutes = next((each for each in ends if each is not None), None)
        if minutes is None and (hours := _HOURS.search(part)) is not None:
            minutes = parse_minutes(f"{hours['from']}:00 - {hours['to']}:00")
        if minutes is None and (clock := _CLOCK_STARTS.search(part)) is not None:
            minutes = parse_minutes(part[clock.start() :].strip(" ()（）。."))
        if minutes is None and (found := _HALF_DAYS.search(part)) is not None:
            # "6-8pm": the first hour is of the same half day, or of the one before.
            first, last = (60 * int(found[n]) + int(found[n + 1] or 0) for n in (1, 3))
            minutes = float((last - first) % 720)
        if minutes and minutes <= _LONGEST_WHOLE:
            return minutes
    return None


def lines_of(blocks: Sequence[Block]) -> Iterator[TextLine]:
    """Yield the lines that may say how long the whole takes."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.lines
        elif isinstance(block, Listing):
            yield from (TextLine(item.text, item.line) for item in block.items)
        elif isinstance(block, PipeTable) and len(block.header) == 2:
            rows = ((block.header, block.line), *block.rows)
            yield from (TextLine(": ".join(cells), line) for cells, line in rows)
        elif isinstance(block, PipeTable):
            for cells, line in block.rows:
                filled = [cell for cell in cells if cell]
                if len(filled) > 1 and fold(filled[0].strip("* :")) in TOTALS:
                    unit = " min" if filled[1].strip("* ").isdecimal() else ""
                    yield TextLine(f"{filled[0]}: {filled[1].strip('* ')}{unit}", line)


def minutes_of(text: str) -> float | None:
    """Return the minutes of ``Time allotted: 20 min`` or ``(20 minutes)``, None for other text."""
    said = text.strip(" *_()[]（）")
    label, colon, rest = said[:_LONGEST].replace("：", ":").partition(":")
    word = fold(label.strip(" *_"))
    if not colon and (total := _WHOLE_LENGTH.match(said)) is not None:
        return parse_minutes(total["length"]) if fold(total["label"]) in TOTALS else None
    if colon and (field_of(word) is SectionField.MINUTES or word in TOTALS):
        rest = rest.strip(" *_").rstrip(".。")
        found = parse_minutes(rest)
        return parse_minutes(_ASIDE.sub("", rest)) if found is None else found
    return None


def is_total(line: TextLine) -> bool:
    """Return whether a line gives the length of the whole by its name: "Total time: 60 min"."""
    label = line.text.replace("：", ":").partition(":")[0]
    return fold(label.strip(" *_")) in TOTALS and minutes_of(line.text) is not None


def without_minutes(block: Block) -> Block | None:
    """Return *block* without the line that gives the total length; None if nothing is left."""
    if not isinstance(block, Paragraph):
        return block
    lines = tuple(line for line in block.lines if minutes_of(line.text) is None)
    return Paragraph(lines) if lines else None


def timed(sections: Sequence[RawSection]) -> Iterator[RawSection]:
    """Yield the sections with lengths taken from their starting times (``09:30 Welcome``)."""
    for n, raw in enumerate(sections):
        after = sections[n + 1].starts if n + 1 < len(sections) else None
        if raw.minutes is None and raw.starts is not None and after is not None:
            length = (after - raw.starts) % MOST_MINUTES
            # From the end of one day to the beginning of the next isn't a section.
            yield replace(raw, minutes=float(length) if 0 < length <= LONGEST_SECTION else None)
        else:
            yield raw
