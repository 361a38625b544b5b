"""A speaker's name and a time on a line of their own, as transcripts of calls have them.

Teams, Otter and Rev write ``Anna Novak  0:15`` or ``Anna Novak (00:15):`` above what was said,
Zoom ``[Anna Novak] 00:00:15``, Descript and Sonix ``[00:00:15] Anna Novak``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from focusgroup.core.capture import Parsed, label_of, parse_line, people_called
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Participant
from focusgroup.core.patterns import lazy_pattern
from focusgroup.exports.privacy.naming import called
from focusgroup.services.capture.timed.line_times import has_time, split_time

_DASH = r"[-–—|·,]"
_NUMBERS = r"(?:\d{1,2}[:：])?\d{1,3}[:：]\d{2}(?:[.,]\d{1,3})?"
_TIME = rf"[\[(（【<{{]?\s*(?P<time>{_NUMBERS})\s*[\])）】>}}]?"
_NAME = r"[^\W\d_](?:[\w'’.,\-‐‑\u00ad\u200b-\u200d\u2060 ]|\([^()]*\))*?"
_NAME_FIRST = lazy_pattern(
    rf"\s*(?P<open>[\[*]*)(?P<name>{_NAME})[\]*]*:?[\]*]*(?:\s+|\s*{_DASH}\s*|(?<=[\]:])|\s*(?=[\[(（【<{{]))"
    rf"{_TIME}\s*[:：]?\s*"
)
_TIME_FIRST = lazy_pattern(
    rf"\s*{_TIME}\s*(?:{_DASH}\s*)?(?P<open>[\[*]*)(?P<name>{_NAME})[\]*]*(?P<colon>\s*[:：])?[*]*\s*"
)
_UNITS = r"(?=\d)(?:\d{1,2} ?h ?)?(?:\d{1,3} ?m(?:in)? ?)?(?:\d{1,2} ?s(?:ec)?)?"
_BARE_TIME = lazy_pattern(rf"(?i)\s*(?P<time>{_NUMBERS}|{_UNITS})(?:\s*[,;，；]\s*|\s+)")
_NUMBERED = lazy_pattern(r"[^\W\d_]+(?: [^\W\d_]+)? ?\d{1,2}")
"""A speaker whom the program of the call has no name for: “Speaker 1”, “Sprecher 2”, “说话人 1”."""
_PARTICLES = frozenset("al bin da de del della den der di dos du la le ten van von y e".split())
_WHO_ASKS = frozenset("moderator moderatorin facilitator interviewer host organizer".split())
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class SpeakerHeading:
    """Who speaks in the lines below, and from when (ms of the session)."""

    name: str
    offset_ms: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who says a line below a heading, and when (ms of the session)."""

    person: Participant
    offset_ms: int


def heading_in(
    line: str, there: Sequence[Participant], below: str | None, *, inside: bool = False
) -> SpeakerHeading | None:
    """Return the heading that a line is, None for anything else.

    A name that nobody in the session has must look like one, and *below*, the line after it (None
    if it isn't there yet), must be plain words: else it may be a note such as ``Lunch 12:30``.
    *inside* a transcript one word is enough: taken for a note, it would give what a moderator
    says to the speaker above.
    """
    for form in (_NAME_FIRST, _TIME_FIRST):
        match = form.fullmatch(line)
        if match is None:
            continue
        name = " ".join(match["name"].split())
        known = bool(_people(name, there))
        ends = form is _NAME_FIRST or match["colon"] or match["open"]
        one = bool(ends) and (inside or name.casefold() in _WHO_ASKS)
        named = (ends or inside) and _looks_like_a_name(name, below, 1 if one else 2)
        if known or _NUMBERED.fullmatch(name) or named:
            offset_ms, _ = split_time(f"[{match['time']}]")
            return SpeakerHeading(name, offset_ms or 0)
    return None


def with_time_in_brackets(line: str, there: Sequence[Participant]) -> str:
    """Return ``[10:05] Anna: slow`` for ``10:05 Anna: slow``, if somebody is called so."""
    match = _BARE_TIME.match(line)
    if match is None or not label_of(line[match.end() :], there)[0]:
        return line
    return f"[{match['time']}] {line[match.end() :]}"


def _looks_like_a_name(name: str, below: str | None, least: int) -> bool:
    words = re.sub(r"\([^()]*\)", " ", name).split()
    if not least <= len(words) <= _LONGEST or (below is not None and not _plain(below)):
        return False
    return all(word in _PARTICLES or not word[0].islower() for word in words)


def _plain(line: str) -> bool:
    return not has_time(line) and parse_line(line) == Parsed(" ".join(line.split()))


class SpeakerHeadings:
    """Which heading the lines of a capture are below."""

    def __init__(self) -> None:
        self._now: SpeakerHeading | None = None

    def read(
        self, line: str, there: Sequence[Participant], below: str | None
    ) -> SpeakerHeading | Spoken | None:
        """Return the heading that a line is, or who says it by the heading above, or None.

        A line with a time or a speaker of its own is left as it is. Raises FocusgroupError for a
        speaker who isn't in the session, and for what they say.
        """
        if heading := heading_in(line, there, below, inside=self._now is not None):
            self._now = heading
            if not _people(heading.name, there):
                raise FocusgroupError(f"{_missing(heading.name)}; what they say is not stored")
            return heading
        if self._now is None or has_time(line):
            self._now = None
            return None
        said = parse_line(line)
        if said.speaker or said.clear_speaker or said.command:
            return None
        people = _people(self._now.name, there)
        if len(people) != 1:
            raise FocusgroupError(_missing(self._now.name))
        return Spoken(people[0], self._now.offset_ms)


def _people(name: str, there: Sequence[Participant]) -> list[Participant]:
    """Return those whom a heading names: as in a capture line, else as documents find names."""
    return people_called(name, there) or called(name, there)


def _missing(name: str) -> str:
    return (
        f"{name} speaks here, who is not in the session: add them (/who {name}) and capture again"
    )
