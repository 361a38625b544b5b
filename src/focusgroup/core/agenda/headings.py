"""Read the heading of a section: its title, minutes and section kind."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from focusgroup.core.agenda.vocabulary import (
    KINDS,
    TITLE_KINDS,
    nearest_word,
    without_number,
    without_part,
)
from focusgroup.core.agenda.words.section_words import TOTALS
from focusgroup.core.dates.durations import (
    LENGTH,
    SHORT_LENGTH,
    LengthPattern,
    folded,
    leading_clock,
    parse_minutes,
    starting_time,
    with_plain_clocks,
)
from focusgroup.core.model import SectionKind
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_LONGEST_SECTION = 10 * 60
_LONGEST = 300
"""The most characters of a heading that are searched for minutes."""

_ATTRIBUTES = lazy_pattern(r"\s*\{[#.:][^{}]*\}\s*$")
_BRACKETS = lazy_pattern(r"\(([^()\[\]]{1,80})\)|\[([^()\[\]]{1,80})\]")
_PLACE = lazy_pattern(r"\s*\((notes|section)\)\s*$", re.IGNORECASE)
_BARS = lazy_pattern(r"\s*[|·•]\s*")
_PIECES = lazy_pattern(r"\s*(?:(?<!\d),|,(?!\d)|[;/|·•])\s*")
_AT_START = LengthPattern(rf"^\W{{0,3}}?(?P<length>{LENGTH})\s*(?:[|·•:,–—-]\s*)(?=\S)")
_CLOCK_AT_START = LengthPattern(rf"^(?P<length>{LENGTH})\s+(?=\S)")
_SIGN = r"\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_SIGNS = lazy_pattern(rf"^[{_SIGN}\s]+(?=\w)")
"""An emoji before a title, and before the number or the time of it."""

_AT_END = LengthPattern(rf"(?:\s*[|·•:,–—/@{_SIGN}]+\s*|\s+-{{1,2}}\s*)(?P<length>{LENGTH})[\s.]*$")
_SHORT_AT_END = LengthPattern(rf"\s*(?P<length>{SHORT_LENGTH})\s*$")
_CLOCK_AT_END = LengthPattern(rf"\s+(?P<length>{LENGTH})$")
_DATED = lazy_pattern(r"[:：]$|\d\s?[月日]|\d[./-]\s?\d|\d\.?\s[^\W\d_]{3,}$")
"""A day before the times: it says when all takes place."""

_COUNTS = "計计全共各合総总约約人组組名"
"""What stands before a length in brackets: "(計120分)", "(1人60分)"."""

_BEGINNING = 4
_PEOPLE = ("人", "名")
_SHORTEST_TALK = 15
_EACH = lazy_pattern(
    rf"(?:(?:[1一每各]\s?)?[{_COUNTS}]{{1,2}}|each|(?:per|pro|par|por|a|je)\s\w+)$",
    re.IGNORECASE,
)

_IN_ALL = LengthPattern(rf"(?<=[計计全共合総总])(?P<length>{LENGTH})")
_INSIDE = LengthPattern(rf"(?:(?<![\w-])|(?<=[{_COUNTS}]))(?P<length>{LENGTH})")
_CLOCK_RANGE = lazy_pattern(
    r"\d\s?(?:[:.h時点]|[ap]\.?m).*\d\s?(?:[:.h時点]|[ap]\.?m)", re.IGNORECASE
)
_COUNTED = lazy_pattern(
    r"^[\[(]?(?:min(?:ut\w{0,3})?s?\.?|t\s?=|第)\s*(?P<from>\d{1,3})['′’]?\s*(?:[-–—]|to|bis|à|a|al|tot|至|到)\s*"
    r"(?P<to>\d{1,3})['′’]?\s*(?:分钟|分)?\s*[\])]?\s*(?:[:：|–—-]\s*|\s)(?=[^\s\d])",
    re.IGNORECASE,
)
_APART_FROM = lazy_pattern(
    r"\s*(?:before|prior|after|ahead|vor|nach|avant|après|antes|después|prima|dopo|depois|voor|na)\b",
    re.IGNORECASE,
)
"""What is 15 minutes before the session does not last 15 minutes."""

_WITHIN = lazy_pattern(
    r"\b(?:within|innerhalb(?:\svon)?|binnen|spätestens|dans\sles|en\smenos\sde|entro|em\saté)\s*$",
    re.IGNORECASE,
)
_IN_FRONT = lazy_pattern(
    r"^\W{0,3}(?P<minutes>[1-9]\d{0,2})[-‑ ](?:minute|min|minütige[rsn]?)[-\s]+(?=[^\W\d])",
    re.IGNORECASE,
)
"""A length that is a part of the title: "20-minute script"."""

_BARE_NUMBER = lazy_pattern(r"^\d{1,2}\s*[·.)–-]?\s+(?=\D)")
_BOXED_CLOCK = lazy_pattern(
    r"^[\[(]\s*(?P<clock>\d{1,2}[:.h]\d\d(?:\s?[ap]\.?m\.?)?)\s*[\])]\s*[–—:-]?\s*(?=\S)"
)
"""When a part begins, in brackets: "[0:08] Introductions", "(14:30) Reporting"."""

_SINCE_BEGINNING = lazy_pattern(
    r"^\s*(?P<from>\d{1,3})\s?[-–]\s?(?P<to>\d{1,3})\s+(?P<title>[^\W\d].*?)\s*$"
)
_EDGES = " \t|·•:,–—-\ufe0f⏱⏰🕐⌛⏳"


@dataclass(frozen=True, slots=True)
class HeadingParts:
    """A heading split into parts.

    *starts* is a time of day before the title, in minutes after midnight. *typo* is a word in its
    brackets that is almost a section kind, with that kind. *left_out* is what ``(notes)`` and
    ``(section)`` say: whether the part is not of the session; None without either.
    """

    title: str
    minutes: float | None = None
    kind: SectionKind | None = None
    starts: int | None = None
    typo: tuple[str, str] | None = None
    kind_is_written: bool = False
    left_out: bool | None = None


@lru_cache(8_000)
def read_heading(text: str) -> HeadingParts:
    """Split *text* into parts: ``Tea (10 min, opening)``, ``09:30 - 10:45 Tea``, ``Tea | 5 min``.

    A title such as "Welcome" or "Close" sets the section kind by itself.
    """
    if (sign := _SIGNS.match(text)) is not None and sign.group().strip():
        parts = read_heading(text[sign.end() :])
        return replace(parts, title=f"{sign.group().lstrip()}{parts.title}" if parts.title else "")
    title = _ATTRIBUTES.sub("", text).strip()
    left_out: bool | None = None
    if (said := _PLACE.search(title)) is not None:
        title, left_out = title[: said.start()], said[1].lower() == "notes"
    written = _BOXED_CLOCK.sub(r"\g<clock> ", title)
    plain = with_plain_clocks(written)
    found = _times_in(plain, text)
    as_written = found if plain == written else _times_in(written, text)
    same = (as_written.minutes, as_written.starts) == (found.minutes, found.starts)
    if same and as_written.title[:_BEGINNING] == found.title[:_BEGINNING]:
        found = as_written  # "Move it to 3 o'clock": a time that is no time of the section
    title = without_number(found.title.strip(_EDGES).strip()).strip()
    kind = found.kind or TITLE_KINDS.get(
        fold(_BARE_NUMBER.sub("", without_part(title[:60])).rstrip(" .!:"))
    )
    return replace(found, title=title, kind=kind, left_out=left_out)


def _times_in(title: str, text: str) -> HeadingParts:
    """Return the parts of *title*, the heading *text* without its place."""
    counted = counted_minutes(title)
    found = HeadingParts(counted[1], counted[0]) if counted else _from_brackets(title)
    if found.minutes is None:
        found = _from_edges(found)
    starts = starting_time(text) if found.minutes is not None else None
    if starts is None and (clock := leading_clock(found.title)):
        starts, rest = clock
        found = replace(found, title=rest)
    return replace(found, starts=starts)


def counted_minutes(text: str) -> tuple[float, str] | None:
    """Return the minutes of "Min. 10-30: Habits" and the text after them; None for other text."""
    match = _COUNTED.match(text[:_LONGEST])
    if match is None or int(match["from"]) >= int(match["to"]):
        return None
    return float(int(match["to"]) - int(match["from"])), text[match.end() :]


def since_beginning(line: str) -> tuple[int, str] | None:
    """Return the minutes and the title of a line such as "15-45  Using the library", or None."""
    found = _SINCE_BEGINNING.match(line[:_LONGEST])
    if found is None or int(found["from"]) >= int(found["to"]):
        return None
    return int(found["to"]) - int(found["from"]), found["title"]


def _from_brackets(text: str) -> HeadingParts:
    """Read the bracketed parts of *text*; those that are not understood stay in the title."""
    minutes: float | None = None
    kind: SectionKind | None = None
    typo: tuple[str, str] | None = None
    title, end = [], 0
    plain = folded(text[:_LONGEST])
    for group in _BRACKETS.finditer(plain):
        content = group[1] or group[2]
        own_minutes, own_kind, rest = _pieces(content)
        if (own_minutes is None and own_kind is None) or (
            own_minutes is not None and minutes is not None
        ):
            continue
        minutes = own_minutes if minutes is None else minutes
        kind = kind or own_kind
        typo = typo or _typo(rest)
        title.append(text[end : group.start()].rstrip())
        if any(rest) and typo is None:
            title.append(f" ({', '.join(filter(None, rest))})")
        end = group.end()
    return HeadingParts("".join(title) + text[end:], minutes, kind, None, typo, kind is not None)


def _pieces(content: str) -> tuple[float | None, SectionKind | None, list[str]]:
    """Return the minutes, the section kind and the other words in one pair of brackets."""
    whole = parse_minutes(content)
    if whole is not None:
        return whole, None, []
    minutes: float | None = None
    kind: SectionKind | None = None
    rest: list[str] = []
    for piece in _PIECES.split(content):
        own = parse_minutes(piece)
        if own is not None and minutes is None:
            minutes = own
        elif kind is None and fold(piece) in KINDS:
            kind = KINDS[fold(piece)]
        elif piece.strip() and leading_clock(f"{piece.strip()} x") is None:
            rest.append(piece.strip())
    match = None
    if minutes is None and kind is None:
        match = _IN_ALL.search(content) or _INSIDE.search(content)
    if match is not None and _WITHIN.search(content[: match.start()]):
        match = None
    if match is not None and not _APART_FROM.match(content[match.end() :]):
        minutes = parse_minutes(match["length"])
        if content[: match.start()].endswith(_PEOPLE) and (minutes or 0) < _SHORTEST_TALK:
            minutes = None  # "(1 min each)" for a round of names
        left = content[: match.start()] + content[match.end() :]
        rest = [piece.strip(_EDGES) for piece in _PIECES.split(left)] if minutes else []
        rest = [x for x in rest if not _EACH.match(x) and fold(x) not in TOTALS]
    return minutes, kind, rest


def _typo(words: list[str]) -> tuple[str, str] | None:
    """Return the first word that is almost the English name of a section kind, and that name."""
    for word in words:
        meant = nearest_word(word, [kind.value for kind in SectionKind])
        if meant is not None:
            return word, meant
    return None


def _from_edges(found: HeadingParts) -> HeadingParts:
    """Read minutes (and a section kind between bars) at the start or the end of a title."""
    title, kind = found.title, found.kind
    plain = folded(title[:_LONGEST])
    parts = _BARS.split(plain)
    titled = parse_minutes(" ".join(parts[:-1])) is None  # "0–5 min · Welcome" has no other title
    if len(parts) > 1 and kind is None and titled and fold(parts[-1]) in KINDS:
        kind = KINDS[fold(parts[-1])]
        title = title[: plain.rindex(parts[-1])].rstrip(_EDGES)
        plain = folded(title[:_LONGEST])
    minutes: float | None = None
    for pattern in (_CLOCK_AT_START, _AT_START, _AT_END, _SHORT_AT_END, _CLOCK_AT_END):
        match = pattern.search(plain)
        if match is None or (match.start() == 0 and match.end() == len(plain)):
            continue
        by_clock = pattern in (_CLOCK_AT_START, _CLOCK_AT_END)
        if pattern is _CLOCK_AT_END and _DATED.search(plain[: match.start()]):
            continue
        if by_clock and not _CLOCK_RANGE.search(match["length"]):
            continue
        minutes = parse_minutes(match["length"])
        if minutes is not None and minutes > _LONGEST_SECTION:
            minutes = None  # "19h15 – Welcome" is when it begins
            continue
        if minutes is not None:
            title = title[: match.start()] + title[match.end() :]
            break
    if minutes is None and (front := _IN_FRONT.match(plain)) is not None:
        minutes = float(front["minutes"])
    written = found.kind_is_written or kind is not found.kind
    return HeadingParts(title, minutes, kind, None, found.typo, written)


def title_and_minutes(text: str) -> tuple[str, float | None]:
    """Return the title in a heading, and its minutes; None if it gives none."""
    parts = read_heading(text)
    return parts.title, parts.minutes
