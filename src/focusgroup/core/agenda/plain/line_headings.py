"""Find the lines that are used as headings although they are not marked as such.

In a text without headings that is every line that stands out: bold, timed, numbered as a part, in
capitals, with its duration below it. In a text with headings it is only a line with a time of day,
since under a day's heading people write the sessions so.
"""

import re
from collections.abc import Sequence

from focusgroup.core.agenda.headings import read_heading
from focusgroup.core.agenda.plain.among_headings import (
    ATX,
    PROMOTED_LEVEL,
    end_matter,
    is_named_as_whole,
    with_timed_headings,
)
from focusgroup.core.agenda.plain.line_looks import (
    LONGEST_ALONE,
    LONGEST_HEADING,
    NO_HEADING,
    heading_text,
    in_capitals,
    is_timed,
    lines_below,
    says_minutes,
    stands_out,
)
from focusgroup.core.agenda.plain.line_siblings import (
    NUMBERED,
    asked_in_time,
    beside_numbered,
    numbered_parts,
    numbered_topics,
    unlike_most,
)
from focusgroup.core.agenda.plain.overview import with_plan
from focusgroup.core.agenda.problems import Problems
from focusgroup.core.agenda.vocabulary import (
    ROLES,
    TITLE_KINDS,
    Role,
    asks,
    asks_at_end,
    is_quoted,
)
from focusgroup.core.agenda.words.leading_words import GREETING
from focusgroup.core.dates.durations import length_inside, parse_minutes
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_CALLED = lazy_pattern(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+\[!(?:NOTE|SCRIPT|QUESTION)\]\s")

_SETEXT = lazy_pattern(r"^[^\s#>|-][^\n]*\n {0,3}(?:(=)=*|-{2,})[ \t]*$", re.MULTILINE)
_RUN_IN = lazy_pattern(
    r"^\*\*(?P<title>[^*]{2,60}[(（][^()（）]{2,20}[)）])[.:：。]?\*\*[.:：]?\s+(?P<rest>\S.*)$"
)
"""A title with its time, and what is done there on the same line."""

_SECTION = lazy_pattern(r"\(section\)\s*$")
_LONGEST_TOLD = 180


def with_headings(lines: Sequence[str], problems: Problems, first_line: int) -> list[str]:
    """Return *lines* with those that are used as headings made headings.

    A line that its author calls a note, a script or a question is none, whatever its words.
    """
    called = {n: line for n, line in enumerate(lines) if _CALLED.search(line)}
    if called:
        marked = with_headings(
            ["" if n in called else line for n, line in enumerate(lines)], problems, first_line
        )
        return [called.get(n, line) for n, line in enumerate(marked)]
    if _has_headings("\n".join(lines)):
        return with_timed_headings(lines)
    if planned := with_plan(lines):
        return planned
    out = _standing_out(lines)
    alone = _standing_alone(lines)
    out = out or alone
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    plain = [n for n in out if n != first and not (in_capitals(lines[n]) or is_timed(lines[n]))]
    shared = {*plain} & {*alone}
    if shared and (len(shared) > 2 or {*plain} == shared == {*out} - {first}):
        out = sorted({*out, *alone})  # they look as those do that stand out by their words
    if not out:
        return _with_lengths_in_words(lines)
    marked = list(lines)
    inner = _inner_headings(lines, out)
    for n in out:
        level = PROMOTED_LEVEL + (n in inner)
        marked[n] = f"{'#' * level} {heading_text(lines[n])}"
        run_in = _RUN_IN.match(lines[n])
        if run_in is not None and not "".join(lines[n + 1 : n + 2]).strip():
            marked[n : n + 2] = [f"{'#' * level} {run_in['title']}", run_in["rest"]]
    if _is_title(lines, out):
        marked[out[0]] = f"# {heading_text(lines[out[0]])}"
        out = out[1:]
    problems.warn(
        first_line + out[0],
        "there are no section headings; lines that look like headings were used",
        "start each section with `## Title (10 min)`",
    )
    return marked


def _with_lengths_in_words(lines: Sequence[str]) -> list[str]:
    """Return *lines* with those headings that tell a length and stand over lists: as in a mail.

    "Then half an hour on homework", and below it what is asked.
    """
    found: dict[int, float] = {}
    for n, line in enumerate(lines):
        said = line.strip()
        above = lines[n - 1].strip() if n else ""
        if above or NO_HEADING.match(line) or len(said) > LONGEST_HEADING or asks(said[:-1]):
            continue
        minutes = length_inside(said)
        if minutes is not None and not 0 < minutes <= _LONGEST_TOLD:
            continue
        if minutes is not None:
            found[n] = minutes
    below = lines_below(lines)
    over_lists = sum(bool(NO_HEADING.match(below[n])) for n in found if below[n])
    if over_lists < 3:
        return list(lines)
    marks = "#" * PROMOTED_LEVEL
    return [
        f"{marks} {line.strip().rstrip('.:')} ({found[n]:g} min)" if n in found else line
        for n, line in enumerate(lines)
    ]


def _inner_headings(lines: Sequence[str], out: Sequence[int]) -> set[int]:
    """Return those of *out* without a time that have another mark than all those with one."""
    times = [is_timed(heading_text(lines[n])) for n in out]
    marks = [lines[n].strip()[0] for n in out]
    with_time = {mark for mark, timed in zip(marks, times, strict=True) if timed}
    if sum(times) < 2 or any(mark.isalnum() for mark in with_time):
        return set()
    first = times.index(True)
    return {n for n, mark in list(zip(out, marks, strict=True))[first:] if mark not in with_time}


def _has_headings(text: str) -> bool:
    """Return whether there are headings other than the title."""
    marks = ATX.findall(text)
    under = _SETEXT.findall(text)
    return len(marks) + len(under) > 1 or marks not in ([], ["#"]) or under not in ([], ["="])


def _standing_out(lines: Sequence[str]) -> list[int]:
    """Return the lines that look like headings; none if fewer than two do."""
    below = lines_below(lines)
    out = [
        n
        for n, line in enumerate(lines)
        if stands_out(line, below[n]) or _names_a_section(lines, n) or _is_over_speech(lines, n)
    ]
    timed = [n for n in out if is_timed(heading_text(lines[n]))]
    asked = asked_in_time(lines, timed)
    out = [n for n in out if n not in asked]
    timed = [n for n in timed if n not in asked]
    unlike = unlike_most(lines, out, timed) | beside_numbered(lines, timed)
    out = [n for n in out if n not in unlike]
    timed = [n for n in timed if n not in unlike]
    if len(timed) > 1 and out[-1] not in timed and not below[out[-1]]:
        # Beside sections with their times, the last line of all heads nothing: THANK AND CLOSE.
        out.pop()
    if len(timed) > 2 and _tells_length_of(lines, timed):
        out = [n for n in out if n != timed[0]]
        timed = timed[1:]
    if len(timed) > 1:
        out = _without_cover(lines, out, timed[0])
    if len(timed) > 2 and any(map(str.strip, lines[: timed[0]])) and _is_whole(lines, timed):
        out = _without_cover(lines, [n for n in out if n != timed[0]], timed[1])
    numbered = [n for n, line in enumerate(lines) if _is_numbered_heading(line, below[n])]
    plain = [n for n in numbered if below[n] and not NO_HEADING.match(below[n])]
    with_times = all(is_timed(heading_text(lines[n])) for n in numbered)
    if numbered and (2 * len(plain) >= len(numbered) or (plain and with_times)):
        out = sorted({*out, *numbered})
    called = [n for n, line in enumerate(lines) if NUMBERED.match(line) and _SECTION.search(line)]
    out = sorted({*out, *numbered_parts(lines), *(called if out else ())})
    if not timed and (topics := numbered_topics(lines)):
        out = _without_cover(lines, sorted({*out, *topics}), topics[0])
    by_below = [n for n in out if says_minutes(below[n])]
    if len(out) > 2 and len(by_below) == 1 and by_below[0] in out[:2]:
        # "Interviews with teachers", and below it "Duration: one hour": a title.
        out = [n for n in out if n != by_below[0] or in_capitals(lines[n])]
    if out and (end := end_matter(lines, out[-1] + 1)) is not None:
        out.append(end)
    return out if len(out) > 1 else []


def _names_a_section(lines: Sequence[str], n: int) -> bool:
    """Return whether a line below an empty one is only "Introduction", "Closing" or the like."""
    title = lines[n].strip()
    if not title or len(title) > LONGEST_ALONE or title[0].islower() or lines[n][0].isspace():
        return False
    if not 0 < n < len(lines) - 1 or lines[n - 1].strip():
        return False
    counted = lines[n + 1].startswith("1") and lines.count(lines[n]) == 1
    return fold(title) in TITLE_KINDS or (counted and ROLES.get(fold(title)) is Role.QUESTIONS)


def _is_over_speech(lines: Sequence[str], n: int) -> bool:
    """Return whether a short line stands right above words in quotation marks."""
    title, below = lines[n].strip(), lines[n + 1].strip() if n + 1 < len(lines) else ""
    if not 0 < len(title) <= LONGEST_ALONE or not below or NO_HEADING.match(lines[n]):
        return False
    alone = n > 0 and not lines[n - 1].strip() and title[-1].isalnum() and title[0].isupper()
    speaks = (
        is_quoted(below)
        or below[0] in "«“„「"
        or (fold(title) in TITLE_KINDS and bool(GREETING.match(below)))
    )
    return alone and speaks and not asks(below) and fold(title) not in ROLES


def _tells_length_of(lines: Sequence[str], timed: Sequence[int]) -> bool:
    """Return whether the first of the times is a length, "1h15 – town hall", over times of day."""
    first, *others = (read_heading(heading_text(lines[n])) for n in timed)
    length = parse_minutes(heading_text(lines[timed[0]]).split("–")[0].strip())
    by_clock = all(each.starts is not None and each.minutes is None for each in others)
    later = first.starts is None or first.starts < (others[0].starts or 0) - 120
    return length is not None and by_clock and later


def _is_whole(lines: Sequence[str], timed: Sequence[int]) -> bool:
    """Return whether the first of the times is that of all the others together."""
    first, *others = (read_heading(heading_text(lines[n])).minutes or 0 for n in timed)
    return 0 < first == sum(others)


def _without_cover(lines: Sequence[str], out: Sequence[int], first_timed: int) -> list[int]:
    """Return *out* without the lines of a title page: before the first time, with no text below."""
    kept = [n for n in out if n >= first_timed]
    for n in reversed([n for n in out if n < first_timed]):
        below = [line.strip() for line in lines[n + 1 : kept[0]] if line.strip()]
        plain = all(len(line) <= LONGEST_HEADING and not NO_HEADING.match(line) for line in below)
        said = any(asks(line) or line[-1] in ".!。！" for line in below)
        is_first = not any(line.strip() for line in lines[:n])
        if is_first or not plain or said:
            kept.insert(0, n)
    return kept


def _standing_alone(lines: Sequence[str]) -> list[int]:
    """Return the short lines without a stop above a list or a question; none for fewer than two."""
    below = lines_below(lines)
    out = []
    for n, line in enumerate(lines):
        text = line.strip()
        alone = n > 0 and not lines[n - 1].strip() and 0 < len(text) <= LONGEST_ALONE
        if not alone or NO_HEADING.match(line) or not text[-1].isalnum() or ":" in text:
            continue
        leads = NO_HEADING.match(below[n]) if below[n] else None
        if n + 1 < len(lines) and GREETING.match(lines[n + 1].strip()):
            leads = GREETING.match(lines[n + 1].strip())
        if (leads or asks_at_end(below[n])) and not text[0].islower() and fold(text) not in ROLES:
            out.append(n)
    return out if len(out) > 1 else []


def _is_numbered_heading(line: str, below: str) -> bool:
    """Return whether ``2. THE YEAR (30 min)`` is a heading: in capitals, or with its minutes."""
    match = NUMBERED.match(line)
    if match is None or len(line) > LONGEST_HEADING or asks(line):
        return False
    if in_capitals(match["text"]) or says_minutes(below):
        return True
    return is_timed(match["text"])


def _is_title(lines: Sequence[str], out: Sequence[int]) -> bool:
    """Return whether the first line that looks like a heading is the title of the others."""
    first, second, *_ = out
    if len(out) < 3 or any(line.strip() for line in lines[:first]):
        return False
    minutes = [read_heading(heading_text(lines[n])).minutes for n in out]
    if minutes[0] is not None:
        # "Moderator guide (1.5 hours)" gives the time of all sections.
        whole = sum(length or 0 for length in minutes[1:])
        near = len(out) > 3 and 4 * abs(whole - minutes[0]) <= whole
        return (
            0 < whole == minutes[0]
            or (whole > 0 and near)
            or (is_named_as_whole(lines[first]) and 0 < whole <= minutes[0])
        )
    between = [line for line in lines[first + 1 : second] if line.strip()]
    leads = any(asks_at_end(line) or NO_HEADING.match(line) for line in between)
    timed = sum(
        length is not None or (n + 1 < len(lines) and says_minutes(lines[n + 1]))
        for length, n in zip(minutes, out, strict=True)
    )
    return not leads and (2 * timed > len(out) - 1 or is_named_as_whole(lines[first]))
