"""Take what belongs to the page, not to the guide, out of plain text, keeping the line numbers.

That is: page numbers, what is printed at the edge of every page, times apart by tabs or dots.
"""

import re
from collections import Counter
from collections.abc import Sequence

from focusgroup.core.agenda.vocabulary import SectionField, field_of
from focusgroup.core.agenda.words.section_words import TOTALS
from focusgroup.core.dates.durations import parse_minutes
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_PAGE = lazy_pattern(
    r"^(?:.{0,40}[\s|–-])?(?:page|seite|página|pagina|pág\.?|pag\.?|blz\.?|s\.)\s?\d{1,3}"
    r"(?:\s?(?:/|of|von|de|sur|di|van)\s?\d{1,3})?[\W_]*$|^\s*[–-]?\s?\d{1,3}\s?[–-]?\s*$"
    r"|^\s*第\s?\d{1,3}\s?页.{0,12}$|^\s*\d{1,3}\s?/\s?\d{1,3}\s*$",
    re.IGNORECASE,
)
_ISH = lazy_pattern(
    r"^(?P<mark>[#*\s-]{0,8})[~≈]?\s?(?P<clock>\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]m)?)-?ish\b",
    re.IGNORECASE,
)
_RULE = lazy_pattern(r"^\s*[-=_*]{3,}\s*$")
_LONGEST = 60
_FEWEST_TIMES = 2
_NEAR = 3
"""The most lines between a page number and the other lines at the edge of a page."""

_COLUMNS = lazy_pattern(
    r"^(?P<number>[ ]{0,3}\d{1,2}(?:\.\d{1,2})?[.)]?)?(?(number)(?:\t+|[ ]+)|)"
    r"(?P<title>\S[^\t]{0,80}?)"
    r"(?:\t+|[ ]?\.{4,}[ ]?|[ ]?…{2,}[ ]?|[ ]{5,})(?P<time>[^\t]{1,30})$"
)

_BOLD_THEN_TIME = lazy_pattern(r"^\*\*(?P<title>[^*]{2,80})\*\*(?P<time>[^*\w][^?!。？！]{1,30})$")
"""A bold title and its time, which is not bold: "**Opening** 10 min"."""


_LENGTH_OF_ALL = lazy_pattern(
    r"^(?P<name>(?:总|總|合计|讨论|座谈|访谈|会议)?(?:时长|时间|時長)|(?:合計|全体の?)?所要時間|合計時間)(?:为|是|は)?(?=[约約]?\s?[\d一二两三])"
)
"""A label without a colon: "总时长约80分钟", "所要時間は約60分"."""

_TOTAL = lazy_pattern(
    r"^(?P<name>[^\W\d_]+(?: [^\W\d_]+){0,2})\s+"
    r"(?P<time>\d{1,3}\s?(?:min\w*\.?|m|['’′]|h|分钟?|uur|std\.?))$",
    re.IGNORECASE,
)
"""The length of the whole, without a colon: "TOTAL 90 MIN"."""

_ONLY_TIMES = lazy_pattern(
    r"^(?P<mark>#{1,6}\s+)?(?P<bold>\*\*)?(?P<from>\d{1,2}\s?(?:[:.]\d\d(?:\s?h)?|h(?:\s?\d\d)?))"
    r"(?:\s?(?:uhr|uur))?(?P<rest>\s?(?:[-–—]|bis|à|a|to|tot|alle|às)\s?\d{1,2}\s?(?:[:.]\d\d(?:\s?h)?|h(?:\s?\d\d)?)"
    r"(?:\s?(?:uhr|uur))?)(?(bold)\*\*)$",
    re.IGNORECASE,
)
"""From when to when, and nothing else: "9h00 – 9h15"."""

_NO_TITLE = lazy_pattern(r"^\s*(?:[-*+•|>#]|\d{1,2}[.)]\s|$)|[.?!。？]$")
_LONGEST_TITLE = 80


