"""Read the session time in front of a line from a file, in the forms that programs write."""

import re

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.patterns import lazy_pattern

_CLOCK = r"(?:(?P<h{0}>\d{{1,2}})[:：])?(?P<m{0}>\d{{1,3}})[:：](?P<s{0}>\d{{2}})(?:[.,]\d+)?"
_UNTIL = r"(?:\s*(?:-|–|—|to|bis)\s*[\d:：.,]+)?"
_TIME = lazy_pattern(
    rf"\s*(?:[\[［]\s*{_CLOCK.format(1)}{_UNTIL}\s*[\]］]|[(（【<{{]\s*{_CLOCK.format(2)}{_UNTIL}\s*[)）】>}}]"
    r"|(?P<h3>\d{1,2}):(?P<m3>\d{2}):(?P<s3>\d{2})(?:[.,]\d+)?(?:\s*[-–—|:>]\s|\s|:?$)"
    r"(?!\s*[ap]\.?m\b)"
    r"|(?P<m5>\d{1,3}):(?P<s5>\d{2})(?:\s+[-–—|>]\s|:\s|\t|:?$)"
    r"|\[\s*(?=\d)(?:(?P<h4>\d{1,2})\s?h\s?)?(?:(?P<m4>\d{1,3})\s?m(?:in)?\s?)?"
    r"(?:(?P<s4>\d{1,2})\s?s(?:ec)?)?\s*\]"
    r"|(?P<h6>\d{1,2})\s?h\s?(?P<m6>\d{2})\s?m(?:in)?\s+[-–—|]\s)\s*",
    re.IGNORECASE,
)


def has_time(line: str) -> bool:
    """Return whether a line has a time in front."""
    return _TIME.match(line) is not None


def split_time(line: str) -> tuple[int | None, str]:
    """Return the session time before *line* (ms, None without one), and the rest of the line.

    The time is ``[HH:MM:SS]`` or ``[MM:SS]``, also in other brackets, ``HH:MM:SS``, ``MM:SS -`` or
    ``[1h02m]``. Raises FocusgroupError for an impossible time.
    """
    match = _TIME.match(line)
    if match is None:
        return None, line
    if line.startswith("-->", match.end()):
        raise FocusgroupError(
            "these are the times of a caption; keep one line per sentence, with [MM:SS] in front"
        )
    found = {name[0]: int(value) for name, value in match.groupdict().items() if value}
    hours, minutes, seconds = (found.get(unit, 0) for unit in "hms")
    if (seconds > 59 and len(found) > 1) or ("h" in found and minutes > 59):
        raise FocusgroupError(f"{match[0].strip()} is not a time; write [MM:SS] or [HH:MM:SS]")
    return ((hours * 60 + minutes) * 60 + seconds) * 1000, line[match.end() :]