def with_titles_after_times(lines: Sequence[str]) -> list[str]:
    """Return *lines* with the titles that stand below lines of only a time in those lines.

    So do the rows of a table that was pasted as text: "9h00 – 9h15", below it "Welcome".
    """
    times = {n: found for n, line in enumerate(lines) if (found := _ONLY_TIMES.match(line.strip()))}
    if len(times) < _FEWEST_TIMES:
        return list(lines)
    out = list(lines)
    for n, found in times.items():
        near = range(n + 1, min(n + 3, len(lines)))
        below = next((at for at in near if lines[at].strip()), n)
        title = lines[below].strip()
        if below == n or len(title) > _LONGEST_TITLE or _NO_TITLE.search(title.strip("*")):
            continue
        if below not in times:
            said = found.group().removeprefix(found["mark"] or "").strip("*")
            out[n] = f"{found['mark'] or ''}{found['bold'] or ''}{said} {title.strip('*')}"
            out[n] += found["bold"] or ""
            out[below] = ""
    return out


def without_pages(lines: Sequence[str]) -> list[str]:
    """Return *lines* with those at the edges of pages empty."""
    pages = {n for n, line in enumerate(lines) if is_page_number(line)}
    if not pages:
        return list(lines)
    stands_alone = [n for n in pages if _is_alone(lines, n)]
    edges = set(pages if len(pages) > 1 and len(stands_alone) == len(pages) else stands_alone)
    near = {n for page in edges for n in range(page - _NEAR, page + _NEAR + 1)}
    said = Counter(line.strip() for line in lines if line.strip())
    beside = Counter(lines[n].strip() for n in near if 0 <= n < len(lines) and lines[n].strip())
    repeated = {text for text, many in beside.items() if many > 1 and said[text] == many}
    return [
        "" if n in edges or (n in near and line.strip() in repeated) else line
        for n, line in enumerate(lines)
    ]


def is_page_number(line: str) -> bool:
    """Return whether a line has only the number of a page, perhaps with what the page is of.

    A row of a table with only its number is to be filled in.
    """
    said = line.strip(" \t\u3000-–—|_*")
    if line.count("|") > 1:
        return False
    return 0 < len(said) <= _LONGEST and said[0] not in "#>" and _PAGE.match(said) is not None


def _is_alone(lines: Sequence[str], n: int) -> bool:
    """Return whether a page number has an empty line or a rule before it or after it, or ends."""
    around = [lines[at].strip() if 0 <= at < len(lines) else "" for at in (n - 1, n + 1)]
    return any(not each or _RULE.match(each) for each in around)


def with_times_in_brackets(line: str) -> str:
    """Return ``1<tab>Welcome<tab>10 min`` and ``Welcome ...... 10 min`` as ``Welcome (10 min)``.

    So is the time after a bold title, and a time of day that is about right: ``~12:00-ish``.
    """
    if not line.isascii():
        line = _LENGTH_OF_ALL.sub(r"\g<name>：", line)
    if "ish" in line[:30]:
        line = _ISH.sub(r"\g<mark>\g<clock>", line)
    if line.endswith(".") and len(line) <= _LONGEST and ":" in line:
        label, _, said = line[:-1].partition(":")
        length = parse_minutes(said.strip())
        if length is not None and field_of(fold(label.strip("* "))) is SectionField.MINUTES:
            return line[:-1]
    if len(line) <= _LONGEST and (told := _TOTAL.match(line)) and fold(told["name"]) in TOTALS:
        return f"{told['name']}: {told['time']}"
    if line.startswith("**") and (bold := _BOLD_THEN_TIME.match(line)) is not None:
        time = bold["time"].strip(" ()[]（）–—-:：|,·*_")
        if parse_minutes(time) is not None:
            title = bold["title"].rstrip(" :：")
            named = fold(title) in TOTALS or field_of(fold(title)) is SectionField.MINUTES
            return f"**{title}:** {time}" if named else f"**{title} ({time})**"
    if "\t" not in line and "...." not in line and "……" not in line and "     " not in line:
        return line
    found = _COLUMNS.match(line)
    if found is None or parse_minutes(found["time"].strip(" ()")) is None:
        return line
    number = (found["number"] or "").strip()
    lead = f"{number.rstrip('.)')}. " if number else ""
    return f"{lead}{found['title'].strip()} ({found['time'].strip(' ()')})"
